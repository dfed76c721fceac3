"""What headlines tell of texts of which one holds another: whether they are one story."""

from __future__ import annotations

from datetime import datetime

import pytest

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


def test_what_makes_up_most_merges_alone_though_the_title_is_that_of_the_other() -> None:
    assert merging(MOST, REST, L=carried(LINE), y=carried(LINE)) == {"xL"}
    assert merging(MOST, REST, L=carried(LINE), x=carried(LINE + "了"), y=carried(LINE)) == {"xL"}


def test_a_page_read_with_its_neighbour_stays_with_the_story_of_its_title() -> None:
    titles = {"L": carried(LINE), "x": carried(LINE + "了"), "y": carried(OTHER_LINE)}
    assert merging(*HALVES, **titles) == {"xL"}


def test_titles_of_one_form_with_other_numbers_are_different() -> None:
    titles = {"L": carried("3月5日路况通报"), "x": carried("3月6日路况通报"), "y": carried("5日路况通报")}
    assert merging(*HALVES, **titles) == {"yL"}


def test_a_title_of_both_stories_is_neithers() -> None:
    titles = {"L": carried(LINE + OTHER_LINE), "x": carried(LINE), "y": carried(OTHER_LINE)}
    assert merging(*HALVES, **titles) == set()
    both = {"L": carried(LINE, OTHER_LINE), "x": carried(LINE), "y": carried(OTHER_LINE)}
    assert merging(*HALVES, **both) == set()


def test_the_title_letter_for_letter_is_worth_more_than_one_like_it() -> None:
    titles = {"L": carried(LINE), "x": carried(LINE + "了"), "y": carried(LINE)}
    assert merging(*HALVES, **titles) == {"yL"}


def test_of_two_parts_of_its_title_the_longest_by_far_merges() -> None:
    titles = {"L": carried(LINE), "x": carried("点赞" + LINE), "y": carried(LINE + "了")}
    assert merging(part("x", "L", 0, 0.58), part("y", "L", 0.58, 1), **titles) == {"xL"}
    assert merging(part("x", "L", 0, 0.52), part("y", "L", 0.52, 1), **titles) == set()


@pytest.mark.parametrize(
    ("signs", "whole", "expected"),
    [
        ("上中下", None, {"xL", "yL", "zL"}),
        ("123", NINE, {"xL", "yL", "zL"}),
        ("123", NOON, set()),
        ("甲乙丙", None, set()),
    ],
)
def test_parts_of_a_series_are_linked_by_the_whole_unless_they_came_before_it(
    signs: str, whole: datetime | None, expected: set[str]
) -> None:
    parts = {name: carried(LINE + sign, at=NINE) for name, sign in zip("xyz", signs, strict=True)}
    assert merging(*THIRDS, L=carried(LINE, at=whole), **parts) == expected


def test_pages_of_one_piece_have_its_headline_and_are_one_story() -> None:
    pages = {name: carried(LINE) for name in "Lxyz"}
    assert merging(*THIRDS, **pages) == {"xL", "yL", "zL"}
    assert merging(MOST, REST, **pages) == {"xL", "yL"}


def test_the_heading_of_a_column_makes_no_pages() -> None:
    assert merging(*HALVES, **{name: carried("图片新闻") for name in "Lxy"}) == set()


def test_a_flash_that_grows_under_its_title_is_one_story() -> None:
    at = {"x": carried(LINE, at=NINE), "L": carried(LINE, at=NOON)}
    assert merging(part("x", "L", 0, 0.4), **at) == {"xL"}


def test_of_different_holders_the_one_of_its_title_is_its_longer_version() -> None:
    titles = {"p": carried(LINE), "L": carried(LINE), "M": carried(OTHER_LINE)}
    assert merging(*PROFILE, **titles) == {"pL"}
