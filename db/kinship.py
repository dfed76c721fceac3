"""What the shorter of two texts is to the longer, told from how they align.

- What they share must be most of what is the text proper of one of them: `STANDING_MIN`, without the lines that
  sites put before and behind. Characters wrongly guessed and words put otherwise in the midst of it stand for theirs.
- Where both have something else in the same place (another beginning, another end, another passage), that must be
  little beside what they share: two pieces with one profile of a company, two parts of a series are two pieces.
- What differs inside must be what an editor or a copier does, not a form filled in otherwise (`db.retouching`).
- Then they are near where what they share is most of the longer too, else the shorter is contained in it; of few
  letters that needs to be a good part of the longer, for it might be a quotation.
- Fewer than `LETTERS_MIN` tell nothing, unless they are all there is but for lines of the site.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from db.alignment import MOVED_CHARACTERS, Gap, Run, align, gaps_between, main_part, trimmed
from db.retouching import is_form, is_retouched, signs
from db.wording import FURNITURE

LETTERS_MIN = 30
FLASH_LETTERS_MIN = 15
STANDING_MIN = 0.65
STAGGERED_MIN, STAGGERED_LETTERS_MIN, STAGGERED_FOREIGN_MAX = 0.55, 80, 12
FOREIGN_SHARE_MAX, FOREIGN_LETTERS_MAX = 0.15, 10
HEADLINE_SHARE_MAX, HEADLINE_LETTERS_MAX = 0.1, 22
REPLACED_SHARE_MAX, REPLACED_LETTERS_MAX = 0.25, 25
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
    def of(cls, text: str, begins: int, ends: int, elsewhere: Sequence[int]) -> _Round:
        """`elsewhere` is where more of what they share stands: lines of the site have none of it."""
        before, behind = text[:begins], text[ends:]
        if not any(place < begins for place in elsewhere):
            before = _without_lines_before(before)
        if not any(place >= ends for place in elsewhere):
            behind = _without_lines_behind(behind)
        return cls(before, behind)

    @property
    def letters(self) -> int:
        return len(self.before) + len(self.behind)


def kinship(shorter: str, longer: str) -> Kinship:
    if shorter == longer:
        return Kinship("near", 0, len(longer))
    aligned = align(shorter, longer)
    runs = main_part(aligned.runs)
    if not runs:
        return Kinship(None, 0, 0)
    aside = [run for run in aligned.runs if run.length >= MOVED_CHARACTERS and not runs[0] <= run <= runs[-1]]
    begins, ends = _place(runs, [*aligned.moved, *aside])
    return Kinship(_kind(shorter, longer, runs, aligned.moved, aside), begins, ends)


def _place(runs: Sequence[Run], moved: Sequence[Run]) -> tuple[int, int]:
    placed = [*runs, *(run for run in moved if run.length >= _PLACED_LETTERS)]
    return min(run.there for run in placed), max(run.there + run.length for run in placed)


def _kind(
    shorter: str, longer: str, runs: Sequence[Run], crossing: Sequence[Run], aside: Sequence[Run]
) -> Kind | None:
    moved = [*crossing, *aside]
    first, last = runs[0], runs[-1]
    end, other_end = last.here + last.length, last.there + last.length
    own = _Round.of(shorter, first.here, end, [run.here for run in moved])
    others = _Round.of(longer, first.there, other_end, [run.there for run in moved])
    begin, behind = Run(first.here, first.there, 0), Run(end, other_end, 0)
    inside = [gap for gap in gaps_between(shorter, longer, runs) if not gap.at_end]
    matched = sum(run.length for run in runs) + sum(run.length for run in moved)
    stands = matched + sum(_smaller(gap) for gap in inside if _smaller(gap) <= _SLIP_LETTERS)
    letters = end - first.here + own.letters, other_end - first.there + others.letters
    changed = _not_moved(inside, moved) if moved else inside
    replaced = sum(_smaller(gap) for gap in changed if _smaller(gap) > _SLIP_LETTERS)
    foreign = _foreign(own, others, begin, behind, crossing, aside)
    if matched < LETTERS_MIN:
        is_flash = matched >= FLASH_LETTERS_MIN and not inside and not own.letters and not others.letters
        return "near" if is_flash else None
    if stands < _standing_min(matched, sum(foreign) + replaced) * min(letters):
        return None
    before_max = _foreign_max(matched, may_be_headline=own.before[:1] != others.before[:1])
    if foreign[0] > before_max or foreign[1] > _foreign_max(matched, may_be_headline=False):
        return None
    if sum(foreign) + replaced > REPLACED_SHARE_MAX * matched + REPLACED_LETTERS_MAX:
        return None
    facing = _facing(own, others, begin, behind)
    core = own.before + shorter[first.here : end] + own.behind
    if not is_retouched(signs(shorter, longer, [*changed, *facing], matched, is_form=is_form(core))):
        return None
    if stands >= NEAR_SHARE * max(letters):
        return "near"
    enough = stands >= CONTAINED_LETTERS_MIN or stands >= CONTAINED_SHARE_MIN * max(letters)
    return "contained-in" if enough else None


def _smaller(gap: Gap) -> int:
    return min(len(gap.one), len(gap.other))


def _standing_min(matched: int, foreign: int) -> float:
    """One cut at the beginning and one at the end share less of either, and have nothing in the same place."""
    staggered = matched >= STAGGERED_LETTERS_MIN and foreign <= STAGGERED_FOREIGN_MAX
    return STAGGERED_MIN if staggered else STANDING_MIN


def _foreign_max(matched: int, *, may_be_headline: bool) -> float:
    """A copy may have a headline of its own; it begins otherwise than that of the other."""
    if may_be_headline:
        return HEADLINE_SHARE_MAX * matched + HEADLINE_LETTERS_MAX
    return FOREIGN_SHARE_MAX * matched + FOREIGN_LETTERS_MAX


def _foreign(
    own: _Round, others: _Round, begin: Run, end: Run, crossing: Sequence[Run], aside: Sequence[Run]
) -> tuple[int, int]:
    """How much both have of their own before and behind what they share: nothing of it stands in the other.

    Next to what stands elsewhere in the other as much again may be spoiled.
    """

    def length(text: str, side: Literal[0, 1], at: int) -> int:
        crossed, agreeing = (
            _covered(sorted((run[side], run[side] + run.length) for run in runs), at, len(text))
            for runs in (crossing, aside)
        )
        return max(len(text) - 2 * crossed - agreeing, 0)

    before = length(own.before, 0, begin.here - len(own.before))
    other_before = length(others.before, 1, begin.there - len(others.before))
    behind, other_behind = length(own.behind, 0, end.here), length(others.behind, 1, end.there)
    return min(before, other_before), min(behind, other_behind)


def _not_moved(gaps: Sequence[Gap], moved: Sequence[Run]) -> list[Gap]:
    """The gaps without those of which most of either side stands elsewhere in the other text."""
    heres = sorted((run.here, run.here + run.length) for run in moved)
    theres = sorted((run.there, run.there + run.length) for run in moved)
    return [
        gap
        for gap in gaps
        if 2 * _covered(heres, gap.here, len(gap.one)) <= len(gap.one)
        and 2 * _covered(theres, gap.there, len(gap.other)) <= len(gap.other)
    ]


def _covered(taken: Sequence[tuple[int, int]], begin: int, length: int) -> int:
    """How much of a part of the text lies in the intervals, which do not overlap."""
    covered, at = 0, max(bisect_left(taken, (begin, begin)) - 1, 0)
    while at < len(taken) and taken[at][0] < begin + length:
        covered += max(0, min(begin + length, taken[at][1]) - max(begin, taken[at][0]))
        at += 1
    return covered


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
