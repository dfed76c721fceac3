"""What sites on FastAdmin's CMS addon have for articles and lists, and how their lists go on."""

from __future__ import annotations

import json

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.settings import Settings

from crawler.spiders.families.fastadmin import as_page, html_in, more_url, url_of_page
from crawler.spiders.jinri import HOST, JinriSpider

SOURCE = JinriSpider.source
LIST = f"{HOST}/cms/news.html"
ENTRY = '<article><h3 class="article-title"><a href="/cms/news/{id}.html">标题</a></h3></article>'


@pytest.mark.parametrize(
    ("path", "article", "listing"),
    [
        ("/cms/news/1042.html", True, False),
        ("/news/1042.html", True, False),
        ("/cms/news/1042", True, False),
        ("/index.php/cms/news/1042.html", True, False),
        ("/cms/a/517.html", True, False),
        ("/a/517.html", True, False),
        ("/cms/a/guanyu-jieqi.html", True, False),
        ("/cms/news/a8Xk3.html", True, False),
        ("/news/a8Xk3LmQp0.html", True, False),
        ("/cms/news/%E6%B9%BE%E5%8C%BA.html", True, False),
        ("/cms/2023/06/12/1042.html", True, False),
        ("/2023/06/1042.html", True, False),
        ("/addons/cms/archives/index/id/1042.html", True, False),
        ("/addons/cms/archives/index/id/1042", True, False),
        ("/cms/news/1042.html?page=2", False, False),
        ("/cms/a/517.html?page=2", False, False),
        ("/cms/news/1042.html?share=1", False, False),
        ("/", False, True),
        ("/cms/", False, True),
        ("/cms", False, True),
        ("/index.html", False, True),
        ("/cms/news.html", False, True),
        ("/news.html", False, True),
        ("/cms/3.html", False, True),
        ("/cms/c/news.html", False, True),
        ("/cms/c/3.html", False, True),
        ("/cms/t/%E9%9D%9E%E9%81%97.html", False, True),
        ("/t/%E9%9D%9E%E9%81%97.html", False, True),
        ("/cms/special/gangcheng.html", False, True),
        ("/addons/cms/channel/index/id/3.html", False, True),
        ("/help/contact_us.html", False, False),
        ("/cms/news.html?page=2", False, False),
        ("/cms/news.html?orderby=views&orderway=desc", False, False),
        ("/cms/s.html?q=1", False, False),
        ("/cms/s.html", False, False),
        ("/s/1.html", False, False),
        ("/cms/p/aboutus.html", False, False),
        ("/p/3.html", False, False),
        ("/u/7.html", False, False),
        ("/cms/d/message/post.html", False, False),
        ("/index/user/login.html", False, False),
        ("/index/cms.archives/post.html", False, False),
        ("/addons/cms/order/submit/id/1003", False, False),
        ("/addons/cms/sitemap/index.xml", False, False),
        ("/addons/cms/api.archives/index?channel=3&page=1", False, False),
        ("/uploads/20230612/1.jpg", False, False),
        ("/assets/addons/cms/css/common.css", False, False),
    ],
)
def test_the_address_says_what_a_page_is(path: str, article: bool, listing: bool) -> None:
    assert (SOURCE.is_article_url(HOST + path), SOURCE.is_listing_url(HOST + path)) == (article, listing)
    assert not SOURCE.is_article_url(f"https://elsewhere.example{path}")


@pytest.mark.parametrize(
    ("url", "button", "following"),
    [
        (
            LIST,
            '<a class="btn btn-loadmore" href="?page=2" data-url="?page=__page__" data-page="2">',
            f"{LIST}?page=2",
        ),
        (
            LIST,
            '<a class="btn-loadmore" href="javascript:;" data-url="?page=__page__" data-page="1">',
            f"{LIST}?page=2",
        ),
        (LIST, '<a class="btn-loadmore" data-url="?page=__page__" data-page="2">', f"{LIST}?page=2"),
        (LIST, '<a class="btn-loadmore" data-url="?page=__page__">', f"{LIST}?page=2"),
        (
            f"{LIST}?page=2",
            '<a class="btn-loadmore" href="?page=3" data-url="?page=__page__" data-page="3">',
            f"{LIST}?page=3",
        ),
        (
            f"{LIST}?orderby=id&page=2",
            '<a class="btn-loadmore" data-url="?orderby=id&amp;page=__page__" data-page="2">',
            f"{LIST}?orderby=id&page=3",
        ),
        (LIST, '<a class="btn-loadmore" href="/cms/archives.html">', None),
        (LIST, '<a class="btn" href="?page=2">', None),
    ],
)
def test_the_button_under_a_list_leads_to_the_page_after_the_one_shown(
    url: str, button: str, following: str | None
) -> None:
    assert more_url(HtmlResponse(url, body=f"<body>{button}加载更多</a></body>".encode())) == following


