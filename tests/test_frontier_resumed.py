"""A crawl that was killed goes on: it asks the server for nothing that the archive holds, and loses nothing."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.project import FAST, ROOT, Project, completed
from tests.running import kill_group, running, wait_until
from tests.sites import wordpress
from tests.sites.finews import site as finews
from tests.sites.jinri import site as jinri
from tests.sites.meipian import site as meipian
from tests.sites.meipian.pages import CHALLENGE
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site
from tests.sites.tibet import site as tibet

pytestmark = pytest.mark.network

# one after another, as of articles with one text the first that came is the original
SLOW = (*FAST, "-s", "DOWNLOAD_DELAY=0.05", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
CRAWLS = {
    "finews": (finews, ("finews",)),
    "jinri": (jinri, ("jinri",)),  # articles of several pages; of copies the first captured is the original
    "tibet": (tibet, ("tibet",)),  # lists that are seeds and are linked too
    "meipian": (meipian, ("meipian",)),  # a list that is asked for by POST
    "news": (wordpress.site, ("news", "-a", f"url=http://{wordpress.HOST}/")),
}
READ_LAST = "SELECT record_id FROM articles ORDER BY captured_at DESC LIMIT 1"
OLD_ARTICLE = "/4m4k9y3r"  # which only the last page of a list names


def killed_when_asked(project: Project, served: Serving, crawl: tuple[str, ...], number: int) -> None:
    """Killed with all its processes as soon as so many requests have come."""
    before = len(served.requested)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", *crawl, *SLOW],
        cwd=ROOT,
        env=project.variables(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 100
    while len(served.requested) - before < number and time.monotonic() < deadline:
        time.sleep(0.002)
    assert process.poll() is None, "the crawl ended before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def records(project: Project) -> list[tuple[Any, ...]]:
    return [
        (row["id"], row["url"], row["title"], row["text"]) for row in project.rows("articles", order_by="id")
    ]


def urls(project: Project) -> dict[str, str]:
    """The state of each URL of the newest crawl."""
    rows = project.rows("crawl_urls", order_by="crawl_id, key")
    newest = rows[-1]["crawl_id"]
    return {f"{row['url']} {row['key']}": row["state"] for row in rows if row["crawl_id"] == newest}


def stopped(project: Project, *changes: str) -> None:
    """Makes its crawl one that was stopped, in the middle of what the changes tell."""
    with contextlib.closing(sqlite3.connect(project.database)) as connection, connection:
        for change in (*changes, "UPDATE crawls SET state = 'stopped', reason = 'shutdown'"):
            connection.execute(change)


def undisturbed(folder: Path, site: Site, crawl: tuple[str, ...]) -> Project:
    with serving([site]) as served:
        project = Project(folder=folder, environment=served.environment)
        completed(project.scrapy("crawl", *crawl, *SLOW))
    return project


@pytest.mark.parametrize("name", CRAWLS)
def test_a_crawl_that_was_killed_twice_ends_as_one_that_was_not(tmp_path: Path, name: str) -> None:
    make, crawl = CRAWLS[name]
    for folder in ("whole", "killed"):
        (tmp_path / folder).mkdir()
    whole = undisturbed(tmp_path / "whole", make(), crawl)
    with serving([make()]) as served:
        project = Project(folder=tmp_path / "killed", environment=served.environment)
        killed_when_asked(project, served, crawl, 4)
        killed_when_asked(project, served, crawl, 7)
        completed(project.scrapy("crawl", *crawl, *SLOW))
    assert records(project) == records(whole)
    assert urls(project) == urls(whole)
    runs = project.rows("crawls", order_by="id")
    assert [(run["state"], run["starts"]) for run in runs] == [("finished", 3)]
    assert {row["start"] for row in project.rows("crawl_urls", order_by="key")} <= {1, 2, 3}
    responses = Counter(row["url"] for row in project.rows("captures", order_by="url"))
    assert responses == Counter(row["url"] for row in whole.rows("captures", order_by="url"))


def test_what_an_old_crawl_left_waiting_is_asked_for_by_the_next(tmp_path: Path) -> None:
    with serving([finews()]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        killed_when_asked(project, served, ("finews",), 8)
        left = {row["url"] for row in project.rows("crawl_urls", order_by="key") if row["state"] == "waiting"}
        completed(project.scrapy("crawl", "finews", *FAST, "-s", "CRAWL_RESUME_HOURS=0"))
    first, second = project.rows("crawls", order_by="id")
    assert (first["state"], second["state"], second["starts"]) == ("failed", "finished", 1)
    rows = [row for row in project.rows("crawl_urls", order_by="key") if row["crawl_id"] == second["id"]]
    assert left <= {row["url"] for row in rows}
    assert not {row["state"] for row in rows} & {"waiting", "unread"}
    assert {row["url"] for row in project.rows("articles", order_by="id")} == set(finews().articles)


def test_a_row_says_where_its_url_was_found_and_how_often_it_was_asked_for(tmp_path: Path) -> None:
    project = undisturbed(tmp_path, finews(), ("finews",))
    rows = {row["url"]: row for row in project.rows("crawl_urls", order_by="key")}
    seeds = [row for row in rows.values() if row["found_on"] is None]
    assert {row["url"] for row in seeds} == {
        "http://finews.withounder.com/",
        "http://finews.withounder.com/feed.xml",
    }
    assert all(row["found_on"] in rows for row in rows.values() if row["found_on"] is not None)
    articles = project.rows("articles", order_by="id")
    assert {rows[each["url"]]["record_id"] for each in articles} == {each["record_id"] for each in articles}
    assert {rows[each["url"]]["attempts"] for each in articles} == {1}


def test_what_nobody_asks_for_again_is_read_out_of_the_archive_all_the_same(tmp_path: Path) -> None:
    """As a capture of an address that was answered twice, and is asked for once when the crawl goes on."""
    with serving([finews()]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        completed(project.scrapy("crawl", "finews", *FAST))
        whole, asked = records(project), len(served.requested)
        stopped(
            project,
            f"UPDATE captures SET parser = NULL, outcome = NULL, article_id = NULL WHERE record_id = ({READ_LAST})",
            f"DELETE FROM articles WHERE record_id = ({READ_LAST})",
        )
        completed(project.scrapy("crawl", "finews", *FAST))
        assert len(served.requested) == asked
    assert records(project) == whole


def test_what_was_stored_and_not_noted_is_new_all_the_same(tmp_path: Path) -> None:
    """Killed between the two, it is read once more, and the database says that nothing has changed."""
    with serving([finews()]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        completed(project.scrapy("crawl", "finews", *FAST))
        whole = urls(project)
        assert {"stored", "duplicate"} <= set(whole.values())
        stopped(project, "UPDATE crawl_urls SET state = 'unread' WHERE state IN ('stored', 'duplicate')")
        completed(project.scrapy("crawl", "finews", *FAST))
    assert urls(project) == whole


def test_an_answer_that_was_of_no_use_is_not_given_in_place_of_the_next(tmp_path: Path) -> None:
    """The firewall answers an article twice with a page of its own; killed while the third answer is awaited."""
    replica = meipian()

    def challenged(asked: Asked) -> Page | None:
        if asked.target == OLD_ARTICLE and asked.times < 2:
            return Page(body=CHALLENGE.encode())
        if asked.target == OLD_ARTICLE and asked.times == 2:
            return dataclasses.replace(replica.pages[OLD_ARTICLE], wait=5.0)
        return replica.respond(asked) if replica.respond else None

    with serving([dataclasses.replace(replica, respond=challenged)]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        with running(project, "crawl", "meipian", *SLOW) as process:
            wait_until(lambda: sum(url.endswith(OLD_ARTICLE) for url in served.requested) == 3)
            kill_group(process)
        completed(project.scrapy("crawl", "meipian", *FAST))
    url = f"https://www.meipian.cn{OLD_ARTICLE}"
    assert url in {row["url"] for row in project.rows("articles", order_by="id")}
    assert [row["status"] for row in project.rows("captures", order_by="url") if row["url"] == url] == [
        200
    ] * 3
