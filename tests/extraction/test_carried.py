"""The article among all that a page carries for its scripts: found whatever its parts are named, and no other."""

from __future__ import annotations

import html
import json
import urllib.parse
from typing import Any

import pytest

from crawler.extraction.body.reader import Body
from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.embedded.blocks import lines_in
from crawler.extraction.embedded.choice import chosen_body
from crawler.extraction.embedded.reader import read_carried
from crawler.extraction.extract import extract
from crawler.extraction.markup.html import parse_html
from crawler.items import Article, ExtractionError
from crawler.sources import ANY_SITE
from tests.values import capture

TITLE = "青石渡口的老船工教会三十名学徒造木船"
LINES = (
    "入冬以后，青石渡口的船坞里每天都能听见凿子的声音，三十名学徒跟着老船工蔺百川学造木船。",
    "蔺百川今年七十三岁，十四岁上船，前后造过两百多条船，最大的一条能装四十吨石料。",
    "他说，木船要先选料，再放样，最后才是上油；少一道，船下了水就会漏。",
)
MARKUP = "".join(f"<p>{line}</p>" for line in LINES)
RELATED = [
    {
        "title": f"上游{name}水库今年第{n}次调水",
        "content": f"<p>{name}水库的闸门在清晨打开，水头两个小时到达下游。</p>" * 9,
    }
    for n, name in enumerate(("云坪", "白石", "鹿回"), 1)
]
NODE: dict[str, Any] = {
    "title": TITLE,
    "content": MARKUP,
    "publishTime": "2023-12-05 08:30:00",
    "author": "沈砚秋",
    "source": "渡口晚报",
}
DATED = "2023-12-05T08:30:00+08:00"


def node(**changes: Any) -> dict[str, Any]:
    return {**NODE, **changes}


def renamed(**names: str) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in NODE.items()}


def dumped(value: Any, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, **options)


def script(text: str, attributes: str = "") -> str:
    return f"<script{attributes}>{text}</script>"


def page(carrier: str, *, body: str = '<div id="app"></div>', title: str = f"{TITLE} - 渡口在线") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}{carrier}</body></html>"


def carried(text: str, *titles: str, url: str | None = None) -> EmbeddedArticle | None:
    return read_carried(text, parse_html(text), "+08:00", titles=titles or (TITLE,), url=url)


def read(text: str) -> Article:
    return extract(capture(text.encode("utf-8", "surrogatepass")), ANY_SITE)


def flat_state() -> str:
    """The article as Nuxt 3 writes its state: every value once, and places of values instead of values."""
    keys = list(NODE)
    article = {key: place for place, key in enumerate(keys, 4)}
    return dumped([["ShallowReactive", 1], {"data": 2}, ["Reactive", 3], article, *NODE.values()])


def flight() -> str:
    size = len(MARKUP.encode())
    stream = (
        f'1:"$Sreact"\n1a:T{size:x},{MARKUP}2:["$","div",null,{{"article":{dumped(node(content="$1a"))}}}]\n'
    )
    half = len(stream) // 2
    pushes = [f"self.__next_f.push([1,{dumped(part)}])" for part in (stream[:half], stream[half:])]
    return "".join(map(script, ["(self.__next_f=self.__next_f||[]).push([0])", *pushes]))


