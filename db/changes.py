"""What became of a text in a copy of it: what was cut, added, moved and changed here and there, in letters."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from db.alignment import Run, align
from db.letters import Lettered

PASSAGE_LETTERS = 12
"""Fewer letters that one text alone has are a word put otherwise, not a passage cut or added."""

_STRAY_LETTERS = 8  # fewer that are the same, amid more that are not, are so by chance


class Passage(NamedTuple):
    """Letters of a text, from `begins` to before `ends`."""

    begins: int
    ends: int

    @property
    def letters(self) -> int:
        return self.ends - self.begins


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """`runs` are what both have in the same order, and `moved` what the copy has elsewhere.

    `cut` are the passages of the original that the copy has not, `added` those of the copy that the original has not.
    """

    letters: int
    copy_letters: int
    runs: Sequence[Run]
    moved: Sequence[Run]
    cut: Sequence[Passage]
    added: Sequence[Passage]

    @classmethod
    def between(cls, original: Lettered, copy: Lettered) -> Self:
        found = align(original.letters, copy.letters)
        runs = list(_without_strays(found.runs, len(original.letters), len(copy.letters)))
        letters, copy_letters = len(original.letters), len(copy.letters)
        both = [*runs, *found.moved]
        return cls(
            letters=letters,
            copy_letters=copy_letters,
            runs=runs,
            moved=found.moved,
            cut=_passages(_left(((run.here, run.length) for run in both), letters)),
            added=_passages(_left(((run.there, run.length) for run in both), copy_letters)),
        )

    @property
    def shared(self) -> int:
        """The letters that stand in both."""
        return sum(run.length for run in (*self.runs, *self.moved))

    @property
    def moved_letters(self) -> int:
        return sum(run.length for run in self.moved)

    @property
    def kept(self) -> float:
        """The share of the original's letters that stand in the copy."""
        return self.shared / self.letters if self.letters else 1.0

    @property
    def new(self) -> float:
        """The share of the copy's letters that are not the original's."""
        return 1 - self.shared / self.copy_letters if self.copy_letters else 0.0

    @property
    def retouched(self) -> int:
        """The letters that are others, gone or new here and there, in no passage; of replaced ones either text's."""
        gone = self.letters - self.shared - sum(passage.letters for passage in self.cut)
        new = self.copy_letters - self.shared - sum(passage.letters for passage in self.added)
        return max(gone, new)


def _without_strays(runs: Sequence[Run], letters: int, copy_letters: int) -> Iterator[Run]:
    """The runs without the few characters that two different passages have in common."""
    ends = Run(0, 0, 0)
    for number, run in enumerate(runs):
        after = runs[number + 1] if number + 1 < len(runs) else Run(letters, copy_letters, 0)
        around = min(_gap(ends, run), _gap(run, after))
        if run.length >= min(_STRAY_LETTERS, around):
            yield run
            ends = run


def _gap(before: Run, after: Run) -> int:
    here = after.here - before.here - before.length
    there = after.there - before.there - before.length
    return max(here, there)


def _left(covered: Iterable[tuple[int, int]], letters: int) -> Iterator[Passage]:
    """What no run covers."""
    at = 0
    for begins, length in sorted(covered):
        if begins > at:
            yield Passage(at, begins)
        at = max(at, begins + length)
    if letters > at:
        yield Passage(at, letters)


def _passages(left: Iterable[Passage]) -> list[Passage]:
    return [passage for passage in left if passage.letters >= PASSAGE_LETTERS]
