"""Which address is the next page of a list."""

from __future__ import annotations

import pytest

from crawler.discovery.pagination import listing_number, next_listing_url, same_list

HOST = "https://www.county.example"


def listing(pager: str) -> bytes:
    rows = "".join(f'<li><a href="/a/2022{n}.html">第{n}条消息</a></li>' for n in range(3))
    return f'<html><head><meta charset="utf-8"></head><body><ul>{rows}</ul>{pager}</body></html>'.encode()


BOOTSTRAP = (
    '<div class="pager"><ul class="pagination"><li class="disabled"><span>&laquo;</span></li>'
    '<li class="active"><span>1</span></li><li><a href="?page=2">2</a></li><li><a href="?page=3">3</a></li>'
    '<li><a href="?page=2">&raquo;</a></li></ul></div>'
)
FOLLOWED = {
    "a word": ("/list/", '<a href="index_2.html">下一页</a>', "/list/index_2.html"),
    "a short word": ("/list/", '<a href="/list/2.html">下页</a>', "/list/2.html"),
    "the word on a later page": (
        "/list_2.html",
        '<a href="list.html">上一页</a><a href="list_3.html">下一页</a>',
        "/list_3.html",
    ),
    "a word on a list whose first page has the highest number": (
        "/xwzx/3.htm",
        '<b>05</b><span><a href="../xwzx.htm">1</a> 2 <a href="2.htm">3</a> <a href="1.htm">4</a></span>'
        '<span class="p_next"><a href="2.htm">下页</a></span>',
        "/xwzx/2.htm",
    ),
    "English": ("/news", '<a href="/news?page=2">Next</a>', "/news?page=2"),
    "older posts": ("/", '<a href="/page/2/">Older posts</a>', "/page/2/"),
    "older posts, in Chinese": ("/", '<a href="/page/2/">较早的文章</a>', "/page/2/"),
    "rel=next in the head": ("/news/", '<link rel="next" href="/news/page/2/">', "/news/page/2/"),
    "a query by Bootstrap": ("/cms/news.html", BOOTSTRAP, "/cms/news.html?page=2"),
    "a query by Bootstrap, later": (
        "/cms/news.html?page=2",
        '<ul class="pagination"><li><a href="?page=1">1</a></li><li class="active"><span>2</span></li>'
        '<li><a href="?page=3">3</a></li></ul>',
        "/cms/news.html?page=3",
    ),
    "a button that loads more": (
        "/cms/news.html",
        '<a href="javascript:" class="btn btn-loadmore" data-url="?page=__page__" data-page="2">加载更多</a>',
        "/cms/news.html?page=2",
    ),
    "a button on a later page": (
        "/cms/news.html?page=4",
        '<a class="btn-loadmore" data-url="/cms/news.html?page=__page__" data-page="5">加载更多</a>',
        "/cms/news.html?page=5",
    ),
    "a script of TRS": (
        "/cn/news/",
        '<script>createPageHTML(20, 0, "index", "html");</script>',
        "/cn/news/index_1.html",
    ),
    "a script of TRS on a later page": (
        "/cn/news/index_3.html",
        "<script>createPageHTML(20, 3, 'index', 'html')</script>",
        "/cn/news/index_4.html",
    ),
    "a newer script of TRS": (
        "/cn/news/",
        "<script>createPageHTML('page_div', 20, 0,'index','shtml',300);</script>",
        "/cn/news/index_1.shtml",
    ),
    "beside the comments, and around them": (
        "/list/",
        '<div><div id="comments"><p><a href="?c=2">下一页</a></p><a href="?c=3">下一页</a></div>'
        '<p><a href="?page=2">下一页</a></p></div>',
        "/list/?page=2",
    ),
    "numbers alone": (
        "/list.html",
        '<b>1</b> <a href="list_2.html">2</a> <a href="list_3.html">3</a>',
        "/list_2.html",
    ),
    "numbers alone, on the third": (
        "/list_3.html",
        '<a href="list.html">1</a> <a href="list_2.html">2</a> <b>3</b> <a href="list_4.html">4</a>',
        "/list_4.html",
    ),
    "numbers in brackets": (
        "/list/5.html",
        '[1] <a href="5_2.html">[2]</a>',
        "/list/5_2.html",
    ),
    "numbers that count from nought": (
        "/cn/index_1.html",
        '<a href="index.html">1</a><span>2</span><a href="index_2.html">3</a><a href="index_3.html">4</a>',
        "/cn/index_2.html",
    ),
    "an arrow beside the last page's": (
        "/news?page=2",
        '<a href="/news?page=1">‹</a><a href="/news?page=3">›</a><a href="/news?page=9">»</a>',
        "/news?page=3",
    ),
    "other keys are kept": ("/s?q=a&page=1", '<a href="/s?q=a&amp;page=2">下一页</a>', "/s?q=a&page=2"),
    "an offset": ("/news?start=20", '<a href="/news?start=40">下一页</a>', "/news?start=40"),
    "a name of its own": (
        "/news/",
        '<a href="/news/archive-2022-03.html">下一页</a>',
        "/news/archive-2022-03.html",
    ),
}


