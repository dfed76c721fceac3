"""Text of the mirrors that write readings into GBK bytes without regard to where characters begin: 日?qǐng)?bào).

`is_garbled` only recognises it, by sure signs. The model of the damage: the text is made traditional, some characters
X become X(reading) byte by byte, also where their two bytes belong to two neighbours, and it is decoded with `?` for
what no longer is a character.
"""

from __future__ import annotations

import collections
import re
from typing import Final

_TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňḿ"
_READING: Final = rf"[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}}"
_HAN: Final = r"\u3400-\u9fff\ue000-\uf8ff"
_TRACE: Final = re.compile(rf"[{_TONED}][a-zü]{{0,4}}\)|[{_HAN}]\?/[a-z]")
_TORN: Final = re.compile(rf"[{_HAN})\d]\?{_READING}\)")
_ANNOTATED: Final = re.compile(rf"([{_HAN}])\({_READING}\)")
_TORN_TAG: Final = re.compile(rf"[{_HAN}]\?/(?:p|h[1-6]|div|span|a|li|td|strong|b|em|title)>")
_TORN_STOP: Final = re.compile(r"[\u3400-\u9fff]\?[！。，、；：]?[“”！][\u3400-\u9fff]")
_COUNTIES: Final = re.compile(r"(?:[\u4e00-\u9fff]{2,8}\s*\|\s*){10,}")
_ANY_READING: Final = re.compile(rf"\(?{_READING}\)")
_OPEN_BRACKET_REACH: Final = 14


def is_garbled(text: str) -> bool:
    """Whether the text was damaged so; a language lesson, quoted mojibake and plain traditional text are not."""
    if _TRACE.search(text) is None:
        return False
    torn = sum(_stands_alone(text, match) for match in _TORN.finditer(text))
    if torn >= 2 or len(_TORN_TAG.findall(text)) >= 2:
        return True
    if torn == 1 and any(sign.search(text) for sign in (_TORN_TAG, _TORN_STOP, _COUNTIES)):
        return True
    return _annotates_as_mirrors_do(text)


def without_readings(line: str) -> str:
    """The line without the readings written into it; what they tore apart stays torn."""
    return _ANY_READING.sub("", line)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether no bracket is open before the reading, as it is in a lesson's (谁?shuí)."""
    before = text[max(0, match.start() - _OPEN_BRACKET_REACH) : match.start() + 1]
    return before.rfind("(") <= before.rfind(")") and before.rfind("（") <= before.rfind("）")


def _annotates_as_mirrors_do(text: str) -> bool:
    """Whether a few traditional characters, and they alone, have a reading wherever they stand."""
    annotated = collections.Counter(_ANNOTATED.findall(text))
    if annotated.total() < 5 or len(annotated) < 3 or not all(map(_is_traditional, annotated)):
        return False
    repeated = [character for character, times in annotated.items() if times >= 2]
    return len(repeated) >= 2 and all(text.count(character) == annotated[character] for character in repeated)


def _is_traditional(character: str) -> bool:
    """Whether the character is outside GB 2312, which has simplified characters only."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
