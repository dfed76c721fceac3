"""What texts are to each other, kept in step with which texts articles have."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, cast

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, aliased

from db.clusters import is_copy
from db.engine import in_chunks, insert_ignore
from db.likeness import SHARED_MIN, Likeness, Relation, Shingled, compare, shingled
from db.models import Article, Signature, TextRelation
from db.queries import signatures
from db.queries.signatures import Signed

_NEAR_JACCARD = 0.3
_CONTAINED_SHARE = 0.5
_TEXTS_A_GROUP = 64

Pair = tuple[int, int]
"""Two texts by the ids of their signatures, the lower first."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """Another text, and what the one asked about is to it; the figures are those of `db.likeness.Likeness`."""

    text_digest: str
    relation: Relation
    jaccard: float
    containment: float
    begins: float
    ends: float


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """The texts given that have a signature, by id; those that no article has any more (`gone`); and what was known of
    these, and of those compared now: pairs, and whether they merged."""

    given: Mapping[int, str]
    gone: frozenset[int]
    before: Mapping[Pair, bool]


class Kinship(NamedTuple):
    """What the text of a copy is to the original's: `duplicate_kind` and `similarity` of its article."""

    kind: str
    similarity: float | None


def update_relations(session: Session, text_digests: Collection[str]) -> Compared:
    """Compare those of these texts that articles have only now, and forget those that none has any more."""
    texts = list(signatures.signed(session, text_digests))
    gone = [text for text in texts if text.indexed and not text.held]
    fresh = [text for text in texts if text.held and not text.indexed and text.keys]
    changed = frozenset(text.id for text in (*gone, *fresh))
    before = _merging(session, changed)
    unread = _not_indexed(session, {text for pair in before for text in pair} - changed)
    _forget(session, changed)
    signatures.take_out(session, gone)
    signatures.put_in(session, fresh)
    for asked in _in_groups(_to_compare(session, fresh, before, unread)):
        insert_ignore(session, TextRelation, list(_relation_rows(session, asked)))
    given = {text.id: text.text_digest for text in texts}
    return Compared(given=given, gone=frozenset(text.id for text in gone), before=before)


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
    return compare(_shingled(session, one), _shingled(session, other))


def kinships(session: Session, text_digests: Iterable[str]) -> dict[str, dict[str, Kinship]]:
    """For each of these texts what all others that are stored are to it."""
    found: dict[str, dict[str, Kinship]] = {digest: {} for digest in text_digests}
    own, other = aliased(Signature), aliased(Signature)
    asked = (
        select(own.text_digest, other.text_digest, TextRelation.relation, TextRelation.jaccard)
        .join(TextRelation, TextRelation.signature_id == other.id)
        .join(own, own.id == TextRelation.other_id)
    )
    for portion in in_chunks(found):
        for row in session.execute(asked.where(own.text_digest.in_(portion))):
            found[row[0]][row[1]] = Kinship(row.relation, row.jaccard)
    return found


def kinship(session: Session, text_digest: str, other: str) -> Kinship:
    """What a text is to another of its story that it may have little in common with: two parts of a third are near,
    unless one holds most of the other. `similarity` is None where they share next to nothing."""
    one, theirs = _shingled(session, text_digest), _shingled(session, other)
    found = compare(one, theirs)
    if found.containment < SHARED_MIN:
        return Kinship("near", None)
    if found.relation or found.jaccard >= _NEAR_JACCARD or found.containment < _CONTAINED_SHARE:
        return Kinship(found.relation or "near", found.jaccard)
    is_shorter = len(one.shingles) < len(theirs.shingles)
    return Kinship("contained-in" if is_shorter else "contains", found.jaccard)


def digests_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    columns = (Signature.id, Signature.text_digest)
    return {
        row[0]: row[1]
        for portion in in_chunks(ids)
        for row in session.execute(select(*columns).where(Signature.id.in_(portion)))
    }


