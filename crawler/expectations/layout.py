"""How the pages of one site are read when all is well, and what is odd about a page beside that."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from crawler.expectations.declared import FIELDS
from crawler.expectations.traits import GIVEN_WITH_ALL, MISSING, PLACED, UNTOLD, Traits, is_unstated

FEWEST_PAGES: Final = 12  # before which a site has no layout that a page could depart from
_MOST_PAGES: Final = 400  # past which all counts are halved, so that what is new weighs more than what is old
_RARE: Final = 0.02  # share of the pages whose places are as good as unseen
_SHORTEST: Final = 0.01  # share of the pages that are as short as one that is odd
_ALWAYS: Final = 0.025  # chance of a page without what all of a site have, of a page in forty or fewer
_UNSURE: Final = 0.15  # what more pages than these would do says nothing
_LENGTHS_A_DOUBLING: Final = 4
_TENTHS: Final = 10
_SHOWN: Final = 40  # characters of a title

_OUTCOME, _ARTICLE, REFUSED = "page", "article", "refused"
SHORT, NO_PROSE, MOVED, LOST, INFERRED = "short", "no-prose", "moved", "missing", "inferred"
HELD: Final = frozenset(
    {f"{field} {LOST}" for field in ("title", "published_at")}
    | {f"{field} {MOVED}" for field in PLACED}
    | {f"published_at {INFERRED}", f"text {SHORT}", f"text {NO_PROSE}"}
)
"""Marks that keep a page out of the store until more is known, of whatever site."""
WITH_ALL: Final = frozenset(f"{field} {LOST}" for field in GIVEN_WITH_ALL)
"""Marks that do so where all pages of a site have the field; of other sites a byline lost is told, and stored."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Oddity:
    """One thing that is odd about a page: `mark` names it (`title missing`), `before` is what pages had."""

    mark: str
    before: str
    now: str

    def __str__(self) -> str:
        return " ".join(f"{self.mark}: was {self.before}, is {self.now}".split())


def marks_in(detail: str) -> frozenset[str]:
    """The marks of oddities that were written down, one a line."""
    return frozenset(line.partition(":")[0] for line in detail.splitlines())


