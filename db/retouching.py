"""Whether a text was retouched, or a form filled in otherwise: told by what was put for what.

Whoever retouches a text keeps its numbers and names, and slips here and there: characters lost, put in or wrongly
guessed, common words for common words. Whoever fills in a form again keeps all words but these.

- Numbers and dates may differ where so much else does that they were hit by chance, and in a long text. One number
  alone, not a date, is a correction, unless the text is a form (it addresses somebody, it gives notice).
- Names may differ beside many more slips, or in a long text; the same pair of names everywhere is one.
- Words that are neither common nor names may differ where slips are as many, or where there is not one more than an
  editor would touch; many of them, with every number kept, are an editor's too.
- In a form all that was replaced counts as filled in.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from db.alignment import Gap
from db.wording import AFTER_BYLINE, AFTER_NAME, COMMON_WORDS, FORM, OF_THE_DAY, SURNAMES

LETTERS_A_FACT = 2000  # of a long text, in which an editor put one right
LETTERS_A_WORD = 50
SLIPS_A_FACT = 4
SLIPS_A_NUMBER, SLIPS_A_NUMBER_IN_FORM = 5, 8
RETOUCHED_WORDS_MIN = 5
CORRECTED_LETTERS_MIN = 240
NUMBERS_KEPT_MIN = 2
CORRECTED_LETTERS_MIN_AMID_NUMBERS = 160

FORM_LETTERS = 40
FORM_LETTERS_MAX = 500

_WORD_CHARACTERS = 4  # more in the place of more are a phrase written anew, or spoiled
_NUMERAL = "0-9〇零一二三四五六七八九十百千万亿两"
_NUMERALS = re.compile(f"[{_NUMERAL}]+")
_NUMBER = re.compile(f"[0-9]+|[{_NUMERAL}]{{2,}}")
_ARABIC = re.compile("[0-9]")
_DATED = re.compile("[年月日号届期次时点]")
_DATING = frozenset("第年月")
_UNITS = "年月日号时点分秒元个名人岁"
_COUNTED = re.compile("[0-9]([^0-9])")
_SLOT_CHARACTERS = 8
_LONGEST_NUMBER = 12
_NUMERAL_SET = frozenset("0123456789〇零一二三四五六七八九十百千万亿两")
_BYLINE_LETTERS = 8
_TENS = frozenset(("十", "百", "千", "万", "亿"))
_FIGURES = str.maketrans("〇零一二三四五六七八九两", "001234567892", "百千万亿")

Sign = Literal["slip", "likeness", "name", "word", "phrase", "number", "date", "figure", "none"]
"""What a difference is: `likeness`, a few characters that are the same amid others; `figure`, one lost or put in."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """How many of each there are among the differences of two texts that share so many letters."""

    letters: int
    slips: int
    names: int
    words: int
    phrases: int
    numbers: int
    dates: int
    numbers_kept: int
    is_form: bool


def signs(text: str, other_text: str, gaps: Sequence[Gap], letters: int) -> Signs:
    is_form = _is_form(text)
    counted: Counter[Sign] = Counter()
    pairs: set[tuple[str, str]] = set()
    for gap in gaps:
        sign = _sign(gap, text, other_text)
        if sign == "likeness":
            sign = "word" if is_form else "slip"
        if sign in ("name", "word"):
            if (gap.one, gap.other) in pairs:
                continue
            pairs.add((gap.one, gap.other))
        counted[sign] += 1
    if counted["figure"] > counted["slip"]:  # else characters were lost and put in anywhere
        counted["number"] += counted["figure"]
    numbers = len(_NUMBER.findall(text)) - sum(len(_NUMBER.findall(gap.one)) for gap in gaps if gap.one)
    return Signs(
        letters=letters,
        slips=counted["slip"],
        names=counted["name"],
        words=counted["word"],
        phrases=counted["phrase"],
        numbers=counted["number"],
        dates=counted["date"],
        numbers_kept=max(numbers, 0),
        is_form=is_form,
    )


def _is_form(text: str) -> bool:
    """Whether it addresses somebody or gives notice: news of notices do so in their midst."""
    beginning, end = text[:FORM_LETTERS], text[-FORM_LETTERS:]
    return len(text) <= FORM_LETTERS_MAX and bool(FORM.search(beginning) or FORM.search(end))


def is_retouched(found: Signs) -> bool:
    if found.numbers + found.dates > _numbers_by_chance(found) and not _is_put_right(found):
        return False
    in_long = found.letters // LETTERS_A_FACT
    if found.is_form:
        return found.names + found.words + found.phrases <= found.slips // SLIPS_A_FACT + in_long
    if found.names > (found.slips + found.words) // SLIPS_A_FACT + in_long:
        return False
    if found.words <= 2 + found.slips + found.letters // LETTERS_A_WORD:
        return True
    return (
        found.names <= found.words // SLIPS_A_FACT
        and found.numbers_kept >= NUMBERS_KEPT_MIN
        and found.words >= RETOUCHED_WORDS_MIN
    )


def _numbers_by_chance(found: Signs) -> int:
    share = 5 * (found.numbers_kept + found.numbers + found.dates) / found.letters
    least = SLIPS_A_NUMBER_IN_FORM if found.is_form else SLIPS_A_NUMBER
    by_chance = int(found.slips * min(max(share, 1 / least), 0.5))
    return max(by_chance, int(found.slips >= 3 and not found.is_form)) + found.letters // LETTERS_A_FACT


def _is_put_right(found: Signs) -> bool:
    """Whether nothing but one number differs, no date, and the text is long enough or has others."""
    enough = found.letters >= (
        CORRECTED_LETTERS_MIN_AMID_NUMBERS
        if found.numbers_kept >= NUMBERS_KEPT_MIN
        else CORRECTED_LETTERS_MIN
    )
    others = found.dates + found.names + found.words + found.phrases
    return found.numbers == 1 and not others and enough and not found.is_form


def _sign(gap: Gap, text: str, other_text: str) -> Sign:
    one, other = gap.one, gap.other
    if not one or not other:
        return _of_one_sided(gap, text)
    shorter, longer = sorted((len(one), len(other)))
    if _NUMERALS.search(one) and _NUMERALS.search(other) and _numbers_alike(gap, text, other_text):
        return "slip"
    if AFTER_BYLINE.search(text, max(gap.here - _BYLINE_LETTERS, 0), gap.here):
        return "none"
    if OF_THE_DAY.match(text, gap.here) or OF_THE_DAY.match(other_text, gap.there):
        return "none"
    if _is_number(gap):
        return _of_number(gap, text)
    if shorter > _WORD_CHARACTERS:
        return "name" if _is_list_of_names(one) and _is_list_of_names(other) else "phrase"
    if longer == 1:
        return "name" if one in SURNAMES and other in SURNAMES else "slip"
    if longer <= _WORD_CHARACTERS and _is_named(gap, text):
        return "name"
    if shorter == 1 or sorted(one) == sorted(other) or {one, other} <= COMMON_WORDS:
        return "slip"
    if any(here == there for here, there in zip(one, other, strict=False)):
        return "likeness"
    return "word" if longer <= _WORD_CHARACTERS else "phrase"


def _numbers_alike(gap: Gap, text: str, other_text: str) -> bool:
    """Whether it is one number written in two ways: 3 and 三, 66000 and 66万 (there was a point)."""
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
    return _NUMERALS.sub(lambda found: _figures(found[0]), text)


def _figures(number: str) -> str:
    if number in _TENS:
        number = "1"
    elif "十" in number:
        before, _, after = number.partition("十")
        number = (before or "1") + (after or "0")
    return number.translate(_FIGURES).strip("0")


def _is_number(gap: Gap) -> bool:
    """A numeral of Chinese amid other characters is part of a word; in longer passages numbers are slots of a form where
    they count the same."""
    one, other = gap.one, gap.other
    if min(len(one), len(other)) > _SLOT_CHARACTERS:
        return len(set(_COUNTED.findall(one)) & set(_COUNTED.findall(other))) > 1
    if _ARABIC.search(one) and _ARABIC.search(other):
        return True
    return all(_NUMERALS.search(side) and not _NUMERALS.sub("", side).strip(_UNITS) for side in (one, other))


def _of_number(gap: Gap, text: str) -> Sign:
    end = gap.here + len(gap.one)
    digits = _NUMERALS.match(text, end)
    if _DATED.search(gap.one) or _DATED.match(text, digits.end() if digits else end):
        return "date"
    return "date" if text[max(gap.here - 1, 0) : gap.here] in _DATING else "number"


def _of_one_sided(gap: Gap, text: str) -> Sign:
    """A figure lost or put in makes another number; a few characters are a slip, more are left out or added."""
    extra = gap.one or gap.other
    if len(extra) > 2:
        return "none"
    before, after = text[max(gap.here - 1, 0) : gap.here], text[gap.here + len(gap.one) :][:1]
    if extra.isdecimal() and (before.isdecimal() or after.isdecimal()):
        return "figure"
    return "slip"


def _is_named(gap: Gap, text: str) -> bool:
    """Whether both may be names: of people, or in front of what follows the names of people, places and houses."""
    if AFTER_NAME.match(text, gap.here + len(gap.one)):
        return min(len(gap.one), len(gap.other)) > 1
    return gap.one[0] in SURNAMES and gap.other[0] in SURNAMES


def _is_list_of_names(text: str) -> bool:
    return sum(character in SURNAMES for character in text) * 5 > len(text)
