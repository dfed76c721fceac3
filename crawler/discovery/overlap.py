"""How far a list is read: until it brings nothing but what was held before, or nothing more at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Final

BARREN_PAGES: Final = 5  # in a row, after which a list counts as endless


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An article a list names. `known` is whether it was held before this crawl met it, in any list.

    `covered` is whether an earlier crawl that came to its end held it, and so has read what stands below it.
    """

    url: str
    known: bool
    covered: bool = True


@dataclasses.dataclass(kw_only=True, slots=True)
class ListReading:
    """What the pages of one list have brought so far.

    `known_in_a_row` counts by the list's own order across its pages. What the list has named before counts neither
    way: a list that grows while it is read repeats the end of a page at the beginning of the next, and one with
    articles fixed at its top, or with a column of the most read, repeats these on every page.
    """

    pages: int = 0
    known_in_a_row: int = 0
    barren_in_a_row: int = 0
    brought_new: bool = False
    _named: set[int] = dataclasses.field(default_factory=set)

    def take(self, entries: Iterable[Entry]) -> None:
        """Counts the entries of the next page."""
        fresh = [entry for entry in entries if self._is_first(entry.url)]
        self.pages += 1
        self.barren_in_a_row = 0 if fresh else self.barren_in_a_row + 1
        self.brought_new = any(not entry.known for entry in fresh)
        for entry in fresh:
            self.known_in_a_row = self.known_in_a_row + 1 if entry.known and entry.covered else 0

    def is_over(self, *, known_in_a_row: int, pages: int) -> str | None:
        """Why the list is read no further, if so: `known`, `barren` or `long`.

        A page that brought something new is never the last: what stands below the list may all be known.
        """
        if self.known_in_a_row >= known_in_a_row and not self.brought_new:
            return "known"
        if self.barren_in_a_row >= BARREN_PAGES:
            return "barren"
        return "long" if self.pages >= pages else None

    def _is_first(self, url: str) -> bool:
        key = hash(url)  # 8 bytes instead of an address, for a list of a million
        if key in self._named:
            return False
        self._named.add(key)
        return True
