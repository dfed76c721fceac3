"""A model of n-grams from counts, which may be fractions: discounted, pruned to a size, and laid out for its file.

Absolute discounting, interpolated with the shorter history (Chen and Goodman 1999, section 2.7); pruned by what the
n-gram says that its shorter one does not, weighted by how often it occurs (after Stolcke 1998).
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from crawler.extraction.mirrors.language_model import DIGIT, LETTER, LINE, OTHER, RARE_HAN, SIGNS, symbol
from crawler.extraction.mirrors.language_model_file import MOST_STEPS, STEP, Level, ModelFile, ModelSource

_DISCOUNT: Final = 0.7
_UNSEEN: Final = 0.5
_LEAST: Final = math.exp(-MOST_STEPS * STEP)
_CLASSES: Final = (RARE_HAN, DIGIT, LETTER, OTHER, LINE, *SIGNS)

Counts = list[dict[str, float]]
"""Of n-grams of one symbol, two, three..."""


def nothing_counted(order: int) -> Counts:
    return [defaultdict(float) for _ in range(order)]


def count_text(counts: Counts, lines: Iterable[str], times: float = 1.0) -> int:
    """Adds the n-grams of running text, each line for itself. How many characters they are."""
    characters = 0
    for line in lines:
        characters += len(line)
        read = LINE + "".join(map(symbol, line)) + LINE
        for length, grams in enumerate(counts, 1):
            for start in range(1 if length == 1 else 0, len(read) - length + 1):
                grams[read[start : start + length]] += times
    return characters


def estimate(counts: Counts, most: Sequence[int], sources: Iterable[ModelSource] = ()) -> ModelFile:
    """The model of what was counted, with about so many n-grams of two symbols, three...: the histories of those that
    are kept are kept too, if they are more."""
    vocabulary = "".join(sorted({*counts[0], *_CLASSES}))
    probabilities: list[dict[str, float]] = [_of_symbols(counts[0], vocabulary)]
    for shorter, grams in itertools.pairwise(counts):
        probabilities.append(_of_grams(grams, shorter, probabilities[-1]))
    kept = _pruned(counts, probabilities, most)
    return ModelFile(vocabulary=vocabulary, levels=_levels(vocabulary, kept), sources=tuple(sources))


def _of_symbols(counts: Mapping[str, float], vocabulary: str) -> dict[str, float]:
    total = sum(counts.values()) + _UNSEEN * len(vocabulary)
    return {name: (counts.get(name, 0.0) + _UNSEEN) / total for name in vocabulary}


def _of_grams(
    counts: Mapping[str, float], histories: Mapping[str, float], shorter: Mapping[str, float]
) -> dict[str, float]:
    """Their probabilities after their histories. What a history was seen before and was not counted goes with the
    discount to the shorter history."""
    seen: defaultdict[str, float] = defaultdict(float)
    taken: defaultdict[str, float] = defaultdict(float)
    for gram, count in counts.items():
        seen[gram[:-1]] += count
        taken[gram[:-1]] += max(0.0, count - _DISCOUNT)
    total = {history: max(count, histories.get(history, 0.0)) for history, count in seen.items()}
    return {
        gram: (max(0.0, count - _DISCOUNT) + (total[gram[:-1]] - taken[gram[:-1]]) * shorter[gram[1:]])
        / total[gram[:-1]]
        for gram, count in counts.items()
        if count > _DISCOUNT and gram[1:] in shorter
    }


def _pruned(
    counts: Counts, probabilities: Sequence[dict[str, float]], most: Sequence[int]
) -> list[dict[str, float]]:
    """The n-grams that say most, and the histories of those that are kept."""
    kept: list[dict[str, float]] = [{}] * len(counts)
    histories: set[str] = set()
    for level in range(len(counts) - 1, 0, -1):
        grams, shorter = probabilities[level], probabilities[level - 1]
        told = {
            gram: counts[level][gram] * math.log(chance / shorter[gram[1:]]) for gram, chance in grams.items()
        }
        needed = {gram for gram in histories if gram in grams}
        telling = sorted(
            ((said, gram) for gram, said in told.items() if said > 0 and gram not in needed), reverse=True
        )
        best = [gram for _, gram in telling[: max(0, most[level - 1] - len(needed))]]
        kept[level] = {gram: grams[gram] for gram in (*sorted(needed), *best)}
        histories = {gram[:-1] for gram in kept[level]}
    kept[0] = probabilities[0]
    for level in range(2, len(counts)):
        kept[level] = {gram: chance for gram, chance in kept[level].items() if gram[:-1] in kept[level - 1]}
    return kept


def _levels(vocabulary: str, kept: Sequence[Mapping[str, float]]) -> tuple[Level, ...]:
    number = {name: at for at, name in enumerate(vocabulary)}
    levels = []
    for depth, grams in enumerate(kept):
        ordered = sorted(grams)  # as the vocabulary is
        followers = kept[depth + 1] if depth + 1 < len(kept) else None
        first, weights = _followed(ordered, followers, grams) if followers is not None else ((), ())
        levels.append(
            Level(
                symbols=[number[gram[-1]] for gram in ordered],
                steps=[_steps(grams[gram]) for gram in ordered],
                weights=weights,
                first=first,
            )
        )
    return tuple(levels)


def _followed(
    histories: Sequence[str], grams: Mapping[str, float], shorter: Mapping[str, float]
) -> tuple[list[int], list[int]]:
    """Where the followers of each history begin, and the weight of what is not among them."""
    after: defaultdict[str, list[str]] = defaultdict(list)
    for gram in grams:
        after[gram[:-1]].append(gram)
    first, weights = [0], []
    for history in histories:
        followers = after.get(history, [])
        left = 1.0 - sum(grams[gram] for gram in sorted(followers))
        elsewhere = 1.0 - sum(shorter.get(gram[1:], 0.0) for gram in sorted(followers))
        weights.append(_steps(max(left, _LEAST) / max(elsewhere, _LEAST)))
        first.append(first[-1] + len(followers))
    return first, weights


def _steps(probability: float) -> int:
    return min(MOST_STEPS, max(0, round(-math.log(max(probability, _LEAST)) / STEP)))
