"""One id for one page, however the link to it was decorated."""

import hashlib

import pytest

from crawler.extraction.identity import article_id, normalized_url
from tests.extraction.captures import capture

SAME_PAGE = [
    ("http://a.example/1.html", "http://a.example/1.html"),
    ("http://A.Example:80/1.html", "http://a.example/1.html"),
    ("https://a.example:443/1.html", "https://a.example/1.html"),
    ("http://a.example:8080/1.html", "http://a.example:8080/1.html"),
    ("http://a.example", "http://a.example/"),
    ("http://a.example/1.html#top", "http://a.example/1.html"),
    ("http://a.example/#!/post/7", "http://a.example/#!/post/7"),
    ("http://a.example/#/post/7", "http://a.example/#/post/7"),
    ("http://a.example/1?utm_source=x&utm_medium=y&id=3", "http://a.example/1?id=3"),
    ("http://a.example/1?spm=a2c4e.1&id=3", "http://a.example/1?id=3"),
    ("http://a.example/1?b=2&a=1", "http://a.example/1?a=1&b=2"),
    ("https://a.example/3c8e0kx?share_depth=2&share_from=self", "https://a.example/3c8e0kx"),
    ("https://a.example/3c8e0kx?first_share_to=timeline&first_share_uid=7", "https://a.example/3c8e0kx"),
    ("http://a.example/1?from=timeline&isappinstalled=0", "http://a.example/1"),
    ("http://a.example/1?from=beijing", "http://a.example/1?from=beijing"),
    ("http://a.example/s?id=9&wfr=spider&for=pc", "http://a.example/s?id=9"),
    ("http://a.example/1?FBCLID=abc", "http://a.example/1"),
    ("http://a.example/1.do;jsessionid=0A1B?id=3", "http://a.example/1.do?id=3"),
    ("https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=ab&chksm=cd&scene=21", None),
    ("http://a.example/新闻/1.html", "http://a.example/%E6%96%B0%E9%97%BB/1.html"),
    (" http://a.example/1.html\n", "http://a.example/1.html"),
]


@pytest.mark.parametrize(("url", "expected"), SAME_PAGE)
def test_normalized_url_names_the_page_and_not_the_way_to_it(url, expected):
    expected = expected or "https://mp.weixin.qq.com/s?__biz=MzA&idx=1&mid=1&sn=ab"
    assert normalized_url(url) == expected


@pytest.mark.parametrize(
    "url", [url for url, _ in SAME_PAGE] + ["http://a.example/?q=a%20b+c&d=%E4&e=;x", "http://[::1]/"]
)
def test_normalizing_twice_changes_nothing_more(url):
    assert normalized_url(normalized_url(url)) == normalized_url(url)


@pytest.mark.parametrize(
    "file_name", ["000_4d68e8f71fca62ab.txt", "4d68e8f71fca62ab.html", "页-4d68e8f71fca62ab(1).mhtml"]
)
def test_an_id_in_the_file_name_wins_over_the_url(file_name):
    saved = capture("x", url="http://a.example/1", file_name=file_name)
    assert article_id(saved.record, saved.body) == "4d68e8f71fca62ab"


@pytest.mark.parametrize("url", ["http://a.example:99999/1", "http://[::1/1", "https://0@[::x]:80/"])
def test_a_url_that_cannot_be_taken_apart_stays_as_it_is(url):
    assert normalized_url(f" {url}\n") == url


@pytest.mark.parametrize(
    "file_name", [None, "4d68e8f71fca62ab0.txt", "x4d68e8f71fca62ab.txt", "4D68E8F71FCA62AB.txt"]
)
def test_without_an_id_in_the_name_the_normalized_url_makes_it(file_name):
    saved = capture("x", url="http://a.example/1?utm_source=x", file_name=file_name)
    assert article_id(saved.record, saved.body) == hashlib.sha256(b"http://a.example/1").hexdigest()[:16]


def test_a_page_with_neither_url_nor_id_is_named_by_its_bytes():
    saved = capture("正文", url=None, file_name="页面.txt")
    assert article_id(saved.record, saved.body) == hashlib.sha256("正文".encode()).hexdigest()[:16]
