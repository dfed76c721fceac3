"""What the tibet spider takes for an article, a listing page, or neither; and a crawl of its replica."""

from __future__ import annotations

import pytest

from crawler.spiders.tibet import TibetSpider
from tests.sites.tibet import site
from tests.spiders.crawling import Crawled, crawl

SOURCE = TibetSpider.source
HOST = "http://www.tibet.cn"
OTHER = "http://tb.tibet.cn"


@pytest.mark.parametrize(
    ("url", "article", "listing"),
    [
        (f"{HOST}/cn/news/yc/202211/t20221107_7309857.html", True, False),
        (f"{HOST}/cn/Instant/local/202211/t20221107_7309857.html", True, False),
        (f"{HOST}/cn/index/news/202211/t20221107_7309857.html", True, False),
        (f"{HOST}/cn/travel/202211/t20221107_7309857.html", True, False),
        (f"{OTHER}/tb/people/201810/t20181010_6311049.html", True, False),
        (f"{HOST}/cn/news/yc/202211/t20221107_7309857_1.html", False, False),
        (f"{HOST}/eng/news/202211/t20221107_7309857.html", False, False),
        (f"{HOST}/cn/", False, True),
        (f"{HOST}/cn/culture/ms/", False, True),
        (f"{HOST}/cn/aid_tibet/news/", False, True),
        (f"{HOST}/cn/culture/ms/index.html", False, True),
        (f"{OTHER}/tb/folkways/wedding/", False, True),
        (f"{HOST}/cn/culture/ms/index_1.html", False, False),
        (f"{HOST}/cn/culture/202211/", False, False),
        (f"{HOST}/", False, False),
        ("http://media.tibet.cn/photo/list.shtml", False, False),
        ("http://eng.tibet.cn/cn/", False, False),
    ],
)
def test_the_address_says_what_a_page_is(url: str, article: bool, listing: bool) -> None:
    assert (SOURCE.is_article_url(url), SOURCE.is_listing_url(url)) == (article, listing)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(site(), tmp_path_factory.mktemp("tibet"))


@pytest.mark.network
def test_a_crawl_brings_every_article_as_it_was_written(crawled: Crawled) -> None:
    assert crawled.differences() == {}


@pytest.mark.network
def test_a_film_without_words_is_refused(crawled: Crawled) -> None:
    assert crawled.refused == {url: gold.reason for url, gold in site().dropped.items()}


@pytest.mark.network
@pytest.mark.parametrize("section", ["culture/ms", "Instant/local"])
def test_lists_are_read_to_their_end_by_the_number_in_their_script(crawled: Crawled, section: str) -> None:
    pages = [f"{HOST}/cn/{section}/{file}" for file in ("", "index_1.html", "index_2.html", "index_3.html")]
    assert [page in crawled.requested for page in pages] == [True, True, True, False]


@pytest.mark.network
def test_nothing_is_asked_twice_or_of_another_host(crawled: Crawled) -> None:
    assert len(crawled.requested) == len(set(crawled.requested))
    assert {url.split("/")[2] for url in crawled.requested} == set(site().hosts)
