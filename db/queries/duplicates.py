"""Duplicates: articles of one text (exact) or of copies of it that were changed (near), linked to one original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks, update_by_key
from db.fields import DUPLICATE_FIELDS
from db.models import Article, Capture
from db.queries.relations import Group, groups, likeness, update_near

_LINKS = [getattr(Article, name) for name in DUPLICATE_FIELDS]
_FIRST_CAPTURED = (
    select(func.min(Capture.captured_at))
    .where(Capture.article_id == Article.id, Capture.outcome == "article")
    .scalar_subquery()
)
_MEMBER = (
    Article.id,
    Article.text_digest,
    Article.flags,
    Article.published_at,
    func.coalesce(_FIRST_CAPTURED, Article.captured_at).label("first_captured"),
    *_LINKS,
)


def relink(session: Session, text_digests: Iterable[str]) -> None:
    """Link the articles of each of these texts, and of all connected with them, anew, by nothing but which articles
    there are.

    The original is none from a mirror that spoils what it copies, unless all are; then the one published first, where
    that is stated; then the one captured first, whichever capture its row is read from now; then the lower id. The
    cluster has the id of the member captured first. Of one article alone all links are None.
    """
    given = frozenset(text_digests)
    found = list(groups(session, update_near(session, sorted(given))))
    members = _members(session, (digest for group in found for digest in group))
    changes = [change for group in found for change in _changes(session, group, members, given)]
    update_by_key(session, Article, changes)


def _members(session: Session, text_digests: Iterable[str]) -> Mapping[str, Sequence[Row[Any]]]:
    members = defaultdict(list)
    for digests in in_chunks(text_digests):
        for row in session.execute(select(*_MEMBER).where(Article.text_digest.in_(digests))):
            members[row.text_digest].append(row)
    return members


def _changes(
    session: Session, group: Group, members: Mapping[str, Collection[Row[Any]]], given: Container[str]
) -> Iterator[dict[str, Any]]:
    copies = sorted((row for digest in group for row in members.get(digest, ())), key=_originality)
    if not copies:
        return
    original = copies[0]
    cluster = min(copies, key=lambda row: (row.first_captured, row.id)).id if len(copies) > 1 else None
    for row in copies:
        links: tuple[Any, ...] = (None, None, None, cluster)
        if row is not original:
            links = (original.id, *_likened(session, group, row, original, given), cluster)
        if tuple(row[-len(links) :]) != links:
            yield {"id": row.id, **dict(zip(DUPLICATE_FIELDS, links, strict=True))}


def _originality(row: Row[Any]) -> tuple[Any, ...]:
    return _is_spoilt(row.flags), row.published_at is None, row.published_at, row.first_captured, row.id


def _is_spoilt(flags: Iterable[str]) -> bool:
    return any(flag == "garbled" or flag.startswith("mirror-") for flag in flags)


def _likened(
    session: Session, group: Group, row: Row[Any], original: Row[Any], given: Container[str]
) -> tuple[str, float]:
    """The kind of copy the row is, and how much of the two texts is shared."""
    if row.text_digest == original.text_digest:
        return "exact", 1.0
    jaccard = group[row.text_digest].get(original.text_digest)
    if jaccard is None:  # connected by texts between them
        jaccard = _known_jaccard(row, original, given)
    if jaccard is None:
        jaccard = likeness(session, row.text_digest, original.text_digest).jaccard
    return "near", jaccard


def _known_jaccard(row: Row[Any], original: Row[Any], given: Container[str]) -> float | None:
    """That of the link there is, if neither text can be another by now: of hundreds of copies few are compared anew."""
    if row.text_digest in given or original.text_digest in given:
        return None
    stands = row.duplicate_of == original.id and row.duplicate_kind == "near"
    return row.similarity if stands else None
