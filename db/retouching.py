"""Whether a text was retouched, or a form filled in otherwise: told by what was put for what.

Whoever retouches a text keeps its numbers and names, and slips here and there: characters lost, put in or wrongly
guessed, common words for common words. Whoever fills in a form again keeps all words but these.

- Numbers and dates may differ where so much else does that they were hit by chance, and in a long text. One number
  alone is a correction, unless the text is a form (it addresses somebody, it gives notice); so is one date of several
  in a longer text. Both are told in shorter ones where a passage was left out as well.
- Names may differ beside many more slips, or in a long text; the same pair of names everywhere is one.
- Words that are neither common nor names may differ where slips are as many, or where they are few for the length;
  many of them, with every number kept, are an editor's too. Longer phrases are what a form is filled in with, unless
  they are few for the length or the slips.
- In a form all that was replaced, but whole sentences, counts as filled in.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from db.alignment import Gap
from db.numerals import NUMERAL, NUMERALS, numbers_alike
from db.wording import (
    AFTER_BYLINE,
    AFTER_NAME,
    COMMON_WORDS,
    FORM,
    OF_THE_DAY,
    PLACES,
    SURNAMES,
    TITLED,
)

LETTERS_A_FACT = 2000  # of a long text, in which an editor put one right
LETTERS_A_WORD, LETTERS_A_PHRASE = 50, 60
SLIPS_A_FACT, SLIPS_A_FACT_IN_FORM = 4, 3
SLIPS_A_PHRASE = 2
SLIPS_A_NUMBER, SLIPS_A_NUMBER_IN_FORM = 5, 8
RETOUCHED_WORDS_MIN = 5
CORRECTED_LETTERS_MIN = 240
DATED_LETTERS_MIN, DATED_LETTERS_MIN_ALONE = 240, 480
NUMBERS_KEPT_MIN = 2
CORRECTED_LETTERS_MIN_AMID_NUMBERS = 160
CORRECTED_LETTERS_MIN_IF_CUT, DATED_LETTERS_MIN_IF_CUT = 120, 200

FORM_LETTERS = 40
FORM_LETTERS_MAX = 500

_WORD_CHARACTERS = 4  # more in the place of more are a phrase written anew, or spoiled
_NUMBER = re.compile(f"[0-9]+|[{NUMERAL}]{{2,}}")
_ARABIC = re.compile("[0-9]")
_DATED = re.compile("[年月日号届期次时点]")
_DATING = frozenset("第年月")
_UNITS = "年月日号时点分秒元个名人岁"
_COUNTED = re.compile("[0-9]([^0-9])")
_SLOT_CHARACTERS = 8
_SLOT_CHARACTERS_MAX = 12
_AMID_NUMBERS = 2
_NEXT_CHARACTERS = 3  # so near to the one before it is of the same number
_BYLINE_LETTERS = 16
_PASSAGE_CHARACTERS = 24  # so much was cut or added, next to a slip

Sign = Literal["slip", "likeness", "name", "word", "phrase", "passage", "number", "date", "figure", "none"]
"""What a difference is: `likeness`, a few characters that are the same amid others; `figure`, one lost or put in; a
`phrase` may fill a slot of a form, a longer `passage` was written anew or spoiled; `none`, what each site has anew."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Signs:
    """How many of each there are among the differences of two texts that share so many letters."""

    letters: int
    slips: int
    names: int
    words: int
    phrases: int
    passages: int
    numbers: int
    dates: int
    numbers_kept: int
    left_out: bool
    is_form: bool


def signs(text: str, other_text: str, gaps: Sequence[Gap], letters: int, *, is_form: bool) -> Signs:
    counted: Counter[Sign] = Counter()
    pairs: set[tuple[str, str]] = set()
    counted_until = -_NEXT_CHARACTERS
    for gap in gaps:
        sign = _sign(gap, text, other_text)
        if sign in ("number", "date", "figure"):
            is_next = 0 <= gap.here - counted_until < _NEXT_CHARACTERS
            counted_until = gap.here + len(gap.one)
            if is_next:
                continue
        if sign == "likeness":
            sign = "word" if is_form else "slip"
        if sign in ("name", "word", "phrase"):
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
        passages=counted["passage"],
        numbers=counted["number"],
        dates=counted["date"],
        numbers_kept=max(numbers, 0),
        left_out=any(map(_is_left_out, gaps)),
        is_form=is_form,
    )


def is_form(text: str) -> bool:
    """Whether it addresses somebody or gives notice: news of notices do so in their midst."""
    return bool(FORM.search(text[:FORM_LETTERS]) or FORM.search(text[-FORM_LETTERS:]))


def is_retouched(found: Signs) -> bool:
    if found.numbers + found.dates > _numbers_by_chance(found) and not _is_put_right(found):
        return False
    in_long = found.letters // LETTERS_A_FACT
    if found.is_form and found.letters <= FORM_LETTERS_MAX:
        return found.names + found.words + found.phrases <= found.slips // SLIPS_A_FACT_IN_FORM + in_long
    retouched = found.words if found.words >= RETOUCHED_WORDS_MIN else 0
    if found.names > (found.slips + retouched) // SLIPS_A_FACT + in_long:
        return False
    slots = found.phrases + found.passages
    if slots and not retouched:
        slots += found.words
    if slots > 1 + (found.slips + retouched) // SLIPS_A_PHRASE + found.letters // LETTERS_A_PHRASE:
        return False
    if found.words <= 2 + found.slips + found.letters // LETTERS_A_WORD:
        return True
    return not found.numbers + found.dates and found.words >= RETOUCHED_WORDS_MIN


