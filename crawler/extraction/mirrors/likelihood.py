"""How likely a character of the mirror's text is after others: the language model, and what such a text cannot hold."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from typing import Final

from crawler.extraction.mirrors.gbk import is_private_use
from crawler.extraction.mirrors.language_model import NgramModel
from crawler.extraction.mirrors.traditional import is_only_simplified, simplified

CONTEXT: Final = 3
"""How many characters before count."""
_FULL_WIDTH: Final = str.maketrans(",!?;:)", "，！？；：）")
_ENDS: Final = frozenset("。！？!?")
_AFTER_END: Final = {
    "\n": 0.2,
    "”": 0.15,
    "“": 0.05,
    "）": 0.005,
    "’": 0.005,
    "《": 0.004,
    "—": 0.004,
    "‘": 0.003,
    "？": 0.003,
    "！": 0.006,
    "。": 0.0005,
    "，": 0.0003,
    "、": 0.0002,
    "；": 0.0002,
    "：": 0.0002,
}
"""What follows the end of a sentence, which the model does not know, knowing sentences one by one. Rough shares of
ordinary prose, as are those below."""
_AGAIN: Final = {"。": 0.005, "！": 0.1, "？": 0.05, "!": 0.1, "?": 0.1}
"""After itself, where people write as they speak."""
_INDENT: Final = "\u3000"
_INDENTED: Final = {"": 0.01, "\n": 0.5, _INDENT: 0.45, " ": 0.1}
"""How often an ideographic space stands after these."""
_INDENTED_ELSEWHERE: Final = math.log(0.0005)
_GOES_ON: Final = math.log(0.55)
_PRIVATE_USE: Final = -16.0
_ONLY_SIMPLIFIED: Final = -3.0

Candidate = tuple[int, str]
Scored = tuple[int, str, float]


class Likelihood:
    """Natural logarithms of probabilities; `before` is what precedes, in simplified characters."""

    def __init__(self, model: NgramModel) -> None:
        self._model = model
        self._known: dict[tuple[str, str], float] = {}
        self.asked = 0
        """Of how many characters so far."""

    def of(self, before: str, character: str) -> float:
        """How likely the character is, in the form the mirror gave it."""
        key = (before, character)
        found = self._known.get(key)
        if found is None:
            found = _PRIVATE_USE if is_private_use(character) else self._of_all(before, [character])[0]
            self._known[key] = found
        return found

    def best(self, before: str, candidates: Iterable[Candidate], most: int) -> list[Scored]:
        """The likeliest of the candidates, each with the byte it was found by; the likeliest first."""
        listed = list(candidates)
        scores = self._of_all(before, [character for _, character in listed])
        scored = heapq.nlargest(most, zip(scores, listed, strict=True))
        return [(byte, character, score) for score, (byte, character) in scored]

    def _of_all(self, before: str, characters: list[str]) -> list[float]:
        self.asked += len(characters)
        ended = before[-1:] in _ENDS and before != ""
        scores = self._model.log_probabilities("" if ended else before, map(simplified, characters))
        if ended:
            scores = [_after_end(before[-1], *scored) for scored in zip(characters, scores, strict=True)]
        if _INDENT in characters:
            share = _INDENTED.get(before[-1:])
            indented = _INDENTED_ELSEWHERE if share is None else math.log(share)
            scores = [indented if c == _INDENT else s for c, s in zip(characters, scores, strict=True)]
        return [score + _unfit(character) for character, score in zip(characters, scores, strict=True)]


def extended(before: str, character: str) -> str:
    """What precedes the character after this one."""
    return (before + simplified(character))[-CONTEXT:]


def _after_end(end: str, character: str, begins: float) -> float:
    """`begins` is how likely a sentence begins with it."""
    share = _AGAIN.get(end) if character == end else _AFTER_END.get(character.translate(_FULL_WIDTH))
    return begins + _GOES_ON if share is None else math.log(share)


def _unfit(character: str) -> float:
    return _ONLY_SIMPLIFIED if is_only_simplified(character) else 0.0
