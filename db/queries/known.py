"""Which articles are held, so that a crawl need not ask for them again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import Article, Capture, Quarantined


def known_articles(
    session: Session,
    article_ids: Iterable[str],
    *,
    unfinished_flags: Collection[str],
    passing_reasons: Collection[str],
) -> set[str]:
    """Which of these ids are those of an article, or of a page that was refused for good.

    An article with one of `unfinished_flags` counts as not held. A page is refused for good where its newest refusal
    has a reason that is none of `passing_reasons`.
    """
    known: set[str] = set()
    for ids in in_chunks(article_ids):
        held = session.execute(select(Article.id, Article.flags).where(Article.id.in_(ids)))
        flags = {article_id: frozenset(of_article) for article_id, of_article in held}
        known |= {each for each, of_article in flags.items() if of_article.isdisjoint(unfinished_flags)}
        known |= _refused(session, [each for each in ids if each not in flags], passing_reasons)
    return known


def _refused(session: Session, article_ids: list[str], passing_reasons: Collection[str]) -> set[str]:
    if not article_ids:
        return set()
    # through the captures, which have an index on article_id
    refusals = session.execute(
        select(Capture.article_id, Quarantined.reason)
        .join(Quarantined, Quarantined.record_id == Capture.record_id)
        .where(Capture.article_id.in_(article_ids), Capture.outcome == "refused")
        .order_by(Capture.captured_at)
    )
    newest = {article_id: reason for article_id, reason in refusals if article_id is not None}
    return {article_id for article_id, reason in newest.items() if reason not in passing_reasons}
