"""What an alert says to a person: what, where, since when, before and now, and what to do."""

from __future__ import annotations

import datetime
import json
from typing import Any, get_args

import pytest

from crawler.alerts.advice import as_sentence, next_steps
from crawler.alerts.alert import Alert, evidence_lines, lasting
from crawler.expectations.fault import CAUSES
from db.models import Incident
from db.queries.incidents import Turn

NOW = datetime.datetime(2026, 3, 4, 11, 30, tzinfo=datetime.UTC)


def incident(**changes: Any) -> Incident:
    fields: dict[str, Any] = {
        "target": "finews",
        "cause": "layout-changed",
        "subject": "www.finews.example",
        "message": "9 of 10 new pages have no title; of 120 before 2 had none",
        "evidence": {
            "field": "title",
            "before": {"place": "/html/body/h1"},
            "now": {"place": "/html/body/h4"},
        },
        "crawl_id": 12,
        "began_at": "2026-03-02T08:00:00.000Z",
        "seen_at": "2026-03-04T08:00:00.000Z",
        "times": 3,
    }
    return Incident(**{**fields, **changes})


def test_an_alert_says_what_is_wrong_since_when_and_what_to_do() -> None:
    assert Alert.of(incident(), "opened", NOW).text.split("\n") == [
        "Shoulu 收录: finews: layout-changed (www.finews.example)",
        "9 of 10 new pages have no title; of 120 before 2 had none",
        "before: place /html/body/h1",
        "now: place /html/body/h4",
        "Since 2026-03-02 08:00 UTC, shown 3 times.",
        "scrapy quarantine --source finews --reason layout-changed shows the pages that were held back, and why.",
        "If they are read rightly: scrapy quarantine --accept finews takes the new layout for right, and lets them in.",
        "If not: correct how they are read (its file under crawler/spiders/), "
        "then scrapy quarantine --retry --source finews.",
    ]


def test_what_is_over_is_told_with_how_long_it_lasted() -> None:
    over = incident(ended_at="2026-03-04T11:05:00.000Z", told_at="2026-03-02T08:00:01.000Z")
    assert Alert.of(over, "ended", NOW).text.split("\n") == [
        "Shoulu 收录: finews: layout-changed (www.finews.example) is over",
        "It lasted 2 days 3 hours, from 2026-03-02 08:00 UTC to 2026-03-04 11:05 UTC.",
        "It was: 9 of 10 new pages have no title; of 120 before 2 had none",
    ]


def test_what_was_never_told_says_so_when_it_is_over() -> None:
    over = Alert.of(incident(ended_at="2026-03-02T09:00:00.000Z"), "ended", NOW)
    assert over.text.endswith("\nIt could not be told while it lasted.")


def test_what_is_back_says_since_when() -> None:
    back = Alert.of(incident(returned_at="2026-03-04T02:00:00.000Z"), "returned", NOW)
    assert back.headline == "Shoulu 收录: finews: layout-changed (www.finews.example) is back"
    assert (
        "Since 2026-03-02 08:00 UTC, gone for a while, and back since 2026-03-04 02:00 UTC."
        in back.text.split("\n")
    )


def test_a_target_that_is_a_site_of_a_source_is_quoted_in_commands() -> None:
    steps = " ".join(next_steps("layout-changed", target="news www.example.cn"))
    assert "--accept 'news www.example.cn'" in steps
    assert "--source news " in steps
    assert "crawler/spiders" not in steps
    assert "scrapy crawl news -a url=www.example.cn" in " ".join(
        next_steps("overdue", target="news www.example.cn")
    )


def test_the_command_that_is_advised_has_the_arguments_of_the_crawl() -> None:
    evidence = {"arguments": {"url": "https://www.example.cn/a b/", "scope": "folder"}}
    overdue = incident(cause="overdue", target="news www.example.cn", evidence=evidence)
    advised = "scrapy crawl news -a scope=folder -a 'url=https://www.example.cn/a b/' crawls it now."
    assert advised in Alert.of(overdue, "opened", NOW).next


@pytest.mark.parametrize("cause", [*CAUSES, "never-heard-of"])
@pytest.mark.parametrize("target", ["finews", "news www.example.cn"])
def test_every_cause_has_a_next_step(cause: str, target: str) -> None:
    steps = next_steps(cause, target=target, subject="no-text")
    assert steps
    assert all(step.endswith(".") and "{" not in step for step in steps)


@pytest.mark.parametrize("kind", get_args(Turn))
def test_a_page_can_put_nothing_into_an_alert_that_acts(kind: Turn) -> None:
    bad = "标题\x1b[31m\u2028\x00\ud83d\n第二行"
    over = incident(subject=bad, message=bad, evidence={"before": [bad]}, ended_at="2026-03-04T08:00:00.000Z")
    alert = Alert.of(over, kind, NOW)
    assert not any(ord(sign) < 32 and sign != "\n" for sign in alert.text)
    assert "\n第二行" not in alert.text
    alert.text.encode()
    assert "\n" not in alert.headline
    json.dumps(alert.as_json())


@pytest.mark.parametrize(
    ("evidence", "lines"),
    [
        ({}, []),
        ({"before": None, "urls": [], "now": ""}, []),
        ({"filled_before": 0.98333, "now": 0, "all": True}, ["filled before: 0.983", "now: 0", "all: True"]),
        ({"urls": ["a", "b", "c", "d", "e", "f"]}, ["urls: a; b; c; d; 2 more"]),
        ({"now": {"dns": 3, "timeout": 1}}, ["now: dns 3, timeout 1"]),
        (
            {"fields": {"title": {"before": "h1", "now": ""}, "byline": {"before": "p[2]", "now": "p[3]"}}},
            ["title: before h1, now none", "byline: before p[2], now p[3]"],
        ),
        ({"examples": [{"url": "http://a/1", "record_id": "urn:1"}]}, ["examples: http://a/1"]),
        ({"long": "长" * 400}, ["long: " + "长" * 294 + "…"]),
    ],
)
def test_evidence_is_shown_a_line_each(evidence: dict[str, Any], lines: list[str]) -> None:
    assert evidence_lines(evidence) == lines


def test_evidence_that_the_message_has_said_is_not_repeated() -> None:
    evidence = {
        "odd": 9,
        "fields": {"title": {"before": "h1", "now": "h2"}},
        "examples": [{"url": "http://a/1"}],
    }
    message = "9 of 10 pages are read otherwise: title moved (was h1, is h2)"
    assert evidence_lines(evidence, message) == ["examples: http://a/1"]


def test_of_much_evidence_the_first_is_shown() -> None:
    assert len(evidence_lines({f"page {n}": n for n in range(100)})) == 8


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (3_600, "1 hour"),
        (3_660, "1 hour 1 minute"),
        (7_230, "2 hours"),
        (86_460, "1 day"),
        (183_600, "2 days 3 hours"),
    ],
)
def test_how_long_is_said_in_words(seconds: int, words: str) -> None:
    assert lasting(seconds) == words


def test_another_sentence_may_follow_what_a_fault_says() -> None:
    assert as_sentence("it is read again") == "it is read again."
    assert as_sentence("It is read again.") == "It is read again."
