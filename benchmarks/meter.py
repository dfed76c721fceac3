"""A heartbeat in a crawl, and what the crawl came to, written as JSON when it ends."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

BEAT = 0.005
SCHEDULER = Path("/proc/thread-self/schedstat")  # ns on a processor, ns waiting for one (Linux)


class Meter:
    """How late each beat of the event loop came, in seconds; a beat is due 5 ms after the one before it came.

    `late` is what a clock shows, `stalls` without the time for which the machine had no processor free: what the
    crawl did to itself.
    """

    def __init__(self, crawler: Crawler, report: Path) -> None:
        self._crawler = crawler
        self._report = report
        self._began = self._due = self._waited = 0.0
        self._items = 0
        self._late: list[float] = []
        self._stalls: list[float] = []
        self._beating: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        meter = cls(crawler, Path(crawler.settings["METER_REPORT"]))
        for signal in ("spider_opened", "item_scraped", "spider_closed"):
            crawler.signals.connect(getattr(meter, signal), getattr(signals, signal))
        return meter

    def spider_opened(self) -> None:
        self._began = time.perf_counter()
        self._beat_later()

    def _beat_later(self) -> None:
        self._waited = seconds_without_processor()
        self._due = time.perf_counter() + BEAT
        self._beating = asyncio.get_running_loop().call_later(BEAT, self._beat)

    def _beat(self) -> None:
        late = time.perf_counter() - self._due
        self._late.append(late)
        self._stalls.append(max(0.0, late - (seconds_without_processor() - self._waited)))
        self._beat_later()

    def item_scraped(self) -> None:
        self._items += 1

    def spider_closed(self) -> None:
        assert self._beating is not None
        self._beating.cancel()
        figures = {
            "items": self._items,
            "seconds": time.perf_counter() - self._began,
            "cpu": time.process_time(),
            **quantiles("late", self._late),
            **quantiles("stall", self._stalls),
        }
        self._report.write_text(json.dumps(figures))


def seconds_without_processor() -> float:
    """How long this thread has been ready to run and was not run, since it began; 0 where the system does not tell."""
    try:
        return int(SCHEDULER.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def quantiles(name: str, seconds: list[float]) -> dict[str, float]:
    """In milliseconds."""
    hundredths = statistics.quantiles(seconds, n=100)
    return {
        f"{name}_p50": hundredths[49] * 1000,
        f"{name}_p99": hundredths[98] * 1000,
        f"{name}_max": max(seconds) * 1000,
    }
