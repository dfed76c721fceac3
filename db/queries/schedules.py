"""What is to be crawled when, who is at it, and how it went the last time."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from db.engine import in_chunks, upsert
from db.models import Crawl, CrawlUrl, Incident, Schedule
from db.times import from_text, to_text

_PLANNED = ("source", "arguments", "rule", "next_at", "interval")
_BROUGHT = ("stored", "duplicate", "updated")
_LEAST = datetime.timedelta(minutes=10)
_INTERVALS = 3  # without a crawl, after which one is overdue


def by_target(session: Session) -> dict[str, Schedule]:
    """All that is held, in the order of their names."""
    return {row.target: row for row in session.scalars(select(Schedule).order_by(Schedule.target))}


def put(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note what is planned (target, source, arguments, rule, next_at, interval); how it went before stays."""
    upsert(session, Schedule, [{"failures": 0.0, "bad_ends": 0, **row} for row in rows], update=_PLANNED)


def forget(session: Session, targets: Collection[str], now: datetime.datetime) -> None:
    """Take out what is planned no more, unless somebody is at it."""
    for portion in in_chunks(targets):
        session.execute(
            delete(Schedule).where(Schedule.target.in_(portion), _is_free(now)),
            execution_options={"synchronize_session": False},
        )


def due(session: Session, now: datetime.datetime) -> list[Schedule]:
    """What is to be crawled now and nobody is at, the longest overdue first."""
    wanted = select(Schedule).where(Schedule.next_at <= to_text(now), _is_free(now))
    return list(session.scalars(wanted.order_by(Schedule.next_at, Schedule.target)))


def _is_free(now: datetime.datetime) -> ColumnElement[bool]:
    """Whether nobody is at it, or who was has been killed."""
    return or_(Schedule.claimed_until.is_(None), Schedule.claimed_until <= to_text(now))


def claim(
    session: Session,
    target: str,
    who: str,
    *,
    now: datetime.datetime,
    until: datetime.datetime,
    before_time: bool = False,
) -> bool:
    """Take the target for oneself if nobody else has it and, unless `before_time`, it is due."""
    at = to_text(now)
    found = [
        Schedule.target == target,
        _is_free(now),
        *([] if before_time else [Schedule.next_at <= at]),
    ]
    change = update(Schedule).where(*found).values(claimed_by=who, claimed_until=to_text(until))
    return _changed(session, change.values(started_at=at)) == {target}


def renew(session: Session, who: str, targets: Collection[str], until: datetime.datetime) -> set[str]:
    """Hold for longer what is one's own of the targets; which these are."""
    mine = update(Schedule).where(Schedule.claimed_by == who, Schedule.target.in_(targets))
    return _changed(session, mine.values(claimed_until=to_text(until)))


def settle(session: Session, target: str, who: str, **values: Any) -> Schedule | None:
    """Note how the crawl ended and when the next is due, and let go. None where the target is another's by now."""
    mine = update(Schedule).where(Schedule.target == target, Schedule.claimed_by == who)
    if not _changed(session, mine.values(**values, claimed_by=None, claimed_until=None)):
        return None
    return session.get_one(Schedule, target, populate_existing=True)


def let_go(session: Session, who: str) -> None:
    """Free what is one's own, as it was: what is due stays due."""
    _changed(
        session,
        update(Schedule).where(Schedule.claimed_by == who).values(claimed_by=None, claimed_until=None),
    )


def newest_crawl(session: Session, target: str) -> Crawl | None:
    found = select(Crawl).where(Crawl.kind == "crawl", Crawl.target == target)
    return session.scalars(found.order_by(Crawl.id.desc()).limit(1)).first()


def brought_any(session: Session, crawl_id: int, since: str) -> bool:
    """Whether the crawl has met an article since then that was new, or had changed."""
    found = select(CrawlUrl.key).where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.state.in_(_BROUGHT))
    return session.scalars(found.where(CrawlUrl.ended_at >= since).limit(1)).first() is not None


def causes_since(session: Session, target: str, moment: str) -> list[str]:
    """What was found wrong with a target since then."""
    found = select(Incident.cause).where(Incident.target == target, Incident.seen_at >= moment)
    return sorted(set(session.scalars(found.where(Incident.ended_at.is_(None)))))


def overdue(session: Session, now: datetime.datetime) -> list[Schedule]:
    """What nobody crawled for three of its intervals: the scheduler does not run, or does not get round to it."""
    at = to_text(now)
    free = [row for row in by_target(session).values() if (row.claimed_until or "") <= at]
    return [row for row in free if _is_overdue(session, row, now)]


def _is_overdue(session: Session, row: Schedule, now: datetime.datetime) -> bool:
    """`next_at` is an interval after the last crawl; where those failed, longer."""
    interval = max(datetime.timedelta(seconds=row.interval), _LEAST)
    if from_text(row.next_at) + (_INTERVALS - 1) * interval >= now:
        return False
    newest = newest_crawl(session, row.target)  # somebody may have crawled it by hand
    if newest is None:
        return True
    return from_text(newest.finished_at or newest.started_at) + _INTERVALS * interval < now


def _changed(session: Session, change: Any) -> set[str]:
    """The targets of the rows that the update found."""
    found = change.returning(Schedule.target).execution_options(synchronize_session=False)
    return set(session.scalars(found))
