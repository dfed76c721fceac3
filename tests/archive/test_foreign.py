"""Archives of other tools, looked through before they are copied."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from crawler.archive.containers import Kind
from crawler.archive.errors import ArchiveError
from crawler.archive.foreign import Contents, look_through, parts_of
from tests.foreign_archives import browsertrix, common_crawl, heritrix, packed, responses, warc_record, wget


def contents_of(path: Path, kind: Kind = Kind.ARCHIVE) -> Contents:
    [part] = parts_of(path, kind, scratch=path.parent)
    found: list[Contents] = []

    def look() -> Generator[None, None, None]:
        found.append((yield from look_through(part)))

    for _ in look():
        pass
    return found[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.warc.gz"


@pytest.mark.parametrize(
    ("archive", "captures", "companions"), [(wget(), 3, 2), (heritrix(), 4, 6), (common_crawl(), 1, 3)]
)
def test_captures_and_what_goes_with_them_are_told_apart(
    path: Path, archive: bytes, captures: int, companions: int
) -> None:
    path.write_bytes(archive)
    contents = contents_of(path)
    assert (len(contents.captures), len(contents.companions)) == (captures, companions)


def test_everything_but_the_warcinfo_is_to_be_copied_once(path: Path) -> None:
    path.write_bytes(heritrix())
    contents = contents_of(path)
    assert contents.without(held=set()) == set(range(1, contents.records))
    assert contents.without(held={record.record_id for record in contents.captures.values()}) == set()


def test_a_request_goes_with_the_response_it_names_else_with_the_next(path: Path) -> None:
    first, second = responses((1, 2), "a.example")
    request = warc_record(
        "request", b"GET / HTTP/1.1\r\n\r\n", content_type="application/http; msgtype=request"
    )
    path.write_bytes(packed(first, request, second))
    contents = contents_of(path)
    held = {contents.captures[0].record_id}
    assert contents.without(held) == {1, 2}


def test_a_record_that_is_there_twice_is_copied_once(path: Path) -> None:
    [record] = responses((1,), "a.example")
    path.write_bytes(packed(record, record))
    assert contents_of(path).without(held=set()) == {0}


def test_a_capture_without_a_date_is_damage(path: Path) -> None:
    first, second = responses((1, 2), "a.example")
    path.write_bytes(packed(first.replace(b"WARC-Date: 2", b"X-Date: 2"), second))
    contents = contents_of(path)
    assert list(contents.captures) == [1]
    assert len(contents.damage) == 1


def test_what_is_no_archive_is_an_error(path: Path) -> None:
    path.write_bytes(b"<html><p>no archive</p></html>")
    with pytest.raises(ArchiveError, match="no WARC or ARC file"):
        contents_of(path)


def test_the_parts_of_a_wacz_lie_in_it(tmp_path: Path) -> None:
    path = browsertrix(tmp_path / "a.wacz")
    parts = parts_of(path, Kind.WACZ, scratch=tmp_path)
    assert [part.path for part in parts] == [path, path]
    with parts[1].open() as file:
        assert file.read(2) == b"\x1f\x8b"
        assert file.tell() == parts[1].start + 2
