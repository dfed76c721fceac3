from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from crawler.archive.doors import Reference
from crawler.archive.writer import WarcWriter
from crawler.extensions.index import ReconcileCounts, reconcile, record_of, resolver
from crawler.extraction.version import parser_of
from crawler.sources import Source
from db import models
from db.engine import open_database, reading, writing
from db.queries import captures
from tests.archive.warcs import members, warc, warcinfo
from tests.archive.writing import exchange, writer_in

SOURCES = {"news": Source(name="news", hosts=("news.example.org",), article_url=r"^/a/")}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'shoulu.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


@pytest.fixture
def writer(archive: Path) -> Iterator[WarcWriter]:
    with contextlib.closing(writer_in(archive)) as writer:
        yield writer


def rows(engine: Engine) -> list[models.Capture]:
    with reading(engine) as session:
        return list(session.scalars(select(models.Capture).order_by(models.Capture.offset)))


def test_what_a_killed_run_left_is_indexed_once(engine: Engine, archive: Path, writer: WarcWriter) -> None:
    written = [writer.write_exchange(exchange(n, b"page %d" % n), source="news") for n in range(3)]
    assert reconcile(engine, archive, SOURCES, parser_of) == ReconcileCounts(), "the file is live"
    writer.close()
    assert reconcile(engine, archive, SOURCES, parser_of) == ReconcileCounts(files=1, records=3)
    assert [record_of(row) for row in rows(engine)] == written
    assert reconcile(engine, archive, SOURCES, parser_of) == ReconcileCounts()


def test_only_what_lies_beyond_the_index_is_read(engine: Engine, archive: Path, writer: WarcWriter) -> None:
    first = writer.write_exchange(exchange(1, b"one"), source="news")
    reached = writer.position
    second = writer.write_exchange(exchange(2, b"two"), source="news")
    writer.close()
    with writing(engine) as session:
        captures.index_captures(session, [], warc_file=writer.name, indexed_to=reached)
    assert reconcile(engine, archive, SOURCES, parser_of).records == 1
    assert [record_of(row) for row in rows(engine)] == [second]
    assert first.offset < reached <= second.offset


def test_a_torn_end_is_told_once_with_its_place(
    engine: Engine, archive: Path, writer: WarcWriter, caplog: pytest.LogCaptureFixture
) -> None:
    writer.write_exchange(exchange(1, b"one"), source="news")
    whole = writer.position
    writer.write_exchange(exchange(2, b"two"), source="news")
    writer.close()
    path = archive / writer.name
    path.write_bytes(path.read_bytes()[: whole + 50])
    for _ in range(2):
        assert reconcile(engine, archive, SOURCES, parser_of).torn == 1
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(told) == 1
    assert str(path) in told[0]
    assert f"byte {whole}" in told[0]
    with reading(engine) as session:
        assert captures.warc_files(session)[path.name].torn_at == whole


def test_files_of_other_tools_in_the_archive_are_indexed_and_bad_ones_told(
    engine: Engine, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (archive / "bad.warc.gz").write_bytes(members(b"no archive"))
    (archive / "notes.txt").write_text("not looked at")
    (archive / "2024").mkdir()
    (archive / "2024" / "good.warc").write_bytes(warcinfo("elsewhere") + warc() + warc(number=2, url="dns:x"))
    assert reconcile(engine, archive, SOURCES, parser_of) == ReconcileCounts(files=1, records=2)
    assert [row.warc_file for row in rows(engine)] == ["2024/good.warc"] * 2
    assert any("bad.warc.gz" in record.getMessage() for record in caplog.records)


def test_what_is_no_article_page_is_passed_at_once(engine: Engine, archive: Path) -> None:
    listing = warc(number=2, url="http://news.example.org/")
    missing = warc(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", number=3)
    elsewhere = warc(number=4, url="http://other.example.org/")
    (archive / "x.warc.gz").write_bytes(members(warc(), listing, missing, elsewhere))
    reconcile(engine, archive, SOURCES, parser_of)
    assert [(row.outcome, row.parser) for row in rows(engine)] == [
        (None, None),
        ("passed", parser_of(SOURCES["news"])),
        ("passed", parser_of(SOURCES["news"])),
        (None, None),
    ]


def reference(record_id: str | None, payload_digest: str) -> Reference:
    return Reference(record_id=record_id, payload_digest=payload_digest, url=None)


def test_a_revisit_finds_its_original_by_id_and_else_by_payload(
    engine: Engine, archive: Path, writer: WarcWriter
) -> None:
    first = writer.write_exchange(exchange(1, b"same"), source="news")
    again = writer.write_exchange(exchange(1, b"same"), source="news", revisit_of=first)
    writer.close()
    reconcile(engine, archive, SOURCES, parser_of)
    resolve = resolver(engine)
    assert resolve(reference(first.record_id, "sha1:X")) == first
    assert resolve(reference(None, first.payload_digest)) == first
    assert resolve(reference(again.record_id, first.payload_digest)) == first, "a revisit holds no payload"
    assert resolve(reference("urn:uuid:unknown", "sha1:X")) is None
