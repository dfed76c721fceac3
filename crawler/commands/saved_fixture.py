"""Writes a saved page with the record expected of it: what a source's tests read.

page.html.gz    the body as bytes, content encoding undone, otherwise untouched
response.json   url, headers, captured_at
expected.json   the fields a person vouches for, or {"dropped": reason} for a page to be refused
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.items import Article, Capture, Record

PAGE, RESPONSE, EXPECTED = "page.html.gz", "response.json", "expected.json"

_NOT_READ = frozenset({"record", "parser", "provenance", "signature"})
FIELDS_READ = tuple(field.name for field in dataclasses.fields(Article) if field.name not in _NOT_READ)


def write_fixture(
    folder: Path,
    body: bytes,
    *,
    url: str,
    headers: Mapping[str, str],
    captured_at: datetime.datetime,
    expected: Mapping[str, Any],
) -> None:
    """Writes the same bytes for the same arguments. A draft carries `"reviewed": False` in `expected`."""
    folder.mkdir(parents=True, exist_ok=True)
    response = {"url": url, "headers": dict(headers), "captured_at": captured_at.isoformat()}
    (folder / PAGE).write_bytes(gzip.compress(body, mtime=0))
    for name, value in ((RESPONSE, response), (EXPECTED, expected)):
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def fixture_capture(
    body: bytes,
    *,
    url: str | None,
    headers: tuple[tuple[str, str], ...],
    captured_at: datetime.datetime,
    source: str,
) -> Capture:
    """The capture of a page that lies in no archive, answered with 200, for `extract` to read."""
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    record = Record(
        record_id=f"urn:shoulu:fixture:{source}",
        record_type="response",
        warc_file=PAGE,
        offset=0,
        length=len(body),
        source=source,
        url=url,
        file_name=None,
        status=200,
        content_type={name.lower(): value for name, value in headers}.get("content-type", ""),
        payload_digest=f"sha1:{digest}",
        captured_at=captured_at,
    )
    return Capture(record=record, headers=headers, body=body)
