"""A crawl that is killed or stopped between two pages of an article loses none of them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from crawler.project_command import EXIT_INTERRUPTED
from tests.continued_articles import PAGES, articles, assert_equal_at_replay, text
from tests.project import FAST, Project, completed
from tests.running import running, stopped, wait_until
from tests.sites.bridge_pages import SOURCE, listing, site, url
from tests.sites.server import serving
from tests.sites.site import Page

pytestmark = pytest.mark.network


@pytest.mark.parametrize("unanswered", ["/a/1_2.html", "/a/1_3.html"])
def test_a_crawl_killed_between_two_pages_loses_nothing(tmp_path: Path, unanswered: str) -> None:
    hang = Page(body=b"", wait=30.0)
    pages = {name: page for name, page in PAGES.items() if name.startswith("/a/1")} | {
        "/list.html": listing(["/a/1.html"])
    }
    project = Project(folder=tmp_path / "first")
    with serving([site(pages, lambda asked: hang if asked.target == unanswered else None)]) as server:
        project = dataclasses.replace(project, environment=server.environment)
        with running(project, "crawl", "bridge", *SOURCE, *FAST) as process:
            wait_until(lambda: url(unanswered) in server.requested)
            process.kill()
    recovered = dataclasses.replace(project, folder=tmp_path / "recovered", archive=project.archive_folder)
    completed(recovered.scrapy("reparse", *SOURCE))
    held = int(unanswered[5]) - 1
    assert articles(recovered)[1]["text"] == text("三页的文章", held)
    assert json.loads(articles(recovered)[1]["flags"]) == ["partial"]
    with serving([site(pages)]) as server:
        project = dataclasses.replace(project, environment=server.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    row = articles(project)[1]
    assert (row["text"], json.loads(row["flags"])) == (text("三页的文章", 3), [])
    assert_equal_at_replay(project, tmp_path)


def test_a_crawl_stopped_between_two_pages_leaves_the_article_to_the_next(tmp_path: Path) -> None:
    pages = {**PAGES, "/list.html": listing(["/a/1.html"])}
    hang = Page(body=b"", wait=100)
    with serving([site(pages, lambda asked: hang if asked.target == "/a/1_2.html" else None)]) as server:
        project = Project(folder=tmp_path, environment=server.environment)
        with running(project, "crawl", "bridge", *SOURCE, *FAST) as process:
            wait_until(lambda: url("/a/1_2.html") in server.requested)
            assert stopped(process).code == EXIT_INTERRUPTED
    assert articles(project) == {}
    with serving([site(pages)]) as server:
        project = dataclasses.replace(project, environment=server.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    assert articles(project)[1]["text"] == text("三页的文章", 3)
    assert url("/a/1.html") not in server.requested
