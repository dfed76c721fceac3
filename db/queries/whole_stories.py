"""Stories as an export has them: the records of a cluster together, one after another, a few hundred in memory."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Article, Signature, TextRelation
from db.queries.articles import of_time_and_source
from db.times import instant

_STORIES_AT_ONCE = 100
_ROWS_A_FETCH = 500


@dataclasses.dataclass(frozen=True, kw_only=True)
class Related:
    """A record outside the story, and what the member is to it."""

    id: str
    relation: str
    jaccard: float
    containment: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Member:
    """A record of a story. The last fields but one say what its text is to the original's; all are None for the
    original itself, and `containment` where the two texts were never compared, as others stand between them."""

    id: str
    url: str | None
    source: str
    site_name: str | None
    title: str | None
    publisher: str | None
    published_at: str | None
    captured_at: str
    duplicate_kind: str | None
    similarity: float | None
    containment: float | None
    relations: tuple[Related, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Story:
    """`members` begin with the original; the others follow as they were published, those without a date last.

    `cluster_id` is None of a record that is in no cluster. `size` is the number of members.
    """

    cluster_id: str | None
    original: str
    headline: str | None
    size: int
    first_published: str | None
    last_published: str | None
    members: tuple[Member, ...]


_OF_ARTICLE = tuple(
    field.name for field in dataclasses.fields(Member) if field.name not in ("containment", "relations")
)
_COLUMNS = tuple(getattr(Article, name) for name in (*_OF_ARTICLE, "duplicate_of", "cluster_id"))

_STORED = tuple(getattr(TextRelation, name) for name in ("relation", "jaccard", "containment"))


def stories(
    session: Session,
    *,
    sources: Collection[str] | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    singletons: bool = False,
) -> Iterator[Story]:
    """The stories of which at least one record is chosen, whole, in the order of capture of the records they are named
    after. `singletons` are the records in no cluster; the others are chosen as `articles.export` chooses records."""
    named = _named(sources, since, until, singletons).execution_options(yield_per=_ROWS_A_FETCH)
    for portion in session.execute(named).partitions(_STORIES_AT_ONCE):
        yield from _whole(session, portion)


def count(
    session: Session,
    *,
    sources: Collection[str] | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    singletons: bool = False,
) -> int:
    """How many stories `stories` gives."""
    named = _named(sources, since, until, singletons).order_by(None).subquery()
    return session.scalars(select(func.count()).select_from(named)).one()


def _named(
    sources: Collection[str] | None,
    since: datetime.datetime | None,
    until: datetime.datetime | None,
    singletons: bool,
) -> Select[str, str | None]:
    """The records that stories are named after."""
    member = aliased(Article)
    chosen = (
        select(member.id)
        .where(member.cluster_id == Article.id, *of_time_and_source(member, sources, since, until))
        .exists()
    )
    wanted: ColumnElement[bool] = and_(Article.cluster_id == Article.id, chosen)
    if singletons:
        alone = and_(Article.cluster_id.is_(None), *of_time_and_source(Article, sources, since, until))
        wanted = or_(wanted, alone)
    return select(Article.id, Article.cluster_id).where(wanted).order_by(Article.captured_at, Article.id)


def _whole(session: Session, named: Sequence[Row[str, str | None]]) -> Iterator[Story]:
    """The stories named after these records, in their order."""
    wanted = or_(
        Article.cluster_id.in_([row.cluster_id for row in named if row.cluster_id]),
        Article.id.in_([row.id for row in named if not row.cluster_id]),
    )
    rows = defaultdict(list)
    for row in session.execute(select(*_COLUMNS).where(wanted)):
        rows[row.cluster_id or row.id].append(row)
    relations = _relations(session, wanted)
    for row in named:
        yield _story(rows[row.id], relations)


def _story(rows: Sequence[Row[Any]], relations: Mapping[str, Sequence[Row[Any]]]) -> Story:
    inside = sorted(rows, key=_told)
    dated = sorted((row.published_at for row in rows if row.published_at), key=instant)
    return Story(
        cluster_id=inside[0].cluster_id,
        original=inside[0].id,
        headline=inside[0].title,
        size=len(inside),
        first_published=dated[0] if dated else None,
        last_published=dated[-1] if dated else None,
        members=tuple(_member(row, relations.get(row.id, ())) for row in inside),
    )


def _told(row: Row[Any]) -> tuple[Any, ...]:
    """The order of the members: times are compared as such, whatever the offset they are stated with."""
    undated = row.published_at is None
    return (
        row.duplicate_of is not None,
        undated,
        undated or instant(row.published_at),
        row.captured_at,
        row.id,
    )


def _member(row: Row[Any], relations: Sequence[Row[Any]]) -> Member:
    to_original = (one.containment for one in relations if one.id == row.duplicate_of)
    outside = (
        Related(id=one.id, relation=one.relation, jaccard=one.jaccard, containment=one.containment)
        for one in relations
        if one.id != row.duplicate_of
    )
    return Member(
        **{name: getattr(row, name) for name in _OF_ARTICLE},
        containment=1.0 if row.duplicate_kind == "exact" else next(to_original, None),
        relations=tuple(outside),
    )


def _relations(session: Session, wanted: ColumnElement[bool]) -> Mapping[str, Sequence[Row[Any]]]:
    """By record what is stored of its text and those of its original and of records outside its story."""
    own, other, record = aliased(Signature), aliased(Signature), aliased(Article)
    statement = (
        select(Article.id.label("member"), record.id, *_STORED)
        .join(own, own.text_digest == Article.text_digest)
        .join(TextRelation, TextRelation.signature_id == own.id)
        .join(other, other.id == TextRelation.other_id)
        .join(record, record.text_digest == other.text_digest)
        .where(wanted)
        .where(
            or_(
                record.id == Article.duplicate_of,
                Article.cluster_id.is_(None),
                record.cluster_id.is_(None),
                record.cluster_id != Article.cluster_id,
            )
        )
        .order_by(Article.id, TextRelation.jaccard.desc(), record.id)
    )
    found = defaultdict(list)
    for row in session.execute(statement):
        found[row.member].append(row)
    return found
