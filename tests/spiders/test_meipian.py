"""A crawl of the replica of meipian.cn brings every article of its authors, each once, and says what it did not."""

from __future__ import annotations

import collections
import json
from pathlib import Path
from typing import Any

import pytest

from crawler.spiders.meipian import MeipianSpider
from tests.project import FAST, Project, completed
from tests.sites.meipian import HOSTS, LIST_PATH, site
from tests.sites.meipian.pages import CHALLENGE
from tests.sites.server import Serving, serving
from tests.sites.site import Site

pytestmark = pytest.mark.network

SOURCE = MeipianSpider.source
ROOT = "https://www.meipian.cn"
REPLICA = site()
CHALLENGED = next(url for url, gold in REPLICA.dropped.items() if gold.reason == "challenge")
LISTS = ("authors", "editors", "tags", "repairs", "flags")


@pytest.mark.parametrize(
    ("path", "article", "listing"),
    [
        ("/4m2k9c1a", True, False),
        ("/3k9d2c7", True, False),
        ("/abcdefgh", True, False),
        ("/4m2k9c1a/", True, False),
        ("/4m2k9c1a?share_depth=1&first_share_uid=72", True, False),
        ("/c/60310277", False, True),
        ("/c/60310277?from=share", False, True),
        ("/", False, False),
        ("/c/", False, False),
        ("/download", False, False),
        ("/discover", False, False),
        ("/service/article/template-info?mask_id=4m2k9c1a", False, False),
        ("/static/action/load_columns_article.php?userid=60310277", False, False),
        ("/4M2K9C1A", False, False),
        ("/4m2k9c1a9", False, False),
        ("/favicon.ico", False, False),
    ],
)
def test_the_address_says_what_a_page_is(path: str, article: bool, listing: bool) -> None:
    for host in HOSTS:
        url = f"https://{host}{path}"
        assert (SOURCE.is_article_url(url), SOURCE.is_listing_url(url)) == (article, listing)


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ({}, list(SOURCE.seeds)),
        ({"author": "12345678"}, [f"{ROOT}/c/12345678"]),
        ({"author": f"1,{ROOT}/c/22?from=x"}, [f"{ROOT}/c/1", f"{ROOT}/c/22"]),
        (
            {"article": "4m2k9c1a, https://meipian.cn/4m2n0f7b?share_depth=1"},
            [f"{ROOT}/4m2k9c1a", f"{ROOT}/4m2n0f7b"],
        ),
        ({"author": "5", "article": "4m2k9c1a"}, [f"{ROOT}/c/5", f"{ROOT}/4m2k9c1a"]),
    ],
)
def test_what_is_asked_for_first(arguments: dict[str, str], asked: list[str]) -> None:
    spider = MeipianSpider(**arguments)
    assert [*spider.columns, *spider.articles] == asked


@pytest.mark.parametrize("arguments", [{"author": "青萝巷"}, {"author": "4m2k9c1a"}, {"article": "12/34"}])
def test_an_argument_that_names_nothing_is_an_error(arguments: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(arguments))):
        MeipianSpider(**arguments)


def test_such_an_argument_is_told_before_anything_is_asked_for(tmp_path: Path) -> None:
    process = Project(folder=tmp_path).scrapy("crawl", "meipian", "-a", "author=青萝巷")
    assert process.returncode == 2
    assert process.stderr.strip().endswith(
        f"author=青萝巷: no author, who is a number as in {ROOT}/c/12345678"
    )


def crawl(folder: Path, replica: Site, *arguments: str) -> tuple[Project, Serving, str]:
    """The project after the crawl, what was asked of the site, and what the crawl printed."""
    with serving([replica]) as served:
        project = Project(folder=folder, environment=served.environment)
        process = completed(project.scrapy("crawl", "meipian", *FAST, *arguments))
    return project, served, process.stdout + process.stderr


def records_of(project: Project) -> dict[str, dict[str, Any]]:
    rows = project.rows("articles", order_by="id")
    return {row["url"]: {**row, **{name: json.loads(row[name]) for name in LISTS}} for row in rows}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Serving, str]:
    return crawl(tmp_path_factory.mktemp("meipian"), REPLICA)


