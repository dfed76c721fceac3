"""A crawl that was killed, one stopped before it began, and one begun beside another of its source."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from tests.crawl_command.crawls import REPLICA, SLOW, last_line, states
from tests.project import FAST, Project, completed
from tests.running import ended, running, stopped, wait_until
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page

pytestmark = pytest.mark.network


def kill_alone(process: subprocess.Popen[str]) -> None:
    """What it started is left to see for itself that it is gone."""
    process.kill()
    process.wait()


def test_a_killed_crawl_is_gone_on_with_by_the_next_of_its_source(project: Project, served: Serving) -> None:
    with running(project, "crawl", "finews", *SLOW) as process:
        wait_until(lambda: len(served.requested) >= 5)
        kill_alone(process)
        assert states(project) == ["running"]
        completed(project.scrapy("crawl", "finews", *FAST))
    [crawl] = project.rows("crawls", order_by="id")
    assert (crawl["state"], crawl["starts"]) == ("finished", 2)


def test_where_crawls_are_not_gone_on_with_a_killed_one_is_noted_as_failed(
    project: Project, served: Serving
) -> None:
    with running(project, "crawl", "finews", *SLOW) as process:
        wait_until(lambda: len(served.requested) >= 5)
        kill_alone(process)
        completed(project.scrapy("crawl", "finews", *FAST, "-s", "CRAWL_RESUME=no"))
    crawls = project.rows("crawls", order_by="id")
    assert [(x["state"], x["reason"]) for x in crawls] == [("failed", "killed"), ("finished", "finished")]


def test_two_crawls_of_one_source_do_not_run_at_once(tmp_path: Path) -> None:
    target, held = "/" + min(REPLICA.articles).split("/", 3)[3], threading.Event()

    def hold_the_first(asked: Asked) -> Page | None:
        if asked.target == target and asked.times == 0:
            held.wait(timeout=50)  # less than a crawl waits for an answer
        return None

    with serving([dataclasses.replace(REPLICA, respond=hold_the_first)]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        with running(project, "crawl", "finews", *FAST) as process:
            wait_until(lambda: any(url.endswith(target) for url in served.requested))
            second = project.scrapy("crawl", "finews", *FAST)
            assert second.returncode != 0
            assert sum(url.endswith("/robots.txt") for url in served.requested) == 1  # the first's
            assert "another crawl of finews is going on" in second.stderr
            assert process.poll() is None
            held.set()
            ended(process)
    assert states(project) == ["finished"]


@pytest.mark.parametrize("at", ["Enabled extensions", "Enabled item pipelines", "Spider opened"])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_stopped_before_it_began_says_so_and_is_noted_as_stopped(
    project: Project, served: Serving, at: str, stop: signal.Signals
) -> None:
    with running(project, "crawl", "finews", *FAST) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if at in line)
        crawl = stopped(process, stop)
    assert (crawl.code, crawl.stdout, served.requested) == (130, "", [])
    assert last_line(crawl.stderr) == "crawl: finews was stopped before it began"
    assert "Traceback" not in crawl.stderr
    assert states(project) == ["stopped"]
