"""Which of all the statements on a page ends up in which field."""

import dataclasses

import pytest

from crawler.extraction.extract import extract
from crawler.items import Article
from crawler.sources import ANY_SITE, Selectors, Source
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE, news_page


def read(html: str, source: Source = ANY_SITE) -> Article:
    return extract(capture(html), source)


@pytest.mark.parametrize(
    "html",
    [
        news_page(),
        news_page(title_tag=f"{TITLE}-新闻频道-临河在线"),
        news_page(title_tag=f"{TITLE} | 临河在线"),
        news_page(title_tag="临河在线", head=f"<meta property='og:title' content='{TITLE}'>"),
        news_page(heading="", head=f"<meta name='ArticleTitle' content='{TITLE}'>", title_tag="新闻详情"),
        news_page(heading=f"<h1>临河在线</h1><h2>{TITLE}</h2>"),
        news_page(heading=f"<div class='detail-title'>{TITLE}</div>"),
        news_page(title_tag=f"{TITLE[:14]}..._临河在线"),
        news_page(heading=f"<h1><span>原创</span>{TITLE}</h1>"),
        news_page(heading="", title_tag=f"{TITLE}_要闻_临河在线"),
        news_page(title_tag=""),
        news_page(
            title_tag="",
            head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
            + TITLE
            + '"}</script>',
        ),
    ],
)
def test_title_is_the_heading_without_the_site(html):
    assert read(html).title == TITLE


def test_an_inner_quotation_mark_that_ends_og_title_early_does_not_cut_the_title():
    quoted = '奖金翻番！"临河工匠"首位女得主是谁'
    html = news_page(
        heading=f"<h1>{quoted}</h1>",
        title_tag=f"{quoted}_临河在线",
        head=f'<meta property="og:title" content="{quoted}">',
    )
    assert read(html).title == quoted


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    info: str
    head: str = ""
    published_at: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()


LINES = [
    Line(
        info="<div>2024-03-06 09:12:30 来源：<a>临河日报</a> 举报</div>",
        published_at="2024-03-06T09:12:30+08:00",
        publisher="临河日报",
    ),
    Line(
        info="<p><span>发布时间：2024年03月06日</span><span>来源：临河日报</span><span>作者：张晓梅</span></p>",
        published_at="2024-03-06",
        publisher="临河日报",
        authors=("张晓梅",),
    ),
    Line(
        info="<div>临河日报 2024-03-06 09:12</div>",
        published_at="2024-03-06T09:12:00+08:00",
        publisher="临河日报",
    ),
    Line(
        info="<div>河边笔记 2024-03-06 09:12</div>",
        published_at="2024-03-06T09:12:00+08:00",
        publisher="河边笔记",
    ),
    Line(
        info="<div>张晓梅/临河日报</div><div>2024-03-06 09:12</div>",
        published_at="2024-03-06T09:12:00+08:00",
        publisher="临河日报",
        authors=("张晓梅",),
    ),
    Line(
        info="",
        head="<meta name='PubDate' content='2024-03-06 09:12'><meta name='ContentSource' content='临河日报'>"
        "<meta name='Author' content='张晓梅'>",
        published_at="2024-03-06T09:12:00+08:00",
        publisher="临河日报",
        authors=("张晓梅",),
    ),
    Line(
        info="",
        head="<meta property='og:site_name' content='临河在线'><meta name='author' content='临河在线'>",
    ),
    Line(
        info="<div>发布日期：2024-03-06</div>",
        head="<meta property='article:published_time' content='2019-01-01T00:00:00+08:00'>",
        published_at="2024-03-06",
    ),
    Line(
        info="<div>2024-03-06</div>",
        head="<meta property='article:published_time' content='2024-03-06T01:12:30Z'>",
        published_at="2024-03-06T01:12:30+00:00",
    ),
    Line(info="<div>来源：网络</div>"),
    Line(info=""),
]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_the_lines_under_the_headline_and_the_head_say_when_and_by_whom(line):
    article = read(news_page(info=line.info, head=line.head))
    assert (article.published_at, article.publisher, article.authors) == (
        line.published_at,
        line.publisher,
        line.authors,
    )
    assert article.text == "\n".join(PARAGRAPHS)


def test_no_date_is_made_of_the_text_or_the_footer():
    html = news_page(tail="<p>去年12月，老街动工。</p>").replace("版权所有", "版权所有 2019-2024")
    assert read(html).published_at is None


def test_what_the_source_selects_comes_before_everything_the_page_states():
    source = Source(
        name="linhe",
        site_name="临河在线",
        selectors=Selectors(
            title=(".missing", "h3"),
            byline=("em",),
            publisher=(".from",),
            published_at=("time",),
            tags=(".tag",),
            body=(".content",),
        ),
    )
    html = news_page(
        head="<meta property='og:title' content='别的题目'><meta name='PubDate' content='2020-01-01'>",
        info="<h3>选中的题目文字</h3><em>记者 张晓梅 报道</em><i class=from>（文章来源：临河晚报）</i>"
        "<time>2024-03-06 10:00</time><b class=tag>早市</b><b class=tag>老街</b>",
    )
    article = read(html, source)
    assert article.title == "选中的题目文字"
    assert article.authors == ("张晓梅",)
    assert article.publisher == "临河晚报"
    assert article.published_at == "2024-03-06T10:00:00+08:00"
    assert article.tags == ("早市", "老街")
    assert article.site_name == "临河在线"


def test_a_page_in_another_language_gets_no_chinese_clock():
    paragraphs = "".join(
        f"<p>The market on the old street opened again, and {i} stalls came back.</p>" for i in range(20, 28)
    )
    html = (
        "<html lang='en'><head><title>Old market opens again | The Linhe Post</title>"
        "<meta name='author' content='Mary Zhang'>"
        "<meta property='article:published_time' content='2024-03-06 09:12'></head>"
        f"<body><h1>Old market opens again</h1><article>{paragraphs}</article></body></html>"
    )
    article = read(html)
    assert (article.title, article.language, article.published_at, article.authors) == (
        "Old market opens again",
        "en",
        "2024-03-06T09:12:00",
        ("Mary Zhang",),
    )


@pytest.mark.parametrize(
    "nothing", ["1970-01-01T08:00:00+08:00", "0001-01-01T00:00:00", "1970-01-01", "2031-01-01"]
)
@pytest.mark.parametrize(
    ("info", "head", "expected"),
    [
        ("", "<meta property='article:published_time' content='{}'>", None),
        (
            "<p>2024-03-06 09:12</p>",
            "<meta property='article:published_time' content='{}'>",
            "2024-03-06T09:12:00+08:00",
        ),
        (
            "<p>发布时间：{}</p>",
            "<meta property='article:published_time' content='2024-03-05'>",
            "2024-03-05",
        ),
        (
            "",
            "<meta property='article:published_time' content='{}'><meta name='pubdate' content='2024-03-05'>",
            "2024-03-05",
        ),
    ],
)
def test_a_date_nobody_stated_is_none_and_hides_no_other(nothing, info, head, expected):
    article = read(news_page(info=info.format(nothing), head=head.format(nothing)))
    assert article.published_at == expected
    assert "1970" not in article.text


@pytest.mark.parametrize("nothing", ["1970-01-01T08:00:00+08:00", "0001-01-01T00:00:00", "2031-01-01"])
def test_a_change_at_no_date_is_none(nothing):
    assert (
        read(news_page(head=f"<meta property='article:modified_time' content='{nothing}'>")).modified_at
        is None
    )
