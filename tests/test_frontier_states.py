"""What is written of a URL while it is asked for more than once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request, Spider
from sqlalchemy import Engine

from crawler.extensions.frontier import Frontier
from crawler.extensions.journal import Journal
from db import models
from db.engine import open_database, reading, writing
from db.queries import crawls
from db.queries import frontier as rows

URL, KEY, PLACE, LATER = "http://example.com/", 1, (0, 1), (-1, 9000)
NOW = "2026-03-06T08:00:00.000Z"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'shoulu.db'}")
    yield engine
    engine.dispose()


@contextlib.contextmanager
def kept(engine: Engine) -> Iterator[Frontier]:
    """One whose rows are in the database on leaving."""

    async def made() -> Journal:  # its clock is of the loop that runs
        return Journal(engine, crawl_id)

    with writing(engine) as session:
        crawl_id = crawls.start(session, "crawl", "news", NOW, target="news")
    journal, frontier = asyncio.run(made()), Frontier()
    frontier.open(journal, Spider("news"), 1)
    yield frontier
    assert journal.close()


def given_back(engine: Engine) -> list[models.CrawlUrl]:
    with reading(engine) as session:
        return rows.waiting(session, 1, start=1, limit=10)


def test_a_page_that_is_asked_for_again_before_it_is_read_waits_whatever_it_proves_to_be() -> None:
    frontier = Frontier()
    frontier.queue(KEY, Request(URL), PLACE, None)
    frontier.lease(KEY)
    frontier.settle(KEY, URL, "unread")
    frontier.queue(KEY, Request(URL), PLACE, None)
    frontier.end(KEY)
    frontier.settle(KEY, URL, "refused:challenge")
    assert frontier.is_queued(KEY)
    frontier.lease(KEY)
    frontier.settle(KEY, URL, "stored")
    frontier.end(KEY)
    assert not frontier.is_queued(KEY)
    assert frontier.state(KEY) == "stored"


def test_a_page_asked_for_again_while_it_is_read_is_given_back_by_the_table(engine: Engine) -> None:
    """As one that was cut off, which goes behind more requests than are kept in memory."""
    with kept(engine) as frontier:
        frontier.queue(KEY, Request(URL), PLACE, None)
        frontier.lease(KEY)
        frontier.settle(KEY, URL, "unread")
        assert frontier.queue(KEY, Request(URL, dont_filter=True), LATER, None)
        frontier.end(KEY)
    assert [(row.url, row.place) for row in given_back(engine)] == [(URL, LATER[1])]


@pytest.mark.parametrize("state", ["waiting", "unread", "listing"])
def test_what_waits_can_be_asked_for_though_an_earlier_request_of_it_is_under_way(
    engine: Engine, state: str
) -> None:
    with kept(engine) as frontier:
        frontier.queue(KEY, Request(URL), PLACE, None)
        frontier.lease(KEY)
        frontier.settle(KEY, URL, state)
        frontier.queue(KEY, Request(URL, dont_filter=True), LATER, None)
    assert [row.place for row in given_back(engine)] == [LATER[1]]


def test_a_request_that_waits_outlives_the_end_of_one_that_was_under_way(engine: Engine) -> None:
    with kept(engine) as frontier:
        frontier.queue(KEY, Request(URL), PLACE, None)
        frontier.lease(KEY)
        frontier.queue(KEY, Request(URL, dont_filter=True), LATER, None)
        frontier.settle(KEY, URL, "listing")
        frontier.end(KEY)
    assert [row.place for row in given_back(engine)] == [LATER[1]]


@pytest.mark.parametrize(("is_stopped", "count"), [(False, 1), (True, 0)])
def test_a_page_counts_as_deadly_only_where_its_process_came_to_no_end(
    engine: Engine, *, is_stopped: bool, count: int
) -> None:
    with kept(engine) as frontier:
        frontier.queue(KEY, Request(URL), PLACE, None)
        asyncio.run(frontier.begin_reading(KEY))
        if is_stopped:
            frontier.outlive()
    with reading(engine) as session:
        assert rows.readings(session, 1).get(KEY, 0) == count
