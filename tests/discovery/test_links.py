"""Anchors of a page -> links."""

import pytest

from crawler.discovery.links import Link, page_links, resolved

PAGE = "http://news.example/category/a.html"


def urls(html: str, url: str = PAGE, **options: str) -> list[str]:
    return [link.url for link in page_links(html.encode(), url, **options)]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/2022/x.html", "http://news.example/2022/x.html"),
        ("x.html", "http://news.example/category/x.html"),
        ("./x.html", "http://news.example/category/x.html"),
        ("../x.html", "http://news.example/x.html"),
        ("../../../x.html", "http://news.example/x.html"),
        ("//other.example/x", "http://other.example/x"),
        ("https://news.example/x", "https://news.example/x"),
        ("http://news.example", "http://news.example/"),
        ("HTTP://News.Example:80/X", "http://news.example/X"),
        ("https://news.example:443/x", "https://news.example/x"),
        ("http://news.example:8080/x", "http://news.example:8080/x"),
        ("?page=2", "http://news.example/category/a.html?page=2"),
        ("x.html?a=1&b=2", "http://news.example/category/x.html?a=1&b=2"),
        ("x.html#part", "http://news.example/category/x.html"),
        ("  /padded.html\n", "http://news.example/padded.html"),
        ("/bro\nken.html", "http://news.example/broken.html"),
        ("\\2022\\x.html", "http://news.example/2022/x.html"),
        ("/a b.html", "http://news.example/a%20b.html"),
        ("/快讯.html", "http://news.example/%E5%BF%AB%E8%AE%AF.html"),
        ("/%E5%BF%AB.html", "http://news.example/%E5%BF%AB.html"),
        ("", None),
        ("   ", None),
        ("#top", None),
        ("javascript:void(0)", None),
        ("JavaScript: open()", None),
        ("mailto:desk@news.example", None),
        ("tel:12345", None),
        ("data:text/html,x", None),
        ("about:blank", None),
        ("ftp://news.example/x", None),
        ("http://", None),
        ("http:///x", None),
        ("http://[", None),
        ("http://news.example:port/x", None),
        ("http://news.example:99999/x", None),
        ("http://editor:secret@news.example/x", "http://news.example/x"),
        ("http://editor@News.example:80/x", "http://news.example/x"),
    ],
)
def test_an_address_is_resolved_as_a_browser_would_request_it(href: str, url: str | None) -> None:
    assert resolved(href, PAGE) == url


def test_links_come_in_order_each_once_with_what_the_reader_sees() -> None:
    html = """<a href="/b"><img alt="pic"></a><a href="/a#x"> 海州 <b>晚报</b>\n头版 </a><a href="/b">乙</a>
              <a name="here">no address</a><a href="/c" title="丙"></a>"""
    assert page_links(html.encode(), PAGE) == (
        Link(url="http://news.example/b", text="乙"),
        Link(url="http://news.example/a", text="海州 晚报 头版"),
        Link(url="http://news.example/c", text="丙"),
    )


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://cdn.example/root/", "https://cdn.example/root/x.html"),
        ("//cdn.example/", "http://cdn.example/x.html"),
        ("/2022/", "http://news.example/2022/x.html"),
        ("", "http://news.example/category/x.html"),
        ("javascript:", "http://news.example/category/x.html"),
    ],
)
def test_a_declared_base_comes_before_the_page_s_own_address(base: str, url: str) -> None:
    assert urls(f'<head><base href="{base}"><base href="/second/"></head><a href="x.html">x</a>') == [url]


def test_links_in_comments_and_scripts_are_not_links() -> None:
    assert urls("<!-- <a href=/a>a</a> --><script>'<a href=/b>b</a>'</script><a href=/c>c") == [
        "http://news.example/c"
    ]


def test_areas_of_a_map_are_links() -> None:
    assert page_links(b'<map><area href="/x" alt="A2"></map>', PAGE) == (
        Link(url="http://news.example/x", text="A2"),
    )


@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"<!-- -->", b"\x89PNG\r\n\x1a\n\x00\x00", b"\0\0\0", b"plain text"]
)
def test_a_body_without_anchors_has_no_links(body: bytes) -> None:
    assert page_links(body, PAGE) == ()


def test_a_page_with_an_xml_declaration_or_a_nul_is_read() -> None:
    xhtml = b'<?xml version="1.0" encoding="gb2312"?><html><body>\0<a href="/x">x</a></body></html>'
    assert [link.url for link in page_links(xhtml, PAGE)] == ["http://news.example/x"]


def test_texts_and_queries_follow_the_encoding_of_the_page() -> None:
    body = '<meta charset="gb2312"><a href="/s?q=快讯">快讯</a>'.encode("gbk")
    assert page_links(body, PAGE) == (Link(url="http://news.example/s?q=%BF%EC%D1%B6", text="快讯"),)
    body = '<a href="/x">快讯</a>'.encode("gb18030")
    assert page_links(body, PAGE, content_type="text/html; charset=GBK")[0].text == "快讯"


@pytest.mark.parametrize("declared", ["text/html; charset=ISO-8859-1", "text/html; charset=utf-8", ""])
def test_gbk_declared_to_be_something_else_is_read_as_gbk(declared: str) -> None:
    page = '<meta charset="utf-8"><a href="list.asp?page=2">下一页</a>'.encode("gbk")
    assert [link.text for link in page_links(page, PAGE, content_type=declared)] == ["下一页"]


def test_accented_letters_are_no_chinese() -> None:
    page = '<a href="/x">Été à la montagne, déjà réservé</a>'.encode("latin-1")
    found = page_links(page, PAGE, content_type="text/html; charset=ISO-8859-1")
    assert [link.text for link in found] == ["Été à la montagne, déjà réservé"]


def test_a_link_laid_over_an_item_is_called_by_its_label() -> None:
    page = b'<article><h2>A day</h2><a aria-label="post link to A day" href="/posts/day/"></a></article>'
    assert [link.text for link in page_links(page, PAGE)] == ["post link to A day"]
