"""What a crawl is told to suffer from, by the states its URLs ended in: one cause, however much comes of it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping

import pytest

from crawler.expectations.causes import judge
from crawler.expectations.declared import Expectations
from crawler.expectations.fault import Fault
from crawler.expectations.measures import HELD_BACK, Measures, trouble

BEGIN = datetime.datetime(2025, 3, 3, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
GOOD = {"listing": 3, "known": 40, "stored": 5}


def measures(
    day: float, states: Mapping[str, int], seeds: Mapping[str, int] | None = None, *, whole: bool = True
) -> Measures:
    begun_with = {"listing": 3} if seeds is None else seeds
    named = sum(count for state, count in states.items() if state not in ("listing", "not-due", *begun_with))
    return Measures(
        at=BEGIN + day * DAY,
        states=states,
        seeds=begun_with,
        whole=whole,
        lacking="http://a.example/ x",
        named=named if states.get("listing") else 0,
    )


def good_days(count: int = 20) -> list[Measures]:
    return [measures(day, GOOD) for day in range(count)]


def shown(
    crawl: Measures, before: list[Measures], expected: Expectations | None = None
) -> list[tuple[str, str]]:
    judgement = judge(crawl, before, expected=expected or Expectations())
    return [(fault.cause, fault.subject) for fault in judgement.faults]


@pytest.mark.parametrize(
    ("state", "cause"),
    [
        ("failed:dns", "dns"),
        ("failed:connection", "refused"),
        ("failed:timeout", "timeout"),
        ("failed:cut-off", "unreachable"),
        ("failed:http-403", "blocked"),
        ("failed:http-429", "blocked"),
        ("failed:retry-after", "blocked"),
        ("refused:challenge", "blocked"),
        ("failed:http-503", "http-error"),
        ("failed:robots-unreachable", "http-error"),
        ("robots", "robots"),
        ("gone", "gone"),
        ("failed:redirect-loop", "redirect-only"),
        ("out-of-scope", "redirect-only"),
        ("refused:empty-shell", "listing-empty"),
        ("refused:login-wall", "blocked"),
    ],
)
@pytest.mark.parametrize("days", [0, 40])
def test_where_no_seed_leads_anywhere_its_trouble_is_told_and_nothing_else(
    state: str, cause: str, days: int
) -> None:
    crawl = measures(60, {state: 3}, {state: 3})
    assert [cause for cause, _ in shown(crawl, good_days(days))] == [cause]


@pytest.mark.parametrize("days", [0, 40])
def test_a_site_that_leads_to_a_login_from_everywhere_is_told_by_that(days: int) -> None:
    crawl = measures(60, {"redirected": 4, "refused:login-wall": 4}, {"refused:login-wall": 1})
    assert shown(crawl, good_days(days)) == [("redirect-only", "login-wall")]


def test_of_several_troubles_of_the_seeds_that_of_most_is_told() -> None:
    crawl = measures(20, {"failed:timeout": 2, "failed:dns": 1}, {"failed:timeout": 2, "failed:dns": 1})
    assert shown(crawl, good_days()) == [("timeout", "")]


@pytest.mark.parametrize(
    ("states", "fault"),
    [
        ({**GOOD, "stored": 0, "failed:http-403": 12}, ("blocked", "")),
        ({**GOOD, "stored": 1, "failed:timeout": 11}, ("timeout", "")),
        ({"listing": 3}, ("listing-empty", "")),
        ({**GOOD, "stored": 0, "refused:login-wall": 8}, ("refused-share", "login-wall")),
        ({**GOOD, "stored": 0, "refused:parser-error": 8}, ("parse-failed", "")),
    ],
)
def test_what_came_instead_of_pages_is_told_once(states: Mapping[str, int], fault: tuple[str, str]) -> None:
    assert shown(measures(20, states), good_days()) == [fault]


@pytest.mark.parametrize(("sent_home", "cause"), [(0, "gone"), (4, "gone"), (12, "redirect-only")])
def test_articles_that_all_lead_to_the_front_page_are_redirected(sent_home: int, cause: str) -> None:
    crawl = dataclasses.replace(measures(20, {**GOOD, "stored": 0, "gone": 12}), sent_home=sent_home)
    assert shown(crawl, good_days()) == [(cause, "")]


@pytest.mark.parametrize(
    "states",
    [
        GOOD,
        {**GOOD, "stored": 0},
        {**GOOD, "stored": 2},
        {**GOOD, "failed:http-404": 1, "failed:timeout": 1},
        {**GOOD, "stored": 4, "refused:no-text": 1},
        {**GOOD, "gone": 3},
        {"not-due": 3},
    ],
)
def test_a_day_with_less_and_single_troubles_are_none(states: Mapping[str, int]) -> None:
    assert shown(measures(20, states), good_days()) == []


def test_a_new_source_raises_nothing_that_would_have_to_be_learned() -> None:
    crawl = measures(1, {"listing": 3, "stored": 2, "refused:no-text": 9, "failed:http-500": 2})
    assert shown(crawl, [measures(0, {"listing": 3})]) == []
    assert shown(measures(0, {"listing": 3}), []) == []


def test_what_single_pages_are_refused_for_adds_up_over_crawls() -> None:
    crawls = good_days(30)
    causes: list[list[str]] = []
    for day in range(30, 40):
        crawl = measures(day, {"listing": 3, "known": 40, "refused:login-wall": 1})
        causes.append([cause for cause, _ in shown(crawl, crawls)])
        crawls.append(crawl)
    assert causes[0] == []
    assert ["refused-share"] in causes[:8]


def test_silence_is_told_once_it_is_longer_than_chance_has_it_and_not_over_a_weekend() -> None:
    crawls = good_days(28)
    silent = {**GOOD, "stored": 0}
    first = None
    for day in range(28, 50):
        crawl = measures(day, silent)
        if found := shown(crawl, crawls):
            first = first or (day, found)
        crawls.append(crawl)
    assert first is not None
    assert first[1] == [("no-new-articles", "")]
    assert 30 < first[0] < 42


def test_a_holiday_week_with_half_the_articles_raises_nothing() -> None:
    crawls = [measures(day, {**GOOD, "stored": 20 + day % 5}) for day in range(60)]
    for day in range(60, 67):
        crawl = measures(day, {**GOOD, "stored": 10 + day % 3})
        assert shown(crawl, crawls) == []
        crawls.append(crawl)


def test_pages_that_are_held_back_are_new_ones() -> None:
    crawls = [measures(day, {**GOOD, "stored": 20}) for day in range(60)]
    for day in range(60, 75):
        crawl = measures(day, {"listing": 3, "known": 40, f"refused:{HELD_BACK}": 20})
        assert shown(crawl, crawls) == []
        crawls.append(crawl)


@pytest.mark.parametrize(
    ("expected", "states", "fault"),
    [
        (Expectations(min_new_per_day=3), {**GOOD, "stored": 1}, ("no-new-articles", "")),
        (Expectations(min_new_per_day=3), {**GOOD, "stored": 3}, None),
        (
            Expectations(max_refused=0.1),
            {**GOOD, "stored": 20, "refused:login-wall": 9},
            ("refused-share", ""),
        ),
        (Expectations(max_refused=0.5), {**GOOD, "stored": 9, "refused:login-wall": 9}, None),
    ],
)
def test_what_is_stated_is_held_against_a_source_without_a_history(
    expected: Expectations, states: Mapping[str, int], fault: tuple[str, str] | None
) -> None:
    assert shown(measures(3, states), [measures(1, GOOD)], expected) == ([fault] if fault else [])


def test_a_crawl_that_reached_nothing_clears_nothing_behind_it() -> None:
    down = judge(measures(20, {"failed:dns": 3}, {"failed:dns": 3}), good_days())
    assert not down.cleared & {
        "layout-changed",
        "field-missing",
        "listing-empty",
        "no-new-articles",
        "refused-share",
    }
    up = judge(measures(20, GOOD), good_days())
    assert {"dns", "timeout", "blocked", "listing-empty", "no-new-articles", "refused-share"} <= up.cleared
    assert "layout-changed" not in up.cleared  # it read no article that could show it


def test_measures_are_the_same_after_they_were_kept() -> None:
    crawl = measures(3, GOOD)
    assert Measures.of_json(crawl.as_json()) == crawl


def test_pages_held_back_are_judged_by_what_is_odd_of_them_alone() -> None:
    assert trouble(f"refused:{HELD_BACK}") is None
    assert trouble("refused:no-text") == ("refused-share", "no-text")


@pytest.mark.parametrize(
    "wrong", [{"fill": {"headline": 0.9}}, {"fill": {"title": 2.0}}, {"max_refused": -1.0}, {"min_body": 0}]
)
def test_expectations_that_say_nothing_are_a_mistake(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"expect|share"):
        Expectations(**wrong)  # type: ignore[arg-type]


def test_a_layout_with_which_something_is_wrong_is_not_settled_by_another_name() -> None:
    drift = Fault(
        cause="layout-drift", subject="a.example", message="elsewhere", evidence={"fields": {"title": {}}}
    )
    judged = judge(measures(20, GOOD), good_days(), of_layouts=[drift])
    assert judged.unsettled == {"a.example", "title"}
    assert judge(measures(20, GOOD), good_days()).unsettled == frozenset()
