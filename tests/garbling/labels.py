"""What became of each character of a text, by what became of its bytes."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Sequence

from tests.garbling.stream import STOPS, Stream, Unit


class Damage(enum.StrEnum):
    """`annotated` characters are whole, with a reading behind them; `shifted-exact` ones have both their bytes in other
    characters; a byte lost `with-reading` belongs to two bytes that have a reading behind them, and so may be known."""

    CLEAN = "clean"
    ANNOTATED = "annotated"
    SHIFTED_EXACT = "shifted-exact"
    LOST_WITH_READING = "one-byte-lost-with-reading"
    LOST_OF_STOP = "one-byte-lost-stop"
    LOST_ONE = "one-byte-lost"
    LOST_BOTH = "both-bytes-lost"
    ASCII_EATEN = "ascii-eaten"


def labelled(
    gold: str, owners: Sequence[int], stream: Stream, hit: Collection[int], units: Iterable[Unit]
) -> tuple[Damage, ...]:
    """`owners` are the places in `gold` of the bytes before readings were written in, `hit` those of the first bytes
    of pairs with a reading, `units` what of the stream is still to be seen."""
    places: list[list[int]] = [[] for _ in gold]
    for origin, owner in enumerate(owners):
        places[owner].append(origin)
    whole, kept = set[int](), set[int]()
    for unit in units:
        origins = stream.origins[unit.at : unit.at + unit.size]
        kept.update(origins)
        if origins[0] >= 0 and list(origins) == places[owners[origins[0]]]:
            whole.add(owners[origins[0]])
    return tuple(_label(character, places[at], at in whole, kept, hit) for at, character in enumerate(gold))


def _label(
    character: str, places: Sequence[int], is_whole: bool, kept: Collection[int], hit: Collection[int]
) -> Damage:
    lost = [place for place in places if place not in kept]
    if not lost and len(places) == 2 and not is_whole:
        return Damage.SHIFTED_EXACT
    if not lost:
        return Damage.ANNOTATED if places[0] in hit and len(places) == 2 else Damage.CLEAN
    if len(places) == 1:
        return Damage.ASCII_EATEN
    if all(place in hit or place - 1 in hit for place in lost):
        return Damage.LOST_WITH_READING
    if len(lost) == 2:
        return Damage.LOST_BOTH
    return Damage.LOST_OF_STOP if character in STOPS else Damage.LOST_ONE
