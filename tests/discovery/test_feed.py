"""Atom and RSS -> entries."""

import datetime

import pytest

from crawler.discovery.feed import FeedEntry, feed_entries
from crawler.items import ExtractionError

FEED = "http://news.example/feed.xml"

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>海州</title><id>http://news.example/feed.xml</id>
<link href="http://news.example/feed.xml" rel="self"/>
<entry><title type="html">晨 报</title>
  <link href="//news.example/a/" rel="edit"/><link href="/2022/03/01/one.html" rel="alternate"/>
  <published>2022-03-01T07:42:10+08:00</published><updated>2022-03-01T08:00:00+08:00</updated>
  <content type="html" xml:base="http://else.example/">&lt;a href="z"&gt;z&lt;/a&gt;</content>
</entry>
<entry><title>无日期</title><link href="two.html"/></entry>
<entry><title>再来一次</title><link href="/2022/03/01/one.html"/></entry>
<entry><title>没有地址</title><link href="javascript:void(0)"/></entry>
</feed>"""

RSS = """<?xml version="1.0" encoding="gb2312"?>
<rss version="2.0"><channel><title>海州</title><link>http://news.example/</link>
<item><title>甲</title><link>http://news.example/a.html?x=1&amp;y=2#top</link>
  <pubDate>Tue, 01 Mar 2022 07:42:10 +0800</pubDate></item>
<item><title>乙</title><guid isPermaLink="true">http://news.example/b.html</guid></item>
<item><title>丙</title><guid isPermaLink="false">b7</guid></item>
</channel></rss>"""


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc]


def test_atom_gives_each_page_once_with_its_times_in_utc() -> None:
    assert feed_entries(ATOM.encode(), FEED) == (
        FeedEntry(
            url="http://news.example/2022/03/01/one.html",
            title="晨 报",
            published_at=utc(2022, 2, 28, 23, 42, 10),
            updated_at=utc(2022, 3, 1, 0, 0, 0),
        ),
        FeedEntry(url="http://news.example/two.html", title="无日期", published_at=None, updated_at=None),
    )


def test_rss_in_another_encoding_with_permalinks_for_links() -> None:
    assert feed_entries(RSS.encode("gb18030"), FEED, content_type="application/rss+xml") == (
        FeedEntry(
            url="http://news.example/a.html?x=1&y=2",
            title="甲",
            published_at=utc(2022, 2, 28, 23, 42, 10),
            updated_at=None,
        ),
        FeedEntry(url="http://news.example/b.html", title="乙", published_at=None, updated_at=None),
    )


def test_a_feed_with_broken_markup_gives_what_can_be_read() -> None:
    broken = ATOM.replace("<title>海州</title>", "<title>海州 & 云岭</title>").removesuffix("</feed>")
    assert [entry.url for entry in feed_entries(broken.encode(), FEED)] == [
        "http://news.example/2022/03/01/one.html",
        "http://news.example/two.html",
    ]


def test_a_feed_without_entries_is_still_a_feed() -> None:
    assert feed_entries(b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', FEED) == ()


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>404</body></html>", b"setup.cfg", b"\x1f\x8b\x08junk", b"{}"]
)
def test_bytes_that_are_no_feed_are_an_error_and_not_an_empty_feed(body: bytes) -> None:
    with pytest.raises(ExtractionError, match="not-a-feed"):
        feed_entries(body, FEED)
