"""Real crawls of the replica of a site on FastAdmin's CMS addon."""

from __future__ import annotations

import collections
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.project import FAST, Project, completed
from tests.sites import jinri
from tests.sites.jinri.article import read_articles
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site

pytestmark = pytest.mark.network

REPLICA = jinri.site()
LATE = {article.url for article in read_articles() if article.late}
LISTS = ("authors", "editors", "tags", "repairs", "flags")


@dataclasses.dataclass(frozen=True)
class Crawled:
    project: Project
    requested: tuple[str, ...]

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        rows = self.project.rows("articles", order_by="id")
        return {row["url"]: {**row, **{name: json.loads(row[name]) for name in LISTS}} for row in rows}


def crawl(folder: Path, served: Serving) -> Crawled:
    project = Project(folder=folder, environment=served.environment)
    before = len(served.requested)
    completed(project.scrapy("crawl", "jinri", *FAST))
    return Crawled(project, tuple(served.requested[before:]))


@pytest.fixture(scope="module")
def served() -> Iterator[Serving]:
    with serving([jinri.site()]) as running:
        yield running


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, served: Serving) -> Crawled:
    return crawl(tmp_path_factory.mktemp("jinri"), served)


@pytest.mark.parametrize("url", REPLICA.articles, ids=lambda url: url.rsplit("/", 1)[-1])
def test_every_field_of_every_article_is_the_gold(crawled: Crawled, url: str) -> None:
    gold = REPLICA.articles[url].fields()
    assert {field: crawled.records[url][field] for field in gold} == gold


def test_nothing_else_is_stored_and_what_is_none_has_its_reason(crawled: Crawled) -> None:
    assert set(crawled.records) == set(REPLICA.articles)
    refused = {row["url"]: row["reason"] for row in crawled.project.rows("quarantine", order_by="url")}
    assert refused == {url: gold.reason for url, gold in REPLICA.dropped.items()}


def test_a_copy_points_to_the_article_published_first(crawled: Crawled) -> None:
    clusters = collections.defaultdict(set)
    for url, record in crawled.records.items():
        if record["cluster_id"]:
            clusters[record["cluster_id"]].add(url)
    assert sorted(map(sorted, clusters.values())) == sorted(map(sorted, REPLICA.reposts))
    for original, copy in REPLICA.reposts:
        assert crawled.records[copy]["duplicate_of"] == crawled.records[original]["id"]


def test_nothing_is_asked_that_robots_txt_forbids_and_nothing_twice(crawled: Crawled) -> None:
    paths = [url.removeprefix(jinri.ROOT) for url in crawled.requested]
    assert not any(path.startswith(("/u/", "/index/user/", "/addons/cms/order/")) for path in paths)
    assert not any("orderby=" in path or path.startswith("/cms/s.html") for path in paths)
    assert len(set(paths)) == len(paths)


def test_the_further_pages_of_an_article_are_asked_for_and_none_beyond_them(crawled: Crawled) -> None:
    pages = {
        url.removeprefix(jinri.ROOT) for url in crawled.requested if "/1039.html" in url or "/517.html" in url
    }
    assert pages == {
        "/cms/news/1039.html",
        "/cms/news/1039.html?page=2",
        "/cms/news/1039.html?page=3",
        "/cms/a/517.html",
        "/cms/a/517.html?page=2",
    }


def test_lists_alone_lead_to_every_article_that_stands_in_one(tmp_path: Path) -> None:
    """The channels by their numbers and buttons, tags and special pages; an entry pushed in moves the others on."""
    with serving([without_sitemaps(jinri.site())]) as served:
        crawled = crawl(tmp_path, served)
        held = set(crawled.records)
        assert set(REPLICA.articles) - LATE <= held  # a list read after it was pushed in may name it
        assert f"{jinri.ROOT}/cms/jiedao.html?page=2" in crawled.requested
        assert f"{jinri.ROOT}/cms/wenhua.html?page=2" in crawled.requested
        again = crawl(tmp_path, served)
        assert set(again.records) == set(REPLICA.articles)
        assert not held & set(again.requested)


def test_a_site_that_has_bound_the_cms_to_its_root_is_crawled_the_same(tmp_path: Path) -> None:
    site = at_root(without_sitemaps(jinri.site()))
    with serving([site]) as served:
        records = crawl(tmp_path, served).records
    late = {shorter(url) for url in LATE}
    assert set(site.articles) - late <= set(records)
    for url, gold in site.articles.items():
        assert url in late or (records[url]["text"], records[url]["title"]) == (gold.text, gold.title)


def without_sitemaps(site: Site) -> Site:
    return dataclasses.replace(
        site, pages={target: page for target, page in site.pages.items() if "/sitemap/" not in target}
    )


def at_root(site: Site) -> Site:
    """The site with its addresses as they are without "/cms"."""

    def respond(asked: Asked) -> Page | None:
        inner = dataclasses.replace(asked, target=f"/cms{asked.target}")
        page = site.respond(inner) if site.respond else None
        return moved(page) if page else None

    to_root = Page(status=301, body=b"", headers=(("Location", "/"),))
    return dataclasses.replace(
        site,
        pages={
            **{shorter(target): moved(page) for target, page in site.pages.items() if target != "/"},
            "/cms/": to_root,
        },
        expected={shorter(url): gold for url, gold in site.expected.items()},
        respond=respond,
    )


def moved(page: Page) -> Page:
    return dataclasses.replace(page, body=shorter(page.body.decode()).encode())


def shorter(text: str) -> str:
    return re.sub(r"(?<!addons)(\\?/)cms\\?/", r"\1", text)
