"""Which addresses are traps, and which only look strange."""

from __future__ import annotations

import pytest

from crawler.discovery.traps import dated_series, trap_of

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
    "/events/2399/may/": "calendar",
    "/rili/2399-1-5": "calendar",
    "/archives/2399/01/05/": "calendar",
    "/archive/2399/december": "calendar",
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
    "/archives/3056/12/",  # the twelfth page of an article
    "/archive/3056/1/",
    "/archives/3056/12",
    "/archives/2024/may/",
    "/2024/05/",
    "/events/3056/",
]


@pytest.mark.parametrize("address", HONEST)
def test_an_address_of_a_plain_list_or_article_is_none(address: str) -> None:
    assert trap_of(HOST + address) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/calendar/2024/05/", "/calendar/2031/12/"),
        ("/calendar/2024/5", "/calendar/2024/11"),
        ("/calendar/2024/05/12/", "/calendar/2031/12/01/"),
        ("/events/2024-05-12", "/events/2025-01-02"),
        ("/rili/20240512/", "/rili/20300101/"),
        ("/events/2024/may/", "/events/2025/january/"),
        ("/2024年5月", "/2025年12月"),
        ("/calendar?year=2024&month=5", "/calendar?month=12&year=2031"),
        ("/c.php?id=3&date=2024-05-12", "/c.php?id=3&date=2024-05-13"),
        ("/?m=202405", "/?m=202406"),
    ],
)
def test_the_months_and_the_days_of_a_calendar_are_a_series(one: str, other: str) -> None:
    assert dated_series(HOST + one) == dated_series(HOST + other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/calendar/2024/05/", "/calendar/2024/05/12/"),
        ("/sport/2024/05/", "/city/2024/05/"),
        ("/c.php?id=3&date=2024-05-12", "/c.php?id=4&date=2024-05-12"),
    ],
)
def test_other_lists_are_other_series(one: str, other: str) -> None:
    assert dated_series(HOST + one) != dated_series(HOST + other)


@pytest.mark.parametrize(
    "address",
    ["/", "/2024/", "/2024/05/118.html", "/2024/05/some-slug/", "/archives/3056/12/", "/list?page=202405",
     "/list?m=show", "/202405/t20240512_7.html", "/2024/05/page/2/", "http://[/"],
)  # fmt: skip
def test_what_names_more_or_less_than_a_date_is_of_no_series(address: str) -> None:
    assert dated_series(HOST + address if address.startswith("/") else address) is None
