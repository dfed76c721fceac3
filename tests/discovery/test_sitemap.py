"""Sitemaps in all the forms sites serve them in."""

import datetime
import gzip
import re

import pytest

from crawler.discovery import sitemap
from crawler.discovery.sitemap import SitemapEntry, sitemap_entries
from crawler.items import ExtractionError

URL = "https://news.example/map/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {NAMESPACE}>
<url><loc>https://news.example/a.html</loc><lastmod>2024-03-05T09:30:00+08:00</lastmod></url>
<url><loc> https://news.example/b.html </loc><lastmod>2024-03-05</lastmod><priority>0.5</priority></url>
</urlset>"""
TWO = ("https://news.example/a.html", "https://news.example/b.html")


def day(*when: int) -> datetime.datetime:
    return datetime.datetime(*when, tzinfo=datetime.UTC)  # type: ignore[arg-type, misc]


def urls(body: str | bytes, url: str = URL, content_type: str = "") -> tuple[str, ...]:
    bytes_ = body.encode() if isinstance(body, str) else body
    return tuple(entry.url for entry in sitemap_entries(bytes_, url, content_type=content_type).entries)


def test_a_sitemap_tells_pages_and_when_they_changed() -> None:
    read = sitemap_entries(PLAIN.encode(), URL)
    assert read.kind == "urls"
    assert read.entries == (
        SitemapEntry(url=TWO[0], lastmod=day(2024, 3, 5, 1, 30)),
        SitemapEntry(url=TWO[1], lastmod=day(2024, 3, 5)),
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<sitemapindex {NAMESPACE}><sitemap><loc>/m1.xml</loc></sitemap><sitemap><loc>/m2.xml.gz</loc></sitemap>"
        "</sitemapindex>",
        "<urlset><sitemap><loc>/m1.xml</loc></sitemap><sitemap><loc>/m2.xml.gz</loc></sitemap></urlset>",
    ],
)
def test_an_index_names_sitemaps(body: str) -> None:
    read = sitemap_entries(body.encode(), URL)
    assert read.kind == "index"
    assert [entry.url for entry in read.entries] == [
        "https://news.example/m1.xml",
        "https://news.example/m2.xml.gz",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<urlset><url><loc>/sitemap-1.xml</loc></url><url><loc>/sitemap_news.xml.gz</loc></url></urlset>",
        "https://news.example/sitemap1.xml\nhttps://news.example/sitemap2.txt",
    ],
)
def test_a_list_of_nothing_but_sitemaps_is_an_index(body: str) -> None:
    assert sitemap_entries(body.encode(), URL).kind == "index"


def test_an_empty_sitemap_is_one() -> None:
    assert sitemap_entries(f"<urlset {NAMESPACE}></urlset>".encode(), URL).entries == ()
    assert sitemap_entries(f"<sitemapindex {NAMESPACE}/>".encode(), URL).kind == "index"


NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><image:image><image:loc>https://img.example/1.jpg</image:loc></image:image><loc>https://news.example/a.html</loc>
<xhtml:link rel="alternate" hreflang="en" href="https://news.example/en/a.html"/>
<n:news><n:publication><n:name>河西晚报</n:name><n:language>zh-cn</n:language></n:publication>
<n:publication_date>2024-03-05T01:30:00Z</n:publication_date><n:title><![CDATA[渡口 & 新桥]]></n:title></n:news></url>
</urlset>"""


@pytest.mark.parametrize(
    "body",
    [
        NEWS,
        NEWS.replace("xmlns:n=", "xmlns:unused="),
        NEWS.replace("<n:", "<news:").replace("</n:", "</news:"),
    ],
)
def test_a_news_sitemap_tells_title_language_and_time_whatever_its_prefix(body: str) -> None:
    assert sitemap_entries(body.encode(), URL).entries == (
        SitemapEntry(url=TWO[0], published_at=day(2024, 3, 5, 1, 30), title="渡口 & 新桥", language="zh-cn"),
    )


ONCE = gzip.compress(PLAIN.encode())


@pytest.mark.parametrize(
    "body",
    [
        ONCE,
        gzip.compress(ONCE),
        gzip.compress(gzip.compress(ONCE)),
        gzip.compress(PLAIN[:120].encode()) + gzip.compress(PLAIN[120:].encode()),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        b"\n\n  " + PLAIN.encode(),
        b"<br />\n<b>Warning</b>: strange in index.php\n" + PLAIN.encode(),
        re.sub(r"(</?)(urlset|url|loc|lastmod|priority)", r"\1sm:\2", PLAIN).replace("xmlns=", "xmlns:sm=").encode(),
        PLAIN.replace(NAMESPACE, "").encode(),
        PLAIN.replace(NAMESPACE, 'xmlns="http://www.google.com/schemas/sitemap/0.84"').encode(),
        PLAIN.replace("loc>", "LOC>").replace("urlset", "URLSET").encode(),
        PLAIN.replace("</urlset>", "").encode(),
        PLAIN.replace("</priority>", "").encode(),
        PLAIN.replace("https://news.example", "").encode(),
        PLAIN.replace("https://", "//").encode(),
        PLAIN.replace("\n", "\x0b\n").encode(),
        PLAIN.replace("UTF-8", "GBK").replace("<urlset", "<!-- 网站地图 --><urlset").encode("gbk"),
        PLAIN.replace("UTF-8", "utf-16").encode("utf-16"),
        f"{TWO[0]}\r\n{TWO[1]}\r\n".encode(),
        f"\ufeff# all pages\n{TWO[0]}\n\n{TWO[1]}".encode(),
    ],
)  # fmt: skip
def test_the_same_pages_are_read_whatever_the_form(body: bytes) -> None:
    assert urls(body) == TWO


