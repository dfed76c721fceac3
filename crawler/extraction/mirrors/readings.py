"""Readings as the corruption writes them after a character, `(wǎng)`, and which readings a character has."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from crawler.extraction.mirrors.gbk import LEADS, TRAILS, Pair, character_of
from crawler.extraction.mirrors.traditional import is_han, is_traditional

TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTER: Final = "a-zɡɑüê"
_TONELESS: Final = (
    "ba|bei|bian|bo|chen|dang|da|de|er|ge|guo|huai|jie|la|le|li|lou|luo|ma|men|me|ne|ou|shi|si|tou|yo|zhe|zi"
)
SYLLABLE: Final = rf"(?:[{_LETTER}]{{0,5}}[{TONED}ếề][{_LETTER}]{{0,4}}|{_TONELESS})"
ANNOTATION: Final = re.compile(rf"([^\s<>])[(（]({SYLLABLE})[)）]")
_SPELLINGS: Final = str.maketrans({"ɡ": "g", "ɑ": "a", "v": "ü"})


def as_read(reading: str) -> str:
    """The reading in one spelling, however the page writes its g, its a and its ü."""
    return unicodedata.normalize("NFC", reading).translate(_SPELLINGS)


@functools.cache
def readings_of(character: str) -> frozenset[str]:
    """Every reading the character has by itself."""
    return frozenset(_dictionary().get(ord(character), "").split(",")) - {""}


@functools.cache
def traditional_read(reading: str) -> frozenset[Pair]:
    """The bytes of the traditional characters that can be read so."""
    return _pairs_by_reading().get(reading, frozenset())


def first_reading_of(character: str) -> str:
    """The reading the character has most often."""
    return _dictionary().get(ord(character), "").partition(",")[0]


def _dictionary() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT

    dictionary: dict[int, str] = PINYIN_DICT
    return dictionary


@functools.cache
def _pairs_by_reading() -> dict[str, frozenset[Pair]]:
    pairs: dict[str, set[Pair]] = {}
    for lead in LEADS:
        for trail in TRAILS:
            character = character_of(lead, trail)
            if character is None or not is_han(character) or not is_traditional(character):
                continue
            for reading in readings_of(character):
                pairs.setdefault(reading, set()).add((lead, trail))
    return {reading: frozenset(found) for reading, found in pairs.items()}
