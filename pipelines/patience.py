"""Writing to a database that may be locked, or full, for minutes."""

from __future__ import annotations

import asyncio
import datetime
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine, exc
from sqlalchemy.orm import Session

from crawler.clock import now
from db.access import busy_milliseconds
from db.engine import hurried, may_pass, writing
from db.times import to_text

logger = logging.getLogger(__name__)

MILLISECONDS_A_TRY = 1000
SECONDS_BETWEEN_TRIES = 0.2

T = TypeVar("T")


class GivenUpError(Exception):
    """The database could not be written, and is waited for no longer."""


class PatientWriter:
    """Writes in one thread, in the order it is asked to; a fault that passes is waited for up to `seconds`.

    Once it has given up, or was told to wait no longer, it tries each thing once more at most. That the database is
    waited for is said once for each time it cannot be written, unless it is a moment's wait for another writer's turn.
    """

    def __init__(self, engine: Engine, seconds: float) -> None:
        self._engine = hurried(engine, MILLISECONDS_A_TRY)
        self._seconds = seconds
        self._unsaid = min(seconds, busy_milliseconds(engine.url) / 1000)  # as long as any statement waits
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._hurry = threading.Event()

    async def write(self, save: Callable[[Session], T]) -> T:
        """What `save` returned, when it is committed. GivenUpError; of other faults what they raised."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._written, save, loop.call_soon_threadsafe)

    def wait_no_longer(self) -> None:
        self._hurry.set()

    def close(self) -> None:
        self._thread.shutdown()

    def _written(self, save: Callable[[Session], T], tell: Callable[..., object]) -> T:
        begun, said = time.monotonic(), False
        while True:
            try:
                with writing(self._engine) as session:
                    saved = save(session)
            except exc.OperationalError as error:
                if not may_pass(error):
                    raise
                waited = time.monotonic() - begun
                if not said and waited >= self._unsaid:
                    said = True
                    self._say_waiting(error, self._seconds - waited, tell)
                if waited > self._seconds or self._hurry.wait(SECONDS_BETWEEN_TRIES):
                    self._hurry.set()
                    raise GivenUpError(str(error.orig)) from error
            else:
                if said:
                    tell(logger.info, "the database is written again")
                return saved

    def _say_waiting(self, error: exc.OperationalError, seconds: float, tell: Callable[..., object]) -> None:
        """By way of the event loop, where Scrapy counts what is logged."""
        if self._hurry.is_set():
            return
        until = to_text(now() + datetime.timedelta(seconds=seconds))[:19].replace("T", " ")
        tell(
            logger.warning,
            "the database cannot be written (%s): pages wait, and are left unread if it lasts until %s UTC",
            error.orig,
            until,
        )
