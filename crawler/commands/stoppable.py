"""A crawl that an interrupt ends in good order, at whatever moment it comes."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.settings import Settings

SECONDS_BETWEEN_LOOKS = 0.02


class StoppableCrawler(Crawler):
    """Closes also what is only being opened: Scrapy stops the reactor over it, and the run never ends.

    `stopped_before_it_began` says so, where nothing was asked for.
    """

    def __init__(self, spidercls: type[Spider], settings: Settings) -> None:
        super().__init__(spidercls, settings)
        self.stopped_before_it_began = False
        self._stopping = self._opened = self._closed = self._ended = False
        self.signals.connect(self._spider_opened, signals.spider_opened)
        self.signals.connect(self._spider_closed, signals.spider_closed)

    async def crawl_async(self, *args: Any, **kwargs: Any) -> None:
        try:
            await super().crawl_async(*args, **kwargs)
        finally:
            self._ended = True

    async def stop_async(self) -> None:
        self._stopping = True
        if not self._closed:  # else the engine calls, from within the crawl that would be waited for
            while not self._ended and not self._is_running():
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        await super().stop_async()

    def _is_running(self) -> bool:
        return self._opened and self.engine is not None and self.engine.running

    async def _spider_opened(self) -> None:
        await asyncio.sleep(
            SECONDS_BETWEEN_LOOKS
        )  # a signal that came while components were made is told now
        self._opened = True
        if self._stopping:
            self.stopped_before_it_began = True
            raise CloseSpider("shutdown")

    def _spider_closed(self) -> None:
        self._closed = True
