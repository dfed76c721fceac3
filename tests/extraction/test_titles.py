"""The title of a page: which heading, which statement, and what is cut from it."""

import dataclasses

import pytest

from crawler.extraction.fields.headline import find_headline
from crawler.extraction.fields.titles import says_nothing, site_in_title, without_site
from crawler.extraction.markup.head import read_head
from crawler.extraction.markup.html import parse_html
from tests.extraction.pages import TITLE, news_page

T = "清溪大桥合龙 两岸村民不再绕行二十里"

WITH_SITE = [
    (f"{T}_清溪网", T),
    (f"{T}_新闻频道_清溪网", T),
    (f"{T}-清溪网", T),
    (f"{T} - 清溪网", T),
    (f"{T}--清溪频道--清溪网", T),
    (f"{T}——清溪网", T),
    (f"{T}|清溪网", T),
    (f"{T} | 清溪日报", T),
    (f"{T}丨清溪日报", T),
    (f"{T} - 本地要闻 - 清溪县人民政府", T),
    (f"{T}_清溪财经", T),
    (f"{T}_要闻_清溪新闻-The Qingxi", T),
    (f"清溪网_{T}", T),
    (f"{T} » 清溪在线", T),
    (f"{T}-www.qingxi.cn", T),
    (f"快讯｜{T}", f"快讯｜{T}"),
    (f"深度丨{T}_清溪网", f"深度丨{T}"),
    (f"快讯 | {T} | 清溪网", f"快讯 | {T}"),
    (f"清溪时评：{T}", f"清溪时评：{T}"),
    (f"{T}(组图)_清溪网", f"{T}(组图)"),
    (f"【图】{T}_清溪网", f"【图】{T}"),
    ("2-1！清溪队逆转-夺冠_清溪体育", "2-1！清溪队逆转-夺冠"),
    ("A-B型列车明年开跑", "A-B型列车明年开跑"),
    (T, T),
]


@pytest.mark.parametrize(("stated", "title"), WITH_SITE)
def test_without_site_cuts_what_names_site_and_section_and_nothing_else(stated: str, title: str) -> None:
    assert without_site(stated) == title


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    title_tag: str = f"{T}_清溪网"
    heading: str = f"<h1>{T}</h1>"
    head: str = ""
    expected: str = T
    rule: str = "heading"


