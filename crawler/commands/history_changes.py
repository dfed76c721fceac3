"""What changed in a text: the lines that are gone, new and altered, and in these the characters."""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

_ALIKE: Final = 0.4  # of the characters of two lines that are the same, for the one to have become the other
_LONGEST: Final = 2000  # characters of a line beyond which it is not looked into
_STEPS: Final = 2_000_000
_PAIRS: Final = 100_000  # of equal lines


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """A line before and after; None where there was or is none. `number` is that of the line in the later text, or in
    the earlier where it is gone, from 1 on."""

    number: int
    before: str | None
    after: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """Characters that follow one another and are the same in both lines, or are not."""

    text: str
    same: bool


def changes(before: str, after: str) -> list[Change]:
    """In the order of the texts."""
    earlier, later = before.split("\n") if before else [], after.split("\n") if after else []
    blocks = list(_blocks(earlier, later))
    effort = _Effort(sum(j2 - j1 for i1, i2, j1, j2 in blocks if i1 < i2))
    return [
        change
        for i1, i2, j1, j2 in blocks
        for change in _changed(earlier[i1:i2], later[j1:j2], i1, j1, effort)
    ]


def parts(line: str, other: str) -> list[Part]:
    """The line in parts, by what it shares with the other, in which both have the same order."""
    if len(line) > _LONGEST or len(other) > _LONGEST:
        return [Part(text=line, same=False)]
    matcher = difflib.SequenceMatcher(None, line, other, autojunk=False)
    found = [(kind == "equal", line[i1:i2]) for kind, i1, i2, _, _ in matcher.get_opcodes()]
    return [Part(text=text, same=same) for same, text in found if text]


def _blocks(earlier: Sequence[str], later: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where each change begins and ends in either text. Of many lines that are often there, few are made use of."""
    many = _pairs(earlier, later) > _PAIRS
    head = _equal_at_the_head(earlier, later) if many else 0
    tail = _equal_at_the_head(earlier[head:][::-1], later[head:][::-1]) if many else 0
    one, other = earlier[head : len(earlier) - tail], later[head : len(later) - tail]
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=many)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield head + i1, head + i2, head + j1, head + j2


def _changed(
    earlier: Sequence[str], later: Sequence[str], i: int, j: int, effort: _Effort
) -> Iterator[Change]:
    """Lines that stand at one place: each of the later is what the next like it of the earlier became, or new."""
    at = 0
    for number, line in enumerate(later, start=j + 1):
        like = _first_like(earlier, at, line, effort) if at < len(earlier) else None
        if like is None:
            yield Change(number=number, before=None, after=line)
            continue
        yield from _gone(earlier[at:like], i + at)
        yield Change(number=number, before=earlier[like], after=line)
        at = like + 1
    yield from _gone(earlier[at:], i + at)


def _gone(lines: Sequence[str], at: int) -> Iterator[Change]:
    return (Change(number=number, before=line, after=None) for number, line in enumerate(lines, start=at + 1))


def _first_like(lines: Sequence[str], at: int, line: str, effort: _Effort) -> int | None:
    """Which of the lines, from one on, is like this one, as far as the effort is worth it."""
    matcher = difflib.SequenceMatcher(None, "", line[:_LONGEST], autojunk=False)
    effort.begin_line()
    for number in range(at, len(lines)):
        before = lines[number][:_LONGEST]
        matcher.set_seq1(before)
        if not effort.spend(1 + len(before) * (matcher.real_quick_ratio() >= _ALIKE)):
            return None
        if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
            continue
        if not effort.spend(2 * (len(before) + _pairs(before, line[:_LONGEST]))):
            return None
        if matcher.ratio() >= _ALIKE:
            return number
    return None


class _Effort:
    """What may be spent on finding what lines became, in steps of a fifth of a microsecond, shared among the lines.

    A change of an ordinary text takes a small part of it. What a line does not need is left to the next.
    """

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self._left = _STEPS
        self._of_line = 0

    def begin_line(self) -> None:
        self._of_line = self._left // max(self._lines, 1)
        self._lines -= 1

    def spend(self, steps: int) -> bool:
        """Whether there are so many left for this line."""
        if steps > self._of_line:
            return False
        self._of_line -= steps
        self._left -= steps
        return True


def _pairs(some: Sequence[str], others: Sequence[str]) -> int:
    """How many pairs of equal lines or characters there are, by which difflib takes its time."""
    counts = Counter(others)
    return sum(counts[each] * count for each, count in Counter(some).items())


def _equal_at_the_head(some: Sequence[str], others: Sequence[str]) -> int:
    pairs = enumerate(zip(some, others, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(some), len(others)))
