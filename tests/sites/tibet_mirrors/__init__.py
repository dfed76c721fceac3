"""A replica of two foreign hosts that mirror www.tibet.cn: the same paths, with spam, some with corrupted text.

The gold of a corrupted page is what a perfect reader would get; it carries the flag `garbled`, and until such text is
restored nothing damaged is compared (`Expected.fields`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from tests.sites.site import Asked, Dropped, Expected, Page, Site
from tests.sites.tibet.article import Article, read_articles
from tests.sites.tibet.layouts import article_pages
from tests.sites.tibet_mirrors.garbling import garbled
from tests.sites.tibet_mirrors.spam import COUNTIES, list_page, spammed

HOSTS = ("peopleweekly.cn", "m.chalkjoy.com")
GARBLED = frozenset([7412031, 7414120, 7415377, 7416044])
GONE = 7410001
NOT_FOUND = Page(status=404, body=b"<html><body><h1>404 Not Found</h1></body></html>")


def site() -> Site:
    articles = [one for one in read_articles() if one.layout == "content"]
    pages = {path: Page(body=html.encode()) for one in articles for path, html in _mirrored(one)}
    gone = f"/cn/news/yc/202309/t20230901_{GONE}.html"
    pages[gone] = Page(body=f"<html><body><p>{COUNTIES}</p></body></html>".encode())
    lists = {
        host: list_page([*(one.path for one in _of(host, articles)), *([gone] if host == HOSTS[0] else [])])
        for host in HOSTS
    }

    def respond(asked: Asked) -> Page | None:
        return Page(body=lists[asked.host].encode()) if asked.target == "/cn/" else None

    expected: dict[str, Expected | Dropped] = {
        f"http://{host}{one.path}": _expected(one) for host in HOSTS for one in _of(host, articles)
    }
    return Site(
        name="tibet_mirrors",
        hosts=HOSTS,
        pages=pages,
        not_found=NOT_FOUND,
        expected={**expected, f"http://{HOSTS[0]}{gone}": Dropped(reason="no-text")},
        respond=respond,
    )


def originals() -> dict[str, str]:
    """By the URL of a copy whose text is whole, the URL it was copied from."""
    articles = [one for one in read_articles() if one.layout == "content" and one.id not in GARBLED]
    return {f"http://{host}{one.path}": one.url for host in HOSTS for one in _of(host, articles)}


def _of(host: str, articles: Sequence[Article]) -> list[Article]:
    """Every mirror has some of the articles."""
    return [one for one in articles if HOSTS[one.id % 2] == host]


def _mirrored(article: Article) -> list[tuple[str, str]]:
    return [
        (path, spammed(html, article.id, garbled if article.id in GARBLED else None))
        for path, html in article_pages(article)
    ]


def _expected(article: Article) -> Expected:
    gold = article.expected()
    assert isinstance(gold, Expected)
    return dataclasses.replace(gold, flags=("garbled",)) if article.id in GARBLED else gold
