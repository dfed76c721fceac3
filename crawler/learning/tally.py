"""The pages of one site, counted line by line, and what is boilerplate among the lines.

A line is boilerplate in one of two ways.

* It never was in an article's text: then few pages do.
* It was, at the beginning or the end with nothing but such lines beyond it, and (nearly) never in the middle: then it
  takes more pages, of unlike titles, that are no notices; and a line that is of texts by nature is none (`nature`).

The share of pages is taken between the first and the last that has the line, in the order of capture: a hot list is on
all pages of one day, and on none of another. A text closed by a date or a name of its own keeps what stands above it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from array import array
from collections.abc import Iterator
from typing import Final

from crawler.extraction.learned import LONG
from crawler.learning.nature import families, is_by_nature, is_notice
from crawler.learning.observation import LONGEST_LINE, SHORTEST_LINE, Observation
from crawler.learning.stamps import StampTally

FEWEST_PAGES: Final = 5  # of a site; fewer teach nothing
_FEWEST_BESIDE: Final = 3  # pages that show a line beside the text
_SHARE_BESIDE: Final = 0.3
_FEWEST_IN_TEXT: Final = 5  # pages of which the line is part of the text, or beside it
_SHARE_IN_TEXT: Final = 0.5
_FEWEST_FAMILIES: Final = 4
_SHARE_OF_FAMILIES: Final = 0.4  # of the pages with the line; never more than are asked for here
_MOST_FAMILIES: Final = 10
_MOST_IN_THE_MIDDLE: Final = 0.02
_MOST_LONG_IN_THE_MIDDLE: Final = 0.2  # beyond the end of a hot list stands what only this page showed of it
_ONE_END: Final = 0.9
_MOST_LINES: Final = 1_000  # of one site; those on the most pages
_PAGES_BETWEEN_PRUNINGS: Final = 500
_FORGOTTEN_AFTER: Final = 200  # pages without it, a line seen once; it takes a share of them to be learned


@dataclasses.dataclass(slots=True)
class _Line:
    text: str
    pages: int = 0
    notices: int = 0
    first: int = 0
    last: int = 0
    beginnings: set[str] = dataclasses.field(default_factory=set)
    endings: set[str] = dataclasses.field(default_factory=set)

    @property
    def share(self) -> float:
        return self.pages / (self.last - self.first + 1)


@dataclasses.dataclass(slots=True)
class _Places:
    """On how many pages a line stood where in the text."""

    head: int = 0
    middle: int = 0
    tail: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """What a site's pages taught: lines and stamps, each with the number of its pages, those on most pages first."""

    pages: int
    lines: dict[str, int]
    stamps: dict[str, int]

    def version(self, source: str, host: str) -> str:
        """The same for the same site and the same lines and stamps alone; "" where there are none."""
        if not (self.lines or self.stamps):
            return ""
        told = "\n".join((source, host, *sorted(self.lines), "", *sorted(self.stamps)))
        return hashlib.sha256(told.encode()).hexdigest()[:8]


