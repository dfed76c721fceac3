# ruff: noqa: E501 - lines of HTML
"""Which links lead to articles and which to lists, on sites of which nothing is known."""

import pytest

from crawler.discovery.listing_structure import targets_of

URL = "http://news.example/yw/"
MENU = """<div class="nav"><a href="/">首页</a><a href="/yw/">要闻</a><a href="/jj.html">经济</a><a href="/channel/5.html">县区动态新闻联播</a>
<a href="/login.php">登录</a><a href="http://else.example/">兄弟单位</a></div>"""
FOOT = '<div class="footer"><a href="/about.html">关于我们</a><a href="/map/x.pdf">地图</a><a href="javascript:void(0)">返回顶部</a></div>'
TITLES = (
    "沅水大桥主桥今晨合龙通车在即",
    "山核桃迎来采收季价格看涨",
    "老城区背街小巷改造年底完工",
    "返乡青年领到首笔创业补贴",
)


def page(items: str) -> bytes:
    return f"<html><body>{MENU}{items}{FOOT}</body></html>".encode()


def items(template: str) -> bytes:
    return page("".join(template.format(n=n, title=title) for n, title in enumerate(TITLES, 1)))


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ('<li><a href="/a/{n}0118.html">{title}</a><span>03-0{n}</span></li>', "/a/{n}0118.html"),
        ('<li><a href="/a/{n}.html">{title}</a><span>2024-03-0{n}</span></li>', "/a/{n}.html"),
        ('<li><a href="/x{n}">{title}</a> <i>2024-03-0{n}</i></li>', "/x{n}"),
        ('·<a href="view.asp?k={n}">{title}</a>(3/{n})<br>', "/yw/view.asp?k={n}"),
        ('<div><a href="/p/{n}/"><img src="{n}.jpg"></a><h3><a href="/p/{n}/">{title}</a></h3><time>March {n}</time></div>', "/p/{n}/"),
        ('<p><a href="/2024/03/0{n}/w/" title="{title}">{title:.5}...</a></p>', "/2024/03/0{n}/w/"),
        ('<a href="/2024/03/0{n}/w.html"><img src="{n}.jpg" alt="{title}"></a>', "/2024/03/0{n}/w.html"),
        ('<article><h2>{title}</h2><i>3月{n}日</i><a aria-label="{title}" href="/posts/w{n}/"></a></article>', "/posts/w{n}/"),
        ('<div class="top-news"><a href="/c/{n}.shtml">{title}</a></div>', "/c/{n}.shtml"),
    ],
)  # fmt: skip
def test_articles_are_found_by_what_is_round_their_links(template: str, address: str) -> None:
    found = targets_of(items(template), URL)
    assert found.articles == tuple("http://news.example" + address.format(n=n) for n in range(1, 5))


def test_channels_are_found_in_menus_and_under_more() -> None:
    found = targets_of(
        page('<h2>文化</h2><a href="/wh/index.html">更多&gt;&gt;</a><a href="/list_8.html">社会</a>'), URL
    )
    paths = {url.removeprefix("http://news.example") for url in found.lists}
    assert {"/jj.html", "/channel/5.html", "/wh/index.html", "/list_8.html"} <= paths
    assert "http://else.example/" in paths  # a channel may have a host of its own
    assert "/" not in paths
    assert not found.articles


def test_services_files_and_buttons_are_left_out() -> None:
    found = targets_of(
        page('<a href="/a/20118.html">打印</a><a href="/x/9.html">上一篇</a><a href="/z">3</a>'), URL
    )
    everything = {*found.articles, *found.lists, *found.unsure}
    for path in ("/login.php", "/about.html", "/map/x.pdf", "/a/20118.html", "/x/9.html", "/z", "/yw/"):
        assert f"http://news.example{path}" not in everything


def test_a_page_without_links_leads_nowhere() -> None:
    found = targets_of(b"", URL)
    assert found.articles == found.lists == found.unsure == ()
