"""What changed in a text: the lines that are gone, new and altered, and in these the characters."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from typing import Final

_ALIKE: Final = 0.4  # of the characters of two lines that are the same, for the one to have become the other
_LONGEST: Final = 2000  # characters of a line beyond which it is not looked into


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
    matcher = difflib.SequenceMatcher(None, earlier, later, autojunk=False)
    return [
        change
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
        for change in _changed(earlier[i1:i2], later[j1:j2], i1, j1)
    ]


def parts(line: str, other: str) -> list[Part]:
    """The line in parts, by what it shares with the other, in which both have the same order."""
    if len(line) > _LONGEST or len(other) > _LONGEST:
        return [Part(text=line, same=False)]
    matcher = difflib.SequenceMatcher(None, line, other, autojunk=False)
    found = [(kind == "equal", line[i1:i2]) for kind, i1, i2, _, _ in matcher.get_opcodes()]
    return [Part(text=text, same=same) for same, text in found if text]


def _changed(earlier: Sequence[str], later: Sequence[str], i: int, j: int) -> Iterator[Change]:
    """Lines that stand at one place: each of the later is what the next like it of the earlier became, or new."""
    at = 0
    for number, line in enumerate(later, start=j + 1):
        like = next((n for n in range(at, len(earlier)) if _is_like(earlier[n], line)), None)
        if like is None:
            yield Change(number=number, before=None, after=line)
            continue
        yield from _gone(earlier[at:like], i + at)
        yield Change(number=number, before=earlier[like], after=line)
        at = like + 1
    yield from _gone(earlier[at:], i + at)


def _gone(lines: Sequence[str], at: int) -> Iterator[Change]:
    return (Change(number=number, before=line, after=None) for number, line in enumerate(lines, start=at + 1))


def _is_like(line: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, line[:_LONGEST], other[:_LONGEST], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
