"""Signs that bytes of a text were shifted or lost: readings that stand in a character, torn tags, gibberish."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.mirrors.annotations import QUOTED
from crawler.extraction.mirrors.gbk import character_of, pair_of
from crawler.extraction.mirrors.readings import SYLLABLE, as_read
from crawler.extraction.mirrors.spelling import is_syllable

_HAN: Final = r"\u3400-\u9fff\ue000-\ue765"
# question marks come first in the patterns, for the search to run from one to the next
_TORN: Final = re.compile(rf"\?(?<=[{_HAN})\dA-Za-z>，。]\?)({SYLLABLE})\)")
_TORN_TAG: Final = re.compile(
    rf"\?(?<=[{_HAN}！!？?；，：]\?)/(?:p|h[1-6]|div|span|a|li|td|tr|strong|b|em|i|font|title|section)>"
)
_TORN_STOP: Final = re.compile(rf"\?(?<=[{_HAN}]\?)[！？，；：、]\?(?=[，。、；：！？”“]|/[a-z])")
_RUN: Final = re.compile(r"\?([！？，；：、。!]?[^\x00-\x7f]{2,24})")
_PRIVATE_RUN: Final = re.compile(r"([\ue000-\ue765][^\x00-\x7f]{1,24})")
_RUN_ANYWHERE: Final = re.compile(r"([！？；：，、][^\x00-\x7f，。；：、？！]{3,24})")
_STOP: Final = re.compile(r"(?<=..)[，。；：、？！]")
_OPEN_BRACKET_REACH: Final = 14
FREQUENT: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然"
    "前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无"
    "這為個國時來們於對會發動過說種後學經進著電裡現實兩體機當點從業應開還與關線內數變條沒結問無產義間樣質氣處東場長員報車馬"
    "记者市区县省长员报场东处西南北城路村镇乡级党委书局院校医院企业项目服务工作社会经济发展建设活动今年目前通过"
    "記區縣級黨書醫項務濟設錢見邊頭話讓給認識請誰總許計該親愛幾樂書買賣"
    "，。、：；！？“”（）《》０１２３４５６７８９"
)
_FEWEST_GAINED: Final = 2
SURE: Final = 5  # shifted characters in one run
_FEWEST_MOVED: Final = 4


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Damage:
    """How often each sign was found; `shifted` are characters that only have a meaning a byte further on."""

    torn_readings: int = 0
    torn_tags: int = 0
    torn_stops: int = 0
    shifted_runs: int = 0
    shifted: int = 0

    @property
    def places(self) -> int:
        return self.torn_readings + self.torn_tags + self.torn_stops + self.shifted_runs


NO_DAMAGE: Final = Damage()


def damage_in(text: str, *, anywhere: bool = False) -> Damage:
    """The damage of the text, that in quoted examples left out.

    `anywhere` looks for shifted characters behind every stop: some hosts leave no trace of a lost byte.
    """
    text = _without_examples(text.replace("\ufffd", "?"))
    patterns = (_RUN_ANYWHERE,) if anywhere else (_RUN, _PRIVATE_RUN)
    runs = [shifted for pattern in patterns for shifted in map(_shifted, _runs(text, pattern)) if shifted]
    return Damage(
        torn_readings=sum(_is_torn(text, match) for match in _TORN.finditer(text)),
        torn_tags=len(_TORN_TAG.findall(text)),
        torn_stops=len(_TORN_STOP.findall(text)),
        shifted_runs=len(runs),
        shifted=sum(runs),
    )


def _without_examples(text: str) -> str:
    """Without what is quoted and damaged all through, as an article about such damage quotes it."""
    if _TORN.search(text) is None:
        return text
    return QUOTED.sub(lambda match: "" if _is_example(match[0]) else match[0], text)


def _is_example(quoted: str) -> bool:
    return _TORN.search(quoted) is not None and len(quoted) <= 26


def _is_torn(text: str, match: re.Match[str]) -> bool:
    """Whether it is a reading, and no bracket is open before it as in a lesson's (谁?shuí)."""
    before = text[max(0, match.start() - _OPEN_BRACKET_REACH) : match.start() + 1]
    is_open = before.rfind("(") > before.rfind(")") or before.rfind("（") > before.rfind("）")
    return not is_open and is_syllable(as_read(match[1]))


def _runs(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Runs of characters that may be a byte off: behind a lost byte, or from a private-use character on.

    The ASCII character behind a run is its own last byte.
    """
    for match in pattern.finditer(text):
        behind = text[match.end() : match.end() + 1]
        run = match[1].replace("!", "！")
        upright = _STOP.search(run)  # where a stop was cut off, the bytes are right again
        yield run[: upright.start()] if upright else run + (behind if "@" <= behind <= "~" else "")


def _shifted(run: str) -> int:
    """How many characters of the run make sense when they are read a byte further on, and do not as they stand."""
    pairs = [pair_of(character) for character in run]
    held = bytes(
        byte
        for pair, character in zip(pairs, run, strict=True)
        for byte in pair or character.encode("utf-8")[:1]
    )
    moved = [character_of(held[at], held[at + 1]) for at in range(1, len(held) - 1, 2)]
    moved = moved[: moved.index(None)] if None in moved[_FEWEST_MOVED:] else moved
    if not moved or None in moved:
        return 0
    gained = sum(map(FREQUENT.__contains__, moved)) - sum(map(FREQUENT.__contains__, run[1 : len(moved) + 1]))
    begins_with_quotation = moved[0] in ("“", "”")
    # a letter that is a character's second byte stands glued to it
    begins_surely = begins_with_quotation and (gained >= _FEWEST_GAINED or run[-1].isascii())
    if begins_surely and gained:
        return max(len(moved), SURE)
    return len(moved) if gained >= _FEWEST_GAINED - begins_with_quotation and gained * 5 >= len(moved) else 0
