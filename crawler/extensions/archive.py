"""The archive of a run: one writer, the index of what it wrote, and what an earlier run left unread."""

from __future__ import annotations

import contextlib
import datetime
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.asyncio import create_looping_call
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from crawler.archive.describe import target_url
from crawler.archive.digests import payload_digest
from crawler.archive.doors import NO_ORIGINAL, capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.archive.exchange import Exchange
from crawler.archive.walk import RawRecord
from crawler.archive.warcinfo import source_of
from crawler.archive.writer import WarcWriter, is_live
from crawler.clock import now
from crawler.extensions.answered import Answered
from crawler.extensions.continuations import with_continuations
from crawler.extensions.index import reconcile, record_of, resolver
from crawler.extensions.indexer import Indexer
from crawler.extraction.identity import article_id
from crawler.extraction.learned import NOTHING_LEARNED, Learned, LearnedSites
from crawler.extraction.pages import PARTIAL
from crawler.extraction.version import parser_of
from crawler.items import Capture, ExtractionError, Record, Refusal
from crawler.sources import ANY_SITE, Source, sources_of
from db import models
from db.engine import is_of_values, open_database, reading, writing
from db.queries import articles, boilerplate, captures
from db.queries.captures import EVERYTHING, Selection
from db.queries.crawls import DATABASE_UNWRITABLE

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 1.0
ROWS_A_READ = 500


