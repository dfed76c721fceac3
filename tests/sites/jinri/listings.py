"""The pages that lead to articles, the answers their buttons get, and what else the host serves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from tests.sites.jinri.article import CHANNELS, ROOT, Article
from tests.sites.jinri.layouts import channel_link, framed, tag_path
from tests.sites.site import Page

PER_PAGE = 3
PER_SITEMAP = 12
NOTHING_MORE = '<div class="loadmore loadmore-nodata"><span class="loadmore-tips">暂无更多数据</span></div>'
NUMBERED, JSON_BUTTON, HTML_BUTTON = "news", "jiedao", "wenhua"

ROBOTS = f"""User-agent: *
Disallow: /index/user/
Disallow: /u/
Disallow: /addons/cms/order/

Sitemap: {ROOT}/addons/cms/sitemap/index.xml
"""

# what ThinkPHP's error() answers: a page of its own, with status 200
JUMP = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>跳转提示</title><style>.system-message{{margin:20px auto;}}</style></head>
<body><div class="system-message error">
<div class="image"><img src="/assets/img/error.svg" alt="" width="150"></div>
<h1>{message}</h1>
<p class="jump">页面将在 <span id="wait">3</span> 秒后自动<a id="href" href="{url}">跳转</a></p>
<p class="clearfix"><a href="{url}" class="btn btn-grey">返回上一页</a>
<a href="/" class="btn btn-primary">返回首页</a></p></div>
<script>
(function () {{ var wait = document.getElementById('wait'); setInterval(function () {{ --wait.innerHTML }}, 1000) }})();
</script>
</body></html>
"""
NOT_FOUND = Page(
    status=404, body=b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"
)


def home(articles: Sequence[Article], around: Sequence[Article], gone: Iterable[str]) -> Page:
    links = "".join(f'<li><a href="{path}">往日专题</a></li>' for path in gone)
    tags = "".join(f'<a href="{tag_path(tag)}">{tag}</a>' for tag in ("基层治理", "非遗"))
    channels = "".join(f"<li>{channel_link(name)}</li>" for name in CHANNELS if name != "hidden")
    main = f'<ul class="list-inline">{channels}</ul>{entries(articles[:4])}<ul>{links}</ul><div>{tags}</div>'
    return html(framed("首页", main, around))


