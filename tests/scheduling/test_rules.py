"""What a source or the schedule file may say about how often it is crawled."""

from __future__ import annotations

import datetime

import pytest

from crawler.scheduling.rules import Adaptive, Cron, Every, Rule, rule_of
from crawler.sources import Source


def every(**length: float) -> Every:
    return Every(interval=datetime.timedelta(**length))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("adaptive", Adaptive()),
        ("90s", every(seconds=90)),
        ("15m", every(minutes=15)),
        ("6h", every(hours=6)),
        ("1d12h", every(hours=36)),
        ("2w", every(weeks=2)),
        ("30 6 * * *", Cron(expression="30 6 * * *")),
        ("@daily", Cron(expression="@daily")),
    ],
)
def test_a_rule_is_an_interval_a_cron_expression_or_adaptive(text: str, rule: Rule) -> None:
    assert rule_of(text) == rule


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no time such as"),
        ("15", "is no time such as"),
        ("1５m", "is no time such as"),
        ("-15m", "is no time such as"),
        ("0m", "not from a second to a year"),
        ("400d", "not from a second to a year"),
        ("999999w" * 20, "not from a second to a year"),
        ("6 h", "is no cron expression"),
        ("* * * *", "is no cron expression"),
        ("* * * * * *", "is no cron expression"),
        ("61 * * * *", "higher than the maximum value"),
        ("*/0 * * * *", "Increment must be higher than 0"),
        ("x * * * *", "is no cron expression"),
        ("0 0 * * 8", "'8' is no day of the week"),
        ("0 0 * * frx", "'frx' is no day of the week"),
        ("0 0 ? * *", "is no cron expression"),
        ("0 0 31 2 *", "never comes"),
        ("@noon", "is no cron expression"),
        ("* " * 100_000, "200,000 characters"),
        ("1m" * 100_000, "200,000 characters"),
        ("m" * 150, "is no time such as"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rule_of(text)


def test_a_source_cannot_declare_what_is_no_rule() -> None:
    with pytest.raises(ValueError, match=r"source paper: 'sometimes' is no time"):
        Source(name="paper", schedule="sometimes")
