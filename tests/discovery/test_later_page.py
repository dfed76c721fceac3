"""Which page is a further one of an article, met alone."""

from __future__ import annotations

import dataclasses

import pytest

from crawler.discovery.later_page import is_continuation
from crawler.sources import Source

SITE = Source(name="town", hosts=("news.town.example",))
HOST = "https://news.town.example"
ALONE = {
    "by number": ("/a/123_2.html", '<a href="123.html">1</a><span>2</span>', True),
    "by number in brackets": ("/x/118-3.shtml", '<a href="/x/118.shtml">[1]</a>', True),
    "by word": ("/a/123_2.html", '<a href="123.html">上一页</a>', True),
    "by an English word": ("/x/slug/2/", '<a href="/x/slug/">« Previous</a>', True),
    "by an arrow": ("/a/123_2.html", '<a href="123.html">«</a>', True),
    "by relation": ("/x/slug/page/3", '<link rel="prev" href="/x/slug/">', True),
    "by its canonical address": ("/x/118_3.html", f'<link rel="canonical" href="{HOST}/x/118.html">', True),
    "by the word for a first page": ("/x/118.html?page=2", '<a href="118.html">首页</a>', True),
    "by the script of TRS": ("/x/t118_1.shtml", '<script>createPageHTML(3, 1, "t118", "shtml");</script>', True),
    "in a query": ("/cms/7.html?page=2", '<a href="/cms/7.html">1</a>', True),
    "in a query that says page one": ("/show.asp?id=7&page=3", '<a href="?id=7&amp;page=1">1</a>', True),
    "of a post without a name": ("/?p=118&page=2", '<a href="/?p=118">1</a>', True),
    "of a chain that begins with 1": ("/a/x_2.html", '<a href="x_1.html">上一页</a>', True),
    "of an article of TRS": ("/x/t20240305_118_1.html", '<a href="./t20240305_118.html">上一页</a>', True),
    "in a folder of its own": ("/x/slug/p2.html", '<a href="/x/slug/">1</a>', True),
    "of a thread": ("/thread-7-2-1.html", '<a href="thread-7-1-1.html">1</a>', True),
    "by the page before, further on": ("/a/123_3.html", '<a href="123_2.html">上一页</a>', True),
    "by the page that follows": ("/a/123_2.html", '<a href="123_3.html">下页</a>', True),
    "by an arrow to what follows": ("/a/123-2.html", '<a href="123-3.html">»</a>', True),
    "by relation to the page before": ("/a/123_3.html", '<link rel="prev" href="123_2.html">', True),
    "an article between two": ("/news/12", '<a href="/news/11">上一页</a><a href="/news/13">下一页</a>', False),
    "the first page of an article named by its number": ("/a/2.html", '<a href="2_2.html">下一页</a>', False),
    "an article between two files": ("/a/2.html", '<a href="1.html">上一页</a><a href="3.html">下一页</a>', False),
    "an article of a series": ("/a/t_2.html", '下一篇：<a href="t_3.html">又一篇</a>', False),
    "an article whose number ends so": ("/a/123_2.html", '<a href="/a/">首页</a>', False),
    "an article before another": ("/x/118_2.html", '<a href="117.html">上一页</a>', False),
    "an article of a channel whose home is so called": ("/news/12", '<a href="/news/">首页</a>', False),
    "an article of a named channel": ("/news_12.html", '<a href="/news.html">新闻</a>', False),
    "an article after another": ("/news/12", '<a href="/news/11">上一页</a>', False),
    "the list of a day": ("/2024/03/05", '<a href="/2024/03/">上一页</a>', False),
    "a post without a name": ("/?p=118", '<a href="/">1</a>', False),
    "a first page": ("/a/123.html", '<span>1</span><a href="123_2.html">2</a>', False),
    "the first page of a script": ("/x/t118.shtml", '<script>createPageHTML(3, 0, "t118", "shtml");</script>', False),
    "the first of a chain that begins with 1": ("/a/x_1.html", '<a href="x_2.html">2</a>', False),
    "a link without a pager": ("/a/123_2.html", '<a href="123.html">山路通车</a>', False),
    "a link without words": ("/a/123_2.html", '<a href="123.html"><img src="a.jpg"></a>', False),
}  # fmt: skip


def page(shown: str) -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body><p>正文第一段。</p>{shown}</body></html>".encode()


@pytest.mark.parametrize(("url", "shown", "further"), ALONE.values(), ids=ALONE)
def test_a_further_page_met_alone_is_known_by_its_way_back(url: str, shown: str, further: bool) -> None:
    assert is_continuation(page(shown), HOST + url, SITE) is further


def test_a_source_without_further_pages_has_none() -> None:
    of_one_page = dataclasses.replace(SITE, continues=False)
    assert not is_continuation(page('<a href="123.html">1</a>'), f"{HOST}/a/123_2.html", of_one_page)
