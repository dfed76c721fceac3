"""The row of a run in the database: one crawl of a target at a time, begun, gone on with, and ended."""

from __future__ import annotations

import dataclasses
import datetime
import logging
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.utils.conf import build_component_list
from sqlalchemy import Engine, exc

from crawler.archive.errors import UNWRITABLE
from crawler.clock import now
from crawler.extensions.lock_watch import LockWatch
from db.engine import open_database, writing
from db.locks import Lock, hold, holder
from db.queries import crawls
from db.queries.crawls import DATABASE_UNWRITABLE
from db.times import from_text, to_text

logger = logging.getLogger(__name__)

BUSY = "busy"  # why a run is closed before it begins
STOPPED = frozenset({"shutdown", "closespider_timeout", "closespider_pagecount", "closespider_itemcount"})
TO_GO_ON_WITH = frozenset({UNWRITABLE, DATABASE_UNWRITABLE})  # failures that leave the rest to the next start
STORAGE = "pipelines.storage.StoragePipeline"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run that has begun.

    `start` is 1, or more where it goes on with a crawl that did not come to its end; `started_at` is when the crawl
    was begun first, `begun_at` when this start of it was.
    """

    crawl_id: int
    target: str
    start: int
    started_at: datetime.datetime
    begun_at: datetime.datetime

    @property
    def resumed(self) -> bool:
        return self.start > 1


class RunExtension:
    """Begins a crawl or an ingest once, and notes how it ended after all else has been told.

    A crawl that was stopped or killed, or could not write, is gone on with by the next of the same target and the same
    arguments, within CRAWL_RESUME_HOURS of its beginning, unless CRAWL_RESUME is off.
    """

    def __init__(self, crawler: Crawler, engine: Engine) -> None:
        self._crawler = crawler
        self._engine = engine
        self._locks: list[Lock] = []
        self._run: Run | None = None
        self._goes = False  # the engine
        self._watch = LockWatch(crawler, self._locks)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        if settings.getbool("STORAGE_STAGED") or STORAGE not in build_component_list(
            settings.getdict("ITEM_PIPELINES")
        ):
            raise NotConfigured  # nothing is stored, so it is no run
        extension = cls(crawler, open_database(settings["DATABASE_URL"]))
        crawler.signals.connect(extension._set_going, signals.engine_started)
        crawler.signals.connect(extension._closed, signals.spider_closed)
        crawler.signals.connect(extension._ended, signals.engine_stopped)
        return extension

    def begin(self) -> Run:
        """The run, begun by whoever asks first. Raises CloseSpider where it cannot be."""
        if self._run is None:
            try:
                self._run = self._begun()
            except (exc.DBAPIError, OSError) as error:  # locked for long, read-only, disk full
                self._say_unwritable(error)
                raise CloseSpider(DATABASE_UNWRITABLE) from error
            assert self._crawler.stats is not None
            self._crawler.stats.set_value("crawl/id", self._run.crawl_id)
            self._crawler.stats.set_value("crawl/start", self._run.start)
        return self._run

    @property
    def run(self) -> Run | None:
        """None until it has begun."""
        return self._run

    def _begun(self) -> Run:
        spider = self._crawler.spider
        assert spider is not None
        kind = getattr(spider, "kind", "crawl")
        return self._crawl_begun() if kind == "crawl" else self._other_begun(kind, spider.name)

    def _crawl_begun(self) -> Run:
        spider = self._crawler.spider
        assert spider is not None
        target = str(getattr(spider, "target", spider.name))
        arguments: dict[str, str] = getattr(spider, "stated", {})
        self._take(f"crawl {target}", target)
        at = now()
        with writing(self._engine) as session:
            found = crawls.to_go_on_with(
                session, target, arguments, since=to_text(self._resumed_since(at)), reasons=TO_GO_ON_WITH
            )
            crawls.fail_killed(session, "crawl", target=target, but=found.id if found else None)
            if found is not None:
                crawls.go_on(session, found.id)
                started = from_text(found.started_at)
                return _run(found.id, target, start=found.starts + 1, started_at=started, begun_at=at)
            crawl_id = crawls.start(
                session, "crawl", spider.name, to_text(at), target=target, arguments=arguments
            )
        return _run(crawl_id, target, start=1, started_at=at, begun_at=at)

    def _resumed_since(self, at: datetime.datetime) -> datetime.datetime:
        settings = self._crawler.settings
        hours = settings.getfloat("CRAWL_RESUME_HOURS") if settings.getbool("CRAWL_RESUME") else 0.0
        return at - datetime.timedelta(hours=hours)

    def _other_begun(self, kind: str, source: str) -> Run:
        """Any number of them go on together, each with a lock of its own; what none holds was killed."""
        at = now()
        with writing(self._engine) as session:
            for crawl in crawls.running(session, kind, source):
                if lock := hold(self._engine, f"run {crawl.id}"):
                    crawls.finish(session, crawl.id, "failed", crawl.counts, to_text(at), reason="killed")
                    lock.release()
            crawl_id = crawls.start(session, kind, source, to_text(at))
            lock = hold(self._engine, f"run {crawl_id}")  # before any other process can see the run
            self._locks += [lock] if lock else []
        return _run(crawl_id, source, start=1, started_at=at, begun_at=at)

    def _take(self, name: str, target: str) -> None:
        lock = hold(self._engine, name)
        if lock is None:
            logger.error("another crawl of %s is going on (%s)", target, holder(self._engine, name))
            raise CloseSpider(BUSY)
        self._locks.append(lock)

    def _say_unwritable(self, error: exc.DBAPIError | OSError) -> None:
        cause = error.orig if isinstance(error, exc.DBAPIError) else error
        place = self._engine.url.render_as_string(hide_password=True)
        logger.error("the database %s cannot be written, so nothing is begun: %s", place, cause)

    def _set_going(self) -> None:
        self._goes = True
        self._watch.start()

    def _closed(self) -> None:
        """What was closed before the engine went is not stopped; else the end waits for all that hears of it."""
        if not self._goes:
            self._ended()

    def _ended(self) -> None:
        self._watch.stop()
        if self._run is not None and not self._watch.is_lost:
            try:
                self._finish(self._run)
            except exc.OperationalError as error:  # it is gone on with as one that was killed
                logger.warning("how the run ended is not written: %s", error.orig)
        for lock in self._locks:
            lock.release()
        self._engine.dispose()

    def _finish(self, run: Run) -> None:
        state, reason, counts = self._outcome()
        measures: dict[str, Any] = self._stats().get("crawl/measures", {})
        with writing(self._engine) as session:
            crawls.finish(
                session, run.crawl_id, state, counts, to_text(now()), reason=reason, measures=measures
            )

    def _outcome(self) -> tuple[str, str, dict[str, int]]:
        stats = self._stats()
        counts = {
            key.removeprefix("storage/"): value
            for key, value in stats.items()
            if key.startswith(("storage/", "urls/"))  # see crawler.extensions.states
        }
        reason = str(stats.get("finish_reason", "unknown"))
        if reason in STOPPED:
            return "stopped", reason, counts
        return ("finished" if reason == "finished" and "crashed" not in counts else "failed"), reason, counts

    def _stats(self) -> dict[str, Any]:
        return self._crawler.stats.get_stats() if self._crawler.stats else {}


def _run(
    crawl_id: int, target: str, *, start: int, started_at: datetime.datetime, begun_at: datetime.datetime
) -> Run:
    return Run(crawl_id=crawl_id, target=target, start=start, started_at=started_at, begun_at=begun_at)
