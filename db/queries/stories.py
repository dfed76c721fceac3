"""Stories: the records of a cluster in the order they came out, the largest clusters, and what is related to one."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.likeness import Relation
from db.models import Article, Signature
from db.originality import Candidate, moment
from db.queries import relations
from db.queries.articles import of_time_and_source
from db.queries.duplicates import CANDIDATE
from db.times import from_text


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Member(Candidate):
    """A record of a story without its text. `first_captured` is of its earliest capture, whichever it is read from."""

    cluster_id: str
    source: str
    url: str | None
    title: str | None
    duplicate_of: str | None

    @property
    def came_out(self) -> datetime.datetime:
        """When it was published, or, where that is not stated, when it was first captured."""
        return moment(self.published_at) or from_text(self.first_captured)

    @property
    def is_dated(self) -> bool:
        """Whether it states when it was published, in a way that can be read."""
        return moment(self.published_at) is not None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """A record outside a story, and what one of the story's texts, that of `text_digest`, is to the record's: with
    `contained-in` the record holds it, with `contains` it holds the record's. The figures are those of
    `db.likeness.Likeness`. `others` are the further records of its own story that are related too."""

    text_digest: str
    relation: Relation
    jaccard: float
    containment: float
    begins: float
    ends: float
    article: Article
    others: int


_MORE = (Article.cluster_id, Article.source, Article.url, Article.title, Article.duplicate_of)
_OUTSIDE = (Article.id, Article.text_digest, Article.cluster_id, Article.duplicate_of)
_MEMBER = (*(column.label(name) for name, column in CANDIDATE.items()), *_MORE)


def members(session: Session, cluster_id: str) -> list[Member]:
    """All records of the cluster, in the order they came out; of those of one moment the first captured first.

    Without their texts, so that a cluster of many thousands can be held; `articles_of` has the rest.
    """
    rows = session.execute(select(*_MEMBER).where(Article.cluster_id == cluster_id))
    return sorted((Member(**row) for row in rows.mappings()), key=_moment)


def size(session: Session, cluster_id: str | None) -> int:
    """How many records the cluster has."""
    counted = select(func.count()).select_from(Article).where(Article.cluster_id == cluster_id)
    return session.scalars(counted).one()


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
    return session.scalars(select(CANDIDATE["first_captured"]).where(Article.id == article_id)).first()


def is_compared(session: Session, text_digest: str | None) -> bool:
    """Whether the text has been compared with the others: not one too short for that, nor one that was stored before
    texts were compared."""
    found = select(Signature.id).where(Signature.text_digest == text_digest, Signature.indexed).limit(1)
    return session.scalars(found).first() is not None


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
    chosen = select(Article.cluster_id).where(
        Article.cluster_id.is_not(None), *of_time_and_source(Article, sources, since, until)
    )
    records = func.count()
    clusters = (
        select(Article.cluster_id, records)
        .where(Article.cluster_id.in_(chosen))
        .group_by(Article.cluster_id)
        .order_by(records.desc(), Article.cluster_id)
    )
    return [(cluster, count) for cluster, count in session.execute(clusters.limit(limit)) if cluster]


def related(
    session: Session, text_digests: Sequence[str], cluster_id: str | None, limit: int
) -> tuple[list[Related], int]:
    """Records outside the cluster whose texts hold one of these texts or part of it, or stand in it; of a story one
    record, its original if that is related. And how many such stories and records of none there are, of which these are
    the likest. The text of a record that several are related to is told beside the first."""
    likest: dict[str, tuple[str, relations.Related]] = {}
    for own in text_digests:
        for one in relations.related(session, own):
            likest.setdefault(one.text_digest, (own, one))
    outside = Article.cluster_id.is_(None) | (Article.cluster_id != cluster_id)
    rows: list[Row[Any]] = []
    for portion in in_chunks(digest for digest in likest if digest not in text_digests):
        rows += session.execute(select(*_OUTSIDE).where(Article.text_digest.in_(portion), outside))
    told = _one_a_story(rows, {digest: one for digest, (_, one) in likest.items()})
    by_id = {row.id: (row.text_digest, others) for row, others in told[:limit]}
    found = []
    for article in articles_of(session, by_id):
        digest, others = by_id[article.id]
        own, one = likest[digest]
        found.append(_related(own, one, article, others))
    return found, len(told)


def _one_a_story(
    rows: Iterable[Row[Any]], likest: Mapping[str, relations.Related]
) -> list[tuple[Row[Any], int]]:
    """The original of each story, or else the likest of its records, with how many more there are; the likest first."""

    def rank(row: Row[Any]) -> tuple[float, float, str]:
        return -likest[row.text_digest].containment, -likest[row.text_digest].jaccard, row.id

    groups = defaultdict(list)
    for row in rows:
        groups[row.cluster_id or row.id].append(row)
    told = [
        (min(group, key=lambda row: (row.duplicate_of is not None, rank(row))), len(group) - 1)
        for group in groups.values()
    ]
    return sorted(told, key=lambda one: rank(one[0]))


def _related(own: str, one: relations.Related, article: Article, others: int) -> Related:
    return Related(
        text_digest=own,
        relation=one.relation,
        jaccard=one.jaccard,
        containment=one.containment,
        begins=one.begins,
        ends=one.ends,
        article=article,
        others=others,
    )


def _moment(member: Member) -> tuple[datetime.datetime, str, str]:
    return member.came_out, member.first_captured, member.id
