"""Targets that nobody crawls though they are due."""

from __future__ import annotations

import datetime
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.alerts.alert import age, moment
from crawler.expectations.fault import Cause, Fault
from db.locks import holder
from db.models import Schedule
from db.queries import incidents, schedules

OVERDUE: Final[Cause] = "overdue"
NOT_LOADED: Final[Cause] = "not-loaded"


def overdue(session: Session, engine: Engine, now: datetime.datetime) -> list[Schedule]:
    """What nobody crawled for three of its intervals, and nobody is at."""
    late = schedules.overdue(session, now)
    return [row for row in late if holder(engine, f"crawl {row.target}") is None]


def note_overdue(session: Session, engine: Engine, now: datetime.datetime) -> None:
    """Notes which targets are overdue and which are no longer, be it that they are no longer scheduled.

    Of one whose source cannot be loaded that has been told.
    """
    late = {row.target: row for row in overdue(session, engine, now)}
    known: dict[str, set[str]] = {OVERDUE: set(), NOT_LOADED: set()}
    for incident in incidents.open_now(session):
        known.setdefault(incident.cause, set()).add(incident.target)
    late = {target: row for target, row in late.items() if row.source not in known[NOT_LOADED]}
    for target in sorted(late.keys() - known[OVERDUE]):
        incidents.found(session, target, faults=[_fault(late[target], now)], now=now)
    for target in sorted(known[OVERDUE] - late.keys()):
        incidents.found(session, target, faults=[], cleared=[OVERDUE], now=now)


def _fault(row: Schedule, now: datetime.datetime) -> Fault:
    message = (
        f"nobody crawls it: the next crawl was due {age(row.next_at, now)} ago, at {moment(row.next_at)}"
    )
    evidence: dict[str, object] = {
        "due": row.next_at,
        "rule": row.rule,
        "crawled_last": row.ended_at,
        "arguments": dict(row.arguments),
    }
    return Fault(cause=OVERDUE, message=message, evidence=evidence)
