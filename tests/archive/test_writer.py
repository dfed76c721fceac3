from __future__ import annotations

import contextlib
import dataclasses
import datetime
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive.digests import payload_digest
from crawler.archive.doors import capture_from_record
from crawler.archive.errors import UnwritableError
from crawler.archive.heads import field
from crawler.archive.reader import Scan, read_stored
from crawler.archive.walk import Walk
from crawler.archive.writer import WarcWriter, is_live
from crawler.items import Record
from crawler.sources import ANY_SITE
from tests.archive.checking import warcio_problems
from tests.archive.writing import exchange, writer_in

SAVED_AT = datetime.datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=datetime.UTC)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[WarcWriter]:
    with contextlib.closing(writer_in(tmp_path)) as writer:
        yield writer


def scanned(folder: Path) -> list[Record]:
    paths = sorted(folder.iterdir())
    return [record for path in paths for record in Scan(path, name=path.name, sources={})]


def test_nothing_is_opened_before_the_first_write(tmp_path: Path) -> None:
    writer = writer_in(tmp_path / "archive")
    writer.close()
    assert not (tmp_path / "archive").exists()


def test_what_is_written_is_what_a_scan_finds(writer: WarcWriter, tmp_path: Path) -> None:
    first = writer.write_exchange(exchange(1, b"<p>one</p>"), source="ingest")
    written = [
        first,
        writer.write_exchange(exchange(2, b""), source="ingest"),
        writer.write_exchange(exchange(3, b"<p>one</p>"), source="ingest", revisit_of=first),
        writer.write_saved(
            url="http://news.example.org/s/4.html",
            file_name="新 页%20.html",
            content_type="text/html; charset=gbk",
            body="旧页".encode("gbk"),
            captured_at=SAVED_AT,
            source="ingest",
        ),
        writer.write_saved(
            url=None,
            file_name="000_4d68e8f71fca62ab.txt",
            content_type="text/plain",
            body=b"x" * 100_000,
            captured_at=SAVED_AT,
            source="ingest",
        ),
    ]
    written += [saved_again(writer, url, written[4]) for url in (None, "http://news.example.org/s/6.html")]
    assert scanned(tmp_path) == written
    assert written[3].file_name == "新 页%20.html"
    assert written[4].url is None
    assert written[4].captured_at == SAVED_AT.replace(microsecond=123000)
    assert writer.position == (tmp_path / writer.name).stat().st_size
    writer.close()
    assert warcio_problems(tmp_path / writer.name) == []


def test_the_file_says_what_it_is_part_of_and_whom_a_record_belongs_with(
    writer: WarcWriter, tmp_path: Path
) -> None:
    record = writer.write_exchange(exchange(1, b"body"), source="ingest")
    with (tmp_path / writer.name).open("rb") as file:
        kinds = [(raw.kind, raw.fields, raw.read()) for raw in Walk(file)]
    assert [kind for kind, _, _ in kinds] == ["warcinfo", "response", "request"]
    assert b"isPartOf: ingest\r\n" in kinds[0][2]
    assert field(kinds[0][1], "WARC-Filename") == writer.name
    assert field(kinds[2][1], "WARC-Concurrent-To") == f"<{record.record_id}>"
    assert kinds[2][2].startswith(b"GET /a/1.html HTTP/1.1\r\nHost: news.example.org\r\n")


