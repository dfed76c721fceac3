"""`python -m tests.archive.writing FOLDER`: write records until killed, telling of each one once it is written."""

from __future__ import annotations

import datetime
import random
import sys
from pathlib import Path

from crawler.archive.exchange import Exchange
from crawler.archive.writer import WarcWriter


def exchange(number: int, body: bytes) -> Exchange:
    return Exchange(
        url=f"http://news.example.org/a/{number}.html",
        method="GET",
        request_headers=((b"Host", b"news.example.org"),),
        request_body=b"",
        status=200,
        reason="OK",
        protocol="HTTP/1.1",
        headers=((b"Content-Type", b"text/html"),),
        body=body,
        captured_at=datetime.datetime.now(datetime.UTC),
    )


def writer_in(folder: Path, *, max_bytes: int = 10**9) -> WarcWriter:
    return WarcWriter(
        folder, part_of="ingest", max_bytes=max_bytes, now=lambda: datetime.datetime.now(datetime.UTC)
    )


def main() -> None:
    writer = writer_in(Path(sys.argv[1]), max_bytes=1_000_000)
    noise = random.Random(7)
    for number in range(1_000_000):
        record = writer.write_exchange(exchange(number, noise.randbytes(30_000)), source="ingest")
        print(record.record_id, flush=True)


if __name__ == "__main__":
    main()
