"""What an earlier run archived and did not read goes first; what the live door refuses goes on as refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.archive.doors import NO_ORIGINAL
from crawler.extensions.archive import ArchiveExtension
from crawler.in_flight import InFlight
from crawler.items import Article, Capture, ExtractionError, Record, Refusal


class RecoveryMiddleware:
    """Sends pending captures down the corridor before the spider's own start, a bounded number at a time.

    Revisits whose original is not held wait until that start is over, as it may bring the originals.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._in_flight = InFlight(crawler.settings.getint("WORKERS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        for signal in (signals.item_scraped, signals.item_error, signals.item_dropped):
            crawler.signals.connect(middleware._ended, signal)
        return middleware

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        archive = self._archive()
        orphans: list[Record] = []
        for item in archive.pending():
            if isinstance(item, Refusal) and item.reason == NO_ORIGINAL:
                orphans.append(item.record)
            else:
                yield await self._entered(item)
        async for item in start:
            yield item
        for record in orphans:
            for item in archive.read(record):
                yield await self._entered(item)

    async def _entered(self, item: Capture | Refusal) -> Capture | Refusal:
        assert self._crawler.stats is not None
        await self._in_flight.enter(item.record.record_id)
        self._crawler.stats.inc_value("archive/recovered")
        return item

    def process_spider_exception(self, response: Response, exception: Exception) -> list[Refusal] | None:
        """The page's fault, raised by the live door in a callback, is a refusal as at replay."""
        if not isinstance(exception, ExtractionError) or "record" not in response.meta:
            return None
        return self._archive().refused(response.meta["record"], exception)

    def _archive(self) -> ArchiveExtension:
        archive = self._crawler.get_extension(ArchiveExtension)
        assert archive is not None
        return archive

    def _ended(self, item: Capture | Article | Refusal) -> None:
        self._in_flight.leave(item.record.record_id)