@dataclasses.dataclass(frozen=True, kw_only=True)
class Profile:
    """What the pages of a site had in its crawls in good order.

    `places` counts for each field where it was read, MISSING included, and what became of a page. `lengths` and
    `prose` count pages by the length of their text, four steps a doubling, and by their share of prose, in tenths.
    `parser` read them: places by another are not to be compared. `since` is when the first was captured, `learned_to`
    the last; both are text as `db.times` has it. `total` is how many were learned in all, of which old ones fade.
    `carried` are the sums of `crawler.expectations.evidence` when it was learned, by mark, as what is odd of single
    pages adds up over crawls. `let_in` are records met since
    that were held back and are stored after all, `kept_out` those that stay held back though others were learned since.
    """

    parser: str = ""
    total: int = 0
    since: str = ""
    learned_to: str = ""
    let_in: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()
    carried: Mapping[str, Mapping[str, float]] = dataclasses.field(default_factory=dict)
    places: Mapping[str, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    lengths: Mapping[int, int] = dataclasses.field(default_factory=dict)
    prose: Mapping[int, int] = dataclasses.field(default_factory=dict)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """Of what `as_json` gave."""
        return cls(
            **{
                name: stored[name] for name in ("parser", "total", "since", "learned_to", "carried", "places")
            },
            lengths={int(step): count for step, count in stored["lengths"].items()},
            prose={int(tenth): count for tenth, count in stored["prose"].items()},
            let_in=tuple(stored["let_in"]),
            kept_out=tuple(stored["kept_out"]),
        )

    def as_json(self) -> dict[str, Any]:
        counted = {"lengths": self.lengths, "prose": self.prose}
        steps = {name: {str(step): steps[step] for step in sorted(steps)} for name, steps in counted.items()}
        places = {field: dict(sorted(counts.items())) for field, counts in sorted(self.places.items())}
        own = {name: getattr(self, name) for name in ("parser", "total", "since", "learned_to", "carried")}
        named = {name: list(getattr(self, name)) for name in ("let_in", "kept_out")}
        return {**own, **named, "places": places, **steps}

    @property
    def pages(self) -> int:
        return sum(self.lengths.values())

    @property
    def is_known(self) -> bool:
        return self.pages >= FEWEST_PAGES

    def learn(
        self,
        pages: Iterable[Traits],
        *,
        first: str,
        last: str,
        refused: Mapping[str, int] | None = None,
        carried: Mapping[str, Mapping[str, float]] | None = None,
    ) -> Profile:
        """With these pages, captured from `first` to `last`, that were in good order.

        `refused` counts by mark (`refused no-text`) those that gave no article, as some of every site do.
        """
        given, refused = list(pages), refused or {}
        if not given and not refused:
            return self
        places = {field: Counter(counts) for field, counts in self.places.items()}
        lengths, prose = Counter(self.lengths), Counter(self.prose)
        places.setdefault(_OUTCOME, Counter()).update({_ARTICLE: len(given), **refused})
        for page in given:
            for field, place in page.places.items():
                places.setdefault(field, Counter())[place] += 1
            lengths[_length_step(page.length)] += 1
            prose[_prose_step(page.prose)] += 1
        learned = dataclasses.replace(
            self,
            total=self.total + len(given),
            since=self.since or first,
            learned_to=max(self.learned_to, last),
            let_in=(),
            carried=carried or {},
            places=places,
            lengths=lengths,
            prose=prose,
        )
        return learned._faded()

    def _faded(self) -> Profile:
        faded = self
        while faded.pages > _MOST_PAGES:
            faded = dataclasses.replace(
                faded,
                places={field: _halved(counts) for field, counts in faded.places.items()},
                lengths=_halved(faded.lengths),
                prose=_halved(faded.prose),
            )
        return faded

    def oddities(self, page: Traits, *, parser: str) -> tuple[Oddity, ...]:
        """What is odd about a page, in the order of its fields; nothing where too few pages are known."""
        if not self.is_known:
            return ()
        found = [self._odd_place(field, page, compared=parser == self.parser) for field in (*FIELDS, "text")]
        return tuple(one for one in (*found, self._odd_length(page), self._odd_prose(page)) if one)

    def holds(self, mark: str) -> bool:
        """Whether a page that bears the mark is kept out of the store until more is known."""
        return mark in HELD or (mark in WITH_ALL and self.chance(mark) <= _ALWAYS)

    def chance(self, mark: str) -> float:
        """How likely one page in good order bears the mark; above `_UNSURE` it is never given."""
        field, _, kind = mark.partition(" ")
        if field == REFUSED:
            outcomes = self.places.get(_OUTCOME, {})
            return (outcomes.get(mark, 0) + 0.5) / (sum(outcomes.values()) + 1)
        if kind == SHORT:
            return self._share(_below(self.lengths, self._shortest))
        if kind == NO_PROSE:
            return self._share(_below(self.prose, self._least_prose))
        counts = self.places.get(field, {})
        if kind == LOST:
            return self._share(counts.get(MISSING, 0))
        if kind == INFERRED:
            inferred = (times for place, times in counts.items() if is_unstated(field, place))
            return self._share(counts.get(MISSING, 0) + sum(inferred))
        return self._share(sum(counts[place] for place in self._rare.get(field, ())))

    def length_on_average(self) -> tuple[float, float]:
        """Mean and standard deviation of the lengths of texts, as logarithms to the base 2."""
        pages = self.pages or 1
        mean = sum(step * count for step, count in self.lengths.items()) / pages
        variance = sum((step - mean) ** 2 * count for step, count in self.lengths.items()) / pages
        return mean / _LENGTHS_A_DOUBLING, math.sqrt(variance) / _LENGTHS_A_DOUBLING

    def usual(self, field: str) -> str:
        """The place most pages had it in, with how many of them did."""
        counts = self.places.get(field, {})
        place, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(MISSING, 0))
        return f"{place or 'nowhere'} ({times} of {sum(counts.values())} pages)"

    def _odd_place(self, field: str, page: Traits, *, compared: bool) -> Oddity | None:
        place, counts = page.places[field], self.places.get(field, {})
        if is_unstated(field, place) and self.chance(f"{field} {INFERRED}") <= _UNSURE:
            return Oddity(mark=f"{field} {INFERRED}", before=self.usual(field), now=place)
        mark = f"{field} {LOST if place == MISSING else MOVED}"
        if place == MISSING:
            is_odd = True
        else:
            is_rare = place not in counts or place in self._rare[field]
            is_odd = compared and field in PLACED and place != UNTOLD and is_rare
        if not is_odd or self.chance(mark) > _UNSURE:
            return None
        told = f" ({page.title[:_SHOWN]})" if field == "title" and page.title else ""
        return Oddity(mark=mark, before=self.usual(field), now=f"{place}{told}" if place else "nowhere")

    def _odd_length(self, page: Traits) -> Oddity | None:
        if _length_step(page.length) >= self._shortest:
            return None
        return Oddity(
            mark=f"text {SHORT}",
            before=f"{_characters(self._shortest)} characters or more",
            now=f"{page.length} characters",
        )

    def _odd_prose(self, page: Traits) -> Oddity | None:
        if _prose_step(page.prose) >= self._least_prose:
            return None
        return Oddity(
            mark=f"text {NO_PROSE}",
            before=f"{self._least_prose * 100 // _TENTHS} % sentences or more",
            now=f"{page.prose:.0%} sentences",
        )

    @functools.cached_property
    def _shortest(self) -> int:
        """A step of length below the shortest that pages have, as a single page may always be a little shorter."""
        return _quantile(self.lengths, _SHORTEST) - _LENGTHS_A_DOUBLING // 2

    @functools.cached_property
    def _least_prose(self) -> int:
        return _quantile(self.prose, _SHORTEST) - 1

    @functools.cached_property
    def _rare(self) -> dict[str, frozenset[str]]:
        return {field: _seldom(counts) for field, counts in self.places.items()}

    def _share(self, pages: int) -> float:
        return (pages + 0.5) / (self.pages + 1)


