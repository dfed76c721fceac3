"""Whether odd pages are the chance ones every site has, or show that something has changed.

Crawls that bring one article each are batches of one: their evidence adds up, as a cumulative sum of log-likelihood
ratios (Page 1954) that good pages wear down again.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from crawler.expectations.layout import Profile
from crawler.expectations.traits import Traits

_NEARLY_ALL: Final = 0.9
_SHARES: Final = (_NEARLY_ALL, 0.5, 0.25)
"""Of pages that would be odd if something had changed: all, or one part of a site."""
_MOST_OF_A_SITE: Final = 0.5
_OPEN_FROM: Final = 3.0  # one part of a sum in so many, which one odd page alone is
_ALONE: Final = "all"
_OVER: Final = 2.0
"""How far beyond the threshold a sum goes, so that it comes down again within a few good pages."""
_LEAST: Final = 6.0
_MARGIN: Final = 1.5
_BACKLOG_DAYS: Final = 7.0  # in which there came, at the least, what the first crawl found
_PAGES_A_YEAR: Final = (20.0, 200_000.0)
_ONE_PAGE: Final = 2.0  # the most that the length of one text may say
_WIDENED: Final = 1.15  # lengths have longer tails than a normal distribution
HALVED: Final = "text halved"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SeenPage:
    """A page met since the layout was last learned; `marks` say what is odd about it, or that it was refused.

    `crawl` numbers the crawl that met it: the order of the pages of one says nothing. `traits` are None for a page that
    gave no article, held back or refused.
    """

    record_id: str
    url: str | None
    captured_at: datetime.datetime
    marks: frozenset[str]
    crawl: int = 0
    traits: Traits | None = None
    is_held: bool = False
    detail: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`shown` are the marks by which something has changed, `open` those of which that is not settled yet.

    `of_all` are those of the shown that nearly all pages bear. `sums` are how far the evidence for each has come, for
    whoever goes on from there.
    """

    shown: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    of_all: frozenset[str] = frozenset()
    sums: Mapping[str, Mapping[str, float]] = dataclasses.field(default_factory=dict)

    @property
    def is_settled(self) -> bool:
        return not self.shown and not self.open


def verdict(profile: Profile, pages: Sequence[SeenPage]) -> Verdict:
    """On pages in the order of their capture; nothing is shown where too few pages are known."""
    if not profile.is_known:
        return Verdict()
    most = threshold(pages_a_year(profile))
    batches = list(together(pages))
    sums = {mark: _sums(batches, mark, profile, most) for mark in _marks(profile, pages)}
    shown = {mark for mark, reached in sums.items() if max(reached.values(), default=0.0) >= most}
    of_all = {mark for mark in shown if sums[mark].get(_NEARLY_ALL, 0.0) >= most}
    held = {mark for mark in sums.keys() - shown if profile.holds(mark)}
    undecided = {mark for mark in held if _is_open(sums[mark], most)}
    shorter = _halved(batches, profile, most)
    if not shown and shorter >= most:
        shown.add(HALVED)
    told = {mark: {str(share): round(x, 3) for share, x in of.items() if x} for mark, of in sums.items()}
    told |= {HALVED: {_ALONE: round(shorter, 3)}} if shorter else {}
    kept = {mark: of for mark, of in sorted(told.items()) if of}
    return Verdict(shown=frozenset(shown), open=frozenset(undecided), of_all=frozenset(of_all), sums=kept)


def _marks(profile: Profile, pages: Sequence[SeenPage]) -> list[str]:
    return sorted({mark for page in pages for mark in page.marks} | profile.carried.keys() - {HALVED})


def threshold(a_year: float) -> float:
    """A sum that chance reaches less than once in years, where so many times a year it has a chance."""
    fewest, most = _PAGES_A_YEAR
    return max(_LEAST, math.log(min(max(a_year, fewest), most)) + _MARGIN)


def pages_a_year(profile: Profile) -> float:
    try:
        first, last = map(datetime.datetime.fromisoformat, (profile.since, profile.learned_to))
    except ValueError:
        return 0.0
    days = (last - first).total_seconds() / 86_400 + _BACKLOG_DAYS
    return profile.total / days * 365


def newest_of_each(pages: Sequence[SeenPage]) -> list[SeenPage]:
    """One page is one piece of evidence, however often it was visited: as it was last."""
    newest = {page.url or page.record_id: page.record_id for page in pages}
    return [page for page in pages if newest[page.url or page.record_id] == page.record_id]


def together(pages: Iterable[SeenPage]) -> Iterator[list[SeenPage]]:
    """Those of one crawl after the other."""
    for _, batch in itertools.groupby(pages, key=lambda page: page.crawl):
        yield list(batch)


def summed(
    batches: Iterable[tuple[int, int]],
    chance: float,
    most: float,
    carried: Mapping[str, float] | None = None,
) -> dict[float, float]:
    """The sums after batches of so many pages, of which so many were odd, where the chance of one is known.

    One for each share of pages that would be odd; none where so many are odd by chance. `carried` are those it begins
    with, by the share as text. A crawl of several pages without an odd one ends the matter: whatever had changed has
    been undone. One good page alone may be of the part of the site that had not changed, or be the one in four that
    is well while a fault comes and goes; it counts for what it says by chance, and only lowers the sum.
    """
    started = carried or {}
    sums = {share: started.get(str(share), 0.0) for share in _SHARES if share > 1.5 * chance}
    for pages, odd in batches:
        for share, before in sums.items():
            gain = odd * math.log(share / chance) + (pages - odd) * math.log((1 - share) / (1 - chance))
            is_over = pages > 1 and not odd
            sums[share] = 0.0 if is_over else min(max(0.0, before + gain), most + _OVER)
    return sums


def _sums(batches: list[list[SeenPage]], mark: str, profile: Profile, most: float) -> dict[float, float]:
    counted = ((len(batch), sum(mark in page.marks for page in batch)) for batch in batches)
    return summed(counted, profile.chance(mark), most, profile.carried.get(mark))


def _is_open(sums: dict[float, float], most: float) -> bool:
    """Whether the next pages may show that most of the site has changed; one odd page among good ones does not."""
    return any(total >= most / _OPEN_FROM for share, total in sums.items() if share >= _MOST_OF_A_SITE)


def _halved(batches: list[list[SeenPage]], profile: Profile, most: float) -> float:
    """How far the evidence goes that texts are half as long as they were, though none may be shorter than any was."""
    mean, spread = profile.length_on_average()
    spread = max(spread * _WIDENED, 0.25)
    total = profile.carried.get(HALVED, {}).get(_ALONE, 0.0)
    for batch in batches:
        lengths = [math.log2(page.traits.length + 1) for page in batch if page.traits]
        gains = ((mean - length - 0.5) / spread**2 for length in lengths)
        total += sum(min(max(gain, -_ONE_PAGE), _ONE_PAGE) for gain in gains)
        total = min(max(total, 0.0), most + _OVER)
    return total


def said_of(page: SeenPage, mark: str) -> str:
    """What is said of a mark where it was written down; empty where it was not."""
    lines = (line.partition(": ") for line in page.detail.splitlines())
    return next((said for name, _, said in lines if name == mark), "")


def repeated(pages: Sequence[SeenPage], mark: str) -> int:
    """Of how many pages the same is said as of another, though they are of different URLs."""
    said = Counter(line for line, _ in {(said_of(page, mark), page.url) for page in pages} if line)
    return sum(count for count in said.values() if count > 1)
