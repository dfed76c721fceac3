"""A mirror: traditional characters, readings written into their bytes, cuts, a decoder, and spam around it all."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Mapping, Sequence
from typing import Final

from tests.garbling.labels import Damage, labelled
from tests.garbling.script import traditional
from tests.garbling.spam import Spam, spammed
from tests.garbling.stream import STOPS, Stream, Unit, annotated, cut_places, decoded, encoded
from tests.garbling.table import readings_for

TO_ASCII: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PRIVATE_USE: Final = range(0xE000, 0xF900)
_TAG = re.compile(r"(<[^<>]*>)")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mirror:
    """How one mirror corrupts one page; the same values give the same page.

    `share` is the part of all converted characters that have a reading on this page, unless `readings` says which; the
    text is cut at a `cut_share` of the byte patterns of `stops`, unless `cuts` gives the places in the bytes. A stop
    that stands in text already a byte off puts it right again if it is cut there: not with `cuts_mend` off.
    `lone_lead` is what a lead byte at the end of a piece becomes, and with `spares_white_space` one before white space.
    """

    seed: int = 0
    share: float = 0.3
    readings: Mapping[str, str] | None = None
    cut_share: float = 0.77
    stops: str = STOPS
    cuts: Sequence[int] | None = None
    cuts_mend: bool = True
    lone_lead: str = "?"
    spares_white_space: bool = False
    keeps_private_use: bool = True
    folds_to_ascii: bool = False
    damages_markup: bool = True
    spam: frozenset[Spam] = frozenset()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Corrupted:
    """`labels` has the damage of each character of `gold`; `stream` is what was decoded, before any cut."""

    text: str
    gold: str
    labels: tuple[Damage, ...]
    readings: Mapping[str, str]
    cuts: tuple[int, ...]
    stream: Stream


def corrupted(gold: str, mirror: Mirror) -> Corrupted:
    """What the mirror makes of a simplified text or of a page; the gold has no part of the mirror's spam."""
    readings = mirror.readings
    if readings is None:
        readings = readings_for(mirror.share, random.Random(f"readings {mirror.seed}"))
    draw = random.Random(f"cuts {mirror.seed}")
    if mirror.damages_markup:
        whole = _damaged(gold, mirror, readings, draw)
    else:
        whole = _around_tags(gold, mirror, readings, draw)
    text = spammed(whole.text, mirror.spam, random.Random(f"spam {mirror.seed}"))
    return dataclasses.replace(whole, text=text)


def _damaged(gold: str, mirror: Mirror, readings: Mapping[str, str], draw: random.Random) -> Corrupted:
    held, owners = encoded(traditional(gold))
    stream, hit = annotated(held, readings)
    cuts = tuple(_cuts(stream, owners, mirror, draw) if mirror.cuts is None else mirror.cuts)
    units = tuple(decoded(stream.held, cuts, spares_white_space=mirror.spares_white_space))
    text = "".join(_seen(unit, mirror) for unit in units)
    text = text.translate(TO_ASCII) if mirror.folds_to_ascii else text
    labels = labelled(gold, owners, stream, hit, [unit for unit in units if _survives(unit, mirror)])
    return Corrupted(text=text, gold=gold, labels=labels, readings=readings, cuts=cuts, stream=stream)


def _around_tags(gold: str, mirror: Mirror, readings: Mapping[str, str], draw: random.Random) -> Corrupted:
    """The text between tags is damaged on its own, the tags not at all."""
    parts = [_damaged(part, mirror, readings, draw) for part in _TAG.split(gold)[::2]]
    tags = [*_TAG.split(gold)[1::2], ""]
    text = "".join(part.text + tag for part, tag in zip(parts, tags, strict=True))
    labels = [
        label
        for part, tag in zip(parts, tags, strict=True)
        for label in (*part.labels, *[Damage.CLEAN] * len(tag))
    ]
    return dataclasses.replace(parts[0], text=text, gold=gold, labels=tuple(labels))


def _cuts(stream: Stream, owners: Sequence[int], mirror: Mirror, draw: random.Random) -> list[int]:
    """The places are drawn for in their order."""
    cuts = [at for at in cut_places(stream.held, mirror.stops) if draw.random() < mirror.cut_share]
    return cuts if mirror.cuts_mend else [at for at in cuts if not _is_whole(stream, owners, at)]


def _is_whole(stream: Stream, owners: Sequence[int], at: int) -> bool:
    """The two bytes belong to one character of the text."""
    first, second = stream.origins[at : at + 2]
    return first >= 0 and second >= 0 and owners[first] == owners[second]


def _seen(unit: Unit, mirror: Mirror) -> str:
    if unit.character is None:
        return mirror.lone_lead if unit.size == 1 else "?"
    return unit.character if _survives(unit, mirror) else ""


def _survives(unit: Unit, mirror: Mirror) -> bool:
    """Some hosts strip characters of private use."""
    return unit.character is not None and (
        mirror.keeps_private_use or ord(unit.character) not in _PRIVATE_USE
    )
