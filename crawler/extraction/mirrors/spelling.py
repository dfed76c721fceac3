"""Pinyin as it is spelt: which letters are syllables, and of which word."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

from crawler.extraction.mirrors.readings import readings_of

_TONE_MARKS: Final = frozenset("\u0304\u0301\u030c\u0300")
_NOT_TAUGHT: Final = frozenset(["", "ê", "hm", "hng", "m", "n", "ng"])
_LONGEST_SYLLABLE: Final = 6
_COMMON: Final = tuple(map(chr, range(0x4E00, 0x9FA6)))


def is_syllable(letters: str) -> bool:
    """Whether some character is read so, tone included."""
    return letters in _syllables()


def without_tones(letters: str) -> str:
    """The letters without their tone marks; ü stays itself."""
    apart = unicodedata.normalize("NFD", letters)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in _TONE_MARKS))


def is_spelt_out(letters: str) -> bool:
    """Whether letters of no space are syllables in a row: xīnánbù, though not café."""
    plain = without_tones(letters)
    ends = {0}
    for start in range(len(plain)):
        if start in ends:
            pieces = (plain[start : start + size] for size in range(1, _LONGEST_SYLLABLE + 1))
            ends |= {start + len(piece) for piece in pieces if piece in _plain_syllables()}
    return len(plain) in ends


def is_read_as(word: str, letters: str) -> bool:
    """Whether the letters, which hold no space, are the reading of the last characters of a word, tones aside."""
    left = {without_tones(letters)}
    for character in reversed(word):
        plain = {without_tones(reading) for reading in readings_of(character)}
        if character in "儿兒":
            plain.add("r")
        left = {rest.removesuffix(one) for rest in left for one in plain if rest.endswith(one)}
        if "" in left or not left:
            break
    return "" in left


@functools.cache
def _syllables() -> frozenset[str]:
    return frozenset().union(*map(readings_of, _COMMON))


@functools.cache
def _plain_syllables() -> frozenset[str]:
    return frozenset(map(without_tones, _syllables())) - _NOT_TAUGHT
