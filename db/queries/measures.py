"""What earlier crawls of a target measured."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Crawl


def of_target(session: Session, target: str, *, before: int, limit: int) -> list[dict[str, Any]]:
    """Of the newest crawls before that one, in their order; those that were not judged are left out."""
    rows = session.scalars(
        select(Crawl.measures)
        .where(Crawl.kind == "crawl", Crawl.target == target, Crawl.id < before)
        .where(Crawl.state.in_(("finished", "stopped", "failed")))
        .order_by(Crawl.id.desc())
        .limit(limit)
    )
    return [measures for measures in rows if measures][::-1]


def begun_after(session: Session, source: str, after: str) -> list[str]:
    """When the crawls of a source after that moment began, in their order."""
    begun = select(Crawl.started_at).where(
        Crawl.kind == "crawl", Crawl.source == source, Crawl.started_at > after
    )
    return sorted(session.scalars(begun))
