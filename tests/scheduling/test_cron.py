"""Cron expressions mean what crontab(5) says they do."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest

from crawler.scheduling import cron

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
MONDAY = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)


def times(
    expression: str, count: int = 3, zone: zoneinfo.ZoneInfo = SHANGHAI, after: datetime.datetime = MONDAY
) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        following = cron.next_after(expression, after, zone)
        assert following is not None
        after = following
        found.append(f"{following.astimezone(zone):%a %m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("30 6 * * *", ["Tue 03-03 06:30", "Wed 03-04 06:30", "Thu 03-05 06:30"]),
        ("*/20 12 * * *", ["Mon 03-02 12:20", "Mon 03-02 12:40", "Tue 03-03 12:00"]),
        ("0 0 * * 0", ["Sun 03-08 00:00", "Sun 03-15 00:00", "Sun 03-22 00:00"]),
        ("0 0 * * 7", ["Sun 03-08 00:00", "Sun 03-15 00:00", "Sun 03-22 00:00"]),
        ("0 0 * * 1", ["Mon 03-09 00:00", "Mon 03-16 00:00", "Mon 03-23 00:00"]),
        ("0 0 * * 5-7", ["Fri 03-06 00:00", "Sat 03-07 00:00", "Sun 03-08 00:00"]),
        ("0 0 * * FRI-SUN", ["Fri 03-06 00:00", "Sat 03-07 00:00", "Sun 03-08 00:00"]),
        ("0 0 * * sun-mon", ["Sun 03-08 00:00", "Mon 03-09 00:00", "Sun 03-15 00:00"]),
        ("0 0 * * 2,4", ["Tue 03-03 00:00", "Thu 03-05 00:00", "Tue 03-10 00:00"]),
        ("0 0 * * */3", ["Wed 03-04 00:00", "Sat 03-07 00:00", "Sun 03-08 00:00"]),
        ("0 0 * * 0-7", ["Tue 03-03 00:00", "Wed 03-04 00:00", "Thu 03-05 00:00"]),
        ("0 0 * jan-mar 1-5", ["Tue 03-03 00:00", "Wed 03-04 00:00", "Thu 03-05 00:00"]),
        ("0 0 4 * 5", ["Wed 03-04 00:00", "Fri 03-06 00:00", "Fri 03-13 00:00"]),
        ("0 0 */10 * 1", ["Mon 05-11 00:00", "Mon 06-01 00:00", "Mon 08-31 00:00"]),
        ("0 0 29 2 *", ["Tue 02-29 00:00", "Sun 02-29 00:00", "Fri 02-29 00:00"]),
        ("@hourly", ["Mon 03-02 13:00", "Mon 03-02 14:00", "Mon 03-02 15:00"]),
        ("@weekly", ["Sun 03-08 00:00", "Sun 03-15 00:00", "Sun 03-22 00:00"]),
    ],
)
def test_the_times_of_an_expression(expression: str, expected: list[str]) -> None:
    assert times(expression) == expected


def test_a_time_that_a_clock_put_forward_leaves_out_or_has_twice_comes_once_a_day() -> None:
    spring = datetime.datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN)
    assert [time[:9] for time in times("30 2 * * *", zone=BERLIN, after=spring)][1:] == [
        "Mon 03-30",
        "Tue 03-31",
    ]
    autumn = datetime.datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    assert times("30 2 * * *", zone=BERLIN, after=autumn) == [
        "Sun 10-25 02:30",
        "Mon 10-26 02:30",
        "Tue 10-27 02:30",
    ]
    assert times("30 4 * * *", zone=BERLIN, after=autumn) == [
        "Sun 10-25 04:30",
        "Mon 10-26 04:30",
        "Tue 10-27 04:30",
    ]


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)])
def test_the_next_time_is_ahead_also_where_a_clock_is_put(day: datetime.date) -> None:
    at = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    for minute in range(0, 180, 7):
        moment = at + datetime.timedelta(minutes=minute)
        following = cron.next_after("*/20 * * * *", moment, BERLIN)
        assert following is not None
        assert datetime.timedelta() < following - moment <= datetime.timedelta(minutes=80)
