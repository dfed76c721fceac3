"""Ctrl-C and SIGTERM end a run within seconds, whatever hangs, say what is left, and lose nothing."""

from __future__ import annotations

import collections
import dataclasses
import re
import signal
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from db.engine import open_database
from tests.foreign_archives import article
from tests.killed_runs import read_by_a_worse_parser
from tests.project import FAST, Project, completed
from tests.running import Ended, running, stopped, wait_until
from tests.sites.finews import site
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page

pytestmark = pytest.mark.network

REPLICA = site()
AT_MOST = 5.0 + 2.0  # seconds: what is promised, and what a busy machine takes to begin and to end a process
GOES_ON = "goes on from there"
HANGS = Page(body=b"x" * 100, wait=55)  # a little less than a crawl waits for an answer
LATER = Page(status=503, body=b"later", headers=(("Retry-After", "300"),))
ENTRY = "<item><title>{n}</title><link>https://elsewhere.example/2026/01/01/{n}.html</link></item>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>all</title>{}</channel></rss>'
PACED = ("-s", "AUTOTHROTTLE_ENABLED=False", "-s", "DOWNLOAD_DELAY=0.05")


def large_article() -> str:
    """An article of so many paragraphs that reading it takes many seconds."""
    paragraphs = "".join(
        paragraph for n in range(1_000) for paragraph in re.findall("<p>.*?</p>", article(n))
    )
    return article(1).replace("</h1>", f"</h1><div>{paragraphs * 4}</div>")


def large_feed() -> bytes:
    return FEED.format("".join(ENTRY.format(n=n) for n in range(30_000))).encode()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trouble:
    """From request number `after` on, all whose path ends in one of `at` are answered with `page`."""

    name: str
    at: tuple[str, ...] = ()
    after: int = 0
    page: Page = HANGS
    options: tuple[str, ...] = PACED
    asked: int = 1
    signals: tuple[signal.Signals, ...] = (signal.SIGTERM,)
    seconds: float = 1.0  # so that what was asked for is under way


TROUBLES = (
    Trouble(name="a long delay", options=("-s", "DOWNLOAD_DELAY=60"), signals=(signal.SIGINT,)),
    Trouble(name="robots.txt hangs", at=("/robots.txt",)),
    Trouble(name="pages hang", at=(".html",), after=8, asked=10, signals=(signal.SIGINT,)),
    Trouble(
        name="pages hang, and two signals", at=(".html",), after=8, asked=10, signals=(signal.SIGINT,) * 2
    ),
    Trouble(name="Retry-After", at=(".html",), after=8, asked=9, page=LATER),
    Trouble(name="a feed takes long to read", at=("/feed.xml",), page=Page(body=large_feed()), asked=4),
    Trouble(
        name="an article takes long to read",
        at=(max(REPLICA.articles).rpartition("/")[2],),
        page=Page(body=large_article().encode()),
        asked=20,
    ),
)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
def test_a_crawl_ends_in_time_says_what_is_left_and_goes_on(trouble: Trouble, tmp_path: Path) -> None:
    over = threading.Event()

    def troubled(asked: Asked) -> Page | None:
        hit = asked.target.endswith(trouble.at) and len(served.requested) > trouble.after
        return trouble.page if trouble.at and hit and not over.is_set() else None

    with serving([dataclasses.replace(REPLICA, respond=troubled)]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        with running(project, "crawl", "finews", *trouble.options) as process:
            wait_until(lambda: len(served.requested) >= trouble.asked)
            over.wait(trouble.seconds)
            told = stopped(process, *trouble.signals)
        assert_stopped(told)
        over.set()
        completed(project.scrapy("crawl", "finews", *FAST))
        assert_whole(project, served)


def test_a_crawl_that_is_stopped_by_force_says_what_is_left_too(tmp_path: Path) -> None:
    hanging = dataclasses.replace(
        REPLICA, respond=lambda asked: HANGS if asked.target.endswith(".html") else None
    )
    with serving([hanging]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        with running(project, "crawl", "finews", *PACED) as process:
            wait_until(lambda: any(url.endswith(".html") for url in served.requested))
            told = stopped(process, signal.SIGINT, signal.SIGINT)
    assert_stopped(told)
    assert re.search(r"stopped by force; \d+ URLs are waiting; nothing archived is lost", told.stderr)


def assert_stopped(told: Ended) -> None:
    assert told.code == 130, told.stderr
    assert told.seconds < AT_MOST
    assert GOES_ON in told.stderr, told.stdout
    assert "Traceback" not in told.stderr
    assert "never retrieved" not in told.stderr


def assert_whole(project: Project, served: Serving) -> None:
    """All articles are there, as after a crawl that nothing befell; and nothing was archived twice."""
    articles = {row["url"] for row in project.rows("articles", order_by="id")}
    assert set(REPLICA.articles) <= articles
    whole = [row["url"] for row in project.rows("captures", order_by="url") if row["status"] == 200]
    assert [url for url, times in collections.Counter(whole).items() if times > 1] == []


def test_an_ingest_ends_in_time_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.html").write_text(large_article(), encoding="utf-8")
    (folder / "b.html").write_text(article(2), encoding="utf-8")
    project = Project(folder=tmp_path)
    with running(project, "ingest", str(folder)) as process:
        wait_until(lambda: any(project.archive_folder.glob("*.warc.gz")))
        threading.Event().wait(2)
        assert_stopped(stopped(process))
    project.scrapy("ingest", "-s", "EXTRACTION_SECONDS=1", folder)  # after which the large one is refused
    captures = project.rows("captures", order_by="file_name")
    assert [(row["file_name"], row["outcome"] in ("article", "refused")) for row in captures] == [
        ("a.html", True),
        ("b.html", True),
    ]


def test_a_reparse_ends_in_time_and_goes_on(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    read_by_a_worse_parser(project)
    with running(project, "reparse", "-s", "WORKERS=1") as process:
        wait_until(lambda: (tmp_path / "shoulu.db.locks" / "reparse.lock").exists())
        threading.Event().wait(1)
        told = stopped(process)
    assert_stopped(told)
    completed(project.scrapy("reparse"))
    assert all("分享到微信" not in row["text"] for row in project.rows("articles", order_by="id"))


@pytest.mark.parametrize("command", [("crawl", "finews"), ("reparse",)])
def test_a_run_that_waits_for_a_lock_of_the_database_ends_in_time(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    project = Project(folder=tmp_path)
    open_database(f"sqlite:///{project.database}").dispose()
    with closing(sqlite3.connect(project.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with running(project, *command) as process:
            wait_until(lambda: any(Path(f"{project.database}.locks").glob("*.lock")))
            threading.Event().wait(1)
            told = stopped(process)
        connection.execute("ROLLBACK")
    assert told.code == 130, told.stderr
    assert told.seconds < AT_MOST
