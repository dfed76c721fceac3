"""What earlier crawls of a target measured, and what this one is measured by."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import Article, ArticleVersion, Crawl, CrawlUrl, Revisit


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


def lists_visited(session: Session, source: str) -> dict[str, str]:
    """When each list of the source was last read, by its URL."""
    rows = select(Revisit.url, Revisit.visited_at).where(
        Revisit.source == source, Revisit.kind == "listing", Revisit.visited_at.is_not(None)
    )
    return {url: at for url, at in session.execute(rows) if at is not None}


def first_met(session: Session, source: str, ids: Collection[str], *, after: str) -> dict[str, str]:
    """When those of the articles were read first that were after that moment."""
    found: dict[str, str] = {}
    for portion in in_chunks(ids):
        rows = select(Revisit.key, Revisit.first_at).where(
            *(Revisit.source == source, Revisit.key.in_(portion), Revisit.kind != "listing"),
            Revisit.first_at > after,
        )
        found |= dict(session.execute(rows).all())
    return found


def gone(session: Session, crawl_id: int, urls: Collection[str]) -> set[str]:
    """Those of the URLs at which the crawl found nothing any more."""
    found: set[str] = set()
    for portion in in_chunks(urls):
        wanted = (CrawlUrl.crawl_id == crawl_id, CrawlUrl.url.in_(portion), CrawlUrl.state == "gone")
        found.update(session.scalars(select(CrawlUrl.url).where(*wanted)))
    return found


def commonest_text(session: Session, crawl_id: int) -> tuple[int, int, str]:
    """Of the articles the crawl stored or changed: how many have the text that most have, of how many, and a URL."""
    of_crawl = select(ArticleVersion.article_id).where(ArticleVersion.crawl_id == crawl_id)
    rows = (
        select(func.count(), func.min(Article.url))
        .where(Article.id.in_(of_crawl), Article.text != "")
        .group_by(Article.text_digest)
        .order_by(func.count().desc(), func.min(Article.url))
    )
    found = session.execute(rows).all()
    count, url = found[0] if found else (0, None)
    return count, sum(each for each, _ in found), url or ""
