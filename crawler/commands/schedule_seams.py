"""What is known of when pages are due."""

from __future__ import annotations

from sqlalchemy.orm import Session


def next_due(session: Session, source: str) -> str | None:
    return None
