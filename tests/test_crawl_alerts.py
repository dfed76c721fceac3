"""Crawls that find something wrong: told once to a webhook and a program, by the exit code each time, and when over."""

from __future__ import annotations

import contextlib
import dataclasses
import shlex
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.clock import now
from crawler.expectations.fault import Fault
from db.engine import open_database, writing
from db.queries import incidents
from tests.alerts.webhooks import Webhook, listening
from tests.project import FAST, Project, completed
from tests.running import running, stopped, wait_until
from tests.sites.finews import site
from tests.sites.server import serving
from tests.sites.site import Page, Site

pytestmark = pytest.mark.network

REPLICA = site()
GONE = dataclasses.replace(REPLICA, pages=dict.fromkeys(REPLICA.pages, Page(status=404, body=b"gone")))
CHANGED = Fault(cause="layout-changed", subject="www.finews.com", message="9 of 10 pages have no title")


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with listening() as listener:
        yield listener


@dataclasses.dataclass(frozen=True, kw_only=True)
class Watched:
    """A project whose alerts go to a webhook."""

    folder: Path
    webhook: Webhook
    command: str = ""

    def crawl(self, replica: Site = REPLICA, *, code: int) -> str:
        """What it says on standard error."""
        with self.served(replica) as project:
            return completed(project.scrapy("crawl", "finews", *FAST), code=code).stderr

    @contextlib.contextmanager
    def served(self, replica: Site = REPLICA) -> Iterator[Project]:
        with serving([replica]) as running:
            own = {"ALERT_WEBHOOK": self.webhook.url, "ALERT_COMMAND": self.command}
            yield Project(folder=self.folder, environment={**running.environment, **own})

    def killed_crawl(self) -> None:
        with self.served() as project:
            assert project.scrapy("crawl", "finews", *FAST).returncode == -signal.SIGKILL

    def note(self, *faults: Fault, cleared: tuple[str, ...] = ()) -> None:
        """As a crawl does at its end, and is killed before it can tell."""
        engine = open_database(f"sqlite:///{self.folder / 'shoulu.db'}")
        with writing(engine) as session:
            incidents.found(session, "finews", faults=faults, cleared=cleared, now=now())
        engine.dispose()

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(one["kind"], one["cause"]) for one in self.webhook.posted]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the source was crawled once, and nothing is wrong."""
    folder = tmp_path_factory.mktemp("crawled")
    with listening() as webhook:
        Watched(folder=folder, webhook=webhook).crawl(code=0)
        assert webhook.posted == []
    return folder


@pytest.fixture
def watched(crawled: Path, tmp_path: Path, webhook: Webhook) -> Watched:
    return Watched(folder=shutil.copytree(crawled, tmp_path / "project"), webhook=webhook)


def test_a_site_that_is_gone_is_told_once_and_its_return_too(watched: Watched) -> None:
    said = watched.crawl(GONE, code=1)
    assert watched.told == [("opened", "gone")]
    assert "alert: Shoulu 收录: finews: gone" in said
    assert "crawl: gone: scrapy alerts finews says what is wrong, and what to do" in said
    again = watched.crawl(GONE, code=1)
    assert "alert: " not in again
    back = watched.crawl(code=0)
    assert watched.told == [("opened", "gone"), ("ended", "gone")]
    assert "finews: gone is over. It lasted " in back


def test_what_is_wrong_makes_the_exit_code_4_until_it_is_over(watched: Watched) -> None:
    watched.note(CHANGED)
    said = watched.crawl(code=4)
    assert watched.told == [("opened", "layout-changed")]
    assert "scrapy quarantine --accept finews" in watched.webhook.posted[0]["text"]
    assert said.rstrip().endswith("layout-changed: scrapy alerts finews says what is wrong, and what to do")
    assert "alert: " not in watched.crawl(code=4)
    watched.note(cleared=("layout-changed",))
    watched.crawl(code=0)
    assert watched.told == [("opened", "layout-changed"), ("ended", "layout-changed")]


def test_an_alert_outlives_a_webhook_that_is_out_of_order(watched: Watched) -> None:
    watched.note(CHANGED)
    watched.webhook.status = 502
    assert "alert not told by webhook, the next run tries again: 127.0.0.1: answers 502" in watched.crawl(
        code=4
    )
    watched.webhook.status = 200
    watched.crawl(code=4)
    assert watched.told == [("opened", "layout-changed")] * 2


def test_a_crawl_that_is_killed_while_it_tells_leaves_it_to_the_next(watched: Watched) -> None:
    told, once = watched.folder / "told", watched.folder / "once"
    script = watched.folder / "tell"
    script.write_text(
        "#!/bin/sh\n"
        f"echo $ALERT_KIND $ALERT_CAUSE >> {shlex.quote(str(told))}\n"
        f"[ -e {shlex.quote(str(once))} ] || {{ : > {shlex.quote(str(once))}; kill -9 $PPID; sleep 60; }}\n"
    )
    script.chmod(0o700)
    killed = dataclasses.replace(watched, command=shlex.quote(str(script)))
    killed.note(CHANGED)
    killed.killed_crawl()
    assert watched.told == []
    killed.crawl(code=4)
    killed.crawl(code=4)
    assert told.read_text().splitlines() == ["opened layout-changed"] * 2
    assert watched.told == [("opened", "layout-changed")]


def test_an_interrupt_ends_the_telling_and_the_next_crawl_goes_on_with_it(watched: Watched) -> None:
    watched.note(CHANGED)
    watched.webhook.hangs = True
    patient = ("-s", "ALERT_SECONDS=600")
    with watched.served() as project, running(project, "crawl", "finews", *FAST, *patient) as process:
        wait_until(lambda: watched.webhook.asked)
        end = stopped(process)
    assert end.code == 4
    assert "alerts are left to the next run" in end.stderr
    assert "Traceback" not in end.stderr
    watched.webhook.hangs = False
    watched.crawl(code=4)
    assert watched.told == [("opened", "layout-changed")] * 2
