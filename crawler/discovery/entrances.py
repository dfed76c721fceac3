"""Where a site lists its pages for machines: feeds it links, and the places feeds and sitemaps usually have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from crawler.discovery.links import OpenedPage, opened, resolved

USUAL_SITEMAPS: Final = (
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap.xml.gz",
    "/sitemap-index.xml",
    "/wp-sitemap.xml",
    "/sitemap-news.xml",
    "/news-sitemap.xml",
    "/sitemap_news.xml",
    "/sitemap.txt",
)
USUAL_FEEDS: Final = (
    "/feed",
    "/rss.xml",
    "/feed.xml",
    "/rss",
    "/atom.xml",
    "/index.xml",
    "/?feed=rss2",
)

_FEED_TYPE: Final = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|(?:text|application)/(?:rss|atom|rdf|xml)\b", re.I
)
_FEED_ADDRESS: Final = re.compile(
    r"\.(?:rss|atom|rdf)(?:$|\?)|/(?:feed|rss|atom|rss2|feeds?)/?(?:$|\?)|/(?:[\w-]*[_-])?(?:feed|rss|atom|rss2?|rss_?\w*)"
    r"\.(?:xml|php|aspx?|jsp)(?:$|\?)|/rss/[^?]+\.xml$|[?&](?:feed|format|type|mod|output)=(?:rss|atom|rss2)\b",
    re.IGNORECASE,
)
_REFRESH: Final = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
_LOCATION: Final = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'\s]+)[\"']|\blocation\.(?:replace|assign)\([\"']([^\"']+)"
)
_OF_COMMENTS: Final = re.compile(
    r"/comments?/feed|comments?[-_]?(?:rss|feed)|[?&]withcomments=|replies", re.IGNORECASE
)


def linked_feeds(body: bytes, url: str, *, content_type: str = "") -> tuple[str, ...]:
    """The feeds a page names, those in its head first, each once; feeds of comments are left out."""
    page = opened(body, url, content_type=content_type)
    if page is None:
        return ()
    targets = (
        resolved(href, page.base, encoding=page.encoding) for href in (*_declared(page), *_shown(page))
    )
    return tuple(dict.fromkeys(target for target in targets if target and not _OF_COMMENTS.search(target)))


def linked_sitemaps(body: bytes, url: str, *, content_type: str = "") -> tuple[str, ...]:
    """The sitemaps a page names by `<link rel="sitemap">`."""
    page = opened(body, url, content_type=content_type)
    if page is None:
        return ()
    links = (link for link in page.tree.iter("link") if "sitemap" in _rel(link.get("rel")))
    targets = (resolved(link.get("href") or "", page.base) for link in links)
    return tuple(dict.fromkeys(filter(None, targets)))


def usual_sitemaps(url: str) -> tuple[str, ...]:
    """Where the site of that URL may have sitemaps, the likeliest first."""
    return tuple(urljoin(url, path) for path in USUAL_SITEMAPS)


def usual_feeds(url: str) -> tuple[str, ...]:
    """Where the site of that URL may have feeds, the likeliest first; beside a folder of its own, in that too."""
    folder = urlsplit(url).path.rpartition("/")[0]
    own = (urljoin(url, f"{folder}{path}") for path in ("/feed", "/rss.xml", "/feed.xml")) if folder else ()
    return tuple(dict.fromkeys([*own, *(urljoin(url, path) for path in USUAL_FEEDS)]))


def _declared(page: OpenedPage) -> Iterator[str]:
    for link in page.tree.iter("link"):
        declared = _FEED_TYPE.match((link.get("type") or "").strip())
        if "alternate" in _rel(link.get("rel")) and declared and "stylesheet" not in _rel(link.get("rel")):
            yield link.get("href") or ""


def _shown(page: OpenedPage) -> Iterator[str]:
    for anchor in page.tree.iter("a", "area"):
        href = (anchor.get("href") or "").strip()
        if _FEED_ADDRESS.search(href) or _FEED_TYPE.match((anchor.get("type") or "").strip()):
            yield href


def _rel(value: str | None) -> list[str]:
    return (value or "").lower().split()


def forwards(body: bytes, url: str, *, content_type: str = "") -> tuple[str, ...]:
    """Where a page without text of its own sends its readers: by frames, by a refresh, or by a script."""
    page = opened(body, url, content_type=content_type)
    if page is None:
        return ()
    hrefs = [frame.get("src") or "" for frame in page.tree.iter("frame")]
    for meta in page.tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            hrefs += _REFRESH.findall(meta.get("content") or "")
    for script in page.tree.iter("script"):
        hrefs += [assigned or called for assigned, called in _LOCATION.findall(script.text or "")]
    targets = (resolved(href, page.base, encoding=page.encoding) for href in hrefs)
    return tuple(dict.fromkeys(target for target in targets if target and target != url))
