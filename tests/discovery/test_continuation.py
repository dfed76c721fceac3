"""Which address is the next page of an article, and which never is."""

from __future__ import annotations

import pytest

from crawler.discovery.continuation import PAGES_MAX, continuation_url, page_number
from crawler.sources import ANY_SITE, Source

SITE = Source(name="town", hosts=("news.town.example",), article_url=r"\.html$|^/p/|^/cms/|^/\?")
HOST = "https://news.town.example"
TRS = "/cn/news/202201/t20220105_7012345"


def page(body: str, encoding: str = "utf-8") -> bytes:
    head = f'<html><head><meta charset="{encoding}"><title>山路通车</title></head><body><h1>山路通车</h1>'
    return f"{head}<p>正文第一段。</p>{body}</body></html>".encode(encoding)


FOLLOWED = {
    "a word": ("/a/123.html", '<a href="123_2.html">下一页</a>', "/a/123_2.html"),
    "a short word": ("/a/123.html", '<a href="123_2.html">下页</a>', "/a/123_2.html"),
    "traditional characters": ("/a/123.html", '<a href="/a/123-2.html">下一頁</a>', "/a/123-2.html"),
    "a word and an arrow": ("/a/123.html", '<a href="123_2.html">下一页 &gt;&gt;</a>', "/a/123_2.html"),
    "the page after": ("/a/123.html", '<a href="123_2.html">后一页</a>', "/a/123_2.html"),
    "English": ("/a/123.html", '<a href="123_2.html">Next &raquo;</a>', "/a/123_2.html"),
    "a picture of a word": ("/a/123.html", '<a href="123_2.html"><img alt="下一页"></a>', "/a/123_2.html"),
    "an arrow": ("/a/123.html", '<a href="123_3.html">»</a><a href="123_2.html">›</a>', "/a/123_2.html"),
    "the rest of it": ("/a/123.html", '<a href="123_2.html">【余下全文】</a>', "/a/123_2.html"),
    "all of it": ("/a/123.html", '<a href="123_all.html">余下全文</a>', "/a/123_all.html"),
    "rel=next of a link": ("/a/123.html", '<a rel="next" href="123_2.html">继续</a>', "/a/123_2.html"),
    "a class": ("/a/123.html", '<li class="next"><a href="123_2.html">翻</a></li>', "/a/123_2.html"),
    "a query": ("/cms/7.html", '<a href="?page=2">下一页</a>', "/cms/7.html?page=2"),
    "a query with another key": ("/?id=7", '<a href="/?id=7&amp;page=2">下一页</a>', "/?id=7&page=2"),
    "a number that says page one": ("/?id=7&page=1", '<a href="/?page=2&id=7">下一页</a>', "/?page=2&id=7"),
    "a folder": ("/p/123", '<a href="/p/123/2">下一页</a>', "/p/123/2"),
    "a folder with a slash": ("/p/123/", '<a href="2/">下一页</a>', "/p/123/2/"),
    "an index in a folder": ("/p/123/", '<a href="index_2.html">下一页</a>', "/p/123/index_2.html"),
    "a name beside an index": ("/p/123/", '<a href="2.shtml">下一页</a>', "/p/123/2.shtml"),
    "page in the path": ("/p/123", '<a href="/p/123/page/2">下一页</a>', "/p/123/page/2"),
    "a letter and a number": ("/a/123.html", '<a href="123_p2.html">下一页</a>', "/a/123_p2.html"),
    "counted from one": ("/a/x_1.html", '<a href="x_2.html">下一页</a>', "/a/x_2.html"),
    "TRS counts from nought": (f"{TRS}.html", f'<a href=".{TRS[15:]}_1.html">下一页</a>', f"{TRS}_1.html"),
    "a script of TRS": (
        f"{TRS}.html",
        '<script>createPageHTML(3, 0, "t20220105_7012345", "html");</script>',
        f"{TRS}_1.html",
    ),
    "the other scheme": (
        "/a/123.html",
        '<a href="http://news.town.example/a/123_2.html">下一页</a>',
        "/a/123_2.html",
    ),
    "numbers, here a span": (
        "/a/123.html",
        '<div><span>1</span><a href="123_2.html">2</a><a href="123_3.html">3</a></div>',
        "/a/123_2.html",
    ),
    "numbers, here a class": (
        "/a/123.html",
        '<ul><li class="active"><a href="123.html">1</a></li><li><a href="123_2.html">[2]</a></li></ul>',
        "/a/123_2.html",
    ),
    "numbers that count from nought in the address": (
        f"{TRS}.html",
        f'<a href="{TRS}.html">1</a> <a href="{TRS}_1.html">2</a> <a href="{TRS}_2.html">3</a>',
        f"{TRS}_1.html",
    ),
    "numbers, the first has a number too": (
        "/a/123.html",
        '<a href="123_1.html">1</a><a href="123_2.html">2</a>',
        "/a/123_2.html",
    ),
    "the word goes before the numbers": (
        "/a/123.html",
        '<a href="123_3.html">3</a><a href="123_2.html">2</a><a href="123_2.html">下一页</a>',
        "/a/123_2.html",
    ),
}


