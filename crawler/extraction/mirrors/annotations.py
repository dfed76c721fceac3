"""Readings in brackets behind words of text that is otherwise whole: a lesson's, or a mirror's."""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Final

from crawler.extraction.mirrors.readings import TONED, as_read, first_reading_of, readings_of
from crawler.extraction.mirrors.spelling import is_read_as, is_spelt_out, without_tones
from crawler.extraction.mirrors.traditional import is_han, simplified
from crawler.extraction.text.words import words

_LETTERS: Final = f"a-zü{TONED}ɡɑ"
_HAN: Final = r"\u3400-\u9fff"
_ANNOTATED: Final = re.compile(rf"([{_HAN}]{{1,8}})[(（]([{_LETTERS}][{_LETTERS}'’·\- ]{{0,60}})[)）]")
_TONED: Final = re.compile(f"[{TONED}]")
_VOWELS: Final = re.compile("[aeiouü]+")
_BETWEEN_SYLLABLES: Final = re.compile(r"['’·\- ]")
_OF_LESSONS: Final = re.compile(
    "拼音|注音|读音|讀音|生字|汉字|漢字|填空|多音字|课文|課文|词语|詞語|声母|聲母|读作|讀作|[生组組]词"
)
_OF_MIRRORS: Final = re.compile("乱码|亂碼|编码|編碼|字节|字節|位元組|镜像|鏡像")
QUOTED: Final = re.compile(
    r"[“「『‘]([^“”「」『』‘’\n]{1,24})[”」』’]|<code>([^<]{1,40})</code>|`([^`\n]{1,40})`"
)
_LAST_OF_COMMON: Final = b"\xd8"  # GB 2312 has the 3,755 characters in common use before it, by their sound
_SURNAMES: Final = frozenset(
    words(
        """
        仇qiú 单shàn 朴piáo 区ōu 解xiè 任rén 曾zēng 查zhā 盖gě 华huà 尉yù 乐yuè 宁nìng 万mò 纪jǐ 洗xiǎn 曲qū 召shào
        员yùn 种chóng 繁pó 黑hè 那nā 燕yān 应yīng 盛shèng 句gōu 柏bǎi 哈hǎ 过guō 折shé 石shí 叶shè 秘bì 翟zhái 翟dí
        令líng 卜bǔ 缪miào 覃qín 覃tán 冼xiǎn 祭zhài 牟mù 车chē 尹yǐn 占zhān 幸xìng 隗wěi 宓mì 费bì 贾jiǎ
        """
    )
)
_DENSE: Final = 0.05  # readings a character
_FEWEST_FALSE: Final = 2
_SHARE_OF_FALSE: Final = 0.5


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Annotations:
    """`characters` are those whose own reading stands behind them, with how often; `words` the longer true readings.

    `false` readings are syllables, and not those of the word before them. `pairs` are the characters, each with each
    reading it has, `inside_words` counts those with a Han character behind the brackets.
    """

    characters: Mapping[str, int] = dataclasses.field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()
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

    def too_common(self) -> int:
        """How often a character has a reading that everybody knows: who glosses his own words leaves them alone."""
        known = {
            last for last, letters in self.pairs if is_common(last) and letters == first_reading_of(last)
        }
        return sum(times for character, times in self.characters.items() if character in known)

    def are_of_names(self, han: int) -> bool:
        """Whether they are those of prose: seldom, behind a seldom character or a surname read otherwise than words."""
        if self.words or self.false or self.count > _DENSE * han:
            return False
        return all(
            not is_common(last) or f"{simplified(last)}{letters}" in _SURNAMES for last, letters in self.pairs
        )


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
        pairs=frozenset(pairs),
        inside_words=inside_words,
        words=words,
        false=false,
        distinct=len(annotated),
    )


def is_about_readings(text: str) -> bool:
    """Whether the text speaks of readings, as a lesson does, or of mirrors."""
    return _OF_LESSONS.search(text) is not None or _OF_MIRRORS.search(text) is not None


def are_examples(text: str, fewest: int) -> bool:
    """Whether an article about mirrors quotes the readings: fewer kinds than the fewest stand outside quotations."""
    if _OF_MIRRORS.search(text) is None:
        return False
    return annotations_in(QUOTED.sub("", text)).distinct < fewest


def is_common(character: str) -> bool:
    """Whether everybody can read the character, in either script."""
    held = simplified(character).encode("gb2312", "ignore")
    return bool(held) and held < _LAST_OF_COMMON


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
