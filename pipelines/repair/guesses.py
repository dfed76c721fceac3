"""Guesses stay at their characters when characters before them are mended."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from crawler.items import Choice, Guess
from pipelines.repair.rules import Edit


def moved(choice: Choice, edits: Sequence[Edit], value: str) -> Choice:
    """The choice of a field after its edits made it `value`; a guess of which nothing is left goes with it."""
    if not (edits and choice.guessed):
        return choice
    kept = (_moved(guess, edits, value) for guess in choice.guessed)
    return dataclasses.replace(choice, guessed=tuple(guess for guess in kept if guess.value))


def _moved(guess: Guess, edits: Sequence[Edit], value: str) -> Guess:
    start, end = _place(guess.start, edits), _place(guess.end, edits)
    return dataclasses.replace(guess, start=start, end=end, value=value[start:end])


def _place(offset: int, edits: Sequence[Edit]) -> int:
    """Where an offset lies after the edits; what was inside of one lies where that one ends, at the most."""
    shift = 0
    for edit in edits:
        if edit.start >= offset:
            break
        shift += edit.length - (edit.end - edit.start) if edit.end <= offset else _inside(offset, edit)
    return offset + shift


def _inside(offset: int, edit: Edit) -> int:
    return min(0, edit.length - (offset - edit.start))
