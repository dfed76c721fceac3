from __future__ import annotations

import dataclasses
import datetime
import random
import statistics

import pytest

from crawler import visits
from crawler.revisiting import (
    ARTICLE_LONGEST,
    ARTICLE_SHORTEST,
    DAY,
    HOUR,
    LISTING_FIRST,
    LISTING_LONGEST,
    LISTING_SHORTEST,
    NOTHING_GIVEN,
    Validators,
    article_interval,
    asks_conditionally,
    failures_after,
    is_lie,
    listing_interval,
    retry_interval,
    slowed,
    weight_of,
)
from crawler.visits import ARTICLE, LISTING, Answer, Page

NOW = datetime.datetime(2025, 3, 9, 12, 0, tzinfo=datetime.UTC)
TAG, OTHER_TAG, WEAK = Validators(etag='"1"'), Validators(etag='"2"'), Validators(etag='W/"1"')
DATE = Validators(last_modified="Sun, 09 Mar 2025 00:00:00 GMT")
NEW = Page(source="beixi", key="0" * 16, url="http://www.beixi.example/1.html", kind=ARTICLE, first_at=NOW)


def seconds(count: float) -> datetime.timedelta:
    return datetime.timedelta(seconds=count)


@pytest.mark.parametrize(
    ("before", "entries", "known", "brought", "after"),
    [
        (None, 20, 0, False, LISTING_FIRST),  # the first visit finds nothing but new ones
        (HOUR, 3, 2, True, 1.5 * HOUR),  # two thirds, and but one is new
        (HOUR, 30, 29, True, 1.5 * HOUR),
        (HOUR, 30, 28, True, HOUR),  # two have come
        (HOUR, 30, 11, True, HOUR),
        (HOUR, 30, 10, True, HOUR / 2),  # one third
        (HOUR, 30, 30, True, 1.5 * HOUR),
        (HOUR, 0, 0, False, 1.5 * HOUR),  # it has never named one
        (HOUR, 0, 0, True, HOUR),  # it may be out of order
        (LISTING_SHORTEST, 30, 0, True, LISTING_SHORTEST),
        (LISTING_LONGEST, 30, 30, True, LISTING_LONGEST),
    ],
)
def test_the_interval_of_a_list(
    before: int | None, entries: int, known: int, brought: bool, after: float
) -> None:
    assert listing_interval(before, entries=entries, known=known, brought=brought) == after


@pytest.mark.parametrize(
    ("age", "quiet", "interval"),
    [
        (0, None, ARTICLE_SHORTEST),
        (HOUR, None, ARTICLE_SHORTEST),
        (8 * HOUR, None, 8 * HOUR),
        (30 * DAY, None, 30 * DAY),
        (400 * DAY, None, ARTICLE_LONGEST),
        (16 * HOUR, 0, ARTICLE_SHORTEST),
        (16 * HOUR, 4 * HOUR, 8 * HOUR),
        (80 * DAY, 0, 10 * DAY),  # one that changes whenever it is looked at
        (-DAY, None, ARTICLE_SHORTEST),  # a clock that was put back
    ],
)
def test_the_interval_of_an_article(age: int, quiet: int | None, interval: int) -> None:
    changed_at = None if quiet is None else NOW - seconds(quiet)
    assert article_interval(NOW, born_at=NOW - seconds(age), changed_at=changed_at) == interval


def test_an_article_is_visited_often_in_its_first_day_and_rarely_later() -> None:
    page, at, visited = (
        visits.article_read(NEW, NOW, answer=Answer(), content_digest="a", published_at=None),
        NOW,
        [],
    )
    while at < NOW + seconds(60 * DAY):
        assert page.next_at is not None
        at = page.next_at
        visited.append((at - NOW).total_seconds() / DAY)
        page = visits.not_modified(page, at, NOTHING_GIVEN)
    assert len([each for each in visited if each <= 1]) == 4
    assert len([each for each in visited if 30 < each <= 60]) == 1


