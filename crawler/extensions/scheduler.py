"""Scrapy's scheduler, which begins the run before anything is asked for."""

from __future__ import annotations

from scrapy import Spider
from scrapy.core.scheduler import Scheduler
from twisted.internet.defer import Deferred

from crawler.extensions.run import RunExtension


class FrontierScheduler(Scheduler):
    def open(self, spider: Spider) -> Deferred[None] | None:
        assert self.crawler is not None
        run = self.crawler.get_extension(RunExtension)
        if run is not None:
            run.begin()
        return super().open(spider)
