"""The reading half of a re-parse: records out of the archive, down the corridor, into the table `staged`."""

from __future__ import annotations

import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from sqlalchemy import Engine

from crawler.archive.errors import ArchiveError
from crawler.commands.known_sources import known_sources
from crawler.commands.progress import progress
from crawler.commands.stoppable import INTERRUPTS, StoppableCrawler
from crawler.extensions.archive import page_of
from crawler.extensions.index import reconcile, record_of
from crawler.extraction.learned import LearnedSites
from crawler.extraction.version import parser_of
from crawler.items import Capture, Outcome, Record, Refusal
from crawler.project_command import EXIT_FAILED, EXIT_INTERRUPTED
from crawler.sources import ANY_SITE, Source
from crawler.spiders.offline import OfflineSpider
from db import models
from db.engine import reading, writing
from db.queries import boilerplate, captures, staging
from db.queries.captures import Selection

ROWS_A_QUERY = 500
RECOVERY = "crawler.middlewares.recovery.RecoveryMiddleware"  # what is pending is read here with all the rest


class Rereading:
    """Reads what is chosen and not yet read by the present parsers; keeps it until it is applied.

    The parser of a capture is that of its source with what is learned of its site. After something was learned or
    forgotten of one site the pages of that site alone are read again.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        selection: Selection,
        *,
        say: Callable[[str], None],
        again: bool = False,
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._selection = selection
        self._again = again
        self._say = say
        self._folder = Path(settings["ARCHIVE_DIR"])
        self._sources = known_sources(settings)
        self._parsers = {name: parser_of(source) for name, source in self._sources.items()}
        self._learned = LearnedSites()
        self._unreadable = 0
        unknown = set(selection.sources or ()) - set(self._sources)
        if unknown:
            raise UsageError(
                f"no such source: {', '.join(sorted(unknown))}; there are {', '.join(sorted(self._sources))}",
                print_help=False,
            )

    def prepare(self) -> int:
        """Forgets what was staged for another selection or by another parser; how many are left to read."""
        reconcile(self._engine, self._folder, self._sources, parser_of)
        with writing(self._engine) as session:
            captures.assign_sources(session, {name: source.hosts for name, source in self._sources.items()})
            before = staging.count(session)
            staging.keep_only(session, self._parsers, self._selection)
            staged = staging.count(session)
        with reading(self._engine) as session:
            self._learned = LearnedSites.of_rows(boilerplate.learned(session))
            read = 0 if self._again else captures.count_read(session, self._parsers, self._selection)
            left = captures.count_unread(
                session, self._parsers, self._selection, again=self._again, skip_staged=True
            )
        if read:
            self._say(f"{read:,} pages skipped: read before by the same parser (--again reads them too)")
        if staged:
            self._say(
                f"{staged:,} pages skipped: read by a run that was stopped, or dry, and not yet applied"
            )
        if before > staged:
            self._say(f"{before - staged:,} pages read for another selection or by another parser are let go")
        return left

    def read(self, left: int) -> int:
        """Reads the `left` captures there are to read; returns an exit code."""
        if not left:
            self._say("nothing to read")
            return 0
        with progress("reading", left) as advance:
            reason, crashed = self._through_the_corridor(lambda _: advance(1))
        if reason == "shutdown":
            print("stopped; what was read is kept, scrapy reparse goes on from there", file=sys.stderr)
            return EXIT_INTERRUPTED
        if crashed:
            print(
                f"{crashed:,} pages stay unread by an error of ours, told in the log above", file=sys.stderr
            )
        return EXIT_FAILED if crashed or self._unreadable or reason != "finished" else 0

    def _through_the_corridor(self, on_outcome: Callable[[Outcome], None]) -> tuple[str, int]:
        """Why it ended (`finished`, `shutdown` after an interrupt, ...), and how many captures crashed."""
        settings = self._settings.copy()
        settings.set("STORAGE_STAGED", True, priority="cmdline")
        settings.set("SPIDER_MIDDLEWARES", {RECOVERY: None}, priority="cmdline")
        process = AsyncCrawlerProcess(settings)
        crawler = StoppableCrawler(OfflineSpider, settings, called="reparse")
        process.crawl(crawler, name="reparse", captures=self._captures, on_outcome=on_outcome)
        process.start()
        if crawler.stats.get_value("finish_reason") != "shutdown":
            for number in INTERRUPTS:
                signal.signal(number, signal.default_int_handler)  # Scrapy leaves handlers that no longer act
        crashed = crawler.spider.outcomes["crashed"] if isinstance(crawler.spider, OfflineSpider) else 0
        return str(crawler.stats.get_value("finish_reason")), crashed

    def _captures(self, _: Crawler) -> Iterator[Capture | Refusal | None]:
        for rows in self._pages_of_rows():
            records = [record_of(row) for row in rows]
            pages = [self._source(record).reads(record) for record in records]
            self._pass(row for row, page in zip(rows, pages, strict=True) if not page)
            yield from (self._open(record) for record, page in zip(records, pages, strict=True) if page)

    def _source(self, record: Record) -> Source:
        return self._sources.get(record.source, ANY_SITE)

    def _open(self, record: Record) -> Capture | Refusal | None:
        """The page out of the archive; None, and told, where the archive does not have it any more."""
        try:
            return page_of(
                record,
                self._source(record),
                engine=self._engine,
                folder=self._folder,
                learned=self._learned.of(record),
            )
        except (ArchiveError, OSError) as error:
            self._unreadable += 1
            print(f"{record.record_id} of {record.url or record.file_name}: {error}", file=sys.stderr)
            return None

    def _pass(self, rows: Iterable[models.Capture]) -> None:
        """Notes what is no article page; where it was one before, as something to be applied."""
        by_parser: dict[str, list[str]] = defaultdict(list)
        judged_before = []
        for row in rows:
            parser = self._parsers.get(row.source, self._parsers[ANY_SITE.name])
            if row.outcome in ("article", "refused"):
                row.parser = parser
                judged_before.append(row)
            else:
                by_parser[parser].append(row.record_id)
        if not (by_parser or judged_before):
            return
        with writing(self._engine) as session:
            for parser, record_ids in by_parser.items():
                captures.mark_passed(session, record_ids, parser)
            staging.stage(session, passed=judged_before)

    def _pages_of_rows(self) -> Iterator[list[models.Capture]]:
        after = None
        while True:
            with reading(self._engine) as session:
                rows = captures.unread(
                    session,
                    self._parsers,
                    self._selection,
                    again=self._again,
                    skip_staged=True,
                    after=after,
                    limit=ROWS_A_QUERY,
                )
            if not rows:
                return
            after = rows[-1].warc_file, rows[-1].offset
            yield rows
