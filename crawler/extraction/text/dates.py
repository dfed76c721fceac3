"""A date as a page states it, to ISO 8601: nothing that is not on the page is added."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_WEEKDAY = (
    r"(?:\s*[（(,，]?\s*(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|"
    r"sun)[a-z]*)\s*[)）]?)?"
)
_HALF = r"(?P<half>上午|下午|早上|凌晨|中午|晚上|晚间|晚間|傍晚)"
_TIME = (
    rf"(?:(?:[\s,，T]*|[-_](?=\d\d:))(?:(?:at|北京时间|北京時間)\s*)?{_HALF}?\s*(?P<hour>\d{{1,2}})\s*(?:[:：]|[时時点點](?=\s*\d))"
    r"\s*(?P<minute>\d{1,2})(?:\s*(?::|分(?=\s*\d))\s*(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?(?![\d:])"
    r"\s*(?P<ampm>[ap]\.?m\b\.?)?\s*(?P<offset>Z\b|(?:GMT|UTC)?\s*[+-]\d{2}:?\d{2}(?!\d)|(?:GMT|UTC)\b(?![+-]))?)"
)
_AFTER = rf"(?:{_WEEKDAY}{_TIME}|(?!\d))"

_PATTERNS = tuple(
    re.compile(pattern + _AFTER, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.])(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*(?:日|号|號)?",
        r"(?<![\d.])(?P<year>\d{4})\s?(?P<sep>[-/.—－])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})",
        r"民[国國]\s*(?P<roc>\d{2,3})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        rf"(?<![a-z]){_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}})",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})",
        r"(?<![\d./])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<other>\d{1,2})(?P=sep)(?P<year>\d{4})",
    )
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?"
)
_HAN_DATE = re.compile(
    r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号號]"
)
_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
}
_YEARS = range(1900, 2100)
# The beginnings of time of Unix, east and west of Greenwich, and of databases; year 1 is no year here anyway.
_FILLED_IN = frozenset(["1970-01-01", "1969-12-31", "1900-01-01"])
_LEEWAY = datetime.timedelta(days=2)
_FIRST_ARCHIVE = 1991  # no page of the web is older


def iso_date(text: str, utc_offset: str | None = None) -> str | None:
    """The first full date in `text`, `2022-02-23` or `2022-02-23T08:19:56+08:00`; None without year, month and day.

    A time is given with the offset the text states, else with `utc_offset`. An impossible day (`2022-02-30`), a
    two-digit year and `03/04/2022`, which has two readings, are no dates; an impossible time leaves the day alone.
    """
    plain = _HAN_DATE.sub(_arabic, unicodedata.normalize("NFKC", text)).strip()
    if compact := _COMPACT.fullmatch(plain):
        return _stated(compact, utc_offset)
    matches = (match for pattern in _PATTERNS for match in pattern.finditer(plain))
    readings = ((match.start(), _stated(match, utc_offset)) for match in matches)
    found = [(start, reading) for start, reading in readings if reading is not None]
    return min(found)[1] if found else None


def believable(date: str | None, captured_at: datetime.datetime) -> str | None:
    """The date, unless it is what a system fills in that has none, or lies after the page was archived.

    A page may state its local day or a print day: two days are allowed. An archive's own clock that was never set
    (1980, in ZIP files) rules nothing out.
    """
    if date is None or date[:10] in _FILLED_IN:
        return None
    last = (captured_at.astimezone(datetime.UTC) + _LEEWAY).date().isoformat()
    return None if date[:10] > last and captured_at.year >= _FIRST_ARCHIVE else date


def states_only_a_date(text: str) -> bool:
    """Whether nothing but punctuation is left of the text when its date and time are taken out."""
    plain = _HAN_DATE.sub(_arabic, unicodedata.normalize("NFKC", text)).strip()
    for pattern in (_COMPACT, *_PATTERNS):
        match = pattern.search(plain)
        if match and _stated(match, None) is not None:
            rest = plain[: match.start()] + plain[match.end() :]
            return not re.search(r"\w", re.sub(_WEEKDAY[:-1], "", rest, flags=re.IGNORECASE))
    return False


@dataclasses.dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    second: int


def _stated(match: re.Match[str], utc_offset: str | None) -> str | None:
    group = match.groupdict()
    day = _day(group)
    if day is None:
        return None
    clock = _clock(group)
    if clock is None:
        return day.isoformat()
    time = datetime.time(clock.hour, clock.minute, clock.second).isoformat()
    return f"{day.isoformat()}T{time}{_offset(group.get('offset')) or utc_offset or ''}"


def _day(group: dict[str, str | None]) -> datetime.date | None:
    year = int(group.get("year") or 0) or int(group.get("roc") or 0) + 1911
    month, day = _month_and_day(group)
    if year not in _YEARS:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _month_and_day(group: dict[str, str | None]) -> tuple[int, int]:
    if group.get("other"):
        return _told_apart(int(group["first"] or 0), int(group["other"] or 0))
    name = group.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(group.get("month") or 0)
    return month, int(group.get("day") or 0)


def _told_apart(first: int, other: int) -> tuple[int, int]:
    """Month and day of `23/02` and `02/23`; (0, 0) where both could be the month."""
    if first > 12 >= other:
        return other, first
    if other > 12 >= first or first == other:
        return first, other
    return 0, 0


def _clock(group: dict[str, str | None]) -> _Clock | None:
    if group.get("hour") is None:
        return None
    hour, minute, second = (int(group.get(part) or 0) for part in ("hour", "minute", "second"))
    afternoon = (group.get("ampm") or "").lower().startswith("p") or group.get("half") in _AFTERNOON
    morning = (group.get("ampm") or "").lower().startswith("a") or group.get("half") in (
        "上午",
        "凌晨",
        "早上",
    )
    if afternoon and hour < 12:
        hour += 12
    if morning and hour == 12:
        hour = 0
    return _Clock(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


_AFTERNOON = ("下午", "晚上", "晚间", "晚間", "傍晚")


def _offset(stated: str | None) -> str | None:
    if not stated:
        return None
    digits = re.search(r"([+-]\d{2}):?(\d{2})", stated)
    return f"{digits[1]}:{digits[2]}" if digits else "+00:00"


def _arabic(match: re.Match[str]) -> str:
    year, month, day = re.split("[年月]", match[0].rstrip("日号號"))
    return f"{''.join(_HAN_DIGITS[digit] for digit in year)}年{_han_number(month)}月{_han_number(day)}日"


def _han_number(numeral: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(_HAN_DIGITS.get(digit, "0") for digit in numeral))
    return 10 * int(_HAN_DIGITS.get(tens, "1")) + int(_HAN_DIGITS.get(ones, "0"))
