"""What an earlier run archived and did not read goes first; what the live door refuses goes on as refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.extensions.archive import ArchiveExtension
from crawler.items import Article, Capture, ExtractionError, Refusal

CAPTURES_PER_WORKER = 24


class RecoveryMiddleware:
    """Sends pending captures down the corridor before the spider's own start, a bounded number at a time."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._room = asyncio.Semaphore(CAPTURES_PER_WORKER * crawler.settings.getint("WORKERS"))
        self._in_flight: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        for signal in (signals.item_scraped, signals.item_error, signals.item_dropped):
            crawler.signals.connect(middleware._ended, signal)
        return middleware

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Scrapy's back-pressure does not count start items, so the room in flight is counted here."""
        archive = self._crawler.get_extension(ArchiveExtension)
        assert archive is not None
        assert self._crawler.stats is not None
        for item in archive.pending():
            await self._room.acquire()
            self._in_flight.add(item.record.record_id)
            self._crawler.stats.inc_value("archive/recovered")
            yield item
        async for item in start:
            yield item

    def process_spider_exception(self, response: Response, exception: Exception) -> list[Refusal] | None:
        """The page's fault, raised by the live door in a callback, is a refusal as at replay."""
        if not isinstance(exception, ExtractionError) or "record" not in response.meta:
            return None
        archive = self._crawler.get_extension(ArchiveExtension)
        assert archive is not None
        return archive.refused(response.meta["record"], exception)

    def _ended(self, item: Capture | Article | Refusal) -> None:
        if item.record.record_id in self._in_flight:
            self._in_flight.remove(item.record.record_id)
            self._room.release()
