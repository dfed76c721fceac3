"""The mirrors' own conversion to traditional characters: one for one, and what is ambiguous stays as it was."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

import opencc

TAKEN_FOR_TRADITIONAL_BEFORE: Final = b"\xc6\xa1"
"""Before this Big5 has the characters in common use; a simplified one that is among them is ambiguous: 后, 里, 干."""
CONVERTED_ALL_THE_SAME: Final = dict(
    zip("丰儿划台几云听坏愿挂晒荐虫朴扑帘佣尽杆", "豐兒劃臺幾雲聽壞願掛曬薦蟲樸撲簾傭盡桿", strict=True)
)
PREFERRED: Final = dict(zip("勋墙签鉴钟复发为", "勛墻簽鑒鐘復發為", strict=True))
HAN: Final = range(0x4E00, 0x9FA6)


@functools.cache
def to_traditional() -> Mapping[str, str]:
    """The characters that change, each with what it becomes; both have two bytes in GBK."""
    convert, with_variants = opencc.OpenCC("s2t").convert, opencc.OpenCC("s2tw").convert
    table = {}
    for character in filter(two_bytes, map(chr, HAN)):
        becomes = with_variants(character)
        # what is only another form of the character in Taiwan, such as 著 for 着, is no conversion
        if convert(character) != character and two_bytes(becomes) and not _is_ambiguous(character):
            table[character] = becomes
    return {**table, **CONVERTED_ALL_THE_SAME, **PREFERRED}


def traditional(text: str) -> str:
    """As long as `text`."""
    return text.translate({ord(character): becomes for character, becomes in to_traditional().items()})


def two_bytes(character: str) -> bool:
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def _is_ambiguous(character: str) -> bool:
    return character.encode("big5", errors="ignore") < TAKEN_FOR_TRADITIONAL_BEFORE and _in_big5(character)


def _in_big5(character: str) -> bool:
    return character.encode("big5", errors="ignore") != b""
