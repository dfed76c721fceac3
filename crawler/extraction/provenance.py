"""How a record was read, as it is kept with the record: small, readable as JSON, the same for the same reading."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final, Required, TypedDict, cast

from crawler.items import Article, Choice, Guess, Said

_LONGEST: Final = 200  # characters of a value or a place
_MOST_OTHERS: Final = 8
_MOST_OF_A_RUN: Final = 3  # removed lines of one class that are shown, of those that follow each other
_MOST_REMOVED: Final = 24
_DECIMALS: Final = 3  # of a probability


class KeptSaid(TypedDict, total=False):
    """`value` is left out where it is the record's own, `place` where there is none.

    A removed line that stands for others of its class, which followed it, says how many in `more`.
    """

    rule: Required[str]
    place: str
    value: str
    more: int


KeptGuess = list[int | str | float]
"""Where in the value it begins, the characters put there, and how surely they are right: `[12, "桥", 0.93]`."""


class KeptChoice(KeptSaid, total=False):
    """What won, what the other places said, the next best first, and the lines cut from the text.

    `guessed` are all guesses of a restored value, however many.
    """

    others: list[KeptSaid]
    removed: list[KeptSaid]
    guessed: list[KeptGuess]


def kept(article: Article) -> dict[str, KeptChoice]:
    """The provenance of the article by field, in the order of its choices; what is empty is left out."""
    return {choice.field: _choice(choice, _printed(article, choice.field)) for choice in article.provenance}


def guesses_of(choice: KeptChoice) -> tuple[Guess, ...]:
    """The guesses of a field out of what was kept of it."""
    return tuple(
        Guess(start=int(start), end=int(start) + len(str(value)), value=str(value), probability=float(sure))
        for start, value, sure in choice.get("guessed", ())
    )


def _printed(article: Article, field: str) -> str:
    value: str | tuple[str, ...] | None = getattr(article, field, None)
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _choice(choice: Choice, own: str) -> KeptChoice:
    stored = cast("KeptChoice", _said(choice.won, own))
    # what other readers made of the page is told by its first words, which they may share
    own = "" if choice.field == "text" else own
    if choice.others:
        stored["others"] = [_said(said, own) for said in choice.others[:_MOST_OTHERS]]
    if removed := list(_removed(choice.removed)):
        stored["removed"] = removed
    if choice.guessed:
        stored["guessed"] = list(map(_guess, choice.guessed))
    return stored


def _guess(guess: Guess) -> KeptGuess:
    return [guess.start, guess.value, round(guess.probability, _DECIMALS)]


def _said(said: Said, own: str) -> KeptSaid:
    stored: KeptSaid = {"rule": said.rule}
    if said.place:
        stored["place"] = said.place[:_LONGEST]
    if not _is_own(said.value, own):
        stored["value"] = said.value[:_LONGEST]
    return stored


def _is_own(value: str, own: str) -> bool:
    """Whether a value, of a long one the beginning, is the record's own."""
    shortened = len(value) >= _LONGEST and own.startswith(value[:_LONGEST])
    return value in ("", own) or shortened


def _removed(lines: Iterable[Said]) -> Iterator[KeptSaid]:
    runs = itertools.groupby(lines, key=lambda line: (line.rule, line.place))
    shown = (line for _, run in runs for line in _shown(list(run)))
    first = list(itertools.islice(shown, _MOST_REMOVED))
    if left := sum(1 + line.get("more", 0) for line in shown):
        first[-1]["more"] = first[-1].get("more", 0) + left
    return iter(first)


def _shown(run: list[Said]) -> list[KeptSaid]:
    shown = [_said(line, "") for line in run[:_MOST_OF_A_RUN]]
    if more := len(run) - len(shown):
        shown[-1]["more"] = more
    return shown
