"""A frontier that cannot be read or written, and a page that kills: the crawl ends as one to go on with, and does."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from db.engine import open_database
from tests.project import FAST, Project, completed
from tests.running import running
from tests.sites.finews import site
from tests.sites.server import Serving, serving
from tests.test_frontier_resumed import killed_when_asked, stopped, undisturbed, urls

pytestmark = pytest.mark.network

CRAWL = ("crawl", "finews", *FAST, "-s", "DATABASE_PATIENCE=2")
BROKEN = "BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END"
TAKEN_UP = f"CREATE TRIGGER broken BEFORE UPDATE OF start ON crawl_urls WHEN new.place = old.place {BROKEN}"
SETTLED = f"CREATE TRIGGER broken BEFORE UPDATE OF state ON crawl_urls WHEN new.state = 'stored' {BROKEN}"
DISCOVERED = f"CREATE TRIGGER broken BEFORE INSERT ON crawl_urls {BROKEN}"
INDEXED = f"CREATE TRIGGER broken BEFORE INSERT ON captures {BROKEN}"
FEW = "from crawler.extensions import journal\n\njournal.MOST_BEHIND = 5\n"
DEADLY = """
import os

from crawler.spiders.families import listing

read = listing.ListingSpider.parse_article


async def parse_article(self, response):
    if response.url == os.environ["DEADLY"]:
        os._exit(9)  # as where the kernel kills what takes all memory
    async for given in read(self, response):
        yield given


listing.ListingSpider.parse_article = parse_article
"""


def broken(project: Project, trigger: str) -> None:
    open_database(f"sqlite:///{project.database}").dispose()
    with contextlib.closing(sqlite3.connect(project.database)) as connection, connection:
        connection.execute(trigger)


def mended(project: Project) -> None:
    with contextlib.closing(sqlite3.connect(project.database)) as connection, connection:
        connection.execute("DROP TRIGGER broken")


def project_in(folder: Path, served: Serving) -> Project:
    return Project(folder=folder, environment=served.environment)


def with_spiders(project: Project, module: str, **variables: str) -> tuple[Project, tuple[str, ...]]:
    """The project and its crawl, which loads that module among its spiders."""
    (project.folder / "spiders").mkdir()
    (project.folder / "spiders" / "changed.py").write_text(module, encoding="utf-8")
    environment = {**project.environment, "PYTHONPATH": str(project.folder / "spiders"), **variables}
    changed = dataclasses.replace(project, environment=environment)
    return changed, (*CRAWL, "-s", "SPIDER_MODULES=crawler.spiders,changed")


def ends(project: Project) -> list[tuple[str, str, int]]:
    return [(row["state"], row["reason"], row["starts"]) for row in project.rows("crawls", order_by="id")]


def test_a_crawl_that_cannot_take_up_what_waits_says_so_once_and_ends(tmp_path: Path) -> None:
    with serving([site()]) as served:
        project = project_in(tmp_path, served)
        killed_when_asked(project, served, ("finews",), 8)
        broken(project, TAKEN_UP)
        told = completed(project.scrapy(*CRAWL), code=1).stderr
        assert told.count("the frontier cannot be read, and waits for the database: the disk is broken") == 1
        assert told.count("the frontier cannot be read, so the crawl ends: the disk is broken") == 1
        assert ends(project) == [("failed", "database-unwritable", 2)]
        mended(project)
        completed(project.scrapy(*CRAWL))
    assert ends(project) == [("finished", "finished", 3)]
    assert not {"waiting", "unread"} & set(urls(project).values())


def test_a_crawl_whose_frontier_could_not_be_written_is_not_finished(tmp_path: Path) -> None:
    for folder in ("whole", "broken"):
        (tmp_path / folder).mkdir()
    whole = undisturbed(tmp_path / "whole", site(), ("finews",))
    with serving([site()]) as served:
        project = project_in(tmp_path / "broken", served)
        broken(project, SETTLED)
        told = completed(project.scrapy(*CRAWL), code=1)
        assert "could not be written; the next start finds it out" in told.stderr
        assert ends(project) == [("failed", "database-unwritable", 1)]
        asked = len(served.requested)
        mended(project)
        completed(project.scrapy(*CRAWL))
        assert len(served.requested) == asked
    assert ends(project) == [("finished", "finished", 2)]
    assert urls(project) == urls(whole)


def test_a_crawl_that_is_far_behind_its_database_does_not_wait_for_ever(tmp_path: Path) -> None:
    with serving([site()]) as served:
        project, command = with_spiders(project_in(tmp_path, served), FEW)
        broken(project, DISCOVERED)
        told = completed(project.scrapy(*command), code=1).stderr
    assert told.count("the frontier cannot be read, so the crawl ends: the disk is broken") == 1
    assert ends(project) == [("failed", "database-unwritable", 1)]


def test_a_crawl_that_cannot_bring_the_index_up_to_the_archive_does_not_begin(tmp_path: Path) -> None:
    with serving([site()]) as served:
        project = project_in(tmp_path, served)
        completed(project.scrapy(*CRAWL))
        asked = len(served.requested)
        stopped(project, "DELETE FROM captures", "DELETE FROM warc_files")
        broken(project, INDEXED)
        told = completed(project.scrapy(*CRAWL), code=1).stderr
        assert "the index of the archive cannot be written, so nothing is begun: the disk is broken" in told
        assert len(served.requested) == asked
    assert ends(project) == [("failed", "database-unwritable", 2)]


def test_a_page_of_which_the_process_dies_each_time_is_given_up(tmp_path: Path) -> None:
    """Its neighbours are read; it is in quarantine, and the next crawl does not ask for it."""
    deadly = sorted(site().articles)[3]
    with serving([site()]) as served:
        project, command = with_spiders(project_in(tmp_path, served), DEADLY, DEADLY=deadly)
        for _ in range(5):
            with running(project, *command) as process:
                _, told = process.communicate(timeout=90)
                assert process.returncode == 9, told
        asked = len(served.requested)
        told = project.scrapy(*command).stderr
        assert f"{deadly} is left out: 4 starts were killed while they read it" in told
        assert ends(project) == [("finished", "finished", 6)]
        counts = Counter(urls(project).values())
        assert counts["failed:crashed"] == 1
        assert not {"waiting", "unread"} & counts.keys()
        assert (
            len({row["url"] for row in project.rows("articles", order_by="id")}) == len(site().articles) - 1
        )
        assert [
            row["reason"] for row in project.rows("quarantine", order_by="url") if row["url"] == deadly
        ] == ["crashed"]
        assert deadly not in served.requested[asked:]
        project.scrapy(*command)
        assert deadly not in served.requested[asked:]
    assert [end[:2] for end in ends(project)] == [("finished", "finished")] * 2
