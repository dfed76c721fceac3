"""The first look at every page: which signs of a mirror it may have, at the least cost.

Bytes of UTF-8 are searched, not characters: the first byte of a toned letter, or of a private-use character, is in no
page that has none of them, and the search for one byte costs a hundredth of any other.
"""

from __future__ import annotations

import dataclasses
from typing import Final

_FIRST_OF_HAN: Final = (b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9")
_FIRST_OF_TONED: Final = (b"\xc3", b"\xc4", b"\xc5", b"\xc7")
_FIRST_OF_PRIVATE_USE: Final = b"\xee"
_BEHIND_LOST_BYTE: Final = tuple(
    sign.encode()
    for sign in ("！", "？", "，", "；", "：", "、", "。", "!", "/p", "/h", "/d", "/s", "/a", "/t", "/l")
)
_REPLACEMENT: Final = b"\xef\xbf\xbd"
_TRADITIONAL: Final = (
    "這會個國來們"  # no byte of their code points is an ASCII letter, so they are quickly looked for
)
_ENDS: Final = 20_000
_FEWEST_BARS: Final = 12
_OF_SPAM: Final = tuple(
    sign.encode() for sign in ("久久久", "国产精品", "在线观看", "<acronym id=", "css_ganrao")
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """What a closer look is worth for: readings in brackets, damaged characters, traditional script, spam."""

    readings: bool = False
    damage: bool = False
    traditional: bool = False
    spam: bool = False


def glance_at(text: str) -> Glance | None:
    """None for a text that is no mirror's for certain. Lists and keywords are looked for at its two ends."""
    held = text.encode("utf-8", "surrogatepass")
    if not any(first in held for first in _FIRST_OF_HAN):
        return None
    glance = Glance(
        readings=any(first in held for first in _FIRST_OF_TONED),
        damage=_FIRST_OF_PRIVATE_USE in held or _is_torn(held),
        traditional=any(character in text for character in _TRADITIONAL),
        spam=_is_spammy(held[:_ENDS]) or (len(held) > _ENDS and _is_spammy(held[-_ENDS:])),
    )
    return glance if any(dataclasses.astuple(glance)) else None


def _is_torn(held: bytes) -> bool:
    if _REPLACEMENT in held:
        held = held.replace(_REPLACEMENT, b"?")
    behind = iter(held.split(b"?"))
    next(behind)
    return any(piece.startswith(_BEHIND_LOST_BYTE) for piece in behind)


def _is_spammy(end: bytes) -> bool:
    return end.count(b"|") >= _FEWEST_BARS or any(sign in end for sign in _OF_SPAM)
