"""What was asked to get a response: the request record that the writer puts behind it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from crawler.archive.describe import stated_id
from crawler.archive.errors import ArchiveError
from crawler.archive.heads import end_of_head
from crawler.archive.walk import Walk
from crawler.items import Record


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    method: str
    body: bytes


def asked_for(folder: Path, record: Record) -> Asked | None:
    """None where the file does not tell. `folder` is the archive's; OSError where there is no such file."""
    with (folder / record.warc_file).open("rb") as file:
        try:
            raw = next(iter(Walk(file, start=record.offset + record.length)), None)
        except ArchiveError:
            return None
        if raw is None or stated_id(raw.fields, "WARC-Concurrent-To") != record.record_id:
            return None
        block = b"".join(iter(raw.read, b""))
    end = end_of_head(block)
    method = block.partition(b" ")[0].decode("latin-1")
    return Asked(method=method, body=b"" if end is None else block[end:])
