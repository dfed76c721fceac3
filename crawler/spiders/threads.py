"""What takes longer than the reactor may stand still is done in threads, a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """No more than `most` at once: each holds what it reads, and all of them share one interpreter lock."""

    def __init__(self, most: int) -> None:
        self._turns = asyncio.Semaphore(most)

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._turns:
            return await asyncio.to_thread(work, *args, **kwargs)
