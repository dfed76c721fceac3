"""What texts are to each other, kept in step with which texts articles have."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import in_chunks, insert_ignore
from db.likeness import Likeness, Relation, Shingled, compare
from db.models import Article, Signature, TextRelation
from db.queries import signatures
from db.queries.signatures import Signed

Group = Mapping[str, Mapping[str, float]]
"""Texts that are connected by being near: for each the ones near to it, with the Jaccard index of the two."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """Another text, and what the one asked about is to it; the figures are those of `db.likeness.Likeness`."""

    text_digest: str
    relation: Relation
    jaccard: float
    containment: float
    begins: float
    ends: float


def update_near(session: Session, text_digests: Collection[str]) -> set[str]:
    """Compare those of these texts that articles have only now, and forget those that none has any more.

    What comes back are the texts whose groups may be others for it: these, and what was near to one forgotten.
    """
    texts = list(signatures.signed(session, text_digests))
    gone = [text for text in texts if text.indexed and not text.held]
    left = {other for near in _near(session, [text.id for text in gone]).values() for other in near}
    signatures.take_out(session, gone)
    fresh = [text for text in texts if text.held and not text.indexed]
    signatures.put_in(session, fresh)
    for one, others in _to_compare(session, fresh).items():
        insert_ignore(session, TextRelation, list(_near_rows(session, one, others)))
    return {*text_digests, *_digests(session, left).values()}


def groups(session: Session, text_digests: Collection[str]) -> Iterator[Group]:
    """The groups of these texts, each once; a text that is near to none is a group by itself."""
    by_id = _connected(session, (text.id for text in signatures.signed(session, text_digests)))
    digests = _digests(session, by_id)
    by_digest: dict[str, Mapping[str, float]] = {digest: {} for digest in text_digests}
    for one, near in by_id.items():
        by_digest[digests[one]] = {digests[other]: jaccard for other, jaccard in near.items()}
    while by_digest:
        reached = _reached(next(iter(by_digest)), by_digest)
        yield {digest: by_digest.pop(digest) for digest in reached}


def related(session: Session, text_digest: str) -> list[Related]:
    """All texts that this one is something to, the likest first; whether or not they are of one cluster."""
    figures = [getattr(TextRelation, field.name) for field in dataclasses.fields(Related)[1:]]
    own = select(Signature.id).where(Signature.text_digest == text_digest).scalar_subquery()
    found = session.execute(
        select(Signature.text_digest, *figures)
        .join(TextRelation, TextRelation.other_id == Signature.id)
        .where(TextRelation.signature_id == own)
        .order_by(TextRelation.jaccard.desc(), Signature.text_digest)
    ).mappings()
    return [Related(**{**row, "relation": cast("Relation", row["relation"])}) for row in found]


def likeness(session: Session, one: str, other: str) -> Likeness:
    """Of two texts that articles have, by their digests."""
    text = select(Article.text).limit(1)
    texts = (
        session.scalars(text.where(Article.text_digest == text_digest)).one() for text_digest in (one, other)
    )
    return compare(*map(Shingled.of, texts))


def _to_compare(session: Session, fresh: Collection[Signed]) -> Mapping[int, list[int]]:
    """For each fresh text the others it may be near to; a pair of fresh ones comes once."""
    chosen: dict[int, list[int]] = {}
    for one, others in sorted(signatures.candidates(session, fresh).items()):
        chosen[one] = [other for other in others if one not in chosen.get(other, ())]
    return chosen


def _near_rows(session: Session, one: int, others: Collection[int]) -> Iterator[dict[str, Any]]:
    if not others:
        return
    [own] = [Shingled.of(text) for _, text in _texts(session, [one])]
    for other, text in _texts(session, others):
        found = compare(own, Shingled.of(text))
        if found.relation:
            yield {"signature_id": one, "other_id": other, **dataclasses.asdict(found)}
            yield {"signature_id": other, "other_id": one, **dataclasses.asdict(found.reversed)}


def _texts(session: Session, ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    # of any of its articles: texts of one digest have the same letters
    text = select(Article.text).where(Article.text_digest == Signature.text_digest).limit(1).scalar_subquery()
    for portion in in_chunks(ids):
        for row in session.execute(select(Signature.id, text).where(Signature.id.in_(portion))):
            yield row[0], row[1]


def _connected(session: Session, ids: Iterable[int]) -> dict[int, dict[int, float]]:
    """What is near to these texts, to what is near to them, and so on."""
    found: dict[int, dict[int, float]] = {}
    new = set(ids)
    while new:
        found |= _near(session, new)
        new = {other for one in new for other in found.get(one, ())} - found.keys()
    return found


def _near(session: Session, ids: Iterable[int]) -> dict[int, dict[int, float]]:
    columns = (TextRelation.signature_id, TextRelation.other_id, TextRelation.jaccard)
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for portion in in_chunks(ids):
        for one, other, jaccard in session.execute(
            select(*columns).where(TextRelation.signature_id.in_(portion), TextRelation.relation == "near")
        ):
            found[one][other] = jaccard
    return found


def _digests(session: Session, ids: Iterable[int]) -> dict[int, str]:
    columns = (Signature.id, Signature.text_digest)
    return {
        row[0]: row[1]
        for portion in in_chunks(ids)
        for row in session.execute(select(*columns).where(Signature.id.in_(portion)))
    }


def _reached(start: str, near: Mapping[str, Iterable[str]]) -> list[str]:
    """The text and all it is connected with."""
    reached = {start: None}
    waiting = [start]
    while waiting:
        for other in near[waiting.pop()]:
            if other not in reached:
                reached[other] = None
                waiting.append(other)
    return list(reached)
