"""Pages that are given out of the archive start after start, since each time the process dies of them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping

MOST_READINGS = 5  # starts; that of the last is not begun
SECONDS_ALONE = 10.0  # at the most, as for an article of many pages


class Readings:
    """How many starts gave a page out of the archive and did not live to see its end, by key.

    What an earlier start died over, or beside, is read one at a time, until it is at its end or waits again: so one
    page that kills the process does not raise the counts of its neighbours, which come to their end before its turn.
    """

    def __init__(self) -> None:
        self._before: dict[int, int] = {}  # in earlier starts
        self._begun: set[int] = set()  # in this one, and not at their end
        self._alone: int | None = None
        self._is_free = asyncio.Event()
        self._turns = asyncio.Lock()

    def take_in(self, before: Mapping[int, int]) -> None:
        self._before = dict(before)

    def is_given_up(self, key: int | None) -> bool:
        """Whether it would be the last of MOST_READINGS."""
        return key is not None and self._before.get(key, 0) >= MOST_READINGS - 1

    @property
    def begun(self) -> frozenset[int]:
        return frozenset(self._begun)

    def is_begun(self, key: int) -> bool:
        return key in self._begun

    async def begin(self, key: int) -> None:
        """Waits for its turn, where it needs one."""
        self._begun.add(key)
        if key in self._before:
            async with self._turns:
                if self._alone is not None:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._is_free.wait(), SECONDS_ALONE)
                self._alone = key
                self._is_free.clear()

    def rest(self, key: int) -> None:
        """It waits for something else now, and the next may have its turn."""
        if key == self._alone:
            self._alone = None
            self._is_free.set()

    def end(self, key: int) -> None:
        """The process outlived it."""
        self._begun.discard(key)
        self._before.pop(key, None)
        self.rest(key)
