"""How much of a corrupted text came back: characters, by what had become of them, and guesses by how sure they were."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from crawler.extraction.mirrors.restored import Restored
from tests.garbling.labels import Damage
from tests.garbling.mirror import TO_ASCII, Corrupted

UNDAMAGED: Final = (Damage.CLEAN, Damage.ANNOTATED)
SURE: Final = (0.5, 0.7, 0.9, 0.97)
"""Where one bin of probability ends and the next begins."""
_TAG = re.compile(r"<[^<>]*>")
Counts = Mapping[str, tuple[int, int]]
"""By name: how many were right, of how many."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Score:
    """`wrong` counts characters of the gold that are missing or others, and characters that are too many; `tags` are
    those of the gold that stand in the text, and all of them."""

    characters: int
    wrong: int
    recovered: Counts
    guessed: Counts
    tags: tuple[int, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Visible:
    """A text without tags and white space, full-width ASCII made narrow, and where its characters stood."""

    text: str
    places: tuple[int, ...]


def score(damage: Corrupted, restored: Restored) -> Score:
    gold, said = _visible(damage.gold), _visible(restored.text)
    wrong, in_gold, in_said = _compared(gold.text, said.text)
    recovered: dict[str, list[bool]] = collections.defaultdict(list)
    for at, place in enumerate(gold.places):
        if (label := damage.labels[place]) not in UNDAMAGED:
            recovered[label].append(at in in_gold)
    guessed: dict[str, list[bool]] = collections.defaultdict(list)
    for guess in restored.guesses:
        begins, ends = (bisect.bisect_left(said.places, place) for place in (guess.start, guess.end))
        if begins < ends:
            guessed[bin_of(guess.probability)].append(all(at in in_said for at in range(begins, ends)))
    return Score(
        characters=len(gold.text),
        wrong=wrong,
        recovered=_counted(recovered),
        guessed=_counted(guessed),
        tags=_tags(damage.gold, restored.text),
    )


def together(scores: Iterable[Score]) -> Score:
    every = list(scores)
    return Score(
        characters=sum(one.characters for one in every),
        wrong=sum(one.wrong for one in every),
        recovered=_summed(one.recovered for one in every),
        guessed=_summed(one.guessed for one in every),
        tags=(sum(one.tags[0] for one in every), sum(one.tags[1] for one in every)),
    )


def bin_of(probability: float) -> str:
    edges = (0.0, *SURE, 1.0)
    at = min(bisect.bisect_right(SURE, probability), len(SURE))
    return f"{edges[at]:g}-{edges[at + 1]:g}"


BINS: Final = tuple(map(bin_of, (0.0, *SURE)))


def _visible(text: str) -> _Visible:
    bare = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    places = tuple(at for at, character in enumerate(bare) if not character.isspace())
    return _Visible(text="".join(bare[at] for at in places).translate(TO_ASCII), places=places)


def _tags(gold: str, said: str) -> tuple[int, int]:
    wanted, found = (collections.Counter(_TAG.findall(text)) for text in (gold, said))
    return (wanted & found).total(), wanted.total()


def _compared(gold: str, said: str) -> tuple[int, set[int], set[int]]:
    """Edits, and the places on both sides of the characters that agree."""
    wrong, in_gold, in_said = 0, set[int](), set[int]()
    matcher = difflib.SequenceMatcher(None, gold, said, autojunk=False)
    for kind, begins, ends, said_begins, said_ends in matcher.get_opcodes():
        if kind == "equal":
            in_gold.update(range(begins, ends))
            in_said.update(range(said_begins, said_ends))
        else:
            wrong += max(ends - begins, said_ends - said_begins)
    return wrong, in_gold, in_said


def _counted(answers: Mapping[str, Sequence[bool]]) -> Counts:
    return {name: (sum(right), len(right)) for name, right in answers.items()}


def _summed(many: Iterable[Counts]) -> Counts:
    sums: dict[str, tuple[int, int]] = {}
    for counts in many:
        for name, (right, of) in counts.items():
            before = sums.get(name, (0, 0))
            sums[name] = (before[0] + right, before[1] + of)
    return sums
