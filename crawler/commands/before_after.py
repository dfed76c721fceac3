"""A restored record beside the page it was read from: line by line what changed, and what in it is guessed."""

from __future__ import annotations

import dataclasses
import difflib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.text import Text

from crawler.commands.guessed import with_guesses
from crawler.commands.terminal import shown
from crawler.extraction.mirrors.readings import ANNOTATION
from crawler.extraction.mirrors.shown import shown_lines
from crawler.extraction.mirrors.traditional import made_simplified
from crawler.items import Guess

MOST_LINES: Final = 12
_LIKE: Final = 0.3  # of its characters, that a line of the page has which may be the one that was restored
_REACH: Final = 20  # lines of the page, from the last one found on, among which the next is looked for
_MOST_HOLDING: Final = 40  # lines that two characters tell from others
_MOST_SHARING: Final = 8
_CONTEXT: Final = 12  # characters shown on either side of what changed


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pair:
    """A line of the record, and the one of the page it was, None where none is like it."""

    before: str | None
    after: str
    guesses: tuple[Guess, ...] = ()

    @property
    def changed(self) -> bool:
        return bool(self.guesses) or self.before is None or self.after not in made_simplified(self.before)


def pairs(page: str, title: str | None, text: str, guesses: Mapping[str, Sequence[Guess]]) -> list[Pair]:
    """The title and the lines of the text, in their order, each beside its line of the page; `guesses` by field."""
    own = [*_lines(title or "", guesses.get("title", ())), *_lines(text, guesses.get("text", ()))]
    return list(_beside(shown_lines(page), own))


def _lines(text: str, guesses: Sequence[Guess]) -> Iterator[tuple[str, tuple[Guess, ...]]]:
    start = 0
    for line in text.split("\n") if text else ():
        inside = (one for one in guesses if start <= one.start and one.end <= start + len(line))
        moved = (dataclasses.replace(one, start=one.start - start, end=one.end - start) for one in inside)
        yield line, tuple(moved)
        start += len(line) + 1


def _beside(page: Sequence[str], own: Iterable[tuple[str, tuple[Guess, ...]]]) -> Iterator[Pair]:
    """Each line beside the page's likest; of two equally like beside the one that follows what came before."""
    spoken = [ANNOTATION.sub(r"\1", made_simplified(line)) for line in page]
    counted, holding = [Counter(line) for line in spoken], _lines_holding(spoken)
    at = 0
    for line, guesses in own:
        near = {*range(at, min(at + _REACH, len(page))), *_sharing(line, holding)}
        likest = min(((-_likeness(line, counted[n]), n < at, n) for n in near), default=None)
        if likest is None or -likest[0] < _LIKE:
            yield Pair(before=None, after=line, guesses=guesses)
            continue
        best = likest[2]
        yield Pair(before=page[best], after=line, guesses=guesses)
        at = best + (len(line) * 2 > len(spoken[best]))  # of two lines made of one the second is in it too


def _lines_holding(lines: Sequence[str]) -> dict[str, list[int]]:
    """By two characters that stand together the first lines that have them."""
    holding: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        for two in dict.fromkeys(map("".join, itertools.pairwise(line))):
            found = holding.setdefault(two, [])
            if len(found) < _MOST_HOLDING:
                found.append(number)
    return holding


def _sharing(line: str, holding: Mapping[str, Sequence[int]]) -> list[int]:
    """The lines of the page, wherever they stand, that have most of the line's pairs of characters."""
    votes = Counter(n for two in itertools.pairwise(line) for n in holding.get("".join(two), ()))
    return [number for number, _ in votes.most_common(_MOST_SHARING)]


def _likeness(line: str, other: Counter[str]) -> float:
    """How much of the one is in the other, and of the other in the one: 0 to 1."""
    common = (Counter(line) & other).total()
    return 2 * common / (len(line) + other.total()) if common else 0.0


def as_json(changed: Iterable[Pair]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(pair) for pair in changed]


