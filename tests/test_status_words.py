"""Times, sizes and counts as `scrapy status` and `scrapy trace` tell them."""

from __future__ import annotations

import datetime

import pytest

from crawler.commands.status_words import age_told, ago, ahead, counts_told, percent, size_told, span
from db.times import from_text

AT = from_text("2026-03-05T08:00:00.000Z")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"), (59.4, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (4800, "1 h 20 min"),
        (5 * 3600 + 1800, "5 h"), (26 * 3600, "1 d 2 h"), (9 * 86400, "9 d"), (2000 * 86400, "2,000 d"), (-5, "0 s"),
    ],
)  # fmt: skip
def test_spans_are_told_in_the_units_that_tell_them_best(seconds: float, expected: str) -> None:
    assert span(seconds) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-03-05T15:00:00+08:00", "1 h"), ("2026-03-05T07:00:00.000Z", "1 h"), ("2026-03-01", "4 d"),
        ("2026-03-05", "today"), ("2026-03-06", "today"), ("soon", "-"), (None, "-"),
    ],
)  # fmt: skip
def test_the_age_of_a_day_alone_has_no_hours(stated: str | None, expected: str) -> None:
    assert age_told(stated, AT) == expected


def test_words_for_times_sizes_and_shares() -> None:
    assert [ago(AT, AT), ago(AT - datetime.timedelta(minutes=3), AT)] == ["now", "3 min ago"]
    assert [ahead(AT - datetime.timedelta(minutes=n), AT) for n in (-3, 0, 3)] == [
        "in 3 min",
        "now",
        "due 3 min ago",
    ]
    assert [size_told(n) for n in (0, 999, 1500, 123_456, 2.5e12)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "123 kB",
        "2.5 TB",
    ]
    assert [percent(n) for n in (None, 0, 0.5, 0.996, 1)] == ["-", "0", "50", ">99", "100"]
    assert counts_told({"a": 1, "b": 3, "c": 2, "d": 0}, 2) == "b 3, c 2, 1 other 1"
