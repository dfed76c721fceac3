"""Real crawls of the replica of every source, over real HTTP, compared with the gold in every field."""

from __future__ import annotations

import collections
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.crawled_sites import CrawledSite, CrawledSites, source_replicas
from tests.project import FAST, Project, completed
from tests.sites.server import serving

pytestmark = pytest.mark.network

SITES = source_replicas()
ARTICLES = [
    pytest.param(name, url, id=f"{name}-{url.rstrip('/').rsplit('/', 1)[-1].removesuffix('.html')}")
    for name, site in SITES.items()
    for url in site.articles
]
LISTS = ("authors", "editors", "tags", "repairs", "flags")
SAVED = ("stored", "duplicate")
NO_ARTICLE = frozenset({"listing", "continuation", "redirected", "gone", "robots", "out-of-scope", "trap"})


@pytest.fixture(scope="module")
def records(crawled_sites: CrawledSites) -> dict[str, dict[str, Any]]:
    rows = crawled_sites.project.rows("articles", order_by="id")
    return {row["url"]: {**row, **{name: json.loads(row[name]) for name in LISTS}} for row in rows}


@pytest.fixture(params=SITES)
def crawled(crawled_sites: CrawledSites, request: pytest.FixtureRequest) -> CrawledSite:
    return crawled_sites.sites[request.param]


@pytest.fixture
def captures(crawled_sites: CrawledSites, crawled: CrawledSite) -> list[dict[str, Any]]:
    rows = crawled_sites.project.rows("captures", order_by="url")
    return [row for row in rows if row["source"] == crawled.site.name]


@pytest.mark.parametrize(("name", "url"), ARTICLES)
def test_every_field_of_every_article_is_the_gold(
    records: dict[str, dict[str, Any]], name: str, url: str
) -> None:
    record = records[url]
    assert SITES[name].articles[url].differences(record) == {}
    assert record["source"] == name


def test_nothing_else_is_stored(records: dict[str, dict[str, Any]], crawled: CrawledSite) -> None:
    stored = {url for url, record in records.items() if record["source"] == crawled.site.name}
    assert stored == set(crawled.site.articles)


def test_a_page_that_is_no_article_is_in_quarantine_with_its_reason(
    crawled_sites: CrawledSites, crawled: CrawledSite
) -> None:
    rows = crawled_sites.project.rows("quarantine", order_by="url")
    refused = {row["url"]: row["reason"] for row in rows if row["source"] == crawled.site.name}
    assert refused == {url: gold.reason for url, gold in crawled.site.dropped.items()}


def test_what_was_discovered_and_is_not_stored_is_explained_by_its_state(crawled: CrawledSite) -> None:
    urls, site = crawled.told["urls"], crawled.site
    assert sum(urls.values()) == crawled.told["discovered"]
    assert sum(urls.get(state, 0) for state in SAVED) == len(site.articles)
    reasons = collections.Counter(gold.reason for gold in site.dropped.values())
    refused = {state: count for state, count in urls.items() if state.startswith("refused:")}
    assert refused == {f"refused:{reason}": count for reason, count in reasons.items()}
    assert set(urls) - set(refused) - set(SAVED) <= NO_ARTICLE


def test_a_repost_points_to_its_original_and_nothing_else_does(
    records: dict[str, dict[str, Any]], crawled: CrawledSite
) -> None:
    clusters = collections.defaultdict(set)
    for url, record in records.items():
        if record["source"] == crawled.site.name and record["cluster_id"]:
            clusters[record["cluster_id"]].add(url)
    within = [sorted(group) for group in clusters.values() if len(group) > 1]
    assert sorted(within) == sorted(map(sorted, crawled.site.reposts))


def test_a_cluster_has_one_original_to_which_the_others_point(records: dict[str, dict[str, Any]]) -> None:
    clusters = collections.defaultdict(list)
    for record in records.values():
        if record["cluster_id"]:
            clusters[record["cluster_id"]].append(record)
    assert clusters
    for group in clusters.values():
        [original] = [record for record in group if record["duplicate_of"] is None]
        copies = [record for record in group if record["duplicate_of"]]
        assert {record["duplicate_of"] for record in copies} == {original["id"]}
        for record in copies:
            same = record["text_digest"] == original["text_digest"]
            assert record["duplicate_kind"] == ("exact" if same else "near")
            assert record["similarity"] == 1 if same else record["similarity"] > 0.9


def test_robots_txt_comes_first_on_every_host(crawled: CrawledSite) -> None:
    first: dict[str, str] = {}
    for url in crawled.requested:
        first.setdefault("/".join(url.split("/", 3)[:3]), url)
    assert all(url.endswith("/robots.txt") for url in first.values())


def test_every_response_is_in_the_archive(crawled: CrawledSite, captures: list[dict[str, Any]]) -> None:
    captured = collections.Counter(row["url"] for row in captures)
    assert captured == collections.Counter(crawled.requested)


def test_every_capture_has_been_read_or_passed(crawled: CrawledSite, captures: list[dict[str, Any]]) -> None:
    urls = collections.defaultdict(set)
    for row in captures:
        urls[row["outcome"]].add(row["url"])
    assert urls["article"] == set(crawled.site.articles)
    assert urls["refused"] == set(crawled.site.dropped)
    assert set(urls) <= {"article", "refused", "passed"}


def test_a_page_is_asked_for_once_and_what_robots_txt_forbids_never(crawled_sites: CrawledSites) -> None:
    requested = crawled_sites.sites["finews"].requested
    assert len(set(requested)) == len(requested)
    assert not any("/drafts/" in url for url in requested)


def test_redirects_and_dead_links_are_harmless(crawled_sites: CrawledSites) -> None:
    rows = crawled_sites.project.rows("captures", order_by="url")
    statuses = collections.Counter(row["status"] for row in rows if row["source"] == "finews")
    assert statuses == {200: len(SITES["finews"].expected) + 10, 301: 4, 404: 1}


def test_a_crawl_that_fetches_anew_keeps_the_records_and_adds_captures(
    crawled_sites: CrawledSites, tmp_path: Path
) -> None:
    first = crawled_sites.project
    shutil.copytree(first.folder, tmp_path, dirs_exist_ok=True)
    with serving([SITES["finews"]]) as served:
        twice = Project(folder=tmp_path, environment=served.environment)
        completed(twice.scrapy("crawl", "finews", "-a", "refetch=1", *FAST))
    moved = {"captured_at", "record_id"}
    before, after = (
        [_without(row, moved) for row in _of_finews(x, "articles", "id")] for x in (first, twice)
    )
    assert after == before
    versions = [len(project.rows("article_versions", order_by="id")) for project in (first, twice)]
    assert versions[0] == versions[1]  # made by the first crawls, not changed
    captures = _of_finews(twice, "captures", "url")
    assert len(captures) == 2 * len(_of_finews(first, "captures", "url"))
    assert {row["record_type"] for row in captures} == {"response", "revisit"}


def _of_finews(project: Project, table: str, key: str) -> list[dict[str, Any]]:
    return [row for row in project.rows(table, order_by=key) if row["source"] == "finews"]


def _without(row: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    return {field: value for field, value in row.items() if field not in fields}
