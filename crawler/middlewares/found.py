"""Which page named a request, and when a page has named all it does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.extensions.frontier import FOUND_ON
from crawler.extensions.states import UrlStates


class FoundMiddleware:
    """Its place is next to the engine: what others take out of a callback's output is no request any more."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        states = self._crawler.get_extension(UrlStates)
        parent = response.request
        if states is None or parent is None:
            async for each in result:
                yield each
            return
        FOUND_ON.set(response.url)  # for this task, which is the page's own
        states.under_way.begin(parent, response.url)
        try:
            async for each in result:
                if isinstance(each, Request):
                    states.under_way.gave(parent, each)
                yield each
        except Exception:
            states.under_way.ended(parent)
            raise
        states.under_way.ended(parent)
