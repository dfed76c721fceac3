"""How many new articles a source brings, and whether it has brought too few for too long.

A day's count is taken for negative binomial round the average of its weekday: news comes in bursts. Before few is
called too few, the average is halved, as it is in weeks that are quieter than others.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.expectations.holidays import is_holiday

_CHINA: Final = datetime.timezone(datetime.timedelta(hours=8))
_DAY: Final = datetime.timedelta(days=1)
_WEEK: Final = datetime.timedelta(days=7)
_FEWEST_DAYS, _FEWEST_ARTICLES = 7.0, 8
_QUIET, _HOLIDAY = 0.5, 0.05  # of the average
_FALSE_A_YEAR: Final = 0.02
_FEW_FALSE: Final = 1e-6  # a week with some, but too few, is looked at again every day
_CAPPED: Final = 4.0  # times the average of most days: what had piled up
_LONGEST_STEP: Final = datetime.timedelta(days=14)  # between two crawls; what came in longer is no rate
_STEADIEST, _WILDEST = 20.0, 0.5  # size of the negative binomial: the smaller, the more a day may differ
_SURELY_SHORT: Final = 0.0002  # looked at again at each crawl, for weeks
_PRIOR_DAYS: Final = 2.0  # of the average of all days, added to those of a weekday


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What one crawl found new, and when it looked."""

    at: datetime.datetime
    new: int


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Shortfall:
    """New articles `found` since a moment, and how many there would be by what was learned."""

    since: datetime.datetime
    days: float
    found: int
    usual: float


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """New articles a day by weekday (Monday is 0, in China), and how steady a day's count is."""

    by_weekday: tuple[float, ...]
    size: float

    @property
    def a_day(self) -> float:
        return sum(self.by_weekday) / len(self.by_weekday)

    def between(self, since: datetime.datetime, until: datetime.datetime, *, quiet: bool = False) -> float:
        """The usual number in that time; the least that still is usual with `quiet`."""
        return sum(self._of_day(day, quiet=quiet) * share for day, share in _days(since, until))

    def _of_day(self, day: datetime.date, *, quiet: bool) -> float:
        usual = self.by_weekday[day.weekday()]
        if not quiet:
            return usual
        return usual * (_HOLIDAY if is_holiday(day) else _QUIET)


def pace_of(crawls: Sequence[Brought]) -> Pace | None:
    """Of crawls in good order, in their order; None where they tell too little.

    What the first crawl brought had come in years, so the counting begins after it.
    """
    steps = [
        (before.at, after)
        for before, after in itertools.pairwise(crawls)
        if before.at < after.at <= before.at + _LONGEST_STEP
    ]
    units = list(_units(steps))
    days = sum(length for _, length, _ in units)
    if days < _FEWEST_DAYS or sum(new for _, _, new in units) < _FEWEST_ARTICLES:
        return None
    most = _CAPPED * _median([new / length for _, length, new in units]) + 3
    capped = [(since, length, min(new, most * length)) for since, length, new in units]
    average = sum(new for _, _, new in capped) / days
    by_weekday = _by_weekday(capped, average)
    return Pace(by_weekday=by_weekday, size=_size(capped, by_weekday))


def shortfall(crawls: Sequence[Brought], now: datetime.datetime) -> Shortfall | None:
    """Where so little would hardly ever be chance: nothing since the last crawl that brought any, or few in a week.

    `crawls` are those in good order, up to the present one.
    """
    pace = pace_of(crawls)
    if pace is None:
        return None
    if silent := silence(crawls, now, pace):
        return silent
    week = now - _WEEK
    found = sum(crawl.new for crawl in crawls if crawl.at > week)
    if found and crawls[0].at < week and _chance(pace, week, now, found) < _FEW_FALSE:
        return _told(pace, week, now, found)
    return None


