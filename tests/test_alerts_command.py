"""`scrapy alerts`, run as a person runs it: what is wrong, what was, and whether alerts arrive."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.clock import now
from crawler.expectations.fault import Fault
from db.engine import open_database, writing
from db.locks import hold
from db.queries import incidents, schedules
from tests.alerts.webhooks import listening

Run = Callable[..., tuple[int | str | None, str, str]]

MONDAY = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
CHANGED = Fault(
    cause="layout-changed",
    subject="www.finews.example",
    message="9 of 10 pages have no [title]",
    evidence={"before": {"place": "/html/body/h1"}},
)
EMPTY = Fault(cause="listing-empty", message="the list is empty")
DNS = Fault(cause="dns", message="the name is not known")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    engine = open_database(f"sqlite:///{path}")
    with writing(engine) as session:
        incidents.found(session, "finews", faults=[CHANGED, DNS], now=MONDAY)
        later = MONDAY + datetime.timedelta(hours=3)
        incidents.found(session, "finews", faults=[], cleared=["dns"], now=later)
        incidents.found(session, "news www.example.cn", faults=[EMPTY], now=later)
    engine.dispose()
    return path


def test_what_is_wrong_is_shown_with_what_to_do(scrapy_on: Run, database: Path) -> None:
    code, out, _ = scrapy_on(database, "alerts")
    first, second = out.split("\n\n")
    assert code == 0
    assert first.splitlines()[:4] == [
        "finews: layout-changed (www.finews.example)",
        "  9 of 10 pages have no [title]",
        "  before: place /html/body/h1",
        "  Since 2026-03-02 08:00 UTC.",
    ]
    assert "scrapy quarantine --accept finews" in first
    assert second.startswith("news www.example.cn: listing-empty\n")


def test_one_target_can_be_asked_for(scrapy_on: Run, database: Path) -> None:
    _, out, _ = scrapy_on(database, "alerts", "news www.example.cn")
    assert out.startswith("news www.example.cn: listing-empty\n")
    assert "finews" not in out
    assert scrapy_on(database, "alerts", "tibet")[:2] == (0, "nothing is wrong\n")


@pytest.mark.parametrize("name", [("news",), ("news", "www.example.cn"), ("news www.example.cn",)])
def test_a_source_means_all_of_its_sites(scrapy_on: Run, database: Path, name: tuple[str, ...]) -> None:
    code, out, _ = scrapy_on(database, "alerts", "--check", *name)
    assert (code, out.partition("\n")[0]) == (4, "news www.example.cn: listing-empty")


def test_a_name_that_nobody_knows_is_not_in_order(scrapy_on: Run, database: Path) -> None:
    assert "nothing is known of finwes; did you mean finews?" in scrapy_on(database, "alerts", "finwes")[2]


def test_what_is_over_is_shown_where_all_is_asked_for(scrapy_on: Run, database: Path) -> None:
    _, out, _ = scrapy_on(database, "alerts", "--all")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if "│" in line]
    assert [row[:5] for row in rows] == [
        ["2026-03-02 08:00 UTC", "now", rows[0][2], "finews", "layout-changed"],
        ["2026-03-02 08:00 UTC", "2026-03-02 11:00 UTC", "3 hours", "finews", "dns"],
        ["2026-03-02 11:00 UTC", "now", rows[2][2], "news www.example.cn", "listing-empty"],
    ]


def test_programs_get_a_line_of_json_each(scrapy_on: Run, database: Path) -> None:
    _, out, _ = scrapy_on(database, "alerts", "--json", "--all")
    told = [json.loads(line) for line in out.splitlines()]
    assert [(one["kind"], one["cause"], one["ended_at"]) for one in told] == [
        ("opened", "layout-changed", None),
        ("ended", "dns", "2026-03-02T11:00:00.000Z"),
        ("opened", "listing-empty", None),
    ]
    assert told[0]["evidence"] == CHANGED.evidence
    assert told[0]["told_at"] is None


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 4), (("--json",), 4), (("tibet",), 0), (("--all", "finews"), 4)]
)
def test_a_script_sees_by_the_exit_code_whether_anything_is_wrong(
    scrapy_on: Run, database: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert scrapy_on(database, "alerts", "--check", *arguments)[0] == code


def test_nothing_wrong_is_said(scrapy_on: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert scrapy_on(path, "alerts")[0] == 1
    open_database(f"sqlite:///{path}").dispose()
    assert scrapy_on(path, "alerts", "--check")[:2] == (0, "nothing is wrong\n")
    assert scrapy_on(path, "alerts", "--all")[1] == "nothing was ever wrong\n"


@pytest.mark.network
def test_a_crawl_that_is_overdue_is_told_once_and_when_it_is_scheduled_no_more(
    scrapy_on: Run, tmp_path: Path
) -> None:
    path = tmp_path / "new.db"
    engine = open_database(f"sqlite:///{path}")
    long_ago = {"rule": "1h", "next_at": "2026-03-02T08:00:00.000Z", "interval": 3600, "arguments": {}}
    with writing(engine) as session:
        later = {**long_ago, "next_at": "9999-03-02T08:00:00.000Z"}
        rows = [{"target": "finews", "source": "finews", **long_ago}, {"target": "b", "source": "b", **later}]
        schedules.put(session, rows)
    with listening() as webhook:
        told = ("alerts", "--check", "-s", f"ALERT_WEBHOOK={webhook.url}")
        code, out, _ = scrapy_on(path, *told)
        assert code == 4
        assert out.startswith("finews: overdue\n  nobody crawls it: the next crawl was due ")
        assert "scrapy crawl finews crawls it now." in out
        assert scrapy_on(path, *told)[0] == 4
        with writing(engine) as session:
            schedules.forget(session, ["finews"], now())
        assert scrapy_on(path, *told)[:2] == (0, "nothing is wrong\n")
        assert [(one["kind"], one["cause"]) for one in webhook.posted] == [
            ("opened", "overdue"),
            ("ended", "overdue"),
        ]
    engine.dispose()


def test_what_somebody_crawls_just_now_is_not_overdue(scrapy_on: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    engine = open_database(f"sqlite:///{path}")
    row = {"rule": "10m", "next_at": "2026-03-02T08:00:00.000Z", "interval": 600, "arguments": {}}
    with writing(engine) as session:
        schedules.put(session, [{"target": "finews", "source": "finews", **row}])
    lock = hold(engine, "crawl finews")
    assert lock is not None
    assert scrapy_on(path, "alerts", "--check")[:2] == (0, "nothing is wrong\n")
    lock.release()
    assert scrapy_on(path, "alerts", "--check")[0] == 4
    engine.dispose()


@pytest.mark.parametrize(
    "arguments",
    [("finwes",), ("--check", "news other.cn"), ("--test", "finews"), ("--test", "--json"), ("--what",)],
)
def test_what_makes_no_sense_is_refused(scrapy_on: Run, database: Path, arguments: tuple[str, ...]) -> None:
    assert scrapy_on(database, "alerts", *arguments)[0] == 2


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("ALERT_COMMAND=mail 'x", "ALERT_COMMAND must be a command: no closing quotation"),
        ("ALERT_WEBHOOK=example.org/x", "ALERT_WEBHOOK is no address to post to: it must begin with http://"),
        ("ALERT_SECONDS=soon", "ALERT_SECONDS must be a number from 0 on, not 'soon'"),
        ("ALERT_SECONDS=0", "ALERT_SECONDS must be more than 0, not '0'"),
    ],
)
def test_a_setting_that_cannot_be_is_said_before_anything(
    scrapy_on: Run, database: Path, setting: str, said: str
) -> None:
    code, _, told = scrapy_on(database, "alerts", "-s", setting)
    assert code == 2
    assert said in told


@pytest.mark.network
def test_a_trial_alert_says_what_arrived(scrapy_on: Run, database: Path) -> None:
    fails = f"ALERT_COMMAND={sys.executable} -c 'import sys; sys.exit(\"no such room\")'"
    with listening() as webhook:
        told = ("-s", f"ALERT_WEBHOOK={webhook.url}")
        assert scrapy_on(database, "alerts", "--test", *told)[:2] == (
            0,
            "webhook: has taken the trial alert\n",
        )
        code, out, said = scrapy_on(database, "alerts", "--test", "-s", fails, *told)
        assert (code, out) == (1, "webhook: has taken the trial alert\n")
        assert "alerts: command: python" in said
        assert "ended with exit code 1: no such room" in said
        assert [one["kind"] for one in webhook.posted] == ["trial", "trial"]


def test_a_trial_without_any_channel_says_so(scrapy_on: Run, database: Path) -> None:
    code, _, said = scrapy_on(database, "alerts", "--test", "-s", "ALERT_COMMAND=", "-s", "ALERT_WEBHOOK=")
    assert code == 1
    assert "neither ALERT_COMMAND nor ALERT_WEBHOOK is set" in said
