"""Readings in brackets behind words of text that is otherwise whole: a lesson's, or a mirror's."""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Final

from crawler.extraction.mirrors.readings import as_read, readings_of
from crawler.extraction.mirrors.spelling import TONED, is_read_as, is_spelt_out, without_tones
from crawler.extraction.mirrors.traditional import is_han

_LETTERS: Final = f"a-zü{TONED}ɡɑ"
_HAN: Final = r"\u3400-\u9fff"
_ANNOTATED: Final = re.compile(rf"([{_HAN}]{{1,8}})[(（]([{_LETTERS}][{_LETTERS}'’·\- ]{{0,60}})[)）]")
_TONED: Final = re.compile(f"[{TONED}]")
_VOWELS: Final = re.compile("[aeiouü]+")
_BETWEEN_SYLLABLES: Final = re.compile(r"['’·\- ]")
_OF_LESSONS: Final = re.compile(
    "拼音|注音|读音|讀音|生字|汉字|漢字|填空|多音字|课文|課文|词语|詞語|声母|聲母|读作|讀作|[生组組]词"
)
_FEWEST_FALSE: Final = 2
_SHARE_OF_FALSE: Final = 0.5


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Annotations:
    """`characters` are those whose own reading stands behind them, with how often; `words` the longer true readings.

    `false` readings are syllables, and not those of the word before them. `readings` counts each character with each
    reading once, `inside_words` the characters with a Han character behind the brackets.
    """

    characters: Mapping[str, int] = dataclasses.field(default_factory=dict)
    readings: int = 0
    inside_words: int = 0
    words: int = 0
    false: int = 0
    distinct: int = 0

    @property
    def count(self) -> int:
        return sum(self.characters.values()) + self.words + self.false

    def share_annotated(self, text: str) -> float:
        """How many of the characters that have a reading somewhere have it wherever they stand in the text."""
        standing = sum(map(text.count, self.characters))
        return sum(self.characters.values()) / standing if standing else 0.0


NO_ANNOTATIONS: Final = Annotations()


def annotations_in(text: str) -> Annotations:
    characters: collections.Counter[str] = collections.Counter()
    pairs, annotated = set[tuple[str, str]](), set[str]()
    inside_words = words = false = 0
    for match, letters in _annotated(text):
        last = match[1][-1]
        annotated.add(f"{last} {letters}")
        if letters in readings_of(last):
            characters[last] += 1
            pairs.add((last, letters))
            inside_words += is_han(text[match.end() : match.end() + 1] or " ")
        elif is_read_as(match[1], letters):
            words += 1
        else:
            false += 1
    return Annotations(
        characters=characters,
        readings=len(pairs),
        inside_words=inside_words,
        words=words,
        false=false,
        distinct=len(annotated),
    )


def without_false_readings(text: str) -> tuple[str, int]:
    """The decoded text without readings that are not those of the word before them, and how many there were.

    For `extract`: of pages whose verdict is `annotated`, before they are parsed; counted as `false-readings-removed`.
    What a lesson teaches stays, and so does an exercise in which a reading stands for a word that is to be written.
    """
    found = annotations_in(text)
    if found.false < max(_FEWEST_FALSE, _SHARE_OF_FALSE * found.count) or _OF_LESSONS.search(text):
        return text, 0
    kept, at = [], 0
    for match, letters in _annotated(text):
        if letters not in readings_of(match[1][-1]) and not is_read_as(match[1], letters):
            kept.append(text[at : match.end(1)])
            at = match.end()
    return "".join((*kept, text[at:])), found.false


def _annotated(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Words with what is pinyin in the brackets behind them, joined; names in other languages are none."""
    for match in _ANNOTATED.finditer(text):
        letters = as_read(_BETWEEN_SYLLABLES.sub("", match[2]))
        is_true = letters in readings_of(match[1][-1]) or is_read_as(match[1], letters)
        if is_true or (_is_toned(letters) and is_spelt_out(letters)):
            yield match, letters


def _is_toned(letters: str) -> bool:
    """Whether every syllable has its tone marked, as in no romanised Japanese name."""
    return len(_TONED.findall(letters)) >= len(_VOWELS.findall(without_tones(letters)))
