"""Dates a template prints: the same on so many pages of a site that it is no article's, while others there differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from crawler.learning.observation import Observation

_FEWEST_PAGES: Final = 5
_SHARE: Final = 0.5  # of the site's pages that were given a date
_FEWEST_OTHER_DAYS: Final = 3
_SHARE_CONTRADICTED: Final = (
    0.5  # of the pages with the stamp, those of which another place names another day
)
_MOST_DAYS: Final = 50  # kept of one stamp


class StampTally:
    """Ten pieces of one day's paper have one date, and all places of the page agree on it: that is no stamp."""

    def __init__(self) -> None:
        self._dated = 0
        self._pages: Counter[str] = Counter()
        self._contradicted: Counter[str] = Counter()
        self._others: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, page: Observation) -> None:
        if page.stamp is None:
            return
        self._dated += 1
        self._pages[page.stamp] += 1
        others = [day for day in page.other_dates if day != page.stamp[:10]]
        if others:
            self._contradicted[page.stamp] += 1
            known = self._others[page.stamp]
            known.update(others[: _MOST_DAYS - len(known)])

    def shared(self) -> dict[str, int]:
        """The stamps with the number of their pages, those on the most first."""
        return {stamp: pages for stamp, pages in self._pages.most_common() if self._is_shared(stamp, pages)}

    def _is_shared(self, stamp: str, pages: int) -> bool:
        return (
            pages >= max(_FEWEST_PAGES, _SHARE * self._dated)
            and self._contradicted[stamp] >= _SHARE_CONTRADICTED * pages
            and len(self._others[stamp]) >= _FEWEST_OTHER_DAYS
        )
