"""A site with feeds and sitemaps: robots.txt names an index, the index compressed, news and plain sitemaps.

Every tenth article or so is named by one of them alone; a few are on the home page only.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
from email.utils import format_datetime
from html import escape
from itertools import chain

from tests.sites import plain
from tests.sites.site import Expected, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.dongwan-times.example"
ROOT = f"https://{HOST}"
SITE_NAME = "东湾时报"
NUMBERS = range(30_039, 29_999, -1)  # newest first
TRACKED = "?utm_source=rss"  # what the feed adds to some addresses
XML = "application/xml"
NOT_FOUND = Page(status=404, body="<html><title>404 - 东湾时报</title><h1>页面不存在</h1></html>".encode())
CARRIED = {30_010: (plain.CHANNELS[0], 14), 30_026: (plain.CHANNELS[2], 3)}  # from another site, by number
PAGES = {"/about/": "关于东湾时报", "/subscribe/": "订阅", "/ads/": "广告刊例"}


def site() -> Site:
    articles = [_article(number) for number in NUMBERS]
    of_feed, of_news, of_home, of_atom = articles[:12], articles[8:16], articles[16:20], articles[20:24]
    of_zipped, of_nested, of_text = articles[24:32], articles[32:37], articles[37:]
    return Site(
        name="feeds_web",
        hosts=(HOST,),
        pages={
            "/": _page("首页", _list([*articles[:4], *of_home])),
            "/robots.txt": Page(body=_robots().encode(), content_type="text/plain"),
            "/feed/": Page(body=_rss(of_feed), content_type="application/rss+xml; charset=utf-8"),
            "/feed/city.atom": Page(body=_atom(of_atom), content_type="application/atom+xml"),
            "/sitemap_index.xml": Page(
                body=_index("/news-sitemap.xml", "/archive.xml.gz", "/nested.xml", "/pages.xml", "/gone.xml"),
                content_type=XML,
            ),
            "/news-sitemap.xml": Page(body=b"\xef\xbb\xbf" + _news_sitemap(of_news), content_type=XML),
            "/archive.xml.gz": Page(
                body=gzip.compress(_urlset(_urls(of_zipped)), mtime=0), content_type="application/x-gzip"
            ),
            "/nested.xml": Page(body=_index("/nested/2024.xml"), content_type="text/xml", gzipped=True),
            "/nested/2024.xml": Page(body=_urlset(_urls(of_nested)), content_type="text/xml", gzipped=True),
            "/pages.xml": Page(
                body=_urlset([*map(ROOT.__add__, PAGES), "https://www.elsewhere.example/a/1.html"]),
                content_type=XML,
            ),
            "/sitemap.txt": Page(body="\n".join(_urls(of_text)).encode(), content_type="text/plain"),
            **{
                path: _page(name, f"<h1>{name}</h1><p>请致电东湾时报社办公室。</p>")
                for path, name in PAGES.items()
            },
            **{_path(article): _article_page(article, articles) for article in articles},
            **{_path(article) + TRACKED: _article_page(article, articles) for article in of_feed},
        },
        not_found=NOT_FOUND,
        expected={ROOT + _path(article): _gold(article) for article in articles},
        reposts=_reposts(),
    )


def _article(number: int) -> Piece:
    own = piece(number, paragraphs=(2, 10))
    if number not in CARRIED:
        return own
    channel, place = CARRIED[number]
    return dataclasses.replace(own, paragraphs=channel.articles[place].paragraphs)


def _reposts() -> list[tuple[str, str]]:
    return [
        (plain.address(channel, channel.articles[place]), ROOT + _path(_article(number)))
        for number, (channel, place) in CARRIED.items()
    ]


def _path(article: Piece) -> str:
    return f"/{('city', 'people', 'market')[article.number % 3]}/{article.date:%Y/%m/%d}/{article.number}/"


def _urls(articles: list[Piece]) -> list[str]:
    return [ROOT + _path(article) for article in articles]


def _gold(article: Piece) -> Expected:
    return Expected(
        title=article.title,
        published_at=article.date.isoformat(),
        paragraphs=article.paragraphs,
        byline=f"作者：{article.author}",
        authors=(article.author,),
        site_name=SITE_NAME,
        canonical_url=ROOT + _path(article),
    )


def _page(title: str, main: str, head: str = "") -> Page:
    return Page(
        body=f"""<!doctype html>
