"""What a corrupted page tells about itself: what is read there, and what its host does with the rest."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
from collections.abc import Mapping
from typing import Final

from crawler.extraction.mirrors.gbk import (
    LEADS,
    TRAILS,
    Pair,
    character_of,
    is_hidden,
    is_private_use,
    pair_of,
)
from crawler.extraction.mirrors.readings import ANNOTATION, as_read, readings_of, traditional_read
from crawler.extraction.mirrors.traditional import is_han, is_traditional, simplified

_SURE: Final = 0.0
_OTHER_READING: Final = -5.0
_NEW: Final = -2.0
_NOT_TRADITIONAL: Final = -6.0
_UNKNOWN_READING: Final = -7.0
_NO_ANNOTATION: Final = -12.0
_LACKS_READING: Final = -3.0
_LONE_LEAD: Final = re.compile(r"[\u3400-\u9fff]\?[，。！？；：、]")
_STOP: Final = re.compile(r"[，。！？；：、]")
_FEWEST_ANNOTATED: Final = 3
_TRADITIONAL_SHARE: Final = 0.9
_ANNOTATED_SHARE: Final = 0.7
_STOPS_TO_TELL: Final = 8
_PUNCTUATION: Final = frozenset("，。！？；：、“”‘’『』「」（）《》—…·％\u3000")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """`table` are the characters that have a reading, with it; `is_annotated` if readings stand as mirrors write them,
    behind traditional characters only and behind all of a kind; `drops_leads` if a lone lead byte leaves no question
    mark; `strips_private_use` if those characters are gone."""

    table: Mapping[str, str]
    is_annotated: bool
    by_reading: Mapping[str, frozenset[Pair]]
    drops_leads: bool = False
    strips_private_use: bool = False

    def reading_cost(self, lead: int, trail: int, reading: str) -> float:
        """How well the reading fits the character of these bytes."""
        character = character_of(lead, trail)
        if character is None:
            return _NO_ANNOTATION
        held = self.table.get(character)
        if held is not None:
            return _SURE if held == reading else _OTHER_READING
        if reading in readings_of(character):
            return _NEW if is_traditional(character) else _NOT_TRADITIONAL
        return _UNKNOWN_READING if is_traditional(character) else _NO_ANNOTATION

    def read_so(self, reading: str) -> frozenset[Pair]:
        """The bytes of every character that can have the reading, on this page or in the dictionary."""
        return self.by_reading.get(reading, frozenset()) | traditional_read(reading)

    def unread_cost(self, character: str) -> float:
        """What it costs that the character stands without a reading: on a page it always has one or never."""
        return _LACKS_READING if character in self.table else 0.0


def page_of(text: str) -> Page:
    """What the text tells: its readings stand after whole characters, shifted or not, except where one is torn."""
    table = _table(text)
    by_reading: dict[str, set[Pair]] = {}
    for character, reading in table.items():
        pair = pair_of(character)
        if pair is not None:
            by_reading.setdefault(reading, set()).add(pair)
    return Page(
        table=table,
        is_annotated=_annotates_as_mirrors_do(text, table),
        by_reading={reading: frozenset(pairs) for reading, pairs in by_reading.items()},
        drops_leads=bool(table)
        and len(_STOP.findall(text)) >= _STOPS_TO_TELL
        and not _LONE_LEAD.search(text),
        strips_private_use=not any(map(is_private_use, text)),
    )


def _annotates_as_mirrors_do(text: str, table: Mapping[str, str]) -> bool:
    annotated = collections.Counter(match[1] for match in ANNOTATION.finditer(text) if is_han(match[1]))
    traditional = [character for character in annotated if character in table and is_traditional(character)]
    times = sum(annotated[character] for character in traditional)
    if len(traditional) < _FEWEST_ANNOTATED or times < _TRADITIONAL_SHARE * annotated.total():
        return False
    return times >= _ANNOTATED_SHARE * sum(map(text.count, traditional))


def _table(text: str) -> dict[str, str]:
    counted: dict[str, collections.Counter[str]] = {}
    for match in ANNOTATION.finditer(text):
        character, reading = match[1], as_read(match[2])
        if is_han(character) and (is_traditional(character) or reading in readings_of(character)):
            counted.setdefault(character, collections.Counter())[reading] += 1
    return {character: readings.most_common(1)[0][0] for character, readings in counted.items()}


@functools.cache
def with_lead(lead: int) -> tuple[tuple[int, str], ...]:
    """The characters in use that have the lead byte, each with its trail."""
    every = ((trail, character_of(lead, trail)) for trail in TRAILS)
    return tuple(
        (trail, character) for trail, character in every if character is not None and _is_in_use(character)
    )


@functools.cache
def with_trail(trail: int) -> tuple[tuple[int, str], ...]:
    """The characters in use that have the trail byte, each with its lead."""
    every = ((lead, character_of(lead, trail)) for lead in LEADS)
    return tuple(
        (lead, character) for lead, character in every if character is not None and _is_in_use(character)
    )


@functools.cache
def hidden_trails(lead: int) -> tuple[tuple[int, str], ...]:
    """The characters in use whose trail can be the lead of a private-use character."""
    return tuple(
        (trail, character)
        for trail, character in with_lead(lead)
        if is_hidden(trail, 0xA1) or is_hidden(trail, 0x40)
    )


@functools.cache
def in_use() -> tuple[tuple[int, str], ...]:
    """Every character in use that is not punctuation, each with its trail."""
    return tuple(found for lead in LEADS for found in with_lead(lead) if is_han(found[1]))


def _is_in_use(character: str) -> bool:
    """Whether people write it: the 6,763 simplified characters of GB 2312, in either form, and punctuation."""
    if not is_han(character):
        return character in _PUNCTUATION
    try:
        simplified(character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
