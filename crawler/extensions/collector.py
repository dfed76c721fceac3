"""Python's garbage collector kept from stopping the crawl.

Scrapy, SQLAlchemy and the rest are half a million objects that live as long as the process. A full collection
walks all of them, which takes 100 ms, about once in a hundred pages: nothing is downloaded or answered meanwhile.
"""

from __future__ import annotations

import gc
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler


class CollectorExtension:
    """Sets aside what exists when the crawl begins; only what the crawl itself makes is looked through."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.engine_stopped, signals.engine_stopped)
        return extension

    def spider_opened(self) -> None:
        gc.collect()
        gc.freeze()

    def engine_stopped(self) -> None:
        gc.unfreeze()