@pytest.mark.parametrize(("first", "shown", "following"), FOLLOWED.values(), ids=FOLLOWED)
def test_the_next_page_of_an_article_is_found(first: str, shown: str, following: str) -> None:
    assert continuation_url(page(shown), HOST + first, SITE) == HOST + following


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8"])
def test_the_word_is_read_in_any_encoding(encoding: str) -> None:
    word = "下一頁" if encoding == "big5" else "下一页"
    body = f'<html><head><meta charset="{encoding}"></head><a href="123_2.html">{word}</a></html>'.encode(
        encoding
    )
    assert continuation_url(body, f"{HOST}/a/123.html", SITE) == f"{HOST}/a/123_2.html"


def test_utf8_that_is_declared_as_another_encoding_is_read() -> None:
    body = page('<a href="123_2.html">下一页</a>').replace(b"utf-8", b"gb2312")
    found = continuation_url(body, f"{HOST}/a/123.html", SITE, content_type="text/html; charset=gb2312")
    assert found == f"{HOST}/a/123_2.html"


NOT_FOLLOWED = {
    "the next article": ("/a/123.html", '<a href="124.html">下一篇</a>'),
    "the next article, called a page": ("/a/123.html", '<a href="124.html">下一页</a>'),
    "the next article with rel=next": ("/a/123.html", '<link rel="next" href="/a/124.html">'),
    "the next article by TRS's number": (f"{TRS}.html", '<a href="t20220105_7012346.html">下一页</a>'),
    "the next article by its query": ("/?p=12", '<a href="/?p=13">下一页</a>'),
    "the next of an article called 1": ("/p/1", '<a href="/p/2">下一页</a>'),
    "another host": ("/a/123.html", '<a href="//m.town.example/a/123_2.html">下一页</a>'),
    "nothing": ("/a/123.html", '<a href="#">下一页</a><a href="javascript:;">下一页</a>'),
    "itself": ("/a/123.html", '<a href="123.html">下一页</a>'),
    "the comments' pages": (
        "/a/123.html",
        '<div id="comments"><a href="123_2.html">下一页</a><a href="?page=2">2</a></div>',
    ),
    "a list of the channel": ("/a/123.html", '<a href="/a/index_2.html">下一页</a><a href="/a/2.html">2</a>'),
    "a day of a calendar": ("/p/", '<table class="calendar"><td><a href="/p/2">2</a></table>'),
    "a longer number": (
        "/a/123.html",
        '<a href="/a/1234.html">下一页</a><a href="/a/123_1234567.html">2</a>',
    ),
    "only the way back": ("/a/123.html", '<a href="123_2.html">末页</a>'),
    "the last page's script": (
        f"{TRS}.html",
        '<script>createPageHTML(1, 0, "t20220105_7012345", "html");</script>',
    ),
    "the definition of the script": (
        f"{TRS}.html",
        "<script>function createPageHTML(_nCount, _nIndex, _s, _e){}</script>",
    ),
    "other kinds of file": ("/a/123.html", '<a href="123_2.jpg">下一页</a>'),
    "no link": ("/a/123.html", "<p>请看下一页</p>"),
}


@pytest.mark.parametrize(("first", "shown"), NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_is_no_page_of_the_article_is_not_followed(first: str, shown: str) -> None:
    assert continuation_url(page(shown), HOST + first, SITE) is None


def test_a_source_without_continuations_has_none() -> None:
    body = page('<a href="123_2.html">下一页</a>')
    assert continuation_url(body, f"{HOST}/a/123.html", ANY_SITE) is None


def test_a_chain_goes_upward_and_ends() -> None:
    first = f"{HOST}/a/123.html"
    links = "".join(f'<a href="{name}.html">{n}</a>' for n, name in enumerate(("123", "123_2", "123_3"), 1))
    shown = f'{links}<a href="123_2.html">下一页</a>'
    assert continuation_url(page(shown), f"{HOST}/a/123_2.html", SITE, first=first) == f"{HOST}/a/123_3.html"
    assert continuation_url(page(shown), f"{HOST}/a/123_3.html", SITE, first=first) is None
    assert 10 <= PAGES_MAX <= 100


def test_the_pages_of_trs_are_counted_from_nought_to_the_last() -> None:
    pager = f'<a href="{TRS}.html">1</a><a href="{TRS}_1.html">2</a><a href="{TRS}_2.html">3</a>'
    first, second, third = (f"{HOST}{TRS}{end}.html" for end in ("", "_1", "_2"))
    assert continuation_url(page(pager), second, SITE, first=first) == third
    assert continuation_url(page(pager), third, SITE, first=first) is None


NUMBERS = {
    "/a/1.html /a/1.html": 0,
    "/a/1.html /a/1_2.html": 2,
    "/a/1.html /a/1.html?page=3": 3,
    "/a/1.html /a/1_all.html": float("inf"),
    "/a/1.html /a/2.html": None,
    "/a/1.html /a/1_2.html?page=3": None,
    "/a/1.html /a/1.html?page=%C2%B2": None,
    "/a?page=1 /a?page=4": 4,
    "/a?page=1 /a": 0,
    "/a?id=1 /a?id=2": None,
    "/a/1.html /b/1_2.html": None,
}


@pytest.mark.parametrize(("pair", "number"), NUMBERS.items(), ids=NUMBERS)
def test_the_number_of_a_page_is_that_of_its_address(pair: str, number: float | None) -> None:
    first, url = pair.split()
    assert page_number(HOST + url, HOST + first) == number


def test_the_whole_text_is_not_asked_for_behind_its_last_page() -> None:
    pager = '<a href="123.html">1</a><span>2</span><a href="123_all.html">全文阅读</a>'
    assert continuation_url(page(pager), f"{HOST}/a/123_2.html", SITE, first=f"{HOST}/a/123.html") is None
