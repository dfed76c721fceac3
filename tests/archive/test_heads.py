from __future__ import annotations

import datetime
import hashlib

import pytest

from crawler.archive.digests import agrees, hasher, payload_digest
from crawler.archive.heads import compose_head, parse_http_head
from crawler.archive.times import format_warc_date, parse_arc_date, parse_warc_date


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"HTTP/1.1 200 OK", 200),
        (b"HTTP/1.0 404", 404),
        (b"HTTP/1.1  301  Moved", 301),
        (b"HTTP/2 200", 200),
        (b"HTTP 200 OK", 200),
        (b"HTTP/1.1 2000 OK", None),
        (b"200 OK", None),
        (b"", None),
    ],
)
def test_a_status_is_read_with_or_without_its_phrase(line: bytes, status: int | None) -> None:
    assert parse_http_head(line + b"\r\nA: b\r\n\r\n").status == status


def test_headers_keep_their_order_and_their_repetitions() -> None:
    head = parse_http_head(
        b"HTTP/1.1 200 OK\r\nB: 1\r\na : 2\r\nB:3\r\nc:\r\nno colon\r\nd: 4\r\n\tfolded\r\n\r\n"
    )
    assert head.headers == (("B", "1"), ("a", "2"), ("B", "3"), ("c", ""), ("d", "4 folded"))


def test_header_bytes_are_utf_8_and_else_latin_1() -> None:
    head = parse_http_head("HTTP/1.1 200 OK\r\nA: 河岸\r\n".encode() + b"B: caf\xe9\r\n\r\n")
    assert head.headers == (("A", "河岸"), ("B", "café"))


def test_a_value_cannot_forge_a_header() -> None:
    composed = compose_head(b"HTTP/1.1 200 OK", [(b"A", b"1\r\nB: 2"), (b"C", b" \r\n ")])
    assert parse_http_head(composed).headers == (("A", "1 B: 2"), ("C", ""))


@pytest.mark.parametrize(
    ("stated", "when"),
    [
        ("2026-03-01T08:30:00Z", "2026-03-01T08:30:00.000Z"),
        ("2026-03-01T08:30:00.1239Z", "2026-03-01T08:30:00.123Z"),
        ("2026-03-01T08:30:00.123456789Z", "2026-03-01T08:30:00.123Z"),
        ("2026-03-01T16:30:00+08:00", "2026-03-01T08:30:00.000Z"),
        ("2026-03-01T00:30:00-0800", "2026-03-01T08:30:00.000Z"),
        ("2026-03-01 08:30:00", "2026-03-01T08:30:00.000Z"),
        ("2026-03-01T08:30Z", "2026-03-01T08:30:00.000Z"),
        ("2026-03-01", "2026-03-01T00:00:00.000Z"),
        ("2026-03", "2026-03-01T00:00:00.000Z"),
        ("2026", "2026-01-01T00:00:00.000Z"),
        ("2009-03-65T08:43:19-0800", "2009-03-06T16:43:19.000Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"),
        ("2026-13-01T00:00:00Z", None),
        ("2026-02-30T00:00:00Z", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_warc_dates_of_any_precision(stated: str, when: str | None) -> None:
    parsed = parse_warc_date(stated)
    assert (parsed and format_warc_date(parsed)) == when


@pytest.mark.parametrize(
    ("stated", "when"),
    [
        ("20090301083015", datetime.datetime(2009, 3, 1, 8, 30, 15, tzinfo=datetime.UTC)),
        ("20090301", datetime.datetime(2009, 3, 1, tzinfo=datetime.UTC)),
        ("20091332000000", None),
        ("2009", None),
    ],
)
def test_arc_dates(stated: str, when: datetime.datetime | None) -> None:
    assert parse_arc_date(stated) == when


@pytest.mark.parametrize(
    "stated",
    [
        "sha1:UDMVXQYE75GLCRZOPVXAXY5XUZ5TIZDL",
        "SHA-1:udmvxqye75glcrzopvxaxy5xuz5tizdl",
        "sha1:a0d95bc304ff4cb1472e7d6e0be3b7a67b34646b",
        "sha1:oNlbwwT/TLFHLn1uC+O3pns0ZGs=",
        "sha1:oNlbwwT_TLFHLn1uC-O3pns0ZGs",
        "sha256:" + hashlib.sha256("正文".encode()).hexdigest(),
        "md5:" + hashlib.md5("正文".encode()).hexdigest(),
    ],
)
def test_a_digest_is_understood_in_every_base(stated: str) -> None:
    found = hasher(stated)
    assert found is not None
    found.update("正文".encode())
    assert agrees(stated, found.digest())
    found.update(b"!")
    assert not agrees(stated, found.digest())


def test_our_digest_is_sha1_in_base_32() -> None:
    assert payload_digest("正文".encode()) == "sha1:UDMVXQYE75GLCRZOPVXAXY5XUZ5TIZDL"
