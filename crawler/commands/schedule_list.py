"""What is scheduled: a table for people, and the same for programs."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from crawler.commands.schedule_runs import word_for
from crawler.commands.schedule_targets import Target
from crawler.commands.status_words import span
from db.models import Schedule
from db.times import from_text, to_text

_COLUMNS = ("target", "rule", "last", "how it ended", "next", "in")
_WORDS = {"new": "once scrapy schedule runs"}


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A target at one moment; `state` is running, overdue, due or waiting, or new where the scheduler never saw it."""

    target: str
    source: str
    arguments: Mapping[str, str]
    rule: str
    state: str
    last: datetime.datetime | None
    exit_code: int | None
    crawl_id: int | None
    failures: float
    next: datetime.datetime | None

    def for_programs(self, now: datetime.datetime) -> dict[str, Any]:
        return {
            "target": self.target,
            "source": self.source,
            "arguments": dict(self.arguments),
            "rule": self.rule,
            "state": self.state,
            "last": to_text(self.last) if self.last else None,
            "exit_code": self.exit_code,
            "ended": None if self.exit_code is None else word_for(self.exit_code),
            "crawl": self.crawl_id,
            "failures": self.failures,
            "next": to_text(self.next) if self.next else None,
            "seconds_to_next": (self.next - now).total_seconds() if self.next else None,
        }


def lines(
    targets: Iterable[Target], held: Mapping[str, Schedule], overdue: Collection[str], now: datetime.datetime
) -> list[Line]:
    """What is due first comes first."""
    found = [_line(target, held.get(target.name), overdue, now) for target in targets]
    return sorted(found, key=lambda line: (line.next or now, line.target))


def _line(target: Target, row: Schedule | None, overdue: Collection[str], now: datetime.datetime) -> Line:
    return Line(
        target=target.name,
        source=target.source,
        arguments=target.arguments,
        rule=target.rule,
        state=_state(row, overdue, now),
        last=from_text(row.started_at) if row and row.started_at else None,
        exit_code=row.exit_code if row else None,
        crawl_id=row.crawl_id if row else None,
        failures=row.failures if row else 0.0,
        next=from_text(row.next_at) if row else None,
    )


def _state(row: Schedule | None, overdue: Collection[str], now: datetime.datetime) -> str:
    if row is None:
        return "new"
    if (row.claimed_until or "") > to_text(now):
        return "running"
    if row.target in overdue:
        return "overdue"
    return "due" if from_text(row.next_at) <= now else "waiting"


def table(shown: Iterable[Line], now: datetime.datetime, zone: datetime.tzinfo) -> Table:
    made = Table(box=None, pad_edge=False)
    for column in _COLUMNS:
        made.add_column(column, overflow="fold")
    for line in shown:
        made.add_row(*map(Text, _cells(line, now, zone)))
    return made


def _cells(line: Line, now: datetime.datetime, zone: datetime.tzinfo) -> tuple[str, ...]:
    return (
        line.target,
        line.rule,
        _shown(line.last, zone) or "never",
        _ended(line),
        _shown(line.next, zone) or "-",
        span((line.next - now).total_seconds())
        if line.next and line.state == "waiting"
        else _WORDS.get(line.state, line.state),
    )


def _ended(line: Line) -> str:
    ended = "" if line.exit_code is None else word_for(line.exit_code)
    return f"{ended}, {line.failures:.1f} failures" if line.failures >= 1 else ended


def _shown(moment: datetime.datetime | None, zone: datetime.tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""