@pytest.mark.parametrize(
    ("cause", "weight"),
    [
        ("timeout", 0.25),
        ("failed:timeout", 0.25),
        ("http-503", 0.25),
        ("http-599", 0.25),
        ("refused:challenge", 0.5),
        ("http-403", 0.5),
        ("dns", 1.0),
        ("something-new", 0.5),
    ],
)
def test_a_failure_weighs_by_its_kind(cause: str, weight: float) -> None:
    assert weight_of(cause) == weight


def test_failures_add_up_and_successes_halve_them_until_nothing_is_left() -> None:
    before = 0.0
    for cause in ("timeout", "timeout", "dns"):
        before = failures_after(before, cause)
    assert before == 1.5
    after = [before := failures_after(before, None) for _ in range(5)]
    assert after == [0.75, 0.375, 0.1875, 0.0, 0.0]


@pytest.mark.parametrize(
    ("failures", "interval"), [(0.0, HOUR), (1.0, HOUR), (2.0, 2 * HOUR), (4.0, 8 * HOUR), (99.0, DAY)]
)
def test_what_has_failed_is_asked_less_often_but_never_given_up(failures: float, interval: int) -> None:
    assert slowed(HOUR, failures) == interval


def test_an_interval_of_days_is_not_made_shorter_by_failures() -> None:
    assert slowed(30 * DAY, 5.0) == 30 * DAY
    assert retry_interval(30 * DAY, 0.25) == LISTING_SHORTEST
    assert retry_interval(30 * DAY, 99.0) == DAY


@pytest.mark.parametrize(
    ("before", "after", "other_body", "other_text", "lie"),
    [
        (TAG, TAG, False, False, False),
        (TAG, TAG, True, False, True),
        (TAG, TAG, True, True, True),
        (TAG, OTHER_TAG, True, True, False),
        (WEAK, WEAK, True, False, False),  # which stands for the same meaning, not the same bytes
        (WEAK, WEAK, True, True, True),
        (DATE, DATE, True, False, False),
        (DATE, DATE, True, True, True),
        (NOTHING_GIVEN, NOTHING_GIVEN, True, True, False),
    ],
)
def test_a_lie_is_the_same_validator_for_another_page(
    before: Validators, after: Validators, other_body: bool, other_text: bool, lie: bool
) -> None:
    assert is_lie(before, after, other_body=other_body, other_text=other_text) is lie


@pytest.mark.parametrize("key", ["0" * 16, "1" * 16, "a" * 16, "beixi"])
def test_every_fourth_visit_is_made_without_conditions_and_all_after_a_lie(key: str) -> None:
    asks = [asks_conditionally(TAG, key=key, lies=0, visits=count) for count in range(1, 9)]
    assert asks[:4] == asks[4:]
    assert asks.count(False) == 2
    assert not any(asks_conditionally(TAG, key=key, lies=1, visits=count) for count in range(1, 9))
    assert not any(asks_conditionally(NOTHING_GIVEN, key=key, lies=0, visits=count) for count in range(1, 9))


def test_a_fourth_of_the_pages_is_asked_for_whole_at_their_first_visit_again() -> None:
    keys = [f"{number:016x}" for number in range(400)]
    whole = [key for key in keys if not asks_conditionally(TAG, key=key, lies=0, visits=1)]
    assert 80 <= len(whole) <= 120


def test_conditions_are_the_validators_that_were_given() -> None:
    both = Validators(etag='W/"1"', last_modified="Sun, 09 Mar 2025 00:00:00 GMT")
    given = {"If-None-Match": b'W/"1"', "If-Modified-Since": b"Sun, 09 Mar 2025 00:00:00 GMT"}
    assert both.headers() == given
    assert NOTHING_GIVEN.headers() == {}


def test_conditions_are_the_bytes_that_came() -> None:
    came = '"北1"'.encode()
    assert Validators(etag=came.decode("latin-1")).headers() == {"If-None-Match": came}


