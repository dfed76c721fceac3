"""Taking a run back: articles, quarantine and captures as it found them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.engine import in_chunks, update_by_key, upsert
from db.models import Article, ArticleVersion, Capture, CaptureVersion, Crawl, Quarantined
from db.queries import crawls
from db.queries.duplicates import relink
from db.queries.judgements import JUDGED_FIELDS
from db.queries.versions import Values, delete_by_key

_ROWS_A_PAGE = 500

_Version = TypeVar("_Version", ArticleVersion, CaptureVersion)


class UndoError(Exception):
    """A run that cannot be undone; the message says why, to a person."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class UndoCounts:
    """Articles put back as they were, articles taken out that the run had made, captures judged as before."""

    restored: int = 0
    removed: int = 0
    captures: int = 0


def undo(session: Session, crawl_id: int) -> UndoCounts:
    """Put articles, quarantine and captures back as the run found them.

    UndoError when there is no such run, when it is undone already, and when another run has since changed the
    same articles. An article the run read again without a difference keeps the name of the run's parser, and the
    provenance this one gave.
    """
    _check_undoable(session, crawl_id)
    captures = _restore_captures(session, crawl_id)
    restored, removed = _restore_articles(session, crawl_id)
    _restore_overtaken(session, crawl_id)
    _relink_judged(session, crawl_id)
    crawls.note_undone(session, crawl_id)
    return UndoCounts(restored=restored, removed=removed, captures=captures)


def _check_undoable(session: Session, crawl_id: int) -> None:
    state = session.scalars(select(Crawl.state).where(Crawl.id == crawl_id)).first()
    if state is None:
        raise UndoError(f"there is no run {crawl_id}")
    if state == "undone":
        raise UndoError(f"run {crawl_id} is undone already")
    versions: tuple[type[ArticleVersion | CaptureVersion], ...] = (ArticleVersion, CaptureVersion)
    for model in versions:
        mine, other = aliased(model), aliased(model)
        found = session.execute(
            select(other.crawl_id, other.article_id)
            .join(mine, mine.article_id == other.article_id)
            .join(Crawl, Crawl.id == other.crawl_id)
            .where(mine.crawl_id == crawl_id, other.crawl_id != crawl_id, other.id > mine.id)
            .where(Crawl.state != "undone")
            .order_by(other.id.desc())
            .limit(1)
        ).first()
        if found:
            raise UndoError(_later(found.crawl_id, found.article_id))


def _later(crawl_id: int, article_id: str) -> str:
    return f"run {crawl_id} has since read the article {article_id} too; undo run {crawl_id} first"


def _found_by(
    session: Session, model: type[_Version], key: InstrumentedAttribute[str], crawl_id: int
) -> Iterator[Sequence[_Version]]:
    """What the run found when it first touched each article or capture, a page at a time."""
    again = aliased(model)
    touched_before = select(again.id).where(
        again.crawl_id == crawl_id, getattr(again, key.key) == key, again.id < model.id
    )
    statement = select(model).where(model.crawl_id == crawl_id, ~touched_before.exists())
    last = 0
    while page := session.scalars(
        statement.where(model.id > last).order_by(model.id).limit(_ROWS_A_PAGE)
    ).all():
        yield page
        last = page[-1].id
        for version in page:
            session.expunge(version)


def _restore_captures(session: Session, crawl_id: int) -> int:
    restored = 0
    for versions in _found_by(session, CaptureVersion, CaptureVersion.record_id, crawl_id):
        unread: Values = dict.fromkeys(JUDGED_FIELDS)
        update_by_key(
            session, Capture, [{"record_id": v.record_id, **(v.earlier or unread)} for v in versions]
        )
        delete_by_key(session, Quarantined.record_id, [v.record_id for v in versions if not v.quarantined])
        upsert(session, Quarantined, [v.quarantined for v in versions if v.quarantined])
        restored += len(versions)
    return restored


