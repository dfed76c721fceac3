"""What is known of pages from their visits, and which are due."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, load_only

from db.engine import in_chunks, insert_ignore, upsert
from db.models import Article, Quarantined, Revisit

ARTICLE, LISTING, HELD_BACK = "article", "listing", "held-back"
KINDS = (ARTICLE, LISTING, HELD_BACK)

_ASKED_AGAIN = (ARTICLE, HELD_BACK)
_TOLD_BY_AN_ARTICLE = (
    Article.id,
    Article.url,
    Article.source,
    Article.title,
    Article.text_digest,
    Article.published_at,
    Article.captured_at,
)
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


def lists_that_brought(session: Session, source: str, keys: Collection[str]) -> set[str]:
    """Those of pages that have named new articles at some visit."""
    found: set[str] = set()
    for some in in_chunks(keys):
        brought = (Revisit.kind == LISTING, Revisit.changes > 0)
        found.update(
            session.scalars(
                select(Revisit.key).where(Revisit.source == source, Revisit.key.in_(some), *brought)
            )
        )
    return found


def lying_sites(session: Session, source: str, since: str) -> set[str]:
    """Sites of articles that have said something else since then under the validators they had before."""
    lied = (Revisit.kind == ARTICLE, Revisit.lies > 0, Revisit.changed_at >= since)
    return set(session.scalars(select(Revisit.site).where(Revisit.source == source, *lied).distinct()))


def due_articles(
    session: Session,
    source: str,
    now: str,
    *,
    limit: int,
    on: Callable[[str], bool],
    wanted: Callable[[str], bool],
) -> list[str]:
    """URLs of articles to be asked for again, at most so many, that are `on` a site asked about and `wanted`.

    Most are those whose interval is the shortest, the young and the changing; the others are those that are due the
    longest, so that they have their turn too.
    """
    sites = _sites(session, source)
    asked = list(filter(on, sites))
    if not asked:
        return []
    due = select(Revisit.url).where(
        Revisit.source == source, Revisit.kind.in_(_ASKED_AGAIN), Revisit.next_at <= now
    )
    if asked != sites:
        due = due.where(Revisit.site.in_(asked))
    by_interval = due.order_by(Revisit.interval, Revisit.next_at, Revisit.key)
    often = _first(session, by_interval, round(limit * _OFTEN), wanted)
    longest = due.order_by(Revisit.next_at, Revisit.key)
    chosen = set(often)
    rest = limit - len(often)
    return often + _first(session, longest, rest, lambda url: url not in chosen and wanted(url))


def next_due(session: Session, source: str, *, host: str | None = None) -> str | None:
    """When the source's next list or article is due, or that of one host of it; None where nothing is known."""
    due = select(func.min(Revisit.next_at)).where(Revisit.source == source)
    if host is not None:
        due = due.where(Revisit.kind.in_(KINDS), Revisit.site == host.removeprefix("www."))
    return session.scalars(due).one()


def never_visited(session: Session, source: str, limit: int) -> list[Article]:
    """Articles that are held and of which no visit is known, the newest first; without their texts."""
    seen = select(Revisit.key).where(Revisit.source == Article.source, Revisit.key == Article.id).exists()
    # by two indexes alone: the rows, with their texts, are too long to be read for it
    not_seen = select(Article.id).where(Article.source == source, ~seen)
    held = select(Article).options(load_only(*_TOLD_BY_AN_ARTICLE, raiseload=True))
    held = held.where(Article.id.in_(not_seen), Article.url.is_not(None))
    return list(session.scalars(held.order_by(Article.captured_at.desc(), Article.id).limit(limit)))


def read_since(session: Session, source: str) -> list[Article]:
    """Articles that are held by now and were pages held back at their last visit; without their texts."""
    held = select(Article).options(load_only(*_TOLD_BY_AN_ARTICLE, raiseload=True))
    held = held.join(Revisit, (Revisit.source == Article.source) & (Revisit.key == Article.id))
    return list(session.scalars(held.where(Revisit.source == source, Revisit.kind == HELD_BACK)))


def never_asked_again(
    session: Session, source: str, *, reason: str, limit: int
) -> list[tuple[str, str | None, str]]:
    """Id, URL and first capture of pages in quarantine for that reason alone, of which no visit is known."""
    row = Quarantined
    seen = select(Revisit.key).where(Revisit.source == row.source, Revisit.key == row.article_id).exists()
    held = select(Article.id).where(Article.id == row.article_id).exists()
    of_reason = (row.reason == reason, row.source == source, row.url.is_not(None))
    found = select(row.article_id, func.min(row.url), func.min(row.captured_at)).where(
        *of_reason, ~seen, ~held
    )
    rows = session.execute(found.group_by(row.article_id).order_by(row.article_id).limit(limit))
    return [(key, url, at) for key, url, at in rows]


def _sites(session: Session, source: str) -> list[str]:
    """Of articles that were visited, in the order of their names."""
    met = select(Revisit.site).where(Revisit.source == source, Revisit.kind.in_(_ASKED_AGAIN))
    return sorted(session.scalars(met.distinct()))


def _first(session: Session, due: Select[str], limit: int, wanted: Callable[[str], bool]) -> list[str]:
    with session.scalars(due.execution_options(yield_per=_ROWS_A_READ)) as rows:
        return list(itertools.islice(filter(wanted, rows), limit))
