"""Dates a text states in part: with a year of two digits, with no year, or spread over an address."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

_CLOCK: Final = r"(?:\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?))?(?![\d:])"
_SHORT_YEAR: Final = re.compile(
    r"(?<!\d)(?<!\d[.:/-])['’]?(?P<year>\d{2})(?P<sep>[-/.年])(?P<month>\d{1,2})(?:(?P=sep)|月)(?P<day>\d{1,2})(?:日(?!报))?(?![\d./-])"
    + _CLOCK
)
_NO_YEAR: Final = re.compile(
    r"(?<!\d)(?<!\d[.:/年-])(?P<month>\d{1,2})(?P<sep>[-/月])(?P<day>\d{1,2})(?:日(?!报))?(?![\d./-])"
    + _CLOCK
)
# the year, the day and the time stand in elements of their own: 2024 | 03/05 | 08:01
_IN_PIECES: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[\s年/.|-]+(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?(?!\d)\s*\|?"
    + _CLOCK
)
_YEAR: Final = r"(?P<year>(?:199|20\d)\d)"
_IN_ADDRESS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}[/_-](?P<month>\d{{2}})[/_-]?(?P<day>\d{{2}})(?!\d)",
        rf"(?<!\d){_YEAR}[/_-](?P<month>\d{{1,2}})[/_-](?P<day>\d{{1,2}})(?=[/_.-]|$)",
        rf"(?<!\d){_YEAR}(?P<month>\d{{2}})[/_-]?(?P<day>\d{{2}})(?!\d)",
        rf"/{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:\d{{4}}|\d{{6}}|\d{{9,10}})(?=[/_.-]|$)",
        r"/(?P<short>[012]\d)/(?P<month>\d{2})(?P<day>\d{2})/(?=\d{2}/)",
    )
)
_YEAR_IN_ADDRESS: Final = re.compile(rf"(?<!\d){_YEAR}(?=[/_-]|(?:0\d|1[012])(?!\d))")
_CAPTURE: Final = re.compile(r"/web/\d{4,14}(?:[a-z]{2}_)?/")
_FIRST_YEAR: Final = 1994


@dataclasses.dataclass(frozen=True, slots=True)
class DayOfYear:
    """A month and a day, and the time where one is stated, of a year that is not."""

    month: int
    day: int
    time: str = ""

    def in_year(self, year: int, utc_offset: str) -> str | None:
        """ISO 8601; None where that year has no such day."""
        return _iso(year, self.month, self.day, self.time, utc_offset)


def date_of_short_year(text: str, utc_offset: str) -> str | None:
    """`18-03-08 12:00` is the eighth of March 2018: the year comes first, as everywhere in Chinese."""
    match = _SHORT_YEAR.search(_plain(text))
    return _stated(match, utc_offset, century=2000) if match else None


def date_in_pieces(text: str, utc_offset: str) -> str | None:
    """`2024 03/05 08:01`, as a template prints a date that has an element for each of its parts."""
    match = _IN_PIECES.search(_plain(text))
    return _stated(match, utc_offset) if match else None


def day_of_year(text: str) -> DayOfYear | None:
    """`03-05 08:01`, `3月5日`: the first such day."""
    match = _NO_YEAR.search(_plain(text))
    if match is None or not (1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31):
        return None
    return DayOfYear(int(match["month"]), int(match["day"]), match["time"] or "")


def date_of_address(url: str | None) -> str | None:
    """The day in the path of an address: /2024/03/05/, /202403/t20240305_1.html, /2024-03/05/content_1.htm."""
    path = _path(url)
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(path):
            if date := _stated(match, "", century=2000):
                return date
    return None


def year_of_address(url: str | None) -> int | None:
    """The year in the path of an address that has no day."""
    match = _YEAR_IN_ADDRESS.search(_path(url))
    return int(match["year"]) if match else None


def _path(url: str | None) -> str:
    """The path, without the day on which an archive captured the page."""
    try:
        return _CAPTURE.sub("/", urlsplit(url or "").path)
    except ValueError:
        return ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _stated(match: re.Match[str], utc_offset: str, *, century: int = 0) -> str | None:
    group = match.groupdict()
    year = int(group.get("year") or group.get("short") or 0)
    year += century if year < 100 else 0
    if year < _FIRST_YEAR:
        return None
    return _iso(year, int(match["month"]), int(match["day"]), group.get("time") or "", utc_offset)


def _iso(year: int, month: int, day: int, time: str, utc_offset: str) -> str | None:
    hour, minute, second = (int(part) for part in (*time.split(":"), "0", "0")[:3]) if time else (0, 0, 0)
    try:
        date, clock = datetime.date(year, month, day), datetime.time(hour, minute, second)
    except ValueError:
        return None
    return f"{date.isoformat()}T{clock.isoformat()}{utc_offset}" if time else date.isoformat()
