"""Which addresses are traps, and which only look strange."""

from __future__ import annotations

import pytest

from crawler.discovery.traps import trap_of

HOST = "https://www.county.example"

TRAPS = {
    "/news/local/news/local/news/local/": "repetition",
    "/news/news/news/": "repetition",
    "/a/b/c/a/b/c/index.html": "repetition",
    "/list?tag=x&tag=x&tag=x": "repetition",
    "/" + "a/b1/c2/d3/" * 8: "depth",
    "/" + "/".join(f"s{n}" for n in range(30)): "depth",
    "/list?q=" + "x" * 2000: "length",
    "/calendar?year=2399&month=4": "calendar",
    "/calendar?date=1703-01-05": "calendar",
    "/calendar/2399/01/": "calendar",
    "/events/month/0999-12": "calendar",
    "/rili.php?ym=209901": "calendar",
    "/list;jsessionid=1;jsessionid=2;jsessionid=3": "session",
    "/goods?sort=a&order=b&filter=c&view=d&page=2": "facets",
    "/list?" + "&".join(f"k{n}=1" for n in range(20)): "query",
    "/list?page=99999999": "number",
}


@pytest.mark.parametrize(("address", "reason"), TRAPS.items(), ids=[a[:40] for a in TRAPS])
def test_an_address_a_site_makes_without_end_is_a_trap(address: str, reason: str) -> None:
    assert trap_of(HOST + address) == reason


HONEST = [
    "/",
    "/news/",
    "/news/news/",
    "/cn/news/202201/t20220105_7012345.html",
    "/2022/2022/01/01/01/",
    "/news/2022/01/05/01/01/01.html",
    "/archives/2022/01/",
    "/calendar?year=2022&month=4",
    "/calendar?date=2022-04-05",
    "/archive/1998/",
    "/cms/news.html?page=230",
    "/?p=1234567",
    "/forum.php?mod=forumdisplay&fid=2&orderby=dateline&page=3",
    "/list?sort=new&page=2",
    "/thread-1234567-1-1.html",
    "/%E6%96%B0%E9%97%BB/%E6%9C%AC%E5%9C%B0/",
    "/article?id=9999999",
    "/a/b/a/c/",
    "/col/col1229/index.html?uid=55&pageNum=3",
    "/date/0731/a.html",
    "/archives/0731/2.html",
]


@pytest.mark.parametrize("address", HONEST)
def test_an_address_of_a_plain_list_or_article_is_none(address: str) -> None:
    assert trap_of(HOST + address) is None
