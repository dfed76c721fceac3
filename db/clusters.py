"""Which relations between texts make one story of the articles that have them.

Whatever is near merges, and a short version merges with the longer one. But a longer text may be several stories
joined, or quote a whole one, and a short one may be what hundreds of others have at their end. Whether it is so is
told from the two texts and their direct neighbours alone, so that a new text can change what is decided of these and
of nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

COPY_SPAN = 0.8
"""Two texts that are near and agree over more than this share of the longer one are copies, whatever else there is."""
VERSION_LENGTH = 0.3
"""A shorter text of less than this share of the longer one's length is no version of it."""
BULK_SPAN = 0.6
"""A text that stands over this share of a longer one is what that one is about."""
HOLDERS_MAX = 200
"""A text that more others hold is no version of any."""

_ELSEWHERE_SHARE = 0.2  # less of another text may be a line on the publisher
_SAME_PLACE = 0.2  # stories that were joined do not overlap; what is left of one does
_INSIDE = 0.7
_TITLES_ALIKE = 0.7
_TITLE_LETTERS_MIN = 4
_TITLES_COMPARED = 20

_NUMBER = re.compile("[0-9]+")
_Text = TypeVar("_Text", bound=Hashable)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A shorter text and the longer one that holds most of it, or is `near` to it; texts go by number.

    The figures are those of `db.likeness.Likeness`.
    """

    shorter: int
    longer: int
    near: bool
    jaccard: float
    containment: float
    begins: float
    ends: float

    @property
    def is_long_enough(self) -> bool:
        """Whether the shorter has as many shingles, of the longer's, as a version has."""
        if not self.jaccard or not self.containment:
            return False
        # with n shared, the shorter has n / containment, and both together n / jaccard
        return 1 / self.containment >= VERSION_LENGTH * (1 / self.jaccard + 1 - 1 / self.containment)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What the articles say that have a text: how many there are, their folded titles, and between which moments the
    earliest date lies that one of them states; None where none states any."""

    articles: int = 1
    titles: frozenset[str] = frozenset()
    first: tuple[datetime.datetime, datetime.datetime] | None = None

    def is_before(self, other: Carried) -> bool:
        """Whether it is stated to be published before all of the other's."""
        return self.first is not None and other.first is not None and self.first[1] < other.first[0]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """What is decided from: all `parts` in the longer texts and all that hold the shorter ones of the pairs asked
    about, the pairs of those holders that are `related`, and what carries each of the texts.

    Of texts in `hubs` the holders are too many to be here.
    """

    parts: Collection[Part]
    related: Collection[tuple[int, int]]
    carried: Mapping[int, Carried]
    hubs: Collection[int] = ()

    @cached_property
    def within(self) -> Mapping[int, list[Part]]:
        """By number of a text, what is part of it."""
        found = defaultdict(list)
        for part in self.parts:
            found[part.longer].append(part)
        return found

    @cached_property
    def holding(self) -> Mapping[int, list[Part]]:
        """By number of a text, what holds it."""
        found = defaultdict(list)
        for part in self.parts:
            if not part.near:
                found[part.shorter].append(part)
        return found

    @cached_property
    def _scattered(self) -> frozenset[int]:
        return frozenset(shorter for shorter in self.holding if self._has_unlike_holders(shorter))

    def may_merge(self, part: Part) -> bool:
        """Whether the two texts of one of the parts are one story, if the longer is not several."""
        if part.near:
            return True
        if not self._is_version(part):
            return False
        return part.shorter not in self._scattered or self._titles_agree(part)

    def merges(self, part: Part) -> bool:
        """Whether the two texts of one of the parts are one story."""
        return self.may_merge(part) and not self._is_one_of_several(part)

    def _is_version(self, part: Part) -> bool:
        if not part.is_long_enough:
            return False
        quoted = self.carried[part.shorter].is_before(self.carried[part.longer])
        return not quoted or self._titles_agree(part)

    def _has_unlike_holders(self, shorter: int) -> bool:
        """Whether texts hold it that have nothing else in common, as releases hold the company's profile."""
        if shorter in self.hubs:
            return True
        holders = {part.longer for part in self.holding[shorter] if self._is_version(part)}
        if len(holders) < 2:
            return False
        return len(list(components(holders, self.related))) > 1

    def _is_one_of_several(self, part: Part) -> bool:
        """Whether the longer text has other stories too, and is not this one before all."""
        others = [other for other in self.within[part.longer] if other.shorter != part.shorter]
        if _covered(part, (other for other in others if not _in_one_place(part, other))) < _ELSEWHERE_SHARE:
            return False
        return not (
            any(_is_bulk(other) and (other == part or _is_inside(part, other)) for other in (part, *others))
            or self._titles_agree(part)
            or self._is_source(part.longer)
            or self._is_carried_more(part)
        )

    def _is_source(self, longer: int) -> bool:
        """Whether all its parts are stated to be published after it: a piece that others published in parts."""
        whole = self.carried[longer]
        return all(whole.is_before(self.carried[part.shorter]) for part in self.within[longer])

    def _is_carried_more(self, part: Part) -> bool:
        longer, shorter = self.carried[part.longer], self.carried[part.shorter]
        return longer.articles > shorter.articles and not shorter.is_before(longer)

    def _titles_agree(self, part: Part) -> bool:
        return any(
            _are_alike(one, other)
            for one in sorted(self.carried[part.shorter].titles)[:_TITLES_COMPARED]
            for other in sorted(self.carried[part.longer].titles)[:_TITLES_COMPARED]
        )


