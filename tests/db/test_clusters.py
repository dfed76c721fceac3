"""Which relations make one story: tables of who stands where in whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from db.clusters import HOLDERS_MAX, Carried, Neighbourhood, Part, components, is_copy

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
LINE = "清河镇老桥修好通车"
OTHER_LINE = "小学搬进新的教学楼"


def part(
    shorter: str, longer: str, begins: float, ends: float, *, near: bool = False, length: float | None = None
) -> Part:
    """All of the shorter text stands there in the longer; `length` is how long it is, where parts are left out."""
    length = ends - begins if length is None else length
    return Part(
        shorter=ord(shorter),
        longer=ord(longer),
        near=near,
        jaccard=length,
        containment=1.0,
        begins=begins,
        ends=ends,
    )


def carried(*titles: str, articles: int = 1, at: datetime | None = None, for_hours: float = 0) -> Carried:
    first = (at, at + timedelta(hours=for_hours)) if at else None
    return Carried(articles=articles, titles=frozenset(titles), first=first)


def merging(*parts: Part, related: tuple[str, ...] = (), hubs: str = "", **carrying: Carried) -> set[str]:
    """The pairs that merge, `xL` for x in L; texts go by a letter."""
    texts = {text for one in parts for text in (one.shorter, one.longer)}
    around = Neighbourhood(
        parts=parts,
        related=[(ord(one), ord(other)) for one, other in related],
        carried={text: carrying.get(chr(text), Carried()) for text in texts},
        hubs=set(map(ord, hubs)),
    )
    return {chr(one.shorter) + chr(one.longer) for one in parts if around.merges(one)}


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


HALVES = part("x", "L", 0, 0.5), part("y", "L", 0.5, 1)


def test_one_story_alone_of_those_joined_merges_with_the_joined() -> None:
    assert merging(HALVES[0]) == {"xL"}


def test_two_stories_joined_merge_with_none_of_them() -> None:
    assert merging(*HALVES) == set()


def test_of_stories_joined_the_one_that_makes_up_most_merges() -> None:
    most = part("x", "L", 0, 0.65, near=True)
    assert merging(most, part("y", "L", 0.65, 1)) == {"xL"}


def test_what_is_left_of_the_story_that_makes_up_most_merges_with_it() -> None:
    most = part("x", "L", 0, 0.65, near=True)
    assert merging(most, part("z", "L", 0, 0.35), part("y", "L", 0.65, 1)) == {"xL", "zL"}


def test_a_page_read_with_its_neighbour_stays_with_the_story_of_its_title() -> None:
    titles = {"L": carried(LINE), "x": carried(LINE + "了"), "y": carried(OTHER_LINE)}
    assert merging(*HALVES, **titles) == {"xL"}


def test_titles_of_one_form_with_other_numbers_are_different() -> None:
    titles = {"L": carried("3月5日路况通报"), "x": carried("3月6日路况通报"), "y": carried("5日路况通报")}
    assert merging(*HALVES, **titles) == {"yL"}


def test_a_title_of_both_stories_is_neithers() -> None:
    titles = {"L": carried(LINE + OTHER_LINE), "x": carried(LINE), "y": carried(OTHER_LINE)}
    assert merging(*HALVES, **titles) == set()


def test_a_piece_published_in_parts_under_its_title_is_one_story() -> None:
    titles = {"L": carried(LINE), "x": carried(LINE + "上"), "y": carried(LINE + "下")}
    assert merging(*HALVES, **titles) == {"xL", "yL"}
    thirds = part("x", "L", 0, 0.34), part("y", "L", 0.34, 0.67), part("z", "L", 0.67, 1)
    assert merging(*thirds, **titles, z=carried(LINE + "三")) == {"xL", "yL", "zL"}


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


def test_what_more_carry_than_its_parts_is_the_piece_itself() -> None:
    assert merging(*HALVES, L=carried(articles=3)) == {"xL", "yL"}
    assert merging(*HALVES, L=carried(articles=3), y=carried(articles=3)) == {"xL"}


def test_a_digest_merges_with_none_of_its_items_however_many_carry_it() -> None:
    items = [part(name, "L", n / 10, (n + 1) / 10) for n, name in enumerate("abcdefghij")]
    assert merging(*items, L=carried(articles=5)) == set()


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


def test_a_flash_that_grows_under_its_title_is_one_story() -> None:
    at = {"x": carried(LINE, at=NINE), "L": carried(LINE, at=NOON)}
    assert merging(part("x", "L", 0, 0.4), **at) == {"xL"}


PROFILE = part("p", "L", 0.6, 1), part("p", "M", 0.6, 1), part("p", "N", 0.5, 0.9)


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


def test_of_different_holders_the_one_of_its_title_is_its_longer_version() -> None:
    titles = {"p": carried(LINE), "L": carried(LINE), "M": carried(OTHER_LINE)}
    assert merging(*PROFILE, **titles) == {"pL"}


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
