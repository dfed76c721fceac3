"""A redirect to an article that is held is followed no further."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.extensions.known import KnownUrls
from crawler.extensions.states import UrlStates


class KnownMiddleware:
    """Lists name articles by addresses they had before, which lead to the present ones on every crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if "redirect_urls" not in request.meta or request.meta.get("continuation"):
            return
        known = self._crawler.get_extension(KnownUrls)
        # a spider of another kind, which does not say whether it fetches anew, does
        if known is None or getattr(self._crawler.spider, "refetch", True) or not known.known([request.url]):
            return
        states = self._crawler.get_extension(UrlStates)
        if states is not None:
            states.settle(request, "known")
        raise IgnoreRequest("known")