def as_literal(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("<", "\\u003c").replace("/", "\\u002F")
    return f"'{escaped}'"


LITERAL = (
    f"{{ title: {as_literal(TITLE)}, /* 正文 */ content: '' + {as_literal(MARKUP)},\n"
    "  time: '2023-12-05 08:30:00',"
    "  // 署名\n  author: '沈砚秋', isHot: !1, from: `渡口晚报`, next: void 0,"
    " on: function (e) { return { a: '}' } }, }"
)
WHOLE = dumped({"props": {"pageProps": {"detail": NODE, "related": RELATED}}, "page": "/a/[id]"})
CARRIERS = {
    "next": script(WHOLE, ' id="__NEXT_DATA__" type="application/json"'),
    "next stream": flight(),
    "nuxt 3": script(flat_state(), ' type="application/json" id="__NUXT_DATA__"'),
    "nuxt function": script(
        "window.__NUXT__=(function(a,b,c,d){return {data:[{info:{title:a,content:b,publishTime:d,"
        'author:"沈砚秋",source:"渡口晚报",flag:c}}],state:{}}}('
        f"{dumped(TITLE)},{dumped(MARKUP).replace('/', chr(92) + 'u002F')},void 0,\"2023-12-05 08:30:00\"));"
    ),
    "nuxt function with statements": script(
        "window.__NUXT__=(function(a,b){a.x=1;b.y={z:2};return {layout:'d',data:[{art:{title:"
        + f"{dumped(TITLE)},content:{dumped(MARKUP)},publishTime:'2023-12-05 08:30:00',author:'沈砚秋',"
        "source:'渡口晚报'}}]}}({},{}));"
    ),
    "initial state": script(
        f"window.__INITIAL_STATE__={WHOLE};(function(){{var s;(s=document.currentScript).remove()}}());"
    ),
    "initial data in brackets": script(f'window["__INITIAL_DATA__"] = {WHOLE}'),
    "preloaded state": script(f"window.__PRELOADED_STATE__ = {WHOLE.replace('<', chr(92) + 'u003C')}"),
    "parse": script(f"window.__STATE__ = JSON.parse({dumped(WHOLE)});"),
    "parse with single quotes": script(
        f"var s = JSON.parse('{WHOLE.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}');"
    ),
    "parse of a string that is encoded": script(
        f'window.INIT = JSON.parse(decodeURIComponent("{urllib.parse.quote(WHOLE)}"))'
    ),
    "encoded": script(urllib.parse.quote(WHOLE), ' id="RENDER_DATA" type="application/json"'),
    "with entities": script(html.escape(WHOLE), ' type="application/json"'),
    "ASCII": script("var pageData = " + json.dumps(NODE).replace("/", "\\/") + ";"),
    "in a call": script(f"app.render({WHOLE}, document.body)"),
    "returned": script(f"export default {{ data() {{ return {dumped(NODE)} }} }}"),
    "a literal": script(f"var BASE = {LITERAL};"),
    "a literal, sliced": script(
        "var BASE_DATA = { articleInfo: { title: '&quot;" + TITLE + "&quot;'.slice(6, -6), content: "
        f"'&quot;{html.escape(MARKUP, quote=False)}&quot;'.slice(6, -6).replace(/<br>/ig, ''), subInfo: {{"
        "source: '渡口晚报', time: '2023-12-05 08:30:00', author: '沈砚秋' } } };"
    ),
    "an attribute": f"<div data-article='{html.escape(dumped(NODE))}'></div>",
    "an attribute of a component": f'<news-page :detail="{html.escape(dumped(NODE))}"></news-page>',
    "a hidden field": f'<input type="hidden" id="detail" value="{html.escape(dumped(NODE))}">',
    "a textarea of JSON": f"<textarea style='display:none'>{html.escape(dumped(NODE))}</textarea>",
    "fields named as its parts": (
        f'<textarea class="article-title">{TITLE}</textarea><textarea class="article-author">沈砚秋</textarea>'
        f'<textarea class="article-source-name">渡口晚报</textarea>'
        f'<textarea class="article-time">1701736200000</textarea>'
        f'<textarea class="article-content">{html.escape(MARKUP)}</textarea>'
    ),
    "JSON in a string of JSON": script(
        dumped({"code": 0, "result": dumped({"detail": dumped(NODE)})}), ' type="application/json"'
    ),
    "content as JSON in a string": script(
        "var d = " + dumped(node(content=dumped([{"type": "text", "content": line} for line in LINES])))
    ),
    "other names": script(
        "var docData = "
        + dumped(renamed(title="article_title", content="contentHtml", publishTime="pub_time", source="sourceName"))
    ),
    "apart from its title": script(
        "var d = " + dumped({"headline": TITLE, "meta": {"ctime": 1701736200, "writer": {"name": "沈砚秋"},
                             "copyFrom": "渡口晚报"}, "detail": {"html": MARKUP}, "list": RELATED})
    ),
    "the title in an object of its own": script(
        "var d = " + dumped({"basic": {k: v for k, v in NODE.items() if k != "content"}, "text": {"body": MARKUP}})
    ),
    "in two scripts": script(f"var summary = {dumped(node(content=''))};")
    + script(f"var full = {dumped({'title': TITLE, 'content': MARKUP})};"),
    "in a list of one": script(dumped([{"type": "article", "attributes": NODE}]), " type='application/json'"),
    "after what others put in lists": script(f"var feed = {dumped(RELATED)};") + script(f"var d = {dumped(NODE)}"),
    "its own entry among the related": script(f"var all = {dumped([*RELATED, NODE])}"),
    "variables": script(
        f"var docTitle = '{TITLE}', siteId = 12, newsContent = \"{MARKUP.replace('/', chr(92) + '/')}\";\n"
        "window.pubTime = '2023-12-05 08:30:00'; // 时间\nlet author = '沈砚秋';var sourceName=\"渡口晚报\";"
    ),
    "variables that are worked on": script(
        f"var msg_title = '{TITLE}'.html(false); var msg_content = decode(\"{MARKUP.replace('/', chr(92) + '/')}\");\n"
        "var ct = \"1701736200\";\nvar author = htmlDecode('沈砚秋');\n  var source_name = '渡口晚报' ;"
    ),
    "names with a word before": script(
        "window.initialState="
        + dumped({"detail": {"data": {"widgetTitle": TITLE, "widgetContent": MARKUP, "createdAt": 1701736200000,
                                      "author": "沈砚秋", "source": "渡口晚报"}}})
    ),
    "behind a program": script("!function(e){var t={};function n(r){return t[r]}}({content:function(){}});")
    + script(f"var d = {dumped(NODE)}"),
}  # fmt: skip


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)
def test_an_article_is_read_wherever_the_page_keeps_it(carrier: str) -> None:
    article = read(page(carrier))
    assert article.text == "\n".join(LINES)
    assert (article.title, article.authors, article.publisher) == (TITLE, ("沈砚秋",), "渡口晚报")
    assert article.published_at == DATED


