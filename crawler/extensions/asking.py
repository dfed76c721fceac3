"""Questions to the database about what waits, which may be locked, or full, for a while."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from scrapy.crawler import Crawler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crawler.extensions.journal import Door, Journal
from db.engine import reading
from db.queries.crawls import DATABASE_UNWRITABLE

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_TRIES = 1.0

T = TypeVar("T")


class Asking:
    """Asks in the journal's thread, behind all that was noted so far, and takes the answer where Scrapy's loop is.

    One question at a time: the next when none `is_waiting`. What the database does not answer is asked again, which is
    said once, for up to DATABASE_PATIENCE seconds; then the crawl ends, to be gone on with.
    """

    def __init__(self, crawler: Crawler, journal: Journal) -> None:
        self._crawler = crawler
        self._journal = journal
        self._patience = crawler.settings.getfloat("DATABASE_PATIENCE")
        self._failing_since: float | None = None
        self._closing: asyncio.Task[None] | None = None
        self.is_waiting = False

    def ask(self, question: Callable[[Session], T], take: Callable[[T], None], door: Door = reading) -> None:
        """`take` is never called once the crawl is being closed."""
        self.is_waiting = not self._is_ending
        if self.is_waiting:
            answered = functools.partial(self._answered, question, take, door)
            self._journal.after_that(question, door).add_done_callback(answered)

    def _answered(
        self,
        question: Callable[[Session], T],
        take: Callable[[T], None],
        door: Door,
        answer: asyncio.Future[T],
    ) -> None:
        error = answer.exception()
        if self._is_ending:
            self.is_waiting = False
        elif isinstance(error, DBAPIError):
            self._ask_later(error, functools.partial(self.ask, question, take, door))
        else:
            self.is_waiting, self._failing_since = False, None
            take(answer.result())
            self._wake()

    def _ask_later(self, error: DBAPIError, ask: Callable[[], None]) -> None:
        at = time.monotonic()
        if self._failing_since is None:
            self._failing_since = at
            logger.warning("the frontier cannot be read, and waits for the database: %s", error.orig)
        if at - self._failing_since > self._patience:
            self._end_crawl(error)
        else:
            asyncio.get_running_loop().call_later(SECONDS_BETWEEN_TRIES, ask)

    def _end_crawl(self, error: DBAPIError) -> None:
        logger.error("the frontier cannot be read, so the crawl ends: %s", error.orig)
        assert self._crawler.engine is not None
        closed = self._crawler.engine.close_spider_async(reason=DATABASE_UNWRITABLE)
        self._closing = asyncio.ensure_future(closed)
        self.is_waiting = False

    @property
    def _is_ending(self) -> bool:
        if self._journal.is_closed or self._closing is not None:
            return True
        assert self._crawler.engine is not None
        slot = self._crawler.engine._slot
        return slot is not None and slot.closing is not None

    def _wake(self) -> None:
        assert self._crawler.engine is not None
        if self._crawler.engine._slot is not None:
            self._crawler.engine._slot.nextcall.schedule()
