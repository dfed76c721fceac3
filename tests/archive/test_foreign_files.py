from __future__ import annotations

import dataclasses
import datetime
import gzip
from pathlib import Path

import pytest

from crawler.archive.doors import capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.archive.reader import Scan
from crawler.archive.walk import Walk
from crawler.archive.writer import WarcWriter
from crawler.items import Capture, Record
from crawler.sources import Source
from tests.archive.checking import warcio_problems
from tests.archive.warcs import HEAD, HTML, arc, arc_header, chunked, members, warc, warcinfo

NOW = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
GZIPPED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"


@dataclasses.dataclass(frozen=True)
class Read:
    """A file read in place: its captures, each of them read alone by its offset."""

    scan: Scan
    captures: list[Capture]


def read(path: Path, content: bytes, sources: dict[str, Source] | None = None) -> Read:
    path.write_bytes(content)
    scan = Scan(path, name=str(path), sources=sources or {})
    records = list(scan)
    by_id = {record.record_id: record for record in records}
    captures = [
        capture_from_record(
            record, folder=path.parent, resolve=lambda reference: by_id.get(reference.record_id or "")
        )
        for record in reversed(records)
    ]
    return Read(scan, captures[::-1])


def copied(path: Path, folder: Path) -> list[Record]:
    """The file copied into an archive; what the copy gave must be what a scan of the copy finds."""
    writer = WarcWriter(folder, part_of="ingest", max_bytes=10**9, now=lambda: NOW)
    with path.open("rb") as file:
        records = [record for raw in Walk(file) if (record := writer.copy(raw, source="ingest"))]
    writer.close()
    if writer.name:
        assert list(Scan(folder / writer.name, name=writer.name, sources={})) == records
        assert warcio_problems(folder / writer.name) == []
    return records


