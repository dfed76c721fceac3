"""When a source is crawled: every so often, at the times of a cron expression, or as its pages ask for (`adaptive`)."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Final

ADAPTIVE: Final = "adaptive"
LONGEST: Final = datetime.timedelta(days=366)

_LONGEST_TEXT: Final = 200
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION: Final = re.compile(r"(?:[0-9]{1,6}[smhdw])+")
_PART: Final = re.compile(r"([0-9]+)([smhdw])")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Every:
    interval: datetime.timedelta


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Cron:
    """`expression` has five fields, or is one of the names that cron knows, such as `@daily`."""

    expression: str


@dataclasses.dataclass(frozen=True, slots=True)
class Adaptive:
    """When the next of the source's lists or articles is due."""


Rule = Every | Cron | Adaptive


def rule_of(text: str) -> Rule:
    """`15m`, `6h`, `1d12h`; `30 6 * * *`; `adaptive`. ValueError, for a person, for anything else."""
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"a rule of {len(text):,} characters is none")
    if text == ADAPTIVE:
        return Adaptive()
    if text.startswith("@") or len(text.split()) > 1:
        from crawler.scheduling.cron import check  # which takes a while to import, and few sources need

        check(text)
        return Cron(expression=text)
    return Every(interval=duration(text))


def duration(text: str) -> datetime.timedelta:
    """`90s`, `15m`, `6h`, `1d12h`, `2w`; from a second to a year. ValueError for anything else."""
    if len(text) > _LONGEST_TEXT or not _DURATION.fullmatch(text):
        raise ValueError(
            f"{text[:_LONGEST_TEXT]!r} is no time such as 15m, 6h or 1d12h (s, m, h, d and w are the units)"
        )
    length = datetime.timedelta(
        seconds=sum(int(count) * _SECONDS[unit] for count, unit in _PART.findall(text))
    )
    if not datetime.timedelta(seconds=1) <= length <= LONGEST:
        raise ValueError(f"{text!r} is not from a second to a year")
    return length
