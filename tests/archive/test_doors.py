from __future__ import annotations

import gzip
import os
import pickle
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import brotli
import pytest
from backports import zstd

from crawler.archive.doors import capture_from_record
from crawler.archive.reader import Scan
from crawler.items import Capture, Record, Refusal
from tests.archive.checking import warcio_problems

pytestmark = pytest.mark.network

TEXT = "旧码头改成了市集，早晨卖菜，傍晚放电影。" * 400
PAGE = f"<html><head><title>河岸</title></head><body><p>{TEXT}</p></body></html>".encode()
HTML = [("Content-Type", "text/html; charset=utf-8")]

Answer = tuple[int, list[tuple[str, str]], bytes]


def encoded(name: str, body: bytes) -> Answer:
    return 200, [*HTML, ("Content-Encoding", name)], body


ANSWERS: dict[str, Answer] = {
    "plain": (200, HTML, PAGE),
    "gzip": encoded("gzip", gzip.compress(PAGE, mtime=0)),
    "deflate": encoded("deflate", zlib.compress(PAGE)),
    "raw-deflate": encoded("deflate", zlib.compress(PAGE, wbits=-15)),
    "br": encoded("br", brotli.compress(PAGE)),
    "zstd": encoded("zstd", zstd.compress(PAGE)),
    "two-encodings": encoded("gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0))),
    "unknown-encoding": encoded("dcb", PAGE),
    "lying-gzip": encoded("gzip", PAGE),
    "half-gzip": encoded("gzip", gzip.compress(PAGE * 9, mtime=0)[:1500]),
    "corrupt-br": encoded("br", brotli.compress(PAGE)[:-30] + b"\0" * 30),
    "bomb": encoded("gzip", gzip.compress(bytes(80 << 20), mtime=0)),
    "chunked": (200, [*HTML, ("Transfer-Encoding", "chunked")], PAGE),
    "chunked-gzip": (
        200,
        [*HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
        gzip.compress(PAGE + b" ", mtime=0),
    ),
    "missing": (404, HTML, "没有这一页".encode()),
    "empty": (200, HTML, b""),
    "truncated": (200, [*HTML, ("Content-Length", "999999")], PAGE[:5000]),
    "truncated-gzip": (
        200,
        [*HTML, ("Content-Encoding", "gzip"), ("Content-Length", "999999")],
        gzip.compress(PAGE * 9, mtime=0)[:900],
    ),
    "until-close": (200, [*HTML, ("Connection", "close")], PAGE + b"."),
    "many-headers": (
        200,
        [*HTML, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Place", "河岸"), ("X-Latin", "café")],
        PAGE,
    ),
    "no-type": (200, [], PAGE),
    "gbk": (200, [("Content-Type", "text/html; charset=gbk")], PAGE.decode().encode("gbk")),
    "redirect": (302, [("Location", "/gzip")], b"moved"),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        name = self.path.strip("/").partition("?")[0]
        status, headers, body = ANSWERS[name]
        names = {key for key, _ in headers}
        lines = [f"HTTP/1.1 {status} Fine".encode()]
        lines += [
            f"{key}: {value}".encode("latin-1" if key == "X-Latin" else "utf-8") for key, value in headers
        ]
        if not names & {"Content-Length", "Transfer-Encoding", "Connection"}:
            lines.append(f"Content-Length: {len(body)}".encode())
        self.wfile.write(b"\r\n".join([*lines, b"", b""]))
        self.wfile.write(in_chunks(body) if "Transfer-Encoding" in names else body)
        self.close_connection = name.startswith("truncated") or name == "until-close"

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def in_chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doors")


@pytest.fixture(scope="module")
def live(folder: Path, address: str) -> list[Capture | Refusal]:
    """What came through the live door: every answer, then two pages once more."""
    urls = [f"{address}/{name}" for name in [*ANSWERS, "plain", "gzip"]]
    subprocess.run(
        [sys.executable, "-m", "tests.archive.live_door", str(folder / "items"), *urls],
        env={
            **os.environ,
            "SCRAPY_SETTINGS_MODULE": "crawler.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'shoulu.db'}",
            "ARCHIVE_DIR": str(folder / "archive"),
        },
        check=True,
        timeout=120,
    )
    items: list[Capture | Refusal] = pickle.loads((folder / "items").read_bytes())
    return items


@pytest.fixture(scope="module")
def archived(folder: Path, live: list[Capture | Refusal]) -> dict[str, Record]:
    records = [x for path in (folder / "archive").iterdir() for x in Scan(path, name=path.name, sources={})]
    return {record.record_id: record for record in records}


@pytest.fixture(scope="module")
def by_name(live: list[Capture | Refusal]) -> dict[str, Capture]:
    captures = [item for item in live if isinstance(item, Capture)]
    return {(capture.record.url or "").rpartition("/")[2]: capture for capture in reversed(captures)}


def test_the_two_doors_give_equal_captures(
    live: list[Capture | Refusal], archived: dict[str, Record], folder: Path
) -> None:
    captures = {item.record.record_id: item for item in live if isinstance(item, Capture)}
    assert len(captures) == len(ANSWERS) + 1  # the redirect leads to one more of gzip, the bomb gives none
    for record_id, capture in captures.items():
        offline = capture_from_record(
            archived[record_id],
            folder=folder / "archive",
            resolve=lambda reference: archived.get(reference.record_id or ""),
        )
        assert offline == capture


@pytest.mark.parametrize(
    "name",
    [
        *("plain", "gzip", "deflate", "raw-deflate", "br", "zstd", "two-encodings", "unknown-encoding"),
        *("lying-gzip", "chunked", "many-headers", "no-type"),
    ],
)
def test_the_body_is_the_page_without_its_encodings(by_name: dict[str, Capture], name: str) -> None:
    assert by_name[name].body == PAGE


@pytest.mark.parametrize("name", ["half-gzip", "truncated-gzip", "truncated"])
def test_a_body_that_breaks_off_gives_what_decodes(by_name: dict[str, Capture], name: str) -> None:
    assert len(by_name[name].body) > 1000
    assert (PAGE * 9).startswith(by_name[name].body)


def test_only_what_broke_off_on_the_way_is_marked_as_truncated(by_name: dict[str, Capture]) -> None:
    truncated = {
        name: capture.record.truncated for name, capture in by_name.items() if capture.record.truncated
    }
    assert truncated == {"truncated": "disconnect", "truncated-gzip": "disconnect"}


def test_a_bomb_is_refused_at_the_live_door_as_at_the_other(live: list[Capture | Refusal]) -> None:
    refusals = [item for item in live if isinstance(item, Refusal)]
    assert [(x.record.url or "")[-5:] + " " + x.reason for x in refusals] == ["/bomb too-large"]


def test_headers_are_kept_as_they_came(by_name: dict[str, Capture]) -> None:
    headers = by_name["many-headers"].headers
    assert [value for name, value in headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert by_name["many-headers"].header("x-latin") == "café"
    assert by_name["many-headers"].header("X-Place") == "河岸"
    assert by_name["gzip"].header("content-encoding") == "gzip"
    assert by_name["chunked"].header("transfer-encoding") is None


def test_redirects_and_errors_are_archived_too(archived: dict[str, Record]) -> None:
    statuses = {(x.url or "").rpartition("/")[2]: x.status for x in archived.values()}
    assert statuses["redirect"] == 302
    assert statuses["missing"] == 404
    assert set(statuses) == set(ANSWERS)


def test_the_same_payload_again_is_a_revisit(
    live: list[Capture | Refusal], by_name: dict[str, Capture]
) -> None:
    again = [item for item in live if item.record.url == by_name["plain"].record.url]
    assert [item.record.record_type for item in again] == ["response", "revisit"]
    assert isinstance(again[1], Capture)
    assert again[1].body == PAGE


def test_warcio_finds_no_fault_with_the_files(folder: Path, archived: dict[str, Record]) -> None:
    assert archived
    for path in (folder / "archive").iterdir():
        assert warcio_problems(path) == []
