"""Which relations between texts make one story of the articles that have them.

Whatever is near merges, and a short version merges with the longer one. But a longer text may be several stories
joined, or quote a whole one, and a short one may be what hundreds of others have at their end. Whether it is so is
told from the two texts and their direct neighbours alone, so that a new text can change what is decided of these and
of nothing else.

Stories are not joined by a text that has them both: of what stands at different places in it, it is one story with at
most one. That is the one beside which there is nothing; else the one that makes up most of it; else the one that has
its title. The parts of a series and the sections of a long report, each published by itself, stay apart for that too,
and are only related to the whole. Parts that overlap are left of one story, however it was cut. The exceptions are a
text that is stated to be published before all that it has, from which these were taken; and the pages of one piece: all
have its headline, letter for letter or, where they did not come before it, with a sign (X（上） of X).
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

from db.places import Part, alone, are_apart, of_what_makes_up_most

COPY_SPAN = 0.8
"""Two texts that are near and agree over more than this share of the longer one are copies, whatever else there is."""
HOLDERS_MAX = 200
"""A text that more others hold is no version of any."""

_BY_FAR = 1.25
_UPDATED_WITHIN = datetime.timedelta(days=1)
_TITLES_ALIKE = 0.7
_TITLE_LETTERS_MIN = 4
_HEADLINE_LETTERS_MIN = 8  # a shorter one may be that of a column
_TITLES_COMPARED = 20

_NUMBER = re.compile("[0-9]+")
_SIGN_OF_PART = re.compile("(?:[0-9]{1,2}|[上中下一二三四五六七八九十])篇?$")
_Text = TypeVar("_Text", bound=Hashable)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What the articles say that have a text: their folded titles, whose they are (the media that they credit, else
    their sites), and between which moments the earliest date lies that one of them states; None where none states
    any."""

    titles: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    first: tuple[datetime.datetime, datetime.datetime] | None = None

    def is_before(self, other: Carried) -> bool:
        """Whether it is stated to be published before all of the other's."""
        return self.first is not None and other.first is not None and self.first[1] < other.first[0]

    def is_update_of(self, other: Carried) -> bool:
        """Whether who published the other published this within a day, as news that is still going on."""
        if self.first is None or other.first is None or self.voices.isdisjoint(other.voices):
            return False
        return self.first[0] - other.first[1] <= _UPDATED_WITHIN


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
    def _beside(self) -> Mapping[int, Collection[int]]:
        found = defaultdict(set)
        for one, other in self.related:
            found[one].add(other)
            found[other].add(one)
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
        return self.may_merge(part) and part in self._connected_by(part.longer)

    def _is_version(self, part: Part) -> bool:
        if not part.is_long_enough:
            return False
        shorter, longer = self.carried[part.shorter], self.carried[part.longer]
        quoted = shorter.is_before(longer) and not longer.is_update_of(shorter)
        return not quoted or self._titles_agree(part)

    def _has_unlike_holders(self, shorter: int) -> bool:
        """Whether texts hold it that have nothing else in common, as releases hold the company's profile."""
        if shorter in self.hubs:
            return True
        holders = {part.longer for part in self.holding[shorter] if self._is_version(part)}
        if len(holders) < 2:
            return False
        pairs = ((one, other) for one in holders for other in self._beside[one])
        return len(list(components(holders, pairs))) > 1

    def _connected_by(self, longer: int) -> Collection[Part]:
        """The parts that are one story with the longer text, as far as that can be told from where they stand in it:
        all of one place, but for pages of one piece and what was taken from it."""
        if longer not in self._connected:
            parts = self.within[longer]
            versions = [part for part in parts if part.near or self._is_version(part)]
            taken = versions if self._is_source(longer) else ()
            most = taken or alone(versions, parts) or of_what_makes_up_most(versions, parts)
            titled = [] if most else self._of_its_title(versions)
            pages = self._pages_with(most or titled, versions)
            self._connected[longer] = frozenset((*most, *titled, *pages))
        return self._connected[longer]

    @cached_property
    def _connected(self) -> dict[int, Collection[Part]]:
        return {}

    def _is_source(self, longer: int) -> bool:
        """Whether all that it has is stated to be published after it: a piece that others published in parts."""
        whole = self.carried[longer]
        return all(whole.is_before(self.carried[part.shorter]) for part in self.within[longer])

    def _of_its_title(self, versions: Iterable[Part]) -> Collection[Part]:
        """Those that have the title of the longer text; of stories at different places those that have it letter for
        letter, or the longest by far."""
        titled = [part for part in versions if self._titles_agree(part)]
        if not are_apart(titled):
            return titled
        same = [part for part in titled if self._shared_titles(part)]
        titles = {title for part in same for title in self._shared_titles(part)}
        if same and (len(titles) == 1 or not are_apart(same)):
            return same
        longest = max(titled, key=lambda part: (part.place.span, part.place)).place
        beside = [part for part in titled if not part.place.is_that_of(longest)]
        by_far = all(longest.span >= _BY_FAR * part.place.span for part in beside)
        return [part for part in titled if part.place == longest] if by_far else []

    def _pages_with(self, parts: Iterable[Part], versions: Iterable[Part]) -> Iterator[Part]:
        """The pages of one piece of which these are some: all have its headline."""
        titles = {title for part in parts for title in self._shared_titles(part)}
        return (part for part in versions if not titles.isdisjoint(self._shared_titles(part)))

    def _shared_titles(self, part: Part) -> Collection[str]:
        """Headlines of the longer text that the shorter has too; if that did not come before, with a sign of a part."""
        shorter, longer = self.carried[part.shorter], self.carried[part.longer]
        titles = set(shorter.titles)
        if not shorter.is_before(longer):
            titles.update(_SIGN_OF_PART.sub("", title) for title in shorter.titles)
        return [title for title in titles & longer.titles if len(title) >= _HEADLINE_LETTERS_MIN]

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
