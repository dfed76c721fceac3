"""Lists that fall silent while the others of their source go on."""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from crawler.expectations.counts import Brought, Shortfall, is_short_of, pace_of, silence
from crawler.expectations.fault import Fault
from crawler.expectations.measures import Measures

_LEAST_A_DAY: Final = 0.8  # of a list with a flow of its own
_MISSING: Final = 0.5  # of what the list brings: if less is missing, its articles may come in another way
_LONGEST_MISSED: Final = datetime.timedelta(days=30)  # after which it is given up, as one that was moved is
_LONGEST_SUBJECT: Final = 255  # as incidents keep them
_DAY: Final = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SeenList:
    """When a list was last read; the crawl's own moment where this one read it, or met that it is there no more."""

    url: str
    at: datetime.datetime
    is_gone: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class _Flow:
    """What one list brought, from the crawl on that met it first."""

    seen: SeenList
    crawls: Sequence[Brought]

    @property
    def a_day(self) -> float:
        """While it brought anything; that of its first crawl had come in years."""
        last = max(crawl.at for crawl in self.crawls if crawl.new)
        days = (last - self.crawls[0].at) / _DAY
        return sum(crawl.new for crawl in self.crawls[1:]) / days if days else 0.0


def subject_of(url: str) -> str:
    return url[:_LONGEST_SUBJECT]


def brought_by(before: Sequence[Measures], crawl: Measures) -> list[Brought]:
    """What the crawls in good order brought, of those that looked."""
    return [Brought(at=one.at, new=one.new) for one in (*before, crawl) if one.is_good and one.has_looked]


def not_back(crawl: Measures, before: Sequence[Measures]) -> frozenset[str]:
    """The subjects of lists that have brought something in the last weeks, and nothing in this crawl."""
    since = crawl.at - _LONGEST_MISSED
    lately = {url for one in before if one.at >= since for url in one.brought}
    return frozenset(subject_of(url) for url in lately - crawl.brought.keys())


def silent_lists(crawl: Measures, before: Sequence[Measures], lists: Collection[SeenList]) -> list[Fault]:
    """Of the lists with a flow of their own those without one now, where the source as a whole lacks as much.

    What is not missing there is named by another list now; so the silence of a small part of a source is not told.
    Lists that name the same articles count once: that with the greatest flow.
    """
    crawls = [one for one in (*before, crawl) if one.is_good]
    whole = brought_by(before, crawl)
    flows = sorted(_flows(crawls, lists), key=lambda flow: (-_doublings(flow.a_day), flow.seen.url))
    told: list[Fault] = []
    missing_a_day = 0.0
    for flow in flows:
        found = _silence(flow, of=len(flows))
        if found is None:
            continue
        until = flow.seen.at
        missing = _MISSING * found.usual + missing_a_day * found.days
        if is_short_of(whole, missing, found.since, until):
            told.append(_told(flow, found))
            missing_a_day += found.usual / found.days
    return told


def _ever(crawls: Sequence[Measures]) -> Counter[str]:
    """How many articles each list has brought."""
    total: Counter[str] = Counter()
    for one in crawls:
        total.update(one.brought)
    return total


def _flows(crawls: Sequence[Measures], lists: Collection[SeenList]) -> Iterator[_Flow]:
    ever = _ever(crawls)
    for seen in lists:
        if not ever[seen.url]:
            continue
        first = next(place for place, one in enumerate(crawls) if seen.url in one.brought)
        brought = [Brought(at=one.at, new=one.brought.get(seen.url, 0)) for one in crawls[first:]]
        flow = _Flow(seen=seen, crawls=brought)
        if flow.a_day >= _LEAST_A_DAY:
            yield flow


def _silence(flow: _Flow, *, of: int) -> Shortfall | None:
    until = flow.seen.at
    last = max(crawl.at for crawl in flow.crawls if crawl.new)
    if not _DAY <= until - last <= _LONGEST_MISSED:
        return None
    pace = pace_of([crawl for crawl in flow.crawls if crawl.at <= last]) or pace_of(flow.crawls)
    return silence(flow.crawls, until, pace, of=of) if pace else None


def _doublings(a_day: float) -> int:
    return round(math.log2(a_day))


def _told(flow: _Flow, found: Shortfall) -> Fault:
    url, since = flow.seen.url, found.since.isoformat(timespec="minutes")
    why = "it is there no more (404 or 410)" if flow.seen.is_gone else "other lists go on"
    message = f"{url} names no new articles for {found.days:.1f} days, since {since}; usually {found.usual:.0f}; {why}"
    evidence: dict[str, object] = {"list": url, "since": since, "usual": round(found.usual, 1)}
    return Fault(cause="no-new-articles", subject=subject_of(url), message=message, evidence=evidence)