def _numbers_by_chance(found: Signs) -> int:
    """How many were hit by slips that fell anywhere, or put right in a long text."""
    share = 5 * (found.numbers_kept + found.numbers + found.dates) / found.letters
    least = SLIPS_A_NUMBER_IN_FORM if found.is_form else SLIPS_A_NUMBER
    by_chance = int(found.slips * min(max(share, 1 / least), 0.5))
    few = max(int(found.slips >= 3), found.numbers_kept // 4)
    if not found.is_form and found.numbers + found.dates <= few:
        by_chance = max(by_chance, min((found.slips + 1) // 3, 2), (found.phrases + found.passages) // 3)
    return by_chance + found.letters // LETTERS_A_FACT


def _is_put_right(found: Signs) -> bool:
    """Whether nothing but one number differs, in a text that is long enough, or has others; a date, in a longer one."""
    if (
        found.is_form
        or found.numbers + found.dates > 1
        or found.names + found.words + found.phrases + found.passages
    ):
        return False
    if found.left_out:
        return found.letters >= (DATED_LETTERS_MIN_IF_CUT if found.dates else CORRECTED_LETTERS_MIN_IF_CUT)
    if found.dates:
        amid_others = found.numbers_kept > NUMBERS_KEPT_MIN
        return found.letters >= (DATED_LETTERS_MIN if amid_others else DATED_LETTERS_MIN_ALONE)
    amid_others = found.numbers_kept >= NUMBERS_KEPT_MIN
    return found.letters >= (CORRECTED_LETTERS_MIN_AMID_NUMBERS if amid_others else CORRECTED_LETTERS_MIN)


def _sign(gap: Gap, text: str, other_text: str) -> Sign:
    one, other = gap.one, gap.other
    if not one or not other:
        return _of_one_sided(gap, text)
    if NUMERALS.search(one) and NUMERALS.search(other) and numbers_alike(gap, text, other_text):
        return "slip"
    if _is_of_the_copier(gap, text, other_text):
        return "none"
    if one.isdecimal() and sorted(one) == sorted(other):
        return "figure"
    if _is_number(gap):
        return _of_number(gap, text)
    return _of_phrases(gap, text) if min(len(one), len(other)) > _WORD_CHARACTERS else _of_words(gap, text)


def _is_of_the_copier(gap: Gap, text: str, other_text: str) -> bool:
    """What was cut or added next to a slip, a name in a byline, the day and the place as each calls them."""
    if _is_left_out(gap) or AFTER_BYLINE.search(text[max(gap.here - _BYLINE_LETTERS, 0) : gap.here]):
        return True
    return bool(OF_THE_DAY.match(text, gap.here) or OF_THE_DAY.match(other_text, gap.there))


def _is_left_out(gap: Gap) -> bool:
    shorter, longer = sorted((len(gap.one), len(gap.other)))
    return shorter <= _WORD_CHARACTERS and longer > _PASSAGE_CHARACTERS


def _of_phrases(gap: Gap, text: str) -> Sign:
    longer = max(len(gap.one), len(gap.other))
    if _is_list_of_names(gap.one) and _is_list_of_names(gap.other):
        return "name"
    if TITLED.search(gap.one) and TITLED.search(gap.other):
        return "name"
    if longer <= _SLOT_CHARACTERS and _is_named(gap, text):
        return "name"
    return "phrase" if longer <= _SLOT_CHARACTERS_MAX else "passage"


def _of_words(gap: Gap, text: str) -> Sign:
    one, other = gap.one, gap.other
    shorter, longer = sorted((len(one), len(other)))
    if sorted(one) == sorted(other) or {one, other} <= COMMON_WORDS:
        return "slip"
    if longer <= _WORD_CHARACTERS and _is_named(gap, text):
        return "name"
    if shorter == 1:
        return "slip"
    if any(here == there for here, there in zip(one, other, strict=False)):
        return "likeness"
    if longer <= _WORD_CHARACTERS:
        return "word"
    return "phrase" if longer <= _SLOT_CHARACTERS_MAX else "passage"


def _is_number(gap: Gap) -> bool:
    """A numeral of Chinese amid other characters is part of a word; in longer passages numbers are slots of a form
    where they count the same."""
    one, other = gap.one, gap.other
    if min(len(one), len(other)) > _WORD_CHARACTERS:
        alike = len(set(_COUNTED.findall(one)) & set(_COUNTED.findall(other)))
        return alike > int(min(len(one), len(other)) > _SLOT_CHARACTERS)
    if all(0 < len(_ARABIC.findall(side)) >= len(side) - _AMID_NUMBERS for side in (one, other)):
        return True
    return all(NUMERALS.search(side) and not NUMERALS.sub("", side).strip(_UNITS) for side in (one, other))


def _of_number(gap: Gap, text: str) -> Sign:
    end = gap.here + len(gap.one)
    digits = NUMERALS.match(text, end)
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
    """Whether both may be names: of people, or of places and houses, by how these end or by what follows."""
    one, other = gap.one, gap.other
    if one[0] in SURNAMES and other[0] in SURNAMES:
        return True
    if AFTER_NAME.match(text, gap.here + len(one)):
        return min(len(one), len(other)) > 1
    return min(len(one), len(other)) > 2 and one[-1] in PLACES and other[-1] in PLACES


def _is_list_of_names(text: str) -> bool:
    return sum(character in SURNAMES for character in text) * 5 > len(text)
