"""How likely a character is after others, in simplified Chinese."""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from crawler.extraction.mirrors import language_model_file as file
from crawler.extraction.mirrors.language_model_file import STEP, ModelFile, Numbers

MODEL_FILE: Final = Path(__file__).with_name("simplified.ngrams")

SIGNS: Final = "，。、；：？！“”（）《》"
"""Kept apart, since what stands before and after them differs; all others are one class."""
RARE_HAN: Final = "〓"
DIGIT: Final = "0"
LETTER: Final = "a"
OTHER: Final = "#"
LINE: Final = "\n"
_MEMBERS: Final = {RARE_HAN: 20_000, DIGIT: 20, LETTER: 104, OTHER: 1000, LINE: 4}
_FULL_WIDTH: Final = str.maketrans(",;:?!()", "，；：？！（）")
_BEGINNING: Final = "，"  # a text, or what follows a sign that is not told: as after a comma
_MOST_CONTEXTS: Final = 50_000

Chain = tuple[tuple[Numbers, Numbers, int, int, float], ...]
"""From the longest history that is known to the shortest: symbols, steps, the range in both, weight of the shorter."""


def symbol(character: str) -> str:
    """What stands for the character in a model: itself if it is Han or one of `SIGNS`, else its class."""
    character = character.translate(_FULL_WIDTH)
    if "\u3400" <= character <= "\u9fff" or character in SIGNS:
        return character
    if character.isspace():
        return LINE
    if character.isdigit():
        return DIGIT
    is_letter = character.isalpha() and (character < "\u0250" or "Ａ" <= character <= "ｚ")
    return LETTER if is_letter else OTHER


class NgramModel:
    """A model of n-grams; what was not seen after a history is looked up after a shorter one (back-off)."""

    def __init__(self, model: ModelFile) -> None:
        self._levels = model.levels
        self._order = len(model.levels)
        self._number = {character: number for number, character in enumerate(model.vocabulary)}
        self._known: dict[str, tuple[int, float]] = {}
        self._chains: dict[str, Chain] = {}

    def log_probability(self, before: str, character: str) -> float:
        """The natural logarithm of the probability that `character` follows `before`, of which the last two or three
        characters count; both simplified. Never minus infinity: what was never seen has a small probability.
        An empty `before` is the beginning of a sentence or of a part of one."""
        return self.log_probabilities(before, character)[0]

    def log_probabilities(self, before: str, characters: Iterable[str]) -> list[float]:
        """Of each of the characters after the same ones: as `log_probability`, several times faster."""
        before = before[1 - self._order :]
        chain = self._chains.get(before)
        if chain is None:
            chain = self._remembered(before)
        known = self._known
        steps = self._levels[0].steps
        found: list[float] = []
        for character in characters:
            number, total = known.get(character) or self._looked_up(character)
            for symbols, nodes, start, end, weight in chain:
                at = bisect_left(symbols, number, start, end)
                if at < end and symbols[at] == number:
                    total -= nodes[at] * STEP
                    break
                total -= weight
            else:
                total -= steps[number] * STEP
            found.append(total)
        return found

    def _looked_up(self, character: str) -> tuple[int, float]:
        """The number of the character's symbol, and the logarithm of its share in that."""
        name = symbol(character)
        share = 0.0 if name == character or name in SIGNS else -math.log(_MEMBERS[name])
        number = self._number.get(name)
        if number is None:  # Han of which the model knows nothing
            number, share = self._number[RARE_HAN], -math.log(_MEMBERS[RARE_HAN])
        self._known[character] = number, share
        return number, share

    def _remembered(self, before: str) -> Chain:
        if len(self._chains) >= _MOST_CONTEXTS:
            self._chains.clear()
        chain = self._chains[before] = self._chain(before)
        return chain

    def _chain(self, before: str) -> Chain:
        numbers = [(self._known.get(character) or self._looked_up(character))[0] for character in before]
        if not numbers:
            numbers = [self._number[_BEGINNING]]
        histories = (self._history(numbers[start:]) for start in range(len(numbers)))
        return tuple(history for history in histories if history is not None)

    def _history(self, numbers: list[int]) -> tuple[Numbers, Numbers, int, int, float] | None:
        node = numbers[0]
        for depth, number in enumerate(numbers[1:]):
            first, below = self._levels[depth].first, self._levels[depth + 1].symbols
            end = first[node + 1]
            node = bisect_left(below, number, first[node], end)
            if node == end or below[node] != number:
                return None
        level, below_it = self._levels[len(numbers) - 1], self._levels[len(numbers)]
        start, end = level.first[node], level.first[node + 1]
        if start == end:
            return None
        return below_it.symbols, below_it.steps, start, end, level.weights[node] * STEP


@functools.cache
def load() -> NgramModel:
    """The project's model, read when it is first asked for. ModelFileError where the file is not as it was built."""
    return NgramModel(file.read(MODEL_FILE))
