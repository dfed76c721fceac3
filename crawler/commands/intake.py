"""Files -> captures: each into the archive, what was held before left out, each fault told by its file."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from crawler.archive import digests
from crawler.archive.containers import Kind, read_page
from crawler.archive.doors import NO_ORIGINAL
from crawler.archive.errors import UNWRITABLE, ArchiveError, UnwritableError
from crawler.archive.folders import Found
from crawler.archive.foreign import Part, look_through, parts_of
from crawler.archive.reader import Scan
from crawler.archive.saved import MHTML_TYPE, SavedPage, identify, saved_type
from crawler.archive.walk import Damage, Walk
from crawler.clock import now
from crawler.commands.tally import Fault, Tally
from crawler.discovery.continuation import next_page
from crawler.extensions.archive import ArchiveExtension, page_of
from crawler.extraction.learned import LearnedSites
from crawler.items import Capture, ExtractionError, Outcome, Record, Refusal
from crawler.sources import ANY_SITE, Source, sources_of
from db.engine import open_database, reading
from db.queries import boilerplate, captures

_PICTURES = 3  # how many times the size of a page a page saved with its pictures may have

_REASONS = {Kind.MISSING: "missing", Kind.UNREADABLE: "unreadable"}  # the others are not supported

Steps = Generator[Capture | Refusal | None, None, None]


class Intake:
    """Takes in the files it was given, once, and keeps the tally; `advance` is told how many bytes are done.

    A file that cannot be read is a fault of that file; an archive that cannot be written ends the run. What is
    read does not depend on the order of the files: a revisit whose original is not held waits for the end, as does
    an article whose further pages are not; what still lacks them is tried again by every run that brings new records.
    """

    def __init__(
        self,
        found: Sequence[Found],
        settings: BaseSettings,
        *,
        in_place: bool,
        advance: Callable[[int], None],
    ) -> None:
        loader = get_spider_loader(settings)
        self.tally = Tally()
        self._found = found
        self._in_place = in_place
        self._advance = advance
        self._sources = sources_of(map(loader.load, loader.list()))
        self._page_bytes = settings.getint("INGEST_PAGE_BYTES")
        self._folder = Path(settings["ARCHIVE_DIR"])
        self._engine = open_database(settings["DATABASE_URL"])
        with reading(self._engine) as session:
            self._learned = LearnedSites.of_rows(boilerplate.learned(session))
        self._behind = 0  # bytes of the file at hand not told of as done
        self._names: dict[str, str] = {}  # of what is on its way, by record id
        self._taken: set[object] = set()  # in this run; the index knows of it a little later
        self._incomplete: list[
            Record
        ] = []  # revisits without their original, articles without their last page

    def captures(self, crawler: Crawler) -> Steps:
        archive = crawler.get_extension(ArchiveExtension)
        assert archive is not None
        try:
            for found in self._found:
                self._behind = size_of(found)
                yield from self._take(found, archive)
                self._go_on(self._behind)
                yield None
        except UnwritableError as error:
            self._fail(str(error.filename), UNWRITABLE, _said(error))
        yield from self._send_incomplete(archive)

    def ended(self, outcome: Outcome) -> None:
        """To be told of every outcome; one of a page this intake did not send was left by an earlier run."""
        name = self._names.pop(outcome.record.record_id, None)
        if name is None:
            self.tally.left_before += 1
            name = outcome.record.file_name or outcome.record.url or outcome.record.record_id
        if isinstance(outcome, Refusal):
            self.tally.quarantined.append(Fault(name=name, reason=outcome.reason, detail=outcome.detail))
            self.tally.files_refused += outcome.record.file_name is not None or outcome.stage == "storage"

    def _take(self, found: Found, archive: ArchiveExtension) -> Steps:
        match found.kind:
            case Kind.PAGE:
                self.tally.files += 1
                yield from self._take_page(found.path, archive)
            case Kind.ARCHIVE | Kind.WACZ:
                self.tally.files += 1
                yield from self._take_archive(found.path, found.kind, archive)
            case Kind.OTHER if not found.named:
                self.tally.passed_over += 1
            case Kind.ARCHIVED:
                self.tally.passed_over += 1
            case fault:
                self.tally.files += 1
                self._fail(str(found.path), _REASONS.get(fault, "not-supported"), fault.value)

    def _take_page(self, path: Path, archive: ArchiveExtension) -> Steps:
        try:
            page = _read_saved(
                path, self._page_bytes * (_PICTURES if saved_type(path.name) == MHTML_TYPE else 1)
            )
        except ExtractionError as error:
            self._fail(str(path), error.reason, error.detail)
            return
        except OSError as error:
            self._fail(str(path), "unreadable", _said(error))
            return
        if self._is_held(page):
            self.tally.held += 1
            return
        record = archive.store_saved(
            url=page.url,
            file_name=page.file_name,
            content_type=page.content_type,
            body=page.body,
            captured_at=page.captured_at,
        )
        self.tally.records += 1
        if not self._is_page(record):
            self.tally.not_articles.append(str(path))
        yield from self._send(record, str(path), archive)

    def _is_held(self, page: SavedPage) -> bool:
        key = (page.url, page.file_name, digests.payload_digest(page.body))
        if key in self._taken:
            return True
        self._taken.add(key)
        with reading(self._engine) as session:
            return captures.held_saved_page(session, url=key[0], file_name=key[1], payload_digest=key[2])

    def _take_archive(self, path: Path, kind: Kind, archive: ArchiveExtension) -> Steps:
        take = self._index if self._in_place else self._copy
        try:
            with tempfile.TemporaryDirectory(prefix="shoulu-ingest-") as scratch:
                for part in parts_of(path, kind, scratch=Path(scratch)):
                    yield from take(part, archive)
        except ExtractionError as error:
            self._fail(str(path), error.reason, error.detail)
        except UnwritableError:
            raise
        except (ArchiveError, OSError) as error:
            self._fail(str(path), "unreadable", _said(error))

    def _copy(self, part: Part, archive: ArchiveExtension) -> Steps:
        contents = yield from look_through(part)
        held = self._held(record.record_id for record in contents.captures.values())
        self.tally.held += sum(record.record_id in held for record in contents.captures.values())
        wanted = contents.without(held)
        if wanted:
            with part.open() as file:
                for number, raw in enumerate(Walk(file, start=part.start)):
                    if number in wanted:
                        record = archive.copy(raw)
                        self.tally.records += 1
                        self._go_on(raw.length)
                        yield from self._send(record, part.name, archive)
        self._tell(part, contents.records, contents.damage, contents.torn_at)

    def _index(self, part: Part, archive: ArchiveExtension) -> Steps:
        if not part.lasting:
            raise ExtractionError(
                "not-in-place", f"{part.name} is compressed inside the WACZ; ingest it as a copy"
            )
        within = None if part.end is None else (part.start, part.end)
        scan = Scan(part.path, name=str(part.path.resolve()), within=within, sources=self._sources)
        records = 0
        for record in scan:
            records += 1
            self._go_on(record.length)
            if self._held([record.record_id]):
                self.tally.held += 1
                yield None
                continue
            archive.index_only(record)
            self.tally.records += 1
            yield from self._send(record, part.name, archive)
        self._tell(part, records, scan.damage, scan.torn_at)

    def _send(self, record: Record | None, name: str, archive: ArchiveExtension) -> Steps:
        """The capture of a record that is an article page."""
        if record is None or not self._is_page(record):
            yield None
            return
        if record.record_type == "revisit":
            archive.flush()  # what it refers to must be in the index
        self.tally.pages += 1
        self._names[record.record_id] = name
        opened = self._open(record)
        if opened is not None and self._lacks_a_part(opened):
            self._incomplete.append(record)
            opened = None
        yield opened

    def _lacks_a_part(self, opened: Capture | Refusal) -> bool:
        if isinstance(opened, Refusal):
            return opened.reason == NO_ORIGINAL
        return next_page(opened, self._source(opened.record)) is not None

    def _send_incomplete(self, archive: ArchiveExtension) -> Steps:
        """What came before a part of it, and what earlier runs had whose missing part came in this one."""
        archive.flush()
        yield from map(self._open, self._incomplete)
        if self.tally.records:
            yield from archive.reunited()

    def _open(self, record: Record) -> Capture | Refusal | None:
        """None, and told, where the file it lies in, or that of its original, cannot be read any more."""
        try:
            source = self._source(record)
            return page_of(
                record,
                source,
                engine=self._engine,
                folder=self._folder,
                learned=self._learned.of(record),
            )
        except (ArchiveError, OSError) as error:
            self._fail(self._names.pop(record.record_id), "unreadable", _said(error))
            return None

    def _is_page(self, record: Record) -> bool:
        return self._source(record).reads(record)

    def _source(self, record: Record) -> Source:
        return self._sources.get(record.source, ANY_SITE)

    def _held(self, record_ids: Iterable[str]) -> set[str]:
        """Which of them the archive or this run has; the others are this run's from now on."""
        wanted = set(record_ids)
        with reading(self._engine) as session:
            held = captures.held_records(session, wanted) | (wanted & self._taken)
        self._taken |= wanted
        return held

    def _tell(self, part: Part, records: int, damage: Sequence[Damage], torn_at: int | None) -> None:
        self.tally.damaged += [
            Fault(
                name=part.name, reason=f"damaged record at byte {each.offset:,} left out", detail=each.reason
            )
            for each in damage
        ]
        if not records:
            self._fail(part.name, "truncated" if torn_at is not None else "empty", "no whole record in it")
        elif torn_at is not None:
            detail = f"{records:,} whole records before it"
            self.tally.damaged.append(
                Fault(name=part.name, reason=f"clipped at byte {torn_at:,}", detail=detail)
            )

    def _go_on(self, size: int) -> None:
        """Tells of progress, never of more than the file at hand is large."""
        size = min(size, self._behind)
        self._behind -= size
        self._advance(size)

    def _fail(self, name: str, reason: str, detail: str) -> None:
        self.tally.failed.append(Fault(name=name, reason=reason, detail=detail))


def size_of(found: Found) -> int:
    """In bytes; 0 for what is not taken in, or has vanished."""
    if found.kind not in (Kind.PAGE, Kind.ARCHIVE, Kind.WACZ):
        return 0
    try:
        return found.path.stat().st_size
    except OSError:
        return 0


def _said(error: Exception) -> str:
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error)


def _read_saved(path: Path, limit: int) -> SavedPage:
    body = read_page(path, limit)
    modified_at = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    return identify(path.name, body, modified_at=modified_at, now=now())
