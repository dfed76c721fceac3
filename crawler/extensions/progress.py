"""How a crawl is coming on: a line that is kept up to date on a terminal, a line a minute in the log elsewhere."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from typing import Self

from rich.console import Console
from rich.status import Status
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.extensions.states import UrlStates
from db.queries.frontier import OPEN

logger = logging.getLogger(__name__)

SECONDS_ON_TERMINAL = 0.5
SECONDS_IN_LOG = 60.0


class ProgressExtension:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._status = Status("", console=Console(stderr=True)) if sys.stderr.isatty() else None
        self._telling = create_looping_call(self._tell)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider or crawler.spidercls
        if getattr(spider, "kind", "crawl") != "crawl":
            raise NotConfigured  # ingest and reparse show their own
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        if self._status is not None:
            self._status.start()
        self._telling.start(SECONDS_ON_TERMINAL if self._status else SECONDS_IN_LOG, now=False)

    def spider_closed(self, spider: Spider) -> None:
        if self._telling.running:
            self._telling.stop()
        if self._status is not None:
            self._status.stop()

    def _tell(self) -> None:
        states = self._crawler.get_extension(UrlStates)
        assert self._crawler.spider is not None
        if states is None:
            return
        line = f"{self._crawler.spider.name}: {progress_of(states.counts())}"
        if self._status is not None:
            self._status.update(line)
        else:
            logger.info(line)


def progress_of(counts: Counter[str]) -> str:
    """A line of the states of URLs, the ones that tell most."""
    groups: Counter[str] = Counter()
    for state, count in counts.items():
        groups[state.partition(":")[0]] += count
    stored = sum(groups[word] for word in ("stored", "updated", "unchanged", "older"))
    left = sum(groups[state] for state in OPEN)
    parts = [f"{groups.total() - left:,} of {groups.total():,} URLs done", f"{stored:,} articles"]
    parts += [f"{groups[word]:,} {word}" for word in ("known", "refused", "failed", "gone") if groups[word]]
    return ", ".join(parts)
