"""Mirrors of www.tibet.cn: another host is one more line, and what they corrupted is read as it was written."""

from __future__ import annotations

import re

import pytest

from crawler.spiders.tibet import TibetSpider
from crawler.spiders.tibet_mirrors import HOSTS, TibetMirrorsSpider
from tests.project import FAST, Project, completed
from tests.sites.server import serving
from tests.sites.site import characters_between
from tests.sites.tibet import site as original
from tests.sites.tibet_mirrors import HOSTS as TREATED
from tests.sites.tibet_mirrors import site, strangers
from tests.sites.tibet_mirrors.hosts import originals
from tests.sites.tibet_mirrors.spam import KEYWORDS
from tests.spiders.crawling import Crawled, crawl

SOURCE = TibetMirrorsSpider.source
PATHS = [url.removeprefix("http://www.tibet.cn") for url in original().articles if "//www." in url]
DECLARED = ("-s", "SPIDER_MODULES=crawler.spiders,tests.spiders.tibet_copies")
SPAM = re.compile(
    "|".join((r"[云岭朔川]{2}县\|", *KEYWORDS.split(","), r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùü]{2,6}\)"))
)


@pytest.mark.parametrize("host", HOSTS)
def test_a_mirror_has_the_paths_of_the_site_it_copies(host: str) -> None:
    assert all(SOURCE.is_article_url(f"http://{host}{path}") for path in PATHS)
    assert SOURCE.is_listing_url(f"http://{host}/cn/culture/ms/")
    assert not any(SOURCE.is_article_url(url) for url in original().articles)
    assert not set(HOSTS) & set(TibetSpider.source.hosts)


@pytest.mark.parametrize(
    ("one", "other", "characters"),
    [("日报", "日报", 0), ("日报", "日報", 1), ("一二三", "一三四五", 3), ("", "一", 1)],
)
def test_characters_of_two_texts_are_aligned_before_they_are_compared(
    one: str, other: str, characters: int
) -> None:
    assert characters_between(one, other) == characters


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(site(), tmp_path_factory.mktemp("mirrors"))


@pytest.fixture(scope="module")
def crawled_strangers(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(strangers.site(), tmp_path_factory.mktemp("strangers"), *DECLARED)


@pytest.mark.network
def test_what_was_corrupted_is_read_as_it_was_written(crawled: Crawled) -> None:
    assert crawled.differences() == {}


@pytest.mark.network
def test_whatever_a_host_does_to_bytes_is_undone(crawled_strangers: Crawled) -> None:
    assert crawled_strangers.differences() == {}


@pytest.mark.network
def test_no_spam_or_reading_is_text_and_no_mirror_is_credited(
    crawled: Crawled, crawled_strangers: Crawled
) -> None:
    for record in (*crawled.records.values(), *crawled_strangers.records.values()):
        assert not SPAM.search(record["text"])
        assert record["site_name"] == "中国西藏网"
        assert not any(host in (record["publisher"] or "") for host in (*HOSTS, *strangers.HOSTS))


@pytest.mark.network
def test_a_page_of_nothing_but_spam_is_refused(crawled: Crawled) -> None:
    assert crawled.refused == {url: gold.reason for url, gold in site().dropped.items()}


@pytest.mark.network
@pytest.mark.parametrize("order", [("tibet", "tibet_mirrors"), ("tibet_mirrors", "tibet")], ids="-".join)
def test_a_mirrors_record_points_to_the_true_one_whichever_was_read_first(
    order: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with serving([original(), site()]) as served:
        project = Project(folder=folder, environment=served.environment)
        for name in order:
            completed(project.scrapy("crawl", name, *FAST))
    records = {row["url"]: row for row in project.rows("articles", order_by="id")}
    pointed = {copy: records[copy]["duplicate_of"] for copy in originals(TREATED)}
    assert pointed == {copy: records[url]["id"] for copy, url in originals(TREATED).items()}
    assert {records[url]["duplicate_of"] for url in originals(TREATED).values()} == {None}
