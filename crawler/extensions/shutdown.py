"""Lets an interrupt end a run that Scrapy would leave waiting."""

from __future__ import annotations

from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.asyncio import create_looping_call

from crawler.extensions.throttle import PaceExtension

CLOSING = "the crawl is being closed"
SECONDS_BETWEEN_LOOKS = 0.2


class ShutdownExtension:
    """Lets go of the requests that wait for a host, and closes the scraper with the last start item.

    Scrapy closes a crawl once every request in the downloader has had its turn: with a Retry-After or a long
    Crawl-delay, that is minutes after Ctrl-C. And Scrapy 2.19 looks whether it may close only when a response is
    done with, so a run of nothing but start items would wait for ever (https://github.com/scrapy/scrapy/pull/7718).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._looking = create_looping_call(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        self._looking.start(SECONDS_BETWEEN_LOOKS, now=False)

    def spider_closed(self, spider: Spider) -> None:
        if self._looking.running:
            self._looking.stop()

    def _look(self) -> None:
        self._let_go()
        slot = self._crawler.engine.scraper.slot
        spider = self._crawler.spider
        if slot is None or slot.closing is None or spider is None:
            return
        if slot.is_idle() and not slot.closing.called:
            slot.closing.callback(spider)

    def _let_go(self) -> None:
        engine = self._crawler.engine
        pace = self._crawler.get_extension(PaceExtension)
        if engine is None or engine._slot is None or engine._slot.closing is None or pace is None:
            return
        pace.drop_queued(lambda request: IgnoreRequest(CLOSING))
