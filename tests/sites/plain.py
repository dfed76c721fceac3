"""A site with neither feed nor sitemap: four channels, each paginated and written in a way of its own.

Its articles are among tags, search, comments, print views, an about page, a login and a file to download.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from tests.sites.site import Expected, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.linjiang-news.example"
SITE_NAME = "临江新闻网"
LISTED = 8
TAGS = ("渔业", "茶叶", "道路")
NOT_FOUND = Page(status=404, body="<html><title>404</title><h1>没有这个页面</h1></html>".encode())
OTHER_PAGES = {
    "/about.html": ("关于我们", "临江新闻网由临江传媒中心主办，办公地址在临江路一号，欢迎来信来访。"),
    "/contact.html": ("联系我们", "新闻热线、广告合作和投稿信箱见下，工作日上午九时到下午五时有人接听。"),
    "/copyright.html": ("版权声明", "凡注明来源的作品，转载时请保留出处；其他媒体的作品，权利属于原作者。"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Channel:
    """`listing` gives the path of a list's page by its number, `path` that of an article."""

    title: str
    first: int
    length: tuple[int, int]
    listing: Callable[[int], str]
    path: Callable[[Piece], str]
    write: Callable[[Piece], tuple[str, Expected]]
    next_words: str
    names_all: bool

    def link(self, article: Piece) -> str:
        """Its path as HTML has it."""
        return escape(self.path(article))

    def list_link(self, number: int) -> str:
        return escape(self.listing(number))

    @functools.cached_property
    def articles(self) -> list[Piece]:
        """Newest first."""
        return [
            piece(number, paragraphs=self.length) for number in range(self.first + 19, self.first - 1, -1)
        ]

    @property
    def lists(self) -> list[list[Piece]]:
        articles = self.articles
        return [articles[start : start + LISTED] for start in range(0, len(articles), LISTED)]


def address(channel: Channel, article: Piece) -> str:
    return f"http://{HOST}{channel.path(article)}"


def site() -> Site:
    pages = {"/": _page(SITE_NAME, _home()), "/robots.txt": NOT_FOUND}
    expected = {}
    for channel in CHANNELS:
        for number, listed in enumerate(channel.lists, 1):
            pages[channel.listing(number)] = _page(channel.title, _listing(channel, number, listed))
        for article in channel.articles:
            markup, gold = channel.write(article)
            pages[channel.path(article)] = _page(
                f"{article.title}_{channel.title}_{SITE_NAME}", markup + _around(article)
            )
            expected[address(channel, article)] = gold
    return Site(
        name="plain_web",
        hosts=(HOST,),
        pages={**pages, **dict(_others())},
        not_found=NOT_FOUND,
        expected=expected,
    )


