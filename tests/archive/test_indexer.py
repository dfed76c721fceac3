from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from crawler.archive.writer import WarcWriter
from crawler.extensions.index import record_of
from crawler.extensions.indexer import ROWS_A_TRANSACTION, Indexer
from crawler.items import Record
from crawler.sources import Source
from db import models
from db.engine import open_database, reading
from db.queries import captures
from tests.archive.writing import exchange, writer_in

SOURCES = {"news": Source(name="news", hosts=("news.example.org",), article_url=r"^/a/")}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "shoulu.db"


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{database}")
    yield engine
    engine.dispose()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[WarcWriter]:
    with contextlib.closing(writer_in(tmp_path / "archive")) as writer:
        yield writer


@pytest.fixture
def indexer(engine: Engine) -> Iterator[Indexer]:
    with contextlib.closing(Indexer(engine, SOURCES)) as indexer:
        yield indexer


def take(indexer: Indexer, writer: WarcWriter, numbers: range) -> list[Record]:
    records = []
    for number in numbers:
        records.append(writer.write_exchange(exchange(number, b"page %d" % number), source="news"))
        indexer.take(records[-1], writer.position)
    return records


def indexed(engine: Engine) -> list[Record]:
    with reading(engine) as session:
        return list(map(record_of, session.scalars(select(models.Capture).order_by(models.Capture.offset))))


@contextlib.contextmanager
def locked(database: Path) -> Iterator[None]:
    """As by another crawl that writes."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def rename_table(database: Path, name: str, new: str) -> None:
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection:
        connection.execute(f"ALTER TABLE {name} RENAME TO {new}")


def test_what_is_taken_while_the_database_is_locked_waits_and_is_found(
    database: Path, engine: Engine, indexer: Indexer, writer: WarcWriter, caplog: pytest.LogCaptureFixture
) -> None:
    with locked(database):
        records = take(indexer, writer, range(2 * ROWS_A_TRANSACTION + 5))
        assert indexed(engine) == []
        assert [indexer.holder_of(record.payload_digest) for record in records] == records
    indexer.flush()
    assert indexed(engine) == records
    assert indexer.holder_of(records[0].payload_digest) is None, "the index has it now"
    with reading(engine) as session:
        assert captures.warc_files(session)[writer.name].indexed_to == writer.position
    indexer.begin()
    assert not caplog.records


def test_a_record_elsewhere_and_a_revisit_hold_nothing(indexer: Indexer, writer: WarcWriter) -> None:
    [first] = take(indexer, writer, range(1))
    indexer.flush()
    again = writer.write_exchange(exchange(0, b"page 0"), source="news", revisit_of=first)
    indexer.take(again, writer.position)
    assert indexer.holder_of(first.payload_digest) is None


def test_nothing_is_lost_when_the_database_fails_for_a_while(
    database: Path, engine: Engine, indexer: Indexer, writer: WarcWriter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "crawler.extensions.write_behind")
    rename_table(database, "warc_files", "elsewhere")
    records = take(indexer, writer, range(3 * ROWS_A_TRANSACTION))
    with pytest.raises(OperationalError):
        indexer.flush()
    for _ in range(3):
        indexer.begin()
        with pytest.raises(OperationalError):
            indexer.flush()
    assert [indexer.holder_of(record.payload_digest) for record in records] == records
    rename_table(database, "elsewhere", "warc_files")
    records += take(indexer, writer, range(1000, 1005))
    indexer.close()
    assert indexed(engine) == records
    told = [record.getMessage() for record in caplog.records]
    assert [message.partition(" archive")[0] for message in told] == [
        "the index falls behind the",
        "the index is up to the",
    ]


def test_the_end_waits_for_what_is_under_way_and_what_came_after(
    engine: Engine, indexer: Indexer, writer: WarcWriter
) -> None:
    records = take(indexer, writer, range(ROWS_A_TRANSACTION))
    records += take(indexer, writer, range(1000, 1010))
    indexer.close()
    assert indexed(engine) == records


def test_an_end_without_a_database_is_told(
    database: Path, engine: Engine, writer: WarcWriter, caplog: pytest.LogCaptureFixture
) -> None:
    indexer = Indexer(engine, SOURCES)
    take(indexer, writer, range(2))
    rename_table(database, "warc_files", "elsewhere")
    indexer.close()
    assert [record.getMessage().partition(",")[0] for record in caplog.records] == [
        "the index falls behind the archive"
    ]
