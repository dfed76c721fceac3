"""Addresses that a site makes without end: what is wrong with them can be seen before they are asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

_LONGEST: Final = 1500  # characters, with Chinese words escaped nine to one
_DEEPEST: Final = 20  # segments of a path
_MOST_PAIRS: Final = 14
_MOST_FACETS: Final = 4
_TWICE: Final = 2
_THRICE: Final = 3
_FIRST_YEAR: Final = 1940
_LAST_YEAR: Final = 2060  # a fixed year, so that the answer is the same at any time
_MAX_PAGE: Final = 100_000
_LONGEST_RUN: Final = 4  # segments of a run that may come twice by chance

_FACET: Final = re.compile(
    r"(?:sort|order|orderby|sortby|dir|direction|filter|filters|facet|view|display|layout|mode|limit|perpage|per_page|pagesize|"
    r"size|price|color|brand|style|f|fq|attr)(?:\[\w*\])*",
    re.IGNORECASE,
)
_DATE_KEY: Final = re.compile(
    r"(?:year|y|yr|month|date|day|cal(?:endar)?|cal_?date|ym|ymd|start_?date|end_?date|time)", re.IGNORECASE
)
_YEAR: Final = re.compile(
    r"(?<!\d)(\d{4})(?=(?:[-/._年]?(?:0?[1-9]|1[0-2])(?!\d))|(?:[01]\d[0-3]\d(?!\d))|$)"
)
_CALENDAR: Final = re.compile(
    r"/(?:calendar|events?|archives?|rili|date|day)/(?:.*/)?(\d{4})[-/](?:0[1-9]|1[0-2])(?:[-/](?:[0-2]\d|3[01]))?/?$",
    re.IGNORECASE,
)
_PAGE_KEY: Final = re.compile(r"(?:page|p|pn|pageno|paged|pageindex)", re.IGNORECASE)
_SESSION: Final = re.compile(r"(?:;(?:jsessionid|phpsessid)=|/\(S\([a-z0-9]{8,}\)\))", re.IGNORECASE)


def trap_of(url: str) -> str | None:
    """Why following this address could go on for ever, in a word; None for the others.

    `length`, `depth`, `repetition` (a/b/a/b/a/b), `session`, `calendar` (years nobody wrote in), `facets` (sorted and
    filtered in every way), `query` and `number`.
    """
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "address"
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    if len(url) > _LONGEST:
        return "length"
    if len(segments) > _DEEPEST:
        return "depth"
    if repeats(segments) or _repeats_pairs(pairs):
        return "repetition"
    if len(_SESSION.findall(parts.path)) >= _TWICE:
        return "session"
    if any(not _FIRST_YEAR <= year <= _LAST_YEAR for year in _years(path, pairs)):
        return "calendar"
    if len({key.lower() for key, _ in pairs if _FACET.fullmatch(key)}) >= _MOST_FACETS:
        return "facets"
    if len(pairs) > _MOST_PAIRS:
        return "query"
    numbers = (int(value) for key, value in pairs if _PAGE_KEY.fullmatch(key) and value.isdecimal())
    return "number" if any(number > _MAX_PAGE for number in numbers if not _names_article(pairs)) else None


def repeats(segments: Sequence[str]) -> bool:
    """Whether a run of segments is followed by itself: a word three times, two or more words twice, numbers never.

    A wrong relative link makes such addresses: `news/` below `news/` leads to `news/news/`, and on.
    """
    for length in range(1, len(segments) // _TWICE + 1):
        needed = _THRICE if length == 1 or length > _LONGEST_RUN else _TWICE
        for start in range(len(segments) - length * needed + 1):
            run = list(segments[start : start + length])
            copies = (list(segments[start + length * n : start + length * (n + 1)]) for n in range(needed))
            if not all(segment.isdecimal() for segment in run) and all(copy == run for copy in copies):
                return True
    return False


def _repeats_pairs(pairs: Sequence[tuple[str, str]]) -> bool:
    """A link that adds to the query it stands under: `?a=1&a=1&a=1`."""
    counts = Counter(pairs)
    return bool(counts) and max(counts.values()) >= _THRICE


def _years(path: str, pairs: Sequence[tuple[str, str]]) -> list[int]:
    years = [int(year) for year in _CALENDAR.findall(path)]
    for key, value in pairs:
        if _DATE_KEY.fullmatch(key):
            years += map(int, _YEAR.findall(value))
    return years


def _names_article(pairs: Sequence[tuple[str, str]]) -> bool:
    """WordPress names a post by `?p=123456`."""
    return len(pairs) == 1 and pairs[0][0] == "p"
