"""A site of 12,000 articles for benchmarks, made on the fly: lists of 100, newest first, every 50th a repost.

A repost has another title, date and source line, and word for word the text of an article before it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from tests.sites.site import Asked, Dropped, Expected, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.bulk-news.example"
SITE_NAME = "大江新闻"
ARTICLES = 12_000
LISTED = 100
REPOSTED_EVERY = 50
REPOSTED_AFTER = 37
NOT_FOUND = Page(status=404, body="<html><title>404</title><h1>页面不存在</h1></html>".encode())
ARTICLE_PATH = re.compile(r"/a/\d{8}/(\d{1,5})\.html")
LIST_PATH = re.compile(r"/list(?:_(\d{1,3}))?\.html")


class Gold(Mapping[str, Expected | Dropped]):
    """The records of all articles, each made when it is looked up."""

    def __getitem__(self, url: str) -> Expected:
        found = ARTICLE_PATH.fullmatch(url.removeprefix(f"http://{HOST}"))
        if not found or not int(found[1]) < ARTICLES:
            raise KeyError(url)
        one = article(int(found[1]))
        return Expected(
            title=one.title,
            published_at=one.date.isoformat(),
            paragraphs=one.paragraphs,
            publisher=one.publisher,
            editors=(one.author,),
        )

    def __iter__(self) -> Iterator[str]:
        return (f"http://{HOST}{path(number)}" for number in range(ARTICLES))

    def __len__(self) -> int:
        return ARTICLES


def site() -> Site:
    return Site(
        name="bulk_web",
        hosts=(HOST,),
        pages={"/robots.txt": Page(body=b"User-agent: *\nDisallow:\n", content_type="text/plain")},
        not_found=NOT_FOUND,
        expected=Gold(),
        reposts=[
            tuple(f"http://{HOST}{path(x)}" for x in (origin(n), n)) for n in range(ARTICLES) if is_repost(n)
        ],
        respond=respond,
    )


def respond(asked: Asked) -> Page | None:
    if found := ARTICLE_PATH.fullmatch(asked.target):
        number = int(found[1])
        return Page(body=article_page(article(number)).encode()) if number < ARTICLES else None
    found = LIST_PATH.fullmatch("/list.html" if asked.target == "/" else asked.target)
    number = int(found[1] or 1) if found else 0
    return Page(body=list_page(number).encode()) if 0 < number <= ARTICLES // LISTED else None


def is_repost(number: int) -> bool:
    return number % REPOSTED_EVERY == REPOSTED_EVERY - 1


def origin(number: int) -> int:
    return number - REPOSTED_AFTER


def article(number: int) -> Piece:
    own = piece(number)
    if not is_repost(number):
        return own
    return dataclasses.replace(own, paragraphs=piece(origin(number)).paragraphs)


def path(number: int) -> str:
    return f"/a/{day(number)}/{number}.html"


def day(number: int) -> str:
    """Near enough: a path's day is not checked."""
    return f"2024{1 + number // 1000:02}{1 + number % 1000 // 40:02}"


def teaser(number: int) -> str:
    """Not the title, so that a list costs nothing."""
    return f"第{number}号：{SITE_NAME}当日报道之{number % 100}"


def list_page(number: int) -> str:
    newest = ARTICLES - 1 - LISTED * (number - 1)
    items = "".join(
        f'<li><a href="{path(n)}" target="_blank">{teaser(n)}</a><span>{day(n)}</span></li>\n'
        for n in range(newest, newest - LISTED, -1)
    )
    following = (
        f'<a class="next" href="/list_{number + 1}.html">下一页</a>' if number < ARTICLES // LISTED else ""
    )
    return f'{HEAD.format(title="新闻列表")}<ul class="list">{items}</ul><div class="pages">{following}</div>{FOOT}'


def article_page(one: Piece) -> str:
    text = "\n".join(f"<p>　　{line}</p>" for line in one.paragraphs)
    near = "".join(
        f'<li><a href="{path(n)}">{teaser(n)}</a></li>\n' for n in range(max(0, one.number - 10), one.number)
    )
    return f"""{HEAD.format(title=one.title)}
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/list.html">{one.channel}</a> &gt; 正文</div>
<div class="article"><h1>{one.title}</h1>
<div class="info"><span class="date">{one.date:%Y-%m-%d %H:%M:%S}</span>
<span class="source">来源：{one.publisher}</span>
<span class="size">字号：<a href="javascript:size(1)">大</a> <a href="javascript:size(0)">小</a></span></div>
<div class="content" id="zoom">{text}</div>
<p class="editor">责任编辑：{one.author}</p></div>
<div class="side"><h3>相关新闻</h3><ul>{near}</ul></div>{FOOT}"""


_CHANNELS = "首页 要闻 时政 国内 国际 财经 社会 教育 科技 文化 体育 娱乐 健康 旅游 汽车 房产 图片 视频"
_NAVIGATION = "".join(
    f'<li><a href="/channel/{n}/" class="nav-item nav-item-{n}" data-track="nav-{n}">{name}</a></li>\n'
    for n, name in enumerate(
        [
            "首页",
            "要闻",
            "时政",
            "国内",
            "国际",
            "财经",
            "社会",
            "教育",
            "科技",
            "文化",
            "体育",
            "娱乐",
            "健康",
            "旅游",
            "汽车",
            "房产",
            "图片",
            "视频",
        ]
    )
)
_FOOTER_LINKS = "".join(
    f'<a href="http://www.partner-{n}.example/" rel="nofollow" target="_blank">合作媒体{n}</a>\n'
    for n in range(24)
)
HEAD = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{title}}_{SITE_NAME}</title>
<meta name="keywords" content="新闻,大江,报道"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/article.css">
<script src="/static/js/jquery.js"></script><script>var _config = {{{{"site": 1, "tracker": "/t.gif"}}}};</script>
</head>
<body><div class="top"><a href="/login.html">登录</a><a href="/register.html">注册</a>
<form action="/search"><input name="q">
</form></div><div class="logo"><a href="/"><img src="/static/logo.png" alt="{SITE_NAME}"></a></div>
<div class="nav"><ul>{_NAVIGATION}</ul></div><div class="main">
"""
FOOT = f"""</div>
<div class="friends"><h4>友情链接</h4>{_FOOTER_LINKS}</div>
<div class="footer"><p><a href="/about.html">关于我们</a> | <a href="/contact.html">联系方式</a> |
<a href="/law.html">法律声明</a></p>
<p>Copyright © 2005-2024 {SITE_NAME} 版权所有 未经书面授权不得转载或镜像</p></div>
<script src="/static/js/share.js"></script></body></html>
"""
