"""How far `scrapy crawl news` goes where a site goes on for ever, is too large, or leads out of what was asked for."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.spiders.families.listing import AT_ONCE
from crawler.spiders.look import LARGEST
from tests.extraction.page_layouts import HEADLINES, text
from tests.project import FAST, Project, completed
from tests.sites.server import serving
from tests.sites.site import Asked, Page, Site

pytestmark = pytest.mark.network

AT = "http://www.limits.example"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Crawled:
    """`asked` are paths, `told` is what `--stats-json` told."""

    project: Project
    asked: tuple[str, ...]
    told: dict[str, Any]
    log: str

    @property
    def stored(self) -> set[str]:
        return {row["url"].removeprefix(AT) for row in self.project.rows("articles", order_by="id")}


def crawl(
    folder: Path,
    pages: Mapping[str, Page],
    *arguments: str,
    at: str = "/",
    respond: Callable[[Asked], Page | None] | None = None,
) -> Crawled:
    site = Site(
        name="limits",
        hosts=("www.limits.example",),
        pages=pages,
        respond=respond,
        not_found=Page(status=404, body=b""),
        expected={},
    )
    given = [each for argument in (f"url={AT}{at}", *arguments) for each in ("-a", argument)]
    with serving([site]) as served:
        project = Project(folder=folder, environment=served.environment)
        told = folder / "told.json"
        log = completed(project.scrapy("crawl", "news", *given, *FAST, "--stats-json", told)).stderr
        asked = tuple(url.removeprefix(AT) for url in served.requested)
    return Crawled(project=project, asked=asked, told=json.loads(told.read_text(encoding="utf-8")), log=log)


def article(number: int) -> Page:
    title = f"{HEADLINES[number % 12]}之{number}"
    html = f"<h1>{title}</h1><p>2024-03-05 来源：沅江日报</p><p>{text(4)}此为第{number}号。</p>"
    return Page(body=f"<html><title>{title}</title><body>{html}</body></html>".encode())


def front(paths: list[str], more: str = "") -> Page:
    items = "".join(f'<li><a href="{path}">{HEADLINES[at % 12]}</a></li>' for at, path in enumerate(paths))
    return Page(body=f"<html><title>沅江日报</title><body><ul>{items}</ul>{more}</body></html>".encode())


def sitemap(paths: list[str]) -> Page:
    named = "".join(f"<url><loc>{AT}{path}</loc></url>" for path in paths)
    return Page(body=f"<urlset>{named}</urlset>".encode(), content_type="application/xml")


def test_a_sitemap_whose_address_is_too_long_keeps_nothing_waiting(tmp_path: Path) -> None:
    paths = [f"/{number}.html" for number in range(70_001, 70_004)]
    robots = f"Sitemap: /map.xml?{'x' * 2500}\n".encode()
    pages = {
        "/": front(paths),
        "/robots.txt": Page(body=robots, content_type="text/plain"),
        **{path: article(number) for number, path in enumerate(paths)},
    }
    crawled = crawl(tmp_path, pages, "lists=0")
    assert crawled.stored == set(paths)
    assert crawled.told["urls"]["trap"] == 1


def test_a_redirect_leads_out_of_no_folder(tmp_path: Path) -> None:
    elsewhere = Page(body=b"", status=302, headers=(("Location", "/wang/70012.html"),))
    pages = {
        "/lin/": front(["/lin/70011.html", "/lin/70012.html", "/wang/70013.html"]),
        "/lin/70011.html": article(1),
        "/lin/70012.html": elsewhere,
        "/wang/70012.html": article(2),
        "/wang/70013.html": article(3),
        "/robots.txt": Page(body=b"User-agent: *\nDisallow: /lin/no/\n", content_type="text/plain"),
        "/sitemap.xml": sitemap(["/lin/70014.html", "/lin/no/70015.html", "/wang/70016.html"]),
        "/lin/70014.html": article(4),
    }
    crawled = crawl(tmp_path, pages, "scope=folder", at="/lin/")
    assert crawled.stored == {"/lin/70011.html", "/lin/70014.html"}
    assert not any(path.startswith("/wang/") for path in crawled.asked)
    counted = crawled.told["urls"]
    assert (counted["out-of-scope"], counted["redirected"], counted["robots"]) == (3, 1, 1)
    assert sum(counted.values()) == crawled.told["discovered"]


def test_a_page_too_large_to_be_read_for_its_links_is_captured_all_the_same(tmp_path: Path) -> None:
    hidden = "".join(f'<li><a href="/{n}.html">{HEADLINES[n % 12]}</a></li>' for n in range(80_001, 80_004))
    filler = f"<!--{'x' * LARGEST}-->"
    pages = {
        "/": front(["/70021.html", "/70022.html"], '<div class="nav"><a href="/news/">新闻</a></div>'),
        "/70021.html": article(1),
        "/70022.html": article(2),
        "/news/": Page(body=f"<html><body><ul>{hidden}</ul>{filler}</body></html>".encode()),
    }
    crawled = crawl(tmp_path, pages, "lists=1")
    captured = {row["url"] for row in crawled.project.rows("captures", order_by="url")}
    assert f"{AT}/news/" in captured
    assert crawled.stored == {"/70021.html", "/70022.html"}
    assert "too large to be read for its links" in crawled.log


def test_what_the_limit_of_pages_leaves_out_has_a_state_and_is_not_remembered_beyond_that(
    tmp_path: Path,
) -> None:
    paths = [f"/{number}.html" for number in range(71_000, 71_000 + 5 * AT_ONCE)]
    pages = {
        "/": front([f"/{number}.html" for number in range(70_031, 70_041)]),
        "/sitemap.xml": sitemap(paths),
        **{path: article(number) for number, path in enumerate(paths[:10])},
    }
    crawled = crawl(tmp_path, pages, "lists=0", "pages=6")
    counted = crawled.told["urls"]
    assert counted["stored"] == 5
    assert counted["left-out"] == AT_ONCE - 5 + 10  # the first of the sitemap, and those of the first page
    assert sum(counted.values()) == crawled.told["discovered"]
    assert f"the limit of 6 pages is reached, {5 * AT_ONCE - 5 + 10} links were not followed" in crawled.log


DAY = re.compile(r"/calendar/(\d{4})/(\d\d)/(\d\d)/")


def calendar(asked: Asked) -> Page | None:
    """A page for each day, that names the week around it, and the same day of the years around."""
    found = DAY.fullmatch(asked.target)
    if found is None:
        return None
    day = datetime.date(*map(int, found.groups()))
    near = [day + datetime.timedelta(days=n) for n in (-365, *range(-7, 8), 365)]
    links = "".join(f'<td><a href="/calendar/{each:%Y/%m/%d}/">{each:%Y年%m月%d日}</a></td>' for each in near)
    html = f"<table><tr>{links}</tr></table><p>这一天没有文章。</p>"
    return Page(body=f"<html><title>{day}</title><body>{html}</body></html>".encode())


def test_a_calendar_of_days_without_articles_is_left(tmp_path: Path) -> None:
    pages = {
        "/": front(["/70051.html", "/70052.html"], '<a href="/calendar/2024/05/12/">日历</a>'),
        "/70051.html": article(1),
        "/70052.html": article(2),
    }
    crawled = crawl(tmp_path, pages, "lists=1", "depth=50", "pages=3000", respond=calendar)
    assert crawled.stored == {"/70051.html", "/70052.html"}
    assert 60 <= sum(path.startswith("/calendar/") for path in crawled.asked) < 500
    assert crawled.told["urls"]["trap"] > 0


def test_an_archive_of_many_months_is_read_to_its_end(tmp_path: Path) -> None:
    months = [f"/archives/{year}/{month:02}/" for year in range(2016, 2024) for month in range(1, 13)]
    articles = {f"/{72_000 + at}.html": article(at) for at in range(len(months))}
    links = "".join(f'<li><a href="{month}">{month[10:17]}</a></li>' for month in months)
    pages = {
        "/": front(["/70061.html"], f'<div class="side"><ul>{links}</ul></div>'),
        "/70061.html": article(500),
        **{
            month: front([path, "/70061.html"], f'<div class="side"><ul>{links}</ul></div>')
            for month, path in zip(months, articles, strict=True)
        },
        **articles,
    }
    crawled = crawl(tmp_path, pages, "lists=1")
    asked = collections.Counter(crawled.asked)
    assert [month for month in months if asked[month] != 1] == []
    assert len(crawled.stored) == len(articles) + 1
