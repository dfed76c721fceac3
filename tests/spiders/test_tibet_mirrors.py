"""Mirrors of www.tibet.cn: another host is one more line, and what they corrupt is stored and flagged."""

from __future__ import annotations

import re

import pytest

from crawler.spiders.tibet import TibetSpider
from crawler.spiders.tibet_mirrors import HOSTS, TibetMirrorsSpider
from tests.sites.tibet import site as original
from tests.sites.tibet_mirrors import originals, site
from tests.sites.tibet_mirrors.garbling import garbled
from tests.sites.tibet_mirrors.spam import COUNTIES, KEYWORDS
from tests.spiders.crawling import Crawled, crawl

SOURCE = TibetMirrorsSpider.source
PATHS = [url.removeprefix("http://www.tibet.cn") for url in original().articles if "//www." in url]


@pytest.mark.parametrize("host", HOSTS)
def test_a_mirror_has_the_paths_of_the_site_it_copies(host: str) -> None:
    assert all(SOURCE.is_article_url(f"http://{host}{path}") for path in PATHS)
    assert SOURCE.is_listing_url(f"http://{host}/cn/culture/ms/")
    assert not any(SOURCE.is_article_url(url) for url in original().articles)
    assert not set(HOSTS) & set(TibetSpider.source.hosts)


@pytest.mark.parametrize(
    ("clean", "corrupted"),
    [
        ("日报", "日?qǐng)?bào)"),
        ("今日，日报记者在车站。", "今日，日?qǐng)?bào)記(jì)者在車(chē)站。"),
        ("公司Welcome", "公司W(wǎng)elcome"),
        ("发展潜能</h2>", "發(fā)展?jié)撃?/h2>"),
        ("草原", "草原"),
    ],
)
def test_the_model_of_the_damage_gives_what_mirrors_were_seen_to_serve(clean: str, corrupted: str) -> None:
    assert garbled(clean) == corrupted


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(site(), tmp_path_factory.mktemp("mirrors"))


@pytest.mark.network
def test_a_crawl_brings_every_article_and_flags_the_corrupted(crawled: Crawled) -> None:
    assert crawled.differences() == {}


@pytest.mark.network
def test_a_copy_that_is_whole_has_the_text_and_the_credits_of_its_original(crawled: Crawled) -> None:
    gold = original().articles
    for copy, url in originals().items():
        record = crawled.records[copy]
        assert (record["text"], record["publisher"]) == (gold[url].text, gold[url].publisher)


@pytest.mark.network
def test_no_spam_is_text_and_no_mirror_is_credited(crawled: Crawled) -> None:
    spam = re.compile("|".join(map(re.escape, (*COUNTIES.split("| ")[:5], *KEYWORDS.split(",")))))
    for record in crawled.records.values():
        assert not spam.search(record["text"])
        assert record["site_name"] == "中国西藏网"
        assert not any(host in (record["publisher"] or "") for host in HOSTS)


@pytest.mark.network
def test_a_page_of_nothing_but_spam_is_refused(crawled: Crawled) -> None:
    assert crawled.refused == {url: gold.reason for url, gold in site().dropped.items()}