def _page(title: str, main: str) -> Page:
    channels = "".join(f'<li><a href="{c.list_link(1)}">{c.title}</a></li>' for c in CHANNELS)
    others = " | ".join(f'<a href="{path}">{name}</a>' for path, (name, _) in OTHER_PAGES.items())
    return Page(
        body=f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>
<link rel="stylesheet" href="/static/site.css"><script src="/static/site.js"></script></head>
<body><div id="top"><a href="/user/login.php?back=/">登录</a> <a href="/user/register.php">注册</a>
<a href="javascript:void(0)" onclick="home()">设为首页</a></div>
<div class="nav"><ul><li><a href="/">首页</a></li>{channels}<li><a href="/search.php?q=">搜索</a></li></ul></div>
<div class="main">{main}</div>
<div class="footer"><p>{others} | <a href="mailto:post@linjiang-news.example">投稿</a>
<a href="/app/linjiang.apk">下载客户端</a></p><p>友情链接：<a href="http://www.elsewhere.example/">江北在线</a>
<a href="http://www.gbk-daily.example/">海州日报</a></p>
<p>Copyright © 2009-2024 {SITE_NAME} 版权所有 临备00000001号</p></div>
</body></html>
""".encode(),
        gzipped=True,
    )


def _home() -> str:
    blocks = (
        f'<div class="block"><h3><a href="{channel.list_link(1)}">{channel.title}</a></h3><ul>'
        + "".join(_item(channel, article) for article in channel.articles[:5])
        + "</ul></div>"
        for channel in CHANNELS
    )
    return f'<div class="focus"><img src="/static/focus.jpg" alt="头图"></div>{"".join(blocks)}{_tags()}'


def _item(channel: Channel, article: Piece) -> str:
    shown = article.title if len(article.title) < 24 else f"{article.title[:22]}…"
    link = channel.link(article)
    return (
        f'<li><a href="{link}" title="{escape(article.title)}">{escape(shown)}</a>'
        f"<span>{article.date:%m-%d}</span></li>"
    )


def _listing(channel: Channel, number: int, listed: list[Piece]) -> str:
    items = "".join(_item(channel, article) for article in listed)
    pages = f'<div class="pages">{_pager(channel, number)}</div>'
    return f'<h2>{channel.title}</h2><ul class="list">{items}</ul>{pages}'


def _pager(channel: Channel, number: int) -> str:
    last = len(channel.lists)
    links = []
    if channel.names_all:
        links += [f'<a href="{channel.list_link(n)}">{n}</a>' for n in range(1, last + 1) if n != number]
    if number > 1:
        links.append(f'<a href="{channel.list_link(number - 1)}">上一页</a>')
    if number < last:
        links.append(f'<a href="{channel.list_link(number + 1)}">{channel.next_words}</a>')
    return f"共{last}页 " + " ".join(links)


def _around(article: Piece) -> str:
    """What stands under every article: neighbours, tags, comments, a print view, what others read."""
    channel = next(c for c in CHANNELS if c.first <= article.number < c.first + 20)
    by_number = {one.number: one for one in channel.articles}
    near = [
        f'<p>{word}：<a href="{channel.link(by_number[n])}">{escape(by_number[n].title)}</a></p>'
        for word, n in (("上一篇", article.number + 1), ("下一篇", article.number - 1))
        if n in by_number
    ]
    hot = "".join(_item(c, c.articles[7]) for c in CHANNELS)
    return f"""<div class="near">{"".join(near)}</div>
<div class="tools"><a href="/print.php?id={article.number}">打印本页</a>
<a href="/comment/{article.number}.html">评论（{article.number % 7}）</a> <a href="#top">返回顶部</a></div>
{_tags()}<div class="hot"><h4>大家都在看</h4><ul>{hot}</ul></div>"""


def _tags() -> str:
    return '<div class="tags">' + "".join(f'<a href="/tag/{quote(tag)}">{tag}</a>' for tag in TAGS) + "</div>"


def _others() -> Iterator[tuple[str, Page]]:
    for path, (name, words) in OTHER_PAGES.items():
        yield path, _page(name, f"<h1>{name}</h1><p>{words}</p>")
    form = '<form method="post"><input name="user"><input name="password" type="password"><button>登录</button></form>'
    for path in ("/user/login.php?back=/", "/user/register.php"):
        yield path, _page("用户中心", form)
    yield (
        "/search.php?q=",
        _page("搜索", '<form action="/search.php"><input name="q"></form><p>请输入关键词</p>'),
    )
    for tag in TAGS:
        found = "".join(_item(channel, article) for channel in CHANNELS for article in channel.articles[3:5])
        yield f"/tag/{quote(tag)}", _page(tag, f"<h2>标签：{tag}</h2><ul>{found}</ul>")
    for channel in CHANNELS:
        for article in channel.articles:
            text = "".join(f"<p>{line}</p>" for line in article.paragraphs)
            printed = f"<html><title>打印</title><h3>{escape(article.title)}</h3>{text}</html>"
            yield f"/print.php?id={article.number}", Page(body=printed.encode())
            comments = f"<h2>评论</h2><p>共有{article.number % 7}条评论，登录后发表。</p>"
            yield f"/comment/{article.number}.html", _page("评论", comments)


def _gold(article: Piece, **fields: str | None) -> Expected:
    values = {"title": article.title, "published_at": article.date.replace(second=0).isoformat(), **fields}
    return Expected(paragraphs=article.paragraphs, **values)  # type: ignore[arg-type]


def _news(article: Piece) -> tuple[str, Expected]:
    """Paragraphs with two full-width spaces; time and source on one line."""
    text = "\n".join(f"<p>　　{line}</p>" for line in article.paragraphs)
    return (
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/news/">临江要闻</a></div>'
        f'<h1>{escape(article.title)}</h1><div class="info"><span>{article.date:%Y-%m-%d %H:%M}</span> '
        f"<span>来源：{article.publisher}</span> <span>责任编辑：{article.author}</span></div>"
        f'<div id="zoom" class="article">{text}</div>'
    ), dataclasses.replace(_gold(article, publisher=article.publisher), editors=(article.author,))


def _life(article: Piece) -> tuple[str, Expected]:
    """One block whose paragraphs are parted by line breaks; only the day is told."""
    text = "<br>\n<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in article.paragraphs)
    return (
        f'<table width="100%"><tr><td align="center"><h2 class="tit">{escape(article.title)}</h2></td></tr>'
        f"<tr><td>{article.date.year}年{article.date.month}月{article.date.day}日　作者：{article.author}　"
        f'点击：<script src="/hits.js"></script>次</td></tr><tr><td class="txt">{text}</td></tr></table>'
    ), dataclasses.replace(
        _gold(article, byline=f"作者：{article.author}"),
        published_at=f"{article.date:%Y-%m-%d}",
        authors=(article.author,),
    )


def _culture(article: Piece) -> tuple[str, Expected]:
    """HTML5 elements, and a picture with a caption in the middle."""
    lines = [f"<p>{line}</p>" for line in article.paragraphs]
    figure = '<figure><img src="/static/photo.jpg" alt=""><figcaption>资料图片。</figcaption></figure>'
    text = "\n".join([lines[0], figure, *lines[1:]])
    return (
        f'<article><header><h1>{escape(article.title)}</h1><p class="meta">'
        f'<time datetime="{article.date:%Y-%m-%dT%H:%M}+08:00">'
        f"{article.date:%Y-%m-%d %H:%M}</time> 记者 {article.author}</p></header><section>{text}</section></article>"
    ), dataclasses.replace(_gold(article, byline=f"记者 {article.author}"), authors=(article.author,))


def _topic(article: Piece) -> tuple[str, Expected]:
    """Blocks in place of paragraphs; source and time below the text."""
    text = "\n".join(f"<div>{line}</div>" for line in article.paragraphs)
    return (
        f'<div class="box"><div class="title"><b>{escape(article.title)}</b></div><div class="body">{text}</div>'
        f'<div class="from">（来源：{article.publisher}）</div>'
        f'<div class="date">发布时间：{article.date:%Y/%m/%d %H:%M}</div></div>'
    ), _gold(article, publisher=article.publisher)


CHANNELS = (
    Channel(
        title="临江要闻",
        first=20_100,
        length=(3, 7),
        listing=lambda number: "/news/" if number == 1 else f"/news/list_{number}.html",
        path=lambda one: f"/news/{one.date:%Y%m}/t{one.date:%Y%m%d}_{one.number}.html",
        write=_news,
        next_words="下一页",
        names_all=True,
    ),
    Channel(
        title="百姓生活",
        first=20_200,
        length=(2, 4),
        listing=lambda number: "/life/" if number == 1 else f"/life/?page={number}",
        path=lambda one: f"/life/show-{one.number}.html",
        write=_life,
        next_words="后页 &raquo;",
        names_all=True,
    ),
    Channel(
        title="文化副刊",
        first=20_300,
        length=(8, 14),
        listing=lambda number: "/culture/" if number == 1 else f"/culture/index_{number - 1}.html",
        path=lambda one: f"/culture/{one.date:%Y-%m/%d}/content_{one.number}.htm",
        write=_culture,
        next_words="下一页",
        names_all=False,
    ),
    Channel(
        title="专题报道",
        first=20_400,
        length=(4, 9),
        listing=lambda number: "/list.php?catid=4" + (f"&p={number}" if number > 1 else ""),
        path=lambda one: f"/view.php?catid=4&id={one.number}",
        write=_topic,
        next_words=">",
        names_all=True,
    ),
)
