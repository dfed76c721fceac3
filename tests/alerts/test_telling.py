"""What is found is told once by every channel, by whichever run gets to it; what a channel refuses, by the next."""

from __future__ import annotations

import dataclasses
import datetime
import json
import logging
import multiprocessing
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from sqlalchemy import Engine

from crawler.alerts.channels import Channels, check_channels
from crawler.alerts.telling import tell_pending, try_out
from crawler.expectations.fault import Fault
from db.engine import open_database, reading, writing
from db.locks import hold
from db.queries import incidents
from tests.alerts.webhooks import Webhook, listening

pytestmark = pytest.mark.network

MONDAY = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
EMPTY = Fault(cause="listing-empty", message="the list is empty: 30 entries before, none now")
NO_TITLE = Fault(cause="field-missing", subject="title", message="98% have one, now 0%")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'news.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with listening() as listener:
        yield listener


@dataclasses.dataclass(frozen=True, kw_only=True)
class Noting:
    """A program that adds a line to a file for each alert; it fails where there is a file that says so."""

    folder: Path

    @property
    def command(self) -> tuple[str, ...]:
        code = (
            "import os, sys; p = sys.argv[1]; os.path.exists(p + '/broken') and sys.exit('out of order');"
            "open(p + '/told', 'a').write(os.environ['ALERT_KIND'] + ' ' + os.environ['ALERT_CAUSE'] + '\\n')"
        )
        return sys.executable, "-c", code, str(self.folder)

    @property
    def told(self) -> list[str]:
        path = self.folder / "told"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def noting(tmp_path: Path) -> Noting:
    return Noting(folder=tmp_path)


def note(
    engine: Engine, *faults: Fault, at: datetime.datetime = MONDAY, cleared: tuple[str, ...] = ()
) -> None:
    with writing(engine) as session:
        incidents.found(session, "finews", crawl_id=1, faults=faults, cleared=cleared, now=at)


def kinds(webhook: Webhook) -> list[str]:
    return [f"{one['kind']} {one['cause']}" for one in webhook.posted]


def test_a_fault_and_its_end_are_told_once_each_by_all_channels(
    engine: Engine, webhook: Webhook, noting: Noting, caplog: pytest.LogCaptureFixture
) -> None:
    channels = Channels(command=noting.command, webhook=webhook.url)
    note(engine, EMPTY)
    assert tell_pending(engine, channels, MONDAY) == 1
    note(engine, EMPTY, at=MONDAY + DAY)
    assert tell_pending(engine, channels, MONDAY + DAY) == 0
    note(engine, at=MONDAY + 2 * DAY, cleared=("listing-empty",))
    assert tell_pending(engine, channels, MONDAY + 2 * DAY) == 1
    assert tell_pending(engine, channels, MONDAY + 3 * DAY) == 0
    assert kinds(webhook) == noting.told == ["opened listing-empty", "ended listing-empty"]
    first, last = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert first.startswith("alert: Shoulu 收录: finews: listing-empty. the list is empty: 30 entries before")
    assert "listing-empty is over. It lasted 2 days, from 2026-03-02 08:00 UTC" in last
    assert "\n" not in first + last


