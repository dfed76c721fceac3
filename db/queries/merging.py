"""Which texts make one story, kept in step with what they are to each other."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from db.clusters import COPY_SPAN, HOLDERS_MAX, Carried, Neighbourhood, components, is_copy
from db.engine import in_chunks, update_by_key
from db.likeness import folded
from db.models import Article, Signature, TextRelation, table_of
from db.originality import is_spoilt, period, voices
from db.places import Part
from db.queries.relations import Compared, Pair, digests_of, pair_of

_CONNECTING_MAX = 500
_VERSION_JACCARD = 0.1  # a shorter text that shares less is no version: it is too short for one

_IS_COPY = and_(TextRelation.relation == "near", TextRelation.ends - TextRelation.begins > COPY_SPAN)
_IS_HELD = and_(TextRelation.relation == "contained-in", TextRelation.jaccard >= _VERSION_JACCARD)
_MAY_CHANGE = or_(TextRelation.merges.is_(True), TextRelation.relation == "near")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """Texts, by digest, whose stories may be others now, and the pairs among them that are `joined` now. Unless some
    `parted`, whatever else was one story still is."""

    texts: frozenset[str]
    joined: frozenset[tuple[str, str]]
    parted: bool


def settle(session: Session, compared: Compared) -> Settled:
    """Decide anew which texts merge, where that can be otherwise by now: of these texts and their direct neighbours.

    Nothing beyond the neighbours of those is read, however many texts there are.
    """
    given = list(_rows(session, compared.given))
    stored = _asked(session, compared, given)
    merging = set(_merging(session, stored))
    _store(session, {part: part in merging for part, merges in stored.items() if merges != (part in merging)})
    now = {_pair(part) for part in merging} | {_pair_of_row(row) for row in given if _is_copy(row)}
    known = {_pair(part): merges for part, merges in stored.items()} | dict(compared.before)
    before = {pair for pair, merges in known.items() if merges}
    moved = (before ^ now) | {pair for pair in now if not compared.given.keys().isdisjoint(pair)}
    digests = digests_of(session, set(compared.given).union(*moved))
    return Settled(
        texts=frozenset(digests.values()),
        joined=frozenset((digests[one], digests[other]) for one, other in moved & now),
        parted=not _are_connected(session, before - now, compared),
    )


def merging_pairs(session: Session, text_digests: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of these texts with each that it merges with."""
    own, other = aliased(Signature), aliased(Signature)
    pairs = (
        select(own.text_digest, other.text_digest)
        .join(TextRelation, TextRelation.signature_id == own.id)
        .join(other, other.id == TextRelation.other_id)
        .where(TextRelation.merges.is_(True))
    )
    for portion in in_chunks(text_digests):
        yield from (
            (row[0], row[1]) for row in session.execute(pairs.where(own.text_digest.in_(portion))).all()
        )


def _asked(session: Session, compared: Compared, given: Iterable[Row[Any]]) -> dict[Part, bool]:
    """The parts of which it is decided anew, with what was decided last: all of these texts; all of the longer ones
    that they are part of; and where the shorter ones stand that they hold."""
    parts = [row for row in given if not _is_copy(row)]
    own = (compared.given.keys() | set(chain.from_iterable(compared.before))) - compared.gone
    wholes = own.union(row.other_id for row in parts if not row.longer)
    pieces = own.union(row.other_id for row in parts if row.longer and row.relation != "near")
    hubs = _hubs(session, pieces)
    found = chain(
        _rows(session, wholes, TextRelation.longer.is_(True), not_(_IS_COPY)),
        _rows(session, pieces - hubs, TextRelation.longer.is_(False), not_(_IS_COPY)),
        # what so many others hold merges with none of them; it may have, when they were fewer
        _rows(session, hubs, TextRelation.longer.is_(False), not_(_IS_COPY), _MAY_CHANGE),
    )
    return {_part(row): row.merges for row in found}


def _merging(session: Session, asked: Collection[Part]) -> Iterator[Part]:
    versions = {part.shorter for part in asked if not part.near and part.is_long_enough}
    hubs = _hubs(session, versions)
    held = map(_part, _rows(session, versions - hubs, _IS_HELD))
    parts = dict.fromkeys((*asked, *held))
    around = Neighbourhood(
        parts=parts, related=list(_related(session, parts)), carried=_carried(session, parts), hubs=hubs
    )
    likely = [part for part in asked if around.may_merge(part)]
    longer = {part.longer for part in likely}
    beside = _rows(session, longer, TextRelation.longer.is_(True), not_(_IS_COPY))
    parts |= dict.fromkeys(map(_part, beside))
    around = dataclasses.replace(around, parts=parts, carried=_carried(session, parts))
    yield from filter(around.merges, likely)


