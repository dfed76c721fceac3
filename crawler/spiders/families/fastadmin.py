"""Sites on the CMS addon of FastAdmin (ThinkPHP 5, Bootstrap 3), from its first releases to the present ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse

from crawler.extraction.layouts import FASTADMIN
from crawler.spiders.families.listing import ListingSpider

# The first part of an address that names no channel: tags, pages, search, forms, users, old channels, the platform.
_NO_CHANNEL = (
    r"(?:t|tags?|p|page|s|search|d|u|c|special|user|addons|index|api|assets|uploads?|admin\w*|static)"
)

# /cms/{channel}/{id}.html; older releases /cms/a/{id}.html; a name, Chinese ones too, or an encoded id of ten
# characters in the id's place; the year and the like before it. A site that has bound the CMS to its root drops
# "/cms". `?page=2` is a further page of an article.
ARTICLE_URL = (
    r"^(?:/index\.php)?(?:"
    rf"/cms/(?!{_NO_CHANNEL}/)(?:[\w%-]+/){{1,4}}[\w%-]+(?:\.html)?"
    rf"|/(?!cms/|{_NO_CHANNEL}/)(?:[\w%-]+/){{1,4}}(?:\d+|(?=\w*[\dA-Z])\w{{10}})(?:\.html)?"
    r"|/addons/cms/archives/index/(?:e?id|diyname)/[\w-]+(?:\.html)?"
    r")$"
)
# The home page, channels (older releases /cms/c/{name}.html), tags and special pages; further pages are led to.
LISTING_URL = (
    r"^(?:/index\.php)?(?:"
    r"/|/cms/?|/(?:cms/)?index(?:\.html)?"
    rf"|/(?:cms/)?(?!{_NO_CHANNEL}\.)[\w%-]+\.html"
    r"|/(?:cms/)?(?:c|t|tags?|special)/[^/?]+"
    r"|/addons/cms/(?:channel|tags?|special)/index/(?:id|diyname|name)/[^/?]+"
    r")$"
)
_TAG = re.compile(r"^(?:/index\.php)?/(?:cms/)?(?:t|tags?)/|^/addons/cms/tags?/")
SITEMAP = "/addons/cms/sitemap/index.xml"

SELECTORS, BOILERPLATE = FASTADMIN.selectors, FASTADMIN.boilerplate

_ASYNCHRONOUS = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json, text/html;q=0.9"}


class FastAdminSpider(ListingSpider):
    """Lists have numbered pages, or a button that asks for the following entries alone.

    What the button is answered is a fragment of HTML, bare or in JSON as ThinkPHP's `success()` sends it; no entries
    in it means the list is at its end.
    """

    def article_urls(self, response: Response) -> Iterable[str]:
        return super().article_urls(as_page(response))

    def other_listings(self, response: Response) -> Iterable[str]:
        """Of tags only those that lists name, not each article's own: all articles are in channels anyway."""
        urls = super().other_listings(as_page(response))
        if self.source.is_article_url(response.url):
            return (url for url in urls if not _TAG.search(urlsplit(url).path))
        return urls

    def next_listing(self, response: Response) -> Request | None:
        url = self._more_url(response)
        return Request(url, headers=_ASYNCHRONOUS) if url else super().next_listing(as_page(response))

    def _more_url(self, response: Response) -> str | None:
        if not is_fragment(response):
            return more_url(response)
        following = url_of_page(response.url, _page_of(response.url) + 1)
        return following if any(self.article_urls(response)) else None


def is_fragment(response: Response) -> bool:
    """Whether it was asked for as the button asks, and is not the whole page, which some themes answer all the same."""
    was_asynchronous = response.request is not None and "X-Requested-With" in response.request.headers
    return was_asynchronous and b"</body>" not in response.body


def as_page(response: Response) -> Response:
    """The response itself, or the HTML that stands in its JSON as a page."""
    html = html_in(response.body) if response.body[:1] in (b"{", b"[") else None
    if html is None:
        return response
    return HtmlResponse(response.url, body=html, encoding="utf-8", request=response.request)


def html_in(body: bytes) -> str | None:
    """The markup among the strings of a JSON text; addresses it names by key become links. None for other bytes."""
    try:
        return "\n".join(_markup(json.loads(body)))
    except ValueError:
        return None


def more_url(response: Response) -> str | None:
    """What the button under a list asks for first: the page its address names, else the one its data do."""
    if not isinstance(response, TextResponse):
        return None
    for button in response.css("a.btn-loadmore, button.btn-loadmore"):
        named = (button.attrib.get("data-url") or "").replace(
            "__page__", button.attrib.get("data-page") or "2"
        )
        following = _page_of(response.url) + 1
        for href in (button.attrib.get("href") or "", named):
            if _page_of(href) == following:
                return urljoin(response.url, href)
        # older releases count the page shown, present ones the page to come
        return url_of_page(urljoin(response.url, named), following) if named else None
    return None


def url_of_page(url: str, page: int) -> str:
    """The address with `page` set, whatever else it asks for."""
    parts = urlsplit(url)
    asked = {**parse_qs(parts.query, keep_blank_values=True), "page": [str(page)]}
    return parts._replace(query=urlencode(asked, doseq=True), fragment="").geturl()


def _page_of(url: str) -> int:
    page = parse_qs(urlsplit(url).query).get("page", ["1"])[-1]
    return int(page) if page.isascii() and page.isdigit() else 1


def _markup(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _markup(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _markup(inner, key)
    elif isinstance(value, str) and key in ("url", "fullurl") and value:
        yield f'<a href="{escape(value)}"></a>'
    elif isinstance(value, str) and "<" in value:
        yield value
