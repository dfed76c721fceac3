"""Hosts that mirror www.tibet.cn under its own paths, each in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tests.sites.site import Asked, Dropped, Expected, Page, Site
from tests.sites.tibet.article import Article, read_articles
from tests.sites.tibet.layouts import article_pages
from tests.sites.tibet_mirrors.spam import counties_page, list_page
from tests.sites.tibet_mirrors.treatments import Treatment

Host = Mapping[int, Treatment]
"""By the number of an article what the host makes of it."""

GONE: Final = "/cn/news/yc/202309/t20230901_7410001.html"
NOT_FOUND: Final = Page(status=404, body=b"<html><body><h1>404 Not Found</h1></body></html>")
ARTICLES: Final = MappingProxyType({one.id: one for one in read_articles() if one.layout == "content"})


def mirror_site(name: str, hosts: Mapping[str, Host]) -> Site:
    """The first host has a page of nothing but spam as well, where an article has gone."""
    spammy = f"http://{next(iter(hosts))}{GONE}"
    pages = {url: page for host, treated in hosts.items() for url, page in _pages(host, treated)}
    pages[spammy] = Page(body=counties_page().encode())
    lists = {f"http://{host}/cn/": _list(host, treated, spammy) for host, treated in hosts.items()}

    def respond(asked: Asked) -> Page | None:
        return {**pages, **lists}.get(f"{asked.scheme}://{asked.host}{asked.target}")

    expected: dict[str, Expected | Dropped] = {
        f"http://{host}{ARTICLES[number].path}": treatment.expected(_gold(ARTICLES[number]))
        for host, treated in hosts.items()
        for number, treatment in treated.items()
    }
    return Site(
        name=name,
        hosts=tuple(hosts),
        pages={},
        not_found=NOT_FOUND,
        expected={**expected, spammy: Dropped(reason="no-text")},
        respond=respond,
    )


def originals(hosts: Mapping[str, Host]) -> dict[str, str]:
    """By the URL of a copy the URL it was copied from."""
    return {
        f"http://{host}{ARTICLES[number].path}": ARTICLES[number].url
        for host, treated in hosts.items()
        for number in treated
    }


def _pages(host: str, treated: Host) -> list[tuple[str, Page]]:
    return [
        (f"http://{host}{path}", Page(body=treatment.page(html).encode()))
        for number, treatment in treated.items()
        for path, html in article_pages(ARTICLES[number])
    ]


def _list(host: str, treated: Host, spammy: str) -> Page:
    paths = [ARTICLES[number].path for number in treated]
    return Page(body=list_page([*paths, GONE] if spammy.startswith(f"http://{host}/") else paths).encode())


def _gold(article: Article) -> Expected:
    gold = article.expected()
    assert isinstance(gold, Expected)
    return gold
