"""One record out of the archive: its page as it lies there, and what today's code reads of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings, Settings
from sqlalchemy import Engine

from crawler.archive.doors import capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.commands.known_sources import known_sources
from crawler.commands.rereading import RECOVERY
from crawler.extensions.archive import page_of
from crawler.extensions.index import record_of, resolver
from crawler.extraction.decode import decode
from crawler.extraction.learned import Learned, LearnedSites
from crawler.items import Capture, Outcome, Record, Refusal
from crawler.sources import ANY_SITE, Source
from crawler.spiders.offline import OfflineSpider
from db.engine import reading
from db.queries import boilerplate, captures

STORAGE = "pipelines.storage.StoragePipeline"


def archived_page(engine: Engine, folder: Path, record_id: str) -> str:
    """The body decoded. ArchiveError, OSError or ExtractionError where it cannot be had."""
    capture = capture_from_record(_record(engine, record_id), folder=folder, resolve=resolver(engine))
    return decode(capture.body, capture.header("content-type") or capture.record.content_type).text


def read_again(engine: Engine, settings: Settings, record_id: str) -> Outcome:
    """What the corridor makes of the record today; nothing is stored. ArchiveError or OSError as above."""
    return _through_the_corridor(opened(engine, settings, record_id).page, settings)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Opened:
    """A page of the archive, or why it gives none, and the rules it is read by today."""

    page: Capture | Refusal
    source: Source
    learned: Learned


def opened(engine: Engine, settings: BaseSettings, record_id: str) -> Opened:
    """The record with the further pages of its article. ArchiveError or OSError as above."""
    record = _record(engine, record_id)
    source = known_sources(settings).get(record.source, ANY_SITE)
    with reading(engine) as session:
        learned = LearnedSites.of_rows(boilerplate.learned(session)).of(record)
    page = page_of(record, source, engine=engine, folder=Path(settings["ARCHIVE_DIR"]), learned=learned)
    return Opened(page=page, source=source, learned=learned)


def _record(engine: Engine, record_id: str) -> Record:
    with reading(engine) as session:
        row = captures.capture_by_record_id(session, record_id)
    if row is None:
        raise ArchiveError(f"{record_id} is not in the index of the archive")
    return record_of(row)


def _through_the_corridor(page: Capture | Refusal, settings: Settings) -> Outcome:
    outcomes: list[Outcome] = []

    def only_page(_: Crawler) -> Iterator[Capture | Refusal]:
        yield page

    stages = {name: order for name, order in settings.getdict("ITEM_PIPELINES").items() if name != STORAGE}
    own = settings.copy()
    own.set("ITEM_PIPELINES", stages, priority="cmdline")
    own.set("SPIDER_MIDDLEWARES", {RECOVERY: None}, priority="cmdline")
    process = AsyncCrawlerProcess(own)
    process.crawl(
        process.create_crawler(OfflineSpider), name="explain", captures=only_page, on_outcome=outcomes.append
    )
    process.start()
    if not outcomes:
        raise ArchiveError(
            f"{page.record.record_id} could not be read by an error of ours, told in the log above"
        )
    return outcomes[0]
