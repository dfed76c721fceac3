"""Exact duplicates: articles of one text, linked to the one published first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks, update_by_key
from db.models import DUPLICATE_FIELDS, Article, Capture

_LINKS = [getattr(Article, name) for name in DUPLICATE_FIELDS]
_FIRST_CAPTURED = (
    select(func.min(Capture.captured_at))
    .where(Capture.article_id == Article.id, Capture.outcome == "article")
    .scalar_subquery()
)


def relink(session: Session, text_digests: Iterable[str]) -> None:
    """Link the articles of each of these texts anew, by nothing but which articles there are.

    The original is the one published first, where that is stated; then the one captured first, whichever capture
    its row is read from now; then the lower id. Of one article alone all links are None.
    """
    for digests in in_chunks(text_digests):
        members = session.execute(
            select(Article.id, Article.text_digest, *_LINKS)
            .where(Article.text_digest.in_(digests))
            .order_by(
                Article.text_digest,
                Article.published_at.is_(None),
                Article.published_at,
                _FIRST_CAPTURED,
                Article.id,
            )
        ).all()
        changes = [change for _, group in groupby(members, _digest) for change in _changes(list(group))]
        update_by_key(session, Article, changes)


def _digest(member: Row[Any]) -> str:
    return str(member.text_digest)


def _changes(group: Sequence[Row[Any]]) -> Iterator[dict[str, Any]]:
    original = group[0]
    cluster = original.text_digest[:16] if len(group) > 1 else None
    for member in group:
        links = (None, None, None, cluster) if member is original else (original.id, "exact", 1.0, cluster)
        if tuple(member[2:]) != links:
            yield {"id": member.id, **dict(zip(DUPLICATE_FIELDS, links, strict=True))}
