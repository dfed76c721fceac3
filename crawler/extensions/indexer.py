"""What is archived into the index, in batches and in a thread: a database may be locked for seconds."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from crawler.extensions.index import row_of
from crawler.extensions.write_behind import WriteBehind
from crawler.extraction.version import parser_of
from crawler.items import Record
from crawler.sources import Source
from db import models
from db.engine import writing
from db.queries import captures

ROWS_A_TRANSACTION = 100

_HOLDERS = ("response", "resource")


class Indexer:
    """Records wait here until they are committed, in the order they were written, and are found all the while.

    One thread commits, a batch at a time, each of all that waits when it begins. What a killed run leaves behind is
    in the archive's files.
    """

    def __init__(self, engine: Engine, sources: Mapping[str, Source]) -> None:
        self._engine = engine
        self._sources = sources
        self._waiting: list[Record] = []
        self._ends: dict[str, int] = {}  # how far each file is written, as far as these tell
        self._changing = threading.Lock()  # of these two, which the thread shortens
        self._writer = WriteBehind(
            "index",
            behind="the index falls behind the archive, which loses nothing",
            caught_up="the index is up to the archive again",
        )

    def take(self, record: Record, end: int) -> None:
        """A record that was written, and where its file ends with it."""
        with self._changing:
            self._ends[record.warc_file] = max(self._ends.get(record.warc_file, 0), end)
            self._waiting.append(record)
        if len(self._waiting) % ROWS_A_TRANSACTION == 0:
            self.begin()

    def holder_of(self, digest: str) -> Record | None:
        """A record of the archive's own that holds the payload, of those the index may not have yet."""
        with self._changing:
            waiting = tuple(self._waiting)
        for record in waiting:
            holds_it = record.payload_digest == digest and record.record_type in _HOLDERS
            if holds_it and not Path(record.warc_file).is_absolute():
                return record
        return None

    def flush(self) -> None:
        """Brings the index up to what is written, and waits for it. All stays waiting where the database fails."""
        if self._waiting:
            self._writer.thread.submit(self._commit).result()

    def begin(self) -> None:
        """Begins to bring the index up to what is written, unless that is under way.

        Lets the index fall behind while the database cannot be written, as when locked or full. What waits is tried
        again with the next, and taken in from the files at the next start.
        """
        if self._waiting and not self._writer.is_busy:
            self._writer.begin(self._commit)

    def close(self) -> None:
        """Waits for what is under way, and tries once more with what then waits."""
        self._writer.settle()
        self.begin()
        self._writer.close()

    def _commit(self) -> None:
        """In the thread. What is committed waits no longer, in this order, so that it is found here or there."""
        with self._changing:
            batch, ends = tuple(self._waiting), dict(self._ends)
        rows: dict[str, list[models.Capture]] = defaultdict(list)
        for record in batch:
            rows[record.warc_file].append(row_of(record, self._sources, parser_of))
        with writing(self._engine) as session:
            for name, of_file in rows.items():
                captures.index_captures(session, of_file, warc_file=name, indexed_to=ends[name])
        with self._changing:
            del self._waiting[: len(batch)]
            self._ends = {name: end for name, end in self._ends.items() if end != ends.get(name)}