META = "<meta {}='{}' content='{}'>"
PAGES = {
    "logo first": Page(heading=f"<h1>清溪网</h1><h1>{T}</h1>"),
    "logo as h1, title in h2": Page(heading=f"<h1>清溪新闻频道</h1><h2>{T}</h2>"),
    "column as h1, title in a cell": Page(
        title_tag=f"{T}_清溪要闻_清溪网", heading=f"<h1>清溪要闻</h1><table><tr><td>{T}</td></tr></table>"
    ),
    "in strong": Page(heading=f"<p><strong>{T}</strong></p>"),
    "in p.title": Page(heading=f"<p class='title'>{T}</p>"),
    "in font": Page(heading=f"<div align=center><font size=5>{T}</font></div>"),
    "in founder-title": Page(heading=f"<founder-title>{T}</founder-title>"),
    "site behind a space": Page(title_tag=f"{T} 清溪时空网", heading=f"<div class='bt'>{T}</div>"),
    "short, in bold type": Page(
        title_tag="清溪的早晨", heading="<td><font><b>清溪的早晨</b></font></td>", expected="清溪的早晨"
    ),
    "two lines": Page(
        title_tag="清溪大桥合龙 两岸村民不再绕行二十里-清溪网",
        heading="<h1>清溪大桥合龙<br>两岸村民不再绕行二十里</h1>",
    ),
    "main title of three": Page(
        title_tag=f"{T}--清溪网", heading=f"<h3>一桥飞架</h3><h1>{T}</h1><h4>总投资一亿元，历时三年</h4>"
    ),
    "badge in an element": Page(heading=f"<h1><i>独家</i>{T}</h1>"),
    "badge behind": Page(heading=f"<h1>{T} <span class='tag'>原创</span></h1>"),
    "badge without an element": Page(heading=f"<h1>视频 {T}</h1>"),
    "a column's name before a bar is no badge": Page(
        title_tag=f"快讯｜{T}_清溪网", heading=f"<h1>快讯｜{T}</h1>", expected=f"快讯｜{T}"
    ),
    "heading longer than the title": Page(
        title_tag="清溪大桥合龙_清溪网", heading=f"<h1>{T}</h1>", expected=T
    ),
    "title cut": Page(title_tag=f"{T[:12]}..._清溪网"),
    "title cut, only stated": Page(
        heading="", head=META.format("property", "og:title", f"{T[:12]}…"), rule="title-element"
    ),
    "only in the title": Page(heading="", rule="title-element"),
    "only stated officially": Page(
        title_tag="清溪县人民政府",
        heading="<h1></h1>",
        head=META.format("name", "ArticleTitle", T) + META.format("name", "SiteName", "清溪县人民政府"),
        rule="official-meta",
    ),
    "the title says nothing": Page(title_tag="新闻详情", heading=f"<h2>{T}</h2>"),
    "the title is the site's": Page(
        title_tag="清溪县人民政府门户网站",
        heading=f"<h1>{T}</h1>",
        head=META.format("property", "og:title", "清溪县人民政府门户网站"),
    ),
    "a heading that points back to it": Page(heading=f"<div class=tt>{T}</div><h3>正在阅读：{T}</h3>"),
    "the title is the office's": Page(title_tag="清溪县公安局", heading=f"<h3 align=center>{T}</h3>"),
    "shorter than the name of its site": Page(
        title_tag="渡口--清溪县人民政府", heading="<h2>渡口</h2>", expected="渡口"
    ),
    "a section's short name before that of a site": Page(
        title_tag=f"要闻_{T}_清溪网", heading=f"<h1>要闻</h1><h2>{T}</h2>"
    ),
    "entities escaped twice": Page(
        title_tag="清溪大桥&amp;ldquo;合龙&amp;rdquo;_清溪网",
        heading="",
        expected="清溪大桥“合龙”",
        rule="title-element",
    ),
    "tags escaped in the title": Page(
        title_tag="清溪大桥合龙&lt;br/&gt;两岸村民不再绕行二十里_清溪网", heading="", rule="title-element"
    ),
    "json alone": Page(
        title_tag="清溪网",
        heading="",
        head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + T + '"}</script>',
        rule="json-ld",
    ),
    "the context of a search engine": Page(
        title_tag="清溪网",
        heading="",
        head='<script type="application/ld+json">{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld",'
        '"title":"' + T + '","pubDate":"2024-03-05T08:01:00"}</script>',
        rule="json-ld",
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_title_is_what_the_page_shows_and_states(page: Page) -> None:
    tree = parse_html(news_page(title_tag=page.title_tag, heading=page.heading, head=page.head))
    headline = find_headline(tree, read_head(tree), ("清溪网",))
    assert headline.text == page.expected
    assert headline.chosen.won is not None
    assert headline.chosen.won.rule == page.rule


def test_a_titles_candidates_keep_what_the_page_says_and_where() -> None:
    html = news_page(
        title_tag=f"{T}_清溪网", heading=f"<h1>{T}</h1>", head=META.format("property", "og:title", "别的")
    )
    tree = parse_html(html)
    chosen = find_headline(tree, read_head(tree), ()).chosen
    assert chosen.won is not None
    assert chosen.won.place == "/html/body/div[2]/h1"
    assert [(one.rule, one.value, one.place) for one in chosen.others] == [
        ("opengraph", "别的", "meta[name=og:title]"),
        ("title-element", f"{T}_清溪网", "title"),
    ]


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{T}_清溪网", "清溪网"),
        (f"{T}_要闻_清溪新闻-The Qingxi", "清溪新闻"),
        (f"{T} - 清溪县人民政府", "清溪县人民政府"),
        (f"{T}_正文", None),
        (f"{T}_国内新闻", None),
        (f"{T} 图", None),
        ("别的题目_清溪网", None),
        (T, None),
    ],
)
def test_a_site_is_named_by_the_title_only_behind_the_headline(title: str, site: str | None) -> None:
    assert site_in_title(title, T) == site


@pytest.mark.parametrize(
    ("title", "nothing"),
    [
        ("详情页", True),
        ("新闻详情", True),
        ("首页", True),
        ("清溪县人民政府", True),
        ("要闻_清溪网", True),
        ("无标题文档", True),
        ("清溪大桥合龙", False),
        ("清溪网正式上线运行", False),
    ],
)
def test_a_title_that_all_pages_have_is_told(title: str, nothing: bool) -> None:
    assert says_nothing(title, set()) is nothing


@pytest.mark.parametrize(
    "text",
    ["标" * 200_000, "_" * 200_000, "- " * 100_000, "标题 - " * 40_000, "|" * 200_000, "&amp;" * 40_000],
)
def test_a_title_without_end_is_none_and_costs_nothing(text: str) -> None:
    tree = parse_html(news_page(title_tag=text))
    assert find_headline(tree, read_head(tree), ()).text == TITLE
