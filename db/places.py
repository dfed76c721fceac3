"""Where shorter texts stand in a longer one, and which of them it is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from itertools import combinations
from typing import NamedTuple

VERSION_LENGTH = 0.3
"""A shorter text of less than this share of the longer one's length is no version of it."""
BULK_SPAN = 0.6
"""A text that stands over this share of a longer one is what that one is about, whatever the title says."""

_ELSEWHERE_SHARE = 0.2  # less of another text may be a line on the publisher
_SAME_PLACE = 0.2  # stories that were joined do not overlap; what is left of one does
_INSIDE = 0.7


class Place(NamedTuple):
    """Where a shorter text stands in a longer one, as shares of that one's letters, to the hundredth: the hundreds of
    copies that one text may hold stand at few places."""

    begins: float
    ends: float

    @property
    def span(self) -> float:
        return self.ends - self.begins

    def overlap(self, other: Place) -> float:
        return max(0.0, min(self.ends, other.ends) - max(self.begins, other.begins))

    def is_that_of(self, other: Place) -> bool:
        return self.overlap(other) > _SAME_PLACE * min(self.span, other.span) or self == other

    def is_inside(self, other: Place) -> bool:
        return self.overlap(other) >= _INSIDE * self.span


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
    def place(self) -> Place:
        return Place(round(self.begins, 2), round(self.ends, 2))

    @property
    def is_long_enough(self) -> bool:
        """Whether the shorter has as many shingles, of the longer's, as a version has."""
        if not self.jaccard or not self.containment:
            return False
        # with n shared, the shorter has n / containment, and both together n / jaccard
        return 1 / self.containment >= VERSION_LENGTH * (1 / self.jaccard + 1 - 1 / self.containment)


def alone(versions: Collection[Part], parts: Iterable[Part]) -> Collection[Part]:
    """Those beside which the longer text has no other stories."""
    places = {part.place for part in parts}
    large = {part.place for part in versions if part.place.span >= _ELSEWHERE_SHARE}
    shared = {
        place for place in {part.place for part in versions} if _has_others_beside(place, places, large)
    }
    return [part for part in versions if part.place not in shared and not _has_several(part, places)]


def _has_others_beside(place: Place, places: Iterable[Place], large: Iterable[Place]) -> bool:
    elsewhere = (other for other in places if not place.is_that_of(other))
    return (
        any(not place.is_that_of(other) for other in large) or _covered(place, elsewhere) >= _ELSEWHERE_SHARE
    )


def _has_several(part: Part, places: Iterable[Place]) -> bool:
    """Whether it is made of others that the longer text has too; one that is near may have been taken apart itself."""
    large = (place for place in places if place.span >= _ELSEWHERE_SHARE)
    return not part.near and _are_places_apart(place for place in large if place.is_inside(part.place))


def of_what_makes_up_most(versions: Collection[Part], parts: Iterable[Part]) -> Collection[Part]:
    """Of the versions those of the story that the longer text is about, what is left of it included."""
    places = {part.place for part in parts}
    most = [part for part in versions if part.place.span >= BULK_SPAN and not _has_several(part, places)]
    if not most:
        return most
    largest = max((part.place for part in most), key=lambda place: (place.span, place))
    left = [part for part in versions if part.place.is_inside(largest)]
    return most if are_apart([*most, *left]) else [*most, *left]


def are_apart(parts: Iterable[Part]) -> bool:
    """Whether any of them stand at different places of the longer text."""
    return _are_places_apart(part.place for part in parts)


def _are_places_apart(places: Iterable[Place]) -> bool:
    return any(not one.is_that_of(other) for one, other in combinations(sorted(set(places)), 2))


def _covered(place: Place, others: Iterable[Place]) -> float:
    """The share of the longer text that others cover and this place does not."""
    covered, reached = 0.0, 0.0
    for other in sorted(others):
        rest = Place(max(other.begins, reached), other.ends)
        if rest.span > 0:
            covered += rest.span - rest.overlap(place)
            reached = rest.ends
    return covered
