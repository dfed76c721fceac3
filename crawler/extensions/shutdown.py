"""Lets an interrupt end a run that Scrapy would leave waiting."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from twisted.internet.defer import CancelledError, Deferred
from twisted.python.failure import Failure

from crawler.extensions.throttle import PaceExtension
from crawler.page_thread import give_up
from crawler.signals import waits_no_longer

CLOSING = "the crawl is being closed"
SECONDS_BETWEEN_LOOKS = 0.2
_CANCELLED = (CancelledError, asyncio.CancelledError)
PATIENCE = 0.8  # seconds from an interrupt until what is under way is let go of


class LetGoError(CloseSpider, IgnoreRequest):
    """What a crawl that is being closed waits no longer for: quiet, whether it befalls a request or a callback."""

    def __init__(self) -> None:
        super().__init__(CLOSING)
        self.args = (CLOSING,)  # which CloseSpider leaves empty


class ShutdownExtension:
    """Lets go of the requests that wait for a host, and closes the scraper with the last start item.

    Scrapy closes a crawl once every request in the downloader has had its turn and every page was read: with a
    Retry-After, a host that hangs or a page that takes a worker 30 seconds, that is minutes after Ctrl-C. What an
    interrupt finds under way has PATIENCE to end; the next start asks for the rest, or finds it in the archive.
    And Scrapy 2.19 looks whether it may close only when a response is done with, so a run of nothing but start items
    would wait for ever (https://github.com/scrapy/scrapy/pull/7718).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._looking = create_looping_call(self._look)
        self._interrupted_at: float | None = None
        self._patient = True

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
        pace.drop_queued(lambda request: LetGoError())
        if not engine.running and self._is_out_of_patience():
            if isinstance(engine.downloader, StoppableDownloader):
                engine.downloader.let_go()
            give_up(LetGoError())
            if self._patient:
                self._patient = False
                self._crawler.signals.send_catch_log(waits_no_longer)

    def _is_out_of_patience(self) -> bool:
        """Of an interrupt alone: what closes by itself may take its time."""
        self._interrupted_at = self._interrupted_at or time.monotonic()
        return time.monotonic() > self._interrupted_at + PATIENCE


class StoppableDownloader(Downloader):
    """Can let go of every request, wherever it waits: for robots.txt, for its turn, for a host that hangs."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fetches: set[Deferred[Any]] = set()
        self._transfers: set[asyncio.Task[Any]] = set()

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Any]:
        fetched: Deferred[Any] = super().fetch(request)
        self._fetches.add(fetched)
        return fetched.addBoth(self._forget, fetched)

    def let_go(self) -> None:
        """Ends what is under way with a LetGoError; to be called until nothing is."""
        transfers = tuple(self._transfers)
        for transfer in transfers:
            transfer.cancel()
        if not transfers:  # those that waited for one, as for robots.txt, have heard how it ended
            for fetched in tuple(self._fetches):
                fetched.cancel()

    def _forget(self, outcome: Any, fetched: Deferred[Any]) -> Any:
        self._fetches.discard(fetched)
        if isinstance(outcome, Failure) and isinstance(outcome.value, _CANCELLED):
            return Failure(LetGoError())  # type: ignore[no-untyped-call]
        return outcome

    async def _download(self, slot: Slot, request: Request) -> Response:
        transfer = asyncio.current_task()
        assert transfer is not None
        self._transfers.add(transfer)
        try:
            return await super()._download(slot, request)
        except asyncio.CancelledError:
            raise LetGoError from None
        finally:
            self._transfers.discard(transfer)
