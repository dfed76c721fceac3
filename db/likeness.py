"""How alike two texts are, told from what survives a repost: letters and digits, by character 5-grams."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from typing import Literal, Self

from db.kinship import kinship

SHINGLE_CHARACTERS = 5
LIKENESS_VERSION = 2
"""Raised when texts are folded or compared otherwise: the next re-parse then compares all of them anew."""

SHARED_MIN = 0.15
"""Of the shingles of the text that has fewer. Where 15 in 100 characters were changed a third of them are left."""

KEPT_TEXTS, KEPT_LETTERS = 256, 1500
"""How many texts are kept as they are compared, of no more than so many letters: a few of ten times as many beside."""

Relation = Literal["near", "contained-in", "contains"]
"""What one text is to another: a changed copy of it; a short version or a section of it; or the other way round."""

_IDEOGRAPHS = "\u2e80"  # they, kana and the like come from here on
_PASSAGE_LETTERS, _PASSAGES, _PASSAGES_SHARE = 16, 64, 0.05

_NO_LETTERS = re.compile(r"[\W_]+")


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
    `begins` and `ends` are where what they share begins and ends in the longer, as shares of its letters: most of it,
    not a phrase that stands far from the rest; 0 where it is next to nothing.
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


_UNLIKE = Likeness(jaccard=0.0, containment=0.0, relation=None, begins=0.0, ends=0.0)


def folded(text: str) -> str:
    """Letters and digits alone, in NFKC, lower case and simplified characters."""
    letters = _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())
    try:
        letters.encode("gb2312")
    except UnicodeEncodeError:  # no other text has traditional characters, and few simplified ones get here
        return _to_simplified()(letters)
    return letters


def shingled(text: str) -> Shingled:
    """`Shingled.of`, kept for when the same text is soon compared again."""
    if len(text) <= KEPT_LETTERS:
        return _shingled_short(text)
    return _shingled_long(text) if len(text) <= 10 * KEPT_LETTERS else Shingled.of(text)


_shingled_short = functools.lru_cache(KEPT_TEXTS)(Shingled.of)
_shingled_long = functools.lru_cache(KEPT_TEXTS // 20)(Shingled.of)


def shingles(letters: str) -> Iterable[str]:
    """Every run of five characters, in their order; a shorter text is one by itself."""
    last = len(letters) - SHINGLE_CHARACTERS
    return (letters[i : i + SHINGLE_CHARACTERS] for i in range(max(last, 0) + 1)) if letters else ()


def compare(one: Shingled, other: Shingled) -> Likeness:
    """The same whichever is given first, but for the relation, which is then the reverse."""
    common = one.shingles & other.shingles
    if not common:
        return _UNLIKE
    shared = len(common)
    jaccard = shared / (len(one.shingles) + len(other.shingles) - shared)
    containment = shared / min(len(one.shingles), len(other.shingles))
    shorter, longer = sorted((one.letters, other.letters), key=lambda letters: (len(letters), letters))
    if containment < SHARED_MIN or not _share_passages(shorter, common):
        return dataclasses.replace(_UNLIKE, jaccard=jaccard, containment=containment)
    kind, begins, ends = kinship(shorter, longer)
    return Likeness(
        jaccard=jaccard,
        containment=containment,
        relation="contains" if kind == "contained-in" and longer == one.letters else kind,
        begins=begins / len(longer),
        ends=ends / len(longer),
    )


def _share_passages(letters: str, common: Set[str]) -> bool:
    """Whether what is common is more than the words of an alphabet that any two texts in one language share."""
    if (
        letters[0] >= _IDEOGRAPHS and letters[-1] >= _IDEOGRAPHS
    ):  # there five characters are two words or more
        return True
    places = range(0, len(letters) - _PASSAGE_LETTERS + 1, max(len(letters) // _PASSAGES, 1))
    stands = sum(_stands(letters, place, common) for place in places)
    return stands >= _PASSAGES_SHARE * len(places)


def _stands(letters: str, place: int, common: Set[str]) -> bool:
    """Whether the passage from this place on, or the word if it is of ideographs, stands in both texts."""
    last = place if letters[place] >= _IDEOGRAPHS else place + _PASSAGE_LETTERS - SHINGLE_CHARACTERS
    return all(letters[at : at + SHINGLE_CHARACTERS] in common for at in range(place, last + 1))


@functools.cache
def _to_simplified() -> Callable[[str], str]:
    import opencc  # only where there is something to convert: it takes 40 ms to load

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
