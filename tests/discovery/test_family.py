"""A CMS is told by what it leaves in its pages, and a site that writes about one is not taken for it."""

import pytest

from crawler.discovery.family import FAMILIES, PLAIN, family_of
from tests.sites.replicas import replicas

SITES = replicas()


@pytest.mark.parametrize(
    ("site", "path", "family"),
    [
        ("finews", "/", "jekyll"),
        ("jinri", "/cms/", "fastadmin"),
        ("tibet", "/cn/culture/ms/", "trs"),
        ("wordpress_web", "/", "wordpress"),
        ("discuz_web", "/", "discuz"),
        ("zblog_web", "/", "zblog"),
        ("plain_web", "/", PLAIN),
    ],
)
def test_the_home_page_of_a_replica_tells_its_family(site: str, path: str, family: str) -> None:
    home = SITES[site].pages[path]
    assert family_of(home.body, content_type=home.content_type).family == family


@pytest.mark.parametrize(
    ("page", "family"),
    [
        ('<meta name="generator" content="WordPress 4.9.1" />', "wordpress"),
        ('<img src="https://www.a.example/wp-content/uploads/2020/01/x.jpg">', "wordpress"),
        (
            '<meta content="Jekyll v4.2.0" name="generator"><meta name="generator" content="Jekyll v4.2.0">',
            "jekyll",
        ),
        ("<!-- Begin Jekyll SEO tag v2.8.0 -->", "jekyll"),
        ('<script>createPageHTML(12,0,"index","html");</script>', "trs"),
        ('<a href="./202211/t20221107_7309857.html">一条新闻</a>', "trs"),
        ('<div class="TRS_Editor"><p>正文</p></div>', "trs"),
        ('<script src="/assets/addons/cms/js/cms.js"></script>', "fastadmin"),
        ('<p>Powered by <strong><a href="#">Discuz!</a></strong></p>', "discuz"),
        ('<link href="static/image/common/x.css"><a href="forum.php?mod=viewthread&tid=3">', "discuz"),
        ('<script src="/zb_users/theme/x/script.js"></script>', "zblog"),
    ],
)
def test_a_mark_of_the_cms_is_enough(page: str, family: str) -> None:
    body = f"<html><head><title>新闻</title></head><body>{page}</body></html>".encode()
    recognised = family_of(body, content_type="text/html; charset=utf-8")
    assert recognised.family == family
    assert recognised.evidence


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>用 WordPress 建站的人越来越多，Discuz 论坛和 Z-Blog 博客也还有人用，Jekyll 则适合程序员。</p>",
        '<a href="https://wordpress.org/">WordPress</a><a href="https://www.discuz.net/">Discuz</a>',
        '<div class="article-text">一篇文章</div>',
        '<a href="/2024/05/06/news.html">日期在地址里</a>',
    ],
)
def test_a_page_without_marks_is_plain(page: str) -> None:
    recognised = family_of(page.encode(), content_type="text/html; charset=utf-8")
    assert (recognised.family, recognised.evidence) == (PLAIN, ())


def test_a_page_in_gbk_is_read_as_such() -> None:
    body = '<p>本站程序由 Powered by <a href="#">Discuz!</a> 提供</p>'.encode("gbk")
    assert family_of(body, content_type="text/html; charset=gbk").family == "discuz"


def test_every_family_can_be_named() -> None:
    assert FAMILIES == ("jekyll", "fastadmin", "trs", "wordpress", "discuz", "zblog", PLAIN)
