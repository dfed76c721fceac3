"""The spider of commands that open no connection: its captures come from the archive or from saved files."""

from __future__ import annotations

import asyncio
import collections
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from crawler.in_flight import InFlight
from crawler.items import Article, Capture, Outcome, Record, Refusal

SECONDS_TO_LEAVE = 0.05  # from the signal that an item is through until Scrapy counts it out

CaptureReader = Callable[[Crawler], Iterator[Capture | Refusal | None]]


class OfflineSpider(Spider):
    """Sends captures down the corridor, a bounded number at a time, and counts how each of them ended.

    `captures` is called once the extensions are up. It may yield a refusal for a record that gives no
    capture, and None where it worked without finding one: the event loop then takes its turn, so that an
    interrupt is heard and the pipelines do not wait.
    `outcomes` counts `article`, `refused`, `crashed` for captures that failed by our own mistake, and `left` for those
    that an interrupt left unread. The class has no name of its own, so `scrapy list` does not show it.
    """

    def __init__(
        self,
        *,
        name: str,
        captures: CaptureReader,
        on_outcome: Callable[[Outcome], None] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, **kwargs)
        self.outcomes: collections.Counter[str] = collections.Counter()
        self._open_captures = captures
        self._on_outcome = on_outcome
        self._captures: Iterator[Capture | Refusal | None] = iter(())
        self._in_flight = InFlight(workers=1)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._in_flight = InFlight(crawler.settings.getint("WORKERS"))
        crawler.signals.connect(spider._scraped, signals.item_scraped)
        crawler.signals.connect(spider._crashed, signals.item_error)
        crawler.signals.connect(spider._left, signals.item_dropped)
        return spider

    async def start(self) -> AsyncIterator[Capture | Refusal]:
        self._captures = self._open_captures(self.crawler)
        for capture in self._captures:
            if capture is None:
                await asyncio.sleep(0)
                continue
            await self._in_flight.enter(capture.record.record_id)
            yield capture
        # Scrapy looks whether it is done when this ends, and then only every five seconds
        await self._in_flight.emptied()
        await asyncio.sleep(SECONDS_TO_LEAVE)

    def closed(self, reason: str) -> None:
        """Close the files behind the iterator, also after an interrupt."""
        close = getattr(self._captures, "close", None)
        if close is not None:
            close()

    def _scraped(self, item: Article | Refusal) -> None:
        self._ended(item.record, "article" if isinstance(item, Article) else "refused")
        if self._on_outcome is not None:
            self._on_outcome(item)

    def _crashed(self, item: Capture | Article | Refusal) -> None:
        self._ended(item.record, "crashed")

    def _left(self, item: Capture | Article | Refusal) -> None:
        self._ended(item.record, "left")

    def _ended(self, record: Record, outcome: str) -> None:
        self.outcomes[outcome] += 1
        self._in_flight.leave(record.record_id)
