"""How a story is put in words: why one record is the original, sites, durations, passages and places."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from crawler.commands.story_sites import site_names
from crawler.commands.story_words import duration, passages_told, place_told, share, why_told
from db.changes import Passage
from db.originality import Candidate, decided
from tests.db.rows import Page

ORIGINAL = Candidate(
    id="a" * 16,
    first_captured="2026-01-05T00:00:00.000Z",
    site_name="芦河日报网",
    published_at="2026-01-05T08:00:00+08:00",
    letters=400,
)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"flags": ["garbled"]}, f"the only one that no mirror has spoilt (the next, {'b' * 16}: garbled)"),
        ({"publisher": "芦河日报"}, "its own site is the one credited (芦河日报网)"),
        ({"published_at": "2026-01-05T02:30:00Z"}, f"published first, 2 h 30 min before {'b' * 16}"),
        ({"published_at": None}, "the only one that states when it was published"),
        ({"letters": 399}, f"the longest of those published first; {'b' * 16} is shorter"),
        (
            {"first_captured": "2026-01-06T00:00:00.000Z"},
            f"captured first; {'b' * 16} is as long and of the same time",
        ),
        ({}, f"nothing tells it from {'b' * 16}; the lower id decides"),
    ],
)
def test_it_is_told_why_a_record_is_taken_for_the_original(other: dict[str, Any], words: str) -> None:
    changed = {"id": "b" * 16, "site_name": None, **other}
    why = decided([ORIGINAL, dataclasses.replace(ORIGINAL, **changed)])

    assert why is not None
    assert (why.original, why_told(why, [why.original, why.over])) == (ORIGINAL, words)


def test_it_is_told_among_which_the_original_is_the_first() -> None:
    """An uncredited site had it before the second that is credited, and a mirror dates itself before all."""
    credited = dataclasses.replace(ORIGINAL, id="b" * 16, published_at="2026-01-07")
    between = dataclasses.replace(ORIGINAL, id="c" * 16, site_name=None, published_at="2026-01-06")
    spoilt = dataclasses.replace(ORIGINAL, id="d" * 16, flags=["garbled"], published_at="2026-01-01")
    later = dataclasses.replace(spoilt, id="e" * 16, published_at="2026-01-08")
    names = [dataclasses.replace(one, publisher="芦河日报") for one in (ORIGINAL, credited, between)]

    def told(*members: Candidate) -> str:
        why = decided(members)
        assert why is not None
        return why_told(why, members)

    over = f", 1 d 16 h before {'b' * 16}"
    assert told(*names, spoilt) == f"published first of those whose own site is credited{over}"
    assert told(*names[:2], spoilt) == f"published first of those that no mirror has spoilt{over}"
    assert told(*names[:2], later) == f"published first{over}"


@pytest.mark.parametrize(
    ("sites", "names"),
    [
        ([("芦河日报", "http://www.luhe.cn/1"), ("芦河日报", "http://m.luhe.cn/1")], ["芦河日报"] * 2),
        (
            [
                ("芦河日报", "http://www.luhe.cn/1"),
                ("芦河日报", "http://copies.com.cn/1"),
                ("芦河日报", None),
            ],
            ["芦河日报 (luhe.cn)", "芦河日报 (copies.com.cn)", "芦河日报"],
        ),
        ([(None, "http://www.luhe.cn/1"), (None, "http://luhe.cn/2")], ["luhe.cn", "luhe.cn"]),
        ([(None, "http://[luhe"), (None, None)], ["saved", "saved"]),
    ],
)
def test_a_site_is_told_from_one_that_claims_its_name(
    sites: list[tuple[str | None, str | None]], names: list[str]
) -> None:
    records = [Page(number=1, source="saved", site_name=site, url=url).article() for site, url in sites]

    assert site_names(records) == names


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (datetime.timedelta(seconds=59), ""),
        (datetime.timedelta(minutes=1), "1 min"),
        (datetime.timedelta(hours=3), "3 h"),
        (datetime.timedelta(hours=3, minutes=28), "3 h 28 min"),
        (datetime.timedelta(hours=22, minutes=28), "22 h"),
        (datetime.timedelta(days=1), "1 d"),
        (datetime.timedelta(days=2, hours=5), "2 d 5 h"),
        (datetime.timedelta(days=1500, hours=5), "1,500 days"),
    ],
)
def test_durations_are_told_in_the_units_that_tell_them_best(over: datetime.timedelta, words: str) -> None:
    assert duration(over) == words


@pytest.mark.parametrize(
    ("passages", "words"),
    [
        ([(0, 1000)], "all of it"),
        ([(620, 1000)], "last 38%"),
        ([(0, 30), (100, 160), (400, 460), (620, 1000)], "first 3%, two passages (12%), last 38%"),
        ([(100, 180)], "a passage (8%)"),
        ([(0, 14)], "first 14 letters"),
        ([(n * 40 + 10, n * 40 + 30) for n in range(12)], "12 passages (24%)"),
        ([], ""),
    ],
)
def test_passages_are_told_by_place_and_size(passages: list[tuple[int, int]], words: str) -> None:
    assert passages_told([Passage(*ends) for ends in passages], 1000) == words


@pytest.mark.parametrize(
    ("part", "words"), [(0, "0%"), (0.001, "<1%"), (0.01, "1%"), (0.5, "50%"), (0.999, ">99%"), (1, "100%")]
)
def test_all_and_nothing_are_said_of_nothing_else(part: float, words: str) -> None:
    assert share(part) == words


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        (0.0, 0.3, "in its first third (0% to 30%)"),
        (0.1, 0.5, "in its first half (10% to 50%)"),
        (0.51, 1.0, "in its last half (51% to 100%)"),
        (0.7, 0.9, "in its last third (70% to 90%)"),
        (0.4, 0.6, "in its middle (40% to 60%)"),
        (0.03, 0.59, "at 3% to 59% of its length"),
        (0.02, 0.97, "from one end to the other (2% to 97%)"),
    ],
)
def test_a_place_is_told_in_words(begins: float, ends: float, words: str) -> None:
    assert place_told(begins, ends) == words
