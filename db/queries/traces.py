"""What the tables know of one address: who met it and when, its captures, and what was read from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import (
    Article,
    ArticleVersion,
    Capture,
    CaptureVersion,
    Crawl,
    CrawlUrl,
    Quarantined,
    Revisit,
)

_DECORATED: Final = 500  # spellings of one address that are looked at
_BEHIND: Final = "~"  # sorts behind all that a URL may have after a common beginning


@dataclasses.dataclass(frozen=True, kw_only=True)
class Meeting:
    """A URL in a crawl."""

    url: CrawlUrl
    crawl: Crawl


@dataclasses.dataclass(frozen=True, kw_only=True)
class Version:
    """What a run changed of a record; `captured_at` is that of the capture it was read from, None if that is gone."""

    version: ArticleVersion
    crawl: Crawl
    captured_at: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rejudged:
    """A capture that a run judged otherwise than it was before."""

    version: CaptureVersion
    crawl: Crawl


def decorated(session: Session, stems: Collection[str]) -> set[str]:
    """The addresses held that are one of the stems with a query or a fragment."""
    found: set[str] = set()
    for stem in stems:
        for first, after in (("?", "@"), ("#", "$")):
            for column in (CrawlUrl.url, Capture.url):
                some = select(column).where(column >= stem + first, column < stem + after)
                found.update(filter(None, session.scalars(some.distinct().limit(_DECORATED))))
    return found


def meetings(session: Session, urls: Iterable[str]) -> list[Meeting]:
    """In the order of discovery."""
    found = [
        Meeting(url=url, crawl=crawl)
        for some in in_chunks(urls)
        for url, crawl in session.execute(
            select(CrawlUrl, Crawl).join(Crawl, Crawl.id == CrawlUrl.crawl_id).where(CrawlUrl.url.in_(some))
        )
    ]
    return sorted(found, key=lambda one: (one.url.discovered_at, one.url.crawl_id, one.url.key))


def captures(session: Session, urls: Iterable[str], article_ids: Iterable[str]) -> list[Capture]:
    """Those of the URLs, and those from which one of the articles was or would have been read, in their order."""
    found: dict[str, Capture] = {}
    for some in in_chunks(urls):
        found |= {row.record_id: row for row in session.scalars(select(Capture).where(Capture.url.in_(some)))}
    for ids in in_chunks(article_ids):
        read = select(Capture).where(Capture.article_id.in_(ids))
        found |= {row.record_id: row for row in session.scalars(read)}
    return sorted(found.values(), key=lambda row: (row.captured_at, row.warc_file, row.offset))


def refusals(session: Session, record_ids: Iterable[str]) -> dict[str, Quarantined]:
    return {
        row.record_id: row
        for some in in_chunks(record_ids)
        for row in session.scalars(select(Quarantined).where(Quarantined.record_id.in_(some)))
    }


def articles(session: Session, article_ids: Collection[str]) -> list[Article]:
    return list(session.scalars(select(Article).where(Article.id.in_(article_ids)).order_by(Article.id)))


def copies(session: Session, article_id: str) -> int:
    """How many records are copies of one."""
    return session.scalars(select(func.count()).where(Article.duplicate_of == article_id)).one()


def versions(session: Session, article_ids: Collection[str]) -> list[Version]:
    """In the order they were made."""
    rows = session.execute(
        select(ArticleVersion, Crawl, Capture.captured_at)
        .join(Crawl, Crawl.id == ArticleVersion.crawl_id)
        .outerjoin(Capture, Capture.record_id == ArticleVersion.record_id)
        .where(ArticleVersion.article_id.in_(article_ids))
        .order_by(ArticleVersion.id)
    )
    return [Version(version=version, crawl=crawl, captured_at=at) for version, crawl, at in rows]


def rejudged(session: Session, record_ids: Iterable[str]) -> list[Rejudged]:
    """Captures that had been judged before; in the order they were judged again."""
    found = [
        Rejudged(version=version, crawl=crawl)
        for some in in_chunks(record_ids)
        for version, crawl in session.execute(
            select(CaptureVersion, Crawl)
            .join(Crawl, Crawl.id == CaptureVersion.crawl_id)
            .where(CaptureVersion.record_id.in_(some))
        )
        if version.earlier is not None
    ]
    return sorted(found, key=lambda one: one.version.id)


def visits(session: Session, keys: Collection[str]) -> list[Revisit]:
    """What is known from visits of the pages with these ids, in whichever source."""
    sources = session.scalars(select(Crawl.source).where(Crawl.source.is_not(None)).distinct()).all()
    found = select(Revisit).where(Revisit.source.in_(sources), Revisit.key.in_(keys))
    return list(session.scalars(found.order_by(Revisit.source, Revisit.key)))


def beside(session: Session, url: str, host: str, number: int) -> list[str]:
    """The addresses that crawls met which come next before and after a URL in the order of text, below a host."""
    met = CrawlUrl.url
    after = select(met).where(met >= url, met < host + _BEHIND).distinct().order_by(met).limit(number)
    before = select(met).where(met < url, met >= host).distinct().order_by(met.desc()).limit(number)
    return [*session.scalars(before), *session.scalars(after)]


def lists_read(session: Session, crawl_id: int, limit: int) -> list[CrawlUrl]:
    """Lists that a crawl has read."""
    read = select(CrawlUrl).where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.state == "listing")
    return list(session.scalars(read.order_by(CrawlUrl.url).limit(limit)))
