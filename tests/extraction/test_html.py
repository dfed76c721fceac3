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


FIRST, SECOND, THIRD = "<p>第一段</p>", "<p>第二段</p>", "<p>第三段</p>"
ALL = ["第一段", "第二段", "第三段"]


# What a browser shows, by the HTML standard, as html5lib 1.1 reads it.
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{FIRST}</html>{SECOND}</body></html>{THIRD}", ALL),
        (f"{FIRST}<!DOCTYPE html><html lang=zh><head><title>头</title></head><body>{SECOND}</body></html>"
         f"{THIRD}", ALL),
        (f"{FIRST}<body class=x>{SECOND}</body >后记", ["第一段", "第二段", "后记"]),
        (f"{FIRST}<head><meta name=a></head>{SECOND}", ALL[:2]),
        (f"{FIRST}<!-->{SECOND}-->{THIRD}", ["第一段", "第二段", "-->", "第三段"]),
        (f"{FIRST}<!--->{SECOND}", ALL[:2]),
        (f"{FIRST}<!-- 注 --!>{SECOND}<!-- 注 -->{THIRD}", ALL),
        (f"{FIRST}<!-- 注 -- 注 <!-- 注 -->{SECOND}", ALL[:2]),
        (f"{FIRST}<!-- 没有完 {SECOND}", ALL[:1]),
        (f"{FIRST}<!--[if IE]><p>旧</p><![endif]--><![if !IE]>{SECOND}<![endif]>{THIRD}", ALL),
        (f"{FIRST}<!--[if !IE]><!-->{SECOND}<!--<![endif]-->{THIRD}", ALL),
        (f"{FIRST}<?xml:namespace prefix = o ns = 'urn:x' />{SECOND}<! 注 >{THIRD}", ALL),
        (f"{FIRST}<script><!--\nvar a = '<p>x</p>';\n//--></script >{SECOND}", ALL[:2]),
        (f"{FIRST}<script>//<![CDATA[\nvar a = '<p>x</p>';\n//]]></script\n>{SECOND}", ALL[:2]),
        (f"{FIRST}<script>没有完 {SECOND}", ALL[:1]),
        (f"{FIRST}<style><!-- .a {{}} </style>{SECOND}", ALL[:2]),
        (f"{FIRST}<textarea>{SECOND}</textarea>{THIRD}", ["第一段", "第三段"]),
        (f"{FIRST}<noscript>{SECOND}</noscript>{THIRD}", ["第一段", "第三段"]),
        (f"{FIRST}<template>{SECOND}</template>{THIRD}", ["第一段", "第三段"]),
        ("<p>外<p>内</p>后</p>末</p>", ["外", "内", "后", "末"]),
        ("<p>甲<div>乙</div></p>丙</p>丁", ["甲", "乙", "丙", "丁"]),
        ("甲</p>乙</p>丙", ["甲", "乙", "丙"]),
        ("<div>甲</p>乙</P >丙</p></div>", ["甲", "乙", "丙"]),
        ("<p>甲</br>乙<br/>丙<BR></br>丁<br clear=all />戊</p>", ["甲", "乙", "丙", "丁", "戊"]),
        ("<a href=1>甲<a href=2>乙</a>丙</a>丁", ["甲乙丙丁"]),
        ("<b>甲<p>乙</p><i>丙</b>丁</i>", ["甲", "乙", "丙丁"]),
        ("<ul><li>甲<li>乙<ul><li>丙</ul><li>丁</ul>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<table><div>甲</div><tr><td>乙</td></tr></table>丙", ["甲", "乙", "丙"]),
        ("<table><form><tr><td>甲</td></tr></form></table>乙", ["甲", "乙"]),
        ("<td>甲</td></tr></table></div></div>乙", ["甲乙"]),
        (f"<div/>{FIRST}<div class=a/>{SECOND}", ALL[:2]),
        ("<p>甲\0乙&nbsp丙&lt丁&#150;&#0;&hellip;</p>", ["甲乙 丙<丁–\ufffd…"]),
        ('<a href="x" title="他说"好"吧">甲</a>乙', ["甲乙"]),
        ('<a href="x"title="y">甲</a><p class=“x”>乙</p><p 样式="z">丙</p>', ["甲", "乙", "丙"]),
        ('<a title="a>b">甲</a><img alt="a<b">乙', ["甲乙"]),
        ("<p>3<5 而 a< b，温度<-5度，<=3</p>", ["3<5 而 a< b，温度<-5度，<=3"]),
        ("<p>读<红楼梦>和<<三国>>，他说<“好”>。</p>", ["读<红楼梦>和<<三国>>，他说<“好”>。"]),
        ("<p>甲</书>乙</ >丙</></p>", ["甲乙丙"]),
        ("<p>甲<o:p></o:p>乙<st1:chsdate w:st='on'>12月1日</st1:chsdate>丙<x-y>丁</x-y></p>", ["甲乙12月1日丙丁"]),
        (f"<embed src='v.swf'>{FIRST}<embed src=v />甲</embed>{SECOND}<object><embed src=v></embed></object>{THIRD}",
         ["第一段", "甲", "第二段", "第三段"]),
        (f"<p>甲<wbr>乙<img src=x></img>丙<input></input>丁</p><source src=y>{FIRST}", ["甲乙丙丁", "第一段"]),
        ("<frameset><frame src=a></frameset>" + FIRST, ["第一段"]),
        ("<plaintext>" + "甲<b>乙", ["甲<b>乙"]),
    ],
)  # fmt: skip
def test_broken_markup_shows_what_a_browser_shows(body: str, expected: list[str]) -> None:
    assert lines(f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>") == expected


@pytest.mark.parametrize("head", ["<br>", "<img src=x>", "字", "<div>字</div>"])
def test_what_does_not_belong_in_a_head_ends_it_and_loses_nothing(head: str) -> None:
    tree = parse_html(
        f"<html><head>{head}<title>题</title><meta name=a content=b></head><body>{FIRST}</body></html>"
    )
    assert (tree.findtext(".//title"), tree.find(".//meta").get("content")) == ("题", "b")
    assert lines_of(tree)[-1] == "第一段"


@pytest.mark.parametrize(
    "piece",
    [
        "</p>",
        "<p>",
        "</br>",
        "<embed ",
        "<embed>",
        "</embed>",
        "</body>",
        "</html ",
        "<",
        "<!--",
        "</",
        "&",
        "<p ",
    ],
)
def test_no_repetition_takes_long(piece: str) -> None:
    parse_html(f"<body>{FIRST}{piece * (200_000 // len(piece))}")


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
