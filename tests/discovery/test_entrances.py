"""Feeds a page names, and where they are looked for when it names none."""

import pytest

from crawler.discovery.entrances import forwards, linked_feeds, linked_sitemaps, usual_feeds, usual_sitemaps

URL = "https://news.example/local/"


@pytest.mark.parametrize(
    ("html", "feeds"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed/">', ["/feed/"]),
        (
            '<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="../atom.xml">',
            ["/atom.xml"],
        ),
        ('<link rel="alternate feed" type="text/xml" href="//news.example/f">', ["/f"]),
        (
            '<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" type="text/xml" href="/x">',
            [],
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/oembed">', []),
        ('<a href="/rss/local.xml">订阅</a><a href="/rss.xml">RSS</a>', ["/rss/local.xml", "/rss.xml"]),
        ('<a href="/index.php?feed=rss2">RSS</a><a href="/feeder/">x</a>', ["/index.php?feed=rss2"]),
        (
            '<a href="/rss.xml">RSS</a><link rel="alternate" type="application/rss+xml" href="/rss.xml">',
            ["/rss.xml"],
        ),
        ('<a href="/feedback/">意见</a><a href="/a/rss-history.html">RSS 的历史</a>', []),
        ("", []),
    ],
)
def test_the_feeds_a_page_names(html: str, feeds: list[str]) -> None:
    body = f"<html><head><title>x</title></head><body>{html}</body></html>".encode()
    assert linked_feeds(body, URL) == tuple(f"https://news.example{feed}" for feed in feeds)


def test_a_page_may_name_its_sitemap() -> None:
    body = (
        b'<html><head><link rel="sitemap" type="application/xml" href="/map.xml"></head><body></body></html>'
    )
    assert linked_sitemaps(body, URL) == ("https://news.example/map.xml",)


def test_the_usual_places_are_those_of_the_host_and_of_a_folder_of_its_own() -> None:
    assert usual_sitemaps(URL)[0] == "https://news.example/sitemap.xml"
    assert usual_feeds("https://host.example/")[0] == "https://host.example/feed"
    assert usual_feeds("https://host.example/~lin/index.html")[:2] == (
        "https://host.example/~lin/feed",
        "https://host.example/~lin/rss.xml",
    )


@pytest.mark.parametrize(
    "html",
    [
        '<frameset><frame src="main.html"></frameset>',
        '<meta http-equiv="Refresh" content="0; URL=main.html">',
        "<meta http-equiv=refresh content=\"0;url='main.html'\">",
        '<script>window.location.href = "main.html";</script>',
        "<script>if (1) location.replace('/local/main.html')</script>",
    ],
)
def test_a_page_may_send_its_readers_on(html: str) -> None:
    assert forwards(f"<html><head>{html}</head></html>".encode(), URL) == (
        "https://news.example/local/main.html",
    )
