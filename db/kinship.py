"""What the shorter of two texts is to the longer, told from how they align.

- What they share must be most of what is the text proper of one of them: `STANDING_MIN`, without the lines that
  sites put before and behind. Characters wrongly guessed and words put otherwise in the midst of it stand for theirs.
- Where both have something else in the same place (another beginning, another end, another passage), that must be
  little beside what they share: two pieces with one profile of a company, two parts of a series are two pieces.
- What differs inside must be what an editor or a copier does, not a form filled in otherwise (`db.retouching`).
- Then they are near where what they share is most of the longer too, else the shorter is contained in it; of few
  letters that needs to be a good part of the longer, for it might be a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from db.alignment import MOVED_CHARACTERS, Gap, Run, align, gaps_between, main_part, trimmed
from db.retouching import is_retouched, signs
from db.wording import FURNITURE

LETTERS_MIN = 30
STANDING_MIN = 0.65
FOREIGN_SHARE_MAX, FOREIGN_LETTERS_MAX = 0.2, 20
NEAR_SHARE = 0.6
CONTAINED_LETTERS_MIN, CONTAINED_SHARE_MIN = 45, 1 / 3

_SLIP_LETTERS = 4
_FACING_LETTERS = 40  # what stands next to what they share, on either side, may be the same slots of a form
_PLACED_LETTERS = 30  # of what was moved, to be counted in where they meet
_END_LETTERS = 16  # longer ends of both are what each site put round the text
_LINE_LETTERS, _NAME_LETTERS, _FURNITURE_LETTERS = 24, 4, 160

_STAMP = re.compile(r"\D{0,10}\d{6,14}")  # who published it, and when
_ARABIC = re.compile("[0-9]")

Kind = Literal["near", "contained-in"]


class Kinship(NamedTuple):
    """`begins` and `ends`: where in the longer what they share stands, in letters."""

    kind: Kind | None
    begins: int
    ends: int


class _Round(NamedTuple):
    """What either text has before and behind what they share, without the lines of the site."""

    before: str
    behind: str

    @classmethod
    def of(cls, text: str, begins: int, ends: int) -> _Round:
        return cls(_without_lines_before(text[:begins]), _without_lines_behind(text[ends:]))

    @property
    def letters(self) -> int:
        return len(self.before) + len(self.behind)


def kinship(shorter: str, longer: str) -> Kinship:
    aligned = align(shorter, longer)
    runs = main_part(aligned.runs)
    if not runs:
        return Kinship(None, 0, 0)
    aside = (run for run in aligned.runs if run.length >= MOVED_CHARACTERS and not runs[0] <= run <= runs[-1])
    moved = [*aligned.moved, *aside]
    begins, ends = _place(runs, moved)
    return Kinship(_kind(shorter, longer, runs, sum(run.length for run in moved)), begins, ends)


def _place(runs: Sequence[Run], moved: Sequence[Run]) -> tuple[int, int]:
    placed = [*runs, *(run for run in moved if run.length >= _PLACED_LETTERS)]
    return min(run.there for run in placed), max(run.there + run.length for run in placed)


def _kind(shorter: str, longer: str, runs: Sequence[Run], moved: int) -> Kind | None:
    first, last = runs[0], runs[-1]
    end, other_end = last.here + last.length, last.there + last.length
    own, others = _Round.of(shorter, first.here, end), _Round.of(longer, first.there, other_end)
    inside = [gap for gap in gaps_between(shorter, longer, runs) if not gap.at_end]
    matched = sum(run.length for run in runs) + moved
    stands = matched + sum(_smaller(gap) for gap in inside if _smaller(gap) <= _SLIP_LETTERS)
    letters = end - first.here + own.letters, other_end - first.there + others.letters
    if matched < LETTERS_MIN or stands < STANDING_MIN * min(letters):
        return None
    foreign = sum(_smaller(gap) for gap in inside if _smaller(gap) > _SLIP_LETTERS) - moved
    foreign += min(len(own.before), len(others.before)) + min(len(own.behind), len(others.behind))
    if foreign > FOREIGN_SHARE_MAX * matched + FOREIGN_LETTERS_MAX:
        return None
    facing = _facing(own, others, Run(first.here, first.there, 0), Run(end, other_end, 0))
    if not is_retouched(signs(shorter, longer, [*inside, *facing], matched)):
        return None
    if stands >= NEAR_SHARE * max(letters):
        return "near"
    enough = stands >= CONTAINED_LETTERS_MIN or stands >= CONTAINED_SHARE_MIN * max(letters)
    return "contained-in" if enough else None


def _smaller(gap: Gap) -> int:
    return min(len(gap.one), len(gap.other))


def _facing(own: _Round, others: _Round, begin: Run, end: Run) -> Iterator[Gap]:
    """What both have next to what they share, where it may be the slots of a form: no more than a few words, or with a
    number in either."""
    for one, other, behind in ((own.before, others.before, False), (own.behind, others.behind, True)):
        if max(len(one), len(other)) > _END_LETTERS:
            size = min(len(one), len(other), _FACING_LETTERS)
            one, other = (
                (one[:size], other[:size]) if behind else (one[len(one) - size :], other[len(other) - size :])
            )
            if not (_ARABIC.search(one) and _ARABIC.search(other)):
                continue
        if one and other:
            here, there = (
                (end.here, end.there) if behind else (begin.here - len(one), begin.there - len(other))
            )
            yield from trimmed(Gap(one, other, True, here, there))


def _without_lines_before(text: str) -> str:
    if len(text) > _FURNITURE_LETTERS:
        return text
    end = 0
    for word in FURNITURE.finditer(text):
        if word.start() > end + _LINE_LETTERS:
            break
        stamp = _STAMP.match(text, word.end())
        end = stamp.end() if stamp else word.end() + _NAME_LETTERS
    return text[end:]


def _without_lines_behind(text: str) -> str:
    if len(text) > _FURNITURE_LETTERS:
        return text
    begin = len(text)
    for word in reversed(list(FURNITURE.finditer(text))):
        if word.end() < begin - _LINE_LETTERS:
            break
        begin = max(word.start() - _NAME_LETTERS, 0)
    return text[:begin]
