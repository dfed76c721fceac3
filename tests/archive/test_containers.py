"""The files that hold records or a page."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from crawler.archive.containers import (
    Kind,
    Window,
    gunzip,
    kind_of,
    read_page,
    unpack,
    wacz_members,
)
from crawler.items import ExtractionError

PAGE = "<html><body><p>栈桥通行</p></body></html>".encode()


def record(number: int) -> bytes:
    block = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
    head += f"Content-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def wacz(path: Path, *, compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as container:
        container.writestr("datapackage.json", "{}")
        container.writestr("archive/b.warc.gz", gzip.compress(record(3), mtime=0))
        container.writestr(
            "archive/a.warc.gz", gzip.compress(record(1), mtime=0) + gzip.compress(record(2), mtime=0)
        )
        container.writestr("pages/pages.jsonl", "{}")
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.warc.gz", b"", Kind.ARCHIVE),
        ("a.warc", b"", Kind.ARCHIVE),
        ("A.WARC.GZ", b"", Kind.ARCHIVE),
        ("a.warc.gz.open", b"", Kind.ARCHIVE),
        ("a.arc.gz", b"", Kind.ARCHIVE),
        ("a.warc.wet.gz", b"", Kind.ARCHIVE),
        ("a.wacz", b"", Kind.WACZ),
        ("a.warc.zst", b"", Kind.COMPRESSED),
        ("a.html", b"", Kind.PAGE),
        ("a.html.gz", b"", Kind.PAGE),
        ("a.mht", b"", Kind.PAGE),
        ("a.md", b"", Kind.PAGE),
        ("a.txt", b"", Kind.PAGE),
        ("a.css", b"p { color: red }", Kind.OTHER),
        ("a.png", b"\x89PNG", Kind.OTHER),
        ("noname", b"", Kind.OTHER),
        ("noname", PAGE, Kind.PAGE),
        ("show.php?id=12", b"<!DOCTYPE html><title>a</title>", Kind.PAGE),
        ("https%3A%2F%2Fa.example%2F12", "<p>栈桥</p>".encode(), Kind.PAGE),
        ("https%3A%2F%2Fa.example%2F12.png", b"\x89PNG", Kind.OTHER),
        ("noname", record(1), Kind.ARCHIVE),
        ("noname", gzip.compress(record(1), mtime=0), Kind.ARCHIVE),
        ("noname", gzip.compress(b"not an archive", mtime=0), Kind.OTHER),
        ("noname", b"\x1f\x8b broken", Kind.OTHER),
        ("noname", b"PK\x03\x04 broken", Kind.OTHER),
    ],
)
def test_kind_of_goes_by_the_name_then_by_the_first_bytes(
    tmp_path: Path, name: str, content: bytes, kind: Kind
) -> None:
    (tmp_path / name).write_bytes(content)
    assert kind_of(tmp_path / name) is kind


def test_kind_of_knows_a_wacz_without_its_suffix_and_what_is_not_there(tmp_path: Path) -> None:
    assert kind_of(wacz(tmp_path / "renamed.zip")) is Kind.WACZ
    assert kind_of(tmp_path / "missing.html") is Kind.MISSING
    assert kind_of(tmp_path) is Kind.UNREADABLE


@pytest.mark.parametrize("name", ["a.html", "a.html.gz"])
def test_read_page_gunzips_what_is_gzip_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0))
    assert read_page(tmp_path / name, 1000) == PAGE
    (tmp_path / name).write_bytes(PAGE)
    assert read_page(tmp_path / name, 1000) == PAGE


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (gzip.compress(PAGE, mtime=0)[:-9], "truncated"),
        (gzip.compress(PAGE, mtime=0)[:12], "truncated"),
        (gzip.compress(PAGE, mtime=0)[:15] + b"\xff" * 40, "truncated"),
        (gzip.compress(PAGE * 100, mtime=0), "too-large"),
        (gzip.compress(PAGE * 15, mtime=0) + gzip.compress(PAGE * 15, mtime=0), "too-large"),
        (PAGE * 100, "too-large"),
    ],
)
def test_read_page_names_what_is_wrong_with_the_file(tmp_path: Path, raw: bytes, reason: str) -> None:
    (tmp_path / "a.html.gz").write_bytes(raw)
    with pytest.raises(ExtractionError) as refusal:
        read_page(tmp_path / "a.html.gz", 1000)
    assert refusal.value.reason == reason


def test_gunzip_of_a_bomb_holds_no_more_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, mtime=0)
    tracemalloc.start()
    with pytest.raises(ExtractionError, match="too-large"):
        gunzip(bomb, 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_wacz_members_are_found_where_they_lie(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz")
    members = wacz_members(path)
    assert [member.name for member in members] == ["archive/a.warc.gz", "archive/b.warc.gz"]
    assert all(member.stored for member in members)
    raw = path.read_bytes()
    assert gzip.decompress(raw[members[0].start : members[0].end]) == record(1) + record(2)


def test_wacz_members_that_are_deflated_are_unpacked_not_indexed(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", compression=zipfile.ZIP_DEFLATED)
    member = wacz_members(path)[0]
    assert not member.stored
    into = io.BytesIO()
    unpack(path, member.name, into)
    assert gzip.decompress(into.getvalue()) == record(1) + record(2)


def test_a_member_that_grows_like_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("archive/a.warc", b"\0" * 30_000_000)
    with pytest.raises(ExtractionError, match="too-large"):
        unpack(tmp_path / "a.wacz", "archive/a.warc", io.BytesIO())


@pytest.mark.parametrize("cut", [30, 200, 5])
def test_a_wacz_that_breaks_off_is_no_wacz(tmp_path: Path, cut: int) -> None:
    raw = wacz(tmp_path / "a.wacz").read_bytes()
    (tmp_path / "a.wacz").write_bytes(raw[:-cut])
    with pytest.raises(ExtractionError, match="not-wacz"):
        wacz_members(tmp_path / "a.wacz")


def test_a_zip_file_without_a_warc_is_no_wacz(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as container:
        container.writestr("a.html", PAGE)
    with pytest.raises(ExtractionError, match="no WARC file inside"):
        wacz_members(tmp_path / "a.wacz")


def test_a_window_keeps_the_offsets_of_the_file_and_ends_where_it_should(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(100)))
    with Window(tmp_path / "a", 10, 20) as window:
        assert (window.tell(), window.read(4)) == (10, b"\n\x0b\x0c\r")
        assert (window.tell(), window.read()) == (14, bytes(range(14, 20)))
        assert window.read(1) == b""
        window.seek(17)
        assert io.BufferedReader(window).read() == bytes([17, 18, 19])
