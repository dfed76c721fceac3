"""Looks after the locks of a run: on a server they are lost with a connection, and nobody is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from scrapy.crawler import Crawler
from sqlalchemy import exc

from db.locks import Lock

logger = logging.getLogger(__name__)

LOCK_LOST: Final = "lock-lost"  # why a run ends that another process has taken over
SECONDS_BETWEEN_LOOKS = 20.0


class LockWatch:
    """Takes a lost lock again. Where another process took it first, what it keeps is that process's: the run ends."""

    def __init__(self, crawler: Crawler, locks: Sequence[Lock]) -> None:
        self._crawler = crawler
        self._locks = locks
        self._watching: asyncio.Task[None] | None = None
        self.is_lost = False

    def start(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        if self._watching is not None and not self.is_lost:
            self._watching.cancel()

    async def _watch(self) -> None:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        while await asyncio.to_thread(self._kept):
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        self.is_lost = True
        logger.error(
            "the connection to the database was lost, and another process has begun the same meanwhile: this one ends"
        )
        assert self._crawler.engine is not None
        await self._crawler.engine.close_spider_async(reason=LOCK_LOST)

    def _kept(self) -> bool:
        """True as well where it cannot be told: a server that is away gives no locks to others."""
        try:
            return all(lock.keep() for lock in self._locks)
        except exc.DBAPIError:
            return True