def test_a_revisit_tells_what_it_refers_to_and_holds_no_payload(writer: WarcWriter, tmp_path: Path) -> None:
    first = writer.write_exchange(exchange(1, b"<p>one</p>"), source="ingest")
    again = writer.write_exchange(exchange(2, b"<p>one</p>"), source="ingest", revisit_of=first)
    stored = read_stored(tmp_path, again)
    assert stored.http()[1] == b""
    assert field(stored.fields, "WARC-Profile") == (
        "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    )
    assert field(stored.fields, "WARC-Refers-To") == f"<{first.record_id}>"
    assert field(stored.fields, "WARC-Refers-To-Target-URI") == first.url
    assert again.payload_digest == first.payload_digest == payload_digest(b"<p>one</p>")
    capture = capture_from_record(again, folder=tmp_path, resolve=lambda _: first)
    assert capture.body == b"<p>one</p>"


def test_an_answer_that_nothing_was_modified_is_a_revisit_of_the_page_it_means(
    writer: WarcWriter, tmp_path: Path
) -> None:
    first = writer.write_exchange(exchange(1, b"<p>one</p>"), source="ingest")
    answer = dataclasses.replace(exchange(1, b""), status=304, reason="Not Modified")
    again = writer.write_exchange(answer, source="ingest", revisit_of=first)
    stored = read_stored(tmp_path, again)
    assert field(stored.fields, "WARC-Profile") == (
        "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    )
    assert field(stored.fields, "WARC-Refers-To") == f"<{first.record_id}>"
    assert field(stored.fields, "WARC-Payload-Digest") is None
    assert (again.record_type, again.status) == ("revisit", 304)
    assert scanned(tmp_path) == [first, again]
    assert not ANY_SITE.reads(again)
    writer.close()
    assert warcio_problems(tmp_path / writer.name) == []


def test_an_answer_that_nothing_was_modified_stays_a_response_where_the_page_is_not_held(
    writer: WarcWriter, tmp_path: Path
) -> None:
    answer = dataclasses.replace(exchange(1, b""), status=304, reason="Not Modified")
    record = writer.write_exchange(answer, source="ingest")
    assert (record.record_type, record.status) == ("response", 304)
    assert scanned(tmp_path) == [record]


def saved_again(writer: WarcWriter, url: str | None, original: Record) -> Record:
    return writer.write_saved(
        url=url,
        file_name="再存.txt",
        content_type="text/plain",
        body=b"x" * 100_000,
        captured_at=SAVED_AT,
        source="ingest",
        revisit_of=original,
    )


@pytest.mark.parametrize("url", [None, "http://news.example.org/s/6.html"])
def test_a_saved_page_held_already_is_a_revisit_that_reads_as_the_page_would(
    writer: WarcWriter, tmp_path: Path, url: str | None
) -> None:
    head = (b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")
    original = writer.write_exchange(
        dataclasses.replace(exchange(1, b"x" * 100_000), headers=head), source="ingest"
    )
    again = saved_again(writer, url, original)
    capture = capture_from_record(again, folder=tmp_path, resolve=lambda _: original)
    assert (again.record_type, again.url, again.file_name) == ("revisit", url, "再存.txt")
    assert (capture.headers, capture.body) == ((("Content-Type", "text/plain"),), b"x" * 100_000)
    assert again.length < 1000
    assert warcio_problems(tmp_path / writer.name) == []


@pytest.mark.parametrize("url", [None, "http://news.example.org/s/404.txt"])
def test_a_saved_page_that_begins_like_http_is_all_text(
    writer: WarcWriter, tmp_path: Path, url: str | None
) -> None:
    body = "HTTP 404 的来历\n\n那一年，机房里只剩一台机器还亮着灯。\n".encode()
    record = writer.write_saved(
        url=url,
        file_name="来历.txt",
        content_type="text/plain",
        body=body,
        captured_at=SAVED_AT,
        source="ingest",
    )
    assert scanned(tmp_path) == [record]
    capture = capture_from_record(record, folder=tmp_path, resolve=lambda _: None)
    assert (capture.headers, capture.body) == ((("Content-Type", "text/plain"),), body)
    assert warcio_problems(tmp_path / writer.name) == []


def test_one_capture_is_read_without_the_rest_of_the_file(writer: WarcWriter, tmp_path: Path) -> None:
    records = [writer.write_exchange(exchange(n, b"page %d" % n), source="ingest") for n in range(5)]
    path = tmp_path / writer.name
    content = bytearray(path.read_bytes())
    third = records[3]
    content[: third.offset] = bytes(third.offset)
    content[third.offset + third.length :] = b""
    path.write_bytes(content)
    assert capture_from_record(third, folder=tmp_path, resolve=lambda _: None).body == b"page 3"


def test_a_file_over_its_size_is_followed_by_another(tmp_path: Path) -> None:
    writer = writer_in(tmp_path, max_bytes=20_000)
    noise = random.Random(3)
    written = [writer.write_exchange(exchange(n, noise.randbytes(9_000)), source="ingest") for n in range(7)]
    names = list(dict.fromkeys(record.warc_file for record in written))
    assert len(names) == 3
    assert [is_live(tmp_path / name) for name in names] == [False, False, True]
    writer.close()
    assert scanned(tmp_path) == written
    assert not any(warcio_problems(tmp_path / name) for name in names)


def test_a_file_is_live_until_it_is_closed(writer: WarcWriter, tmp_path: Path) -> None:
    writer.write_exchange(exchange(1, b"body"), source="ingest")
    assert is_live(tmp_path / writer.name)
    writer.close()
    assert not is_live(tmp_path / writer.name)


@contextlib.contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, unlimited[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize(("response", "request_body"), [(50_000, 0), (5_000, 50_000)])
def test_a_write_that_fails_leaves_a_sound_file_that_can_be_written_on(
    writer: WarcWriter, tmp_path: Path, response: int, request_body: int
) -> None:
    """Whichever of the two records fails, neither of them is left: nobody was told of the first."""
    first = writer.write_exchange(exchange(1, b"body"), source="ingest")
    noise = random.Random(1)
    failing = dataclasses.replace(
        exchange(2, noise.randbytes(response)), request_body=noise.randbytes(request_body)
    )
    with no_file_larger_than(20_000), pytest.raises(OSError, match="too large"):
        writer.write_exchange(failing, source="ingest")
    third = writer.write_exchange(exchange(3, b"another"), source="ingest")
    writer.close()
    assert scanned(tmp_path) == [first, third]
    assert warcio_problems(tmp_path / writer.name) == []


def test_an_archive_that_cannot_be_begun_leaves_no_file_without_its_first_record(tmp_path: Path) -> None:
    writer = writer_in(tmp_path)
    with no_file_larger_than(10), pytest.raises(UnwritableError, match="too large") as caught:
        writer.write_exchange(exchange(1, b"body"), source="ingest")
    assert str(tmp_path) in str(caught.value)
    assert not list(tmp_path.iterdir())
    record = writer.write_exchange(exchange(1, b"body"), source="ingest")
    writer.close()
    assert scanned(tmp_path) == [record]
    assert warcio_problems(tmp_path / writer.name) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_loses_no_record_it_had_finished(seed: int, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.archive.writing", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = [process.stdout.readline().strip()]
    time.sleep(random.Random(seed).uniform(0.02, 0.6))
    process.kill()
    told += process.stdout.read().split("\n")[:-1]
    process.wait()
    process.stdout.close()
    found = [record.record_id for record in scanned(tmp_path)]
    assert found[: len(told)] == told
    assert len(found) <= len(told) + 1  # the last may have been written and not yet told
    assert not any(is_live(path) for path in tmp_path.iterdir())


@pytest.mark.parametrize("left", [1, 17, 300, 2000])
def test_the_torn_end_of_a_killed_writer_is_told_and_left_alone(left: int, tmp_path: Path) -> None:
    writer = writer_in(tmp_path)
    first = writer.write_exchange(exchange(1, b"body"), source="ingest")
    whole = writer.position
    writer.write_exchange(exchange(2, random.Random(1).randbytes(5_000)), source="ingest")
    writer.close()
    path = tmp_path / writer.name
    path.write_bytes(path.read_bytes()[: whole + left])
    scan = Scan(path, name=path.name, sources={})
    assert list(scan) == [first]
    assert (scan.torn_at, scan.end) == (whole, whole)
    following = writer_in(tmp_path)
    following.write_exchange(exchange(3, b"after"), source="ingest")
    following.close()
    assert following.name != path.name
    assert path.stat().st_size == whole + left
