"""Lists are told from articles by what they show, whoever made them."""

import pytest

from crawler.extraction.head import read_head
from crawler.extraction.html import parse_html
from crawler.extraction.later_page import is_later_page
from crawler.extraction.page_kind import PageKind, judge, refuse_other_pages
from crawler.items import ExtractionError
from tests.extraction.page_layouts import ARTICLES, HEADLINES, LISTS, OTHERS, page, text

ARTICLE = ARTICLES["plain"]
LIST = LISTS["dated list of a county government"]


def kind(html: str, url: str | None = None) -> PageKind:
    tree = parse_html(html)
    return judge(tree, read_head(tree), url).kind


@pytest.mark.parametrize("html", LISTS.values(), ids=LISTS)
def test_a_list_is_a_list_whatever_its_make_and_without_an_address(html: str) -> None:
    assert kind(html) is PageKind.LISTING


@pytest.mark.parametrize("html", ARTICLES.values(), ids=ARTICLES)
def test_an_article_is_an_article_whatever_stands_beside_it(html: str) -> None:
    assert kind(html) is PageKind.ARTICLE


@pytest.mark.parametrize("html", OTHERS.values(), ids=OTHERS)
def test_a_page_with_neither_text_nor_links_is_neither(html: str) -> None:
    assert kind(html) is PageKind.OTHER


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://news.example/a/20240305/118.html", PageKind.ARTICLE),
        ("http://news.example/yw/", PageKind.ARTICLE),  # a folder may hold one article
        ("http://news.example/category/local/", PageKind.ARTICLE),  # so may whatever is called a category
        ("http://news.example/?p=118", PageKind.ARTICLE),
        ("http://news.example/", PageKind.LISTING),
        ("http://news.example/index.html", PageKind.LISTING),
        ("http://news.example/search?q=x", PageKind.OTHER),
        ("http://news.example/about/", PageKind.OTHER),
    ],
)
def test_only_the_home_page_and_services_are_known_by_the_address_alone(url: str, expected: PageKind) -> None:
    assert kind(ARTICLE, url) is expected


@pytest.mark.parametrize("url", ["http://news.example/a/20240305/118.html", "http://news.example/118.html"])
def test_a_list_at_an_article_s_address_is_a_list(url: str) -> None:
    assert kind(LIST, url) is PageKind.LISTING


@pytest.mark.parametrize(
    ("html", "url", "reason"),
    [
        (LIST, "http://news.example/yw/", "listing"),
        (OTHERS["a form"], "http://news.example/u", "not-article"),
        (page(f"<h1>{HEADLINES[0]}</h1><p>2024-03-05 来源：沅江日报</p><p>{text(8)}</p><a href='118.html'>上一页</a>"),
         "http://news.example/a/118_2.html", "continuation"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_with_its_reason(html: str, url: str, reason: str) -> None:
    tree = parse_html(html)
    with pytest.raises(ExtractionError) as refused:
        refuse_other_pages(tree, read_head(tree), url)
    assert refused.value.reason == reason


LATER = [
    ("http://a.example/x/118_2.html", '<a href="118.html">1</a>'),
    ("http://a.example/x/118-3.shtml", '<a href="/x/118.shtml">[1]</a>'),
    ("http://a.example/x/t20240305_118_1.html", '<a href="./t20240305_118.html">上一页</a>'),
    ("http://a.example/x/118.html?page=2", '<a href="118.html">首页</a>'),
    ("http://a.example/show.asp?id=7&page=2", '<a href="show.asp?id=7&amp;page=1">1</a>'),
    ("http://a.example/x/slug/2/", '<a href="/x/slug/">« Previous</a>'),
    ("http://a.example/x/slug/page/3", '<link rel="prev" href="/x/slug/">'),
    ("http://a.example/thread-7-2-1.html", '<a href="thread-7-1-1.html">1</a>'),
    ("http://a.example/x/t118_1.shtml", '<script>createPageHTML(3, 1, "t118", "shtml");</script>'),
    ("http://a.example/x/118_3.html", '<link rel="canonical" href="http://a.example/x/118.html">'),
]


@pytest.mark.parametrize(("url", "link"), LATER)
def test_a_later_page_has_a_number_and_leads_back_to_the_first(url: str, link: str) -> None:
    assert is_later_page(parse_html(f"<p>{text(3)}</p>{link}"), url)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://a.example/x/118.html", '<a href="118_2.html">2</a>'),
        ("http://a.example/x/118_2.html", '<a href="117.html">上一页</a>'),
        ("http://a.example/news_12.html", '<a href="/news.html">新闻</a>'),
        ("http://a.example/2024/03/05", '<a href="/2024/03/">上一页</a>'),
        ("http://a.example/?p=118", '<a href="/">1</a>'),
    ],
)
def test_a_number_or_a_way_back_alone_makes_no_later_page(url: str, link: str) -> None:
    assert not is_later_page(parse_html(f"<p>{text(3)}</p>{link}"), url)
