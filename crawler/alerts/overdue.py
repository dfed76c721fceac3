"""Targets that nobody crawls though they are due: the one fault that no crawl can show."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from crawler.alerts.alert import age, moment
from crawler.expectations.fault import Fault
from db.models import Schedule
from db.queries import incidents, schedules

_CAUSE = "overdue"


def note_overdue(session: Session, now: datetime.datetime) -> None:
    """Notes which targets are overdue and which are no longer, be it that they are no longer scheduled."""
    late = {row.target: row for row in schedules.overdue(session, now)}
    known = {incident.target for incident in incidents.open_now(session) if incident.cause == _CAUSE}
    for target in sorted(late.keys() - known):
        incidents.found(session, target, faults=[_fault(late[target], now)], now=now)
    for target in sorted(known - late.keys()):
        incidents.found(session, target, faults=[], cleared=[_CAUSE], now=now)


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
    return Fault(cause="overdue", message=message, evidence=evidence)
