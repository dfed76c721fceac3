"""Lists are told from articles by what they show, whoever made them."""

import pytest

from crawler.extraction.markup.head import read_head
from crawler.extraction.markup.html import parse_html
from crawler.extraction.page_kinds.page_kind import PageKind, judge, refuse_other_pages
from crawler.items import ExtractionError
from tests.extraction.page_layouts import ARTICLES, LISTS, OTHERS

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
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_with_its_reason(html: str, url: str, reason: str) -> None:
    tree = parse_html(html)
    with pytest.raises(ExtractionError) as refused:
        refuse_other_pages(tree, read_head(tree), url)
    assert refused.value.reason == reason