TEXTS: dict[str, Any] = {
    "markup": MARKUP,
    "markup with escaped tags": html.escape(MARKUP, quote=False),
    "plain text": "\n".join(LINES),
    "strings": list(LINES),
    "blocks": [
        *({"type": "text", "content": line} for line in LINES),
        {"type": "image", "content": "//a/1.jpg"},
    ],
    "blocks of markup": {"contentList": [{"type": "text", "data": f"<p>{line}</p>"} for line in LINES]},
    "draft": {"blocks": [{"key": f"k{n}", "text": line, "type": "unstyled"} for n, line in enumerate(LINES)]},
    "editor": {"time": 1, "blocks": [{"type": "paragraph", "data": {"text": line}} for line in LINES]},
    "quill": {"ops": [{"insert": "\n".join(LINES)}]},
    "tree of runs": {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "content": [
                    {"type": "text", "text": line[:9]},
                    {"type": "text", "marks": [], "text": line[9:]},
                ],
            }
            for line in LINES
        ],
    },
    "children": [
        {"type": "p", "children": [{"text": line[:5]}, {"text": line[5:], "bold": True}]} for line in LINES
    ],
    "a string of blocks": dumped([{"type": "text", "text": line} for line in LINES]),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_has_the_same_lines_in_every_form(text: Any) -> None:
    assert lines_in(text) == list(LINES)


def test_captions_are_part_of_the_text() -> None:
    blocks = [
        {"type": "text", "content": LINES[0]},
        {"type": "image", "url": "//a/1.jpg", "desc": "船坞一角"},
    ]
    assert lines_in(blocks) == [LINES[0], "船坞一角"]


