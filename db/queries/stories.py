"""Stories: the records of a cluster in the order they came out, the largest clusters, and what is related to one."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Self

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from db.engine import in_chunks
from db.models import Article, Capture, Signature, TextRelation
from db.times import from_text, instant, to_text

_ROWS_A_FETCH = 500

_FIRST_CAPTURED = func.coalesce(
    select(func.min(Capture.captured_at))
    .where(Capture.article_id == Article.id, Capture.outcome == "article")
    .scalar_subquery(),
    Article.captured_at,
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A record of a story without its text. `first_captured` is of its earliest capture, whichever it is read from."""

    id: str
    cluster_id: str
    source: str
    url: str | None
    site_name: str | None
    title: str | None
    publisher: str | None
    published_at: str | None
    first_captured: str
    characters: int
    flags: tuple[str, ...]
    duplicate_of: str | None

    @property
    def came_out(self) -> datetime.datetime:
        """When it was published, or, where that is not stated, when it was first captured."""
        return instant(self.published_at) if self.published_at else from_text(self.first_captured)

    @classmethod
    def of_row(cls, row: Row[Any]) -> Self:
        return cls(**{**row._asdict(), "flags": tuple(row.flags)})


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """A record outside the story, and what its text is to one of the story's, that of `text_digest`: with
    `contained-in` it stands within that one, with `contains` it holds it. `begins` and `ends` are where in the longer
    of the two what they share stands."""

    text_digest: str
    relation: str
    jaccard: float
    containment: float
    begins: float
    ends: float
    article: Article


_COLUMNS = (
    Article.id,
    Article.cluster_id,
    Article.source,
    Article.url,
    Article.site_name,
    Article.title,
    Article.publisher,
    Article.published_at,
    _FIRST_CAPTURED.label("first_captured"),
    func.length(Article.text).label("characters"),
    Article.flags,
    Article.duplicate_of,
)


def members(session: Session, cluster_id: str) -> list[Member]:
    """All records of the cluster, in the order they came out; of those of one moment the first captured first.

    Without their texts, so that a cluster of many thousands can be held; `articles_of` has the rest.
    """
    rows = session.execute(select(*_COLUMNS).where(Article.cluster_id == cluster_id))
    return sorted(map(Member.of_row, rows), key=_moment)


def articles_of(session: Session, ids: Iterable[str]) -> Iterator[Article]:
    """The records of these ids whole, in this order, a few hundred in memory at a time; of one that is gone none."""
    for portion in in_chunks(ids):
        found = {row.id: row for row in session.scalars(select(Article).where(Article.id.in_(portion)))}
        for article_id in portion:
            if row := found.pop(article_id, None):
                session.expunge(row)
                yield row


def first_captured(session: Session, article_id: str) -> str | None:
    """When the record was captured first, whichever capture it is read from; None where there is none of this id."""
    return session.scalars(select(_FIRST_CAPTURED).where(Article.id == article_id)).first()


def largest(
    session: Session,
    limit: int,
    *,
    sources: Collection[str] | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
) -> list[tuple[str, int]]:
    """The clusters of most records, each with their number.

    Of those that a record of these `sources`, captured from `since` on and before `until`, is part of.
    """
    chosen = select(Article.cluster_id).where(Article.cluster_id.is_not(None))
    if sources is not None:
        chosen = chosen.where(Article.source.in_(sources))
    if since is not None:
        chosen = chosen.where(Article.captured_at >= to_text(since))
    if until is not None:
        chosen = chosen.where(Article.captured_at < to_text(until))
    size = func.count()
    clusters = (
        select(Article.cluster_id, size)
        .where(Article.cluster_id.in_(chosen))
        .group_by(Article.cluster_id)
        .order_by(size.desc(), Article.cluster_id)
    )
    return [(cluster, records) for cluster, records in session.execute(clusters.limit(limit)) if cluster]


def related(session: Session, text_digests: Collection[str], limit: int) -> list[Related]:
    """Records whose texts hold one of these texts, or part of one, or stand in one, and are none of their clusters';
    those that share most first, and of each record its relation to the text it shares most with."""
    own, other = aliased(Signature), aliased(Signature)
    inside = select(Article.cluster_id).where(
        Article.text_digest.in_(text_digests), Article.cluster_id.is_not(None)
    )
    relations = (
        select(own.text_digest, TextRelation, Article)
        .join(TextRelation, TextRelation.other_id == own.id)
        .join(other, other.id == TextRelation.signature_id)
        .join(Article, Article.text_digest == other.text_digest)
        .where(own.text_digest.in_(text_digests))
        .where(Article.text_digest.not_in(text_digests))
        .where(Article.cluster_id.is_(None) | Article.cluster_id.not_in(inside))
        .order_by(TextRelation.containment.desc(), TextRelation.jaccard.desc(), Article.id)
    )
    found: dict[str, Related] = {}
    for text_digest, relation, article in session.execute(relations.limit(limit * len(text_digests))):
        found.setdefault(article.id, _related(text_digest, relation, article))
    return list(found.values())[:limit]


def _related(text_digest: str, relation: TextRelation, article: Article) -> Related:
    return Related(
        text_digest=text_digest,
        relation=relation.relation,
        jaccard=relation.jaccard,
        containment=relation.containment,
        begins=relation.begins,
        ends=relation.ends,
        article=article,
    )


def _moment(member: Member) -> tuple[datetime.datetime, str, str]:
    return member.came_out, member.first_captured, member.id
