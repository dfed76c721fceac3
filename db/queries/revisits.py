"""What is known of pages from their visits, and which are due."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks, insert_ignore, upsert
from db.models import Article, Revisit

ARTICLE, LISTING = "article", "listing"

_ROWS_A_READ = 1000
_OFTEN = 3 / 4  # of the articles asked for again are those due most often, the rest those that wait longest


def by_key(session: Session, source: str, keys: Collection[str]) -> dict[str, Revisit]:
    found: dict[str, Revisit] = {}
    for some in in_chunks(keys):
        rows = session.scalars(select(Revisit).where(Revisit.source == source, Revisit.key.in_(some)))
        found |= {row.key: row for row in rows}
    return found


def put(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Whole rows, new or in the place of those that are there."""
    upsert(session, Revisit, rows)


def put_new(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Whole rows of pages that have none."""
    insert_ignore(session, Revisit, rows)


def lists(session: Session, source: str) -> list[Revisit]:
    return list(session.scalars(select(Revisit).where(Revisit.source == source, Revisit.kind == LISTING)))


def due_articles(
    session: Session, source: str, now: str, *, limit: int, wanted: Callable[[str], bool]
) -> list[Revisit]:
    """Articles to be asked for again, at most so many, of those whose URL is `wanted`.

    Most are those whose interval is the shortest, the young and the changing; the others are those that are due the
    longest, so that they have their turn too.
    """
    due = select(Revisit).where(Revisit.source == source, Revisit.kind == ARTICLE, Revisit.next_at <= now)
    by_interval = due.order_by(Revisit.interval, Revisit.next_at, Revisit.key)
    often = _first(session, by_interval, round(limit * _OFTEN), lambda row: wanted(row.url))
    keys = {row.key for row in often}
    longest = due.order_by(Revisit.next_at, Revisit.key)
    return often + _first(
        session, longest, limit - len(often), lambda row: row.key not in keys and wanted(row.url)
    )


def next_due(session: Session, source: str, *, host: str | None = None) -> str | None:
    """When the source's next list or article is due, or that of one host of it; None where nothing is known."""
    if host is None:
        return session.scalars(select(func.min(Revisit.next_at)).where(Revisit.source == source)).one()
    begins = [f"{scheme}://{www}{host}" for scheme in ("https", "http") for www in ("", "www.")]
    of_host = (
        select(func.min(Revisit.next_at)).where(
            Revisit.source == source,
            Revisit.url >= f"{begin}/",
            Revisit.url < f"{begin};",  # behind every path and port
        )
        for begin in begins
    )
    return min(filter(None, (session.scalars(each).one() for each in of_host)), default=None)


def never_visited(session: Session, source: str, limit: int) -> list[Article]:
    """Articles that are held and of which no visit is known, the newest first."""
    seen = select(Revisit.key).where(Revisit.source == Article.source, Revisit.key == Article.id).exists()
    held = select(Article).where(Article.source == source, Article.url.is_not(None), ~seen)
    return list(session.scalars(held.order_by(Article.captured_at.desc(), Article.id).limit(limit)))


def _first(
    session: Session, due: Select[Revisit], limit: int, wanted: Callable[[Revisit], bool]
) -> list[Revisit]:
    with session.scalars(due.execution_options(yield_per=_ROWS_A_READ)) as rows:
        return list(itertools.islice(filter(wanted, rows), limit))
