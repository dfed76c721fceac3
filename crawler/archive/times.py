"""WARC-Date and the date of an ARC record: aware, UTC, to the millisecond, which is what the index keeps."""

from __future__ import annotations

import datetime
import re

_WARC_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?"
    r"(?P<offset>Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_ARC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?")


def format_warc_date(when: datetime.datetime) -> str:
    when = to_milliseconds(when)
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z"


def to_milliseconds(when: datetime.datetime) -> datetime.datetime:
    when = when.astimezone(datetime.UTC)
    return when.replace(microsecond=when.microsecond // 1000 * 1000)


def parse_warc_date(stated: str) -> datetime.datetime | None:
    """Any precision WARC 1.1 allows, with or without an offset; None where it is no date."""
    found = _WARC_DATE.fullmatch(stated.strip())
    if not found:
        return None
    part = found.groupdict()
    try:
        when = _date(int(part["year"]), int(part["month"] or 1), int(part["day"] or 1)).replace(
            hour=int(part["hour"] or 0),
            minute=int(part["minute"] or 0),
            second=min(int(part["second"] or 0), 59),  # leap seconds
            microsecond=int(f"{part['fraction'] or '0':0<6.6}"),
        )
        return to_milliseconds(when - _offset(part["offset"]))
    except (ValueError, OverflowError):
        return None


def parse_arc_date(stated: str) -> datetime.datetime | None:
    """14 digits, or as many of them as were written."""
    found = _ARC_DATE.match(stated)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(digits or 0) for digits in found.groups())
    try:
        return datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.UTC)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> datetime.datetime:
    """ClueWeb09 writes the day of the year for the day: 2009-03-65 is the sixth of March."""
    try:
        return datetime.datetime(year, month, day, tzinfo=datetime.UTC)
    except ValueError:
        when = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(days=day - 1)
        if when.month != month:
            raise
        return when


def _offset(stated: str | None) -> datetime.timedelta:
    if not stated or stated in "Zz":
        return datetime.timedelta()
    size = datetime.timedelta(hours=int(stated[1:3]), minutes=int(stated[-2:]))
    return -size if stated[0] == "-" else size