def test_an_address_keeps_its_keys_where_the_ampersand_is_bare() -> None:
    entries = "".join(
        f"<url><loc>{loc}</loc></url>"
        for loc in (
            "/v?id=1&page=2&copy=3",
            "/v?id=1&amp;page=3",
            "<![CDATA[/v?id=1&page=4]]>",
            "/caf&eacute;",
        )
    )
    assert urls(f"<urlset>{entries}</urlset>") == (
        "https://news.example/v?id=1&page=2&copy=3",
        "https://news.example/v?id=1&page=3",
        "https://news.example/v?id=1&page=4",
        "https://news.example/caf%C3%A9",
    )


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = "<urlset>" + "".join(f"<url><loc>/{n}.html</loc></url>" for n in range(2000)) + "</urlset>"
    assert len(urls(whole[:30_000])) > 900
    zipped = gzip.compress(whole.encode())
    assert 0 < len(urls(zipped[: len(zipped) // 2])) < 2000


def test_no_address_comes_twice_and_none_that_leads_nowhere() -> None:
    assert urls("<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url><url><loc>/a#top</loc></url>"
                "<url><loc></loc></url><url/><url><loc>ftp://x.example/</loc></url></urlset>") == (
        "https://news.example/a", "https://news.example/b",
    )  # fmt: skip


def test_feeds_are_sitemaps_too() -> None:
    rss = """<rss version="2.0"><channel><item><title>甲</title><link>/a.html</link>
    <pubDate>Tue, 05 Mar 2024 09:30:00 +0800</pubDate></item></channel></rss>"""
    assert sitemap_entries(rss.encode(), URL).entries == (
        SitemapEntry(url=TWO[0], published_at=day(2024, 3, 5, 1, 30), title="甲"),
    )
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a.html"/></entry></feed>'
    assert urls(gzip.compress(atom.encode())) == TWO[:1]


BOMB = """<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<urlset><url><loc>/&b;</loc></url></urlset>"""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"\x89PNG\r\n\x1a\n",
        b"<!DOCTYPE html><html><body><urlset><url><loc>/a</loc></url></urlset></body></html>",
        b"<html><body><a href='/a'>a</a></body></html>",
        "没有找到这一页".encode(),
        b'{"urls": ["https://news.example/a"]}',
        BOMB.encode(),
        b"User-agent: *\nDisallow: /\n",
        b"\x1f\x8bbroken",
    ],
)
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(ExtractionError) as refused:
        sitemap_entries(body, URL)
    assert refused.value.reason == "not-a-sitemap"


def test_a_decompression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_BYTES", 100_000)
    with pytest.raises(ExtractionError) as refused:
        sitemap_entries(gzip.compress(gzip.compress(b" " * 10_000_000)), URL)
    assert refused.value.reason == "too-large"


@pytest.mark.parametrize(
    ("lastmod", "expected"),
    [
        ("2024", day(2024, 1, 1)),
        ("2024-03", day(2024, 3, 1)),
        ("2024-3-5", day(2024, 3, 5)),
        ("2024-03-05 09:30:00", day(2024, 3, 5, 9, 30)),
        ("2024-03-05T09:30+0800", day(2024, 3, 5, 1, 30)),
        ("2024-03-05T09:30:10.123-02:30", day(2024, 3, 5, 12, 0, 10)),
        ("2024-02-31", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_is_read_in_all_forms_of_w3c(lastmod: str, expected: datetime.datetime | None) -> None:
    body = f"<urlset><url><loc>/a</loc><lastmod>{lastmod}</lastmod></url></urlset>"
    assert sitemap_entries(body.encode(), URL).entries[0].lastmod == expected


def test_a_sitemap_a_little_larger_than_the_protocol_allows_is_read_and_no_larger_one() -> None:
    room = sitemap.MAX_BYTES - len("<urlset><url><loc>/a</loc></url></urlset>") - 7
    body = f"<urlset><url><loc>/a</loc></url><!--{'x' * room}--></urlset>"
    assert 50 * 2**20 < len(body.encode()) == sitemap.MAX_BYTES
    assert urls(body) == ("https://news.example/a",)
    for larger in (f"{body} ".encode(), gzip.compress(f"{body} ".encode(), 1)):
        with pytest.raises(ExtractionError) as refused:
            sitemap_entries(larger, URL)
        assert refused.value.reason == "too-large"


def test_fifty_thousand_pages_are_read_in_order() -> None:
    body = "<urlset>" + "".join(f"<url><loc>/{n}.html</loc></url>\n" for n in range(50_000)) + "</urlset>"
    assert urls(body)[::49_999] == ("https://news.example/0.html", "https://news.example/49999.html")
