"""A page's tree is the one a browser would build."""

import pytest
from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html
from crawler.items import ExtractionError


def lines(html: str) -> list[str]:
    return lines_of(parse_html(html))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<body><p>上</p></body></html><p>下</p>", ["上", "下"]),
        ("<html><body><p>上</p></html><html><body><p>下</p></body></html>", ["上", "下"]),
        ("<body><p>上\x00\x01\x0b下</p>", ["上下"]),
        ("<body><p>上\ud800下</p>", ["上下"]),
        ("<body><p>上<!-- <p>注</p> -->下</p>", ["上下"]),
        ("<script>document.write('</body></html>')</script><p>下</p>", ["下"]),
        ("<body><p>一<p>二<br>三</p>", ["一", "二", "三"]),
        ("<body><p>上海<a href=x>证<span>券</span></a><span></span>报</p>", ["上海证券报"]),
        ("<body><p>一</p><p style='display: none'>藏</p><div hidden>藏</div><p>二</p>", ["一", "二"]),
        (
            "<body><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
            ["甲 | 乙", "丙 | 丁"],
        ),
        ("<body><p>一&nbsp;&#12288;二\n三</p>", ["一 二 三"]),
        ("<body><noscript>开启脚本</noscript><select><option>北京</select><p>文</p>", ["文"]),
    ],
)
def test_a_page_gives_the_lines_a_reader_sees(html, expected):
    assert lines(html) == expected


def test_elements_nested_deeper_than_any_reader_goes_are_unwrapped():
    depth, node = 0, parse_html("<body>" + "<div>" * 1500 + "<p>底</p>")
    assert lines_of(node) == ["底"]
    while len(node):
        depth, node = depth + 1, node[-1]
    assert depth <= 210


def test_every_element_is_an_html_element():
    assert all(
        isinstance(element, HtmlElement)
        for element in parse_html("<form><input><label>x</label></form>").iter()
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ('{"code": 0}', "not-html"),
        ("一段没有标签的文字", "not-html"),
        ('<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "not-html"),
        ("<p>" + "x" * 20_000_000, "too-large"),
    ],
)
def test_what_is_no_page_is_refused_by_name(text, reason):
    with pytest.raises(ExtractionError) as refused:
        parse_html(text)
    assert refused.value.reason == reason


def test_an_image_embedded_as_text_does_not_make_a_page_too_large_to_read():
    assert lines(f"<body><img src='data:image/png;base64,{'A' * 9_000_000}'><p>文</p>") == ["文"]
