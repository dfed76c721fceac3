import os
import signal
from collections.abc import AsyncIterator
from typing import Any

from crawler.sources import Source
from tests.scheduled_spiders import NotingSpider


class CrashingSpider(NotingSpider):
    source = Source(name="crashing", schedule="15m")
    name = source.name

    async def start(self) -> AsyncIterator[Any]:
        os.kill(os.getpid(), signal.SIGSEGV)
        for nothing in ():
            yield nothing
