"""A crawl says what came of it, ends when it cannot keep what it fetches, and outlives a database at fault."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.commands.crawl import exit_code
from crawler.commands.crawl_report import nothing_found, summary
from db.engine import open_database
from tests.project import FAST, ROOT, Project, completed
from tests.sites.finews import site
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page

pytestmark = pytest.mark.network

REPLICA = site()
SLOW = ("-s", "DOWNLOAD_DELAY=0.1", "-s", "DOWNLOAD_DELAY_JITTER=0", "-s", "AUTOTHROTTLE_ENABLED=False")
MANY_FILES = ("-s", "ARCHIVE_FILE_BYTES=1")


@pytest.fixture
def served() -> Iterator[Serving]:
    with serving([REPLICA]) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, served: Serving) -> Project:
    return Project(folder=tmp_path, environment=served.environment)


@contextlib.contextmanager
def crawling(project: Project, *options: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "finews", *options],
        cwd=ROOT,
        env=project.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def test_the_last_line_counts_what_came_of_it(project: Project, served: Serving) -> None:
    told = project.folder / "told.json"
    shown = completed(project.scrapy("crawl", "finews", *FAST, "--stats-json", told)).stdout
    line = last_line(shown)
    articles, refused = len(REPLICA.articles), collections.Counter(x.reason for x in REPLICA.dropped.values())
    assert line.startswith("finews finished: ")
    assert f"{len(served.requested)} responses captured" in line
    assert f"{articles} articles stored ({articles - 1} new, 1 copy, 0 changed, 0 as before)" in line
    assert f"{refused.total()} refused (" in line
    assert all(f"{count} {reason}" in line for reason, count in refused.items())
    came_to = json.loads(told.read_text(encoding="utf-8"))
    assert came_to["captured"] == len(served.requested)
    assert sum(came_to["urls"].values()) == came_to["discovered"]
    for state, count in came_to["urls"].items():
        assert re.search(rf"^{state.replace(':', ' ')} +{count}\b", shown, re.MULTILINE), state
    assert re.search(rf"^discovered +{came_to['discovered']}\b", shown, re.MULTILINE)
    [crawl] = project.rows("crawls", order_by="id")
    counts = json.loads(crawl["counts"])
    assert {f"urls/{state}": count for state, count in came_to["urls"].items()}.items() <= counts.items()


def test_nothing_more_is_asked_for_when_the_archive_cannot_be_written(
    project: Project, served: Serving
) -> None:
    project.archive_folder.write_text("no folder")
    ended = project.scrapy("crawl", "finews", *FAST)
    assert ended.returncode == 1
    assert last_line(ended.stdout).startswith("finews archive-unwritable: ")
    assert f"the archive {project.archive_folder} cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [url.rsplit("/", 1)[-1] for url in served.requested] == ["robots.txt"]
    assert [row["state"] for row in project.rows("crawls", order_by="id")] == ["failed"]


def test_a_crawl_ends_where_the_archive_stops_taking_pages_and_the_next_goes_on(
    project: Project, served: Serving
) -> None:
    kept = project.folder / "kept"
    with crawling(project, *SLOW, *MANY_FILES) as process:
        wait_until(lambda: len(served.requested) >= 12)
        project.archive_folder.rename(kept)
        project.archive_folder.write_text("no folder")
        asked = len(served.requested)
        shown, log = process.communicate(timeout=60)
    assert process.returncode == 1, log
    assert "archive-unwritable" in last_line(shown)
    assert log.count("cannot be written, so the crawl ends") == 1
    assert "Traceback" not in log
    assert len(served.requested) <= asked + 3  # what was under way
    project.archive_folder.unlink()
    kept.rename(project.archive_folder)
    completed(project.scrapy("crawl", "finews", *FAST))
    assert {row["url"] for row in project.rows("articles", order_by="id")} == set(REPLICA.articles)


def test_items_that_crash_fail_the_run(project: Project) -> None:
    open_database(f"sqlite:///{project.database}").dispose()
    rename_table(project, "capture_versions", "elsewhere")
    ended = project.scrapy("crawl", "finews", *FAST)
    assert ended.returncode == 1
    assert f"{len(REPLICA.expected)} met an error of our own" in last_line(ended.stdout)
    assert [row["state"] for row in project.rows("crawls", order_by="id")] == ["failed"]


def test_the_index_catches_up_after_the_database_failed_for_a_while(
    project: Project, served: Serving
) -> None:
    with crawling(project, *SLOW) as process:
        wait_until(lambda: len(served.requested) >= 8)
        rename_table(project, "warc_files", "elsewhere")
        time.sleep(2.5)  # the index is brought up to the archive each second
        assert process.poll() is None
        rename_table(project, "elsewhere", "warc_files")
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0, log
    assert "Traceback" not in log
    assert log.count("the index falls behind the archive") == 1
    captured = collections.Counter(row["url"] for row in project.rows("captures", order_by="url"))
    assert captured == collections.Counter(served.requested)
    assert {row["url"] for row in project.rows("articles", order_by="id")} == set(REPLICA.articles)


def states(project: Project) -> list[str]:
    return [row["state"] for row in project.rows("crawls", order_by="id")]


def test_a_killed_crawl_is_gone_on_with_by_the_next_of_its_source(project: Project, served: Serving) -> None:
    with crawling(project, *SLOW):
        wait_until(lambda: len(served.requested) >= 5)
    assert states(project) == ["running"]  # it was killed on leaving
    completed(project.scrapy("crawl", "finews", *FAST))
    [crawl] = project.rows("crawls", order_by="id")
    assert (crawl["state"], crawl["starts"]) == ("finished", 2)


def test_where_crawls_are_not_gone_on_with_a_killed_one_is_noted_as_failed(
    project: Project, served: Serving
) -> None:
    with crawling(project, *SLOW):
        wait_until(lambda: len(served.requested) >= 5)
    completed(project.scrapy("crawl", "finews", *FAST, "-s", "CRAWL_RESUME=no"))
    crawls = project.rows("crawls", order_by="id")
    assert [(x["state"], x["reason"]) for x in crawls] == [("failed", "killed"), ("finished", "finished")]


def test_two_crawls_of_one_source_do_not_run_at_once(tmp_path: Path) -> None:
    target, held = "/" + min(REPLICA.articles).split("/", 3)[3], threading.Event()

    def hold_the_first(asked: Asked) -> Page | None:
        if asked.target == target and asked.times == 0:
            held.wait(timeout=50)  # less than a crawl waits for an answer
        return None

    with serving([dataclasses.replace(REPLICA, respond=hold_the_first)]) as running:
        project = Project(folder=tmp_path, environment=running.environment)
        with crawling(project, *FAST) as process:
            wait_until(lambda: any(url.endswith(target) for url in running.requested))
            ended = project.scrapy("crawl", "finews", *FAST)
            assert ended.returncode != 0
            assert sum(url.endswith("/robots.txt") for url in running.requested) == 1  # the first's
            assert "another crawl of finews is going on" in ended.stderr
            assert process.poll() is None
            held.set()
            process.communicate(timeout=120)
    assert states(project) == ["finished"]


def rename_table(project: Project, name: str, new: str) -> None:
    with contextlib.closing(sqlite3.connect(project.database, timeout=30)) as connection:
        connection.execute(f"ALTER TABLE {name} RENAME TO {new}")
        connection.commit()


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["nosuch"], "no such source: nosuch; declared are finews"),
        ([], "name one source"),
        (["finews", "finews"], "name one source"),
        (["finews", "--fast"], "no such option: --fast"),
    ],
)
def test_a_wrong_use_is_told_and_asks_nothing(
    project: Project, served: Serving, arguments: list[str], shown: str
) -> None:
    ended = project.scrapy("crawl", *arguments)
    assert (ended.returncode, served.requested) == (2, [])
    assert shown in ended.stderr


@pytest.mark.parametrize("place", ["nowhere/told.json", "."])
def test_a_place_where_no_json_can_be_written_is_told_before_anything_is_asked(
    project: Project, served: Serving, place: str
) -> None:
    path = project.folder / place
    ended = project.scrapy("crawl", "finews", *FAST, "--stats-json", path)
    assert (ended.returncode, served.requested) == (2, [])
    assert f"cannot write '{path}'" in ended.stderr


@pytest.mark.parametrize("command", [["crawl", "finews"], ["ingest", "."], ["records"]])
def test_a_log_level_that_is_none_is_told(project: Project, served: Serving, command: list[str]) -> None:
    ended = project.scrapy(*command, "-L", "BOGUS")
    assert (ended.returncode, served.requested) == (2, [])
    assert last_line(ended.stderr).endswith(
        "'BOGUS' is no log level; CRITICAL, ERROR, WARNING, INFO, DEBUG are"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("nonsense", "crawl: 'nonsense' is no address of a database: "),
        ("mysql://x/y", "crawl: mysql is not supported, only sqlite and postgresql"),
        ("sqlite:///{folder}/page.html", "crawl: cannot open the database sqlite:///{folder}/page.html: "),
    ],
)
def test_a_database_that_is_none_is_told_in_a_line(
    project: Project, served: Serving, address: str, shown: str
) -> None:
    (project.folder / "page.html").write_text(
        "<p>北桥今日通车，行人车辆各行其道，两岸往来只需十分钟。</p>" * 9
    )
    variables = {**project.environment, "DATABASE_URL": address.format(folder=project.folder)}
    ended = Project(folder=project.folder, environment=variables).scrapy("crawl", "finews", *FAST)
    assert (ended.returncode, served.requested) == (1, [])
    assert last_line(ended.stderr).startswith(shown.format(folder=project.folder))
    assert "Traceback" not in ended.stderr


def test_a_database_locked_for_long_ends_the_crawl_before_it_begins(
    project: Project, served: Serving
) -> None:
    open_database(f"sqlite:///{project.database}").dispose()
    with contextlib.closing(sqlite3.connect(project.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ended = project.scrapy("crawl", "finews", *FAST)
        connection.execute("ROLLBACK")
    assert (ended.returncode, served.requested) == (1, [])
    assert "cannot be written, so nothing is begun: database is locked" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert states(project) == []


@pytest.mark.parametrize("at", ["Enabled extensions", "Enabled item pipelines", "Spider opened"])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_stopped_before_it_began_says_so_and_is_noted_as_stopped(
    project: Project, served: Serving, at: str, stop: signal.Signals
) -> None:
    with crawling(project, *FAST) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if at in line)
        process.send_signal(stop)
        shown, log = process.communicate(timeout=60)
    assert (process.returncode, shown, served.requested) == (130, "", [])
    assert last_line(log) == "crawl: finews was stopped before it began"
    assert "Traceback" not in log
    assert states(project) == ["stopped"]


def test_the_help_shows_examples(project: Project) -> None:
    told = completed(project.scrapy("crawl", "--help")).stdout
    assert "scrapy crawl finews" in told
    assert "exit codes" in told


@pytest.mark.parametrize(
    ("stats", "code"),
    [
        ({"finish_reason": "finished"}, 0),
        ({"finish_reason": "finished", "extraction/refused/no-text": 4}, 0),
        ({"finish_reason": "shutdown"}, 130),
        ({"finish_reason": "archive-unwritable"}, 1),
        ({"finish_reason": "closespider_pagecount"}, 1),
        ({"finish_reason": "finished", "storage/crashed": 1}, 1),
        ({"finish_reason": "finished", "spider_exceptions/count": 1}, 1),
    ],
)
def test_the_exit_code_says_whether_all_went_well(stats: dict[str, object], code: int) -> None:
    assert exit_code(stats) == code


@pytest.mark.parametrize(
    ("stats", "shown"),
    [
        ({"seeds/listing": 1, "seeds/reached": 1}, None),
        (
            {"seeds/robots": 1, "seeds/reached": 0, "seeds/first_failed": "http://a.example/ robots"},
            "robots.txt forbids",
        ),
        (
            {
                "seeds/listing": 1,
                "seeds/gone": 1,
                "seeds/reached": 1,
                "seeds/first_failed": "http://a.example/x gone",
            },
            None,
        ),
        (
            {"seeds/failed:dns": 2, "seeds/reached": 0, "seeds/first_failed": "http://a.example/ failed:dns"},
            "the host of http://a.example/ is not known to the DNS (and 1 more)",
        ),
        (
            {
                "seeds/failed:private-address": 1,
                "seeds/reached": 0,
                "seeds/first_failed": "http://a/ failed:private-address",
            },
            "CRAWL_PRIVATE_ADDRESSES=1",
        ),
        (
            {
                "seeds/failed:http-500": 1,
                "seeds/reached": 0,
                "seeds/first_failed": "http://a.example/ failed:http-500",
            },
            "http://a.example/: failed http-500",
        ),
        (
            {
                "seeds/listing": 1,
                "seeds/reached": 1,
                "urls/refused:challenge": 4,
                "challenge/first_url": "http://a.example/1",
            },
            "no article could be had: http://a.example/1 answers with a challenge",
        ),
        (
            {
                "seeds/reached": 1,
                "urls/refused:challenge": 4,
                "urls/stored": 1,
                "challenge/first_url": "http://a.example/1",
            },
            None,
        ),
        (
            {
                "seeds/refused:empty-shell": 1,
                "seeds/first_failed": "http://a.example/ refused:empty-shell",
                "urls/refused:empty-shell": 1,
                "urls/stored": 40,
            },
            None,
        ),
    ],
)
def test_a_crawl_that_could_find_nothing_says_why(stats: dict[str, object], shown: str | None) -> None:
    told = nothing_found(stats)
    assert (told is None) == (shown is None)
    assert shown is None or shown in str(told)
    assert exit_code({"finish_reason": "finished", **stats}) == (0 if shown is None else 1)


def test_the_last_line_has_the_counts_of_the_table_whatever_stages_pages_went_through() -> None:
    line = summary(
        "finews",
        {
            "finish_reason": "finished",
            "expectations/refused/layout-changed": 3,
            "extraction/refused/listing": 5,
            "storage/stored": 2_000,
            "urls/discovered": 49,
            "urls/stored": 3,
            "urls/duplicate": 2,
            "urls/unchanged": 1,
            "urls/known": 33,
            "urls/listing": 6,
            "urls/refused:no-text": 3,
            "urls/refused:challenge": 1,
            "archive/recovered": 1500,
        },
    )
    assert "6 articles stored (3 new, 2 copies, 0 changed, 1 as before)" in line
    assert "4 refused (3 no-text, 1 challenge)" in line
    assert "besides 1,500 of the pages left unread by an earlier run" in line
