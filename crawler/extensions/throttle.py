"""How fast each host may be asked: by what it said in robots.txt, by Retry-After, by how it answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

logger = logging.getLogger(__name__)

# A slot without any delay does not look at the clock, nor, in Scrapy 2.19, at the cap on its concurrency for requests
# that reach it in one turn of the loop, as all do that have waited for one robots.txt.
_SOME_DELAY = 0.001


class PaceExtension:
    """Keeps the promises made to a host, whether or not AutoThrottle runs.

    A Scrapy slot compares the clock with `lastseen + delay` before each request, those that wait in it already
    too: a larger `delay` slows all of them down, and a `lastseen` in the future lets all of them wait till then.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self._least = max(crawler.settings.getfloat("DOWNLOAD_DELAY"), _SOME_DELAY)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        self._downloader._delay = max(self._downloader._delay, _SOME_DELAY)

    def slow_down(self, host: str, asked_for: float) -> None:
        """At least so many seconds from one request to the next, one request at a time, from now on."""
        delay = min(asked_for, self._longest)
        if delay < asked_for:
            logger.warning(
                "%s asks for %g s between requests and gets %g (CRAWL_DELAY_MAX)", host, asked_for, delay
            )
        else:
            logger.info("%s asks for %g s between requests", host, delay)
        if not delay:
            return
        delay = max(delay, self.least_delay(host))
        promised = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        self._downloader.per_slot_settings[host] = {**self._stated(host), **promised}
        slot = self._downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.concurrency, slot.jitter = max(slot.delay, delay), 1, 0.0

    def least_delay(self, host: str) -> float:
        return max(self._least, float(self._stated(host).get("delay", 0.0)))

    def hold(self, request: Request, seconds: float) -> None:
        """The host of the request is asked nothing for so long."""
        _, slot = self._downloader._get_slot(request)
        slot.delay = slot.delay or _SOME_DELAY
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds)

    def drop_queued(self, reason: Callable[[Request], IgnoreRequest], host: str | None = None) -> None:
        """What waits for its turn at a host, or at any, ends unasked."""
        for name, slot in self._downloader.slots.items():
            while slot.queue and host in (None, name):
                request, waiting = slot.queue.popleft()
                waiting.errback(reason(request))

    def _stated(self, host: str) -> dict[str, float]:
        return self._downloader.per_slot_settings.get(host, {})

    @property
    def _downloader(self) -> Downloader:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader


class HostThrottle(AutoThrottle):
    """Scrapy's own, which knows no least delay but DOWNLOAD_DELAY, kept from going below what a host asked for."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        pace = self.crawler.get_extension(PaceExtension)
        if host is not None and slot is not None and pace is not None:
            slot.delay = max(slot.delay, pace.least_delay(host))
