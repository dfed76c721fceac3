"""Faults of what is crawled: from when until when each lasted, and what of it people were told.

An incident is open until a crawl shows that its cause is in order. One that comes back within `SAME_FAULT` of its end
is the same; that it is back is told only once it has stayed for as long, so what comes and goes is told little. Told
is always the difference between what people know and what is the case, so a run that was killed before it told
anything leaves that to the next.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Literal, Protocol

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from db.models import Crawl, Incident, Schedule
from db.times import from_text, to_text

SAME_FAULT: Final = datetime.timedelta(hours=6)

Turn = Literal["opened", "returned", "ended"]


class Shown(Protocol):
    """A fault as a crawl shows it; `crawler.expectations.fault.Fault` is one."""

    @property
    def cause(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def evidence(self) -> Mapping[str, Any]: ...


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """What is to be told of an incident."""

    incident: Incident
    turn: Turn


def found(
    session: Session,
    target: str,
    *,
    faults: Iterable[Shown],
    cleared: Collection[str] = (),
    unsettled: Collection[str] = (),
    now: datetime.datetime,
    crawl_id: int | None = None,
) -> None:
    """Notes the faults of a target, and ends its incidents of the `cleared` causes that are not among them.

    An incident of a cause that is neither shown nor cleared stays as it is: a crawl that reached no page says nothing
    about titles. So does one about an `unsettled` subject: what now has another cause is not over. Of faults with the
    same cause and subject the first counts.
    """
    shown: dict[tuple[str, str], Shown] = {}
    for fault in faults:
        shown.setdefault((fault.cause, _storable(fault.subject)), fault)
    before = _latest(session, target, since=now - SAME_FAULT)
    for (cause, subject), fault in shown.items():
        known = before.get((cause, subject))
        if known is None:
            known = Incident(
                target=target,
                cause=cause,
                subject=subject,
                message="",
                crawl_id=crawl_id,
                began_at=to_text(now),
                seen_at=to_text(now),
                times=0,
            )
            session.add(known)
        _show(known, fault, to_text(now))
    for key, incident in before.items():
        is_cleared = incident.cause in cleared and incident.subject not in unsettled
        if incident.ended_at is None and key not in shown and is_cleared:
            incident.ended_at = to_text(now)
    session.flush()


def _latest(session: Session, target: str, *, since: datetime.datetime) -> dict[tuple[str, str], Incident]:
    """By cause and subject what is open, or ended only after `since`."""
    rows = session.scalars(
        select(Incident)
        .where(Incident.target == target)
        .where(or_(Incident.ended_at.is_(None), Incident.ended_at > to_text(since)))
        .order_by(Incident.id)
    )
    return {(incident.cause, incident.subject): incident for incident in rows}


def _show(incident: Incident, fault: Shown, now: str) -> None:
    if incident.ended_at is not None:
        incident.returned_at, incident.ended_at = now, None
    incident.message = _storable(fault.message)
    incident.evidence = json.loads(_storable(json.dumps(dict(fault.evidence), ensure_ascii=False)))
    incident.times, incident.seen_at = incident.times + 1, now


def settle(
    session: Session,
    target: str,
    *,
    causes: Collection[str],
    subjects: Collection[str],
    now: datetime.datetime,
) -> None:
    """Ends the open incidents which a person has settled; those of all its sites for a target that names none."""
    settled = session.scalars(
        select(Incident)
        .where(or_(Incident.target == target, Incident.target.startswith(f"{target} ", autoescape=True)))
        .where(Incident.ended_at.is_(None), Incident.cause.in_(causes), Incident.subject.in_(subjects))
    )
    for incident in settled:
        incident.ended_at = to_text(now)
    session.flush()


def _storable(text: str) -> str:
    """Pages have what PostgreSQL takes not (NUL), and neither database does (half of a character)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def open_now(session: Session, target: str | None = None) -> list[Incident]:
    """The open incidents, of one target or of all, the oldest first."""
    return _chosen(session, target, Incident.ended_at.is_(None))


def history(session: Session) -> list[Incident]:
    """All incidents, the oldest first."""
    return _chosen(session, None)


def targets(session: Session) -> set[str]:
    """All that was ever crawled, is to be, or had a fault."""
    crawled = select(Crawl.target).where(Crawl.target.is_not(None)).distinct()
    named = (crawled, select(Schedule.target), select(Incident.target).distinct())
    return {str(target) for chosen in named for target in session.scalars(chosen)}


def _chosen(session: Session, target: str | None, *conditions: ColumnElement[bool]) -> list[Incident]:
    chosen = select(Incident).where(*conditions).order_by(Incident.began_at, Incident.id)
    return list(session.scalars(chosen if target is None else chosen.where(Incident.target == target)))


def pending(session: Session, now: datetime.datetime) -> list[Pending]:
    """What people do not know yet, the oldest first."""
    stayed = Incident.returned_at <= to_text(now - SAME_FAULT)
    back = and_(Incident.ended_at.is_(None), Incident.recovery_told_at.is_not(None), stayed)
    new = and_(Incident.ended_at.is_(None), Incident.told_at.is_(None))
    over = and_(Incident.ended_at.is_not(None), Incident.recovery_told_at.is_(None))
    return [
        Pending(incident=incident, turn=_turn(incident))
        for incident in session.scalars(select(Incident).where(or_(new, back, over)).order_by(Incident.id))
    ]


def _turn(incident: Incident) -> Turn:
    if incident.ended_at is not None:
        return "ended"
    return "opened" if incident.told_at is None else "returned"


def told_by(session: Session, incident_id: int, turn: Turn, channel: str) -> None:
    """Notes that one channel has told it, for as long as others have not."""
    incident = session.get_one(Incident, incident_id)
    incident.told_by = [*incident.told_by, f"{turn} {channel}"]


def told(session: Session, incident_id: int, turn: Turn, now: datetime.datetime) -> None:
    """Notes that every channel has told it; whatever has happened to the incident since is told next."""
    incident = session.get_one(Incident, incident_id)
    incident.told_by = []
    if turn != "returned":
        incident.told_at = incident.told_at or to_text(now)
    incident.recovery_told_at = to_text(now) if turn == "ended" else None


def seconds(incident: Incident, now: datetime.datetime) -> float:
    """How long it lasted, or has lasted until now; not less than nothing where the clock was put back."""
    end = now if incident.ended_at is None else from_text(incident.ended_at)
    return max((end - from_text(incident.began_at)).total_seconds(), 0.0)
