"""What of an article a repost takes: all but an end, some paragraphs, a section, parts of several."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from benchmarks.reposts.labelled import Passage

Draw = random.Random
Passages = tuple[Passage, ...]
SHARES: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
_LEAST_LETTERS: Final = 30


def text_of(passages: Sequence[Passage], bases: Mapping[int, str]) -> str:
    """The passages of one base text that follow each other run on; others begin a line."""
    lines = [bases[passage.base][passage.start : passage.end].strip("\n") for passage in passages]
    return "\n".join(line for line in lines if line)


def whole(base: int, bases: Mapping[int, str]) -> Passages:
    return (Passage(base=base, start=0, end=len(bases[base])),)


def _at_end(length: int, cut: int, _: Draw) -> list[tuple[int, int]]:
    return [(0, length - cut)]


def _at_start(length: int, cut: int, _: Draw) -> list[tuple[int, int]]:
    return [(cut, length)]


def _at_both(length: int, cut: int, draw: Draw) -> list[tuple[int, int]]:
    begins = draw.randint(cut // 4, 3 * cut // 4)
    return [(begins, length - (cut - begins))]


def _in_the_middle(length: int, cut: int, draw: Draw) -> list[tuple[int, int]]:
    at = draw.randint((length - cut) // 4, 3 * (length - cut) // 4)
    return [(0, at), (at + cut, length)]


PLACES: Final[Mapping[str, Callable[[int, int, Draw], list[tuple[int, int]]]]] = {
    "at the end": _at_end,
    "at the start": _at_start,
    "at both ends": _at_both,
    "in the middle": _in_the_middle,
}


def cut(base: int, bases: Mapping[int, str], place: str, share: float, draw: Draw) -> Passages:
    length = len(bases[base])
    parts = PLACES[place](length, min(round(share * length), length - _LEAST_LETTERS), draw)
    return tuple(Passage(base=base, start=start, end=end) for start, end in parts)


def paragraphs(base: int, bases: Mapping[int, str]) -> list[Passage]:
    """The lines of the base text, each with its break."""
    found, at = [], 0
    for line in bases[base].splitlines(keepends=True):
        found.append(Passage(base=base, start=at, end=at + len(line)))
        at += len(line)
    return found


def dropped(base: int, bases: Mapping[int, str], draw: Draw) -> Passages:
    """Without one to three of its paragraphs, at most about 40%."""
    lines = paragraphs(base, bases)
    left, length = list(lines), len(bases[base])
    for line in draw.sample(lines, min(draw.randint(1, 3), len(lines) - 1)):
        if sum(map(len, left)) - len(line) >= 0.6 * length:
            left.remove(line)
    return tuple(left)


def reordered(base: int, bases: Mapping[int, str], draw: Draw) -> Passages:
    lines = paragraphs(base, bases)
    one, other = sorted(draw.sample(range(len(lines)), 2))
    lines[one], lines[other] = lines[other], lines[one]
    return tuple(lines)


def section(base: int, bases: Mapping[int, str], share: float, draw: Draw) -> Passages:
    """Whole paragraphs one after another, of about this share of the text."""
    lines = paragraphs(base, bases)
    wanted = share * len(bases[base])
    starts = [at for at in range(len(lines)) if sum(map(len, lines[at:])) >= wanted]
    taken: list[Passage] = []
    for line in lines[draw.choice(starts or [0]) :]:
        if taken and sum(map(len, taken)) >= wanted:
            break
        taken.append(line)
    return (Passage(base=base, start=taken[0].start, end=taken[-1].end),)


def split(base: int, bases: Mapping[int, str], parts: int) -> list[Passages]:
    """Into parts of about one length, at the ends of paragraphs where there are enough."""
    length = len(bases[base])
    ends = [line.end for line in paragraphs(base, bases)]
    marks = [min(ends, key=lambda end: abs(end - length * n / parts)) for n in range(1, parts)]
    marks = [0, *dict.fromkeys(mark for mark in marks if 0 < mark < length), length]
    return [(Passage(base=base, start=start, end=end),) for start, end in itertools.pairwise(marks)]
