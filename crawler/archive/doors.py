"""The two doors of the corridor: a capture comes live, out of a response, or offline, out of a record.

Both give equal captures for one record: the archive middleware decodes with the functions used here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from scrapy.http import Request, Response

from crawler.archive.describe import stated_id
from crawler.archive.encodings import body_of, without_transfer
from crawler.archive.heads import Fields, HttpHead, field
from crawler.archive.reader import Stored, read_stored
from crawler.items import Capture, ExtractionError, Record

NO_ORIGINAL = "no-original"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """The record a revisit says has the same payload: by id where it tells one, and by what else it tells."""

    record_id: str | None
    payload_digest: str
    url: str | None


Resolve = Callable[[Reference], Record | None]


def keep_archived(request: Request, record: Record, headers: Fields, fault: ExtractionError | None) -> None:
    """Leaves with a request what the live door needs beside the response."""
    request.meta.update(record=record, record_headers=headers, record_fault=fault)


def capture_from_response(response: Response) -> Capture:
    """The live door, for a response the archive middleware has written.

    Raises ExtractionError("too-large") as the offline door does.
    """
    fault: ExtractionError | None = response.meta["record_fault"]
    if fault is not None:
        raise fault
    return Capture(
        record=response.meta["record"], headers=response.meta["record_headers"], body=response.body
    )


def capture_from_record(record: Record, *, folder: Path, resolve: Resolve) -> Capture:
    """The offline door. `folder` is the archive's; `resolve` finds the record a revisit refers to.

    Raises ExtractionError for the page's faults ("too-large", or NO_ORIGINAL for a revisit whose payload is
    not held), ArchiveError or FileNotFoundError where the archive is not what the index says.
    """
    stored = read_stored(folder, record)
    head, payload = stored.http()
    if record.record_type == "revisit":
        original_head, payload = _original(record, stored, folder, resolve)
        head = head or original_head
    encoded = head.headers if head else ()
    # a saved page has no headers but its own type, wherever its payload lies
    saved: Fields = (("Content-Type", record.content_type),) if record.content_type else ()
    headers = saved if record.status is None else encoded
    return Capture(record=record, headers=headers, body=body_of(encoded, payload))


def _original(
    record: Record, revisit: Stored, folder: Path, resolve: Resolve
) -> tuple[HttpHead | None, bytes]:
    """Head and payload of what a revisit refers to, the payload without transfer encoding."""
    original = resolve(
        Reference(
            record_id=stated_id(revisit.fields, "WARC-Refers-To"),
            payload_digest=record.payload_digest,
            url=field(revisit.fields, "WARC-Refers-To-Target-URI") or record.url,
        )
    )
    if original is None:
        raise ExtractionError(
            NO_ORIGINAL, f"{record.record_id} revisits {record.payload_digest}, which is not held"
        )
    head, payload = read_stored(folder, original).http()
    return head, payload if head is None else without_transfer(head.headers, payload)
