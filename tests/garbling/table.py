"""Which characters a page has readings for, and which ones."""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping
from typing import Final

from pypinyin import Style, pinyin

from tests.garbling.script import to_traditional

RARER_READING: Final = 0.2
"""How many in a hundred characters of several readings have one of the rarer ones, on all of a page."""


def readings_for(share: float, draw: random.Random) -> Mapping[str, str]:
    """A `share` of all characters that conversion makes, each with the one reading it has on the page."""
    characters = sorted(set(to_traditional().values()))
    chosen = sorted(draw.sample(characters, round(share * len(characters))))
    return {character: reading for character in chosen if (reading := _reading(character, draw))}


def _reading(character: str, draw: random.Random) -> str | None:
    """None where the dictionary has none that GBK can write."""
    known = _known(character)
    if not known:
        return None
    return draw.choice(known[1:]) if known[1:] and draw.random() < RARER_READING else known[0]


@functools.cache
def _known(character: str) -> tuple[str, ...]:
    """The most usual first."""
    readings = pinyin(character, style=Style.TONE, heteronym=True)[0]
    return tuple(reading for reading in readings if reading != character and _writable(reading))


def _writable(reading: str) -> bool:
    try:
        reading.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
