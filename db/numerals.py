"""One number written in two ways."""

from __future__ import annotations

import re

from db.alignment import Gap

NUMERAL = "0-9〇零一二三四五六七八九十百千万亿两"
NUMERALS = re.compile(f"[{NUMERAL}]+")

_NUMERAL_SET = frozenset("0123456789〇零一二三四五六七八九十百千万亿两")
_LONGEST_NUMBER = 12
_TENS = frozenset(("十", "百", "千", "万", "亿"))
_FIGURES = str.maketrans("〇零一二三四五六七八九两", "001234567892", "百千万亿")
_PER_CENT = "个百分点"  # said for the sign, which is no letter


def numbers_alike(gap: Gap, text: str, other_text: str) -> bool:
    """Whether it is one number written in two ways: 3 and 三, 66000 and 66万 (there was a point)."""
    if {gap.one.strip("0"), gap.other.strip("0")} == {"", "万"}:
        return True
    here = _with_numerals(text, gap.here, gap.here + len(gap.one))
    there = _with_numerals(other_text, gap.there, gap.there + len(gap.other))
    return _in_figures(here) == _in_figures(there)


def _with_numerals(text: str, begin: int, end: int) -> str:
    least, most = max(begin - _LONGEST_NUMBER, 0), end + _LONGEST_NUMBER
    while begin > least and text[begin - 1] in _NUMERAL_SET:
        begin -= 1
    while end < most and text[end : end + 1] in _NUMERAL_SET and end < len(text):
        end += 1
    return text[begin:end]


def _in_figures(text: str) -> str:
    """Numbers without their zeros at the end, which is as much as there is to see without the point."""
    return NUMERALS.sub(lambda found: _figures(found[0]), text.replace(_PER_CENT, ""))


def _figures(number: str) -> str:
    if number in _TENS:
        number = "1"
    elif "十" in number:
        before, _, after = number.partition("十")
        number = (before or "1") + (after or "0")
    return number.translate(_FIGURES).strip("0")
