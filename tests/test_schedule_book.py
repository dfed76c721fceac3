"""What is noted of planned crawls, also by a clock that was wrong."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from crawler.clock import now
from crawler.commands.schedule_book import Book, Settled
from crawler.commands.schedule_ends import End
from crawler.commands.schedule_targets import Target
from crawler.expectations.fault import Fault
from crawler.scheduling.times import Timetable
from db.engine import open_database, reading, writing
from db.models import Crawl, CrawlUrl, Schedule
from db.queries import incidents, schedules
from db.times import from_text, to_text

HOUR = datetime.timedelta(hours=1)
TARGET = Target(
    name="paper", key="paper", source="paper", rule="6h", arguments={}, settings={}, time_limit=None
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'shoulu.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def book(engine: Engine) -> Book:
    return Book(engine, Timetable(zone=datetime.UTC, jitter=datetime.timedelta()), HOUR)


def crawled(engine: Engine, at: datetime.datetime, *, planned: bool = False) -> None:
    """By a clock that showed `at`, and due again six hours later."""
    with writing(engine) as session:
        ended = to_text(at)
        session.add(
            Crawl(kind="crawl", target="paper", state="finished", started_at=ended, finished_at=ended)
        )
        if not planned:
            due = to_text(at + 6 * HOUR)
            session.add(Schedule(target="paper", source="paper", rule="6h", next_at=due, ended_at=ended))


def next_at(engine: Engine) -> datetime.datetime:
    with reading(engine) as session:
        return from_text(schedules.by_target(session)["paper"].next_at)


def test_what_was_crawled_by_a_clock_a_year_ahead_is_due_by_its_rule(engine: Engine, book: Book) -> None:
    crawled(engine, now() + 9000 * HOUR)
    book.plan([TARGET], {})
    assert now() < next_at(engine) < now() + 10 * HOUR


def test_what_is_planned_as_before_stays_as_it_is(engine: Engine, book: Book) -> None:
    at = now() - 2 * HOUR
    crawled(engine, at)
    book.plan([TARGET], {})
    assert abs(next_at(engine) - (at + 6 * HOUR)) < datetime.timedelta(seconds=1)


def crawl_once(
    engine: Engine,
    book: Book,
    exit_code: int,
    *,
    state: str | None = None,
    brings: bool = False,
    cause: str = "",
) -> Settled:
    """A crawl from its claim to its end; without a state it comes to have no row."""
    claimed = book.claim(TARGET, before_time=True)
    assert claimed is not None
    with writing(engine) as session:
        if state is not None:
            at = to_text(now())
            crawl = Crawl(kind="crawl", target="paper", state=state, started_at=at, finished_at=at)
            session.add(crawl)
            session.flush()
            if brings:
                page = CrawlUrl(
                    crawl_id=crawl.id, key=1, url="http://paper.example/1", state="stored", discovered_at=at
                )
                page.ended_at = at
                session.add(page)
        if cause:
            incidents.found(session, "paper", faults=[Fault(cause="dns", message="no such host")], now=now())
    end = End(exit_code=exit_code, begun=claimed.at, at=now(), said=("the last line",))
    return book.settle(claimed, end)


def wrong(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(one.target, one.cause) for one in incidents.open_now(session)]


@pytest.mark.parametrize(
    ("exit_code", "how", "cause"),
    [
        (139, {}, "not-crawled"),
        (2, {}, "not-crawled"),
        (126, {}, "not-crawled"),
        (1, {"state": "failed"}, "not-crawled"),
        (137, {"state": "running"}, "not-crawled"),
        (124, {"state": "stopped"}, "time-limit"),
        (1, {"state": "stopped"}, "time-limit"),
        (124, {"state": "stopped", "brings": True}, None),
        (1, {"state": "finished", "cause": "dns"}, None),
        (5, {}, None),
        (130, {"state": "stopped"}, None),
        (4, {"state": "finished"}, None),
    ],
)
def test_a_second_bad_end_in_a_row_is_told_and_the_first_good_one_ends_it(
    engine: Engine, book: Book, exit_code: int, how: dict[str, Any], cause: str | None
) -> None:
    book.plan([TARGET], {})
    assert not crawl_once(engine, book, exit_code, **how).is_alert
    assert ("paper", cause) not in wrong(engine)
    crawl_once(engine, book, 5)  # of which nothing can be told
    assert crawl_once(engine, book, exit_code, **how).is_alert == (cause is not None)
    mine = [("paper", cause)] if cause else []
    assert [one for one in wrong(engine) if one[1] != "dns"] == mine
    crawl_once(engine, book, exit_code, **how)
    with reading(engine) as session:
        assert [one.times for one in incidents.open_now(session) if one.cause == cause] == [2] * len(mine)
    crawl_once(engine, book, 0, state="finished")
    assert [one for one in wrong(engine) if one[1] != "dns"] == []


def test_what_shows_how_it_ended_is_kept_with_the_alert(engine: Engine, book: Book) -> None:
    book.plan([TARGET], {})
    for _ in range(2):
        crawl_once(engine, book, 2)
    with reading(engine) as session:
        [found] = incidents.open_now(session)
    assert found.message == (
        "2 crawls in a row came to no good end, the last: failed (usage) (the last line)"
    )
    assert (found.evidence["exit_code"], found.evidence["said"]) == (2, ["the last line"])


def test_a_source_that_cannot_be_loaded_is_told_until_it_can(engine: Engine, book: Book) -> None:
    book.plan([TARGET], {"other": "other cannot be imported: ImportError: no"})
    assert wrong(engine) == [("other", "not-loaded")]
    book.plan([TARGET], {})
    assert wrong(engine) == []


def test_what_is_wanted_now_is_claimed_also_after_the_end_of_a_killed_scheduler_s_crawl(
    engine: Engine, book: Book
) -> None:
    book.plan([TARGET], {})
    crawled(engine, now() - 2 * HOUR, planned=True)
    with writing(engine) as session:
        row = schedules.by_target(session)["paper"]
        row.claimed_by, row.claimed_until = "killed", to_text(now() - HOUR)
        row.started_at = to_text(now() - 3 * HOUR)
    assert book.claim(TARGET, before_time=True) is not None
    assert book.claim(TARGET, before_time=True) is None
    assert str(os.getpid()) in book.holder("paper")