def test_what_piled_up_while_a_channel_was_broken_for_months_is_told_by_one_alert(
    engine: Engine, webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    channels = Channels(webhook=webhook.url)
    webhook.status = 503
    for day in range(30):
        fault = Fault(cause="refused-share", subject=f"reason-{day}", message="many pages are refused")
        note(engine, fault, at=MONDAY + day * DAY, cleared=("refused-share",))
        tell_pending(engine, channels, MONDAY + day * DAY)
    webhook.posted.clear()
    webhook.status = 200
    assert tell_pending(engine, channels, MONDAY + 30 * DAY) == 30
    [told] = webhook.posted
    assert (told["kind"], told["evidence"]) == ("several", {"wrong_now": ["finews: refused-share"]})
    assert "30 things were to be told: 1 are wrong now, 29 came and are over." in told["text"]
    assert "scrapy alerts --all" in told["text"]
    assert caplog.text.count("alert: Shoulu") == 59
    assert tell_pending(engine, channels, MONDAY + 31 * DAY) == 0


def test_what_one_channel_refuses_is_told_later_and_not_twice_by_the_others(
    engine: Engine, webhook: Webhook, noting: Noting, caplog: pytest.LogCaptureFixture
) -> None:
    channels = Channels(command=noting.command, webhook=webhook.url)
    webhook.status = 503
    note(engine, EMPTY, NO_TITLE)
    assert tell_pending(engine, channels, MONDAY) == 0
    # of a webhook that is out of order nothing more is asked
    assert kinds(webhook) == ["opened listing-empty"]
    assert "alert not told by webhook, the next run tries again: 127.0.0.1: answers 503" in caplog.text
    assert "a-secret" not in caplog.text
    webhook.status = 200
    assert tell_pending(engine, channels, MONDAY + DAY) == 2
    assert kinds(webhook)[1:] == noting.told == ["opened listing-empty", "opened field-missing"]
    assert caplog.text.count("alert: Shoulu") == 2


def test_a_command_that_fails_is_run_again_by_the_next_run(
    engine: Engine, noting: Noting, caplog: pytest.LogCaptureFixture
) -> None:
    (noting.folder / "broken").touch()
    note(engine, EMPTY)
    assert tell_pending(engine, Channels(command=noting.command), MONDAY) == 0
    assert "exit code 1: out of order" in caplog.text
    with reading(engine) as session:
        [incident] = incidents.open_now(session)
    assert (incident.told_at, incident.told_by) == (None, ["opened log"])
    (noting.folder / "broken").unlink()
    assert tell_pending(engine, Channels(command=noting.command), MONDAY + DAY) == 1
    assert noting.told == ["opened listing-empty"]


def test_without_a_command_and_a_webhook_the_log_is_enough(engine: Engine) -> None:
    note(engine, EMPTY)
    assert tell_pending(engine, Channels(), MONDAY) == 1
    assert tell_pending(engine, Channels(), MONDAY) == 0


def test_what_was_over_before_a_channel_was_in_order_is_told_as_over(
    engine: Engine, webhook: Webhook
) -> None:
    channels = Channels(webhook=webhook.url)
    webhook.status = 500
    note(engine, EMPTY)
    tell_pending(engine, channels, MONDAY)
    note(engine, at=MONDAY + DAY, cleared=("listing-empty",))
    webhook.status = 200
    assert tell_pending(engine, channels, MONDAY + DAY) == 1
    assert kinds(webhook) == ["opened listing-empty", "ended listing-empty"]
    assert "It could not be told while it lasted." in webhook.posted[-1]["text"]


def _tell(url: str, webhook: str) -> None:
    engine = open_database(url)
    tell_pending(engine, Channels(webhook=webhook), MONDAY)
    engine.dispose()


def test_of_several_processes_one_tells(engine: Engine, webhook: Webhook) -> None:
    note(engine, EMPTY, NO_TITLE)
    context = multiprocessing.get_context("spawn")
    url = str(engine.url)
    running = [context.Process(target=_tell, args=(url, webhook.url)) for _ in range(2)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0, 0]
    assert kinds(webhook) == ["opened listing-empty", "opened field-missing"]


def test_what_another_process_tells_for_long_is_left_to_it(engine: Engine, webhook: Webhook) -> None:
    note(engine, EMPTY)
    lock = hold(engine, "alerts")
    assert lock is not None
    assert tell_pending(engine, Channels(webhook=webhook.url, seconds=0.1), MONDAY) == 0
    lock.release()
    assert tell_pending(engine, Channels(webhook=webhook.url), MONDAY) == 1


def test_a_trial_says_which_channels_took_it(webhook: Webhook, noting: Noting) -> None:
    assert try_out(Channels(), MONDAY) == {}
    assert try_out(Channels(command=noting.command, webhook=webhook.url), MONDAY) == {
        "command": None,
        "webhook": None,
    }
    webhook.status = 403
    assert try_out(Channels(webhook=webhook.url), MONDAY) == {
        "webhook": "127.0.0.1: answers 403 Forbidden: ok"
    }


@pytest.mark.parametrize(
    ("settings", "channels"),
    [
        ({}, Channels()),
        ({"ALERT_COMMAND": " ", "ALERT_WEBHOOK": " "}, Channels()),
        (
            {
                "ALERT_COMMAND": "mail -s 'a b' me",
                "ALERT_WEBHOOK": "https://a.example/x ",
                "ALERT_SECONDS": "2.5",
            },
            Channels(command=("mail", "-s", "a b", "me"), webhook="https://a.example/x", seconds=2.5),
        ),
    ],
)
def test_the_settings_say_where_alerts_go(settings: dict[str, Any], channels: Channels) -> None:
    chosen = Settings({"ALERT_SECONDS": 20.0, **settings})
    check_channels(chosen)
    assert Channels.of(chosen) == channels


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("ALERT_COMMAND", "mail -s 'alert"),
        ("ALERT_WEBHOOK", "hooks.example.org/secret"),
        ("ALERT_WEBHOOK", "https://me:secret@hooks.example.org"),
        ("ALERT_SECONDS", "0"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_its_secret_is_not(name: str, stated: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} ") as error:
        check_channels(Settings({"ALERT_SECONDS": 20.0, name: stated}))
    assert "secret" not in str(error.value)


def test_the_json_of_an_alert_is_one_line_for_a_program(engine: Engine, tmp_path: Path) -> None:
    note(engine, EMPTY)
    told = tmp_path / "told.json"
    command = ("sh", "-c", f"cat > {shlex.quote(str(told))}")
    tell_pending(engine, Channels(command=command), MONDAY)
    [line] = told.read_text(encoding="utf-8").splitlines()
    alert = json.loads(line)
    assert (alert["kind"], alert["target"], alert["crawl"], alert["began_at"]) == (
        "opened",
        "finews",
        1,
        "2026-03-02T08:00:00.000Z",
    )
