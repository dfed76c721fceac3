"""Times, sizes and counts as `scrapy status` and `scrapy trace` tell them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from db.times import from_text, instant

_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"))
_ENOUGH: Final = 3  # of the larger unit, from which on the smaller says nothing
_SIZES: Final = ("bytes", "kB", "MB", "GB", "TB")


def span(seconds: float) -> str:
    """`40 s`, `12 min`, `1 h 20 min`, `5 h`, `2 d 3 h`, `9 d`."""
    left = round(max(seconds, 0))
    for number, (size, unit) in enumerate(_UNITS):
        if left < size:
            continue
        whole, rest = divmod(left, size)
        smaller, name = _UNITS[number + 1] if number + 1 < len(_UNITS) else (0, "")
        part = rest // smaller if smaller and whole < _ENOUGH else 0
        return f"{whole:,} {unit} {part} {name}" if part else f"{whole:,} {unit}"
    return f"{left} s"


def ago(moment: datetime.datetime, now: datetime.datetime) -> str:
    seconds = (now - moment).total_seconds()
    return f"{span(seconds)} ago" if seconds >= 1 else "now"


def ahead(moment: datetime.datetime, now: datetime.datetime) -> str:
    """When something is due."""
    seconds = (moment - now).total_seconds()
    return f"in {span(seconds)}" if seconds >= 1 else f"due {ago(moment, now)}".replace("due now", "now")


def age(stated: str | None, now: datetime.datetime) -> datetime.timedelta | None:
    """How long ago a time of the database or of a page was; None where it is none."""
    try:
        return now - instant(stated) if stated else None
    except ValueError:
        return None


def age_told(stated: str | None, now: datetime.datetime) -> str:
    """A day alone says nothing of hours."""
    old = age(stated, now)
    if stated is None or old is None:
        return "-"
    if len(stated) > 10:
        return span(old.total_seconds())
    return f"{old.days:,} d" if old.days > 0 else "today"


def clock(text: str | None) -> str:
    """A time of the database for a person: UTC, to the second."""
    return text[:19].replace("T", " ") if text else "-"


def seconds_between(started: str, ended: str) -> float:
    return (from_text(ended) - from_text(started)).total_seconds()


def size_told(size: float) -> str:
    number = 0
    while size >= 1000 and number < len(_SIZES) - 1:
        size /= 1000
        number += 1
    return f"{size:,.1f} {_SIZES[number]}" if number and size < 100 else f"{size:,.0f} {_SIZES[number]}"


def number_of(count: int, what: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def counts_told(counts: Mapping[str, int], most: int = 0) -> str:
    """`listing 12, empty 3`, the largest first; of more than so many the rest as one."""
    ordered = sorted(((name, count) for name, count in counts.items() if count), key=lambda x: (-x[1], x[0]))
    shown, rest = (ordered[:most], ordered[most:]) if most and len(ordered) > most else (ordered, [])
    parts = [f"{name.replace(':', ' ')} {count:,}" for name, count in shown]
    if rest:
        parts.append(f"{len(rest)} other {sum(count for _, count in rest):,}")
    return ", ".join(parts)


def percent(share: float | None) -> str:
    """All is said of nothing less."""
    if share is None:
        return "-"
    return ">99" if 0.99 < share < 1 else f"{share:.0%}".rstrip("%")
