"""The index by which a text finds those it may be a copy of: the keys of the texts that articles have."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import delete_each, in_chunks, insert_ignore, update_by_key
from db.models import Article, Signature, SignatureKey

CANDIDATES_MAX = 50

_BYTES_A_KEY = 8


class Signed(NamedTuple):
    """A text that has a signature; `held` where an article has this text."""

    id: int
    text_digest: str
    keys: bytes
    indexed: bool
    held: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(struct.unpack(f">{len(self.keys) // _BYTES_A_KEY}q", self.keys)))


def keep(session: Session, signatures: Mapping[str, bytes]) -> None:
    """Keep the signatures of texts, by their digests; an empty one is none.

    A text whose signature was another, made by other rules, is found no more until `relink` has compared it anew.
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
    """For each of these texts, by id, the other indexed ones that share a key with it, the likeliest first.

    No more than `CANDIDATES_MAX`: of hundreds of notices in one form a new one need not be compared with every other,
    and a copy shares more keys with its like than one form with another. Of more than that, it is compared with the
    likeliest that are there when it comes.
    """
    return {text.id: _likeliest(session, text) for text in texts}


def _likeliest(session: Session, text: Signed) -> list[int]:
    other = SignatureKey.signature_id
    shares_key = SignatureKey.key.in_(text.numbers), other != text.id
    likeliest = select(other).where(*shares_key).group_by(other).order_by(func.count().desc(), other)
    return list(session.scalars(likeliest.limit(CANDIDATES_MAX)))


def _rows(texts: Iterable[Signed]) -> list[dict[str, int]]:
    return [{"key": number, "signature_id": text.id} for text in texts for number in text.numbers]
