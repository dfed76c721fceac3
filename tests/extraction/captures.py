"""Captures for the tests of reading: a body as it would have been archived."""

from __future__ import annotations

import datetime

from crawler.items import Capture, Record


def capture(
    body: bytes | str,
    *,
    content_type: str = "text/html",
    url: str | None = "http://paper.example/2024/1.html",
    file_name: str | None = None,
    truncated: str | None = None,
) -> Capture:
    record = Record(
        record_id="urn:uuid:00000000-0000-0000-0000-000000000001",
        record_type="response" if url else "resource",
        warc_file="test.warc.gz",
        offset=0,
        length=1,
        source="ingest",
        url=url,
        file_name=file_name,
        status=200 if url else None,
        content_type=content_type,
        payload_digest="sha1:TEST",
        captured_at=datetime.datetime(2024, 3, 6, 1, 2, 3, tzinfo=datetime.UTC),
        truncated=truncated,
    )
    encoded = body.encode() if isinstance(body, str) else body
    return Capture(record=record, headers=(("Content-Type", content_type),), body=encoded)
