"""What the headers of a record say, as a `Record`."""

from __future__ import annotations

import uuid
from urllib.parse import unquote, urlsplit

from crawler.archive import digests
from crawler.archive.heads import Fields, field, is_http, parse_http_head
from crawler.archive.times import parse_warc_date
from crawler.archive.walk import RawRecord
from crawler.items import Record

FILE_NAME_FIELD = "Shoulu-File-Name"  # the percent-encoded name of the file a saved page came in
CAPTURE_KINDS = ("response", "resource", "revisit")
HTTP_KINDS = ("response", "revisit")  # a resource is a file as it is, even one that begins like HTTP

_NAMELESS = uuid.UUID("6d0e4e56-0f4b-5b54-8e3e-7a2f6c1f9d11")  # the namespace of ids for records without one


def describe(raw: RawRecord) -> Record | None:
    """A capture by its headers; reads the block where the digest of the payload is not stated."""
    head = http_head(raw)
    digest = field(raw.fields, "WARC-Payload-Digest") or digest_payload(raw, len(head))
    return described(raw.fields, head, digest)


def described(fields: Fields, head: bytes, digest: str) -> Record | None:
    """A capture before it has a place and a source; None where no date or no URL is readable.

    A record id that is missing (ARC has none) is derived from what the record says, so that it is the same at
    every reading.
    """
    kind = kind_of(fields)
    url = target_url(fields)
    captured_at = parse_warc_date(field(fields, "WARC-Date") or "")
    if captured_at is None or not (_is_readable(url) if url else _may_lack_url(fields)):
        return None
    http = parse_http_head(head) if head else None
    return Record(
        record_id=record_id(fields, digest),
        record_type=kind,
        warc_file="",
        offset=0,
        length=0,
        source="",
        url=url,
        file_name=file_name(fields),
        status=http.status if http else None,
        content_type=field(http.headers if http else fields, "Content-Type") or "",
        payload_digest=digest,
        captured_at=captured_at,
        truncated=_truncated(fields),
    )


def kind_of(fields: Fields) -> str:
    return (field(fields, "WARC-Type") or "").lower()


def http_head(raw: RawRecord) -> bytes:
    """The head of an HTTP response, b"" where the block holds none."""
    if raw.kind not in HTTP_KINDS:
        return b""
    head = raw.peek_head()
    return head if is_http(head) else b""


def digest_payload(raw: RawRecord, payload_at: int) -> str:
    hasher = digests.new()
    skipped = raw.read(payload_at)
    while len(skipped) < payload_at and (more := raw.read(payload_at - len(skipped))):
        skipped += more
    while piece := raw.read():
        hasher.update(piece)
    return digests.label(hasher.digest())


def record_id(fields: Fields, digest: str) -> str:
    if stated := stated_id(fields, "WARC-Record-ID"):
        return stated
    said = [field(fields, name) or "" for name in ("WARC-Type", "WARC-Target-URI", "WARC-Date")]
    return f"urn:uuid:{uuid.uuid5(_NAMELESS, ' '.join([*said, digest]))}"


def stated_id(fields: Fields, name: str) -> str | None:
    """A record id as a field states it, without its angle brackets."""
    return (field(fields, name) or "").strip("<> ") or None


def target_url(fields: Fields) -> str | None:
    """The URL of the page; None where the record names a file only."""
    target = field(fields, "WARC-Target-URI")
    return None if not target or target.lower().startswith("file:") else target


def file_name(fields: Fields) -> str | None:
    stated = field(fields, FILE_NAME_FIELD)
    if stated:
        return unquote(stated)
    target = field(fields, "WARC-Target-URI") or ""
    return unquote(target.rpartition("/")[2]) or None if target.lower().startswith("file:") else None


def _may_lack_url(fields: Fields) -> bool:
    """A saved page may, also where its payload was held already, so that it is a revisit of a file."""
    kind = kind_of(fields)
    return kind == "resource" or (kind == "revisit" and bool(field(fields, "WARC-Target-URI")))


def _is_readable(url: str) -> bool:
    """Whether the URL can be taken apart; `http://[` cannot."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _truncated(fields: Fields) -> str | None:
    """Why the payload is not whole. A revisit never holds its payload, which some tools note as `length`."""
    stated = field(fields, "WARC-Truncated")
    return None if kind_of(fields) == "revisit" and stated == "length" else stated
