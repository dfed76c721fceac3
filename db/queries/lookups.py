"""What a person names by hand: an id or its beginning, a URL, a record; and what became of it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Article, Capture, Quarantined

_AFTER_HEX = "g"  # sorts behind every id of a prefix
_JUDGED = ("article", "refused")


def ids_with(session: Session, prefix: str, limit: int) -> list[str]:
    """The ids that begin so, of articles and of pages that were refused, in their order."""
    articles = select(Article.id).where(Article.id >= prefix, Article.id < prefix + _AFTER_HEX)
    refused = select(Capture.article_id).where(
        Capture.article_id >= prefix, Capture.article_id < prefix + _AFTER_HEX, Capture.outcome == "refused"
    )
    found = articles.union(refused).subquery()
    return list(session.scalars(select(found.c.id).order_by(found.c.id).limit(limit)))


def ids_of_url(session: Session, url: str) -> list[str]:
    """The ids the captures of exactly this URL were given, the latest captured first."""
    captures = (
        select(Capture.article_id)
        .where(Capture.url == url, Capture.outcome.in_(_JUDGED), Capture.article_id.is_not(None))
        .order_by(Capture.captured_at.desc(), Capture.record_id)
    )
    return list(dict.fromkeys(filter(None, session.scalars(captures))))


def refusal_of_id(session: Session, article_id: str) -> Quarantined | None:
    """Of the refused captures with this id the latest."""
    refused = (
        select(Quarantined)
        .join(Capture, Capture.record_id == Quarantined.record_id)
        .where(Capture.article_id == article_id)
        .order_by(Quarantined.captured_at.desc(), Quarantined.record_id)
    )
    return session.scalars(refused.limit(1)).first()


def refusal_of_record(session: Session, record_id: str) -> Quarantined | None:
    return session.scalars(select(Quarantined).where(Quarantined.record_id == record_id)).first()
