"""When China does not work, and its papers and offices publish little or nothing."""

from __future__ import annotations

import datetime
from typing import Final

_NEW_YEARS_DAYS: Final = {
    2024: (2, 10),
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
    2030: (2, 3),
    2031: (1, 23),
    2032: (2, 11),
    2033: (1, 31),
    2034: (2, 19),
    2035: (2, 8),
}
"""Of the lunar calendar, as the Hong Kong Observatory's conversion tables have them."""

_BEFORE, _AFTER = 2, 9  # days round it that are little worked
_FIXED: Final = (((1, 1), (1, 3)), ((5, 1), (5, 5)), ((10, 1), (10, 8)))


def is_holiday(day: datetime.date) -> bool:
    """Whether it lies in one of the long holidays: New Year, Spring Festival, May Day, National Day."""
    if any(first <= (day.month, day.day) <= last for first, last in _FIXED):
        return True
    if day.year not in _NEW_YEARS_DAYS:
        return False
    month, date = _NEW_YEARS_DAYS[day.year]
    return -_BEFORE <= (day - datetime.date(day.year, month, date)).days <= _AFTER
