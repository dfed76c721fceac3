"""What `news` is told, and what it remembers of a site."""

import datetime

import pytest

from crawler.discovery.scope import Scope
from crawler.discovery.sitemap import Sitemap, SitemapEntry
from crawler.spiders.any_site import (
    Asked,
    Coverage,
    HostsInScope,
    Plan,
    Site,
    names_newest_only,
    newest_first,
)

URL = "https://news.example/"
PAGES = [f"{URL}a/{n}.html" for n in range(20)]


@pytest.mark.parametrize(
    ("url", "seeds"),
    [
        (URL, (URL,)),
        ("news.example", (URL,)),
        ("http://News.Example", ("http://news.example/",)),
        ("a.example/x/, http://b.example/?a=1,2", ("https://a.example/x/", "http://b.example/?a=1,2")),
        ("a.example b.example", ("https://a.example/", "https://b.example/")),
        ("http://127.0.0.1:8099/", ("http://127.0.0.1:8099/",)),
        ("https://新闻.example/", ("https://xn--efvy88h.example/",)),
    ],
)
def test_sites_are_named_by_address_with_or_without_scheme(url: str, seeds: tuple[str, ...]) -> None:
    assert Plan.read({"url": url}).seeds == seeds


def test_only_a_scheme_nobody_stated_is_a_guess() -> None:
    assert Plan.read({"url": "a.example,http://b.example/"}).guessed == {"https://a.example/"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "scrapy crawl news -a url=https://example.org/"),
        ({"url": " "}, "scrapy crawl news -a url=https://example.org/"),
        ({"url": "ftp://a.example/"}, "is no address of a site"),
        ({"url": "local news"}, "is no address of a site"),
        ({"url": URL, "pages": "0"}, "a number from 1 on"),
        ({"url": URL, "depth": "-1"}, "a number from 1 on"),
        ({"url": URL, "lists": "yes"}, "lists is 0 or 1"),
    ],
)
def test_what_it_cannot_begin_with_is_told(arguments: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        Plan.read(arguments)


def test_a_page_is_asked_for_once_under_all_its_addresses_and_no_more_than_so_many() -> None:
    asked = Asked(2)
    urls = [URL, "http://www.news.example/index.html", f"{URL}a", f"{URL}a/", f"{URL}b"]
    assert [asked.take(url) for url in urls] == [True, False, True, False, False]
    assert asked.left_out == 1


def test_each_host_is_asked_by_the_scheme_it_answered_by() -> None:
    scope = Scope(kind="host", seeds=("https://a.example/", "http://b.example/"))
    site = Site(name="news", mixed=True, scope=scope, readers={})
    site = site.moved_to("http://www.a.example/").moved_to("https://b.example/")
    assert site.own_scheme("https://a.example/1") == "http://a.example/1"
    assert site.own_scheme("http://b.example/1") == "https://b.example/1"
    assert site.own_scheme("http://c.example/1") == "http://c.example/1"


def test_a_site_that_moved_takes_its_scope_along() -> None:
    site = Site(name="news", scope=Scope(kind="host", seeds=("https://old.example/",)), readers={})
    assert site.moved_to("https://new.example/start").in_scope("https://new.example/a")


def test_hosts_nobody_has_met_yet_are_in_the_scope_of_a_domain_only() -> None:
    assert "local.news.example" in HostsInScope(Scope(kind="domain", seeds=(URL,)))
    assert "local.news.example" not in HostsInScope(Scope(kind="host", seeds=(URL,)))
    assert "www.news.example" in HostsInScope(Scope(kind="host", seeds=(URL,)))


@pytest.mark.parametrize(
    ("shown", "listed", "newest_only", "whole"),
    [
        (PAGES[:10], PAGES, False, True),
        (PAGES[:10], PAGES[5:], False, False),  # a sitemap nobody keeps up to date
        (PAGES[:10], PAGES, True, False),
        ([], PAGES, False, True),
        ([], PAGES[:3], False, False),
        (PAGES[:10], [], False, False),
    ],
)
def test_lists_are_needed_where_a_sitemap_lacks_what_the_first_page_shows(
    shown: list[str], listed: list[str], newest_only: bool, whole: bool
) -> None:
    coverage = Coverage()
    coverage.show(shown)
    coverage.list(listed, newest_only=newest_only)
    assert coverage.is_whole is whole


def test_the_newest_pages_of_a_sitemap_come_first() -> None:
    days = [datetime.datetime(2024, 3, day, tzinfo=datetime.UTC) for day in (1, 3, 2)]
    entries = [SitemapEntry(url=str(day.day), lastmod=day) for day in days]
    assert newest_first(Sitemap(kind="urls", entries=(SitemapEntry(url="?"), *entries))) == [
        "3",
        "2",
        "1",
        "?",
    ]


def test_feeds_and_news_sitemaps_name_the_newest_only() -> None:
    day = datetime.datetime(2024, 3, 1, tzinfo=datetime.UTC)
    of_news = Sitemap(kind="urls", entries=(SitemapEntry(url=URL, published_at=day),))
    assert names_newest_only(of_news)
    assert names_newest_only(Sitemap(kind="urls", entries=(), is_feed=True))
    assert not names_newest_only(Sitemap(kind="urls", entries=(SitemapEntry(url=URL, lastmod=day),)))


@pytest.mark.parametrize(
    ("answered", "in_scope"),
    [
        ("https://news.example/login.html", False),  # a folder that holds the one begun with is no move
        ("https://news.example/people/wang/", True),
        ("https://lin.example/", True),
    ],
)
def test_a_folder_moves_and_does_not_widen(answered: str, in_scope: bool) -> None:
    scope = Scope(kind="folder", seeds=("https://news.example/people/lin/",))
    site = Site(name="news", mixed=True, scope=scope, readers={}).moved_to(answered)
    assert site.in_scope(answered) is in_scope
    assert site.in_scope("https://news.example/people/lin/1.html")
    assert not site.in_scope("https://news.example/people/zhao/1.html")
