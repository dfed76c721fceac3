"""A list that falls silent while others go on: told by its URL, unless its articles come in another way."""

from __future__ import annotations

import dataclasses
import random

import pytest

from crawler.expectations.causes import Judgement, judge
from crawler.expectations.lists import SeenList
from crawler.expectations.measures import Measures
from tests.expectations.test_causes import BEGIN, DAY

FRONT, NEWS, PHOTOS = "http://a.example/", "http://a.example/kuaixun/", "http://a.example/sheying/"


def crawl(number: int, brought: dict[str, int]) -> Measures:
    """The crawl of a number, four a day; the front page names all."""
    new = brought.get(FRONT, 0)
    return Measures(
        at=BEGIN + number * DAY / 4,
        states={"listing": 3, "known": 40, "stored": new},
        seeds={"listing": 1},
        named=40,
        brought={url: count for url, count in brought.items() if count},
    )


def month() -> list[Measures]:
    """16 articles a day in one list and 2 in the other."""
    draw = random.Random(7)
    crawls = []
    for number in range(4 * 28):
        news, photos = draw.choice((3, 4, 5)), draw.choice((0, 0, 1, 1))
        crawls.append(crawl(number, {FRONT: news + photos, NEWS: news, PHOTOS: photos}))
    return crawls


MONTH = month()


def judged(brought: dict[str, int], days: int, *, read: bool = True, gone: bool = False) -> Judgement:
    """Of the last crawl of those days, each of which brought that; by now all lists are read, or NEWS is not."""
    crawls = list(MONTH)
    for number in range(len(MONTH), len(MONTH) + 4 * days):
        crawls.append(crawl(number, brought))
    last = crawls.pop()
    news_at = last.at if read else MONTH[-1].at
    lists = [
        SeenList(url=FRONT, at=last.at),
        SeenList(url=NEWS, at=news_at, is_gone=gone),
        SeenList(url=PHOTOS, at=last.at),
    ]
    return judge(last, crawls, lists=lists)


def told(judgement: Judgement) -> list[tuple[str, str]]:
    return [(fault.cause, fault.subject) for fault in judgement.faults]


def test_a_list_that_is_silent_is_told_though_the_source_goes_on() -> None:
    assert told(judged({FRONT: 1, PHOTOS: 1}, 1)) == []
    judgement = judged({FRONT: 1, PHOTOS: 1}, 3)
    assert told(judgement) == [("no-new-articles", NEWS)]
    assert "other lists go on" in judgement.faults[0].message


def test_a_list_that_is_there_no_more_is_told_as_such() -> None:
    assert "404" in judged({FRONT: 1, PHOTOS: 1}, 3, gone=True).faults[0].message


@pytest.mark.parametrize(
    "brought",
    [
        {FRONT: 4, PHOTOS: 1},
        {FRONT: 4, "http://a.example/new/": 4},
        {FRONT: 5, NEWS: 4},
    ],
)
def test_a_list_whose_articles_come_in_another_way_is_not_missed(brought: dict[str, int]) -> None:
    assert told(judged(brought, 7)) == []


def test_a_list_that_was_not_read_is_not_judged() -> None:
    assert told(judged({FRONT: 1, PHOTOS: 1}, 3, read=False)) == []


def test_silence_of_all_lists_is_told_once_and_of_the_source() -> None:
    assert told(judged({}, 4)) == [("no-new-articles", "")]


def test_two_lists_of_the_same_articles_are_one_incident() -> None:
    twin = "http://a.example/kuaixun/rss.xml"
    crawls = [dataclasses.replace(one, brought={**one.brought, twin: one.brought[NEWS]}) for one in MONTH] + [
        crawl(number, {FRONT: 1, PHOTOS: 1}) for number in range(len(MONTH), len(MONTH) + 12)
    ]
    last = crawls.pop()
    lists = [SeenList(url=url, at=last.at) for url in (FRONT, NEWS, PHOTOS, twin)]
    assert told(judge(last, crawls, lists=lists)) == [("no-new-articles", NEWS)]


def test_it_is_over_when_that_list_brings_something_and_not_before() -> None:
    silent = judged({FRONT: 1, PHOTOS: 1}, 3)
    assert "no-new-articles" in silent.cleared
    assert NEWS in silent.unsettled
    back = judged({FRONT: 4, NEWS: 3, PHOTOS: 1}, 1)
    assert NEWS not in back.unsettled
    assert "no-new-articles" in back.cleared


def test_a_list_that_is_silent_for_a_month_is_given_up() -> None:
    assert told(judged({FRONT: 1, PHOTOS: 1}, 29)) == [("no-new-articles", NEWS)]
    judgement = judged({FRONT: 1, PHOTOS: 1}, 31)
    assert NEWS not in {subject for _, subject in told(judgement)} | judgement.unsettled


def test_a_crawl_that_read_no_list_judges_and_clears_nothing_about_lists() -> None:
    lists = [SeenList(url=url, at=MONTH[-1].at) for url in (FRONT, NEWS, PHOTOS)]
    visited = Measures(at=MONTH[-1].at + 9 * DAY, states={"not-due": 3, "unchanged": 6})
    judgement = judge(visited, MONTH, lists=lists)
    assert judgement.faults == ()
    assert not judgement.cleared & {"listing-empty", "no-new-articles", "dns", "gone", "blocked"}


def test_a_list_that_never_named_any_is_not_told_to_be_empty_where_no_other_was_read() -> None:
    lists = [SeenList(url=url, at=MONTH[-1].at) for url in (FRONT, NEWS, PHOTOS)]
    read = Measures(at=MONTH[-1].at + DAY / 4, states={"listing": 1, "unchanged": 2}, seeds={"listing": 1})
    assert judge(read, MONTH, lists=lists).faults == ()
    front = [dataclasses.replace(one, at=read.at) for one in lists]
    assert told(judge(read, MONTH, lists=front)) == [("listing-empty", "")]
