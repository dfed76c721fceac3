"""When the next crawl is due."""

from __future__ import annotations

import datetime
import itertools
import zoneinfo

import pytest

from crawler.scheduling.rules import rule_of
from crawler.scheduling.times import Appointment, Timetable

NOW = datetime.datetime(2026, 3, 5, 4, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
PUNCTUAL = Timetable(zone=zoneinfo.ZoneInfo("Asia/Shanghai"), jitter=datetime.timedelta())
SPREAD = Timetable(zone=zoneinfo.ZoneInfo("Asia/Shanghai"), jitter=2 * MINUTE)
TARGETS = [f"paper_{number}" for number in range(200)]


def following(
    rule: str, *, begun: datetime.datetime = NOW, took: datetime.timedelta = MINUTE, failures: float = 0.0
) -> Appointment:
    return PUNCTUAL.following(rule_of(rule), "paper", begun=begun, ended=begun + took, failures=failures)


@pytest.mark.parametrize("rule", ["1s", "15m", "1h", "6h", "1d", "2w"])
def test_crawls_by_an_interval_are_that_far_apart(rule: str) -> None:
    moment, times = NOW, []
    for _ in range(5):
        appointment = following(rule, begun=moment, took=datetime.timedelta())
        moment = appointment.at
        times.append(moment)
    apart = {later - earlier for earlier, later in itertools.pairwise(times)}
    assert {round(each.total_seconds(), 3) for each in apart} == {appointment.interval.total_seconds()}


def test_targets_of_one_interval_are_spread_over_it() -> None:
    moments = [SPREAD.following(rule_of("1h"), name, begun=NOW, ended=NOW).at for name in TARGETS]
    minutes = {moment.minute for moment in moments}
    assert len(minutes) > 45
    assert moments == [SPREAD.following(rule_of("1h"), name, begun=NOW, ended=NOW).at for name in TARGETS]


def test_targets_of_one_cron_expression_are_put_off_by_up_to_the_jitter() -> None:
    exact = datetime.datetime(2026, 3, 5, 22, 30, tzinfo=datetime.UTC)
    moments = {SPREAD.first(rule_of("30 6 * * *"), name, now=NOW).at - exact for name in TARGETS}
    assert len(moments) == len(TARGETS)
    assert all(datetime.timedelta() <= each < 2 * MINUTE for each in moments)


def test_a_crawl_that_was_put_off_is_not_run_again_at_once() -> None:
    rule, fire = rule_of("30 6 * * *"), SPREAD.first(rule_of("30 6 * * *"), "paper", now=NOW).at
    assert SPREAD.following(rule, "paper", begun=fire, ended=fire + MINUTE).at == fire + DAY


def test_what_was_missed_is_made_up_for_by_one_crawl() -> None:
    late = NOW + 100 * DAY
    appointment = following("6h", begun=late)
    assert late + 3 * HOUR < appointment.at <= late + 9 * HOUR
    assert following("30 6 * * *", begun=late).at - late <= DAY


def test_a_crawl_that_takes_longer_than_its_interval_is_not_overtaken() -> None:
    assert following("15m", took=2 * HOUR).at > NOW + 2 * HOUR
    assert following("*/10 * * * *", took=2 * HOUR).at > NOW + 2 * HOUR


def test_a_new_target_is_due_at_once_but_by_a_cron_expression_at_its_time() -> None:
    assert PUNCTUAL.first(rule_of("6h"), "paper", now=NOW) == Appointment(at=NOW, interval=6 * HOUR)
    assert PUNCTUAL.first(rule_of("adaptive"), "paper", now=NOW).at == NOW
    by_cron = PUNCTUAL.first(rule_of("30 6 * * *"), "paper", now=NOW)
    assert by_cron == Appointment(at=datetime.datetime(2026, 3, 5, 22, 30, tzinfo=datetime.UTC), interval=DAY)


@pytest.mark.parametrize(
    ("due_in", "waited"),
    [
        (-DAY, 10 * MINUTE),
        (MINUTE, 10 * MINUTE),
        (3 * HOUR, 3 * HOUR),
        (30 * DAY, DAY),
        (None, HOUR),
    ],
)
def test_an_adaptive_target_is_due_with_its_pages_from_ten_minutes_to_a_day(
    due_in: datetime.timedelta | None, waited: datetime.timedelta
) -> None:
    due = None if due_in is None else NOW + due_in
    appointment = PUNCTUAL.following(rule_of("adaptive"), "paper", begun=NOW - HOUR, ended=NOW, due=due)
    assert appointment == Appointment(at=NOW + waited, interval=waited)


@pytest.mark.parametrize("rule", ["15m", "6h", "adaptive", "*/10 * * * *", "30 6 * * *"])
def test_failures_make_crawls_rarer_up_to_once_a_day_and_never_end_them(rule: str) -> None:
    waits = [following(rule, failures=count).at - NOW for count in (0, 1, 2, 3, 5, 8, 1000, 1e9)]
    assert waits == sorted(waits)
    assert waits[-1] <= 2 * DAY
    assert waits[-2:] == [waits[-1]] * 2
    assert following(rule, failures=0.9) == following(rule)


def test_failures_keep_no_target_from_an_interval_of_days() -> None:
    assert following("2w", failures=9) == following("2w")
