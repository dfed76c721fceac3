"""A small portal and forum as Discuz! X makes them: articles in channels, threads whose first post is the article."""

from __future__ import annotations

from html import escape

from tests.sites.cms import expected, lists, paragraphs, pieces
from tests.sites.site import Page, Site
from tests.sites.writing import Piece, piece

HOST = "bbs.guduzhen.example"
SITE_NAME = "古渡论坛"
ARTICLES = pieces(72_000)
NOT_FOUND = Page(
    status=404,
    body='<title>提示信息</title><div class="alert_error"><p>抱歉，指定的主题不存在</p></div>'.encode(),
)

HEAD = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title} - Powered by Discuz!</title>
<meta name="generator" content="Discuz! X3.5" />
<link rel="stylesheet" type="text/css" href="data/cache/style_1_common.css?x1Z" />
<script type="text/javascript">var STYLEID = '1', STATICURL = 'static/', charset = 'utf-8', discuz_uid = '0';</script>
</head>
<body id="nv_portal" class="pg_view">
<div id="toptb"><a href="member.php?mod=logging&amp;action=login">登录</a>
<a href="member.php?mod=register">立即注册</a></div>
<div id="hd"><h2><a href="./" title="古渡论坛">
<img src="static/image/common/logo.png" alt="古渡论坛" /></a></h2></div>
<div id="nv"><ul><li><a href="portal.php?mod=list&amp;catid=1">本地</a></li>
<li><a href="forum-2-1.html">渡口茶话</a></li></ul></div>
<div id="wp" class="wp">
"""
FOOT = """
</div>
<div id="ft"><p>Powered by <strong><a href="https://www.discuz.vip/">Discuz!</a></strong> X3.5</p>
<p>GMT+8, 2026-1-4 09:12</p></div>
</body></html>
"""


def path(article: Piece) -> str:
    return f"/thread-{article.number}-1-1.html" if is_thread(article) else f"/article-{article.number}-1.html"


def is_thread(article: Piece) -> bool:
    return article.number % 2 == 0


def thread_page(article: Piece) -> str:
    reply = piece(article.number + 500)
    return f"""<div id="pt"><a href="./">古渡论坛</a> › <a href="forum-2-1.html">渡口茶话</a></div>
<div id="postlist" class="pl bm">
<table><tr><td><h1 class="ts"><span id="thread_subject">{escape(article.title)}</span></h1></td></tr></table>
<div id="post_1"><table class="plhin"><tr><td class="pls">
<div class="authi"><a href="space-uid-7.html" class="xw1">渡口老船工</a></div>
<p>主题 31 帖子 288 积分 1204</p></td>
<td class="plc"><div class="pti"><div class="authi"><em>发表于 {_date(article)}</em></div></div>
<div class="pct"><table><tr>
<td class="t_f" id="postmessage_1">{paragraphs(article)}</td></tr></table></div>
</td></tr></table></div>
<div id="post_2"><table class="plhin"><tr><td class="pls">
<div class="authi"><a href="space-uid-9.html" class="xw1">对岸</a></div></td>
<td class="plc"><div class="authi"><em>发表于 2025-12-30 18:20</em></div>
<td class="t_f" id="postmessage_2">{escape(reply.paragraphs[0])}</td></td></tr></table></div>
</div><div id="f_pst">您需要登录后才可以回帖</div>"""


def article_page(article: Piece) -> str:
    return f"""<div id="pt"><a href="./">古渡论坛</a> › <a href="portal.php?mod=list&amp;catid=1">本地</a></div>
<div class="bm vw"><div class="h hm"><h1 class="ph">{escape(article.title)}</h1>
<p class="xg1">{_date(article)}<span class="pipe">|</span> 发布者: <a href="space-uid-2.html">版务</a>
<span class="pipe">|</span> 查看: <em id="_viewnum">{article.number % 997}</em>
<span class="pipe">|</span> 来自: {article.publisher}</p></div>
<div class="d"><table class="vwtb"><tr><td id="article_content">{paragraphs(article)}</td></tr></table></div>
<div class="pren pbm"><em>上一篇：<a href="article-1-1.html">没有了</a></em></div></div>"""


def list_page(shown: tuple[Piece, ...], number: int, count: int) -> str:
    rows = "\n".join(
        f'<dl class="bbda cl"><dt><a href="{path(one)[1:]}" class="xst">{escape(one.title)}</a></dt>'
        f"<dd>{escape(one.paragraphs[0][:50])}</dd><dd>{_date(one)}</dd></dl>"
        for one in shown
    )
    following = f'<a href="portal.php?mod=list&amp;catid=1&amp;page={number + 1}" class="nxt">下一页</a>'
    return f'<div class="bm">{rows}</div><div class="pg"><strong>{number}</strong>{following * (number < count)}</div>'


def _date(article: Piece) -> str:
    moment = article.date
    return f"{moment.year}-{moment.month}-{moment.day} {moment:%H:%M}"


def _page(title: str, body: str) -> Page:
    return Page(body=(HEAD.format(title=escape(title)) + body + FOOT).encode())


def _path_of_list(number: int) -> str:
    return "/portal.php?mod=list&catid=1" + ("" if number == 1 else f"&page={number}")


def site() -> Site:
    channel = {
        target: _page(SITE_NAME, page.body.decode())
        for target, page in lists(ARTICLES, _path_of_list, list_page).items()
    }
    threads = tuple(one for one in ARTICLES if is_thread(one))
    return Site(
        name="discuz_web",
        hosts=(HOST,),
        pages={
            "/": _page(SITE_NAME, list_page(ARTICLES[:4], 1, 1)),
            "/forum-2-1.html": _page("渡口茶话", list_page(threads, 1, 1)),
            **channel,
            **{
                path(one): _page(
                    f"{one.title} - {SITE_NAME}", thread_page(one) if is_thread(one) else article_page(one)
                )
                for one in ARTICLES
            },
        },
        not_found=NOT_FOUND,
        expected={
            f"http://{HOST}{path(one)}": expected(
                one,
                site_name=SITE_NAME,
                published_at=f"{one.date:%Y-%m-%dT%H:%M}:00+08:00",
                publisher=None if is_thread(one) else one.publisher,
            )
            for one in ARTICLES
        },
    )
