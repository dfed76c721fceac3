"""The run of lines with most text in it, whatever elements these stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crawler.extraction.body.sheet import Line, Sheet, Span

_LABEL: Final = 2.0  # what a line that is neither link nor sentence costs, beside its weight
_LINK: Final = 6.0
_FURNITURE: Final = 4.0
_DEAREST: Final = 40.0
_SHARE: Final = 0.4


def densest_run(sheet: Sheet, kept: Sequence[bool], begin: int) -> tuple[int, ...]:
    """The numbers of the kept lines of the run whose text outweighs most what stands between it."""
    best, best_span = 0.0, Span(begin, begin)
    total, start = 0.0, begin
    for at in range(begin, len(sheet.lines)):
        total += _worth(sheet.lines[at], is_kept=kept[at])
        if total <= 0:
            total, start = 0.0, at + 1
        elif total > best:
            best, best_span = total, Span(start, at + 1)
    return tuple(at for at in range(best_span.begin, best_span.end) if kept[at])


def _worth(line: Line, *, is_kept: bool) -> float:
    if not is_kept:
        return -min(_FURNITURE + _SHARE * line.weight, _DEAREST)
    if line.is_link:
        return -min(_LINK + line.linked, _DEAREST)
    return line.value if line.is_sentence else -_LABEL