@pytest.fixture(scope="module")
def records(crawled: tuple[Project, Serving, str]) -> dict[str, dict[str, Any]]:
    return records_of(crawled[0])


@pytest.mark.parametrize("url", REPLICA.articles, ids=lambda url: url.rsplit("/", 1)[-1])
def test_every_field_of_every_article_is_the_gold(records: dict[str, dict[str, Any]], url: str) -> None:
    gold = REPLICA.articles[url].fields()
    assert {field: records[url][field] for field in gold} == gold
    assert (records[url]["source"], records[url]["flags"], records[url]["repairs"]) == ("meipian", [], {})


def test_nothing_else_is_stored_and_what_is_refused_has_its_reason(
    crawled: tuple[Project, Serving, str], records: dict[str, dict[str, Any]]
) -> None:
    assert set(records) == set(REPLICA.articles)
    refused = {row["url"]: row["reason"] for row in crawled[0].rows("quarantine", order_by="url")}
    assert refused == {url: gold.reason for url, gold in REPLICA.dropped.items()}


def test_the_repost_points_to_its_original(records: dict[str, dict[str, Any]]) -> None:
    ((original, repost),) = REPLICA.reposts
    assert records[repost]["duplicate_of"] == records[original]["id"]
    assert {url for url, record in records.items() if record["duplicate_of"]} == {repost}


def test_the_list_is_read_to_its_end_and_an_article_asked_for_once_unless_challenged(
    crawled: tuple[Project, Serving, str],
) -> None:
    asked = collections.Counter((one.method, one.url) for one in crawled[1].asked)
    lists = {url: count for (method, url), count in asked.items() if method == "POST"}
    assert sorted(lists.values()) == [1, 4]
    assert all(LIST_PATH in url for url in lists)
    repeated = {url: count for (method, url), count in asked.items() if method == "GET" and count > 1}
    assert repeated == {CHALLENGED: 3}
    pages = {url for method, url in asked if method == "GET"}
    assert {url for url in pages if "?" in url or "/c/" in url} == set(SOURCE.seeds)


def test_addresses_that_were_passed_on_lead_to_one_record(tmp_path: Path) -> None:
    shared = (
        f"{ROOT}/4m2n0f7b?share_depth=1&share_from=self,https://meipian.cn/4m2n0f7b?first_share_uid=72&s_uid=1,"
        "4m2n0f7b,https://www.meipian.cn/4m2n0f7b/"
    )
    project, served, _ = crawl(tmp_path, REPLICA, "-a", f"article={shared}")
    assert list(records_of(project)) == [f"{ROOT}/4m2n0f7b"]
    assert [one.url for one in served.asked if "robots" not in one.url] == [f"{ROOT}/4m2n0f7b"]


def test_a_challenge_in_place_of_a_list_or_an_article_passes(tmp_path: Path) -> None:
    replica = site(challenged=True)
    project, _, printed = crawl(tmp_path, replica)
    assert set(records_of(project)) == set(replica.articles)
    assert "articles may be missing" not in printed


@pytest.mark.parametrize(
    ("answer", "reason", "asked"),
    [
        (CHALLENGE.encode(), "challenge", 3),
        ('{"error": "用户不存在"}'.encode(), "api-error", 1),
    ],
)
def test_a_list_that_stays_away_is_told_and_what_the_author_page_names_is_read(
    tmp_path: Path, answer: bytes, reason: str, asked: int
) -> None:
    replica = site(broken_api=answer)
    project, served, printed = crawl(tmp_path, replica, "-a", "author=60884519")
    assert set(records_of(project)) == {f"{ROOT}/{one}" for one in ("3k9d2c7t", "3k9f8m1w", "4m8c5v0x")}
    assert sum(one.method == "POST" for one in served.asked) == asked
    assert f"no list ({reason}), so articles may be missing" in printed
    assert f"'urls/refused:{reason}': 1" in printed
