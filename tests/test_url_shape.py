"""What an address alone tells of its page."""

import pytest

from crawler.url_shape import Shape, pattern_of, shape_of

ARTICLES = """
/2024/03/05/some.html /2024/03/some-slug/ /202403/t20240305_12345.html /cn/news/202403/t20240305_7123456.html
/info/1012/3456.htm /article-123-1.html /thread-123-1-1.html /forum.php?mod=viewthread&tid=4 /?p=12
/show.asp?id=3 /NewsView.aspx?newsid=33 /a/123_456 /n1/2024/0305/c1004-40188888.html /content/post_123456.html
/archives/123 /art/2024/3/5/art_1229_345.html /html/2024-03/05/content_12345.htm /20240305/1234.shtml
/c/2024-03-05/doc-inak123.shtml /emnews/2022/02/23/202202232285351243.html /print/d-161500790.html
/photo/12345.html /2024/0305/118.html
"""
LISTS = """
/2024/03/ /2024/03/05/ /category/local/ /category/local/page/3/ /page/2 /forum-2-1.html /tags/x/ /node_2.htm
/forum.php?mod=forumdisplay&fid=4 /cn/news/index_2.html /col/col1229/index.html /list_3.html
/html/2024-03/05/node_2.htm /index.php?cat=4 /archives/ /author/lin/
"""
SERVICES = """
/print.php?id=3 /comment/20119.html /member.php?mod=logging&action=login /search?q=x /?s=x /about/ /about.html
/wp-login.php /login /share/wb?u=3 /plus/search.php?x=1 /a/118.html?action=print /feed/ /privacy-policy
"""
UNSURE = {
    "/news/": Shape.LIKELY_LISTING,
    "/news": Shape.LIKELY_LISTING,
    "/?page=2": Shape.LIKELY_LISTING,
    "/list.asp?id=3": Shape.LIKELY_LISTING,
    "/news/12.html": Shape.LIKELY_ARTICLE,
    "/the-mayor-opens-the-new-bridge/": Shape.LIKELY_ARTICLE,
    "/3abc9f7": Shape.LIKELY_ARTICLE,
    "/r/local/comments/1bb/what_do_you_think_of_the_bridge/": Shape.LIKELY_ARTICLE,
    "/c/60884519": Shape.LIKELY_ARTICLE,
    "/wz/jqgd.html": Shape.UNKNOWN,
    "/": Shape.HOME,
    "/index.html": Shape.HOME,
    "/x/y.PDF": Shape.FILE,
    "/a.jpg": Shape.FILE,
}
CASES = [
    *((path, Shape.ARTICLE) for path in ARTICLES.split()),
    *((path, Shape.LISTING) for path in LISTS.split()),
    *((path, Shape.SERVICE) for path in SERVICES.split()),
    *UNSURE.items(),
]


@pytest.mark.parametrize(("path", "shape"), CASES)
def test_the_shape_of_an_address(path: str, shape: Shape) -> None:
    assert shape_of(f"http://news.example{path}") is shape


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/2024/03/05/118.html", "/2023/12/31/7.html", True),
        ("/t20240305_1.html", "/t20231231_22.html", True),
        ("/show.asp?id=1", "/show.asp?id=22", True),
        ("/show.asp?id=1", "/list.asp?id=1", False),
        ("/p/a-slug-of-words", "/p/some-other-slug-with-words", True),
        ("/p/3abc9f7", "/p/77fe01b", True),
        ("/thread-1-1-1.html", "/forum-1-1.html", False),
        ("/a/1.html", "/b/1.html", False),
    ],
)
def test_pages_of_one_template_have_one_pattern(one: str, other: str, same: bool) -> None:
    patterns = [pattern_of(f"http://news.example{path}") for path in (one, other)]
    assert (patterns[0] == patterns[1]) is same


@pytest.mark.parametrize("sign", ["a", "1", "-", "a-", "/", "1/", "_", "%61"])
def test_an_address_without_end_takes_no_time(sign: str) -> None:
    for count in (2_000, 70_000):
        url = f"http://news.example/{sign * count}"
        assert isinstance(shape_of(url), Shape)
        assert pattern_of(url).startswith("news.example") or pattern_of(url) == url
