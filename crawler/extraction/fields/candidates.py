"""All that a page says a field is, and the rule that chooses among it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from lxml.html import HtmlElement

from crawler.extraction.lines.trim import TrimmedText
from crawler.items import Choice, Said

Value = TypeVar("Value")

_LONGEST_SHOWN = 200  # characters of a value as provenance keeps it
_MOST_OTHERS = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """One value of a field, the rule that read it (`json-ld`, `official-meta`, `heading`), and where in the page."""

    rule: str
    value: Value
    place: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Chosen(Generic[Value]):
    """The candidate that won and the rest; a field nothing speaks of has no `won`."""

    won: Candidate[Value] | None
    others: tuple[Candidate[Value], ...] = ()

    @property
    def value(self) -> Value | None:
        return self.won.value if self.won else None


def first(candidates: Iterable[Candidate[Value]], *, fits: Callable[[Value], bool] = bool) -> Chosen[Value]:
    """The first candidate whose value fits, all others behind it in their order."""
    given = tuple(candidates)
    won = next((one for one in given if fits(one.value)), None)
    return Chosen(won, tuple(one for one in given if one is not won))


def choice(field: str, chosen: Chosen[Value]) -> Choice | None:
    """What provenance keeps of it; None for a field without a value."""
    if chosen.won is None:
        return None
    others = tuple(_said(one) for one in chosen.others if one.value)[:_MOST_OTHERS]
    return Choice(field=field, won=_said(chosen.won), others=others)


def meta_place(name: str) -> str:
    """Where a meta element is told of."""
    return f"meta[name={name}]"


def json_ld_place(key: str) -> str:
    """Where a key of the page's JSON-LD is told of."""
    return f'script[type="application/ld+json"] {key}'


def path_of(element: HtmlElement) -> str:
    """Where an element is told of: its path in the page as it was parsed."""
    return str(element.getroottree().getpath(element))


def place_of_cut(trimmed: TrimmedText, *kinds: str) -> str:
    """Where a line was cut from the text that stated it: the text's head or its tail."""
    return next((line.place for line in trimmed.cut if line.rule in kinds), "")


def _said(candidate: Candidate[Value]) -> Said:
    value = candidate.value
    printed = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return Said(rule=candidate.rule, value=printed[:_LONGEST_SHOWN], place=candidate.place)