def channel_page(name: str, articles: Sequence[Article], number: int, around: Sequence[Article]) -> Page:
    """One page of a channel as a browser's address line gets it."""
    shown = articles[(number - 1) * PER_PAGE : number * PER_PAGE]
    pages = -(-len(articles) // PER_PAGE)
    foot = _pager(name, number, pages) if name == NUMBERED else _button(name, number, pages)
    orders = (
        f'<a href="?orderby=views&amp;orderway=desc">浏览</a> <a href="/cms/{name}.html?orderby=id">日期</a>'
    )
    title = f'<h1 class="category-title">{CHANNELS[name]}</h1><div class="category-order">{orders}</div>'
    main = f'{title}<div class="article-list">{entries(shown)}</div>{foot}'
    return html(framed(CHANNELS[name], main, around))


def fragment(name: str, articles: Sequence[Article], number: int) -> Page:
    """The entries alone, as the button under the list asks for them: in JSON, or bare as another theme has it."""
    shown = entries(articles[(number - 1) * PER_PAGE : number * PER_PAGE])
    if name == HTML_BUTTON:
        return html(shown or NOTHING_MORE)
    answer = json.dumps({"code": 1, "msg": "", "data": shown, "url": "", "wait": 3}, ensure_ascii=True)
    as_php_writes_it = answer.replace("/", "\\/")
    return Page(body=as_php_writes_it.encode(), content_type="application/json; charset=utf-8")


def list_page(title: str, articles: Sequence[Article], around: Sequence[Article]) -> Page:
    """Tags and special pages, which have one page each here."""
    main = f'<h1 class="category-title">{title}</h1><div class="article-list">{entries(articles)}</div>'
    return html(framed(title, main, around))


def entries(articles: Iterable[Article]) -> str:
    return "\n".join(map(_entry, articles))


def sitemaps(articles: Sequence[Article]) -> Mapping[str, Page]:
    """The index and its parts; they tell no dates."""
    root = f"{ROOT}/addons/cms/sitemap"
    parts = [articles[at : at + PER_SITEMAP] for at in range(0, len(articles), PER_SITEMAP)]
    archives = {f"archives/page/{at}": [one.url for one in part] for at, part in enumerate(parts, start=1)}
    channels = {"channels/page/1": [f"{ROOT}/cms/{name}.html" for name in CHANNELS if name != "hidden"]}
    tags = {
        "tags/page/1": [f"{ROOT}{tag_path(tag)}" for tag in sorted({t for one in articles for t in one.tags})]
    }
    users = {"users/page/1": [f"{ROOT}/u/7.html"], "pages/page/1": [f"{ROOT}/cms/p/aboutus.html"]}
    named = {**channels, **archives, **tags, **users}
    index = "".join(f"<sitemap><loc>{root}/{name}.xml</loc></sitemap>" for name in named)
    return {
        "/addons/cms/sitemap/index.xml": _xml(f"<sitemapindex>{index}</sitemapindex>"),
        **{f"/addons/cms/sitemap/{name}.xml": _urlset(urls) for name, urls in named.items()},
    }


def others(around: Sequence[Article]) -> Mapping[str, Page]:
    """Pages that are neither articles nor lists of them."""
    found = entries(around)
    return {
        "/": Page(status=302, body=b"", headers=(("Location", "/cms/"),)),
        "/robots.txt": Page(body=ROBOTS.encode(), content_type="text/plain"),
        "/cms/s.html": html(framed("搜索", found, around)),
        "/u/7.html": html(framed("海州老张", found, around)),
        "/cms/p/aboutus.html": html(framed("关于我们", "<p>今日湾区创办于海州。</p>", around)),
        "/index/user/login.html": html(framed("登录", "<form><input name=account></form>", around)),
    }


def jump(message: str, url: str = "javascript:history.back(-1);") -> Page:
    return html(JUMP.format(message=message, url=url))


def html(text: str) -> Page:
    return Page(body=text.encode(), gzipped=True)


def _entry(article: Article) -> str:
    return f"""<article class="article-item"><div class="media"><div class="media-left">
<a href="{article.path}"><div class="embed-responsive img-zoom"><img src="/uploads/{article.id}.jpg"></div></a></div>
<div class="media-body"><h3 class="article-title"><a href="{article.path}">{escape(article.title)}</a></h3>
<div class="article-intro">{escape(article.lines[0].text[:40])}...</div>
<div class="article-tag">{channel_link(article.channel)} <span itemprop="date">{article.date[:10]}</span>
<span itemprop="comments"><a href="{article.path}#comments">0</a> 评论</span></div></div></div></article>"""


def _pager(name: str, number: int, pages: int) -> str:
    items = "".join(
        f'<li class="active"><span>{page}</span></li>'
        if page == number
        else f'<li><a href="/cms/{name}.html?page={page}">{page}</a></li>'
        for page in range(1, pages + 1)
    )
    following = f'<li><a href="/cms/{name}.html?page={number + 1}">&raquo;</a></li>' if number < pages else ""
    return f'<div class="text-center pager"><ul class="pagination">{items}{following}</ul></div>'


def _button(name: str, number: int, pages: int) -> str:
    """Present releases name the page to come, older ones the page shown."""
    if number >= pages:
        return NOTHING_MORE
    href, page = (f"?page={number + 1}", number + 1) if name == JSON_BUTTON else ("javascript:;", number)
    return (
        f'<div class="text-center clearfix"><a href="{href}" data-url="?page=__page__" data-page="{page}"'
        ' class="btn btn-default my-4 px-4 btn-loadmore" data-autoload="false">加载更多</a></div>'
    )


def _urlset(urls: Iterable[str]) -> Page:
    entries = "".join(f"<url><loc>{escape(url)}</loc><priority>0.8</priority></url>" for url in urls)
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>')


def _xml(text: str) -> Page:
    return Page(body=f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode(), content_type="text/xml")
