"""What was cut from a body, and for what reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from crawler.extraction.lines.labels import Statement
from crawler.items import Said


@dataclasses.dataclass(frozen=True, slots=True)
class Cut:
    """`rule` is the class of the line, `place` the end it was cut from: `head`, `middle` or `tail`."""

    rule: str
    line: str
    place: str
    states: tuple[Statement, ...] = ()


def stated(line: str, states: tuple[Statement, ...], place: str) -> Cut:
    """The cut of a line for what it states, of the class of its first statement."""
    return Cut(states[0].kind.value.replace(" ", "-"), line, place, states)


def said(cuts: Iterable[Cut]) -> tuple[Said, ...]:
    """The cuts as a record's provenance names them."""
    return tuple(Said(rule=cut.rule, value=cut.line, place=cut.place) for cut in cuts)
