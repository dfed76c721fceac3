"""The index by which a text finds those it may be a copy of: the keys of the texts that articles have."""

from __future__ import annotations

import functools
import struct
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from sqlalchemy import BigInteger, CompoundSelect, Row, bindparam, select, union_all
from sqlalchemy.orm import Session

from db.engine import delete_each, in_chunks, insert_ignore, update_by_key
from db.models import Article, Signature, SignatureKey

POSTINGS_MAX = 64
SKETCHES_MAX = 128
RARE_SHARE_MIN, SHARED_SHARE_MIN = 0.05, 0.12
"""Of the keys a copy may have. 15% of the characters edited leave .27 of them, give or take .06; stock phrases, which
many texts have, are not enough."""
CANDIDATES_MAX = 50

_BYTES_A_KEY = 8
_KEYS_A_STATEMENT = 64
_NAMES = [f"key_{number}" for number in range(_KEYS_A_STATEMENT)]
_TIED_MAX = SKETCHES_MAX + POSTINGS_MAX
_WEIGHT = 1 << 40
_LEAST_WEIGHT = _WEIGHT // 256  # of a key that so many texts may have, or more: not all are looked at


class Signed(NamedTuple):
    """A text that has a signature; `held` where an article has this text."""

    id: int
    text_digest: str
    keys: bytes
    indexed: bool
    held: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        return _numbers(self.keys)


def keep(session: Session, signatures: Mapping[str, bytes]) -> None:
    """Keep the signatures of texts, by their digests; an empty one is none.

    A text whose signature was another, made by other rules, is found no more until `relink` has compared it anew. None
    is ever forgotten: any run may be undone, and brings back texts that only their signatures make findable. What an
    undo keeps of each, the whole row, is several times as long, and in the index are the texts that articles have.
    """
    known = {text.text_digest: text for text in signed(session, signatures)}
    changed = [text for text in known.values() if text.keys != signatures[text.text_digest]]
    take_out(session, [text for text in changed if text.indexed])
    update_by_key(
        session, Signature, [{"id": text.id, "keys": signatures[text.text_digest]} for text in changed]
    )
    fresh = [(digest, keys) for digest, keys in signatures.items() if keys and digest not in known]
    rows = [{"text_digest": digest, "keys": keys, "indexed": False} for digest, keys in fresh]
    insert_ignore(session, Signature, rows)


def signed(session: Session, text_digests: Iterable[str]) -> Iterator[Signed]:
    """Those of these texts that have a signature."""
    held = select(Article.id).where(Article.text_digest == Signature.text_digest).exists()
    columns = (Signature.id, Signature.text_digest, Signature.keys, Signature.indexed, held)
    for digests in in_chunks(text_digests):
        rows = session.execute(select(*columns).where(Signature.text_digest.in_(digests)))
        yield from (Signed(*row) for row in rows.all())


def put_in(session: Session, texts: Collection[Signed]) -> None:
    """Let these texts be found."""
    insert_ignore(session, SignatureKey, _rows(texts))
    update_by_key(session, Signature, [{"id": text.id, "indexed": True} for text in texts])


def take_out(session: Session, texts: Collection[Signed]) -> None:
    """Let these texts be found no more."""
    delete_each(session, SignatureKey, _rows(texts))
    update_by_key(session, Signature, [{"id": text.id, "indexed": False} for text in texts])


def candidates(session: Session, texts: Iterable[Signed]) -> dict[int, list[int]]:
    """For each of these texts, by id, the other indexed ones that may be copies of it, the likeliest first.

    A key that few texts have says more than one of a form or of a stock phrase. No more than `POSTINGS_MAX` texts of a
    key are looked at and no more than `CANDIDATES_MAX` chosen, so that a look-up costs the same however many there are:
    of hundreds of notices in one form a new one need not be compared with every other. Where no key has more texts than
    that, the order in which they came does not count.
    """
    return {text.id: _likeliest(session, text) for text in texts}


def _likeliest(session: Session, text: Signed) -> list[int]:
    found = _first_by_key(session, text)
    weights = {key: _weight(len(ids)) for key, ids in found.items()}
    ranked = []
    for row in _sketches(session, _foremost(text, found, weights)):
        numbers = _numbers(row.keys)
        shared = weights.keys() & numbers
        rare = sum(weights[key] > _LEAST_WEIGHT for key in shared)
        comparable = _comparable(text.numbers, numbers)
        if rare >= RARE_SHARE_MIN * comparable or len(shared) >= SHARED_SHARE_MIN * comparable:
            ranked.append((-sum(weights[key] for key in shared), row.text_digest, row.id))
    return [number for _, _, number in sorted(ranked)[:CANDIDATES_MAX]]


def _first_by_key(session: Session, text: Signed) -> dict[int, list[int]]:
    """For each key of the text the texts that have it, one more than are looked at."""
    found: dict[int, list[int]] = {key: [] for key in text.numbers}
    connection = session.connection()
    for start in range(0, len(text.numbers), _KEYS_A_STATEMENT):
        keys = text.numbers[start : start + _KEYS_A_STATEMENT]
        for key, number in connection.execute(_first_of_each(), dict(zip_longest(_NAMES, keys))).all():
            found[key].append(number)
    return found


@functools.cache
def _first_of_each() -> CompoundSelect[int, int]:
    columns = SignatureKey.key, SignatureKey.signature_id
    texts = select(*columns).order_by(SignatureKey.signature_id).limit(POSTINGS_MAX + 1)
    each = (texts.where(SignatureKey.key == bindparam(name, type_=BigInteger)) for name in _NAMES)
    return union_all(*(select(one.subquery()) for one in each))


def _weight(texts: int) -> int:
    """Of a key, by how many texts have it. A whole number: a sum of these is the same in any order."""
    return _WEIGHT // max(texts, 1) if texts <= POSTINGS_MAX else _LEAST_WEIGHT


def _foremost(text: Signed, found: Mapping[int, Sequence[int]], weights: Mapping[int, int]) -> list[int]:
    """The texts that the weightiest keys are shared with, and all that come up to the last of them."""
    scores: Counter[int] = Counter()
    for key, ids in found.items():
        for number in ids[:POSTINGS_MAX]:
            scores[number] += weights[key]
    scores.pop(text.id, None)
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    least = scores[ranked[SKETCHES_MAX - 1]] if len(ranked) > SKETCHES_MAX else 0
    return [number for number in ranked[:_TIED_MAX] if scores[number] >= least]


def _sketches(session: Session, ids: Iterable[int]) -> Iterator[Row[int, str, bytes]]:
    columns = (Signature.id, Signature.text_digest, Signature.keys)
    for portion in in_chunks(ids):
        yield from session.connection().execute(select(*columns).where(Signature.id.in_(portion)))


def _comparable(one: Sequence[int], other: Sequence[int]) -> int:
    """How many keys two texts would share if the shorter were a part of the longer: each sketch is all that its text
    has up to the last of its keys."""
    last = min(one[-1], other[-1])
    return min(bisect_right(one, last), bisect_right(other, last))


def _rows(texts: Iterable[Signed]) -> list[dict[str, int]]:
    return [{"key": number, "signature_id": text.id} for text in texts for number in text.numbers]


def _numbers(keys: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(keys) // _BYTES_A_KEY}q", keys)