def pair_of(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _shingled(session: Session, text_digest: str) -> Shingled:
    # of any of its articles: texts of one digest have the same letters
    text = select(Article.text).where(Article.text_digest == text_digest).limit(1)
    return shingled(session.scalars(text).one())


def _merging(session: Session, ids: Iterable[int]) -> dict[Pair, bool]:
    columns = (TextRelation.signature_id, TextRelation.other_id, TextRelation.merges)
    return {
        pair_of(one, other): merges
        for portion in in_chunks(ids)
        for one, other, merges in session.execute(
            select(*columns).where(TextRelation.signature_id.in_(portion))
        )
    }


def _not_indexed(session: Session, ids: Iterable[int]) -> set[int]:
    """Those of these texts that articles have and the index does not, as it holds other keys than when they were
    read."""
    held = select(Article.id).where(Article.text_digest == Signature.text_digest).exists()
    return {
        found
        for portion in in_chunks(ids)
        for found in session.scalars(
            select(Signature.id).where(Signature.id.in_(portion), ~Signature.indexed, held)
        )
    }


def _forget(session: Session, ids: Iterable[int]) -> None:
    for portion in in_chunks(ids):
        either = or_(TextRelation.signature_id.in_(portion), TextRelation.other_id.in_(portion))
        session.execute(delete(TextRelation).where(either).execution_options(synchronize_session=False))


def _to_compare(
    session: Session, fresh: Collection[Signed], before: Iterable[Pair], unread: Collection[int]
) -> Mapping[int, list[int]]:
    """For each fresh text the others it may be something to; a pair of fresh ones comes once.

    Of those it had to do with before, the ones that the index cannot find yet are among them: until a re-parse has
    read all again, nothing parts for want of keys.
    """
    known = defaultdict(set)
    for one, other in before:
        known[one].add(other)
        known[other].add(one)
    chosen: dict[int, list[int]] = {}
    for one, others in sorted(signatures.candidates(session, fresh).items()):
        asked = dict.fromkeys([*others, *sorted(known[one].intersection(unread))])
        chosen[one] = [other for other in asked if one not in chosen.get(other, ())]
    return chosen


def _in_groups(asked: Mapping[int, Sequence[int]]) -> Iterator[dict[int, Sequence[int]]]:
    """A few at a time, so that texts are read together and not too many of them."""
    group: dict[int, Sequence[int]] = {}
    texts = 0
    for one, others in asked.items():
        if others:
            group[one] = others
            texts += len(others) + 1
        if texts >= _TEXTS_A_GROUP:
            yield group
            group, texts = {}, 0
    yield group


def _relation_rows(session: Session, asked: Mapping[int, Sequence[int]]) -> Iterator[dict[str, Any]]:
    texts = dict(_texts(session, {*asked, *chain.from_iterable(asked.values())}))
    for one, others in asked.items():
        own = shingled(texts[one])
        for other in others:
            theirs = shingled(texts[other])
            found = compare(own, theirs)
            if found.relation:
                longer = (len(own.letters), own.letters) > (len(theirs.letters), theirs.letters)
                yield {"signature_id": one, "other_id": other, **_figures(found, longer)}
                yield {"signature_id": other, "other_id": one, **_figures(found.reversed, not longer)}


def _figures(found: Likeness, longer: bool) -> dict[str, Any]:
    merges = is_copy(near=found.near, begins=found.begins, ends=found.ends)
    return {
        "relation": found.relation,
        "jaccard": found.jaccard,
        "containment": found.containment,
        "begins": found.begins,
        "ends": found.ends,
        "longer": longer,
        "merges": merges,
    }


def _texts(session: Session, ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    # of any of its articles: texts of one digest have the same letters
    text = select(Article.text).where(Article.text_digest == Signature.text_digest).limit(1).scalar_subquery()
    for portion in in_chunks(ids):
        for row in session.execute(select(Signature.id, text).where(Signature.id.in_(portion))):
            yield row[0], row[1]
