"""What the archive teaches of its sites: where it is learned from, kept, shown and forgotten."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, func, select
from sqlalchemy.orm import Session

from db.engine import upsert
from db.models import Capture, LearnedSite, values_of

_JUDGED = ("article", "refused")

LearnedRow = tuple[str, str, list[str], list[str], str]
"""Source, host, lines, stamps and version."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Site:
    """A host within a source, and how many articles were captured of it, those that were refused among them."""

    source: str
    host: str
    articles: int


def sites(
    session: Session,
    *,
    sources: Collection[str] | None = None,
    hosts: Collection[str] | None = None,
    at_least: int = 1,
) -> list[Site]:
    """The sites with that many articles, in the order of their names."""
    articles = func.count(Capture.article_id.distinct())
    wanted = [Capture.outcome.in_(_JUDGED), Capture.site.is_not(None)]
    if sources is not None:
        wanted.append(Capture.source.in_(sources))
    if hosts is not None:
        wanted.append(Capture.site.in_(hosts))
    rows = session.execute(
        select(Capture.source, Capture.site, articles)
        .where(*wanted)
        .group_by(Capture.source, Capture.site)
        .having(articles >= at_least)
        .order_by(Capture.source, Capture.site)
    )
    return [Site(source=source, host=host or "", articles=count) for source, host, count in rows]


def records_of(session: Session, site: Site) -> list[str]:
    """The record of each article's newest capture, in the order of capture; the same for the same archive."""
    rows = session.execute(
        select(Capture.record_id, Capture.article_id)
        .where(Capture.source == site.source, Capture.site == site.host, Capture.outcome.in_(_JUDGED))
        .order_by(Capture.captured_at.desc(), Capture.warc_file.desc(), Capture.offset.desc())
    )
    newest: dict[str | None, str] = {}
    for record_id, article_id in rows:
        newest.setdefault(article_id, record_id)
    return list(newest.values())[::-1]


def learned(session: Session) -> Iterator[LearnedRow]:
    """All that is learned, for whoever reads pages."""
    rows = session.scalars(select(LearnedSite).execution_options(populate_existing=True))
    return ((row.source, row.host, list(row.lines), list(row.stamps), row.version) for row in rows)


def tables(
    session: Session, *, sources: Collection[str] | None = None, hosts: Collection[str] | None = None
) -> list[LearnedSite]:
    """What is learned, a row a site, in the order of their names."""
    found = select(LearnedSite).where(*_chosen(sources, hosts)).order_by(LearnedSite.source, LearnedSite.host)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def keep(session: Session, table: LearnedSite) -> None:
    """In place of what was learned of the site before."""
    upsert(session, LearnedSite, [values_of(table)])


def forget(
    session: Session, *, sources: Collection[str] | None = None, hosts: Collection[str] | None = None
) -> int:
    """Of how many sites what was learned is gone now."""
    gone = delete(LearnedSite).where(*_chosen(sources, hosts))
    deleted = session.execute(gone.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", deleted).rowcount


def _chosen(sources: Collection[str] | None, hosts: Collection[str] | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if sources is not None:
        wanted.append(LearnedSite.source.in_(sources))
    if hosts is not None:
        wanted.append(LearnedSite.host.in_(hosts))
    return wanted