def _restore_articles(session: Session, crawl_id: int) -> tuple[int, int]:
    """How many were put back, and how many taken out."""
    restored = removed = 0
    for versions in _found_by(session, ArticleVersion, ArticleVersion.article_id, crawl_id):
        present = _present(session, [v.article_id for v in versions])
        _check_own(session, crawl_id, [row["record_id"] for row in present])
        # what was kept before there was a provenance names none
        earlier = [{"provenance": {}, **v.earlier} for v in versions if v.earlier]
        upsert(session, Article, earlier)
        created = [v.article_id for v in versions if not v.earlier]
        delete_by_key(session, Article.id, created)
        parsers = [{"record_id": row["record_id"], "parser": row["parser"]} for row in earlier]
        update_by_key(session, Capture, parsers)
        relink(session, [row["text_digest"] for row in (*present, *earlier) if row["text_digest"]])
        restored += len(earlier)
        removed += len(created)
    return restored, removed


def _check_own(session: Session, crawl_id: int, record_ids: Sequence[str]) -> None:
    """UndoError when a row is read from a capture by which another run overtook this one's."""
    for portion in in_chunks(record_ids):
        found = session.execute(
            select(CaptureVersion.crawl_id, CaptureVersion.article_id)
            .join(Crawl, Crawl.id == CaptureVersion.crawl_id)
            .where(CaptureVersion.record_id.in_(portion), CaptureVersion.overtook.is_not(None))
            .where(CaptureVersion.crawl_id > crawl_id, Crawl.state != "undone")
            .limit(1)
        ).first()
        if found:
            raise UndoError(_later(found.crawl_id, found.article_id))


def _restore_overtaken(session: Session, crawl_id: int) -> None:
    """Let rows which the run only read from a newer capture be read from the earlier one again."""
    versions = session.execute(
        select(CaptureVersion.record_id, CaptureVersion.overtook, CaptureVersion.overtaken_provenance)
        .where(CaptureVersion.crawl_id == crawl_id, CaptureVersion.overtook.is_not(None))
        .order_by(CaptureVersion.id)
    )
    overtook = {version.record_id: version for version in versions}
    columns = (Article.id, Article.record_id, Article.text_digest, Article.provenance)
    for portion in in_chunks(overtook):
        rows = session.execute(select(*columns).where(Article.record_id.in_(portion))).all()
        first = {row.id: _first(row.record_id, row.provenance, overtook) for row in rows}
        captures = _captures(session, [record_id for record_id, _ in first.values()])
        update_by_key(
            session,
            Article,
            [
                {"id": key, **captures[record_id], "provenance": provenance}
                for key, (record_id, provenance) in first.items()
            ],
        )
        relink(session, [row.text_digest for row in rows if row.text_digest])


def _relink_judged(session: Session, crawl_id: int) -> None:
    """Link duplicates anew where captures are judged as before: which copy was captured first may be another."""
    judged = select(CaptureVersion.article_id).where(CaptureVersion.crawl_id == crawl_id)
    digests = select(Article.text_digest).where(Article.id.in_(judged), Article.text_digest.is_not(None))
    relink(session, [digest for digest in session.scalars(digests.distinct()) if digest])


def _first(record_id: str, provenance: Values, overtook: Mapping[str, Row[Any]]) -> tuple[str, Values]:
    """The record a row was read from before the run, and its provenance then."""
    while (version := overtook.get(record_id)) is not None:
        record_id = version.overtook
        provenance = provenance if version.overtaken_provenance is None else version.overtaken_provenance
    return record_id, provenance


def _captures(session: Session, record_ids: Sequence[str]) -> dict[str, Values]:
    names = ("record_id", "captured_at", "payload_digest", "normalized_url", "parser")
    columns = [getattr(Capture, name) for name in names]
    found: dict[str, Values] = {}
    for portion in in_chunks(record_ids):
        for row in session.execute(select(*columns).where(Capture.record_id.in_(portion))).mappings():
            found[row["record_id"]] = dict(row)
    return found


def _present(session: Session, article_ids: Sequence[str]) -> list[Values]:
    columns = (Article.id, Article.record_id, Article.text_digest)
    return [
        dict(row)
        for portion in in_chunks(article_ids)
        for row in session.execute(select(*columns).where(Article.id.in_(portion))).mappings()
    ]