def test_validators_of_a_page_that_is_not_whole_are_not_kept_and_it_is_due_soon() -> None:
    answer = Answer(validators=TAG, body_digest="a" * 64)
    cut = NEW
    waits = []
    for _ in range(12):
        at = cut.next_at or NOW
        cut = visits.article_read(
            cut, at, answer=answer, content_digest="1", published_at=None, is_whole=False
        )
        assert cut.next_at is not None
        waits.append((cut.next_at - at).total_seconds())
    assert (cut.validators, cut.body_digest) == (NOTHING_GIVEN, None)
    assert waits[0] == LISTING_SHORTEST
    assert waits == sorted(waits)
    whole = visits.article_read(cut, NOW + seconds(DAY), answer=answer, content_digest="2", published_at=None)
    assert (whole.validators, whole.lies) == (TAG, 0)


def test_a_page_that_was_never_read_rightly_is_asked_for_more_and_more_rarely_and_then_given_up() -> None:
    page = visits.held_back(dataclasses.replace(NEW, kind=visits.HELD_BACK), NOW)
    after = []
    while page.next_at is not None:
        at = page.next_at
        after.append((at - NOW) / seconds(HOUR))
        page = visits.held_back(page, at)
    assert after == [2, 4, 8, 16, 32, 64, 128, 256]


def test_an_article_that_is_held_is_never_given_up() -> None:
    long_after = NOW + seconds(1000 * DAY)
    assert visits.held_back(NEW, long_after).next_at is not None


def test_a_page_that_is_read_at_last_is_an_article() -> None:
    page = visits.held_back(dataclasses.replace(NEW, kind=visits.HELD_BACK), NOW)
    read = visits.article_read(page, NOW + seconds(1), answer=Answer(), content_digest="1", published_at=None)
    assert (read.kind, read.changes) == (ARTICLE, 0)


def test_a_date_in_the_future_is_no_date_of_publication() -> None:
    ahead = visits.article_read(
        NEW, NOW, answer=Answer(), content_digest="a", published_at=NOW + seconds(DAY)
    )
    assert ahead.born_at == NOW


def test_a_page_that_is_seen_gone_twice_within_an_hour_may_still_come_back() -> None:
    page = visits.seen_gone(NEW, NOW, "404", site_is_there=True)
    page = visits.seen_gone(page, NOW + seconds(HOUR), "404", site_is_there=True)
    assert (page.gone_at, page.gone_confirmed_at) == (NOW, None)
    page = visits.seen_gone(page, NOW + seconds(4 * HOUR), "404", site_is_there=True)
    assert page.gone_confirmed_at == NOW + seconds(4 * HOUR)
    page = visits.not_modified(page, NOW + seconds(9 * HOUR), NOTHING_GIVEN)
    assert (page.gone_at, page.gone_how, page.gone_confirmed_at) == (None, None, None)


def test_a_list_that_fails_is_asked_for_later_and_keeps_its_interval() -> None:
    page = visits.list_read(
        Page(source="s", key="1", url="http://s.example/", kind=LISTING, first_at=NOW),
        NOW,
        entries=9,
        known=0,
    )
    for _ in range(3):
        page = visits.failed(page, NOW, "dns")
    assert page.interval == LISTING_FIRST
    assert page.next_at == NOW + seconds(4 * LISTING_FIRST)


@pytest.mark.parametrize(("a_day", "hours"), [(4, 12.0), (16, 5.0), (60, 2.0)])
def test_no_article_leaves_a_list_unseen_and_a_busy_list_is_read_sooner(a_day: int, hours: float) -> None:
    """Ten days of a list of twenty; `hours` is what half of the articles wait at most."""
    chance = random.Random(a_day)
    came = sorted(chance.uniform(-5, 10) * DAY for _ in range(15 * a_day))
    now, interval, seen = 0.0, None, sum(at <= 0 for at in came)
    waited: list[float] = []
    while now < 10 * DAY:
        new = [at for at in came[seen:] if at <= now]
        assert len(new) <= 20
        waited += [now - at for at in new]
        seen += len(new)
        interval = listing_interval(interval, entries=20, known=20 - len(new), brought=True)
        now += interval
    assert statistics.median(waited) < hours * HOUR