def test_the_number_of_a_page_is_set_whatever_else_is_asked() -> None:
    assert url_of_page(f"{LIST}?filter%5Btype%5D=a&page=9#list", 10) == f"{LIST}?filter%5Btype%5D=a&page=10"
    assert url_of_page(LIST, 2) == f"{LIST}?page=2"


ANSWERS = {
    "success()": {"code": 1, "msg": "", "data": ENTRY.format(id=1), "url": "", "wait": 3},
    "markup below data": {"code": 1, "data": {"html": ENTRY.format(id=1), "total": 9}},
    "the list of the API": {"code": 1, "data": {"archivesList": [{"id": 1, "url": "/cms/news/1.html"}]}},
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_fragment_in_json_names_its_articles(spider: JinriSpider, answer: object) -> None:
    response = fragment(json.dumps(answer).encode(), "application/json; charset=utf-8")
    assert list(spider.article_urls(response)) == [f"{HOST}/cms/news/1.html"]


@pytest.mark.parametrize(
    "body", [ENTRY.format(id=1).encode(), "﻿ {坏的 JSON".encode(), b"", b'{"code": 1', b"\x89PNG"]
)
def test_other_bytes_are_the_page_themselves(body: bytes) -> None:
    response = fragment(body, "text/html; charset=utf-8")
    assert as_page(response) is response
    assert html_in(body) is None


def test_a_fragment_is_followed_by_the_next_until_one_names_no_article(spider: JinriSpider) -> None:
    more = spider.next_listing(fragment(ENTRY.format(id=1).encode(), "text/html"))
    assert more is not None
    assert (more.url, more.headers["X-Requested-With"]) == (f"{LIST}?page=3", b"XMLHttpRequest")
    assert spider.next_listing(fragment(b'<div class="loadmore-nodata"></div>', "text/html")) is None
    assert spider.next_listing(fragment(b'{"code":1,"data":""}', "application/json")) is None


def test_a_whole_page_in_the_place_of_a_fragment_says_itself_how_it_goes_on(spider: JinriSpider) -> None:
    page = "<html><body>" + ENTRY.format(id=1) + "{}</body></html>"
    button = '<a class="btn-loadmore" href="?page=3" data-url="?page=__page__" data-page="3">加载更多</a>'
    more = spider.next_listing(fragment(page.format(button).encode(), "text/html; charset=utf-8"))
    assert more is not None
    assert more.url == f"{LIST}?page=3"
    assert spider.next_listing(fragment(page.format("").encode(), "text/html; charset=utf-8")) is None


def test_a_list_with_arrows_alone_goes_on(spider: JinriSpider) -> None:
    arrows = '<ul class="pager"><li class="disabled"><span>&laquo;</span></li> <li><a href="{}">&raquo;</a></li></ul>'
    body = f"<html><body>{ENTRY.format(id=1)}{arrows.format('/cms/news.html?page=2')}</body></html>"
    more = spider.next_listing(HtmlResponse(LIST, body=body.encode(), request=Request(LIST)))
    assert more is not None
    assert more.url == f"{LIST}?page=2"


def test_a_numbered_list_goes_on_without_the_button(spider: JinriSpider) -> None:
    pager = '<div class="pager"><ul class="pagination"><li class="active"><span>1</span></li>{}</ul></div>'
    body = ENTRY.format(id=1) + pager.format('<li><a href="/cms/news.html?page=2">2</a></li>')
    more = spider.next_listing(HtmlResponse(LIST, body=body.encode(), request=Request(LIST)))
    assert more is not None
    assert (more.url, more.headers.get("X-Requested-With")) == (f"{LIST}?page=2", None)
    body = ENTRY.format(id=1) + pager.format("")
    assert spider.next_listing(HtmlResponse(LIST, body=body.encode(), request=Request(LIST))) is None


def test_an_article_leads_to_its_channel_and_not_to_every_page_of_its_tags(spider: JinriSpider) -> None:
    lists = [f"{HOST}/cms/news.html", f"{HOST}/cms/t/%E6%B8%94.html", f"{HOST}/cms/special/a.html"]
    links = "".join(f'<a href="{url}">更多</a>' for url in lists)
    on = {
        url: HtmlResponse(url, body=links.encode(), encoding="utf-8")
        for url in (f"{HOST}/cms/news/1.html", f"{HOST}/")
    }
    assert list(spider.other_listings(on[f"{HOST}/"])) == lists
    assert list(spider.other_listings(on[f"{HOST}/cms/news/1.html"])) == [lists[0], lists[2]]


@pytest.fixture
def spider() -> JinriSpider:
    return JinriSpider.from_crawler(Crawler(JinriSpider, Settings()))


def fragment(body: bytes, content_type: str) -> Response:
    asked = Request(f"{LIST}?page=2", headers={"X-Requested-With": "XMLHttpRequest"})
    return TextResponse(asked.url, body=body, headers={"Content-Type": content_type}, request=asked)
