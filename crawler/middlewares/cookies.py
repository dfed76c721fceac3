"""Cookies, with the list of public suffixes that comes with tldextract."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookiejar import Cookie
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http.cookies import CookieJar
from scrapy.utils.httpobj import urlparse_cached

from crawler.discovery.scope import is_public_suffix


class OfflineSuffixCookiesMiddleware(CookiesMiddleware):
    """Scrapy's own asks publicsuffix.org for the list at the first cookie, past every rule of a crawl, and waits."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = super().from_crawler(crawler)
        is_public_suffix("example")  # reads the list, which takes 40 ms, before the crawl begins
        return middleware

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        """A cookie for all hosts under a public suffix is for the host that is one, and else for nobody."""
        host = (urlparse_cached(request).hostname or "").lower()
        for cookie in cookies if host else ():
            domain = cookie.domain.removeprefix(".")
            if domain and is_public_suffix(domain):
                if domain != host:
                    continue
                cookie.domain = host
            jar.set_cookie_if_ok(cookie, request)
