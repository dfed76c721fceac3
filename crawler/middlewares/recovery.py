"""What an earlier run archived and did not read goes first; what the live door refuses goes on as refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from crawler.archive.doors import NO_ORIGINAL
from crawler.extensions.archive import ArchiveExtension
from crawler.extensions.run import Run, RunExtension
from crawler.extensions.states import CRASHED, UrlStates
from crawler.in_flight import InFlight
from crawler.items import Article, Capture, ExtractionError, Record, Refusal
from crawler.sources import Source


class RecoveryMiddleware:
    """Sends pending captures down the corridor before the spider's own start, a bounded number at a time.

    Revisits whose original is not held wait until that start is over, as it may bring the originals. What an earlier
    start of this very crawl left comes to its turn when the crawl asks for it again, or at its end: an address may have
    been answered twice, and be asked for only once this time.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._in_flight = InFlight(crawler.settings.getint("WORKERS"))
        self._reading_rest: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        for signal in (signals.item_scraped, signals.item_error, signals.item_dropped):
            crawler.signals.connect(middleware._ended, signal)
        crawler.signals.connect(middleware.spider_idle, signals.spider_idle)
        return middleware

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        archive = self._archive()
        orphans: list[Record] = []
        for item in archive.pending(but=self._is_asked_again):
            if isinstance(item, Refusal) and item.reason == NO_ORIGINAL:
                orphans.append(item.record)
            else:
                yield await self._entered(item)
        async for item in start:
            yield item
        for record in orphans:
            for item in archive.read(record):
                yield await self._entered(item)

    def spider_idle(self) -> None:
        """Once, when all that waits has had its turn, also what this start came upon while it replayed."""
        states, run = self._crawler.get_extension(UrlStates), self._run()
        if run is None or not run.resumed or states is None or states.frontier.has_waiting:
            return
        if self._reading_rest is None:
            self._reading_rest = asyncio.ensure_future(self._read_rest())
        if not self._reading_rest.done():
            raise DontCloseSpider

    async def _read_rest(self) -> None:
        """What an earlier start of this crawl archived and nobody has read, though all of it was asked for again.

        What is not read since the process died of it each time goes into quarantine.
        """
        engine = self._crawler.engine
        assert engine is not None
        rest = self._archive().pending(but=lambda record: not self._is_asked_again(record))
        while (item := await asyncio.to_thread(next, rest, None)) is not None:
            if engine.scraper.slot is None or engine.scraper.slot.closing is not None:
                return
            refused = self._given_up(item.record) if isinstance(item, Capture) else None
            await engine.scraper.start_itemproc_async(await self._entered(refused or item), response=None)

    def _given_up(self, record: Record) -> Refusal | None:
        states = self._crawler.get_extension(UrlStates)
        if (
            states is None
            or record.url is None
            or not states.frontier.readings.is_given_up(states.key(record.url))
        ):
            return None
        error = ExtractionError(CRASHED, "the process was killed each time it was read")
        return next(iter(self._archive().refused(record, error)), None)

    def _run(self) -> Run | None:
        extension = self._crawler.get_extension(RunExtension)
        return extension.run if extension is not None else None

    def _is_asked_again(self, record: Record) -> bool:
        run, spider = self._run(), self._crawler.spider
        if run is None or not run.resumed or spider is None:
            return False
        source: Source | None = getattr(spider, "source", None)
        is_own = record.source == spider.name or (source is not None and source.mixed)
        return is_own and run.started_at <= record.captured_at < run.begun_at

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
