"""What every spider of the project keeps to."""

import pytest
from scrapy import Spider
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from crawler.sources import Source, sources_of
from tests.sites.replicas import replicas

LOADER = get_spider_loader(get_project_settings())
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


def test_it_has_a_replica_that_it_reads_as_it_is_meant_to_be_read(source: Source) -> None:
    if source.name in ANY_SITE:
        assert source.mixed
        return
    replica = replicas()[source.name]
    assert set(replica.hosts) <= set(source.hosts)
    assert all(source.is_article_url(url) for url in replica.expected)
    assert replica.articles
    assert replica.dropped
