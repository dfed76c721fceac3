"""The two bytes of a character in GBK and back, private-use characters included: what was shifted was shifted as bytes.

Python's `gb18030` knows the private-use characters that `gbk` does not, and gives every other character the same bytes.
"""

from __future__ import annotations

import functools
from typing import Final

Pair = tuple[int, int]

LEADS: Final = range(0x81, 0xFF)
TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_PRIVATE_USE: Final = range(0xE000, 0xF900)


@functools.cache
def pair_of(character: str) -> Pair | None:
    """The bytes of a character that has two; None for ASCII and for what GBK has no place for."""
    try:
        encoded = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (encoded[0], encoded[1]) if len(encoded) == 2 else None


@functools.cache
def character_of(lead: int, trail: int) -> str | None:
    """The character a person can have written that has these bytes; None where there is none."""
    if lead not in LEADS or trail < 0x40 or trail in (0x7F, 0xFF):
        return None
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return character if len(character) == 1 and not is_private_use(character) else None


def is_private_use(character: str) -> bool:
    return ord(character) in _PRIVATE_USE


def is_hidden(lead: int, trail: int) -> bool:
    """Whether the bytes are those of a private-use character, which some hosts strip."""
    if trail >= 0xA1:
        return 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE
    return 0xA1 <= lead <= 0xA7
