"""How likely a character of the mirror's text is after others: the language model, and what such a text cannot hold."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Final

from crawler.extraction.mirrors.gbk import is_private_use
from crawler.extraction.mirrors.language_model import NgramModel
from crawler.extraction.mirrors.traditional import is_only_simplified, simplified

CONTEXT: Final = 3
"""How many characters before count."""
_PRIVATE_USE: Final = -16.0
_ONLY_SIMPLIFIED: Final = -3.0

Candidate = tuple[int, str]
Scored = tuple[int, str, float]


class Likelihood:
    """Natural logarithms of probabilities; `before` is what precedes, in simplified characters."""

    def __init__(self, model: NgramModel) -> None:
        self._model = model
        self._known: dict[tuple[str, str], float] = {}

    def of(self, before: str, character: str) -> float:
        """How likely the character is, in the form the mirror gave it."""
        key = (before, character)
        found = self._known.get(key)
        if found is None:
            if is_private_use(character):
                found = _PRIVATE_USE
            else:
                found = self._model.log_probability(before, simplified(character)) + _unfit(character)
            self._known[key] = found
        return found

    def best(self, before: str, candidates: Iterable[Candidate], most: int) -> list[Scored]:
        """The likeliest of the candidates, each with the byte it was found by; the likeliest first."""
        listed = list(candidates)
        scores = self._model.log_probabilities(before, [simplified(character) for _, character in listed])
        scored = ((score + _unfit(found[1]), found) for score, found in zip(scores, listed, strict=True))
        return [(byte, character, score) for score, (byte, character) in heapq.nlargest(most, scored)]


def extended(before: str, character: str) -> str:
    """What precedes the character after this one."""
    return (before + simplified(character))[-CONTEXT:]


def _unfit(character: str) -> float:
    return _ONLY_SIMPLIFIED if is_only_simplified(character) else 0.0