def _rows(session: Session, ids: Iterable[int], *conditions: ColumnElement[bool]) -> Iterator[Row[Any]]:
    columns = table_of(TextRelation).columns
    for portion in in_chunks(ids):
        yield from session.execute(
            select(*columns).where(TextRelation.signature_id.in_(portion), *conditions)
        ).all()


def _hubs(session: Session, ids: Iterable[int]) -> set[int]:
    """Those of these texts that too many others hold."""
    return {
        text
        for portion in in_chunks(ids)
        for text in session.scalars(
            select(TextRelation.signature_id)
            .where(TextRelation.signature_id.in_(portion), _IS_HELD)
            .group_by(TextRelation.signature_id)
            .having(func.count() > HOLDERS_MAX)
        )
    }


def _related(session: Session, parts: Iterable[Part]) -> Iterator[Pair]:
    """The pairs of texts that hold the same one and are something to each other."""
    holders = defaultdict(set)
    for part in parts:
        if not part.near and part.is_long_enough:
            holders[part.shorter].add(part.longer)
    for texts in {frozenset(texts) for texts in holders.values() if len(texts) > 1}:
        columns = (TextRelation.signature_id, TextRelation.other_id)
        within = TextRelation.signature_id.in_(texts), TextRelation.other_id.in_(texts)
        yield from ((row[0], row[1]) for row in session.execute(select(*columns).where(*within)).all())


def _carried(session: Session, parts: Iterable[Part]) -> dict[int, Carried]:
    ids = {text for part in parts for text in (part.shorter, part.longer)}
    found: dict[int, list[Any]] = defaultdict(list)
    names = ("title", "published_at", "flags", "publisher", "site_name", "url")
    columns = (Signature.id, *(getattr(Article, name) for name in names))
    articles = select(*columns).join(Article, Article.text_digest == Signature.text_digest)
    for portion in in_chunks(ids):
        for row in session.execute(articles.where(Signature.id.in_(portion))):
            found[row.id].append(row)
    return {text: _carried_by(found[text]) for text in ids}


def _carried_by(articles: Collection[Row[Any]]) -> Carried:
    stated = [period(row.published_at) for row in articles if not is_spoilt(row.flags)]
    dated = [dates for dates in stated if dates]
    return Carried(
        titles=frozenset(folded(row.title) for row in articles if row.title),
        voices=frozenset().union(*(voices(row.publisher, row.site_name, row.url) for row in articles)),
        first=(min(first for first, _ in dated), min(last for _, last in dated)) if dated else None,
    )


def _store(session: Session, changes: Mapping[Part, bool]) -> None:
    pairs = [(part.shorter, part.longer, merges) for part, merges in changes.items()]
    rows = [
        {"signature_id": one, "other_id": other, "merges": merges}
        for shorter, longer, merges in pairs
        for one, other in ((shorter, longer), (longer, shorter))
    ]
    update_by_key(session, TextRelation, rows)


def _are_connected(session: Session, lost: Collection[Pair], compared: Compared) -> bool:
    """Whether the texts of pairs that merge no more are still one story, by nothing but each other and those given."""
    together = defaultdict(set)
    for pair in lost:
        left = set(pair) - compared.gone
        together[next(iter(set(pair) - left), pair)].update(left)
    ends = set().union(*together.values())
    if len(ends) > _CONNECTING_MAX:
        return False
    rows = _rows(session, ends, TextRelation.merges.is_(True))
    groups = list(
        components(ends | compared.given.keys(), ((row.signature_id, row.other_id) for row in rows))
    )
    return all(any(texts <= group for group in groups) for texts in together.values())


def _part(row: Row[Any]) -> Part:
    one, other = row.signature_id, row.other_id
    return Part(
        shorter=other if row.longer else one,
        longer=one if row.longer else other,
        near=row.relation == "near",
        jaccard=row.jaccard,
        containment=row.containment,
        begins=row.begins,
        ends=row.ends,
    )


def _is_copy(row: Row[Any]) -> bool:
    return is_copy(near=row.relation == "near", begins=row.begins, ends=row.ends)


def _pair(part: Part) -> Pair:
    return pair_of(part.shorter, part.longer)


def _pair_of_row(row: Row[Any]) -> Pair:
    return pair_of(row.signature_id, row.other_id)
