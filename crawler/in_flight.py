"""How many captures may be on their way down the corridor at once, whoever sends them."""

from __future__ import annotations

import asyncio

CAPTURES_PER_WORKER = 24  # so that no worker waits while others' outcomes are being committed


class InFlight:
    """A bounded number of captures under way, by record id.

    For what `Spider.start()` yields: Scrapy's back-pressure counts responses, not start items.
    """

    def __init__(self, workers: int) -> None:
        if workers < 1:
            raise ValueError(f"WORKERS must be 1 or more, not {workers}")
        self._room = asyncio.Semaphore(CAPTURES_PER_WORKER * workers)
        self._record_ids: set[str] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    async def enter(self, record_id: str) -> None:
        """Waits until there is room."""
        await self._room.acquire()
        self._record_ids.add(record_id)
        self._empty.clear()

    def leave(self, record_id: str) -> None:
        """Makes room; one that never entered took none."""
        if record_id in self._record_ids:
            self._record_ids.remove(record_id)
            self._room.release()
        if not self._record_ids:
            self._empty.set()

    async def emptied(self) -> None:
        """Waits until none is under way."""
        await self._empty.wait()
