"""What every spider of the project keeps to."""

import pytest
from scrapy import Spider
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from crawler.sources import Source, sources_of
from tests.sites.replicas import replicas

LOADER = get_spider_loader(get_project_settings())
REPLICAS = replicas()
SPIDERS = [LOADER.load(name) for name in LOADER.list()]
ANY_SITE = ("news",)  # begins where it is told to


@pytest.fixture(params=SPIDERS, ids=lambda spider: spider.name)
def spider(request: pytest.FixtureRequest) -> type[Spider]:
    chosen: type[Spider] = request.param
    return chosen


@pytest.fixture
def source(spider: type[Spider]) -> Source:
    return sources_of([spider])[spider.name]


def test_it_has_the_name_of_its_source(spider: type[Spider], source: Source) -> None:
    assert spider.name == source.name


def test_it_begins_with_listing_pages_and_feeds(source: Source) -> None:
    assert source.seeds or source.feeds or source.name in ANY_SITE
    assert all(source.is_listing_url(url) for url in source.seeds)
    assert not any(source.is_article_url(url) for url in (*source.seeds, *source.feeds))


@pytest.mark.parametrize("name", sorted({spider.name for spider in SPIDERS} & set(REPLICAS)))
def test_a_replica_is_read_as_it_is_meant_to_be_read(name: str) -> None:
    source, replica = sources_of(SPIDERS)[name], REPLICAS[name]
    assert set(replica.hosts) <= set(source.hosts)
    assert all(source.is_article_url(url) for url in replica.expected)
    assert replica.articles
    assert replica.dropped


def test_the_sources_the_project_is_modeled_on_have_replicas() -> None:
    assert {"finews", "jinri", "tibet", "tibet_mirrors", "meipian", "pressrelease"} <= set(REPLICAS)


def test_a_source_of_any_site_lets_each_page_show_what_it_is() -> None:
    assert all(sources_of(SPIDERS)[name].mixed for name in ANY_SITE)
