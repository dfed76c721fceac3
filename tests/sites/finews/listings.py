"""The pages that lead to posts: home, categories, feed; and what else the host answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from tests.sites.finews.layouts import page
from tests.sites.finews.markup import content
from tests.sites.finews.post import ROOT, SITE_NAME, Post
from tests.sites.site import Page

NEWEST_PER_TAG = 5
NEWEST_IN_FEED = 10

ROBOTS = "User-agent: *\nDisallow: /drafts/\nSitemap: https://finews.withounder.com/sitemap.xml\n"
DEAD_ENDS = """<p><a href="/emnews/">旧版快讯</a> <a href="../emnews/">快讯</a> <a href="#haizhou">目录</a>
<a href="javascript:location.reload(true);">刷新</a> <a href="mailto:webmaster@withounder.com">联系</a>
<a href="https://github.com/pages-themes/minimal">主题</a> <a href="/emnews/2023/05/13/moved.html">移动</a>
<a href="/emnews/2023/05/04/202305042719000111.html">已删除</a>
<a href="/drafts/2023/05/13/unfinished.html">草稿</a>
<a href="/category/all.html">全部</a> <a href="/category/sponsor.html">赞助</a> <a href="http://[">坏链接</a></p>"""


def home(posts: Sequence[Post]) -> Page:
    media = {post.medium: post for post in posts}
    parts = [_group(medium, _newest(posts, medium)) + _more(post) for medium, post in media.items()]
    return _html(f"<h1>{SITE_NAME}</h1>\n{DEAD_ENDS}\n" + "\n".join(parts), title=SITE_NAME)


def category(posts: Sequence[Post], *, moved: Iterable[Post]) -> Page:
    """All live posts of one category; its title is wrong, as it is on the site."""
    items = "\n".join(_item(post, post.path) for post in posts)
    olds = "\n".join(_item(post, f"//finews.withounder.com{post.former_path or post.path}") for post in moved)
    return _html(
        f"<h1>分类</h1>\n<ul>\n{items}\n</ul>\n<h2>往期</h2>\n<ul>\n{olds}\n</ul>", title="Minimal theme"
    )


def feed(posts: Sequence[Post]) -> Page:
    newest = sorted(posts, key=lambda post: post.date, reverse=True)[:NEWEST_IN_FEED]
    entries = "".join(map(_entry, newest))
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<generator uri="https://jekyllrb.com/" version="3.9.0">Jekyll</generator>
<link href="{ROOT}/feed.xml" rel="self" type="application/atom+xml" />
<link href="{ROOT}/" rel="alternate" type="text/html" hreflang="zh-CN" />
<updated>{newest[0].published_at.isoformat()}</updated><id>{ROOT}/feed.xml</id>
<title type="html">{SITE_NAME}</title>{entries}</feed>"""
    return Page(body=text.encode(), content_type="application/xml", gzipped=True)


def others(posts: Sequence[Post]) -> Mapping[str, Page]:
    """What is neither post nor listing: robots.txt, redirects within the site and out of it."""
    return {
        **{post.former_path: _redirect(post.path) for post in posts if post.former_path},
        "/robots.txt": Page(body=ROBOTS.encode(), content_type="text/plain; charset=utf-8"),
        "/category/all.html": _redirect("http://finews.withounder.com/"),
        "/category/sponsor.html": _redirect("http://ads.example/landing"),
        "/emnews/2023/05/13/moved.html": _redirect(posts[0].path),
        "/drafts/2023/05/13/unfinished.html": _html("<p>草稿，请勿抓取。</p>", title="草稿"),
    }


NOT_FOUND = Page(
    status=404,
    body=page(
        head="<title>404</title>", section="<h1>404</h1>\n<p>文章已移到 old_post，正在查找。</p>"
    ).encode(),
)


def _newest(posts: Iterable[Post], medium: str) -> list[Post]:
    of_medium = [post for post in posts if post.medium == medium]
    return sorted(of_medium, key=lambda post: post.date, reverse=True)[:NEWEST_PER_TAG]


def _group(medium: str, posts: Iterable[Post]) -> str:
    return f'<h2 id="{medium}新闻">{medium}新闻</h2>\n<ul>\n' + "\n".join(map(_item, posts)) + "\n</ul>"


def _more(post: Post) -> str:
    """A way to the listing page where the home page names one; to the others the posts' back-links lead."""
    return f'<p><a href="{post.category_path}">更多</a></p>' if "bao" in post.category else ""


def _item(post: Post, address: str | None = None) -> str:
    return f'<li><small>{post.date}</small> <a href="{address or post.path}">{post.title}</a></li>'


def _entry(post: Post) -> str:
    date = post.published_at.isoformat()
    return f"""<entry><title type="html">{escape(post.title)}</title>
<link href="{post.canonical_url}" rel="alternate" type="text/html" title="{escape(post.title)}" />
<published>{date}</published><updated>{date}</updated><id>{post.canonical_url.removesuffix(".html")}</id>
<content type="html" xml:base="{post.canonical_url}">{escape(content(post))}</content>
<author><name>ZNing</name></author><category term="{post.category}" /></entry>"""


def _html(section: str, *, title: str) -> Page:
    return Page(body=page(head=f"    <title>{title}</title>", section=section).encode(), gzipped=True)


def _redirect(location: str) -> Page:
    return Page(
        status=301, body=b"<html><h1>301 Moved Permanently</h1></html>", headers=(("Location", location),)
    )