class ArchiveExtension:
    """Everything taken in is first written here, then indexed in batches.

    A run that was killed leaves its last batch out of the index; `reconcile`, at the next start, takes it in
    from the files, and `pending` gives what was archived and never read.
    """

    def __init__(
        self, engine: Engine, folder: Path, writer: WarcWriter, sources: Mapping[str, Source], part_of: str
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._writer = writer
        self._sources = sources
        self._part_of = part_of
        self._learned = LearnedSites()
        self._indexer = Indexer(engine, sources)
        self._flushing = create_looping_call(self._indexer.begin)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        spider = crawler.spider or crawler.spidercls  # `scrapy shell` has no spider yet
        loader = get_spider_loader(settings)
        folder = Path(settings["ARCHIVE_DIR"])
        most = settings.getint("ARCHIVE_FILE_BYTES")
        writer = WarcWriter(folder, part_of=spider.name, max_bytes=most, now=now)
        sources = sources_of([*map(loader.load, loader.list()), crawler.spidercls])
        engine = open_database(settings["DATABASE_URL"])
        extension = cls(engine, folder, writer, sources, spider.name)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        """Raises CloseSpider where the database cannot be written, as pages would be read by what it does not tell."""
        try:
            self._reconcile()
            with reading(self._engine) as session:
                self._learned = LearnedSites.of_rows(boilerplate.learned(session))
        except DBAPIError as error:
            logger.error("the index of the archive cannot be written, so nothing is begun: %s", error.orig)  # noqa: TRY400 - for a person
            raise CloseSpider(DATABASE_UNWRITABLE) from error
        self._flushing.start(FLUSH_SECONDS, now=False)

    def _reconcile(self) -> None:
        try:
            reconcile(self._engine, self._folder, self._sources, parser_of)
        except DBAPIError as error:
            if not is_of_values(error):
                raise
            logger.error("the index lacks what the database never takes: %s", error.orig)  # noqa: TRY400 - as above

    def spider_closed(self, spider: Spider) -> None:
        if self._flushing.running:
            self._flushing.stop()
        with contextlib.ExitStack() as ending:
            ending.callback(self._engine.dispose)
            ending.callback(self._writer.close)
            self._indexer.close()

    @property
    def folder(self) -> Path:
        return self._folder

    def store_exchange(self, exchange: Exchange) -> Record:
        """Writes a response, or a revisit where the archive holds its payload already, and the request."""
        source = source_of(exchange.url, self._sources, self._part_of)
        if exchange.is_not_modified:
            original = self._whole(exchange.url)
        else:
            original = self._held(exchange.payload_digest, exchange.url) if exchange.body else None
        return self._wrote(self._writer.write_exchange(exchange, source=source, revisit_of=original))

    def store_saved(
        self,
        *,
        url: str | None,
        file_name: str | None,
        content_type: str,
        body: bytes,
        captured_at: datetime.datetime,
    ) -> Record:
        """Writes a page out of a file, or a revisit where the archive holds its payload already."""
        return self._wrote(
            self._writer.write_saved(
                url=url,
                file_name=file_name,
                content_type=content_type,
                body=body,
                captured_at=captured_at,
                source=source_of(url, self._sources, self._part_of),
                revisit_of=self._held(payload_digest(body), url),
            )
        )

    def copy(self, raw: RawRecord) -> Record | None:
        """A record of a foreign file, copied; see `WarcWriter.copy`."""
        source = source_of(target_url(raw.fields), self._sources, self._part_of)
        record = self._writer.copy(raw, source=source)
        return self._wrote(record) if record else None

    def index_only(self, record: Record) -> None:
        """Takes a record into the index where it lies, in a file that is not the archive's own."""
        self._indexer.take(record, record.offset + record.length)

    def flush(self) -> None:
        """Brings the index up to what is written. All stays waiting where the database fails."""
        self._indexer.flush()

    def answered(self, since: datetime.datetime, until: datetime.datetime) -> Answered:
        return Answered(self._engine, self._folder, since, until)

    def pending(self, but: Callable[[Record], bool] = lambda record: False) -> Iterator[Capture | Refusal]:
        """What is in the index, was never read, and is not under way in another process; none of the records `but`."""
        live: dict[str, bool] = {}
        for rows in self._pages_of_rows(EVERYTHING, never_read=True):
            for row in rows:
                if row.warc_file not in live:
                    live[row.warc_file] = _is_live(self._folder / row.warc_file)
                record = record_of(row)
                if not live[row.warc_file] and not but(record):
                    yield from self.read(record)

    def reunited(self) -> Iterator[Capture | None]:
        """What an earlier run lacked a part of, which is held now; None for each that still lacks it.

        Revisits refused for want of their original, and articles of which only some pages were held.
        """
        for rows in self._pages_of_rows(Selection(reasons=[NO_ORIGINAL]), again=True):
            for record in map(record_of, rows):
                is_page = self._sources.get(record.source, ANY_SITE).reads(record)
                found = next(self.read(record), None) if is_page else None
                yield found if isinstance(found, Capture) else None
        for record in self._partial():
            found = next(self.read(record), None)
            yield found if isinstance(found, Capture) and found.continuations else None

    def _partial(self) -> list[Record]:
        with reading(self._engine) as session:
            rows = (
                captures.capture_by_record_id(session, record_id)
                for record_id in articles.records_with_flag(session, PARTIAL)
            )
            return [record_of(row) for row in rows if row is not None]

    def refused(self, record: Record, error: ExtractionError) -> list[Refusal]:
        """The refusal of a page that cannot be read out of its record; none for what is no article page."""
        source = self._sources.get(record.source, ANY_SITE)
        return [refusal_of(record, source, error, self._learned.of(record))] if source.reads(record) else []

    def read(self, record: Record) -> Iterator[Capture | Refusal]:
        """What it holds, or its refusal; nothing for what is no article page or cannot be opened now."""
        source = self._sources.get(record.source, ANY_SITE)
        if not source.reads(record):
            with writing(self._engine) as session:
                captures.mark_passed(session, [record.record_id], parser_of(source))
            return
        try:
            yield page_of(
                record, source, engine=self._engine, folder=self._folder, learned=self._learned.of(record)
            )
        except (ArchiveError, OSError) as error:
            logger.warning("%s stays unread: %s", record.record_id, error)

    def _pages_of_rows(
        self, selection: Selection, *, again: bool = False, never_read: bool = False
    ) -> Iterator[list[models.Capture]]:
        parsers = {name: parser_of(source) for name, source in self._sources.items()}
        parsers[ANY_SITE.name] = parser_of(ANY_SITE)
        after: tuple[str, int] | None = None
        while True:
            with reading(self._engine) as session:
                rows = captures.unread(
                    session,
                    parsers,
                    selection,
                    again=again,
                    never_read=never_read,
                    after=after,
                    limit=ROWS_A_READ,
                )
            if not rows:
                return
            after = rows[-1].warc_file, rows[-1].offset
            yield rows

    def _held(self, digest: str, url: str | None) -> Record | None:
        """A record of the archive's own that holds the payload; what lies in place elsewhere may go away.

        None too while the index cannot be asked: the payload is then held twice.
        """
        waiting = self._indexer.holder_of(digest)
        if waiting is not None:
            return waiting
        try:
            with reading(self._engine) as session:
                row = captures.first_with_payload(session, digest, url, in_archive=True)
        except OperationalError:
            return None
        return record_of(row) if row else None

    def _whole(self, url: str) -> Record | None:
        """The last response that an article was read from; None too while the index cannot be asked."""
        try:
            with reading(self._engine) as session:
                row = captures.last_whole(session, url)
                if row is not None and row.record_type == "revisit":
                    row = captures.first_with_payload(session, row.payload_digest, url)
        except OperationalError:
            return None
        return record_of(row) if row else None

    def _wrote(self, record: Record) -> Record:
        self._indexer.take(record, self._writer.position)
        return record


def page_of(
    record: Record, source: Source, *, engine: Engine, folder: Path, learned: Learned = NOTHING_LEARNED
) -> Capture | Refusal:
    """What the record holds, with the further pages of its article, or its refusal.

    Raises ArchiveError or OSError where it cannot be opened now.
    """
    try:
        capture = capture_from_record(record, folder=folder, resolve=resolver(engine))
        return with_continuations(capture, source, engine=engine, folder=folder)
    except ExtractionError as error:
        return refusal_of(record, source, error, learned)


def refusal_of(record: Record, source: Source, error: ExtractionError, learned: Learned) -> Refusal:
    """A page that cannot be read out of its record, as the pipelines would refuse it."""
    return Refusal(
        id=article_id(record, record.payload_digest.encode()),
        record=record,
        parser=parser_of(source, learned),
        stage="archive",
        reason=error.reason,
        detail=error.detail,
    )


def _is_live(path: Path) -> bool:
    return path.exists() and is_live(path)
