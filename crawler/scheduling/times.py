"""When the next crawl of a target is due, by its rule, how the last ones ended, and a little by its name."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from typing import Final

from apscheduler.triggers.interval import IntervalTrigger

from crawler.revisiting import slowed
from crawler.scheduling import cron
from crawler.scheduling.rules import Cron, Every, Rule

SHORTEST: Final = datetime.timedelta(minutes=10)  # that an adaptive rule leaves between two crawls
LONGEST: Final = datetime.timedelta(hours=24)
UNKNOWN: Final = datetime.timedelta(hours=1)  # where nothing says yet when a page is due

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MOMENT: Final = datetime.timedelta(milliseconds=1)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Appointment:
    """When a crawl is due, and how long the rule, without failures, leaves there between two."""

    at: datetime.datetime
    interval: datetime.timedelta


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """`zone` is that of cron expressions; `jitter` the most that a target is put off by its name, always by as much."""

    zone: datetime.tzinfo
    jitter: datetime.timedelta

    def first(self, rule: Rule, target: str, *, now: datetime.datetime) -> Appointment:
        """Of a target that was never crawled, or by another rule: at once, but at the times of a cron expression."""
        following = self.following(rule, target, begun=now, ended=now)
        return following if isinstance(rule, Cron) else dataclasses.replace(following, at=now)

    def following(
        self,
        rule: Rule,
        target: str,
        *,
        begun: datetime.datetime,
        ended: datetime.datetime,
        due: datetime.datetime | None = None,
        failures: float = 0.0,
    ) -> Appointment:
        """The one after a crawl; `due` is when the first of the source's pages is.

        Times that passed meanwhile are left out. A crawl that was late moves no other: an interval's times are the
        same whenever the crawls took place, half an interval after the last at the earliest.
        """
        if isinstance(rule, Every):
            interval = rule.interval
            earliest = max(ended, begun + interval / 2) + _patience(interval, failures)
            return Appointment(at=self._on_grid(interval, target, earliest), interval=interval)
        if isinstance(rule, Cron):
            at = self._by_cron(rule, target, ended)
            interval = self._by_cron(rule, target, at) - at
            if patience := _patience(interval, failures):
                at = self._by_cron(rule, target, ended + patience)
            return Appointment(at=at, interval=interval)
        asked_for = due - ended if due else UNKNOWN
        interval = min(max(asked_for, SHORTEST), LONGEST)
        put_off = share_of(target) * min(self.jitter, interval / 10)
        return Appointment(at=ended + interval + put_off + _patience(interval, failures), interval=interval)

    def _on_grid(
        self, interval: datetime.timedelta, target: str, earliest: datetime.datetime
    ) -> datetime.datetime:
        """Each target has times of its own, spread over the whole interval."""
        begin = _EPOCH + share_of(target) * interval
        trigger = IntervalTrigger(
            seconds=int(interval.total_seconds()), start_date=begin, timezone=datetime.UTC
        )
        at: datetime.datetime = trigger.get_next_fire_time(None, earliest + _MOMENT)
        return at

    def _by_cron(self, rule: Cron, target: str, after: datetime.datetime) -> datetime.datetime:
        put_off = share_of(target) * self.jitter
        at = cron.next_after(rule.expression, after - put_off, self.zone)
        if at is None:
            raise ValueError(f"the time of the cron expression {rule.expression!r} never comes again")
        return at + put_off


def share_of(target: str) -> float:
    """From 0 to 1, the same on every machine."""
    return int.from_bytes(hashlib.sha256(target.encode()).digest()[:6], "big") / 2**48


def _patience(interval: datetime.timedelta, failures: float) -> datetime.timedelta:
    """How much longer than the interval to wait after so many failures: what has failed is slowed down, to a day."""
    seconds = int(interval.total_seconds())
    return datetime.timedelta(seconds=slowed(seconds, failures) - seconds)
