"""Two texts side by side, sentence by sentence: what was cut, added, moved and changed."""

from __future__ import annotations

import dataclasses
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.commands.story_words import share, texts_told
from crawler.commands.terminal import shown
from db.alignment import Run
from db.changes import Changes
from db.letters import Lettered
from db.likeness import folded

CONTEXT: Final = 1  # rows shown of what is the same, before and after what is not
_FOLDED: Final = 2  # fewer rows that are the same are not worth folding

_Point = tuple[int, int]  # how many letters of either text come before


class Piece(NamedTuple):
    """A stretch of a text; `alone` where the other text has nothing like it here."""

    text: str
    alone: bool


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What stands beside each other; either may be empty. `moved` is what the other text has in another place."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    moved: bool = False

    @property
    def mark(self) -> str:
        """A space for the same, < and > for what one text alone has, ~ for what was moved, | for what was changed."""
        if self.moved:
            return "~"
        if not self.right:
            return "<"
        if not self.left:
            return ">"
        return "|" if any(piece.alone for piece in (*self.left, *self.right)) else " "


def beside(
    left: str, right: str, *, heads: Sequence[str], titles: Sequence[str], whole: bool
) -> RenderableType:
    """Two texts under their heads and headlines, and in words what the right one has of the left."""
    one, other = Lettered.of(left), Lettered.of(right)
    changes = Changes.between(one, other)
    headline = Row(left=(Piece(titles[0], True),), right=(Piece(titles[1], True),))
    if folded(titles[0]) == folded(titles[1]):
        headline = Row(left=(Piece(titles[0], False),), right=(Piece(titles[1], False),))
    return Group(
        _table([Row(left=(Piece(heads[0], False),), right=(Piece(heads[1], False),))], "bold"),
        shown(_summary(changes), "dim"),
        _table([headline]),
        Text(),
        printed(rows(one, other, changes), whole=whole),
    )


def _summary(changes: Changes) -> str:
    if not changes.shared:
        return "nothing in common"
    told = texts_told(changes)
    if not told:
        return "the same letters and digits"
    return "; ".join((f"kept {share(changes.kept)}, added {share(changes.new)}", *told))


def rows(one: Lettered, other: Lettered, changes: Changes) -> list[Row]:
    """Both texts whole, parted where a sentence ends in both or in the one."""
    here = _Side(one, [(run.here, run.length) for run in changes.runs])
    there = _Side(other, [(run.there, run.length) for run in changes.runs])
    moved_here = _Side(one, [(run.here, run.length) for run in changes.moved])
    moved_there = _Side(other, [(run.there, run.length) for run in changes.moved])
    found = []
    points = _points(one, other, changes.runs)
    for (i, j), (k, m) in itertools.pairwise(points):
        moved = (k > i or m > j) and moved_here.covers(i, k) and moved_there.covers(j, m)
        found.append(Row(left=here.pieces(i, k), right=there.pieces(j, m), moved=moved))
    return found


class _Side:
    """One text with the stretches, by where they begin and how long they are, that the other has too."""

    def __init__(self, text: Lettered, stretches: Iterable[tuple[int, int]]) -> None:
        self._text = text
        found = sorted((begins, begins + length) for begins, length in stretches)
        self._begins = [begins for begins, _ in found]
        self._ends = [ends for _, ends in found]

    def pieces(self, begin: int, end: int) -> tuple[Piece, ...]:
        return tuple(
            Piece(text, alone)
            for start, stop, alone in self._parted(begin, end)
            if (text := self._text.between(start, stop))
        )

    def covers(self, begin: int, end: int) -> bool:
        return all(not alone for _, _, alone in self._parted(begin, end))

    def _parted(self, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
        at = begin
        for number in range(bisect_right(self._ends, begin), bisect_left(self._begins, end)):
            start, stop = max(self._begins[number], begin), min(self._ends[number], end)
            if start > at:
                yield at, start, True
            yield start, stop, False
            at = stop
        if at < end:
            yield at, end, True


def _points(one: Lettered, other: Lettered, runs: Sequence[Run]) -> list[_Point]:
    """Where to part both: never within what one has and the other has elsewhere, or not at all."""
    here, there = one.sentence_ends(), other.sentence_ends()
    last = len(one.letters), len(other.letters)
    points: list[_Point] = [(0, 0)]
    at = (0, 0)
    for run in (*runs, Run(*last, 0)):
        start = run.here, run.there
        points += _between(at, start, here, there)
        inside = here[bisect_right(here, run.here) : bisect_left(here, run.here + run.length)]
        points += ((end, end - run.here + run.there) for end in inside)
        at = run.here + run.length, run.there + run.length
    points.append(last)
    return list(dict.fromkeys(points))


def _between(begin: _Point, end: _Point, here: Sequence[int], there: Sequence[int]) -> Iterator[_Point]:
    """Between two runs: the rest of the sentences that are under way, then what is cut, then what is added."""
    cut = here[bisect_left(here, begin[0]) : bisect_right(here, end[0])]
    added = there[bisect_left(there, begin[1]) : bisect_right(there, end[1])]
    if not cut:
        return
    under_way = cut[0] > begin[0]
    first = added[0] if added and under_way else begin[1]
    yield from ((letter, first) for letter in cut)
    yield from ((cut[-1], letter) for letter in added if letter > first)


def printed(found: Sequence[Row], *, whole: bool) -> RenderableType:
    """A table as wide as it may be. ⟦⟧ is round what one text alone has in a sentence of both, with colour and without;
    unless `whole` what is the same is told by how many rows of it there are."""
    blocks: list[RenderableType] = []
    same = (row.mark == " " for row in found)
    for is_same, numbered in itertools.groupby(enumerate(same), key=lambda one: one[1]):
        numbers = [number for number, _ in numbered]
        block = [found[number] for number in numbers]
        if not is_same or whole:
            blocks.append(_table(block))
            continue
        before = CONTEXT if numbers[0] else 0
        after = CONTEXT if numbers[-1] + 1 < len(found) else 0
        blocks.extend(_folded(block, before, after))
    return Group(*blocks)


def _folded(block: Sequence[Row], before: int, after: int) -> Iterator[RenderableType]:
    hidden = len(block) - before - after
    if hidden < _FOLDED:
        yield _table(block)
        return
    if before:
        yield _table(block[:before])
    yield Text(f"  … {hidden:,} sentences the same …", "dim")
    if after:
        yield _table(block[-after:])


_STYLES: Final = {
    " ": ("", ""),
    "<": ("red", ""),
    ">": ("", "green"),
    "|": ("red", "green"),
    "~": ("cyan", "cyan"),
}


def _table(block: Iterable[Row], style: str = "") -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.style = style
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=1)
    table.add_column(ratio=1, overflow="fold")
    for row in block:
        left, right = _STYLES[row.mark]
        table.add_row(
            _side(row.left, row.mark, left), Text(row.mark, "bold"), _side(row.right, row.mark, right)
        )
    return table


def _side(pieces: Sequence[Piece], mark: str, style: str) -> Text:
    if mark != "|":
        return shown(_on_one_line("".join(piece.text for piece in pieces)), style)
    texts = [_on_one_line(piece.text) for piece in pieces]
    parts = zip(texts, pieces, strict=True)
    return Text.assemble(
        *(shown(f"⟦{text}⟧", style) if piece.alone else shown(text) for text, piece in parts)
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()
