"""Articles as readers want them: for export, for a table, one alone."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import Literal

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.orm import Session

from db.models import Article
from db.times import to_text

Duplicates = Literal["with", "without", "only"]

_ROWS_A_FETCH = 500


def export(
    session: Session,
    *,
    sources: Collection[str] | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    duplicates: Duplicates = "with",
) -> Iterator[Article]:
    """The chosen articles in the order of capture, a few hundred in memory at a time.

    `since` is the first moment of capture wanted, `until` the first no longer wanted.
    """
    chosen = _chosen(sources, since, until, duplicates)
    statement = select(Article).where(*chosen).order_by(Article.captured_at, Article.id)
    for row in session.scalars(statement.execution_options(yield_per=_ROWS_A_FETCH)):
        yield row
        session.expunge(row)


def count(
    session: Session,
    *,
    sources: Collection[str] | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    duplicates: Duplicates = "with",
) -> int:
    """How many articles `export` gives."""
    chosen = _chosen(sources, since, until, duplicates)
    return session.scalars(select(func.count()).select_from(Article).where(*chosen)).one()


def urls(
    session: Session, *, since: datetime.datetime | None = None, duplicates: Duplicates = "with"
) -> Iterator[str]:
    """The URLs of the chosen articles, of those that have one; `since` as for `export`."""
    statement = select(Article.url).where(*_chosen(None, since, None, duplicates), Article.url.is_not(None))
    yield from filter(None, session.scalars(statement.execution_options(yield_per=_ROWS_A_FETCH)))


def records_with_flag(session: Session, flag: str) -> list[str]:
    """The records that the articles with this flag are read from."""
    flagged = cast(Article.flags, Text).contains(f'"{flag}"', autoescape=True)
    return list(session.scalars(select(Article.record_id).where(flagged).order_by(Article.record_id)))


def by_id(session: Session, article_id: str) -> Article | None:
    return session.scalars(
        select(Article).where(Article.id == article_id).execution_options(populate_existing=True)
    ).first()


def newest(session: Session, limit: int, *, sources: Collection[str] | None = None) -> list[Article]:
    """The articles captured last, newest first."""
    chosen = _chosen(sources, None, None, "with")
    statement = select(Article).where(*chosen).order_by(Article.captured_at.desc(), Article.id.desc())
    return list(session.scalars(statement.limit(limit)))


def counts_by_source(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Article.source, func.count()).group_by(Article.source).order_by(Article.source)
    )
    return dict(rows.all())


def of_time_and_source(
    article: type[Article],
    sources: Collection[str] | None,
    since: datetime.datetime | None,
    until: datetime.datetime | None,
) -> Iterator[ColumnElement[bool]]:
    """What is asked of a record, or of an alias of the table, by `sources`, `since` and `until` of `export`."""
    if sources is not None:
        yield article.source.in_(sources)
    if since is not None:
        yield article.captured_at >= to_text(since)
    if until is not None:
        yield article.captured_at < to_text(until)


def _chosen(
    sources: Collection[str] | None,
    since: datetime.datetime | None,
    until: datetime.datetime | None,
    duplicates: Duplicates,
) -> Iterator[ColumnElement[bool]]:
    yield from of_time_and_source(Article, sources, since, until)
    if duplicates == "without":
        yield Article.duplicate_of.is_(None)
    if duplicates == "only":
        yield Article.duplicate_of.is_not(None)