NO_PROFILE = Profile()


def _length_step(length: int) -> int:
    return round(_LENGTHS_A_DOUBLING * math.log2(length + 1))


def _characters(step: int) -> int:
    return max(0, round(2 ** (step / _LENGTHS_A_DOUBLING)) - 1)


def _prose_step(prose: float) -> int:
    return int(prose * _TENTHS)


def _halved(counts: Mapping[Any, int]) -> dict[Any, int]:
    return {key: count // 2 for key, count in counts.items() if count > 1}


def _below(counts: Mapping[int, int], step: int) -> int:
    return sum(count for at, count in counts.items() if at < step)


def _quantile(counts: Mapping[int, int], share: float) -> int:
    """The highest step below which no more than that share lies."""
    most, mass = share * sum(counts.values()), 0
    for step, count in sorted(counts.items()):
        mass += count
        if mass > most:
            return step
    return 0


def _seldom(counts: Mapping[str, int]) -> frozenset[str]:
    """Places that were met once, or that together make up less than `_RARE` of the pages."""
    placed = sorted((times, place) for place, times in counts.items() if place != MISSING)
    seldom, mass, most = set(), 0, _RARE * sum(counts.values())
    for times, place in placed:
        mass += times
        if times > 1 and mass > most:
            break
        seldom.add(place)
    return frozenset(seldom)