def is_copy(*, near: bool, begins: float, ends: float) -> bool:
    """Whether two texts are one story, whatever their neighbours are."""
    return near and ends - begins > COPY_SPAN


def components(texts: Iterable[_Text], pairs: Iterable[tuple[_Text, _Text]]) -> Iterator[set[_Text]]:
    """The texts in groups that the pairs connect; a pair with a text that is not given connects nothing."""
    connected: dict[_Text, set[_Text]] = {text: set() for text in texts}
    for one, other in pairs:
        if one in connected and other in connected:
            connected[one].add(other)
            connected[other].add(one)
    while connected:
        waiting = [next(iter(connected))]
        group = set[_Text]()
        while waiting:
            text = waiting.pop()
            if text not in group:
                group.add(text)
                waiting += connected.pop(text)
        yield group


def _is_bulk(part: Part) -> bool:
    return part.ends - part.begins >= BULK_SPAN


def _overlap(one: Part, other: Part) -> float:
    return max(0.0, min(one.ends, other.ends) - max(one.begins, other.begins))


def _in_one_place(one: Part, other: Part) -> bool:
    shorter = min(one.ends - one.begins, other.ends - other.begins)
    return _overlap(one, other) > _SAME_PLACE * shorter


def _is_inside(part: Part, other: Part) -> bool:
    return _overlap(part, other) >= _INSIDE * (part.ends - part.begins)


def _covered(part: Part, others: Iterable[Part]) -> float:
    """The share of the longer text that others cover and the part does not."""
    covered, reached = 0.0, 0.0
    for begins, ends in sorted((other.begins, other.ends) for other in others):
        begins = max(begins, reached)
        if ends > begins:
            shared = max(0.0, min(ends, part.ends) - max(begins, part.begins))
            covered += ends - begins - shared
            reached = ends
    return covered


def _are_alike(one: str, other: str) -> bool:
    """Whether two folded titles are one, perhaps retouched; a title of two stories is neither's, and other numbers are
    those of another day or case."""
    if min(len(one), len(other)) < _TITLE_LETTERS_MIN:
        return False
    numbers, others = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    if not (numbers <= others or others <= numbers):
        return False
    mine, theirs = _bigrams(one), _bigrams(other)
    return 2 * (mine & theirs).total() >= _TITLES_ALIKE * (mine.total() + theirs.total())


def _bigrams(title: str) -> Counter[str]:
    return Counter("".join(pair) for pair in pairwise(title))
