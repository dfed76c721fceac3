"""A small site as Z-BlogPHP makes them: /post/N.html, lists page_N.html, a feed at /feed.php."""

from __future__ import annotations

from html import escape

from tests.sites.cms import LISTED, expected, lists, paragraphs, pieces
from tests.sites.site import Page, Site
from tests.sites.writing import Piece

HOST = "www.shatian-notes.example"
SITE_NAME = "沙田札记"
ARTICLES = pieces(73_000)
NOT_FOUND = Page(status=404, body="<title>404</title><p>页面没有找到</p>".encode())

WHOLE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"/>
<meta name="generator" content="Z-BlogPHP 1.7.4" />
<title>{title}</title>
<link rel="stylesheet" href="http://{host}/zb_users/theme/shatian/style/style.css" />
<script src="http://{host}/zb_system/script/common.js"></script>
<link rel="alternate" type="application/rss+xml" href="http://{host}/feed.php" title="{site}" />
</head>
<body class="multi">
<div id="top"><h1 id="BlogTitle"><a href="http://{host}/">{site}</a></h1><h2 id="BlogSubTitle">慢慢记</h2></div>
<div id="divNavBar"><ul><li><a href="http://{host}/">首页</a></li>
<li><a href="http://{host}/category-1.html">田野</a></li></ul></div>
<div id="divMain">{body}</div>
<div id="divSidebar"><dl id="divPrevious"><dt>最近发表</dt><dd><ul>{newest}</ul></dd></dl></div>
<div id="divBottom"><p>Powered By <a href="https://www.zblogcn.com/">Z-BlogPHP 1.7.4</a></p></div>
</body></html>
"""


def path(article: Piece) -> str:
    return f"/post/{article.number}.html"


def article_page(article: Piece) -> Page:
    return _page(
        f"{article.title}-田野-{SITE_NAME}",
        f"""<div class="post single-post cate1 auth1"><h4 class="post-date">{article.date:%Y年%m月%d日 %H:%M:%S}</h4>
<h2 class="post-title">{escape(article.title)}</h2>
<div class="post-body">{paragraphs(article)}</div>
<h5 class="post-tags">标签: <span class="tags"><a href="/tags-3.html">沙田</a></span></h5>
<h6 class="post-footer">发布:sha | 分类:田野 | 评论:0 | 浏览:{article.number % 89}</h6></div>
<div class="post" id="divCommentPost"><p class="posttop"><a name="comment">发表评论：</a></p>
<form><input name="inpName">名称(*)</form>
<p class="postbottom">◎欢迎参与讨论，请在这里发表您的看法、交流您的观点。</p></div>""",
    )


def list_page(shown: tuple[Piece, ...], number: int, count: int) -> str:
    entries = "".join(
        f'<div class="post multi-post"><h2 class="post-title">'
        f'<a href="http://{HOST}{path(one)}">{escape(one.title)}</a></h2>'
        f'<div class="post-body">{escape(one.paragraphs[0][:60])}…</div></div>'
        for one in shown
    )
    following = f'<a href="http://{HOST}/page_{number + 1}.html"><span class="page">›</span></a>'
    current = f'<span class="page now-page">{number}</span>'
    return f'{entries}<div class="pagebar">{current}{following * (number < count)}</div>'


def feed() -> Page:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>http://{HOST}{path(one)}</link></item>"
        for one in ARTICLES[:LISTED]
    )
    body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}</channel></rss>'
    return Page(body=body.encode(), content_type="text/xml; charset=utf-8")


def _page(title: str, body: str) -> Page:
    newest = "".join(f'<li><a href="{path(one)}">{escape(one.title)}</a></li>' for one in ARTICLES[:3])
    return Page(
        body=WHOLE.format(title=escape(title), body=body, newest=newest, host=HOST, site=SITE_NAME).encode()
    )


def site() -> Site:
    found = lists(ARTICLES, lambda number: "/" if number == 1 else f"/page_{number}.html", list_page)
    pages = {target: _page(SITE_NAME, page.body.decode()) for target, page in found.items()}
    return Site(
        name="zblog_web",
        hosts=(HOST,),
        pages={
            **pages,
            "/category-1.html": pages["/"],
            "/feed.php": feed(),
            **{path(article): article_page(article) for article in ARTICLES},
        },
        not_found=NOT_FOUND,
        expected={
            f"http://{HOST}{path(one)}": expected(one, site_name=SITE_NAME, tags=("沙田",))
            for one in ARTICLES
        },
    )
