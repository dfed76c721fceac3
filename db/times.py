"""Times as the database keeps them: UTC, ISO 8601, with milliseconds and a Z, so that text sorts as time."""

from __future__ import annotations

import datetime


def to_text(moment: datetime.datetime) -> str:
    """`2026-03-05T01:02:03.456Z`; finer than a millisecond is cut off. ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} says no time zone")
    moment = moment.astimezone(datetime.UTC)
    # isoformat pads years before 1000, which strftime does not do everywhere
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def from_text(text: str) -> datetime.datetime:
    """The aware datetime `to_text` wrote. ValueError for any other form."""
    moment = datetime.datetime.fromisoformat(text)
    if len(text) != 24 or to_text(moment) != text:
        raise ValueError(f"{text!r} is no time of the form 2026-03-05T01:02:03.456Z")
    return moment


def since_moment(text: str) -> datetime.datetime:
    """What a person types for the beginning of a time: a date (its first moment, UTC) or a date and time.

    A time without an offset is UTC. ValueError, fit to be shown, for anything else.
    """
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"{text!r} is no ISO date or time, such as 2026-03-05, 2026-03-05T08:30 or 2026-03-05T08:30+08:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def until_moment(text: str) -> datetime.datetime:
    """The first moment no longer meant by `--until TEXT`: for a date alone the day is still in."""
    moment = since_moment(text)
    return moment + datetime.timedelta(days=1) if _is_date(text.strip()) else moment


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
