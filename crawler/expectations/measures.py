"""What the expectations of a source are about, of one crawl: kept with it, and what later crawls are held against."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, Self

from crawler.expectations.fault import CAUSES, Cause

_OF_STATE: Final[Mapping[str, Cause]] = {
    "failed:dns": "dns",
    "failed:connection": "refused",
    "failed:timeout": "timeout",
    "failed:http-401": "blocked",
    "failed:http-403": "blocked",
    "failed:http-429": "blocked",
    "failed:http-451": "blocked",
    "failed:retry-after": "blocked",
    "refused:challenge": "blocked",
    "refused:parked": "gone",
    "refused:soft-404": "gone",
    "gone": "gone",
    "robots": "robots",
    "failed:robots-unreachable": "http-error",
}
_READ: Final = frozenset({"stored", "updated", "unchanged", "older", "duplicate"})
STAGE: Final = "expectations"
HELD_BACK: Final = "layout-changed"
"""The stage that holds pages back, and its reason: they are judged by what is odd of them."""
SAME_PAGE: Final = "same-page"
"""The reason in place of any other where one page came for whatever was asked for."""
UNREAD: Final = frozenset({"no-text", "empty-shell", "empty"})
"""Reasons to refuse a page of which nothing was found where the text is, as where the layout is another."""
LOGIN: Final = "login-wall"
_NEW: Final = frozenset({"stored", "duplicate", f"refused:{HELD_BACK}"})
HIDING: Final[frozenset[str]] = frozenset(CAUSES) - {
    "no-new-articles",
    "field-missing",
    "text-short",
    "layout-drift",
    "overdue",
    "crashed",
}
"""Faults for which there is less than there would be, so that what is new says nothing."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """`states` counts the URLs of a crawl by the state they ended in, `seeds` those it began with.

    `shown` are the causes of the faults it showed; a crawl in good order shows none. `lacking` is the first seed
    that led nowhere with its state, `challenged` the first URL behind a challenge. `same` pages of `of_same` were
    one and the same, that of the URL `same_as`, though they were asked for as different articles; `is_same_text`
    where only their texts are, as they were stored. `sent_home` articles lead to the front page or a list now.
    `named` is how many articles the lists named, held or not; what was visited again though no list named it is not
    among them. `brought` counts by the URL of a list the articles on it that were not there when it was last read,
    whatever list named them first; of lists that brought some.
    """

    at: datetime.datetime
    states: Mapping[str, int]
    seeds: Mapping[str, int] = dataclasses.field(default_factory=dict)
    whole: bool = True
    shown: tuple[str, ...] = ()
    lacking: str = ""
    challenged: str = ""
    crashed: int = 0
    same: int = 0
    of_same: int = 0
    same_as: str = ""
    is_same_text: bool = False
    sent_home: int = 0
    named: int = 0
    brought: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """Of what `as_json` gave."""
        values = {field.name: stored[field.name] for field in dataclasses.fields(cls) if field.name in stored}
        values |= {"at": datetime.datetime.fromisoformat(stored["at"]), "shown": tuple(stored["shown"])}
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        counts = {name: dict(sorted(values[name].items())) for name in ("states", "seeds", "brought")}
        return values | counts | {"at": self.at.isoformat(), "shown": list(self.shown), "new": self.new}

    @property
    def is_good(self) -> bool:
        """Whether its counts are the source's, and not those of a fault."""
        return self.whole and not HIDING & set(self.shown)

    @property
    def new(self) -> int:
        return self._sum(_NEW)

    @property
    def lists(self) -> int:
        return self.states.get("listing", 0)

    @property
    def has_looked(self) -> bool:
        """Whether it would have met what is new: it read a list, or was led to something new in another way."""
        return self.lists > 0 or self.new > 0

    @property
    def reached(self) -> int:
        """Seeds that are what they should be, or have led to it."""
        return sum(count for state, count in self.seeds.items() if trouble_of_seed(state) is None)

    @property
    def read(self) -> int:
        """Pages that are articles, and as the server had them for us."""
        return self._sum(_READ | {"not-modified"})

    def asked(self) -> int:
        """Pages that the site was asked for in this crawl, the seeds left out."""
        return self._sum(_READ | _NEW | {"not-modified"}) + sum(count for _, count in self._bad())

    def troubles(self) -> Counter[tuple[Cause, str]]:
        """How many pages ended badly, by cause and subject, the seeds left out."""
        counts: Counter[tuple[Cause, str]] = Counter()
        for ails, count in self._bad():
            counts[ails] += count
        return counts

    def _bad(self) -> Iterator[tuple[tuple[Cause, str], int]]:
        for state, count in self.states.items():
            ails, own = trouble(state), count - self.seeds.get(state, 0)
            if ails and own > 0:
                yield ails, own

    def _sum(self, states: frozenset[str]) -> int:
        return sum(self.states.get(state, 0) for state in states)


def trouble(state: str) -> tuple[Cause, str] | None:
    """The cause and the subject that a state of a URL tells of; None for what is in order."""
    word, _, cause = state.partition(":")
    if known := _OF_STATE.get(state):
        return known, ""
    if word == "refused" and cause != HELD_BACK:
        return ("parse-failed", "") if cause in BROKEN else ("refused-share", cause)
    if word != "failed":
        return None
    if cause == "crashed":
        return "crashed", ""
    if cause.startswith("http-"):
        return "http-error", ""
    return ("redirect-only" if cause in ("redirect-loop", "url") else "unreachable"), ""


def trouble_of_seed(state: str) -> tuple[Cause, str] | None:
    """The same of a URL that a crawl begins with: one that leads to another site has gone there."""
    return ("redirect-only", "") if state == "out-of-scope" else trouble(state)


BROKEN: Final = frozenset({"parser-error", "time-limit", "worker-died", "unwritable"})
"""Reasons of refusals that are no page's fault alone."""
