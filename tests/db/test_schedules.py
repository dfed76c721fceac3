"""Claims of targets: one scheduler at a time has one, whatever becomes of the others."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import Crawl, Incident, Schedule
from db.queries import schedules
from db.times import to_text

NOW = datetime.datetime(2026, 3, 5, 4, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
LEASE = 2 * MINUTE


def plan(engine: Engine, **due: datetime.datetime) -> None:
    with writing(engine) as session:
        schedules.put(session, [_row(target, at) for target, at in due.items()])


def _row(target: str, at: datetime.datetime) -> dict[str, Any]:
    interval = int(HOUR.total_seconds())
    return {
        "target": target,
        "source": target,
        "arguments": {},
        "rule": "1h",
        "next_at": to_text(at),
        "interval": interval,
    }


def claim(
    engine: Engine, target: str, who: str, at: datetime.datetime = NOW, *, before_time: bool = False
) -> bool:
    with writing(engine) as session:
        return schedules.claim(session, target, who, now=at, until=at + LEASE, before_time=before_time)


def due(engine: Engine, at: datetime.datetime = NOW) -> list[str]:
    with reading(engine) as session:
        return [row.target for row in schedules.due(session, at)]


def held(engine: Engine, target: str) -> Schedule:
    with reading(engine) as session:
        return schedules.by_target(session)[target]


def note_crawl(engine: Engine, target: str, at: datetime.datetime) -> None:
    with writing(engine) as session:
        session.add(Crawl(kind="crawl", source=target, target=target, started_at=to_text(at)))


def test_what_is_due_comes_the_longest_overdue_first(engine: Engine) -> None:
    plan(engine, b=NOW - MINUTE, a=NOW - MINUTE, late=NOW - HOUR, later=NOW + MINUTE, just=NOW)
    assert due(engine) == ["late", "a", "b", "just"]


def test_a_target_is_had_by_one_at_a_time_and_only_when_it_is_due(engine: Engine) -> None:
    plan(engine, paper=NOW)
    assert not claim(engine, "paper", "first", NOW - MINUTE)
    assert claim(engine, "paper", "first")
    assert not claim(engine, "paper", "second")
    assert not claim(engine, "paper", "first")
    assert due(engine) == []


def test_a_target_may_be_had_before_its_time_but_not_from_another(engine: Engine) -> None:
    plan(engine, paper=NOW + HOUR)
    assert claim(engine, "paper", "first", before_time=True)
    assert not claim(engine, "paper", "second", before_time=True)


def test_what_one_that_was_killed_had_is_free_after_its_lease(engine: Engine) -> None:
    plan(engine, paper=NOW)
    assert claim(engine, "paper", "killed")
    assert not claim(engine, "paper", "other", NOW + LEASE - MINUTE)
    assert due(engine, NOW + LEASE) == ["paper"]
    assert claim(engine, "paper", "other", NOW + LEASE)


def test_a_claim_that_is_renewed_stays_and_one_that_was_lost_is_told(engine: Engine) -> None:
    plan(engine, paper=NOW, lost=NOW)
    assert claim(engine, "paper", "first")
    assert claim(engine, "lost", "first")
    assert claim(engine, "lost", "second", NOW + LEASE)
    with writing(engine) as session:
        assert schedules.renew(session, "first", ["paper", "lost"], NOW + HOUR) == {"paper"}
    assert not claim(engine, "paper", "second", NOW + HOUR - MINUTE)


def test_who_lost_a_claim_does_not_note_how_it_ended(engine: Engine) -> None:
    plan(engine, paper=NOW)
    assert claim(engine, "paper", "first")
    assert claim(engine, "paper", "second", NOW + LEASE)
    with writing(engine) as session:
        assert not schedules.settle(session, "paper", "first", exit_code=1)
        assert schedules.settle(session, "paper", "second", exit_code=0, next_at=to_text(NOW + HOUR))
    row = held(engine, "paper")
    assert (row.exit_code, row.next_at, row.claimed_by) == (0, to_text(NOW + HOUR), None)


def test_what_is_let_go_stays_due(engine: Engine) -> None:
    plan(engine, paper=NOW, other=NOW)
    assert claim(engine, "paper", "first")
    assert claim(engine, "other", "second")
    with writing(engine) as session:
        schedules.let_go(session, "first")
    assert due(engine) == ["paper"]


def test_a_new_rule_leaves_how_it_went_and_who_is_at_it(engine: Engine) -> None:
    plan(engine, paper=NOW)
    with writing(engine) as session:
        assert schedules.claim(session, "paper", "first", now=NOW, until=NOW + LEASE)
        schedules.settle(session, "paper", "first", exit_code=1, failures=2.5)
    assert claim(engine, "paper", "first")
    plan(engine, paper=NOW + HOUR)
    row = held(engine, "paper")
    assert (row.exit_code, row.failures, row.claimed_by, row.next_at) == (
        1,
        2.5,
        "first",
        to_text(NOW + HOUR),
    )


def test_what_is_planned_no_more_is_forgotten_unless_somebody_is_at_it(engine: Engine) -> None:
    plan(engine, gone=NOW, at_it=NOW, stays=NOW)
    assert claim(engine, "at_it", "first")
    with writing(engine) as session:
        schedules.forget(session, ["gone", "at_it"], NOW)
    with reading(engine) as session:
        assert list(schedules.by_target(session)) == ["at_it", "stays"]
    with writing(engine) as session:
        schedules.forget(session, ["at_it"], NOW + LEASE)  # who was at it has been killed
    with reading(engine) as session:
        assert list(schedules.by_target(session)) == ["stays"]


def test_of_many_who_want_all_targets_each_target_is_had_by_one(engine: Engine) -> None:
    targets = [f"paper{number}" for number in range(20)]
    plan(engine, **dict.fromkeys(targets, NOW))
    had: list[tuple[str, str]] = []
    together = threading.Barrier(4)

    def take_all(who: str) -> None:
        together.wait()
        had.extend((target, who) for target in targets if claim(engine, target, who))

    threads = [threading.Thread(target=take_all, args=(f"scheduler{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(target for target, _ in had) == sorted(targets)


@pytest.mark.parametrize(
    ("after", "crawled", "claimed", "found"),
    [
        (HOUR, None, False, []),
        (2 * HOUR + MINUTE, None, False, ["paper"]),
        (2 * HOUR + MINUTE, 1.5 * HOUR, False, []),
        (9 * HOUR, 1.5 * HOUR, False, ["paper"]),
        (2 * HOUR + MINUTE, None, True, []),
    ],
)
def test_overdue_is_what_nobody_crawled_for_three_intervals(
    engine: Engine,
    after: datetime.timedelta,
    crawled: datetime.timedelta | None,
    claimed: bool,
    found: list[str],
) -> None:
    plan(engine, paper=NOW)
    if crawled is not None:
        note_crawl(engine, "paper", NOW + crawled)
    if claimed:
        assert claim(engine, "paper", "first", NOW + after)
    with reading(engine) as session:
        assert [row.target for row in schedules.overdue(session, NOW + after)] == found


def test_the_causes_of_a_failure_are_those_seen_since_the_crawl_began(engine: Engine) -> None:
    seen = {"dns": (NOW, None), "timeout": (NOW - HOUR, None), "gone": (NOW, NOW)}
    with writing(engine) as session:
        for cause, (at, ended) in seen.items():
            session.add(
                Incident(
                    target="paper",
                    cause=cause,
                    message="",
                    began_at=to_text(at),
                    seen_at=to_text(at),
                    ended_at=to_text(ended) if ended else None,
                )
            )
    with reading(engine) as session:
        assert schedules.causes_since(session, "paper", to_text(NOW - MINUTE)) == ["dns"]
        assert schedules.causes_since(session, "other", to_text(NOW - MINUTE)) == []
