"""Saved pages with the record a person vouches for: `tests/fixtures/<source>/<slug>/`.

page.html.gz    the body as bytes, content encoding undone, otherwise untouched
response.json   url, headers, captured_at
expected.json   the fields that were read with one's own eyes, or {"dropped": reason} for a page to be refused
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

FOLDER = Path(__file__).parent / "fixtures"
PAGE, RESPONSE, EXPECTED = "page.html.gz", "response.json", "expected.json"

NOT_READ = frozenset({"record", "parser"})
READ_FIELDS = frozenset(field.name for field in dataclasses.fields(Article)) - NOT_READ


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fixture:
    """One folder. `expected` is None where the page must be refused, and then `dropped` is the reason."""

    folder: Path
    capture: Capture
    expected: Mapping[str, Any] | None
    dropped: str | None
    reviewed: bool

    @property
    def source(self) -> str:
        return self.folder.parent.name

    @property
    def name(self) -> str:
        return f"{self.source}/{self.folder.name}"


def fixture_folders() -> list[Path]:
    return sorted(path.parent for path in FOLDER.glob(f"*/*/{PAGE}"))


def read_fixture(folder: Path) -> Fixture:
    """Raises ValueError for a key that names no field, or for nothing to compare with."""
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    reviewed = expected.pop("reviewed", True)
    dropped = expected.pop("dropped", None)
    unknown = set(expected) - READ_FIELDS
    if unknown or not (expected or dropped) or (expected and dropped):
        raise ValueError(f"{folder / EXPECTED}: fields to compare, or dropped; unknown: {sorted(unknown)}")
    return Fixture(
        folder=folder,
        capture=_capture(folder),
        expected=None if dropped else expected,
        dropped=dropped,
        reviewed=reviewed is True,
    )


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


def comparable(article: Article, field: str) -> Any:
    """The field as JSON has it."""
    value = getattr(article, field)
    return list(value) if isinstance(value, tuple) else value


def _capture(folder: Path) -> Capture:
    response = json.loads((folder / RESPONSE).read_text(encoding="utf-8"))
    body = gzip.decompress((folder / PAGE).read_bytes())
    headers = tuple(response["headers"].items())
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    record = Record(
        record_id=f"urn:shoulu:fixture:{folder.parent.name}:{folder.name}",
        record_type="response",
        warc_file=PAGE,
        offset=0,
        length=len(body),
        source=folder.parent.name,
        url=response["url"],
        file_name=None,
        status=200,
        content_type={name.lower(): value for name, value in headers}.get("content-type", ""),
        payload_digest=f"sha1:{digest}",
        captured_at=datetime.datetime.fromisoformat(response["captured_at"]),
    )
    return Capture(record=record, headers=headers, body=body)