@pytest.mark.parametrize(("here", "pager", "following"), FOLLOWED.values(), ids=FOLLOWED)
def test_the_next_page_of_a_list_is_found(here: str, pager: str, following: str) -> None:
    assert next_listing_url(listing(pager), HOST + here) == HOST + following


NOT_FOLLOWED = {
    "no pager": ("/list/", ""),
    "the last page": (
        "/list_3.html",
        '<a href="list.html">1</a><a href="list_2.html">2</a><b>3</b><a>下一页</a>',
    ),
    "the last page, whose next is itself": ("/list_3.html", '<a href="list_3.html">下一页</a>'),
    "the last page, whose next is the first": ("/list_3.html", '<a href="list.html">下一页</a>'),
    "another host": ("/list/", '<a href="https://other.example/list/index_2.html">下一页</a>'),
    "a calendar": ("/2022/01/", '<table id="wp-calendar"><tr><td><a href="/2022/01/02/">2</a></table>'),
    "the comments' pager": ("/list/", '<div class="comment-pager"><a href="?page=2">下一页</a></div>'),
    "the next article": ("/list/", '<a href="/a/1.html">下一篇</a>'),
    "numbers that are no pages": ("/list/", '<a href="/topic/soccer">2</a><a href="/year/2021/">2021</a>'),
    "a script without further pages": ("/cn/", '<script>createPageHTML(1, 0, "index", "html");</script>'),
    "the last page's script": ("/cn/index_2.html", '<script>createPageHTML(3, 2, "index", "html");</script>'),
}


@pytest.mark.parametrize(("here", "pager"), NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_is_no_next_page_is_not_followed(here: str, pager: str) -> None:
    assert next_listing_url(listing(pager), HOST + here) is None


def test_a_link_that_says_one_thing_for_ever_takes_no_time() -> None:
    """It took twice as long for each word more."""
    assert next_listing_url(listing(f'<a href="2.html">{"继续阅读" * 40}</a>'), f"{HOST}/list/") is None


NUMBERS = {
    "/list/": 0,
    "/list/index_3.html": 3,
    "/list?page=4": 4,
    "/list/page/5/": 5,
    "/list-6.html": 6,
    "/a/t20220105_7012345.html": 0,
    "/list?page=%C2%B2": 0,
}


@pytest.mark.parametrize(("url", "number"), NUMBERS.items(), ids=NUMBERS)
def test_the_number_of_a_lists_page(url: str, number: int) -> None:
    assert listing_number(HOST + url) == number


def test_pages_of_one_list_are_told_from_other_lists() -> None:
    assert same_list(f"{HOST}/list/", f"{HOST}/list/index_2.html")
    assert same_list(f"{HOST}/news?page=2", f"{HOST}/news")
    assert not same_list(f"{HOST}/news/", f"{HOST}/sport/index_2.html")
    assert not same_list(f"{HOST}/news?c=1", f"{HOST}/news?c=2&page=2")
