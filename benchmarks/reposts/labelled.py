"""Articles of which it is known what each was made from, and so what any two are to each other."""

from __future__ import annotations

import dataclasses
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

RELATED_MIN: Final = 0.8
"""Of the shorter of two: so much of it must stand in the longer for them to be related without doubt."""
CONTAINED_MIN: Final = 0.5
"""Where two of different stories share less than this of the shorter, to call them related is wrong."""
EDITED_MAX: Final = 0.155
"""Of the characters of two together, so many may be others; nothing is promised of copies that were edited more."""
NEAR_MIN, CONTAINED_MAX = 0.75, 0.35
"""The shorter as a share of the longer: a copy above, a part of it below, a matter of taste between."""


class Truth(enum.Enum):
    """What two articles are to each other. `EITHER` is related, as near or as contained; `DOUBTFUL` may be anything."""

    UNRELATED = "unrelated"
    DOUBTFUL = "doubtful"
    EITHER = "either"
    NEAR = "near"
    CONTAINED = "contained"

    @property
    def related(self) -> bool:
        return self in (Truth.EITHER, Truth.NEAR, Truth.CONTAINED)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Part of a base text, by its number: the characters from `start` to `end`."""

    base: int
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclasses.dataclass(frozen=True, kw_only=True)
class Labelled:
    """An article as a site has it; `passages` are what of the base texts it was made from, added lines aside.

    `story` is the number of the story it belongs to without doubt, None where that is a matter of taste. `kinds` name
    what was done to it, `form` the kind of hard negative it is, if any. `edited` is the share of the passages'
    characters that are others now. `number` is its place in the generator's order, not in that of arrival.
    """

    number: int
    story: int | None
    text: str
    title: str
    site_name: str
    host: str
    publisher: str | None
    published_at: str | None
    passages: tuple[Passage, ...]
    kinds: tuple[str, ...] = ()
    form: str | None = None
    edited: float = 0.0
    flags: tuple[str, ...] = ()
    is_origin: bool = False

    @property
    def core(self) -> int:
        """How many characters of it are of base texts."""
        return sum(map(len, self.passages))


def truth_of(one: Labelled, other: Labelled) -> Truth:
    shared = _shared(one.passages, other.passages)
    if not shared:
        return Truth.UNRELATED
    shorter, longer = sorted((one.core, other.core))
    same_story = one.story is not None and one.story == other.story
    if shared < CONTAINED_MIN * shorter and not same_story:
        return Truth.UNRELATED
    if shared < RELATED_MIN * shorter or one.edited + other.edited > EDITED_MAX:
        return Truth.DOUBTFUL
    if shared >= NEAR_MIN * longer:
        return Truth.NEAR
    return Truth.CONTAINED if shared <= CONTAINED_MAX * longer else Truth.EITHER


def sharing(articles: Sequence[Labelled]) -> Iterator[tuple[Labelled, Labelled, Truth]]:
    """Each pair that has something of one base text, once, in the order of their numbers."""
    seen = set()
    for together in _by_base(articles).values():
        for at, other in enumerate(together):
            for one in together[:at]:
                if (one.number, other.number) not in seen:
                    seen.add((one.number, other.number))
                    yield one, other, truth_of(one, other)


def _by_base(articles: Iterable[Labelled]) -> Mapping[int, Sequence[Labelled]]:
    found = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.number):
        for base in dict.fromkeys(passage.base for passage in article.passages):
            found[base].append(article)
    return found


def _shared(one: Iterable[Passage], other: Sequence[Passage]) -> int:
    return sum(
        max(0, min(mine.end, theirs.end) - max(mine.start, theirs.start))
        for mine in one
        for theirs in other
        if mine.base == theirs.base
    )
