"""While a crawl goes on, its journal takes out what old crawls need no more, and never keeps it from ending."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.extensions import journal
from crawler.extensions.journal import Journal
from db.engine import open_database, reading, writing
from db.queries import crawls, frontier
from tests.db.rows import NOW
from tests.db.test_frontier import LATER, batch, row

OLD = 12


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """With the rows of one old crawl, and a new one."""
    made = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    with writing(made) as session:
        old = crawls.start(session, "crawl", "news", NOW, target="news")
        frontier.save(session, old, batch(*(row(number, "known") for number in range(1, OLD + 1))))
        crawls.finish(session, old, "finished", {}, NOW)
        crawls.start(session, "crawl", "news", LATER, target="news")
    yield made
    made.dispose()


@pytest.fixture(autouse=True)
def _in_small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "ROWS_PRUNED", 5)


def left(engine: Engine) -> int:
    with reading(engine) as session:
        return frontier.counts(session, 1).total()


def test_all_that_is_old_is_taken_out_in_portions(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SECONDS_BETWEEN_BATCHES", 0.001)
    seen: set[int] = set()

    async def crawl() -> None:
        opened = Journal(engine, 2)
        opened.prune(LATER, {"known"})
        while (rest := left(engine)) > 0:
            seen.add(rest)
            await asyncio.sleep(0)
        opened.close()

    asyncio.run(crawl())
    assert seen <= {12, 7, 2}


def test_a_crawl_that_ends_leaves_the_rest_to_the_next(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "SECONDS_BETWEEN_BATCHES", 3600.0)

    async def crawl() -> None:
        opened = Journal(engine, 2)
        opened.prune(LATER, {"known"})
        while left(engine) == OLD:
            await asyncio.sleep(0)
        opened.close()

    asyncio.run(crawl())
    assert left(engine) == 7


def test_it_gives_way_to_a_writer_that_takes_its_time(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MILLISECONDS_TO_PRUNE", 10)

    async def crawl() -> None:
        opened = Journal(engine, 2)
        with writing(engine) as session:
            crawls.running(session, "crawl", "news")
            opened.prune(LATER, {"known"})
            await asyncio.sleep(0)
            opened.close()

    asyncio.run(crawl())
    assert left(engine) == OLD
