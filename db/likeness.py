"""How alike two texts are, told from what survives a repost: letters and digits, by character 5-grams."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Literal, Self

from db.alignment import Gap, gaps

SHINGLE_CHARACTERS = 5
LIKENESS_VERSION = 2
"""Raised when texts are folded or compared otherwise: the next re-parse then compares all of them anew."""

CONTAINED_SHARE_MIN = 0.8
NEAR_JACCARD = 0.5
NEAR_LETTERS_MIN = 80  # a shorter text is another where a letter differs
REPLACED_SHARE_MAX = 0.2
LETTERS_A_FACT = 2000  # of a long text, in which an editor put one right
SLIPS_A_FACT = 2  # single characters that differ, for each fact that does
_END_LETTERS = 16  # longer ends of both are what each site put round the text

Relation = Literal["near", "contained-in", "contains"]
"""What one text is to another: a changed copy of it; a short version or a section of it; or the other way round."""

_NO_LETTERS = re.compile(r"[\W_]+")
_DEICTIC = re.compile("[我本今昨前去]|明[天日年]|[近日]日|日前|当[天日]|记者")
_DIGIT = re.compile("[0-9〇零一二三四五六七八九十百千万亿两]")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Shingled:
    """A text as it is compared: `letters` folded, and their shingles."""

    letters: str
    shingles: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        letters = folded(text)
        return cls(letters=letters, shingles=frozenset(shingles(letters)))


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """Shingles in both, as a share of all (`jaccard`) and of the text that has fewer (`containment`).

    `relation` is what the first text is to the second; a template filled with other facts is nothing to it.
    `begins` and `ends` are where what they share begins and ends in the longer, as shares of its letters.
    """

    jaccard: float
    containment: float
    relation: Relation | None
    begins: float
    ends: float

    @property
    def near(self) -> bool:
        return self.relation == "near"

    @property
    def reversed(self) -> Likeness:
        """What the second text is to the first."""
        if self.relation is None or self.near:
            return self
        return dataclasses.replace(
            self, relation="contains" if self.relation == "contained-in" else "contained-in"
        )


def folded(text: str) -> str:
    """Letters and digits alone, in NFKC, lower case and simplified characters."""
    letters = _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())
    try:
        letters.encode("gb2312")
    except UnicodeEncodeError:  # no other text has traditional characters, and few simplified ones get here
        return _to_simplified()(letters)
    return letters


def shingles(letters: str) -> Iterable[str]:
    """Every run of five characters, in their order; a shorter text is one by itself."""
    last = len(letters) - SHINGLE_CHARACTERS
    return (letters[i : i + SHINGLE_CHARACTERS] for i in range(max(last, 0) + 1)) if letters else ()


def compare(one: Shingled, other: Shingled) -> Likeness:
    """The same whichever is given first, but for the relation, which is then the reverse."""
    shared = len(one.shingles & other.shingles)
    if not shared:
        return Likeness(jaccard=0.0, containment=0.0, relation=None, begins=0.0, ends=0.0)
    jaccard = shared / (len(one.shingles) + len(other.shingles) - shared)
    containment = shared / min(len(one.shingles), len(other.shingles))
    begins, ends = _place(one, other)
    return Likeness(
        jaccard=jaccard,
        containment=containment,
        relation=_relation(one, other, jaccard, containment),
        begins=begins,
        ends=ends,
    )


def _relation(one: Shingled, other: Shingled, jaccard: float, containment: float) -> Relation | None:
    if _is_near(one, other, jaccard):
        return "near"
    if containment < CONTAINED_SHARE_MIN or min(len(one.letters), len(other.letters)) < NEAR_LETTERS_MIN:
        return None
    if jaccard >= NEAR_JACCARD:
        return None  # a form filled in otherwise
    return "contained-in" if len(one.letters) < len(other.letters) else "contains"


def _place(one: Shingled, other: Shingled) -> tuple[float, float]:
    """Where in the longer text the first and the last shingle stand that are in the other."""
    shorter, longer = sorted((one, other), key=lambda text: (len(text.letters), text.letters))
    runs = [n for n, run in enumerate(shingles(longer.letters)) if run in shorter.shingles]
    width = min(SHINGLE_CHARACTERS, len(longer.letters))
    return runs[0] / len(longer.letters), (runs[-1] + width) / len(longer.letters)


def _is_near(one: Shingled, other: Shingled, jaccard: float) -> bool:
    """Whether what differs is little, and retouched here and there: where nothing but a few facts differ, a form was
    filled in for somebody else."""
    if one.letters == other.letters:
        return True
    shorter, longer = sorted((one.letters, other.letters), key=lambda letters: (len(letters), letters))
    if jaccard < NEAR_JACCARD or len(shorter) < NEAR_LETTERS_MIN:
        return False
    replaced = [gap for gap in gaps(shorter, longer, SHINGLE_CHARACTERS) if gap.one and gap.other]
    if sum(min(len(gap.one), len(gap.other)) for gap in replaced) > REPLACED_SHARE_MAX * len(shorter):
        return False
    inside = [gap for gap in replaced if not gap.at_end or max(len(gap.one), len(gap.other)) <= _END_LETTERS]
    facts = sum(1 for gap in inside if _states_another_fact(gap))
    slips = sum(1 for gap in inside if not _states_another_fact(gap) and len(gap.one) == len(gap.other) == 1)
    return facts <= max(len(shorter) // LETTERS_A_FACT, slips // SLIPS_A_FACT)


def _states_another_fact(gap: Gap) -> bool:
    """Whether a number or a word stands for another.

    A single character is a slip, or a wrong guess at a lost one; `our city` and `yesterday` are named by each paper in
    its own way.
    """
    if _DIGIT.search(gap.one) and _DIGIT.search(gap.other):
        return True
    if _DEICTIC.match(gap.one) or _DEICTIC.match(gap.other):
        return False
    return min(len(gap.one), len(gap.other)) > 1


@functools.cache
def _to_simplified() -> Callable[[str], str]:
    import opencc  # only where there is something to convert: it takes 40 ms to load

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
