"""Where two texts that are much alike agree, and where they differ. In linear time, whatever the texts."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

ANCHOR_CHARACTERS = 5
MOVED_CHARACTERS = 10  # fewer are a phrase that either has somewhere else

_FINE_CHARACTERS, _FINE_GAP = 2, 60  # one alone may belong to two different names
_COARSE_CHARACTERS, _COARSE_STEP = 24, 12
_COARSE_TEXT = 8000  # in a longer text long runs are looked for first
_ROUNDS = 2
_REPLACED_COST, _LONGEST_SKIP = 0.5, 12  # of a character replaced; of what one text leaves out, at most


class Run(NamedTuple):
    """Characters that are the same in both, from `here` in the one and from `there` in the other."""

    here: int
    there: int
    length: int


class Gap(NamedTuple):
    """What stands in one text and in the other between two places where they agree, or before the first (`at_end`)
    or behind the last of these. Either may be empty. `here` and `there` are where it begins."""

    one: str
    other: str
    at_end: bool
    here: int
    there: int


class Alignment(NamedTuple):
    """`runs` in the order of both; `moved` are those that stand elsewhere in the other, in the order of the one."""

    runs: Sequence[Run]
    moved: Sequence[Run]


class _Stretch(NamedTuple):
    """A part of either text."""

    begin: int
    end: int
    other_begin: int
    other_end: int

    @property
    def sizes(self) -> tuple[int, int]:
        return self.end - self.begin, self.other_end - self.other_begin


class _Look:
    """How runs are looked for: by `width` characters, taken every `step`; `fine`: only in what is short, or next to a
    run before the first and behind the last. `barren` are the stretches that have none."""

    def __init__(self, width: int, *, step: int = 1, again: bool = False, fine: bool = False) -> None:
        self.width, self.step, self.again, self.fine = width, step, again, fine
        self.barren = set[_Stretch]()


def align(one: str, other: str, width: int = ANCHOR_CHARACTERS) -> Alignment:
    """The runs by which as much as possible of one text stands in the other, in the same order.

    They are looked for by `width` characters found once in the other, longer and lighter steps first in long texts, and
    between them by two.
    """
    whole = _Stretch(0, len(one), 0, len(other))
    left: list[Run] = []
    runs = _same_ends(one, other, whole, width)
    if max(len(one), len(other)) > _COARSE_TEXT:
        runs = _filled(one, other, runs, _Look(_COARSE_CHARACTERS, step=_COARSE_STEP), left)
    look = _Look(width)
    runs = _filled(one, other, runs, look, left)
    if 2 * sum(run.length for run in runs) < min(whole.sizes):  # what is said twice is found nowhere once
        runs = _filled(one, other, runs, _Look(_COARSE_CHARACTERS, again=True), left)
    moved = _moved(runs, left)
    for _ in range(_ROUNDS):
        found = len(runs)
        runs = _beside(_filled(one, other, runs, look, []), moved)
        if len(runs) == found:
            break
    runs = _beside(_filled(one, other, runs, _Look(min(_FINE_CHARACTERS, width), fine=True), []), moved)
    return Alignment(_joined(runs), moved)


def gaps(one: str, other: str, width: int = ANCHOR_CHARACTERS) -> Iterator[Gap]:
    """The differences, in their order; of moved parts the shorter is a difference, in either place."""
    return gaps_between(one, other, align(one, other, width).runs)


def main_part(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs that belong together: without those that stand far from the others in both texts, or are a phrase that
    both happen to have."""
    best = score = 0.0
    first = begin = end = 0
    for number, run in enumerate(runs):
        if number:
            before = runs[number - 1]
            here = run.here - before.here - before.length
            there = run.there - before.there - before.length
            score -= _REPLACED_COST * min(here, there) + min(abs(here - there), _LONGEST_SKIP)
        if score <= 0:
            begin, score = number, 0.0
        score += run.length
        if score > best:
            best, first, end = score, begin, number + 1
    return runs[first:end]


def gaps_between(one: str, other: str, runs: Sequence[Run]) -> Iterator[Gap]:
    for number, stretch in enumerate(_stretches(one, other, runs)):
        here, there = one[stretch.begin : stretch.end], other[stretch.other_begin : stretch.other_end]
        if here or there:
            yield Gap(here, there, number in (0, len(runs)), stretch.begin, stretch.other_begin)


def _stretches(one: str, other: str, runs: Sequence[Run]) -> Iterator[_Stretch]:
    """What is before, between and behind the runs."""
    bounds = (Run(0, 0, 0), *runs, Run(len(one), len(other), 0))
    for before, after in pairwise(bounds):
        yield _Stretch(before.here + before.length, after.here, before.there + before.length, after.there)


def _same_ends(one: str, other: str, whole: _Stretch, width: int) -> list[Run]:
    """How both begin and how both end, where that is long enough to be no chance."""
    head = _agreeing(one, other, 0, 0, min(whole.sizes))
    if head < min(width, *whole.sizes):
        head = 0
    tail = _agreeing(one, other, len(one), len(other), min(whole.sizes) - head, back=True)
    if tail < width:
        tail = 0
    ends = (Run(0, 0, head), Run(len(one) - tail, len(other) - tail, tail))
    return [run for run in ends if run.length]


def _filled(one: str, other: str, runs: Sequence[Run], look: _Look, left: list[Run]) -> list[Run]:
    """The runs and those between them; what is found in another order is added to `left`."""
    filled: list[Run] = []
    for number, stretch in enumerate(_stretches(one, other, runs)):
        if look.fine:
            stretch = _near_to_runs(stretch, number > 0, number < len(runs))
        if min(stretch.sizes) >= look.width and stretch not in look.barren:
            found = list(_common(one, other, stretch, look))
            if not found:
                look.barren.add(stretch)
            chosen = _in_order(found)
            if len(chosen) < len(found):
                kept = set(chosen)
                left += (run for run in found if run not in kept)
            filled += _apart(chosen)
        if number < len(runs):
            filled.append(runs[number])
    return filled


