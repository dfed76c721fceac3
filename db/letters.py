"""A text beside its letters, as texts are compared: where each letter stands, and where sentences end."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from typing import Self

from db.likeness import folded

_SENTENCE_ENDS = re.compile(r"[。！？；\n]|[.!?;]\s")
_ENDS_AFTER_HAN = re.compile("[.!;]")  # not ?, which is also what is left of a character that was lost
_FIRST_HAN = "\u3400"
_TRADITIONAL_SHARE = 0.1
_OPENS = frozenset("“‘「『（(【〔［[《〈<")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Lettered:
    """`letters` are those of `db.likeness.folded`, and `places` where in the text the character of each stands."""

    text: str
    letters: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Self:
        times = [len(_of_character(character)) for character in text]
        letters = folded(text)
        if len(letters) != sum(times):  # characters that make others only beside their neighbours
            letters = "".join(map(_of_character, text))
        places = [place for place, count in enumerate(times) for _ in range(count)]
        return cls(text=text, letters=letters, places=places)

    def place(self, letter: int) -> int:
        """Where in the text to part it before this letter: what opens a quotation goes with what is quoted."""
        if letter <= 0:
            return 0
        if letter >= len(self.places):
            return len(self.text)
        place = self.places[letter]
        while place - 1 > self.places[letter - 1] and self.text[place - 1] in _OPENS:
            place -= 1
        return place

    def between(self, begin: int, end: int) -> str:
        """The text from one letter up to another, punctuation and all."""
        return self.text[self.place(begin) : self.place(end)]

    @property
    def is_traditional(self) -> bool:
        """Whether it is in traditional characters: a third of those of a text differ from the simplified."""
        others = sum(
            1
            for letter, place in zip(self.letters, self.places, strict=True)
            if letter >= _FIRST_HAN and self.text[place] >= _FIRST_HAN and self.text[place] != letter
        )
        return others > _TRADITIONAL_SHARE * len(self.letters)

    def sentence_ends(self) -> list[int]:
        """The letters before which a sentence or a line ends, 0 and the number of letters; in their order."""
        ends = [letter for letter in range(1, len(self.letters)) if self._ends_before(letter)]
        return [0, *ends, len(self.letters)] if self.letters else [0]

    def _ends_before(self, letter: int) -> bool:
        begin, end = self.places[letter - 1] + 1, self.places[letter]
        if begin >= end:
            return False
        if _SENTENCE_ENDS.search(self.text, begin, end):
            return True
        is_han = self.letters[letter - 1] >= _FIRST_HAN
        return is_han and _ENDS_AFTER_HAN.search(self.text, begin, end) is not None


@functools.lru_cache(maxsize=1 << 16)
def _of_character(character: str) -> str:
    return folded(character)
