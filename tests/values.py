"""Records, captures and articles for tests: sensible fields, each of which a test may change."""

from __future__ import annotations

import datetime
from typing import Any

from crawler.items import Article, Capture, Record

CAPTURED_AT = datetime.datetime(2026, 3, 1, 8, 30, tzinfo=datetime.UTC)


def record(**changes: Any) -> Record:
    """A record of an HTML response of a site nobody has declared."""
    fields: dict[str, Any] = {
        "record_id": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "record_type": "response",
        "warc_file": "test.warc.gz",
        "offset": 0,
        "length": 1000,
        "source": "ingest",
        "url": "https://news.example.org/a/1.html",
        "file_name": None,
        "status": 200,
        "content_type": "text/html",
        "payload_digest": "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "captured_at": CAPTURED_AT,
    }
    return Record(**{**fields, **changes})


def capture(body: bytes, *, headers: tuple[tuple[str, str], ...] = (), **changes: Any) -> Capture:
    return Capture(record=record(**changes), headers=headers, body=body)


def article(text: str = "河上的旧桥今天重新通车。", **changes: Any) -> Article:
    fields: dict[str, Any] = {
        "id": "0123456789abcdef",
        "record": record(),
        "parser": "test parser",
        "text": text,
    }
    return Article(**{**fields, **changes})
