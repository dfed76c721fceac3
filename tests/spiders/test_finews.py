"""What the finews spider takes for an article, a listing page, or neither."""

from urllib.parse import urljoin

import pytest

from crawler.discovery.feed import feed_entries
from crawler.discovery.links import page_links
from crawler.spiders.finews import FinewsSpider
from tests.sites.finews import site

SOURCE = FinewsSpider.source
HOST = "http://finews.withounder.com"


@pytest.mark.parametrize(
    ("path", "article", "listing"),
    [
        ("/rizhaoribao/2022/02/23/NW202202232285351243.html", True, False),
        ("/emnews/2022/02/23/202202232285351243.html", True, False),
        ("/hai/zhou/2022/02/23/NW202202232285351243.html", True, False),
        ("/2022/02/23/uncategorised.html", True, False),
        ("/old_post/2022-02-23-NW202202232285351243.html", True, False),
        ("/old_post/-202202232285351243.html", True, False),
        ("/", False, True),
        ("/category/rizhaoribao.html", False, True),
        ("/feed.xml", False, False),
        ("/emnews/", False, False),
        ("/emnews/2022/02/23/emnews/", False, False),
        ("/404.html", False, False),
        ("/assets/css/style.css?v=", False, False),
        ("/old_post/", False, False),
        ("/category/a/b.html", False, False),
    ],
)
def test_the_address_says_what_a_page_is(path: str, article: bool, listing: bool) -> None:
    for url in (HOST + path, HOST.replace("http:", "https:") + path):
        assert (SOURCE.is_article_url(url), SOURCE.is_listing_url(url)) == (article, listing)
    assert not SOURCE.is_article_url(f"http://finews.zning.me{path}")


def test_https_links_of_the_feed_become_the_scheme_of_the_seeds() -> None:
    assert SOURCE.own_scheme("https://finews.withounder.com/") == f"{HOST}/"
    assert SOURCE.own_scheme("https://other.example/") == "https://other.example/"


def test_the_feed_names_its_ten_newest_articles() -> None:
    entries = feed_entries(site().pages["/feed.xml"].body, f"{HOST}/feed.xml")
    urls = [SOURCE.own_scheme(entry.url) for entry in entries]
    live = {url: gold for url, gold in site().articles.items() if "/old_post/" not in url}
    newest = sorted(live, key=lambda url: str(live[url].published_at), reverse=True)[:10]
    assert urls == newest
    assert all(entry.published_at and entry.title for entry in entries)


def test_home_and_categories_lead_to_every_article_without_the_feed() -> None:
    replica, found, queue = site(), set[str](), list(SOURCE.seeds)
    while queue:
        url = queue.pop()
        if url in found:
            continue
        found.add(url)
        page = replica.answer(url.removeprefix(HOST))
        urls = [SOURCE.own_scheme(link.url) for link in page_links(page.body, url)]
        urls += [urljoin(url, location) for name, location in page.headers if name == "Location"]
        queue += [link for link in urls if SOURCE.is_listing_url(link) or SOURCE.is_article_url(link)]
    assert set(replica.expected) <= found
    assert not any(url.endswith(("/emnews/", "feed.xml")) for url in found)
