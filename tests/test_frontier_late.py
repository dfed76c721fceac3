"""A crawl of lists of many pages that is killed late asks for no page once more, nor for further pages of articles."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foreign_archives import article
from tests.killing import HURRIED, Scenario, killed_late, shown
from tests.project import FAST, Project, completed
from tests.sites.server import serving
from tests.sites.site import Page, Site

pytestmark = pytest.mark.network

HOST = "paged.example"
CRAWL = ("news", "-a", f"url=http://{HOST}/")
SHARES = (0.65, 0.9)  # of all requests
LISTS, ARTICLES = 4, 6  # of one list
TWO_PAGES = 5  # every so many articles
ENTRY = '<li><a href="/2024/c{n}.html">第{n}号渠道今年的修缮工程已经全部完成</a><span>2024-03-{day:02}</span></li>'
FURTHER = '<div class="page"><span>1</span> <a href="{0}">2</a> <a href="{0}">下一页</a></div>'
LIST = "<html><head><title>渠道新闻</title></head><body><h1>渠道新闻</h1><ul>{}</ul><p>{}</p></body></html>"


def pages() -> Iterator[tuple[str, Page]]:
    for number in range(LISTS * ARTICLES):
        body = article(number)
        if number % TWO_PAGES == 0:
            yield f"/2024/c{1000 + number}_2.html", Page(body=article(number + 500).encode())
            body = body.replace("</body>", FURTHER.format(f"c{1000 + number}_2.html") + "</body>")
        yield f"/2024/c{1000 + number}.html", Page(body=body.encode())
    for number in range(1, LISTS + 1):
        path = "/" if number == 1 else f"/index_{number}.html"
        yield path, Page(body=list_page(number).encode())


def list_page(number: int) -> str:
    first = (number - 1) * ARTICLES
    entries = "".join(ENTRY.format(n=1000 + n, day=1 + n % 28) for n in range(first, first + ARTICLES))
    following = f'<a href="/index_{number + 1}.html">下一页</a>' if number < LISTS else ""
    return LIST.format(entries, following)


def site() -> Site:
    missing = Page(status=404, body=b"")
    return Site(name="paged", hosts=(HOST,), pages=dict(pages()), not_found=missing, expected={})


def test_what_was_fetched_is_not_asked_for_again(tmp_path: Path) -> None:
    scenario = Scenario(name="paged", command=("crawl", *CRAWL, *HURRIED), sites=(site(),))
    outcome = killed_late(scenario, tmp_path, shares=SHARES)
    assert shown(outcome.lost) == []
    assert shown(outcome.extra) == []
    assert shown(outcome.fetched_twice) == []


def test_lists_that_are_read_again_name_nothing_that_waits_to_be_read_again_too(tmp_path: Path) -> None:
    """As if it had been killed with its first two lists at their end, and nothing else that it fetched."""
    with serving([site()]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        completed(project.scrapy("crawl", *CRAWL, *FAST))
        asked = len(served.requested)
        with contextlib.closing(sqlite3.connect(project.database)) as connection, connection:
            connection.execute("UPDATE crawls SET state = 'stopped', reason = 'shutdown'")
            connection.execute(
                "UPDATE crawl_urls SET state = 'waiting' WHERE NOT (url LIKE '%/' OR url LIKE '%_2.html')"
            )
        completed(project.scrapy("crawl", *CRAWL, *FAST))
        assert served.requested[asked:] == []
    assert {row["state"] for row in project.rows("crawl_urls", order_by="key")}.isdisjoint(
        {"waiting", "unread"}
    )
