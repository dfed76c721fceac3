"""What is noted of planned crawls, also by a clock that was wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.clock import now
from crawler.commands.schedule_book import Book
from crawler.commands.schedule_targets import Target
from crawler.scheduling.times import Timetable
from db.engine import open_database, reading, writing
from db.models import Crawl, Schedule
from db.queries import schedules
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


def crawled(engine: Engine, at: datetime.datetime) -> None:
    """By a clock that showed `at`, and due again six hours later."""
    with writing(engine) as session:
        ended = to_text(at)
        session.add(
            Crawl(kind="crawl", target="paper", state="finished", started_at=ended, finished_at=ended)
        )
        session.add(
            Schedule(
                target="paper", source="paper", rule="6h", next_at=to_text(at + 6 * HOUR), ended_at=ended
            )
        )


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
