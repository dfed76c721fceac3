"""What is known of when pages are due, and of how heavy failures weigh."""

from __future__ import annotations

from sqlalchemy.orm import Session


def next_due(session: Session, source: str) -> str | None:
    return None


def weight_of(cause: str) -> float:
    return 1.0


def failures_after(before: float, cause: str | None) -> float:
    return before + weight_of(cause) if cause else before / 2 if before >= 1 else 0.0
