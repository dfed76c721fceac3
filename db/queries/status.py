"""What is held and how the crawls of each target are doing, counted where the rows are."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import in_chunks
from db.models import (
    Article,
    ArticleVersion,
    Capture,
    Crawl,
    CrawlUrl,
    Quarantined,
    Revisit,
    Schedule,
    WarcFile,
)
from db.times import from_text

FIELDS: Final = (
    "title",
    "published_at",
    "authors",
    "publisher",
    "byline",
    "editors",
    "site_name",
    "canonical_url",
    "modified_at",
    "language",
    "tags",
)
"""Those that a page may state or not; the first four are what a record is worth."""

_LISTS = ("authors", "editors", "tags")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """What is held of one target: of a whole source, or of some sites of it, by their hosts without www."""

    source: str
    sites: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Held:
    """When the newest record was captured, and the newest date of one; what lies in the future is no date."""

    records: int = 0
    duplicates: int = 0
    captured_at: str | None = None
    published_at: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Filled:
    """How many records were looked at, and how many of them have each of `FIELDS`."""

    records: int = 0
    fields: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def share(self, field: str) -> float | None:
        return self.fields[field] / self.records if self.records else None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Totals:
    """`warc_bytes` is how far the files are indexed; `quarantined` is by reason, the most frequent first."""

    records: int
    duplicates: int
    versions: int
    captures: int
    quarantined: Mapping[str, int]
    warc_files: int
    warc_bytes: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Failing:
    """How many crawls in a row came to no good end, and when the first of them was begun."""

    crawls: int
    since: str


def last_crawls(session: Session) -> list[Crawl]:
    """The newest crawl of each target, by target."""
    newest = select(func.max(Crawl.id)).where(Crawl.target.is_not(None)).group_by(Crawl.target)
    return list(session.scalars(select(Crawl).where(Crawl.id.in_(newest)).order_by(Crawl.target)))


def crawls_of(session: Session, target: str, limit: int) -> list[Crawl]:
    """The newest crawls of a target, newest first."""
    found = select(Crawl).where(Crawl.target == target).order_by(Crawl.id.desc())
    return list(session.scalars(found.limit(limit)))


def failing(session: Session, target: str) -> Failing | None:
    """None where the newest crawl of the target did not fail."""
    good = select(func.max(Crawl.id)).where(Crawl.target == target, Crawl.state.in_(("finished", "stopped")))
    bad = select(func.count(), func.min(Crawl.started_at)).where(
        Crawl.target == target, Crawl.state == "failed", Crawl.id > func.coalesce(good.scalar_subquery(), 0)
    )
    count, since = session.execute(bad).one()
    return Failing(crawls=count, since=since) if count else None


def url_states(session: Session, crawl_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many URLs of each crawl are in each state by the table of the frontier, which old crawls have left."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for keys in in_chunks(crawl_ids):
        rows = session.execute(
            select(CrawlUrl.crawl_id, CrawlUrl.state, func.count())
            .where(CrawlUrl.crawl_id.in_(keys))
            .group_by(CrawlUrl.crawl_id, CrawlUrl.state)
        )
        for crawl_id, state, count in rows:
            found[crawl_id][state] = count
    return dict(found)


def schedules(session: Session) -> dict[str, Schedule]:
    return {row.target: row for row in session.scalars(select(Schedule))}


def held_by_source(session: Session) -> dict[str, Held]:
    return _held(session, select(Article.source, *_counts(session)).group_by(Article.source))


def held_by_site(session: Session, source: str) -> dict[str, Held]:
    """Of one source, by the sites it was read from."""
    read = Capture.record_id == Article.record_id
    of_source = (Article.source == source, Capture.site.is_not(None))
    counted = select(Capture.site, *_counts(session)).join(Capture, read).where(*of_source)
    return _held(session, counted.group_by(Capture.site))


def _counts(session: Session) -> list[ColumnElement[Any]]:
    newest = session.scalars(select(func.max(Article.captured_at))).one()
    sensible = case((Article.published_at < _day_after(newest), Article.published_at)) if newest else null()
    copies = func.count(Article.duplicate_of)
    return [func.count(), copies, func.max(Article.captured_at), func.max(sensible)]


def _held(session: Session, counted: Select[Any]) -> dict[str, Held]:
    return {
        name: Held(records=records, duplicates=copies, captured_at=captured, published_at=published)
        for name, records, copies, captured, published in session.execute(counted)
    }


def _day_after(captured_at: str) -> str:
    """What sorts behind every time of the day after a capture: where a site is, its day may have come already."""
    return f"{(from_text(captured_at) + datetime.timedelta(days=1)).date()}T~"


def filled(
    session: Session, part: Part, *, since: str = "", until: str | None = None, limit: int = 1000
) -> Filled:
    """Of the newest records that were captured from one moment on and before another."""
    newest = select(*(_is_there(name).label(name) for name in FIELDS)).where(Article.source == part.source)
    at: InstrumentedAttribute[str] = Article.captured_at
    if part.sites:
        at = Capture.captured_at  # the same, and in the index that has the captures of a site in their order
        newest = newest.join(Capture, Capture.record_id == Article.record_id)
        newest = newest.where(Capture.source == part.source, Capture.site.in_(part.sites))
    newest = newest.where(at >= since) if until is None else newest.where(at >= since, at < until)
    some = newest.order_by(at.desc(), Article.id.desc()).limit(limit).subquery()
    sums = (func.coalesce(func.sum(some.c[name]), 0) for name in FIELDS)
    records, *counts = session.execute(select(func.count(), *sums).select_from(some)).one()
    return Filled(records=records, fields=dict(zip(FIELDS, counts, strict=True)))


def _is_there(name: str) -> ColumnElement[int]:
    column = getattr(Article, name)
    empty = cast(column, Text) == "[]" if name in _LISTS else func.coalesce(column, "") == ""
    return case((empty, 0), else_=1)


def listings(session: Session, part: Part) -> list[Revisit]:
    """The lists that are visited, those due first in front."""
    wanted = select(Revisit).where(Revisit.source == part.source, Revisit.kind == "listing")
    if part.sites:
        wanted = wanted.where(or_(*(_on_site(Revisit.url, site) for site in part.sites)))
    return list(session.scalars(wanted.order_by(Revisit.next_at, Revisit.url)))


def _on_site(url: InstrumentedAttribute[str], site: str) -> ColumnElement[bool]:
    hosts = (f"{scheme}://{www}{site}" for scheme in ("http", "https") for www in ("", "www."))
    # a port too, and no longer name
    return or_(*((url >= f"{host}/") & (url < f"{host};") for host in hosts))


def gone(session: Session, source: str) -> int:
    """How many articles of the source are gone from their site, as more than one visit has shown."""
    counted = select(func.count()).where(Revisit.source == source, Revisit.gone_confirmed_at.is_not(None))
    return session.scalars(counted).one()


def totals(session: Session) -> Totals:
    reasons = session.execute(
        select(Quarantined.reason, func.count())
        .group_by(Quarantined.reason)
        .order_by(func.count().desc(), Quarantined.reason)
    )
    files, size = session.execute(
        select(func.count(), func.coalesce(func.sum(WarcFile.indexed_to), 0)).select_from(WarcFile)
    ).one()
    return Totals(
        records=_count(session, Article.id),
        duplicates=_count(session, Article.duplicate_of),
        versions=_count(session, ArticleVersion.id),
        captures=_count(session, Capture.record_id),
        quarantined=dict(reasons.all()),
        warc_files=files,
        warc_bytes=int(size),
    )


def _count(session: Session, column: Any) -> int:
    return session.scalars(select(func.count(column))).one()
