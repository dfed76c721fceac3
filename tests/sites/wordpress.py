"""A small site as WordPress makes them with a theme of the common kind: dates in addresses, /page/N/, a feed."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from tests.sites.cms import LISTED, expected, lists, paragraphs, pieces
from tests.sites.site import Page, Site
from tests.sites.writing import Piece

HOST = "www.zhuxi-weekly.example"
SITE_NAME = "竹溪周刊"
ARTICLES = pieces(71_000)
NOT_FOUND = Page(
    status=404, body="<title>未找到页面 – 竹溪周刊</title><h1>有点尴尬诶！该页无法显示。</h1>".encode()
)

HEAD = """<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="UTF-8">
<title>{title}</title>
<link rel="alternate" type="application/rss+xml" title="竹溪周刊 &raquo; Feed" href="http://{host}/feed/">
<link rel="https://api.w.org/" href="http://{host}/wp-json/">
<meta name="generator" content="WordPress 6.7">
<link rel="stylesheet" href="http://{host}/wp-content/themes/zhuxi/style.css?ver=6.7">
</head>
<body class="{kind}">
<header class="site-header"><p class="site-title"><a href="http://{host}/" rel="home">竹溪周刊</a></p>
<nav class="main-navigation"><ul><li><a href="http://{host}/category/xiangtu/">乡土</a></li>
<li><a href="http://{host}/about/">关于</a></li></ul></nav></header>
<main class="site-main">
"""
FOOT = """
</main>
<aside class="widget-area"><h2>近期文章</h2><ul>{newest}</ul>
<h2>近期评论</h2><ul><li>没有评论可显示。</li></ul></aside>
<footer class="site-footer">自豪地采用WordPress</footer>
</body></html>
"""


def path(article: Piece) -> str:
    return f"/{article.date:%Y/%m/%d}/{article.number}/"


def article_page(article: Piece) -> Page:
    body = f"""<article id="post-{article.number}" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{escape(article.title)}</h1>
<div class="entry-meta"><span class="posted-on">发布于<time class="entry-date published"
 datetime="{article.date.isoformat()}">{article.date:%Y年%m月%d日}</time></span>
<span class="byline">由<span class="author vcard"><a href="/author/editor/">{article.author}</a></span></span></div>
</header>
<div class="entry-content">
{paragraphs(article)}
<div class="sharedaddy"><h3>共享此文章：</h3><ul><li>微博</li><li>微信</li></ul></div>
</div>
<footer class="entry-footer"><span class="tags-links"><a href="/tag/zhuxi/" rel="tag">竹溪</a></span></footer>
</article>
<nav class="post-navigation"><a rel="prev" href="{path(ARTICLES[0])}">{escape(ARTICLES[0].title)}</a></nav>
<div id="comments"><h3>发表回复</h3><p>要发表评论，您必须先登录。</p></div>"""
    title = f"{escape(article.title)} – {SITE_NAME}"
    return Page(body=_whole(title, "single single-post", body).encode(), gzipped=True)


def list_page(shown: tuple[Piece, ...], number: int, count: int) -> str:
    entries = "\n".join(
        f"""<article class="post hentry"><h2 class="entry-title"><a href="http://{HOST}{path(one)}" rel="bookmark">
{escape(one.title)}</a></h2><div class="entry-summary"><p>{escape(one.paragraphs[0][:60])}……</p></div></article>"""
        for one in shown
    )
    older = f'<a class="next page-numbers" href="http://{HOST}/page/{number + 1}/">下一页</a>'
    current = f'<span class="page-numbers current">{number}</span>'
    pager = f'<nav class="pagination">{current}{older * (number < count)}</nav>'
    return _whole(SITE_NAME, "home blog", entries + pager)


def feed() -> Page:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>http://{HOST}{path(one)}</link>"
        f"<pubDate>{format_datetime(one.date)}</pubDate></item>"
        for one in ARTICLES[:LISTED]
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}</channel></rss>'
    return Page(body=body.encode(), content_type="application/rss+xml; charset=UTF-8")


def _whole(title: str, kind: str, body: str) -> str:
    newest = "".join(f'<li><a href="{path(one)}">{escape(one.title)}</a></li>' for one in ARTICLES[:3])
    return HEAD.format(title=title, kind=kind, host=HOST) + body + FOOT.format(newest=newest)


def site() -> Site:
    about = _whole(f"关于 – {SITE_NAME}", "page", "<h1>关于</h1><p>竹溪周刊由几位乡村教师编写。</p>")
    pages = lists(ARTICLES, lambda number: "/" if number == 1 else f"/page/{number}/", list_page)
    return Site(
        name="wordpress_web",
        hosts=(HOST,),
        pages={
            **pages,
            "/category/xiangtu/": pages["/"],
            "/about/": Page(body=about.encode()),
            "/feed/": feed(),
            **{path(article): article_page(article) for article in ARTICLES},
        },
        not_found=NOT_FOUND,
        expected={
            f"http://{HOST}{path(one)}": expected(
                one, site_name=SITE_NAME, byline=one.author, authors=(one.author,), tags=("竹溪",)
            )
            for one in ARTICLES
        },
    )