def printed(changed: Sequence[Pair], *, whole: bool) -> Iterator[Text]:
    """`-` as the page has a line and `+` as the record does; ⟨此 93%⟩ is a guess.

    ⟦⟧ is round what became something else, script and readings aside; where no line has such, round what was taken
    out. Unless `whole` only the first lines that have either, and of these what stands near it.
    """
    in_pieces = [list(_pieces(pair)) for pair in changed]
    if not any(map(_is_marked, in_pieces)):
        in_pieces = [list(_pieces(pair, marks_removed=True)) for pair in changed]
    both = list(zip(changed, in_pieces, strict=True))
    chosen = both if whole else [(pair, pieces) for pair, pieces in both if _is_marked(pieces)][:MOST_LINES]
    for pair, pieces in chosen:
        yield from _printed(pair, pieces, None if whole else _CONTEXT)
    if left := len(changed) - len(chosen):
        yield shown(f"  ({left:,} more lines changed; --whole shows them)", "dim")


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Piece:
    before: str
    after: str
    at: int  # where it begins in the line of the record
    changed: bool


def _is_marked(pieces: Iterable[_Piece]) -> bool:
    return any(piece.changed for piece in pieces)


def _printed(pair: Pair, pieces: Sequence[_Piece], context: int | None) -> Iterator[Text]:
    last = len(pieces) - 1
    if pair.before is not None:
        gone = (
            _bracketed(shown(piece.before), "red")
            if piece.changed
            else shown(_shortened(piece.before, number, last, context))
            for number, piece in enumerate(pieces)
        )
        yield Text.assemble(shown("- ", "red"), *gone)
    come = (
        _bracketed(with_guesses(piece.after, piece.at, pair.guesses), "green")
        if piece.changed
        else shown(_shortened(piece.after, number, last, context))
        for number, piece in enumerate(pieces)
    )
    yield Text.assemble(shown("+ ", "green"), *come)


def _bracketed(text: Text, style: str) -> Text:
    return Text.assemble("⟦", text, "⟧", style=style) if text else text


def _pieces(pair: Pair, *, marks_removed: bool = False) -> Iterator[_Piece]:
    """The two lines in pieces that became another, and pieces that are the same, script and readings aside.

    What was only taken out is no change worth a mark unless `marks_removed`: a corrupted line is full of it. A guess
    is one.
    """
    same: list[_Piece] = []
    for piece in _aligned(pair, marks_removed=marks_removed):
        if not piece.changed:
            same.append(piece)
            continue
        yield from _joined(same)
        same = []
        yield piece
    yield from _joined(same)


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    if pieces:
        before, after = (
            "".join(parts) for parts in zip(*((one.before, one.after) for one in pieces), strict=True)
        )
        yield _Piece(before=before, after=after, at=pieces[0].at, changed=False)


def _aligned(pair: Pair, *, marks_removed: bool) -> Iterator[_Piece]:
    before = pair.before or ""
    matcher = difflib.SequenceMatcher(None, made_simplified(before), pair.after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from _equal(pair, before[i1:i2], j1)
        else:
            changed = marks_removed or kind != "delete"
            yield _Piece(before=before[i1:i2], after=pair.after[j1:j2], at=j1, changed=changed)


def _equal(pair: Pair, before: str, start: int) -> Iterator[_Piece]:
    """A stretch from `start` of the record's line, which is as long in the page's, with its guesses set apart."""
    at = 0
    inside = (one for one in pair.guesses if start <= one.start and one.end <= start + len(before))
    edges = [(one.start - start, one.end - start) for one in inside]
    for begin, end in [*edges, (len(before), len(before))]:
        for one, other, changed in ((at, begin, False), (begin, end, True)):
            after = pair.after[start + one : start + other]
            if after:
                yield _Piece(before=before[one:other], after=after, at=start + one, changed=changed)
        at = end


def _shortened(text: str, number: int, last: int, context: int | None) -> str:
    """What is the same in both: its ends, where they stand next to a change."""
    if context is None or len(text) <= 2 * context + 1:
        return text
    head = text[:context] if number else ""
    tail = text[-context:] if number < last else ""
    return f"{head}…{tail}"
