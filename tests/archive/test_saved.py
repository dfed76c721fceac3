"""What a saved page says of itself."""

from __future__ import annotations

import datetime
import gzip
import json
import random

import pytest

from crawler.archive.saved import identify, printable_name, saved_type, url_of_html, url_of_name
from crawler.archive.sniff import check_html, check_text, is_mhtml, starts_as_html
from crawler.items import ExtractionError

NOW = datetime.datetime(2026, 3, 8, 12, tzinfo=datetime.UTC)
MODIFIED = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
PARAGRAPH = "<p>三月一日，新修的栈桥正式通行，两岸居民步行往来只需五分钟。</p>"
URL = "https://news.example.com/2026/0301/bridge.html"

MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: {URL}
Subject: =?utf-8?Q?=E6=A0=88=E6=A1=A5?=
Date: Sun, 1 Mar 2026 17:30:05 +0800
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://m.example.com/from-the-part.html

<html><head><link rel=3D"canonical" href=3D"https://www.example.com/own.html"></head>
<body><p>=E6=A0=88=E6=A1=A5</p></body></html>
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://news.example.com/a.png

iVBORw0KGgo=
------MultipartBoundary--x------
""".replace("\n", "\r\n").encode()


def page(head: str = "", body: str = PARAGRAPH) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f'<link rel="canonical" href="{URL}">', URL),
        (f"<link href={URL} rel=canonical />", URL),
        (f"<LINK REL='Canonical' HREF='{URL}'>", URL),
        (f'<link rel="alternate canonical" href="{URL}">', URL),
        (f'<meta property="og:url" content="{URL}">', URL),
        (f'<meta content="{URL}" name="og:url" />', URL),
        (f"<!-- saved from url=(0046){URL} -->", URL),
        (f"<!-- saved from url=({len(URL):04}){URL} -->\n", URL),
        (f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Sun Mar 01 2026 -->", URL),
        ("<!-- Mirrored from news.example.com/a/b.html by HTTrack Website Copier/3.x [XR&CO'2014] -->",
         "http://news.example.com/a/b.html"),
        ('<meta property="og:url" content="https://a.example/y">'
         '<link rel="canonical" href="https://a.example/x">', "https://a.example/x"),
        (f'<link rel="canonical" href="https://a.example/"><meta property="og:url" content="{URL}">', URL),
        (f'<!-- saved from url=(0046){URL} --><link rel="canonical" href="https://news.example.com/">', URL),
        ("<!-- saved from url=(0025)https://news.example.com/ -->", "https://news.example.com/"),
        (f'<!-- saved from url=(0046){URL} --><link rel="canonical" href="/own/1.html">',
         "https://news.example.com/own/1.html"),
        ('<link rel="canonical" href="//news.example.com/1.html">', "https://news.example.com/1.html"),
        ('<base href="http://b.example/x/"><link rel="canonical" href="1.html">', "http://b.example/x/1.html"),
        ('<link rel="canonical" href="https://a.example/s?id=1&amp;page=2">', "https://a.example/s?id=1&page=2"),
        ('<link rel="canonical" href="https://a.example/新闻.html">',
         "https://a.example/%E6%96%B0%E9%97%BB.html"),
        ('<link rel="canonical" href=" https://a.example/a b.html ">', "https://a.example/a%20b.html"),
        ('<link rel="canonical" href="">', None),
        ('<link rel="canonical" href="1.html">', None),
        ('<link rel="canonical" href="file:///C:/1.html">', None),
        ('<link rel="canonical" href="https://{{host}}/1.html">', None),
        ('<link rel="canonical" href="http://[broken/1.html">', None),
        ('<link rel="canonical" href="https://[::1]:8@0/1.html">', None),
        ('<link rel="canonical" href="http://host:port/1.html">', None),
        ("<!-- saved from url=(0014)about:internet -->", None),
        (f'<!-- <link rel="canonical" href="{URL}"> -->', None),
        (f"<script>var a = '<link rel=\"canonical\" href=\"{URL}\">';</script>", None),
        (f'<script src="a.js" /><link rel="canonical" href="{URL}">', URL),
        (f'<link rel="stylesheet" href="{URL}">', None),
    ],
)  # fmt: skip
def test_url_of_html_is_what_the_page_states(head: str, url: str | None) -> None:
    assert url_of_html(page(head).encode()) == url


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-8-sig"])
def test_url_of_html_does_not_depend_on_the_encoding(encoding: str) -> None:
    text = page(
        f'<title>栈桥</title><link rel="canonical" href="{URL}">', "<p>栈桥通行</p>".translate({0x6808: "棧"})
    )
    assert url_of_html(text.replace("栈", "棧").replace("桥", "橋").encode(encoding)) == URL


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "opening", [b"<!--", b"<script>", b"<script ", b"<link ", b"<meta content='", b"<base a="]
)
def test_url_of_html_is_not_held_up_by_markup_that_never_closes(opening: bytes) -> None:
    assert url_of_html(opening * (4_000_000 // len(opening))) is None


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("https%3A%2F%2Fnews.example.com%2Fa%2F1.html", "https://news.example.com/a/1.html"),
        ("http%3a%2f%2fnews.example.com%2fa%2f1.shtml.gz", "http://news.example.com/a/1.shtml"),
        ("https%3A%2F%2Fnews.example.com%2Fa%2F1", "https://news.example.com/a/1"),
        ("https%3A%2F%2Fnews.example.com%2Fa%2F1.html.html", "https://news.example.com/a/1.html"),
        ("https%3A%2F%2Fnews.example.com%2Fa%2F.html", "https://news.example.com/a/"),
        ("https%3A%2F%2Fnews.example.com%2Fs%3Fid%3D1%26p%3D2.html", "https://news.example.com/s?id=1&p=2"),
        ("https%3A%2F%2Fnews.example.com%2Fa%2F1.html.txt", "https://news.example.com/a/1.html"),
        ("https%3A%2F%2Fnews.example.com%2Fa%2F1.mhtml", "https://news.example.com/a/1"),
        ("https%3A%2F%2Fnews.example.com%2F%E6%96%B0%E9%97%BB.html",
         "https://news.example.com/%E6%96%B0%E9%97%BB.html"),
        ("https:%2F%2Fnews.example.com%2Fa.html", "https://news.example.com/a.html"),
        ("000_4d68e8f71fca62ab.txt", None),
        ("bridge.html", None),
        ("https-explained.html", None),
        ("https%3A%2F%2F.html", None),
        ("https%3A%2F%2F[broken%2F1.html", None),
    ],
)  # fmt: skip
def test_url_of_name_is_the_url_the_name_spells(name: str, url: str | None) -> None:
    assert url_of_name(name) == url


def test_mhtml_tells_its_url_and_when_it_was_saved() -> None:
    saved = identify("栈桥.mhtml", MHTML, modified_at=MODIFIED, now=NOW)
    assert (saved.url, saved.content_type) == (URL, "multipart/related")
    assert saved.captured_at == datetime.datetime(2026, 3, 1, 9, 30, 5, tzinfo=datetime.UTC)
    assert saved.body == MHTML


@pytest.mark.parametrize(
    ("lost", "url"),
    [
        (b"Snapshot-Content-Location", "https://m.example.com/from-the-part.html"),
        (b"Content-Location", "https://www.example.com/own.html"),
    ],
)
def test_mhtml_without_a_snapshot_location_takes_the_next_best(lost: bytes, url: str) -> None:
    bare = MHTML.replace(lost, b"X-Lost")
    assert identify("a.mht", bare, modified_at=MODIFIED, now=NOW).url == url


def test_mhtml_is_known_by_its_bytes_not_by_its_name() -> None:
    assert identify("a.html", MHTML, modified_at=MODIFIED, now=NOW).content_type == "multipart/related"
    assert identify("a.mhtml", page().encode(), modified_at=MODIFIED, now=NOW).content_type == "text/html"
    single = b"MIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset=gb2312\r\n"
    single += b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>a</p></html>"
    assert is_mhtml(single)
    assert not is_mhtml(page().encode())


@pytest.mark.parametrize(
    "date", [b"Sun, 1 Mar 2099 17:30:05 +0800", b"yesterday", b"Thu, 1 Jan 1970 00:00:00 +0000", b""]
)
def test_mhtml_with_an_impossible_date_has_that_of_the_file(date: bytes) -> None:
    wrong = MHTML.replace(b"Sun, 1 Mar 2026 17:30:05 +0800", date)
    assert identify("a.mhtml", wrong, modified_at=MODIFIED, now=NOW).captured_at == MODIFIED


def test_no_page_was_saved_in_the_future() -> None:
    later = NOW + datetime.timedelta(days=400)
    assert identify("a.html", page().encode(), modified_at=later, now=NOW).captured_at == NOW


def test_mhtml_without_a_page_is_refused() -> None:
    with pytest.raises(ExtractionError, match="not-html"):
        identify("a.mhtml", MHTML.replace(b"text/html", b"text/css"), modified_at=MODIFIED, now=NOW)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("A.HTM", "text/html"),
        ("a.shtml", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.mhtml", "multipart/related"),
        ("a.MHT", "multipart/related"),
        ("2026-03-01-bridge.md", "text/markdown"),
        ("a.txt", "text/plain"),
        ("a.html.gz", "text/html"),
        ("a.txt.GZ", "text/plain"),
        ("a.png", None),
        ("a", None),
        ("a.gz", None),
        ("html", None),
    ],
)
def test_saved_type_is_told_by_the_name(name: str, media_type: str | None) -> None:
    assert saved_type(name) == media_type


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\0" * 4096, "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7\n<html>", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (random.Random(5).randbytes(10_000), "binary"),
        (gzip.compress(b"<html>" * 9, mtime=0), "binary"),
        (json.dumps({"html": "<p>栈桥</p>"}).encode(), "not-html"),
        (b'<?xml version="1.0"?><rss><channel><link>x</link></channel></rss>', "not-html"),
        ("栈桥通行，没有一个标签。".encode(), "not-html"),
        (b"function a() { return 1 < 2; }", "not-html"),
    ],
)
def test_check_html_names_what_is_no_page(body: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError) as refusal:
        check_html(body)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_check_html_takes_pages_in_any_encoding(encoding: str) -> None:
    check_html(page(body="<p>棧橋通行</p>" * 50).encode(encoding))


@pytest.mark.parametrize(
    "body",
    [
        PARAGRAPH.encode(),
        b"&lt;p&gt;escaped&lt;/p&gt;",
        b"---\nlayout: post\n---\n<p>front matter before HTML</p>",
        b'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        page().encode().replace(b"<body>", b"<body>\0\0"),
        b"{ not JSON } <p>a</p>",
    ],
)
def test_check_html_takes_what_a_browser_would_show(body: bytes) -> None:
    check_html(body)


def test_check_text_takes_plain_text_but_nothing_binary() -> None:
    check_text("栈桥通行".encode("gb18030"))
    check_text("栈桥通行".encode("utf-16"))
    with pytest.raises(ExtractionError, match="binary"):
        check_text(b"PK\x03\x04 an office document")


@pytest.mark.parametrize(
    ("head", "page_like"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\n <!-- made by hand --><HTML lang=zh>", True),
        ("<html>".encode("utf-16"), True),
        (b"<?php echo 1; ?><html>", False),
        (b"<svg><html/></svg>", False),
        (b"{}", False),
    ],
)
def test_starts_as_html_judges_by_the_first_tag(head: bytes, page_like: bool) -> None:
    assert starts_as_html(head) is page_like


def test_printable_name_is_unicode_whatever_the_disk_holds() -> None:
    raw = "栈桥　通行.html".encode("gb18030").decode("utf-8", "surrogateescape")
    assert printable_name(raw) == "栈桥　通行.html"
    assert printable_name("a\nb.html") == "a\N{REPLACEMENT CHARACTER}b.html"
