"""Runs: their beginning and end, and which were left unfinished."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from db.models import Crawl

DATABASE_UNWRITABLE = "database-unwritable"  # why a run ended, or never began


def start(
    session: Session,
    kind: str,
    source: str | None,
    now: str,
    *,
    target: str | None = None,
    arguments: Mapping[str, str] | None = None,
) -> int:
    """Note that a run has begun; its number."""
    crawl = Crawl(kind=kind, source=source, started_at=now, target=target, arguments=dict(arguments or {}))
    session.add(crawl)
    session.flush()
    return crawl.id


def note(session: Session, crawl_id: int, counts: Mapping[str, int]) -> None:
    """Note how far a run that goes on has come."""
    _change(session, Crawl.id == crawl_id, counts=dict(counts))


def finish(
    session: Session,
    crawl_id: int,
    state: str,
    counts: Mapping[str, int],
    now: str,
    *,
    reason: str | None = None,
    measures: Mapping[str, Any] | None = None,
) -> None:
    """Note how a run ended: `finished`, `stopped` or `failed`."""
    if state not in ("finished", "stopped", "failed"):
        raise ValueError(f"a run ends finished, stopped or failed, not {state!r}")
    _change(
        session,
        Crawl.id == crawl_id,
        state=state,
        counts=dict(counts),
        finished_at=now,
        reason=reason,
        measures=dict(measures or {}),
    )


def to_go_on_with(
    session: Session, target: str, arguments: Mapping[str, str], *, since: str, reasons: Collection[str]
) -> Crawl | None:
    """The newest crawl of the target with these arguments, if it was begun `since` and did not come to its end.

    It was stopped, or failed for one of the `reasons`, or is noted as running; the caller knows that nobody runs it.
    """
    begun = select(Crawl).where(Crawl.kind == "crawl", Crawl.target == target).order_by(Crawl.id.desc())
    newest = next((crawl for crawl in session.scalars(begun) if crawl.arguments == dict(arguments)), None)
    if newest is None or newest.started_at <= since:
        return None
    open_end = newest.state in ("running", "stopped")
    return newest if open_end or (newest.state == "failed" and newest.reason in reasons) else None


def go_on(session: Session, crawl_id: int) -> None:
    """Note that a crawl is begun once more."""
    again = {"state": "running", "reason": None, "finished_at": None, "starts": Crawl.starts + 1}
    _change(session, Crawl.id == crawl_id, **again)


def fail_killed(
    session: Session,
    kind: str,
    *,
    source: str | None = None,
    target: str | None = None,
    but: int | None = None,
) -> int:
    """Note that the runs of this kind and source or target that have not ended never will; how many there are."""
    found = [Crawl.kind == kind, Crawl.state == "running", Crawl.id != (but or 0)]
    found.append(Crawl.target == target if target is not None else Crawl.source == source)
    killed = update(Crawl).where(*found).values(state="failed", reason="killed").returning(Crawl.id)
    return len(session.scalars(killed.execution_options(synchronize_session=False)).all())


def note_undone(session: Session, crawl_id: int) -> None:
    """Note that a run was taken back."""
    _change(session, Crawl.id == crawl_id, state="undone")


def _change(session: Session, found: ColumnElement[bool], **values: Any) -> None:
    change = update(Crawl).where(found).values(**values)
    session.execute(change.execution_options(synchronize_session=False))


def running(session: Session, kind: str, source: str) -> list[Crawl]:
    """The runs of that kind and source that have not ended: going on, or killed."""
    found = select(Crawl).where(Crawl.kind == kind, Crawl.source == source, Crawl.state == "running")
    return list(session.scalars(found.order_by(Crawl.id)))


def unfinished(session: Session, kind: str) -> Crawl | None:
    """The newest run of that kind that has not ended: going on elsewhere, or killed."""
    return session.scalars(
        select(Crawl).where(Crawl.kind == kind, Crawl.state == "running").order_by(Crawl.id.desc()).limit(1)
    ).first()


def by_id(session: Session, crawl_id: int) -> Crawl | None:
    return session.scalars(select(Crawl).where(Crawl.id == crawl_id)).first()


def newest(session: Session, limit: int) -> list[Crawl]:
    """The newest runs, newest first."""
    return list(session.scalars(select(Crawl).order_by(Crawl.id.desc()).limit(limit)))
