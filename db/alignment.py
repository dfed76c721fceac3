"""Where two texts that are much alike differ."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_SPLIT_CHARACTERS = 60

_Anchor = tuple[int, int]  # where the same characters begin in either text


class Gap(NamedTuple):
    """What stands in one text and in the other between two places where they agree, or before the first (`at_end`)
    or behind the last of these. Either may be empty."""

    one: str
    other: str
    at_end: bool


def gaps(one: str, other: str, width: int) -> Iterator[Gap]:
    """The differences, in their order. The texts agree where they share a run of `width` characters found once in
    each, in the same order; of moved parts the shorter is a difference."""
    anchors = _in_order(_anchors(one, other, width))
    if not anchors:
        if one != other:
            yield Gap(one, other, at_end=True)
        return
    first, last = anchors[0], anchors[-1]
    yield from _trimmed(one[: first[0]], other[: first[1]], at_end=True)
    for (i, j), (k, l) in pairwise(anchors):  # noqa: E741
        if k - i == l - j <= width:  # they overlap or touch
            continue
        covered = min(width, k - i, l - j)
        yield from _trimmed(one[i + covered : k], other[j + covered : l], at_end=False)
    yield from _trimmed(one[last[0] + width :], other[last[1] + width :], at_end=True)


def _anchors(one: str, other: str, width: int) -> list[_Anchor]:
    here, there = _once(one, width), _once(other, width)
    return [(start, there[run]) for run, start in here.items() if run in there]


def _once(text: str, width: int) -> dict[str, int]:
    runs = [text[i : i + width] for i in range(len(text) - width + 1)]
    times = Counter(runs)
    return {run: start for start, run in enumerate(runs) if times[run] == 1}


def _in_order(anchors: Sequence[_Anchor]) -> list[_Anchor]:
    """The longest choice of anchors, given in the order of one text, that is in the order of the other too."""
    tails: list[int] = []  # the least place in the other text at which a choice of each length ends
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(anchors):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    chosen: list[_Anchor] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chosen.append(anchors[number])
        number = before[number]
    return chosen[::-1]


def _trimmed(one: str, other: str, *, at_end: bool) -> Iterator[Gap]:
    head = _agreeing(one, other)
    one, other = one[head:], other[head:]
    tail = _agreeing(one[::-1], other[::-1])
    one, other = one[: len(one) - tail], other[: len(other) - tail]
    if one and other and max(len(one), len(other)) <= _SPLIT_CHARACTERS:
        yield from _split(one, other, at_end=at_end)
    elif one or other:
        yield Gap(one, other, at_end=at_end)


def _agreeing(one: str, other: str) -> int:
    """How many characters at the beginning are the same."""
    differing = (place for place, (here, there) in enumerate(zip(one, other, strict=False)) if here != there)
    return next(differing, min(len(one), len(other)))


def _split(one: str, other: str, *, at_end: bool) -> Iterator[Gap]:
    """The gap parted where two characters or more agree; where one does, it may belong to two different names."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    i = j = 0
    for block in blocks:
        if block.size > 1 or block.a == len(one):
            if block.a > i or block.b > j:
                yield Gap(one[i : block.a], other[j : block.b], at_end=at_end)
            i, j = block.a + block.size, block.b + block.size
