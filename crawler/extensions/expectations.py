"""Holds a crawl against what its source is expected to bring, and tells what is wrong with it."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import logging
from pathlib import Path
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, NotConfigured
from sqlalchemy import Engine, exc
from sqlalchemy.orm import Session

from crawler.archive.doors import capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.clock import now
from crawler.expectations.causes import OF_LAYOUT, Judgement, judge
from crawler.expectations.evidence import SeenPage
from crawler.expectations.lists import SeenList
from crawler.expectations.measures import STAGE, Measures
from crawler.extensions.archive import ArchiveExtension
from crawler.extensions.index import record_of, resolver
from crawler.extensions.layouts import (
    SiteState,
    keep_out,
    learn,
    let_in,
    set_aside,
    sites_of,
    states_of,
)
from crawler.extensions.lists import ListsRead
from crawler.extensions.measured import measures_of
from crawler.extensions.run import Run, RunExtension
from crawler.extensions.same_page import SamePage, recounted, same_page, with_same
from crawler.extensions.states import UrlStates
from crawler.extraction.learned import site_of
from crawler.extraction.version import code_of, parser_of
from crawler.items import Article, Capture, Refusal
from crawler.signals import layout_settled, list_read
from crawler.sources import ANY_SITE, Source
from db.engine import open_database, reading, writing
from db.queries import captures, incidents, layouts, measures
from db.times import to_text

logger = logging.getLogger(__name__)

MEASURES: Final = "crawl/measures"
_CRAWLS_REMEMBERED: Final = 2_000


class ExpectationsExtension:
    """Lets in what was only an odd page before the crawl ends; judges the crawl when it has; learns from a good one.

    What a crawl measured is the stats value `crawl/measures`. A crawl that was interrupted is not judged.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._sites: set[str] = set()
        self._lists = ListsRead()
        self._is_held = False  # whether there is something to let in
        self._letting_in: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if getattr(crawler.spider or crawler.spidercls, "kind", "crawl") != "crawl":
            raise NotConfigured  # of saved pages nobody expects anything
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.spider_idle, signals.spider_idle)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        crawler.signals.connect(extension._lists.list_read, list_read)
        return extension

    def spider_opened(self) -> None:
        if self._run() is None:
            return
        engine = self._engine()
        try:
            with reading(engine) as session:
                self._is_held = layouts.is_anything_held(session, self._source().name, STAGE)
                self._lists.visited = measures.lists_visited(session, self._source().name)
        finally:
            engine.dispose()

    def item_scraped(self, item: Capture | Article | Refusal) -> None:
        run = self._run()
        if (
            run is not None
            and item.record.captured_at >= run.started_at
            and item.record.source == self._source().name
        ):
            self._sites.add(site_of(item.record.url) or "")
        self._is_held = self._is_held or (isinstance(item, Refusal) and item.stage == STAGE)

    def spider_idle(self) -> None:
        if self._is_held:
            self._is_held = False
            self._letting_in = asyncio.ensure_future(self._let_in())
        if self._letting_in is not None and not self._letting_in.done():
            raise DontCloseSpider

    async def _let_in(self) -> None:
        """Reads again what is no longer to be held back, by the archive alone."""
        record_ids = await asyncio.to_thread(self._released)
        if not record_ids:
            return
        self._crawler.signals.send_catch_log(layout_settled, let_in=record_ids)
        archive = self._crawler.get_extension(ArchiveExtension)
        engine = self._crawler.engine
        assert archive is not None
        assert engine is not None
        for page in await asyncio.to_thread(self._opened, archive, record_ids):
            await engine.scraper.start_itemproc_async(page, response=None)
        logger.info("%d pages that were held back as odd are let in", len(record_ids))

    def _released(self) -> list[str]:
        engine = self._engine()
        try:
            with reading(engine) as session:
                found = [(state, state.shown().released) for state in self._states(session)]
            with writing(
                engine
            ) as session:  # for a moment, as the pages of this crawl are still being stored
                for state, released in found:
                    if released:
                        let_in(session, state, released)
            return [record_id for _, released in found for record_id in released]
        finally:
            engine.dispose()

    def _opened(self, archive: ArchiveExtension, record_ids: list[str]) -> list[Capture | Refusal]:
        engine = self._engine()
        try:
            with reading(engine) as session:
                rows = [captures.capture_by_record_id(session, record_id) for record_id in record_ids]
        finally:
            engine.dispose()
        return [page for row in rows if row is not None for page in archive.read(record_of(row))]

    async def spider_closed(self, reason: str) -> None:
        run = self._run()
        states = self._crawler.get_extension(UrlStates)
        if run is None or states is None:
            return
        is_whole = reason == "finished" or reason.startswith("closespider_")
        measured = measures_of(self._crawler, states, named=self._lists.named, whole=is_whole)
        if measured.whole:
            try:
                measured = await asyncio.to_thread(self._judged, run, measured)
            except (exc.DBAPIError, OSError) as error:  # the next crawl judges what this one leaves
                logger.warning("the crawl is not held against what is expected: %s", error)
        assert self._crawler.stats is not None
        self._crawler.stats.set_value(MEASURES, measured.as_json())

    def _judged(self, run: Run, measured: Measures) -> Measures:
        engine = self._engine()
        try:
            with reading(engine) as session:
                stored = measures.of_target(
                    session, run.target, before=run.crawl_id, limit=_CRAWLS_REMEMBERED
                )
                found = self._states(session)
                same = self._same_pages(session, engine, found, run.started_at)
                before = [Measures.of_json(one) for one in stored]
                brought = self._lists.brought(session, run, self._source().name, before)
                measured = with_same(session, run.crawl_id, same, measured)
                measured = dataclasses.replace(measured, brought=brought)
                lists = self._lists.seen(session, run, measured, before)
            if same:
                with writing(engine) as session:
                    found = [
                        set_aside(session, state, same[state.site].record_ids)
                        if state.site in same
                        else state
                        for state in found
                    ]
                    assert self._crawler.stats is not None
                    measured = recounted(session, run.crawl_id, same, self._crawler.stats, measured)
            judgement = self._judgement(run, measured, before, found, lists)
            with writing(engine) as session:
                self._learn(session, found, judgement)
                incidents.found(
                    session,
                    run.target,
                    faults=judgement.faults,
                    cleared=judgement.cleared,
                    unsettled=judgement.unsettled,
                    now=now(),
                    crawl_id=run.crawl_id,
                )
        finally:
            engine.dispose()
        return dataclasses.replace(measured, shown=tuple(fault.cause for fault in judgement.faults))

    def _same_pages(
        self, session: Session, engine: Engine, found: list[SiteState], begun: datetime.datetime
    ) -> dict[str, SamePage]:
        """By site, of sites whose layout is known."""
        folder, resolve = Path(self._crawler.settings["ARCHIVE_DIR"]), resolver(engine)

        def opened(record_id: str) -> Capture:
            row = captures.capture_by_record_id(session, record_id)
            if row is None:
                raise ArchiveError(f"{record_id} is not in the index of the archive")
            return capture_from_record(record_of(row), folder=folder, resolve=resolve)

        same = {
            state.site: same_page(
                session,
                state.source,
                state.site,
                since=to_text(begun),
                opened=opened,
            )
            for state in found
            if state.profile.is_known
        }
        return {site: one for site, one in same.items() if one is not None}

    def _judgement(
        self,
        run: Run,
        measured: Measures,
        before: list[Measures],
        found: list[SiteState],
        lists: list[SeenList],
    ) -> Judgement:
        shown = [state.shown().fault for state in found]
        pages: list[SeenPage] = [
            page for state in found for page in state.pages if page.captured_at >= run.started_at
        ]
        return judge(
            measured,
            before,
            pages=pages,
            of_layouts=[fault for fault in shown if fault],
            expected=self._source().expectations,
            lists=lists,
        )

    def _learn(self, session: Session, found: list[SiteState], judgement: Judgement) -> None:
        """From a crawl in which nothing is wrong with pages; of layouts each site tells for itself."""
        in_order = {"no-new-articles", "overdue", *OF_LAYOUT}
        learns = all(fault.cause in in_order for fault in judgement.faults)
        for state in found:
            if learns and state.shown().learns:
                learn(session, state, self._parser())
            else:
                keep_out(session, state)

    def _states(self, session: Session) -> list[SiteState]:
        source = self._source()
        known = sites_of(session, source.name) if source.hosts else []
        return states_of(session, source.name, {*known, *self._sites} - {""}, self._parser())

    def _parser(self) -> str:
        return code_of(parser_of(self._source()))

    def _source(self) -> Source:
        # a spider of any site has a source of its own
        source = getattr(self._crawler.spidercls, "source", ANY_SITE)
        assert isinstance(source, Source)
        return source

    def _run(self) -> Run | None:
        extension = self._crawler.get_extension(RunExtension)
        return extension.run if extension else None

    def _engine(self) -> Engine:
        return open_database(self._crawler.settings["DATABASE_URL"])
