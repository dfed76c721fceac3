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
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_CALENDAR: Final = re.compile(  # an archive may number its articles: /archives/3056/12/ is the twelfth page of one
    rf"/(?:calendar|events?|rili|date|day)/(?:.*/)?(\d{{4}})[-/](?:{_MONTH}|{_MONTH_NAME})(?:[-/]{_DAY})?/?$|"
    rf"/archives?/(?:.*/)?(\d{{4}})[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])/?$|"
    rf"/archives?/(?:.*/)?(\d{{4}})[-/]{_MONTH_NAME}(?:[-/]{_DAY})?/?$",
    re.IGNORECASE,
)
_PLAUSIBLE: Final = r"(?:19[4-9]\d|20[0-6]\d)"
_DATE_AT_END: Final = re.compile(
    rf"(?<![^/_.-])(?:{_PLAUSIBLE}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?|"
    rf"{_PLAUSIBLE}[-/_.年](?:{_MONTH}|{_MONTH_NAME})月?(?:[-/_.]?{_DAY}日?)?)/?$",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+|[a-z]{3,}", re.IGNORECASE)  # and the names of months
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


def dated_series(url: str) -> str | None:
    """The series an address is of that names a month or a day and no page: the archive or the calendar of a site.

    It is equal for all of its months, and for all of its days. A calendar has a page for every day there will be.
    """
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return None
    path = unquote(parts.path)
    dates = [key for key, value in pairs if _names_date(key, value)]
    others = [pair for pair in pairs if not (_DATE_KEY.fullmatch(pair[0]) or pair[0] in dates)]
    if dates:
        return f"{parts.hostname}{path}?{sorted(dates)}{sorted(others)}"
    found = _DATE_AT_END.search(path)
    if found is None or pairs:
        return None
    return f"{parts.hostname}{path[: found.start()]}{_DIGITS.sub('0', found[0])}"


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
    years = [int(year) for found in _CALENDAR.findall(path) for year in found if year]
    for key, value in pairs:
        if _DATE_KEY.fullmatch(key):
            years += map(int, _YEAR.findall(value))
    return years


def _names_date(key: str, value: str) -> bool:
    """WordPress names a month by `?m=202405`."""
    is_month = key == "m" and _DATE_AT_END.fullmatch(value) is not None
    return is_month or (_DATE_KEY.fullmatch(key) is not None and _YEAR.search(value) is not None)


def _names_article(pairs: Sequence[tuple[str, str]]) -> bool:
    """WordPress names a post by `?p=123456`."""
    return len(pairs) == 1 and pairs[0][0] == "p"