def _near_to_runs(stretch: _Stretch, behind: bool, before: bool) -> _Stretch:
    begin, end, other_begin, other_end = stretch
    if behind and before:
        return stretch if max(stretch.sizes) <= _FINE_GAP else _Stretch(end, end, other_end, other_end)
    if behind:
        return _Stretch(
            begin, min(end, begin + _FINE_GAP), other_begin, min(other_end, other_begin + _FINE_GAP)
        )
    return _Stretch(max(begin, end - _FINE_GAP), end, max(other_begin, other_end - _FINE_GAP), other_end)


def _common(one: str, other: str, stretch: _Stretch, look: _Look) -> Iterator[Run]:
    """Runs as long as they go, in the order of the one, each found by characters that stand once in the other, or
    (`again`) where they stand first."""
    begin, end, other_begin, other_end = stretch
    width, theirs = look.width, range(other_begin, other_end - look.width + 1, look.step)
    pieces = [other[place : place + width] for place in theirs]
    lasts = dict(zip(pieces, theirs, strict=True))
    places = lasts
    if len(lasts) < len(pieces):
        places = dict(zip(reversed(pieces), reversed(theirs), strict=True))
    for at in [at for at in range(begin, end - width + 1) if one[at : at + width] in places]:
        characters = one[at : at + width]
        there = places[characters]
        if at < begin or (there != lasts[characters] and not look.again):
            continue
        back = _agreeing(one, other, at, there, min(at - begin, there - other_begin), back=True)
        length = back + width
        length += _agreeing(one, other, at + width, there + width, min(end - at, other_end - there) - width)
        yield Run(at - back, there - back, length)
        begin = at - back + length


def _agreeing(one: str, other: str, here: int, there: int, most: int, *, back: bool = False) -> int:
    """How many characters from here and from there on (`back`: before here and before there) are the same."""
    agreeing, step = 0, 8
    while agreeing < most and step:
        step = min(step, most - agreeing)
        moved = -agreeing - step if back else agreeing
        at, place = here + moved, there + moved
        if one[at : at + step] == other[place : place + step]:
            agreeing += step
            step *= 2
        else:
            most = agreeing + step - 1
            step //= 2
    return agreeing


def _in_order(runs: Sequence[Run]) -> Sequence[Run]:
    """Of runs in the order of the one, those in the order of the other too that are the longest together."""
    if all(before.there < after.there for before, after in pairwise(runs)):
        return runs
    places: list[int] = []  # where choices of more and more characters end
    totals: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for number, run in enumerate(runs):
        at = bisect_left(places, run.there)
        total = run.length + (totals[at - 1] if at else 0)
        before.append(lasts[at - 1] if at else -1)
        until = at
        while until < len(places) and totals[until] <= total:
            until += 1
        if until == at < len(places) and places[at] == run.there:
            continue
        places[at:until], totals[at:until], lasts[at:until] = [run.there], [total], [number]
    chosen: list[Run] = []
    number = lasts[-1]
    while number >= 0:
        chosen.append(runs[number])
        number = before[number]
    return chosen[::-1]


def _apart(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs without what is in the one before already."""
    ends = 0
    for run in runs:
        twice = max(ends - run.there, 0)
        if twice < run.length:
            yield Run(run.here + twice, run.there + twice, run.length - twice)
            ends = run.there + run.length


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else Run(0, 0, 0)
        if joined and (last.here + last.length, last.there + last.length) == (run.here, run.there):
            joined[-1] = Run(last.here, last.there, last.length + run.length)
        else:
            joined.append(run)
    return joined


def _moved(runs: Sequence[Run], left: Iterable[Run]) -> list[Run]:
    """Of the runs that are left those that overlap no other, in either text."""
    heres = [(run.here, run.here + run.length) for run in runs]
    theres = [(run.there, run.there + run.length) for run in runs]
    moved: list[Run] = []
    for run in sorted(run for run in left if run.length >= MOVED_CHARACTERS):
        if _is_free(heres, run.here, run.length) and _is_free(theres, run.there, run.length):
            insort(heres, (run.here, run.here + run.length))
            insort(theres, (run.there, run.there + run.length))
            moved.append(run)
    return moved


def _beside(runs: list[Run], moved: Sequence[Run]) -> list[Run]:
    """The runs that overlap nothing that was moved."""
    if not moved:
        return runs
    heres = [(run.here, run.here + run.length) for run in moved]
    theres = sorted((run.there, run.there + run.length) for run in moved)
    return [
        run
        for run in runs
        if _is_free(heres, run.here, run.length) and _is_free(theres, run.there, run.length)
    ]


def _is_free(taken: Sequence[tuple[int, int]], begin: int, length: int) -> bool:
    at = bisect_left(taken, (begin, begin))
    neighbours = taken[max(at - 1, 0) : at + 1]
    return all(begin + length <= other or end <= begin for other, end in neighbours)


def trimmed(gap: Gap) -> Iterator[Gap]:
    """The gap without what both sides begin and end with."""
    head = _agreeing(gap.one, gap.other, 0, 0, min(len(gap.one), len(gap.other)))
    one, other = gap.one[head:], gap.other[head:]
    tail = _agreeing(one, other, len(one), len(other), min(len(one), len(other)), back=True)
    one, other = one[: len(one) - tail], other[: len(other) - tail]
    if one or other:
        yield Gap(one, other, gap.at_end, gap.here + head, gap.there + head)
