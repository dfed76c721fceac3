"""A run that an interrupt ends in good order, at whatever moment it comes, and in time."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.settings import Settings

from crawler.commands.crawl_report import unfinished
from crawler.extensions.states import UrlStates
from crawler.project_command import EXIT_INTERRUPTED
from db.queries.frontier import UNREAD, WAITING

SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_TO_STOP = 4.5
INTERRUPTS = (signal.SIGINT, signal.SIGTERM)

GOES_ON = "nothing archived is lost, the same command goes on from there"

Handler = Callable[[int, FrameType | None], Any]


class Deadline:
    """Ends the process a while after an interrupt, or at the second one, however busy it is.

    A thread that reads a large page cannot be stopped, nor can a statement that waits for a lock, and Python waits for
    its threads when it ends. Nothing is lost: what was archived is read by the next start, as after a kill. `left` says
    what is left to do then, from whatever thread it is asked.
    """

    def __init__(self, name: str, left: Callable[[], str]) -> None:
        self._name = name
        self._left = left
        self._code: int | None = None

    def watch(self) -> None:
        """From now on, in front of the handlers that are there."""
        for number in INTERRUPTS:
            before = signal.getsignal(number)
            if callable(before):
                signal.signal(number, functools.partial(self._interrupted, before))

    def told(self, code: int) -> None:
        """All that is to be said was said: what still goes on may be cut off without a word."""
        self._code = code

    def _interrupted(self, before: Handler, number: int, frame: FrameType | None) -> None:
        timer = threading.Timer(SECONDS_TO_STOP, self._end)
        timer.daemon = True
        timer.start()
        before(number, frame)
        for each in INTERRUPTS:  # Scrapy's own for the second one waits for its threads
            signal.signal(each, lambda *_: self._end())

    def _end(self) -> None:
        if self._code is None:
            left = f"{left}; " if (left := self._left()) else ""
            said = f"{self._name} was stopped by force; {left}{GOES_ON}\n"
            os.write(sys.stderr.fileno(), said.encode())
        os._exit(EXIT_INTERRUPTED if self._code is None else self._code)


class StoppableCrawler(Crawler):
    """Closes also what is only being opened: Scrapy stops the reactor over it, and the run never ends.

    `called` is what a person is told was stopped.

    `stopped_before_it_began` says so, where nothing was asked for.
    """

    def __init__(self, spidercls: type[Spider], settings: Settings, *, called: str) -> None:
        super().__init__(spidercls, settings)
        self.stopped_before_it_began = False
        self.deadline = Deadline(called, self._left)
        self._stopping = self._opened = self._closed = self._ended = False
        self.signals.connect(self._spider_opened, signals.spider_opened)
        self.signals.connect(self._spider_closed, signals.spider_closed)

    async def crawl_async(self, *args: Any, **kwargs: Any) -> None:
        self.deadline.watch()  # here Scrapy's own handlers are in place
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

    def _left(self) -> str:
        states = self.get_extension(UrlStates) if self.extensions else None
        if states is None:
            return ""
        with contextlib.suppress(RuntimeError):  # it goes on meanwhile
            counts = states.counts()
            return unfinished(waiting=counts[WAITING], unread=counts[UNREAD])
        return ""

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
