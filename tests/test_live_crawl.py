"""A real crawl of the replica of finews, over real HTTP, compared with the gold in every field."""

from __future__ import annotations

import collections
import dataclasses
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.project import FAST, Project, completed
from tests.sites.finews import site
from tests.sites.server import serving

pytestmark = pytest.mark.network

REPLICA = site()
LISTS = ("authors", "editors", "tags", "repairs", "flags")


@pytest.fixture(scope="module")
def requested() -> list[str]:
    return []


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, requested: list[str]) -> Iterator[Project]:
    with serving([REPLICA]) as served:
        project = Project(folder=tmp_path_factory.mktemp("crawled"), environment=served.environment)
        completed(project.scrapy("crawl", "finews", *FAST))
        requested += served.requested
        yield project


@pytest.fixture(scope="module")
def records(crawled: Project) -> dict[str, dict[str, Any]]:
    rows = crawled.rows("articles", order_by="id")
    return {row["url"]: {**row, **{name: json.loads(row[name]) for name in LISTS}} for row in rows}


def slug(url: str) -> str:
    return url.rsplit("/", 1)[-1].removesuffix(".html")


@pytest.mark.parametrize("url", REPLICA.articles, ids=slug)
def test_every_field_of_every_article_is_the_gold(records: dict[str, dict[str, Any]], url: str) -> None:
    gold = REPLICA.articles[url].fields()
    record = records[url]
    assert {field: record[field] for field in gold} == gold
    assert (record["source"], record["flags"]) == ("finews", [])


def test_nothing_else_is_stored(records: dict[str, dict[str, Any]]) -> None:
    assert set(records) == set(REPLICA.articles)


def test_a_page_that_is_no_article_is_in_quarantine_with_its_reason(crawled: Project) -> None:
    refused = {row["url"]: row["reason"] for row in crawled.rows("quarantine", order_by="url")}
    assert refused == {url: gold.reason for url, gold in REPLICA.dropped.items()}


def test_a_repost_points_to_its_original_and_nothing_else_does(records: dict[str, dict[str, Any]]) -> None:
    clusters = collections.defaultdict(set)
    for url, record in records.items():
        if record["cluster_id"]:
            clusters[record["cluster_id"]].add(url)
    assert sorted(map(sorted, clusters.values())) == sorted(map(sorted, REPLICA.reposts))
    for group in clusters.values():
        originals = [records[url] for url in group if records[url]["duplicate_of"] is None]
        assert len(originals) == 1
        reposts = [records[url] for url in group if records[url]["duplicate_of"]]
        assert {record["duplicate_of"] for record in reposts} == {originals[0]["id"]}
        assert {record["duplicate_kind"] for record in reposts} == {"exact"}


def test_every_page_is_asked_for_once_and_robots_txt_first(requested: list[str]) -> None:
    assert requested[0].endswith("/robots.txt")
    assert len(set(requested)) == len(requested)
    assert not any("/drafts/" in url for url in requested)
    assert {url.split("/")[2] for url in requested} == set(REPLICA.hosts)


def test_redirects_and_dead_links_are_harmless(crawled: Project) -> None:
    statuses = collections.Counter(row["status"] for row in crawled.rows("captures", order_by="url"))
    assert statuses == {200: len(REPLICA.expected) + 10, 301: 4, 404: 1}


def test_every_response_is_in_the_archive(crawled: Project, requested: list[str]) -> None:
    captured = collections.Counter(row["url"] for row in crawled.rows("captures", order_by="url"))
    assert captured == collections.Counter(requested)


def test_every_capture_has_been_read_or_passed(crawled: Project) -> None:
    outcomes = collections.Counter(row["outcome"] for row in crawled.rows("captures", order_by="url"))
    assert outcomes["article"] == len(REPLICA.articles)
    assert outcomes["refused"] == len(REPLICA.dropped)
    assert set(outcomes) == {"article", "refused", "passed"}


def test_a_second_crawl_keeps_the_records_and_adds_captures(crawled: Project, tmp_path: Path) -> None:
    shutil.copytree(crawled.folder, tmp_path, dirs_exist_ok=True)
    twice = dataclasses.replace(crawled, folder=tmp_path)
    completed(twice.scrapy("crawl", "finews", "-a", "refetch=1", *FAST))
    before, after = (project.rows("articles", order_by="id") for project in (crawled, twice))
    moved = {"captured_at", "record_id"}
    assert [_without(row, moved) for row in after] == [_without(row, moved) for row in before]
    assert len(twice.rows("article_versions", order_by="id")) == len(
        before
    )  # made by the first crawl, not changed
    captures = twice.rows("captures", order_by="url")
    assert len(captures) == 2 * len(crawled.rows("captures", order_by="url"))
    assert {row["record_type"] for row in captures} == {"response", "revisit"}


def test_a_second_crawl_asks_for_no_article_that_is_held(crawled: Project, tmp_path: Path) -> None:
    shutil.copytree(crawled.folder, tmp_path, dirs_exist_ok=True)
    with serving([REPLICA]) as served:
        twice = dataclasses.replace(crawled, folder=tmp_path, environment=served.environment)
        completed(twice.scrapy("crawl", "finews", *FAST))
    assert not set(served.requested) & set(REPLICA.expected)
    assert any("/category/" in url for url in served.requested)
    assert twice.rows("articles", order_by="id") == crawled.rows("articles", order_by="id")


@pytest.mark.parametrize(
    ("argument", "said"),
    [("fresh=1", "finews takes no argument fresh; it takes refetch"), ("refetch=yes", "refetch is 0 or 1")],
)
def test_an_argument_the_source_does_not_take_is_an_error(tmp_path: Path, argument: str, said: str) -> None:
    refused = completed(Project(folder=tmp_path).scrapy("crawl", "finews", "-a", argument), code=2)
    assert said in refused.stderr + refused.stdout


def _without(row: dict[str, Any], fields: set[str]) -> dict[str, Any]:
    return {field: value for field, value in row.items() if field not in fields}
