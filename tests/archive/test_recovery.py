from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.archive.reader import Scan
from crawler.items import Capture, Refusal
from tests.archive.checking import warcio_problems
from tests.archive.warcs import HEAD, HTML, members, warc
from tests.archive.writing import exchange, writer_in

pytestmark = pytest.mark.network


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(HTML)))
        self.end_headers()
        self.wfile.write(HTML)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def crawl(folder: Path, *urls: str) -> list[Capture | Refusal]:
    subprocess.run(
        [sys.executable, "-m", "tests.archive.live_door", str(folder / "items"), *urls],
        env={
            **os.environ,
            "SCRAPY_SETTINGS_MODULE": "crawler.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'shoulu.db'}",
            "ARCHIVE_DIR": str(folder / "archive"),
            "WORKERS": "1",
        },
        check=True,
        timeout=120,
    )
    items: list[Capture | Refusal] = pickle.loads((folder / "items").read_bytes())
    return items


def test_what_was_archived_and_never_read_comes_first(tmp_path: Path, address: str) -> None:
    """More of it than is let in at once: eight captures a worker."""
    writer = writer_in(tmp_path / "archive")
    left = [writer.write_exchange(exchange(n, b"page %d" % n), source="ingest") for n in range(30)]
    writer.close()
    items = crawl(tmp_path, f"{address}/live.html")
    assert [item.record for item in items[:-1]] == left
    assert items[-1].record.url == f"{address}/live.html"


def test_what_cannot_be_read_out_of_its_record_comes_as_refused(tmp_path: Path, address: str) -> None:
    revisit = warc(HEAD, number=2, kind="revisit", WARC_Payload_Digest="sha1:AAAA")
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "left.warc.gz").write_bytes(members(revisit, warc(number=3)))
    items = crawl(tmp_path, f"{address}/live.html")
    refused = [item for item in items if isinstance(item, Refusal)]
    assert [(item.record.record_id[-1], item.stage, item.reason) for item in refused] == [
        ("2", "archive", "no-original")
    ]
    assert len(items) == 3


def test_a_file_that_another_process_is_writing_is_left_to_it(tmp_path: Path, address: str) -> None:
    writer = writer_in(tmp_path / "archive")
    writer.write_exchange(exchange(1, b"page"), source="ingest")
    items = crawl(tmp_path, f"{address}/live.html")
    writer.close()
    assert [item.record.url for item in items] == [f"{address}/live.html"]


def test_a_payload_that_an_earlier_run_archived_is_a_revisit(tmp_path: Path, address: str) -> None:
    url = f"{address}/live.html"
    [first] = crawl(tmp_path, url)
    again = crawl(tmp_path, url)
    assert [item.record.record_type for item in again] == ["response", "revisit"]
    assert again[0] == first, "nothing has read it yet: this crawl has no pipelines"
    assert isinstance(again[1], Capture)
    assert again[1].body == HTML
    paths = list((tmp_path / "archive").iterdir())
    assert len(paths) == 2
    assert [len(list(Scan(path, name=path.name, sources={}))) for path in paths] == [1, 1]
    assert not any(warcio_problems(path) for path in paths)