@pytest.mark.parametrize(
    "value",
    [
        RELATED,
        {"list": RELATED, "hot": RELATED[0]},
        {"title": "渡口在线", "content": "渡口在线是青石渡的新闻网站，每天二十四小时更新。" * 5},
        {
            "comments": [
                {"user": "甲", "content": "写得真好" * 20},
                {"user": "乙", "content": "支持老手艺" * 20},
            ]
        },
        {"title": RELATED[0]["title"], "content": MARKUP, "publishTime": "2023-12-05", "id": 123},
        {"i18n": {"content": "内容", "title": "标题", "text": "正文"}, "body": {"font": "宋体"}},
        {"share": {"title": "分享", "content": "快来看看青石渡口的新鲜事，点开链接就能读到全部。" * 8}},
    ],
)
def test_what_bears_no_sign_of_this_page_is_not_its_article(value: Any) -> None:
    assert carried(page(script(f"var d = {dumped(value)};"))) is None


def test_the_address_tells_the_article_where_no_title_does() -> None:
    value = {
        "detail": {"docId": "DOC20231205007", "content": MARKUP},
        "other": {"docId": "X9", "content": MARKUP * 3},
    }
    found = carried(
        page(script(f"var d = {dumped(value)}")), url="https://a.example/news/DOC20231205007.html"
    )
    assert found is not None
    assert (found.lines, found.place) == (LINES, "script d.detail.content")


def test_a_record_without_a_text_is_found_by_its_title_even_where_that_is_escaped() -> None:
    """A script often states whom an article is from where the page shows no more than its text."""
    facts = json.dumps({"title": TITLE, "media": "渡口晚报", "pubtime": "2023-12-05 08:30:00"})
    article = carried(page(script(f"window.DATA = {facts}"), body=MARKUP))
    assert article is not None
    assert (article.publisher, article.published_at, article.lines) == ("渡口晚报", DATED, ())


def test_a_page_without_a_title_has_the_only_article_it_carries() -> None:
    one = script(f"var d = {dumped({'site': {'name': '渡口在线'}, 'detail': NODE})}")
    assert read(page(one, title="渡口在线")).title == TITLE
    two = script(f"var d = {dumped({'detail': NODE, 'other': node(title='另一篇同样长的文章在这里')})}")
    assert carried(page(two, title="渡口在线"), "渡口在线") is None


def test_what_is_shared_is_not_the_text() -> None:
    share = {"title": TITLE, "content": TITLE}
    found = carried(page(script(f"var share = {dumped(share)}; var later = {{content: {dumped(MARKUP)}}}")))
    assert found is None or found.lines == ()


@pytest.mark.parametrize(
    "value", [{"title": TITLE}, {"title": TITLE, "content": LINES[0]}, {"name": TITLE, "text": LINES[1] * 3}]
)
def test_a_page_is_no_article_for_a_word_about_it(value: dict[str, Any]) -> None:
    found = carried(page(script(f"var site = {dumped(value)};" + " " * 99)))
    assert found is not None
    assert not found.is_article


def test_the_place_is_told() -> None:
    found = carried(page(CARRIERS["next"]))
    assert found is not None
    assert found.place == "script#__NEXT_DATA__.props.pageProps.detail.content"
    assert not found.whole


@pytest.mark.parametrize(
    ("value", "published_at", "modified_at"),
    [
        ({"pubDate": "2023-12-05T08:30:00+08:00", "updateTime": "2023-12-06"}, DATED, "2023-12-06"),
        ({"ctime": 1701736200}, DATED, None),
        ({"createTime": 1701736200000, "updatedAt": 1701736260000}, DATED, None),
        ({"newsTime": "1701736200", "ctime": 1}, DATED, None),
        ({"time": "昨天"}, None, None),
        ({"date": None, "publishTime": {"a": 1}}, None, None),
    ],
)
def test_its_times(value: dict[str, Any], published_at: str | None, modified_at: str | None) -> None:
    found = carried(page(script(f"var d = {dumped({'title': TITLE, 'content': MARKUP, **value})}")))
    assert found is not None
    assert (found.published_at, found.modified_at) == (published_at, modified_at)


