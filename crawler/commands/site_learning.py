"""Learning the boilerplate of sites: their pages out of the archive, read in worker processes, counted site by site."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pebble
from scrapy.settings import BaseSettings
from sqlalchemy import Engine

from crawler.archive.doors import capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.commands.known_sources import known_sources
from crawler.commands.progress import Advance
from crawler.extensions.index import record_of, resolver
from crawler.items import Capture, ExtractionError
from crawler.learning.observation import Observation, observe
from crawler.learning.tally import Lesson, SiteTally
from crawler.sources import ANY_SITE
from db.engine import reading
from db.queries import boilerplate, captures
from db.queries.boilerplate import Site

_AHEAD = 4  # pages waiting for each worker
_PAGES_BEFORE_RECYCLING = 5_000


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Learning:
    """What the pages of one site taught; `unopened` are those the archive did not give, `lost` cost a worker its life.

    A lesson with either is short of pages and not to be kept.
    """

    site: Site
    lesson: Lesson
    unopened: int = 0
    lost: int = 0


class SiteLearner:
    """Reads pages as they are read where nothing is learned; the same archive teaches the same, whatever was learned.

    To be closed: it holds worker processes. One site at a time is held in memory.
    """

    def __init__(self, engine: Engine, settings: BaseSettings) -> None:
        self._engine = engine
        self._folder = Path(settings["ARCHIVE_DIR"])
        self._sources = known_sources(settings)
        self._resolve = resolver(engine)
        self._seconds = settings.getfloat("EXTRACTION_SECONDS")
        self._workers = settings.getint("WORKERS")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.learning.observation"])
        self._pool = pebble.ProcessPool(
            max_workers=self._workers,
            max_tasks=_PAGES_BEFORE_RECYCLING,
            initializer=_leave_interrupts_to_the_main_process,
            context=context,
        )

    def close(self) -> None:
        self._pool.stop()
        self._pool.join()

    def learn(self, site: Site, advance: Advance) -> Learning:
        tally = SiteTally()
        unopened = lost = 0
        waiting: collections.deque[Future[Observation | None]] = collections.deque()
        for capture in self._captures(site):
            if capture is None:
                unopened += 1
                advance(1)
                continue
            waiting.append(self._begin(capture))
            if len(waiting) >= _AHEAD * self._workers:
                lost += _take(waiting.popleft(), tally)
                advance(1)
        for under_way in waiting:
            lost += _take(under_way, tally)
            advance(1)
        return Learning(site=site, lesson=tally.lesson(), unopened=unopened, lost=lost)

    def _begin(self, capture: Capture) -> Future[Observation | None]:
        source = self._sources.get(capture.record.source, ANY_SITE)
        begun: Future[Observation | None] = self._pool.schedule(
            observe, args=(capture, source), timeout=self._seconds
        )
        return begun

    def _captures(self, site: Site) -> Iterator[Capture | None]:
        """In the order of capture; None for one the archive does not give."""
        with reading(self._engine) as session:
            record_ids = boilerplate.records_of(session, site)
        for record_id in record_ids:
            with reading(self._engine) as session:
                row = captures.capture_by_record_id(session, record_id)
            if row is None:  # taken out since
                continue
            with contextlib.suppress(ExtractionError):  # the page's fault, as when an original is not held
                try:
                    yield capture_from_record(record_of(row), folder=self._folder, resolve=self._resolve)
                except (ArchiveError, OSError):
                    yield None


def _take(under_way: Future[Observation | None], tally: SiteTally) -> int:
    """Counts the page; 1 where its worker was lost. A page that takes too long is refused by every reading of it."""
    try:
        page = under_way.result()
    except TimeoutError:
        return 0
    except (pebble.ProcessExpired, BrokenProcessPool):
        return 1
    if page is not None:
        tally.add(page)
    return 0


def _leave_interrupts_to_the_main_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
