"""The index of the archive: brought up to what its files hold, and its rows as records."""

from __future__ import annotations

import dataclasses
import itertools
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Engine

from crawler.archive.doors import Reference, Resolve
from crawler.archive.errors import ArchiveError
from crawler.archive.reader import Scan
from crawler.archive.writer import is_live
from crawler.extraction.learned import site_of
from crawler.items import Record
from crawler.sources import ANY_SITE, Source
from db import models
from db.engine import reading, writing
from db.queries import captures
from db.times import from_text, to_text

logger = logging.getLogger(__name__)

ROWS_A_TRANSACTION = 500

_SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")

ParserOf = Callable[[Source], str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReconcileCounts:
    """How many `files` were not indexed to their end, `records` found there, and files that are `torn`."""

    files: int = 0
    records: int = 0
    torn: int = 0


def reconcile(
    engine: Engine, folder: Path, sources: Mapping[str, Source], parser_of: ParserOf
) -> ReconcileCounts:
    """Takes into the index what the archive's files hold beyond it, but for files another process is writing.

    Tells of torn ends and damaged records in the log, each torn end once.
    """
    with reading(engine) as session:
        known = captures.warc_files(session)
    counts = ReconcileCounts()
    for path in sorted(x for x in folder.rglob("*") if x.name.endswith(_SUFFIXES) and x.is_file()):
        name = path.relative_to(folder).as_posix()
        file = known.get(name) or models.WarcFile(name=name)
        if path.stat().st_size <= file.indexed_to or is_live(path):
            continue
        scan = Scan(path, name=name, start=file.indexed_to, sources=sources)
        try:
            records = _index(engine, scan, name, sources, parser_of)
        except (ArchiveError, OSError) as error:
            logger.warning("%s is left out of the index: %s", path, error)
            continue
        _tell(scan, path, file)
        counts = ReconcileCounts(
            files=counts.files + 1,
            records=counts.records + records,
            torn=counts.torn + (scan.torn_at is not None),
        )
    return counts


def _index(engine: Engine, scan: Scan, name: str, sources: Mapping[str, Source], parser_of: ParserOf) -> int:
    total = 0
    records = iter(scan)
    while True:
        rows = [row_of(x, sources, parser_of) for x in itertools.islice(records, ROWS_A_TRANSACTION)]
        total += len(rows)
        with writing(engine) as session:
            captures.index_captures(session, rows, warc_file=name, indexed_to=scan.end, torn_at=scan.torn_at)
        if len(rows) < ROWS_A_TRANSACTION:
            return total


def _tell(scan: Scan, path: Path, known: models.WarcFile) -> None:
    for damage in scan.damage:
        logger.warning("%s: damaged record at byte %d left out: %s", path, damage.offset, damage.reason)
    if scan.torn_at is not None and scan.torn_at != known.torn_at:
        logger.warning(
            "%s: torn at byte %d; the records before it are whole, what follows is no record",
            path,
            scan.torn_at,
        )


def resolver(engine: Engine) -> Resolve:
    """Finds the record a revisit refers to: by its id, else any that holds the same payload."""

    def resolve(reference: Reference) -> Record | None:
        with reading(engine) as session:
            row = None
            if reference.record_id:
                row = captures.capture_by_record_id(session, reference.record_id)
            if row is None or row.record_type == "revisit":
                row = captures.first_with_payload(session, reference.payload_digest, reference.url)
        return record_of(row) if row else None

    return resolve


def record_of(row: models.Capture) -> Record:
    fields = {field.name: getattr(row, field.name) for field in dataclasses.fields(Record)}
    return Record(**{**fields, "captured_at": from_text(row.captured_at)})


def row_of(record: Record, sources: Mapping[str, Source], parser_of: ParserOf) -> models.Capture:
    """A row of the index; what is no article page is marked as passed at once."""
    fields = {field.name: getattr(record, field.name) for field in dataclasses.fields(Record)}
    fields |= {"captured_at": to_text(record.captured_at), "site": site_of(record.url)}
    row = models.Capture(**fields)
    source = sources.get(record.source, ANY_SITE)
    if not source.reads(record):
        row.parser, row.outcome = parser_of(source), "passed"
    return row