class SiteTally:
    """Takes a site's pages in the order of capture. Of a piece of writing that comes twice the first alone counts.

    Memory: about 300 bytes a page for the texts, and the lines of the last few hundred pages with all that recur.
    """

    def __init__(self) -> None:
        self._pieces: set[str] = set()
        self._lines: dict[int, _Line] = {}
        self._texts = array("Q")  # the lines' keys, of all texts one behind the other
        self._ends = array("Q")
        self._stamps = StampTally()

    @property
    def pages(self) -> int:
        return len(self._pieces)

    def add(self, page: Observation) -> None:
        if page.piece in self._pieces:
            return
        number = self.pages
        self._pieces.add(page.piece)
        beginning, ending = families(page.title)
        keys = [_key(line) for line in page.text]
        self._texts.extend(keys)
        self._ends.append(len(self._texts))
        for line in dict.fromkeys((*page.text, *page.beside)):
            if not SHORTEST_LINE <= len(line) <= LONGEST_LINE:
                continue
            seen = self._lines.setdefault(_key(line), _Line(line, first=number))
            seen.pages += 1
            seen.notices += is_notice(page.title)
            seen.last = number
            for known, family in ((seen.beginnings, beginning), (seen.endings, ending)):
                if len(known) < _MOST_FAMILIES:
                    known.add(family)
        self._stamps.add(page)
        if self.pages % _PAGES_BETWEEN_PRUNINGS == 0:
            self._forget_before(number - _FORGOTTEN_AFTER)

    def lesson(self) -> Lesson:
        if self.pages < FEWEST_PAGES:
            return Lesson(pages=self.pages, lines={}, stamps={})
        shared = {key for key, line in self._lines.items() if _is_shared(line)}
        passing = {key for key, line in self._lines.items() if _is_passing(line)}
        places = self._places(shared, passing)
        known = [
            line
            for key, line in self._lines.items()
            if _is_boilerplate(line, places.get(key), in_text=key in shared) and not is_by_nature(line.text)
        ]
        known.sort(key=lambda line: (-line.pages, line.text))
        return Lesson(
            pages=self.pages,
            lines={line.text: line.pages for line in known[:_MOST_LINES]},
            stamps=self._stamps.shared(),
        )

    def _forget_before(self, number: int) -> None:
        gone = [key for key, line in self._lines.items() if line.last < number and line.pages == 1]
        for key in gone:
            del self._lines[key]

    def _places(self, shared: set[int], passing: set[int]) -> dict[int, _Places]:
        """Where the lines that recur stand in the texts."""
        places: dict[int, _Places] = {}
        for text in self._each_text():
            head, tail = (_run(way, shared, passing) for way in (text, text[::-1]))
            for at, key in enumerate(text):
                if key not in self._lines or self._lines[key].pages == 1:
                    continue
                place = places.setdefault(key, _Places())
                if at >= len(text) - tail:
                    place.tail += 1
                elif at < head:
                    place.head += 1
                else:
                    place.middle += 1
        return places

    def _each_text(self) -> Iterator[array[int]]:
        begin = 0
        for end in self._ends:
            yield self._texts[begin:end]
            begin = end


def _run(text: array[int], shared: set[int], passing: set[int]) -> int:
    """How many lines from its beginning on are shared, but for single ones of its own amid them."""
    run = own = 0
    for at, key in enumerate(text):
        if key in shared:
            run, own = at + 1, 0
        elif key not in passing:
            own += 1
            if own > 1 or run < 2:
                break
    return run


def _is_passing(line: _Line) -> bool:
    """Whether the line, on too few pages to be learned, does not part those on both sides of it."""
    return line.pages > 1 and line.share >= _SHARE_IN_TEXT and not is_by_nature(line.text)


def _is_shared(line: _Line) -> bool:
    """Whether so many unlike pages have the line that it may be boilerplate though it is part of their texts."""
    wanted = max(_FEWEST_FAMILIES, min(_MOST_FAMILIES, _SHARE_OF_FAMILIES * line.pages))
    return (
        line.pages - line.notices >= _FEWEST_IN_TEXT
        and line.share >= _SHARE_IN_TEXT
        and min(len(line.beginnings), len(line.endings)) >= wanted
        and not is_by_nature(line.text)
    )


def _is_boilerplate(line: _Line, places: _Places | None, *, in_text: bool) -> bool:
    if places is None:
        return line.pages >= _FEWEST_BESIDE and line.share >= _SHARE_BESIDE
    ends = places.head + places.tail
    most = _MOST_LONG_IN_THE_MIDDLE if len(line.text) >= LONG else _MOST_IN_THE_MIDDLE
    return (
        in_text
        and places.middle <= most * (ends + places.middle)
        and max(places.head, places.tail) >= _ONE_END * ends
    )


def _key(line: str) -> int:
    return int.from_bytes(hashlib.blake2b(line.encode(), digest_size=8).digest(), "big")
