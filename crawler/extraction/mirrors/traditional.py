"""Simplified and traditional characters one to one, and the whole text back to simplified; the tables are OpenCC's.

OpenCC is loaded at the first corrupted page and not before: a clean crawl does not pay for it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Final

from crawler.extraction.mirrors.gbk import LEADS, TRAILS, character_of

_FIRST_HAN: Final = "\u3400"
_LAST_HAN: Final = "\u9fff"
_PARTICLE: Final = "着"
# what OpenCC leaves as it is, is a particle but in the words for writing and for being known
_ZHU: Final = re.compile(
    r"著名(?![字单])|著[作者述称]|著书立说|著有(?=[《〈])|[显原专巨卓昭遗土编译]著|名著(?![装火迷急陆])"
    r"|(?<![讨谈议争辩评])论著|(?<![配结混联融符])合著|著"
)


def is_han(character: str) -> bool:
    return _FIRST_HAN <= character <= _LAST_HAN


def made_simplified(text: str) -> str:
    """The text in simplified characters, word by word, as long as it was: positions in it stay true."""
    converted = _converter("t2s")(text)
    whole = converted if len(converted) == len(text) else "".join(map(simplified, text))
    return _ZHU.sub(_read_in_its_word, whole)


def _read_in_its_word(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else _PARTICLE


def simplified(character: str) -> str:
    """The simplified form of one character by itself; what has none is its own."""
    return _simplified_forms().get(character, character)


def is_traditional(character: str) -> bool:
    """Whether the character's simplified form is another."""
    return character in _simplified_forms()


def is_only_simplified(character: str) -> bool:
    """Whether no traditional text has the character: 发, but not 后, which was a word before it stood for 後."""
    return character in _only_simplified()


@functools.cache
def _converter(direction: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(direction).convert
    return convert


@functools.cache
def _simplified_forms() -> Mapping[str, str]:
    return _differing("t2s")


@functools.cache
def _only_simplified() -> frozenset[str]:
    """Traditional text writes the characters of Big5's first plane; what becomes another and is none of them is new."""
    return frozenset(character for character in _differing("s2t") if not _is_common_in_big5(character))


def _differing(direction: str) -> dict[str, str]:
    """Every Han character of GBK that becomes another single one; a line each, so that none makes words."""
    every = [
        c for lead in LEADS for trail in TRAILS if (c := character_of(lead, trail)) is not None and is_han(c)
    ]
    converted = _converter(direction)("\n".join(every)).split("\n")
    return {old: new for old, new in zip(every, converted, strict=True) if old != new and len(new) == 1}


def _is_common_in_big5(character: str) -> bool:
    try:
        return character.encode("big5") < b"\xc6\x7f"
    except UnicodeEncodeError:
        return False
