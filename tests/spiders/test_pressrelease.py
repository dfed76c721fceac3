"""Sites of press releases: the addresses their systems make, and a crawl of the replica."""

from __future__ import annotations

import pytest

from crawler.spiders.pressrelease import HOST, PressreleaseSpider
from tests.sites.pressrelease import site
from tests.spiders.crawling import Crawled, crawl

SOURCE = PressreleaseSpider.source


@pytest.mark.parametrize(
    ("path", "article", "listing"),
    [
        ("/qiye/20230822/1045.html", True, False),
        ("/a/xinwen/2023/0822/1045.html", True, False),
        ("/news/2023-08-22/1045.html", True, False),
        ("/news/202308/1045.html", True, False),
        ("/news/202308/t20230822_1045.html", True, False),
        ("/news/1045.html", True, False),
        ("/news/1045", True, False),
        ("/show-6-1045-1.html", True, False),
        ("/html/show/1045.html", True, False),
        ("/article-1045-1.html", True, False),
        ("/qiye/20230822/1045_2.html", False, False),  # its second page, as the next two
        ("/article-1045-2.html", False, False),
        ("/plus/view.php?aid=1045&page=2", False, False),
        ("/index.php?m=content&c=index&a=show&catid=6&id=1045", True, False),
        ("/plus/view.php?aid=1045", True, False),
        ("/e/action/ShowInfo.php?classid=3&id=1045", True, False),
        ("/", False, True),
        ("/qiye/", False, True),
        ("/news/hangye/", False, True),
        ("/list-6-1.html", False, True),
        ("/list_6.html", False, True),
        ("/a/news/list_6_1.html", False, True),
        ("/news/list_2.html", False, False),  # reached from the page before it
        ("/index.php?m=content&c=index&a=lists&catid=6", False, True),
        ("/plus/list.php?tid=6", False, True),
        ("/plus/list.php?tid=6&page=2", False, False),
        ("/qiye/list_6_2.html", False, False),  # reached from the page before it
        ("/about.html", False, False),
        ("/images/20230822/logo.png", False, False),
        ("/2023/", False, False),
    ],
)
def test_the_address_says_what_a_page_is(path: str, article: bool, listing: bool) -> None:
    url = f"http://{HOST}{path}"
    assert (SOURCE.is_article_url(url), SOURCE.is_listing_url(url)) == (article, listing)
    assert not SOURCE.is_article_url(f"http://other.example{path}")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(site(), tmp_path_factory.mktemp("pressrelease"))


@pytest.mark.network
def test_a_crawl_brings_every_article_without_its_disclaimer(crawled: Crawled) -> None:
    assert crawled.differences() == {}


@pytest.mark.network
def test_pages_that_are_none_are_refused_with_their_reasons(crawled: Crawled) -> None:
    assert crawled.refused == {url: gold.reason for url, gold in site().dropped.items()}


@pytest.mark.network
def test_a_repost_under_another_headline_points_to_its_original(crawled: Crawled) -> None:
    [(first, second)] = site().reposts
    assert crawled.records[second]["duplicate_of"] == crawled.records[first]["id"]
    assert crawled.records[second]["title"] != crawled.records[first]["title"]
    copies = [url for url, record in crawled.records.items() if record["duplicate_of"]]
    assert copies == [second]
