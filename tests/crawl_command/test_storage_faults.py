"""A crawl ends when it cannot keep what it fetches, and outlives a database at fault."""

from __future__ import annotations

import collections
import contextlib
import sqlite3
import time

import pytest

from db.engine import open_database
from tests.crawl_command.crawls import REPLICA, SLOW, last_line, states
from tests.project import FAST, Project, completed
from tests.running import ended, running, wait_until
from tests.sites.server import Serving

pytestmark = pytest.mark.network

MANY_FILES = ("-s", "ARCHIVE_FILE_BYTES=1")


def rename_table(project: Project, name: str, new: str) -> None:
    with contextlib.closing(sqlite3.connect(project.database, timeout=30)) as connection:
        connection.execute(f"ALTER TABLE {name} RENAME TO {new}")
        connection.commit()


def test_nothing_more_is_asked_for_when_the_archive_cannot_be_written(
    project: Project, served: Serving
) -> None:
    project.archive_folder.write_text("no folder")
    crawl = project.scrapy("crawl", "finews", *FAST)
    assert crawl.returncode == 1
    assert last_line(crawl.stdout).startswith("finews archive-unwritable: ")
    assert f"the archive {project.archive_folder} cannot be written" in crawl.stderr
    assert "Traceback" not in crawl.stderr
    assert [url.rsplit("/", 1)[-1] for url in served.requested] == ["robots.txt"]
    assert [row["state"] for row in project.rows("crawls", order_by="id")] == ["failed"]


def test_a_crawl_ends_where_the_archive_stops_taking_pages_and_the_next_goes_on(
    project: Project, served: Serving
) -> None:
    kept = project.folder / "kept"
    with running(project, "crawl", "finews", *SLOW, *MANY_FILES) as process:
        wait_until(lambda: len(served.requested) >= 12)
        project.archive_folder.rename(kept)
        project.archive_folder.write_text("no folder")
        asked = len(served.requested)
        crawl = ended(process)
    assert crawl.code == 1, crawl.stderr
    assert "archive-unwritable" in last_line(crawl.stdout)
    assert crawl.stderr.count("cannot be written, so the crawl ends") == 1
    assert "Traceback" not in crawl.stderr
    assert len(served.requested) <= asked + 3  # what was under way
    project.archive_folder.unlink()
    kept.rename(project.archive_folder)
    completed(project.scrapy("crawl", "finews", *FAST))
    assert {row["url"] for row in project.rows("articles", order_by="id")} == set(REPLICA.articles)


def test_items_that_crash_fail_the_run(project: Project) -> None:
    open_database(f"sqlite:///{project.database}").dispose()
    rename_table(project, "capture_versions", "elsewhere")
    crawl = project.scrapy("crawl", "finews", *FAST)
    assert crawl.returncode == 1
    assert f"{len(REPLICA.expected)} met an error of our own" in last_line(crawl.stdout)
    assert [row["state"] for row in project.rows("crawls", order_by="id")] == ["failed"]


def test_the_index_catches_up_after_the_database_failed_for_a_while(
    project: Project, served: Serving
) -> None:
    with running(project, "crawl", "finews", *SLOW) as process:
        wait_until(lambda: len(served.requested) >= 8)
        rename_table(project, "warc_files", "elsewhere")
        time.sleep(2.5)  # the index is brought up to the archive each second
        assert process.poll() is None
        rename_table(project, "elsewhere", "warc_files")
        crawl = ended(process)
    assert crawl.code == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr
    assert crawl.stderr.count("the index falls behind the archive") == 1
    captured = collections.Counter(row["url"] for row in project.rows("captures", order_by="url"))
    assert captured == collections.Counter(served.requested)
    assert {row["url"] for row in project.rows("articles", order_by="id")} == set(REPLICA.articles)


def test_a_database_locked_for_long_ends_the_crawl_before_it_begins(
    project: Project, served: Serving
) -> None:
    open_database(f"sqlite:///{project.database}").dispose()
    with contextlib.closing(sqlite3.connect(project.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        crawl = project.scrapy("crawl", "finews", *FAST)
        connection.execute("ROLLBACK")
    assert (crawl.returncode, served.requested) == (1, [])
    assert "cannot be written, so nothing is begun: database is locked" in crawl.stderr
    assert "Traceback" not in crawl.stderr
    assert states(project) == []