@pytest.mark.parametrize(
    ("value", "byline", "publisher", "tags"),
    [
        ({"author": {"name": "沈砚秋"}, "source": {"name": "渡口晚报"}}, "沈砚秋", "渡口晚报", ()),
        ({"authors": [{"name": "沈砚秋"}, {"name": "蒲月"}]}, "沈砚秋 蒲月", None, ()),
        ({"authorName": ["沈砚秋", "蒲月"], "keywords": "木船,渡口"}, "沈砚秋 蒲月", None, ("木船", "渡口")),
        ({"source": "https://a.example/", "from": "web", "author": "0"}, None, None, ()),
        ({"source": 3, "author": None, "tags": [{"name": "木船"}, {"id": 4}]}, None, None, ("木船",)),
    ],
)
def test_its_names(
    value: dict[str, Any], byline: str | None, publisher: str | None, tags: tuple[str, ...]
) -> None:
    found = carried(page(script(f"var d = {dumped({'title': TITLE, 'content': MARKUP, **value})}")))
    assert found is not None
    assert (found.byline, found.publisher, found.tags) == (byline, publisher, tags)


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        ((), LINES),
        (LINES[:1], LINES),
        (("打开客户端阅读全文",), LINES),
        (LINES, LINES),
        (("图：船坞", *LINES), ("图：船坞", *LINES)),
        ((*LINES, "热门新闻一条", "热门新闻两条"), LINES),
        ((*LINES, "热门新闻一条", "责任编辑：蒲月"), (*LINES, "责任编辑：蒲月")),
        ((*LINES, *LINES[::-1], "另外三段没有带上的正文"), (*LINES, *LINES[::-1], "另外三段没有带上的正文")),
    ],
)
def test_of_two_texts_the_fuller_is_read_and_ends_where_both_end(
    shown: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    body = chosen_body(EmbeddedArticle(lines=LINES, place="script d"), Body(lines=shown, rule="generic"))
    assert body.lines == lines


def test_what_is_shown_stands_where_nothing_is_carried() -> None:
    shown = Body(lines=LINES, rule="generic")
    assert chosen_body(None, shown) is shown
    assert chosen_body(EmbeddedArticle(title=TITLE), shown) is shown


BOMBS = {
    "open brackets": "var content = " + "[" * 100_000 + '"content":"' + "长" * 50,
    "open objects": "var d = " + '{"content":' * 50_000 + '"长长"',
    "closed lists": "var d = " + "[" * 100_000 + "]" * 100_000 + ';d={"content":[{"a":1}]}',
    "wide list": 'var d = {"content":[{}' + ",{}" * 500_000 + "]}",
    "long text": 'var d = {"content":"' + "字" * 2_000_000 + '"}',
    "many assignments": 'a={content:[{"x":' * 5_000,
    "many calls": 'f({content:"' * 5_000,
    "functions": "var d={content:[{a(){" * 3_000 + "文",
    "flat list of itself": None,
    "flight of itself": 'self.__next_f.push([1,"1:{\\"content\\":\\"$1\\"}\\n' + "2:T5,ab" * 9_000 + '"])',
    "assignments of strings": "var content = '" + "文" * 50 + "';" + "var title='" * 60_000,
    "names of variables": "var content = '" + "文" * 50 + "';" + "a" * 100_000 + ",\n" * 60_000,
    "strings in strings": "var d = " + dumped({"content": "[" * 50_000, "data": '{"content":' * 9_000}),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_page_made_to_stop_readers_is_read_as_any_other(bomb: str | None) -> None:
    flat = [["Reactive", 1], {"content": 2, "title": 2}, [[2] * 9, {"a": 2, "content": 2}, 2]]
    attributes = "" if bomb else ' id="__NUXT_DATA__" type="application/json"'
    text = page(script(bomb or dumped(flat) + " " * 150, attributes), body=f"<h1>{TITLE}</h1>{MARKUP}")
    assert read(text).text == "\n".join(LINES)


def test_a_missing_page_is_not_saved_by_what_it_carries() -> None:
    text = page(
        script(f"var d = {dumped({'list': RELATED})}"),
        body="<h1>404</h1><p>页面不存在</p>",
        title="404 页面不存在",
    )
    with pytest.raises(ExtractionError) as caught:
        read(text)
    assert caught.value.reason == "soft-404"
