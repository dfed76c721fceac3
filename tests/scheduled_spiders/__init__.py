"""Spiders that ask for nothing and end as they are told, for the tests of what runs crawls."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Spider

NOTES = "SCHEDULED_NOTES"


class NotingSpider(Spider):
    """Notes in the file that SCHEDULED_NOTES names when it begins and ends, if it comes to that."""

    seconds: ClassVar[float] = 0.0

    async def start(self) -> AsyncIterator[Any]:
        self.note("begins")
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.note("ends")
        for nothing in ():
            yield nothing

    def note(self, what: str) -> None:
        with Path(os.environ[NOTES]).open("a", encoding="utf-8") as notes:
            notes.write(f"{time.time():.3f} {self.name} {what} {os.getpid()}\n")
