"""Which articles are held, so that a crawl need not ask for them again."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import Article, Capture, Crawl, Quarantined
from db.queries.revisits import lists_that_brought

_NOT_THERE = (404, 410)
_LIST = "listing"  # the reason of the refusal that a list is read with


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """When it was captured; `refused` is the reason for which a page was, and `first_at` when it first was."""

    at: str
    refused: str | None = None
    first_at: str | None = None


def last_whole_crawl(session: Session, target: str) -> str | None:
    """When a crawl of the target last came to its end by itself; None when none did."""
    whole = select(func.max(Crawl.finished_at)).where(
        Crawl.kind == "crawl", Crawl.target == target, Crawl.state == "finished"
    )
    return session.scalars(whole).one()


def known_articles(
    session: Session,
    article_ids: Iterable[str],
    *,
    source: str,
    unfinished_flags: Collection[str],
    passing_reasons: Collection[str],
) -> dict[str, Known]:
    """Which of these ids are those of an article, or of a page that was refused for good.

    An article with one of `unfinished_flags` counts as not held. A page is refused for good where its newest refusal
    has a reason that is none of `passing_reasons`, and it has never been a list, of the source or as it was read: one
    that names nothing today may have had a bad day.
    """
    known: dict[str, Known] = {}
    for ids in in_chunks(article_ids):
        held = session.execute(
            select(Article.id, Article.flags, Article.captured_at).where(Article.id.in_(ids))
        ).all()
        known |= {key: Known(at=at) for key, flags, at in held if not set(flags) & set(unfinished_flags)}
        rest = set(ids).difference(key for key, _, _ in held)
        known |= _refused(session, rest, source, passing_reasons)
    return known


def not_there(session: Session, urls: Iterable[str], *, since: str) -> set[str]:
    """Those of which the server said since then that they are not there, and nothing else after that."""
    newest: dict[str, int | None] = {}
    for some in in_chunks(urls):
        answers = select(Capture.url, Capture.status).where(
            Capture.url.in_(some), Capture.captured_at >= since
        )
        newest |= {
            url: status for url, status in session.execute(answers.order_by(Capture.captured_at)) if url
        }
    return {url for url, status in newest.items() if status in _NOT_THERE}


def _refused(
    session: Session, article_ids: Collection[str], source: str, passing_reasons: Collection[str]
) -> dict[str, Known]:
    if not article_ids:
        return {}
    # through the captures, which have an index on article_id
    refusals = session.execute(
        select(Capture.article_id, Quarantined.reason, Capture.captured_at)
        .join(Quarantined, Quarantined.record_id == Capture.record_id)
        .where(Capture.article_id.in_(article_ids), Capture.outcome == "refused")
        .order_by(Capture.captured_at)
    )
    newest: dict[str, Known] = {}
    lists: set[str] = set()
    for key, reason, at in refusals:
        if key is not None:
            first_at = newest[key].first_at if key in newest else at
            newest[key] = Known(at=at, refused=reason, first_at=first_at)
            lists |= {key} if reason == _LIST else set()
    lasting = {key: known for key, known in newest.items() if known.refused not in passing_reasons}
    lists |= lists_that_brought(session, source, lasting.keys() - lists)
    return {key: known for key, known in lasting.items() if key not in lists}
