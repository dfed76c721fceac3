"""Runs: their beginning, their end, and which were left unfinished."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Crawl


def start(session: Session, kind: str, source: str | None, now: str) -> int:
    """Note that a run has begun; its number."""
    crawl = Crawl(kind=kind, source=source, started_at=now)
    session.add(crawl)
    session.flush()
    return crawl.id


def finish(session: Session, crawl_id: int, state: str, counts: Mapping[str, int], now: str) -> None:
    """Note how a run ended: `finished` or `failed`."""
    if state not in ("finished", "failed"):
        raise ValueError(f"a run ends finished or failed, not {state!r}")
    session.execute(
        update(Crawl)
        .where(Crawl.id == crawl_id)
        .values(state=state, counts=dict(counts), finished_at=now)
        .execution_options(synchronize_session=False)
    )


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
