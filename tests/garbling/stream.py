"""A text as bytes of GBK of which each knows where it comes from, and what a mirror does to them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Final

STOPS: Final = "，。！？；：、"
WRITTEN_IN: Final = -1
"""The origin of the bytes of a reading."""
_EURO: Final = 0x80
"""No lead byte for PHP's mbstring but the euro sign alone, so that what follows is aligned again: in 個, 還, 線."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """`origins` are the places of the bytes before anything was written in, or WRITTEN_IN."""

    held: bytes
    origins: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """What one step of decoding takes: the bytes from `at` on, `size` of them, and the character they are.

    None where they are none: a lead byte alone, or a pair that is no character."""

    at: int
    size: int
    character: str | None


def encoded(text: str) -> tuple[bytes, tuple[int, ...]]:
    """The bytes, and for each the place of its character; what GBK has not is a question mark."""
    parts = [_bytes_of(character) for character in text]
    return b"".join(parts), tuple(place for place, part in enumerate(parts) for _ in part)


def annotated(held: bytes, readings: Mapping[str, str]) -> tuple[Stream, frozenset[int]]:
    """With the readings written in, and the places of the first of two bytes that have one behind them.

    Replacing goes by code point, byte by byte: where two patterns overlap, the lower character is there first."""
    stream = Stream(held=held, origins=tuple(range(len(held))))
    hit: set[int] = set()
    for character in sorted(readings):
        pattern = character.encode("gbk")
        if pattern in stream.held:
            stream, places = _with_reading(stream, pattern, f"({readings[character]})".encode("gb18030"))
            hit.update(places)
    return stream, frozenset(hit)


def cut_places(held: bytes, stops: str = STOPS) -> tuple[int, ...]:
    """Where the bytes of a stop begin, wherever in the bytes they stand."""
    patterns = {stop.encode("gbk") for stop in stops}
    return tuple(at for at in range(len(held) - 1) if held[at : at + 2] in patterns)


def decoded(held: bytes, cuts: Collection[int], *, spares_white_space: bool = False) -> Iterator[Unit]:
    """Piece by piece: at a cut a new piece begins, and two bytes that belong together are parted.

    As PHP's mbstring decodes: a bad pair is lost whole. Before PHP 8 white space is spared, the lead byte before it is
    alone."""
    edges = [0, *sorted(cuts), len(held)]
    for begins, ends in itertools.pairwise(edges):
        at = begins
        while at < ends:
            is_pair = held[at] > _EURO and at + 1 < ends
            size = 2 if is_pair and not (spares_white_space and held[at + 1] <= 0x20) else 1
            yield Unit(at=at, size=size, character=_character(held[at : at + size]))
            at += size


def _bytes_of(character: str) -> bytes:
    try:
        pair = character.encode("gb18030")
    except UnicodeEncodeError:
        return b"?"
    return pair if len(pair) <= 2 else b"?"


def _with_reading(stream: Stream, pattern: bytes, reading: bytes) -> tuple[Stream, list[int]]:
    held, origins, places, begins = bytearray(), list[int](), list[int](), 0
    while (at := stream.held.find(pattern, begins)) >= 0:
        ends = at + len(pattern)
        held += stream.held[begins:ends] + reading
        origins += [*stream.origins[begins:ends], *[WRITTEN_IN] * len(reading)]
        places.append(stream.origins[at])
        begins = ends
    held += stream.held[begins:]
    origins += stream.origins[begins:]
    return Stream(held=bytes(held), origins=tuple(origins)), places


def _character(piece: bytes) -> str | None:
    if piece[0] == _EURO:
        return "€"
    try:
        return piece.decode("gb18030")
    except UnicodeDecodeError:
        return None
