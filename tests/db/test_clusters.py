"""Which relations make one story: tables of who stands where in whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.clusters import HOLDERS_MAX, components, is_copy
from db.places import Part
from tests.db.neighbourhoods import (
    HALVES,
    LINE,
    MOST,
    NINE,
    NOON,
    OTHER_LINE,
    PROFILE,
    REST,
    THIRDS,
    carried,
    merging,
    part,
)


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [(0.0, 1.0, True), (0.1, 0.95, True), (0.0, 0.7, False), (0.4, 1.0, False)],
)
def test_texts_that_agree_nearly_all_over_are_copies_whatever_else_there_is(
    begins: float, ends: float, expected: bool
) -> None:
    assert is_copy(near=True, begins=begins, ends=ends) is expected
    assert not is_copy(near=False, begins=begins, ends=ends)


def test_a_version_cut_short_merges_but_a_scrap_does_not() -> None:
    assert merging(part("x", "L", 0, 0.45)) == {"xL"}
    assert merging(part("x", "L", 0, 0.2)) == set()
    assert merging(part("x", "L", 0, 0.9, length=0.35)) == {"xL"}  # sentences left out all over


def test_a_copy_cut_at_its_head_and_one_cut_at_its_tail_are_of_one_story() -> None:
    parts = (part("x", "L", 0, 0.75, near=True), part("y", "L", 0.25, 1, near=True))
    assert merging(*parts) == {"xL", "yL"}
    assert merging(part("x", "L", 0, 0.5), part("y", "L", 0.38, 1)) == {"xL", "yL"}


def test_one_story_alone_of_those_joined_merges_with_the_joined() -> None:
    assert merging(HALVES[0]) == {"xL"}


def test_two_stories_joined_merge_with_none_of_them() -> None:
    assert merging(*HALVES) == set()


def test_of_stories_joined_the_one_that_makes_up_most_merges() -> None:
    assert merging(MOST, REST) == {"xL"}


def test_what_is_left_of_the_story_that_makes_up_most_merges_with_it() -> None:
    assert merging(MOST, part("z", "L", 0, 0.35), REST) == {"xL", "zL"}


def test_what_makes_up_most_may_have_been_taken_apart_itself() -> None:
    pieces = part("z", "L", 0, 0.32), part("v", "L", 0.33, 0.65)
    assert merging(MOST, *pieces, REST) == {"xL"}
    assert merging(MOST, *pieces) == {"xL"}


def test_a_text_of_several_stories_is_no_link_between_them() -> None:
    shorter = part("m", "L", 0, 1, length=0.55)
    assert merging(*HALVES, shorter) == set()
    assert merging(*HALVES, shorter, L=carried(LINE), x=carried(LINE)) == {"xL"}


def test_a_part_in_the_middle_does_not_link_those_on_either_side_of_it() -> None:
    ends = part("x", "L", 0, 0.4), part("y", "L", 0.6, 1)
    assert merging(*ends, part("m", "L", 0.3, 0.7)) == {"mL"}
    titles = {"L": carried(LINE), "x": carried(LINE), "y": carried(LINE + "了")}
    assert merging(*ends, part("m", "L", 0.3, 0.7), **titles) == {"mL"}


@pytest.mark.parametrize(
    ("whole", "one", "other", "expected"),
    [
        (NINE, NOON, NOON, {"xL", "yL"}),
        (NINE, NINE, NOON, set()),
        (NINE, NOON, None, set()),
        (NOON, NINE, NINE, set()),
        (None, NOON, NOON, set()),
    ],
)
def test_parts_published_after_the_whole_are_taken_from_it(
    whole: datetime | None, one: datetime | None, other: datetime | None, expected: set[str]
) -> None:
    dates = {"L": carried(at=whole), "x": carried(at=one), "y": carried(at=other)}
    assert merging(*HALVES, **dates) == expected


def test_a_digest_has_what_was_published_before_it_though_copies_came_after() -> None:
    copies = part("v", "L", 0, 0.5), part("w", "L", 0.5, 1)
    dates = {"L": carried(at=NOON), **{name: carried(at=NOON + timedelta(hours=3)) for name in "xyw"}}
    assert merging(*HALVES, *copies, **dates, v=carried(at=NINE)) == set()


def test_a_digest_merges_with_none_of_its_items() -> None:
    items = [part(name, "L", n / 10, (n + 1) / 10) for n, name in enumerate("abcdefghij")]
    assert merging(*items) == set()
    assert merging(*THIRDS) == set()


def test_a_line_on_the_publisher_makes_no_digest() -> None:
    assert merging(part("x", "L", 0, 0.5), part("p", "L", 0.88, 1)) == {"xL"}


def test_what_is_quoted_whole_later_is_another_story() -> None:
    flash = part("x", "L", 0.1, 0.5)
    assert merging(flash, x=carried(at=NINE), L=carried(at=NOON)) == set()
    assert merging(flash, x=carried(at=NOON), L=carried(at=NINE)) == {"xL"}
    assert merging(flash, x=carried(at=NINE)) == {"xL"}


def test_a_day_is_not_before_an_hour_of_it() -> None:
    day = carried(at=NINE - timedelta(hours=9), for_hours=24)
    assert merging(part("x", "L", 0.1, 0.5), x=day, L=carried(at=NOON)) == {"xL"}


@pytest.mark.parametrize(
    ("before", "after", "hours", "expected"),
    [
        ("清河晚报", "清河晚报", 9, {"xL"}),
        ("清河晚报 柳岸在线", "桥头网 清河晚报", 9, {"xL"}),
        ("清河晚报", "柳岸在线", 9, set()),
        ("清河晚报", "清河晚报", 30, set()),
        ("", "", 9, set()),
    ],
)
def test_news_that_goes_on_is_one_story_though_the_headline_changes(
    before: str, after: str, hours: int, expected: set[str]
) -> None:
    flash = carried(LINE, at=NINE, by=before)
    later = carried(OTHER_LINE, at=NINE + timedelta(hours=hours), by=after)
    assert merging(part("x", "L", 0, 0.4), x=flash, L=later) == expected


@st.composite
def standing(draw: st.DrawFn) -> Part:
    begins, ends = sorted((draw(st.integers(0, 20)) / 20, draw(st.integers(0, 20)) / 20))
    length = (ends - begins) * draw(st.sampled_from((1.0, 0.8, 0.5)))
    shorter = draw(st.sampled_from("abcdefgh"))
    return part(shorter, "L", begins, ends, near=ends - begins > 0.6 and draw(st.booleans()), length=length)


@settings(max_examples=600, derandomize=True, database=None, deadline=None)
@given(
    parts=st.lists(standing(), max_size=6, unique_by=lambda one: one.shorter),
    titles=st.dictionaries(st.sampled_from("Labcdefgh"), st.sampled_from((LINE, LINE + "了", OTHER_LINE))),
)
def test_what_is_one_story_with_a_longer_text_stands_at_one_place_in_it_or_has_its_headline(
    parts: list[Part], titles: dict[str, str]
) -> None:
    merged = merging(*parts, **{text: carried(title) for text, title in titles.items()})
    for one, other in combinations((one for one in parts if chr(one.shorter) + "L" in merged), 2):
        overlap = min(one.ends, other.ends) - max(one.begins, other.begins)
        shorter = min(one.ends - one.begins, other.ends - other.begins)
        pages = {titles.get(chr(one.shorter)), titles.get(chr(other.shorter))} == {titles.get("L", "")}
        assert overlap > 0.2 * shorter or pages


def test_a_profile_that_different_releases_hold_merges_with_none() -> None:
    assert merging(*PROFILE) == set()
    assert merging(*PROFILE, related=("LM",)) == set()


def test_a_short_version_merges_with_all_copies_of_the_longer_one() -> None:
    assert merging(*PROFILE, related=("LM", "MN")) == {"pL", "pM", "pN"}


def test_who_quotes_it_later_or_holds_it_in_passing_does_not_part_a_short_version_from_its_longer_one() -> (
    None
):
    quoting = part("p", "L", 0.6, 1), part("p", "M", 0.6, 1), part("p", "N", 0.5, 0.6)
    dates = {"L": carried(at=NINE), "M": carried(at=NOON), "p": carried(at=NINE)}
    assert merging(*quoting, **dates) == {"pL"}


def test_what_more_hold_than_can_be_looked_at_merges_with_none() -> None:
    assert HOLDERS_MAX >= 100
    assert merging(PROFILE[0], hubs="p") == set()


@pytest.mark.parametrize(
    ("texts", "pairs", "expected"),
    [
        ("abc", [], ["a", "b", "c"]),
        ("abcd", ["ab", "cb"], ["abc", "d"]),
        ("abcd", ["ab", "cd", "bc"], ["abcd"]),
        ("ab", ["bx", "xa"], ["a", "b"]),
        ("", ["ab"], []),
    ],
)
def test_texts_are_in_groups_that_pairs_connect(texts: str, pairs: list[str], expected: list[str]) -> None:
    found = components(texts, [(pair[0], pair[1]) for pair in pairs])
    assert sorted("".join(sorted(group)) for group in found) == expected