def silence(
    crawls: Sequence[Brought], now: datetime.datetime, pace: Pace, *, of: int = 1
) -> Shortfall | None:
    """Nothing since the last crawl that brought any, for longer than chance has it where so many are looked at."""
    brought = [crawl.at for crawl in crawls if crawl.new]
    since = brought[-1] if brought else crawls[0].at
    if now - since < _DAY or _chance(pace, since, now, 0) >= _rarely(pace) / of:
        return None
    return _told(pace, since, now, 0)


def is_short_of(
    crawls: Sequence[Brought], missing: float, since: datetime.datetime, until: datetime.datetime
) -> bool:
    """Whether so many or more are missing of what the crawls bring in that time, and not by chance."""
    pace = pace_of([crawl for crawl in crawls if crawl.at <= since]) or pace_of(crawls)
    if pace is None:
        return False
    found = sum(crawl.new for crawl in crawls if since < crawl.at <= until)
    if found > pace.between(since, until) - missing:
        return False
    return _chance(pace, since, until, found, quiet=False) < _SURELY_SHORT


def _told(pace: Pace, since: datetime.datetime, now: datetime.datetime, found: int) -> Shortfall:
    days = (now - since) / _DAY
    return Shortfall(since=since, days=days, found=found, usual=pace.between(since, now))


def _rarely(pace: Pace) -> float:
    """A chance that comes true less than once in many years, by how many silences a year has."""
    return _FALSE_A_YEAR / min(max(pace.a_day, 0.1) * 365, 365.0)


def _chance(
    pace: Pace, since: datetime.datetime, until: datetime.datetime, found: int, *, quiet: bool = True
) -> float:
    """Of so many or fewer, in a time of quiet days or of usual ones."""
    mean = pace.between(since, until, quiet=quiet)
    worked = sum(share for day, share in _days(since, until) if not is_holiday(day))
    size = pace.size * max(worked, 0.25)
    term = total = float((size / (size + mean)) ** size)
    for count in range(found):
        term *= (size + count) / (count + 1) * mean / (size + mean)
        total += term
    return total


def _units(
    steps: Sequence[tuple[datetime.datetime, Brought]],
) -> Iterator[tuple[datetime.datetime, float, float]]:
    """What came in, by stretches of a day or more: when each began, its days, and how many articles."""
    began: datetime.datetime | None = None
    new = 0.0
    for before, crawl in steps:
        began = began or before
        new += crawl.new
        if crawl.at - began >= _DAY * 0.9:
            yield began, (crawl.at - began) / _DAY, new
            began, new = None, 0.0


def _by_weekday(units: Sequence[tuple[datetime.datetime, float, float]], average: float) -> tuple[float, ...]:
    days = [_PRIOR_DAYS] * 7
    came = [_PRIOR_DAYS * average] * 7
    for since, length, new in units:
        for day, share in _days(since, since + length * _DAY):
            days[day.weekday()] += share
            came[day.weekday()] += new * share / length
    return tuple(of_day / length for of_day, length in zip(came, days, strict=True))


def _size(units: Sequence[tuple[datetime.datetime, float, float]], by_weekday: tuple[float, ...]) -> float:
    """By the method of moments: the variance of a day is its mean and the mean's square by the size."""
    pace = Pace(by_weekday=by_weekday, size=1.0)
    squares = excess = 0.0
    for since, length, new in units:
        mean = pace.between(since, since + length * _DAY)
        squares += mean**2 / length
        excess += (new - mean) ** 2 - mean
    if excess <= 0:
        return _STEADIEST
    return min(max(squares / excess, _WILDEST), _STEADIEST)


def _days(since: datetime.datetime, until: datetime.datetime) -> Iterator[tuple[datetime.date, float]]:
    """The days of China between two moments, each with the share of it that lies between them."""
    at = since.astimezone(_CHINA)
    end = until.astimezone(_CHINA)
    while at < end:
        midnight = datetime.datetime.combine(at.date() + _DAY, datetime.time(), _CHINA)
        yield at.date(), (min(midnight, end) - at) / _DAY
        at = midnight


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
