"""Cron expressions as crontab(5) has them, by APScheduler's triggers.

Its own reading of them takes 0 for Monday, knows no 7, and wants both days where a day of the month and a day of the
week are given (https://github.com/agronholm/apscheduler/issues/286); there Sunday is 0 and 7, and either day will do.
Where a clock is put back, its triggers give a time that has passed; so they are asked about a clock that is never put.
"""

from __future__ import annotations

import datetime
import re
from typing import Final, Protocol

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

_NAMED: Final = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_SOME_DAYS: Final = re.compile(r"(?:\*|([a-z]{3}|[0-9])(?:-([a-z]{3}|[0-9]))?)(?:/([1-9]))?")
_FIELD: Final = re.compile(r"[0-9a-z*,/-]+")
_LONG_AGO: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class Trigger(Protocol):
    def get_next_fire_time(
        self, previous_fire_time: datetime.datetime | None, now: datetime.datetime
    ) -> datetime.datetime | None: ...


def check(expression: str) -> None:
    """ValueError, for a person, unless the expression is one, and its time ever comes."""
    if next_after(expression, _LONG_AGO, datetime.UTC) is None:
        raise ValueError(f"the time of the cron expression {expression!r} never comes")


def next_after(expression: str, moment: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime | None:
    """The first time of the expression after the moment, in UTC; None where there is none.

    An hour that comes twice counts once; the first time in an hour that is left out comes an hour later.
    """
    trigger = _trigger_of(expression)
    shown = moment.astimezone(zone).replace(tzinfo=datetime.UTC, fold=0)
    while following := trigger.get_next_fire_time(shown, shown):
        at = following.replace(tzinfo=zone).astimezone(datetime.UTC)
        if at > moment:
            return at
        shown = following
    return None


def _trigger_of(expression: str) -> Trigger:
    """By a clock on the wall, for which UTC stands."""
    fields = _NAMED.get(expression, expression).lower().split()
    if len(fields) != 5 or not all(map(_FIELD.fullmatch, fields)):
        raise ValueError(
            f"{expression!r} is no cron expression: five fields are, as in 30 6 * * *, or one of "
            + " ".join(_NAMED)
        )
    minute, hour, day, month, weekday = fields
    try:
        days = _days(weekday)
        dates = {"minute": minute, "hour": hour, "month": month, "timezone": datetime.UTC}
        if day.startswith("*") or weekday.startswith("*"):
            trigger: Trigger = CronTrigger(day=day, day_of_week=days, **dates)
        else:
            trigger = OrTrigger([CronTrigger(day=day, **dates), CronTrigger(day_of_week=days, **dates)])
    except ValueError as error:
        raise ValueError(f"{expression!r} is no cron expression: {error}") from error
    return trigger


def _days(field: str) -> str:
    """The field of the days of the week by names, which mean the same everywhere."""
    found: set[int] = set()
    for part in field.split(","):
        matched = _SOME_DAYS.fullmatch(part)
        if matched is None:
            raise ValueError(f"{part!r} is no day of the week")
        first, last, step = matched.groups()
        begin = _number(first) if first else 0
        end = _number(last) if last else begin if first and not step else 6
        found.update(day % 7 for day in range(begin, end + (7 if end < begin else 0) + 1, int(step or 1)))
    return "*" if len(found) == 7 else ",".join(_DAYS[day] for day in sorted(found))


def _number(day: str) -> int:
    if day in _DAYS:
        return _DAYS.index(day)
    if not day.isdigit() or int(day) > 7:
        raise ValueError(f"{day!r} is no day of the week")
    return int(day)
