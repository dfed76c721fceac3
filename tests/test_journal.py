"""What happens to URLs is written behind: one row that no database takes holds back no other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.utils.request import RequestFingerprinter
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine

from crawler.extensions.asking import Asking
from crawler.extensions.journal import Journal
from crawler.extensions.states import UrlStates
from db.engine import open_database, reading, writing
from db.queries import crawls, frontier

NOW = "2026-03-06T08:00:00.000Z"
HALF_A_CHARACTER = "http://news.example.cn/a\udc80.html"
PAGE = "http://news.example.cn/{}.html"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'shoulu.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def journal(engine: Engine) -> Journal:
    async def made() -> Journal:  # its clock is of the loop that runs
        return Journal(engine, crawl_id)

    with writing(engine) as session:
        crawl_id = crawls.start(session, "crawl", "news", NOW, target="news")
    return asyncio.run(made())


def discovered(url: str) -> dict[str, Any]:
    times = {"leased_at": None, "discovered_at": NOW, "ended_at": NOW}
    return {
        **{"url": url, "state": "out-of-scope", "found_on": None, "priority": 0, "place": 0},
        **{"request": None, "attempts": 0, "start": 1, "readings": 0, "record_id": None, **times},
    }


def written(engine: Engine, journal: Journal) -> set[str]:
    with reading(engine) as session:
        return {url for url, _, _ in frontier.urls(session, journal.crawl_id, but=())}


def test_a_row_that_no_database_takes_is_left_out_and_named(
    engine: Engine, journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(7):
        journal.note().discover(number, discovered(PAGE.format(number)))
    journal.note().discover(99, discovered(HALF_A_CHARACTER))
    journal.note().attempt(99)
    journal.begin()
    journal.note().change(3, {"state": "known"})
    journal.note().change(4, {"url": HALF_A_CHARACTER})
    assert journal.close()
    assert written(engine, journal) == {PAGE.format(number) for number in range(7)}
    first, second = [record.getMessage() for record in caplog.records]
    assert repr(HALF_A_CHARACTER) in first
    assert repr(PAGE.format(4)) in second, "one that was there before is named as it was"
    assert "can never be written" in first


def test_what_cannot_be_written_for_now_is_told_at_the_end(
    engine: Engine, journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    journal.note().discover(1, discovered(PAGE.format(1)))
    with writing(engine) as session:
        session.connection().exec_driver_sql("DROP TABLE crawl_urls")
    assert not journal.close()
    assert "what became of 1 URLs could not be written" in caplog.text


def test_nothing_is_asked_when_the_crawl_is_over(journal: Journal) -> None:
    asking = Asking(get_crawler(Spider, {"DATABASE_PATIENCE": 60}), journal)
    journal.close()
    answers: list[int] = []
    asking.ask(lambda session: 1, answers.append)
    assert not asking.is_waiting
    assert answers == []


def test_the_counts_are_told_though_the_database_cannot_be_asked_at_the_end() -> None:
    crawler = get_crawler(Spider, {"DATABASE_URL": "sqlite:////proc/nowhere/shoulu.db"})
    states = UrlStates(crawler, {})
    crawler.request_fingerprinter = RequestFingerprinter(crawler)
    states.settle(PAGE.format(1), "known")
    states.spider_closed(Spider("news"), "finished")
    assert crawler.stats is not None
    assert crawler.stats.get_value("urls/known") == 1
    assert crawler.stats.get_value("finish_reason") == "database-unwritable"
