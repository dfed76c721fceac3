"""Guesses told to a person, in the line they stand in."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from crawler.commands.terminal import shown
from crawler.items import Guess


def with_guesses(text: str, start: int, guesses: Iterable[Guess], style: str = "") -> Text:
    """The text with each guess that lies in it as ⟨此 93%⟩; it begins at `start` of that in which the guesses lie."""
    marked, at = Text(), 0
    for guess in guesses:
        begin, end = guess.start - start, guess.end - start
        if begin >= 0 and end <= len(text):
            marked.append(shown(text[at:begin], style))
            marked.append(shown(f"⟨{guess.value} {guess.probability:.0%}⟩", "bold yellow"))
            at = end
    return marked.append(shown(text[at:], style))
