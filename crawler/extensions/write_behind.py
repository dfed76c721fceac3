"""Into the database behind what happens: a crawl waits for no writer, and a database may be locked for seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy.exc import DBAPIError

logger = logging.getLogger(__name__)


class WriteBehind:
    """One thread that writes, a batch at a time. What cannot be written is the caller's to keep for the next batch.

    How a batch went is told when the next one begins: `behind` once when the database fails, `caught_up` once when it
    is written again. This is on the reactor, where Scrapy counts what is logged.
    """

    def __init__(self, name: str, *, behind: str, caught_up: str) -> None:
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._behind = behind
        self._caught_up = caught_up
        self._under_way: Future[None] | None = None
        self._is_behind = False

    @property
    def is_busy(self) -> bool:
        return self._under_way is not None and not self._under_way.done()

    def begin(self, write: Callable[[], None]) -> None:
        """Begins a batch; not while `is_busy`."""
        before, self._under_way = self._under_way, self.thread.submit(write)
        self._tell(before)

    def settle(self) -> None:
        """Waits for the batch that is under way, if one is."""
        before, self._under_way = self._under_way, None
        self._tell(before)

    def close(self) -> None:
        self.settle()
        self.thread.shutdown()

    def _tell(self, written: Future[None] | None) -> None:
        if written is None:
            return
        try:
            written.result()
        except DBAPIError as error:
            if not self._is_behind:
                logger.warning("%s: %s", self._behind, error.orig)
            self._is_behind = True
        else:
            if self._is_behind:
                logger.info("%s", self._caught_up)
            self._is_behind = False
