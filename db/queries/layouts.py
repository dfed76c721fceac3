"""The layouts of sites: what is kept of them, and the pages that were read since."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session, aliased

from db.engine import upsert
from db.models import Article, ArticleVersion, Capture, Layout, Quarantined


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class PageRow:
    """A page as it was read last: an article with its `values`, or refused with a `reason`.

    `values` has the columns that were asked for.
    """

    record_id: str
    url: str | None
    captured_at: str
    parser: str
    values: Mapping[str, Any] | None = None
    stage: str = ""
    reason: str = ""
    detail: str = ""


def profiles(session: Session, source: str | None = None) -> dict[tuple[str, str], dict[str, Any]]:
    """By source and site, as they were kept."""
    found = select(Layout.source, Layout.site, Layout.profile).order_by(Layout.source, Layout.site)
    if source is not None:
        found = found.where(Layout.source == source)
    return {(of, site): profile for of, site, profile in session.execute(found)}


def keep(
    session: Session, source: str, site: str, profile: Mapping[str, Any], *, pages: int, now: str
) -> None:
    """In place of the one there is."""
    row = {"source": source, "site": site, "pages": pages, "learned_at": now, "profile": dict(profile)}
    upsert(session, Layout, [row])


def pages_after(
    session: Session,
    source: str,
    site: str,
    after: str,
    *,
    until: str | None = None,
    columns: Sequence[str],
    limit: int,
    parser: str | None = None,
    refused_for: Collection[str] | None = None,
) -> list[PageRow]:
    """The newest articles captured after that moment, in the order of their capture.

    With `parser` only those it has read, whatever had been learned then. With `refused_for` only those that say
    something new since then, or were refused for such a reason since: not what was visited again and is as it was.
    """
    wanted = [Article.source == source, Article.captured_at > after, Capture.site == site]
    if until is not None:
        wanted.append(Article.captured_at <= until)
    if parser is not None:
        wanted.append(Article.parser.startswith(parser, autoescape=True))
    if refused_for is not None:
        refused = select(Quarantined.article_id).where(
            Quarantined.source == source,
            Quarantined.captured_at > after,
            Quarantined.reason.in_(refused_for),
        )
        wanted.append(or_(_is_news(after), Article.id.in_(refused)))
    names = ("record_id", "url", "captured_at", "parser", *columns)
    rows = session.execute(
        select(*(getattr(Article, name) for name in names))
        .join(Capture, Capture.record_id == Article.record_id)
        .where(*wanted)
        .order_by(Article.captured_at.desc(), Article.record_id.desc())
        .limit(limit)
    )
    return [_page_row(row, columns) for row in rows][::-1]


def _page_row(row: Row[Any], columns: Sequence[str]) -> PageRow:
    return PageRow(
        record_id=row.record_id,
        url=row.url,
        captured_at=row.captured_at,
        parser=row.parser,
        values={name: getattr(row, name) for name in columns},
    )


def _is_news(after: str) -> ColumnElement[bool]:
    """Whether a capture since that moment made the article, or changed what it says."""
    page = aliased(Capture)
    told = select(ArticleVersion.id).join(page, page.record_id == ArticleVersion.record_id)
    return told.where(ArticleVersion.article_id == Article.id, page.captured_at > after).exists()


def refused_after(
    session: Session,
    source: str,
    site: str,
    after: str,
    *,
    stages: Collection[str],
    reasons: Collection[str],
    limit: int,
) -> list[PageRow]:
    """The newest pages that one of the stages refused for one of the reasons, in the order of their capture."""
    row = Quarantined
    found = session.scalars(
        select(row)
        .join(Capture, Capture.record_id == row.record_id)
        .where(row.source == source, row.captured_at > after, Capture.site == site)
        .where(row.stage.in_(stages), row.reason.in_(reasons))
        .order_by(row.captured_at.desc(), row.record_id.desc())
        .limit(limit)
    )
    return [
        PageRow(
            record_id=one.record_id,
            url=one.url,
            captured_at=one.captured_at,
            parser=one.parser,
            stage=one.stage,
            reason=one.reason,
            detail=one.detail,
        )
        for one in found
    ][::-1]


def is_anything_held(session: Session, source: str, stage: str) -> bool:
    """Whether a page of the source is refused by that stage."""
    held = select(Quarantined.record_id).where(Quarantined.source == source, Quarantined.stage == stage)
    return session.execute(held.limit(1)).first() is not None


def said(session: Session, article_id: str, columns: Sequence[str]) -> dict[str, Any] | None:
    """What the article says that is held; None where there is none."""
    names = [getattr(Article, name) for name in columns]
    row = session.execute(select(*names).where(Article.id == article_id)).first()
    return None if row is None else dict(zip(columns, row, strict=True))
