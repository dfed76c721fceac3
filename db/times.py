"""Times as the database keeps them: UTC, ISO 8601, with milliseconds and a Z, so that text sorts as time."""

from __future__ import annotations

import datetime

CHINA = datetime.timezone(datetime.timedelta(hours=8))


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


def instant(stated: str) -> datetime.datetime:
    """The moment of a date a page states, whatever its offset: 2026-03-01 is its first moment. A time without an offset
    is China's. ValueError for what is no ISO 8601."""
    moment = datetime.datetime.fromisoformat(stated)
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
