"""The first look at every page: which signs of a mirror it may have, at the least cost.

Bytes of UTF-8 are searched, not characters: the first byte of a toned letter, or of a private-use character, is in no
page that has none of them, and the search for one byte costs a hundredth of any other.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Final

from crawler.extraction.mirrors.readings import TONED

_FIRST_OF_HAN: Final = (b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9")
_TONED_BY_FIRST: Final = {
    first: {letter.encode()[1:] for letter in TONED if letter.encode()[:1] == first}
    for first in (b"\xc3", b"\xc4", b"\xc5", b"\xc7")
}
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
_FEWEST_BARS: Final = 9
_LONGEST_NAME: Final = 27  # bytes
_FEWEST_TRADITIONAL: Final = 3
_END_OF_READING: Final = re.compile(rf"[{TONED}][a-zü' ]{{0,10}}[)）]")
_OF_SPAM: Final = tuple(
    sign.encode()
    for sign in (
        *(
            "久久",
            "无码",
            "国产精品",
            "精品国产",
            "黄色网",
            "在线观看",
            "免费下载",
            "官方入口",
            "高清完整",
            "手机版安装",
            "棋牌",
            "博彩",
        ),
        *("<acronym id=", "<optgroup id=", "<samp id=", "<kbd id=", "<bdo id=", "css_ganrao"),
    )
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
        readings=_has_toned(held) and _END_OF_READING.search(text) is not None,
        damage=_FIRST_OF_PRIVATE_USE in held or _is_torn(held),
        traditional=sum(character in text for character in _TRADITIONAL) >= _FEWEST_TRADITIONAL,
        spam=_is_spammy(held[:_ENDS]) or (len(held) > _ENDS and _is_spammy(held[-_ENDS:])),
    )
    return glance if any(dataclasses.astuple(glance)) else None


def _has_toned(held: bytes) -> bool:
    """Whether any letter with a tone is there; a sign of multiplication begins with the same byte, and is none."""
    return any(
        piece[:1] in seconds
        for first, seconds in _TONED_BY_FIRST.items()
        if first in held
        for piece in held.split(first)[1:]
    )


def _is_torn(held: bytes) -> bool:
    """Whether a question mark stands behind a character that is not ASCII, and before what a torn one leaves."""
    pieces = held.replace(_REPLACEMENT, b"?").split(b"?")
    return any(
        piece.startswith(_BEHIND_LOST_BYTE) and before[-1:] >= b"\x80"
        for before, piece in itertools.pairwise(pieces)
    )


def _is_spammy(end: bytes) -> bool:
    return any(sign in end for sign in _OF_SPAM) or (
        end.count(b"|") >= _FEWEST_BARS and _has_names_in_a_row(end)
    )


def _has_names_in_a_row(end: bytes) -> bool:
    """Whether bars set apart nothing but a few characters each, many times on end."""
    names = 0
    for piece in end.split(b"|"):
        name = piece.replace(b"&nbsp;", b"").strip()
        if name.endswith(b"</a>") and name.startswith(b"<a "):
            name = name[name.find(b">") + 1 : -4]
        names = (
            names + 1
            if _FIRST_OF_HAN[0] <= name[:1] <= _FIRST_OF_HAN[-1] and len(name) <= _LONGEST_NAME
            else 0
        )
        if names >= _FEWEST_BARS:
            return True
    return False