ONE_PAGE: dict[str, bytes] = {
    "as the standard says": warc(),
    "WARC 1.1": warc(version="WARC/1.1", WARC_Date="2026-03-01T08:30:00.000000Z"),
    "line ends of LF": warc(newline=b"\n", version="WARC/0.18"),
    "a date as ClueWeb09 writes it": warc(WARC_Date="2026-03-60T00:30:00-0800"),
    "chunked as transferred": warc(CHUNKED + chunked(HTML)),
    "chunked with extensions": warc(CHUNKED + b"%x;a=b\r\n" % len(HTML) + HTML + b"\r\n0\r\n\r\n"),
    "chunked by its header only": warc(CHUNKED + HTML),
    "chunked and broken off": warc(CHUNKED + b"fff\r\n" + HTML),
    "gzip": warc(GZIPPED + gzip.compress(HTML, mtime=0)),
    "gzip by its header only": warc(GZIPPED + HTML),
    "no reason phrase": warc(HEAD.replace(b" OK", b"") + HTML),
    "no reason phrase but its space": warc(HEAD.replace(b"OK", b"") + HTML),
    "HTTP/2": warc(HEAD.replace(b"HTTP/1.1 200 OK", b"HTTP/2 200") + HTML),
    "HTTP lines of LF": warc(HEAD.replace(b"\r\n", b"\n") + HTML),
    "a folded header": warc(HEAD.replace(b"; charset", b";\r\n charset") + HTML),
    "a header line without colon": warc(HEAD.replace(b"\r\n\r\n", b"\r\nnonsense\r\n\r\n") + HTML),
    "a record id without brackets": warc(WARC_Record_ID="urn:uuid:00000000-0000-4000-8000-000000000001"),
    "URL in angle brackets": warc(url="<http://news.example.org/a/1.html>"),
    "a wrong payload digest": warc(WARC_Payload_Digest="sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    "a digest of an unknown kind": warc(WARC_Payload_Digest="blake9:00"),
    "a type of block that is not said": warc(content_type=None),  # type: ignore[arg-type]
    "ARC": arc_header() + arc(),
    "ARC, second version": arc_header()
    + b"http://news.example.org/a/1.html 192.0.2.7 20260301083000 text/html 200 - - 0 old.arc %d\n"
    % len(HEAD + HTML)
    + HEAD
    + HTML
    + b"\n",
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", ONE_PAGE)
def test_a_page_is_read_whoever_wrote_it(name: str, packed: bool, tmp_path: Path) -> None:
    content = ONE_PAGE[name]
    path = tmp_path / "foreign"
    if packed:
        parts = [arc_header(), content.removeprefix(arc_header())] if "ARC" in name[:3] else [content]
        content = members(*parts)
    capture = read(path, content).captures[-1]
    assert capture.body == HTML
    assert capture.record.url == "http://news.example.org/a/1.html"
    assert capture.record.status == 200
    assert capture.record.content_type.startswith("text/html")
    assert (capture.record.captured_at.month, capture.record.captured_at.minute) == (3, 30)
    [copy] = [x for x in copied(path, tmp_path / "archive") if x.status]
    assert capture_from_record(copy, folder=tmp_path / "archive", resolve=lambda _: None).body == HTML
    assert copy.record_id == capture.record.record_id


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("lost", [1, 3, 9, 60, 150])
def test_a_clipped_end_costs_the_last_record_only(packed: bool, lost: int, tmp_path: Path) -> None:
    records = [warc(number=number) for number in (1, 2, 3)]
    content = members(*records) if packed else b"".join(records)
    last = len(members(*records[:2])) if packed else len(records[0] + records[1])
    clip = lost if packed else lost + 4  # the line ends after a plain record may be missing
    found = read(tmp_path / "clipped", content[:-clip])
    assert [x.record.record_id[-1] for x in found.captures] == ["1", "2"]
    assert found.scan.torn_at == found.scan.end == last
    assert len(copied(tmp_path / "clipped", tmp_path / "archive")) == 2


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
def test_a_plain_end_without_line_ends_is_whole(packed: bool, tmp_path: Path) -> None:
    content = warc().rstrip(b"\r\n")
    found = read(tmp_path / "short", members(content) if packed else content)
    assert len(found.captures) == 1
    assert found.scan.torn_at is None


def test_a_damaged_record_costs_itself_only(tmp_path: Path) -> None:
    first, second, third = (members(warc(number=number)) for number in (1, 2, 3))
    broken = second[:100] + bytes(60) + second[160:]
    found = read(tmp_path / "damaged", first + broken + third)
    assert [x.record.record_id[-1] for x in found.captures] == ["1", "3"]
    assert [damage.offset for damage in found.scan.damage] == [len(first)]
    assert found.scan.torn_at is None
    assert found.scan.end == len(first + broken + third)


def test_records_that_were_appended_behind_a_torn_one_are_found(tmp_path: Path) -> None:
    first, second, third = (members(warc(number=number)) for number in (1, 2, 3))
    found = read(tmp_path / "appended", first + second[:-40] + third)
    assert [x.record.record_id[-1] for x in found.captures] == ["1", "3"]


@pytest.mark.parametrize("wrong", [-25, +25])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
def test_a_wrong_content_length_costs_no_other_record(packed: bool, wrong: int, tmp_path: Path) -> None:
    lying = warc(number=2, length=len(HEAD + HTML) + wrong)
    records = [warc(number=1), lying, warc(number=3), warc(number=4)]
    found = read(tmp_path / "lying", members(*records) if packed else b"".join(records))
    numbers = {x.record.record_id[-1] for x in found.captures}
    swallowed = set("3") if wrong > 0 and not packed else set()  # nothing tells where a plain record ends
    assert numbers == set("1234") - swallowed


def test_one_gzip_member_for_the_whole_file_can_be_copied_but_not_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "one-member.warc.gz"
    with pytest.raises(ArchiveError, match="share one gzip member"):
        read(path, gzip.compress(warc(number=1) + warc(number=2) + warc(number=3), mtime=0))
    assert [x.record_id[-1] for x in copied(path, tmp_path / "archive")] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "content", [b"<html>no archive</html>\n" * 20, gzip.compress(b"no archive", mtime=0), bytes(99)]
)
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no WARC or ARC file"):
        read(tmp_path / "other", content)


def test_a_file_that_is_torn_from_its_beginning_holds_nothing(tmp_path: Path) -> None:
    found = read(tmp_path / "torn", members(warc())[:40])
    assert (found.captures, found.scan.torn_at, found.scan.end) == ([], 0, 0)


def test_an_empty_member_at_the_end_is_no_fault(tmp_path: Path) -> None:
    found = read(tmp_path / "padded", members(warc(number=1), b"") + members(warc(number=2)))
    assert len(found.captures) == 2
    assert (found.scan.torn_at, found.scan.damage) == (None, [])


def test_spaces_in_a_url_are_escaped(tmp_path: Path) -> None:
    content = warc(url="http://news.example.org/a b.html") + arc("http://news.example.org/c d.html")
    found = read(tmp_path / "spaces", content)
    assert [x.record.url for x in found.captures] == [
        "http://news.example.org/a%20b.html",
        "http://news.example.org/c%20d.html",
    ]


def test_records_without_id_get_one_that_stays_the_same(tmp_path: Path) -> None:
    content = arc_header() + arc() + arc("http://news.example.org/a/2.html")
    twice = [[x.record.record_id for x in read(tmp_path / name, content).captures] for name in ("a", "b")]
    assert twice[0] == twice[1]
    assert len(set(twice[0])) == 2
    assert all(record_id.startswith("urn:uuid:") for record_id in twice[0])


def test_records_that_are_no_captures_are_copied_but_not_indexed(tmp_path: Path) -> None:
    request = b"GET /a/1.html HTTP/1.1\r\nHost: news.example.org\r\n\r\n"
    others = [
        warc(request, number=2, kind="request", content_type="application/http; msgtype=request"),
        warc(b"fetchTimeMs: 12\r\n", number=3, kind="metadata", content_type="application/warc-fields"),
        warc("正文".encode(), number=4, kind="conversion", content_type="text/plain"),
    ]
    path = tmp_path / "kinds"
    found = read(path, members(warcinfo("crawl-7"), warc(), *others))
    assert len(found.captures) == len(copied(path, tmp_path / "archive")) == 1
    [copy] = (tmp_path / "archive").iterdir()
    with copy.open("rb") as file:
        assert [raw.kind for raw in Walk(file)] == [
            "warcinfo",
            "response",
            "request",
            "metadata",
            "conversion",
        ]


def test_what_is_not_http_has_no_status(tmp_path: Path) -> None:
    records = [
        warc(b"20260301 192.0.2.7\n", url="dns:news.example.org", content_type="text/dns"),
        warc(HTML, number=2, kind="resource", content_type="text/html"),
        warc(HTML, number=3, content_type="text/html"),
        warc(HTML, number=4, kind="resource", url="file:///home/a/%E6%96%B0.html", content_type="text/html"),
    ]
    path = tmp_path / "not-http"
    found = read(path, members(*records))
    assert [x.record.status for x in found.captures] == [None] * 4
    assert [x.body for x in found.captures[1:]] == [HTML] * 3
    assert (found.captures[3].record.url, found.captures[3].record.file_name) == (None, "新.html")
    assert len(copied(path, tmp_path / "archive")) == 4


@pytest.mark.parametrize(
    "original", [HEAD + HTML, CHUNKED + chunked(HTML), GZIPPED + gzip.compress(HTML, mtime=0)]
)
@pytest.mark.parametrize("revisit_head", [b"", HEAD])
def test_a_revisit_is_read_from_its_original(original: bytes, revisit_head: bytes, tmp_path: Path) -> None:
    if revisit_head:
        revisit_head = original[: original.index(b"\r\n\r\n") + 4]
    revisit = warc(
        revisit_head,
        number=2,
        kind="revisit",
        WARC_Refers_To="<urn:uuid:00000000-0000-4000-8000-000000000001>",
        WARC_Payload_Digest="sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        WARC_Truncated="length",
    )
    capture = read(tmp_path / "revisits", members(warc(original), revisit)).captures[1]
    assert capture.body == HTML
    assert capture.header("content-type")
    assert capture.record.truncated is None


def test_the_source_is_told_by_the_host_and_then_by_what_the_file_is_part_of(tmp_path: Path) -> None:
    sources = {"a": Source(name="a"), "b": Source(name="b", hosts=("b.example.org",))}
    content = members(warcinfo("a"), warc(), warc(number=2, url="http://b.example.org/"))
    assert [x.record.source for x in read(tmp_path / "x", content, sources).captures] == ["a", "b"]
    content = members(warcinfo("unknown"), warc())
    assert [x.record.source for x in read(tmp_path / "y", content, sources).captures] == ["ingest"]


def test_a_scan_from_the_middle_knows_what_the_file_is_part_of(tmp_path: Path) -> None:
    path = tmp_path / "middle"
    first = members(warcinfo("a"), warc())
    path.write_bytes(first + members(warc(number=2)))
    scan = Scan(path, name="middle", start=len(first), sources={"a": Source(name="a")})
    assert [(x.record_id[-1], x.source, x.offset) for x in scan] == [("2", "a", len(first))]


def test_a_record_that_has_moved_is_not_mistaken_for_another(tmp_path: Path) -> None:
    path = tmp_path / "moved"
    [capture] = read(path, members(warc())).captures
    path.write_bytes(members(warc(number=2)))
    with pytest.raises(ArchiveError):
        capture_from_record(capture.record, folder=tmp_path, resolve=lambda _: None)


def test_a_url_that_cannot_be_taken_apart_costs_its_record_only(tmp_path: Path) -> None:
    found = read(tmp_path / "urls", members(warc(url="http://[news"), warc(url=None), warc(number=3)))
    assert [x.record.record_id[-1] for x in found.captures] == ["3"]
    assert [damage.reason for damage in found.scan.damage] == ["response without a URL or a date"] * 2
    assert [x.record_id[-1] for x in copied(tmp_path / "urls", tmp_path / "archive")] == ["3"]
