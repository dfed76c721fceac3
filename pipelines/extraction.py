"""Capture -> Article or Refusal, in worker processes, off the reactor."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.spiderloader import get_spider_loader

from crawler.extraction.learned import LearnedSites
from crawler.extraction.mirrors.mended import UNRESTORED
from crawler.extraction.worker import read, refusal_of
from crawler.items import Article, Capture, Outcome, Refusal
from crawler.signals import waits_no_longer
from crawler.sources import ANY_SITE, Source, sources_of
from db.engine import open_database, reading
from db.queries import boilerplate
from pipelines.pool import PageTimeoutError, PoolClosedError, WorkerDiedError, WorkerPool

logger = logging.getLogger(__name__)


class ExtractionPipeline:
    """Reads each capture by the rules of its source; what cannot be read goes on as a `Refusal`.

    What is learned of its site takes part, as it is known when the run begins.
    """

    def __init__(
        self, crawler: Crawler, pool: WorkerPool, sources: Mapping[str, Source], learned: LearnedSites
    ) -> None:
        self._crawler = crawler
        self._pool = pool
        self._sources = sources
        self._learned = learned
        self._starting = asyncio.Lock()
        self._is_started = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        loader = get_spider_loader(settings)
        pool = WorkerPool(
            read,
            workers=settings.getint("WORKERS"),
            seconds=settings.getfloat("EXTRACTION_SECONDS"),
            memory_bytes=settings.getint("EXTRACTION_MEMORY_BYTES"),
        )
        engine = open_database(settings["DATABASE_URL"])
        with reading(engine) as session:
            learned = LearnedSites.of_rows(boilerplate.learned(session))
        engine.dispose()
        pipeline = cls(crawler, pool, sources_of(map(loader.load, loader.list())), learned)
        crawler.signals.connect(pipeline.waits_no_longer, waits_no_longer)
        return pipeline

    async def process_item(self, item: Capture | Outcome) -> Outcome:
        if isinstance(item, Article):
            return item
        if isinstance(item, Refusal):
            self._count(item)
            return item
        await self._start_workers()
        source = self._sources.get(item.record.source, ANY_SITE)
        outcome = await self._read(item, source)
        self._count(outcome)
        return outcome

    async def _start_workers(self) -> None:
        """With the first page, as many a crawl finds none that is new; in a thread, since it takes a second or two."""
        async with self._starting:
            if not self._is_started:
                self._is_started = True
                await asyncio.to_thread(self._pool.start)

    async def _read(self, capture: Capture, source: Source) -> Outcome:
        learned = self._learned.of(capture.record)
        try:
            outcome: Outcome = await self._pool.call(capture, source, learned)
        except PageTimeoutError as error:
            return refusal_of(capture, source, "time-limit", str(error), learned)
        except WorkerDiedError as error:
            return refusal_of(capture, source, "worker-died", str(error), learned)
        except PoolClosedError as error:
            raise DropItem("left unread, as the run is being closed", log_level="DEBUG") from error
        return outcome

    def _count(self, outcome: Outcome) -> None:
        assert self._crawler.stats is not None
        if isinstance(outcome, Article):
            self._crawler.stats.inc_value("extraction/read")
            if UNRESTORED in outcome.flags:
                self._say_unrestored(outcome)
            return
        self._crawler.stats.inc_value(f"{outcome.stage}/refused/{outcome.reason}")
        if outcome.reason in ("time-limit", "worker-died", "parser-error"):
            logger.error(
                "%s: %s (%s) %s", outcome.record.record_id, outcome.reason, outcome.detail, outcome.record.url
            )

    def _say_unrestored(self, article: Article) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value("extraction/unrestored")
        why = next((one.won.value for one in article.provenance if one.field == "flags"), "")
        logger.error("%s: %s %s", article.record.record_id, why, article.record.url)

    def waits_no_longer(self) -> None:
        self._pool.close()

    async def close_spider(self) -> None:
        async with self._starting:
            self._pool.close()