<html lang="zh-Hans"><head><meta charset="UTF-8"><title>{escape(title)} - {SITE_NAME}</title>{head}
<link rel="alternate" type="application/rss+xml" title="{SITE_NAME}" href="/feed/">
<link rel="alternate" type="application/atom+xml" title="城事" href="{ROOT}/feed/city.atom"></head>
<body><header><a href="/">{SITE_NAME}</a>
<nav><a href="/about/">关于</a><a href="/subscribe/">订阅</a></nav></header>
<main>{main}</main><footer>© {SITE_NAME}</footer></body></html>
""".encode(),
        gzipped=True,
    )


def _list(articles: list[Piece]) -> str:
    return "".join(
        f'<section class="card"><h3><a href="{_path(one)}">{escape(one.title)}</a></h3>'
        f"<p>{one.paragraphs[0][:40]}…</p></section>"
        for one in articles
    )


def _article_page(article: Piece, articles: list[Piece]) -> Page:
    near = [one for one in articles if 0 < abs(one.number - article.number) < 3]
    text = "".join(f"<p>{line}</p>\n" for line in article.paragraphs)
    main = (
        f'<article class="post"><h1 class="post-title">{escape(article.title)}</h1><p class="post-meta">'
        f'<time datetime="{article.date.isoformat()}">{article.date:%Y-%m-%d %H:%M:%S}</time>'
        f" 作者：{article.author}</p>"
        f'<div class="post-body">{text}</div></article><aside><h4>相关阅读</h4>{_list(near)}</aside>'
    )
    return _page(article.title, main, _head(article))


def _head(article: Piece) -> str:
    url = ROOT + _path(article)
    ld = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.date.isoformat(),
        "author": {"@type": "Person", "name": article.author},
        "mainEntityOfPage": url,
    }
    return (
        f'<link rel="canonical" href="{url}"><meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="og:type" content="article"><meta property="og:site_name" content="{SITE_NAME}">'
        f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>'
    )


def _robots() -> str:
    return (
        "User-agent: *\nDisallow: /admin/\nDisallow: /*?preview=\n\n"
        f"Sitemap: {ROOT}/sitemap_index.xml\nSitemap: {ROOT}/sitemap.txt\n"
    )


def _xml(*parts: str) -> bytes:
    return "\n".join(chain(['<?xml version="1.0" encoding="UTF-8"?>'], parts)).encode()


def _index(*paths: str) -> bytes:
    entries = (f"<sitemap><loc>{ROOT}{path}</loc><lastmod>2024-02-01</lastmod></sitemap>" for path in paths)
    return _xml(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', *entries, "</sitemapindex>"
    )


def _urlset(urls: list[str]) -> bytes:
    entries = (f"<url>\n  <loc>\n{escape(url)}\n</loc><priority>0.5</priority></url>" for url in urls)
    return _xml('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', *entries, "</urlset>")


def _news_sitemap(articles: list[Piece]) -> bytes:
    entries = (
        f"<url><loc>{ROOT}{_path(one)}</loc><news:news><news:publication><news:name>{SITE_NAME}</news:name>"
        f"<news:language>zh-cn</news:language></news:publication><news:publication_date>{one.date.isoformat()}"
        f"</news:publication_date><news:title>{escape(one.title)}</news:title></news:news></url>"
        for one in articles
    )
    opened = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    )
    return _xml(opened, *entries, "</urlset>")


def _rss(articles: list[Piece]) -> bytes:
    entries = (
        f"<item><title>{escape(one.title)}</title><link>{ROOT}{_path(one)}{TRACKED * (one.number % 4 == 0)}</link>"
        f'<guid isPermaLink="true">{ROOT}{_path(one)}</guid><pubDate>{format_datetime(one.date)}</pubDate>'
        f"<description>{escape(one.paragraphs[0][:50])}</description></item>"
        for one in articles
    )
    channel = f"<channel><title>{SITE_NAME}</title><link>{ROOT}/</link><description>{SITE_NAME}</description>"
    return _xml('<rss version="2.0">', channel, *entries, "</channel></rss>")


def _atom(articles: list[Piece]) -> bytes:
    entries = (
        f'<entry><title>{escape(one.title)}</title><link rel="alternate" href="{_path(one)}"/>'
        f"<id>{ROOT}{_path(one)}</id>"
        f"<updated>{one.date.isoformat()}</updated></entry>"
        for one in articles
    )
    opened = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{ROOT}/">'
    return _xml(opened, f"<title>城事</title><id>{ROOT}/feed/city.atom</id>", *entries, "</feed>")
