"""Article or Refusal -> rows: one writer, short transactions, each of what arrived while the last one ran."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy import Engine, exc
from sqlalchemy.orm import Session

from crawler.extraction.identity import normalized_url
from crawler.extraction.learned import site_of
from crawler.extraction.provenance import kept
from crawler.items import Article, Outcome, Record, Refusal
from crawler.signals import article_saved, waits_no_longer
from db import models
from db.engine import open_database
from db.queries import outcomes, signatures, staging
from db.queries.crawls import DATABASE_UNWRITABLE
from db.queries.outcomes import SaveCounts
from db.times import to_text
from pipelines.patience import GivenUpError, PatientWriter

logger = logging.getLogger(__name__)

LINGER_SECONDS = 0.1  # how long the first outcome of a transaction waits for company
ROWS_A_TRANSACTION = 500

_DETAIL_CHARACTERS = 300

_Waiting = tuple[Outcome, "asyncio.Future[Outcome]"]


class StoragePipeline:
    """Writes outcomes in the order they arrive; an item leaves the pipeline when its row is committed.

    One the database does not take leaves as a refusal and costs no other item of its transaction. A database that is
    locked or full is waited for, DATABASE_PATIENCE seconds; then items are left unread, and the run ends. By any other
    fault of the database items fail, and stay unread.
    With the setting STORAGE_STAGED the rows go to the table `staged`, where a re-parse compares them first.
    """

    def __init__(self, crawler: Crawler, engine: Engine, *, staged: bool) -> None:
        self._crawler = crawler
        self._staged = staged
        self._waiting: list[_Waiting] = []
        self._committing: asyncio.Task[None] | None = None
        self._writer = PatientWriter(engine, crawler.settings.getfloat("DATABASE_PATIENCE"))
        self._is_interrupted = False
        self._closing: asyncio.Task[None] | None = None
        self._crawl_id = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        engine = open_database(crawler.settings["DATABASE_URL"])
        pipeline = cls(crawler, engine, staged=crawler.settings.getbool("STORAGE_STAGED"))
        crawler.signals.connect(pipeline.item_error, signal=signals.item_error)
        crawler.signals.connect(pipeline.waits_no_longer, signal=waits_no_longer)
        return pipeline

    def open_spider(self) -> None:
        assert self._crawler.stats is not None
        self._crawl_id = self._crawler.stats.get_value("crawl/id", 0)  # see crawler.extensions.run

    async def process_item(self, item: Outcome) -> Outcome:
        written: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_until_empty())
        return await written

    async def close_spider(self) -> None:
        if self._committing is not None:
            await self._committing
        self._writer.close()

    def item_error(self) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value("storage/crashed")

    def waits_no_longer(self) -> None:
        self._is_interrupted = True
        self._writer.wait_no_longer()

    async def _commit_until_empty(self) -> None:
        while self._waiting:
            await asyncio.sleep(LINGER_SECONDS)
            batch = self._waiting[:ROWS_A_TRANSACTION]
            del self._waiting[:ROWS_A_TRANSACTION]
            try:
                counts = await self._written([item for item, _ in batch])
            except GivenUpError as error:
                self._give_up(batch, error)
            except Exception as error:  # noqa: BLE001 - each item's own caller is told; see process_item
                if is_fault_of_database(error):
                    _fail(batch, error)
                else:
                    await self._commit_each(batch)
            else:
                self._tell(batch, counts)
        self._committing = None

    async def _commit_each(self, batch: list[_Waiting]) -> None:
        """The items of a transaction that one of them broke, each in one of its own."""
        for number, (item, written) in enumerate(batch):
            try:
                counts = await self._written([item])
            except GivenUpError as error:
                self._give_up(batch[number:], error)
                return
            except Exception as error:  # noqa: BLE001 - as above
                if is_fault_of_database(error):
                    _fail(batch[number:], error)
                    return
                await self._refuse(item, written, error)
            else:
                self._tell([(item, written)], counts)

    async def _refuse(self, item: Outcome, written: asyncio.Future[Outcome], error: Exception) -> None:
        """Writes a refusal for an item that cannot be written; where not even that can be, the item fails."""
        refusal = unwritable(item, error)
        try:
            counts = await self._written([refusal])
        except GivenUpError as given_up:
            self._give_up([(item, written)], given_up)
            return
        except Exception:  # noqa: BLE001 - as above; the first error is the one that tells
            _fail([(item, written)], error)
            return
        logger.error("%s: %s: %s", refusal.record.record_id, refusal.reason, refusal.detail)
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value("storage/unwritable")
        self._tell([(refusal, written)], counts)

    async def _written(self, items: list[Outcome]) -> SaveCounts | None:
        return await self._writer.write(functools.partial(self._save, items))

    def _save(self, batch: list[Outcome], session: Session) -> SaveCounts | None:
        articles = [(article_row(x), capture_row(x, "article")) for x in batch if isinstance(x, Article)]
        refusals = [(quarantine_row(x), capture_row(x, "refused")) for x in batch if isinstance(x, Refusal)]
        found_by = {
            x.text_digest: x.signature for x in batch if isinstance(x, Article) and x.text_digest is not None
        }
        signatures.keep(session, found_by)
        if self._staged:
            staging.stage(session, articles, refusals)
            return None
        return outcomes.save(session, self._crawl_id, articles=articles, refusals=refusals)

    def _give_up(self, batch: list[_Waiting], error: GivenUpError) -> None:
        """Leaves them to the next start, which reads them out of the archive; and ends the run."""
        if self._closing is None and not self._is_interrupted:
            logger.error("the database cannot be written, so the run ends: %s", error)
            assert self._crawler.engine is not None
            closed = self._crawler.engine.close_spider_async(reason=DATABASE_UNWRITABLE)
            self._closing = asyncio.ensure_future(closed)
        for _, written in batch:
            written.set_exception(
                DropItem("left unread, as the database cannot be written", log_level="DEBUG")
            )

    def _tell(self, batch: list[_Waiting], counts: SaveCounts | None) -> None:
        conflicts = {row.record_id: row for row in counts.conflicts} if counts else {}
        for conflict in conflicts.values():
            logger.error("%s: %s: %s", conflict.record_id, conflict.reason, conflict.detail)
        if counts:
            self._count(counts)
        for item, written in batch:
            row = conflicts.get(item.record.record_id)
            if counts and row is None and (fate := counts.fates.get(item.record.record_id)):
                self._crawler.signals.send_catch_log(article_saved, record=item.record, fate=fate)
            written.set_result(refused_for(item, row) if row else item)

    def _count(self, counts: SaveCounts) -> None:
        assert self._crawler.stats is not None
        for name in ("stored", "updated", "unchanged", "older", "refused"):
            self._crawler.stats.inc_value(f"storage/{name}", getattr(counts, name))
        self._crawler.stats.inc_value("storage/conflicts", len(counts.conflicts))


def is_fault_of_database(error: Exception) -> bool:
    """Whether no item could be written now: locked, disk full, file gone or damaged."""
    if isinstance(error, exc.DBAPIError):
        own_kinds = (exc.DataError, exc.IntegrityError, exc.InterfaceError, exc.ProgrammingError)
        return not isinstance(error, own_kinds)  # bare DatabaseError is SQLite's for a malformed file
    return isinstance(error, exc.TimeoutError | OSError | MemoryError)


def unwritable(item: Outcome, error: Exception) -> Refusal:
    cause = error.orig if isinstance(error, exc.StatementError) and error.orig else error
    detail = f"{type(cause).__name__}: {cause}"[:_DETAIL_CHARACTERS]
    return Refusal(
        id=item.id,
        record=item.record,
        parser=item.parser,
        stage="storage",
        reason="unwritable",
        detail=detail.encode(errors="backslashreplace").decode(),
    )


def article_row(article: Article) -> models.Article:
    record = article.record
    return models.Article(
        id=article.id,
        url=record.url,
        normalized_url=normalized_url(record.url) if record.url else None,
        canonical_url=article.canonical_url,
        source=record.source,
        site_name=article.site_name,
        title=article.title,
        byline=article.byline,
        authors=list(article.authors),
        editors=list(article.editors),
        publisher=article.publisher,
        published_at=article.published_at,
        modified_at=article.modified_at,
        language=article.language,
        tags=list(article.tags),
        text=article.text,
        text_digest=article.text_digest,
        repairs={repair.name: repair.times for repair in article.repairs},
        flags=list(article.flags),
        captured_at=to_text(record.captured_at),
        record_id=record.record_id,
        payload_digest=record.payload_digest,
        parser=article.parser,
        provenance=dict(kept(article)),
    )


def quarantine_row(refusal: Refusal) -> models.Quarantined:
    record = refusal.record
    return models.Quarantined(
        record_id=record.record_id,
        article_id=refusal.id,
        source=record.source,
        url=record.url,
        captured_at=to_text(record.captured_at),
        stage=refusal.stage,
        reason=refusal.reason,
        detail=refusal.detail,
        parser=refusal.parser,
    )


def capture_row(outcome: Outcome, word: str) -> models.Capture:
    fields = {field.name: getattr(outcome.record, field.name) for field in dataclasses.fields(Record)}
    fields |= {"captured_at": to_text(outcome.record.captured_at), "site": site_of(outcome.record.url)}
    return models.Capture(**fields, article_id=outcome.id, parser=outcome.parser, outcome=word)


def refused_for(item: Outcome, row: models.Quarantined) -> Refusal:
    return Refusal(
        id=item.id,
        record=item.record,
        parser=item.parser,
        stage=row.stage,
        reason=row.reason,
        detail=row.detail,
    )


def _fail(batch: list[_Waiting], error: Exception) -> None:
    for _, written in batch:
        written.set_exception(error)
