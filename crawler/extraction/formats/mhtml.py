"""A page a browser saved as one file (.mhtml, RFC 2557): the page itself out of its parts."""

from __future__ import annotations

import dataclasses
import datetime
import email.errors
import email.message
import email.parser
import email.policy
import email.utils
import re
from typing import Final

from crawler.items import ExtractionError

_SNIFFED: Final = 4096
_HTML: Final = ("text/html", "application/xhtml+xml")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SavedPage:
    """`html` has its transfer encoding undone and no character decoding; `content_type` is the part's own header.

    `url` is None where the file names none or only a path on somebody's disk. `saved_at` is aware, UTC.
    `truncated` says that the file ends before its closing boundary.
    """

    html: bytes
    content_type: str
    url: str | None
    saved_at: datetime.datetime | None
    truncated: bool


def is_mhtml(body: bytes) -> bool:
    """Whether the bytes begin as a MIME message of related parts."""
    start = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    headers = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return (
        b"content-type:" in headers
        and b"multipart/related" in headers
        and re.match(rb"[a-z-]+:", start) is not None
    )


def read_mhtml(body: bytes) -> SavedPage:
    """The page of the file. Raises ExtractionError("mhtml") when no part of it is HTML."""
    message = _parsed(body)
    truncated = _is_cut(message)
    if truncated:
        message = _parsed(_without_torn_boundary(body, message.get_boundary() or ""))
    part = _root(message)
    if truncated and part is not None:
        _drop_torn_code(part)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        raise ExtractionError("mhtml", "no part of the file is HTML")
    locations = (
        message.get("Snapshot-Content-Location"),
        part.get("Content-Location"),
        message.get("Content-Location"),
    )
    return SavedPage(
        html=payload,
        content_type=_header(part.get("Content-Type")),
        url=next(filter(None, map(_web_address, locations)), None),
        saved_at=_moment(message.get("Date")),
        truncated=truncated,
    )


def _parsed(body: bytes) -> email.message.Message:
    parser = email.parser.BytesParser(policy=email.policy.compat32)
    return parser.parsebytes(body.lstrip(b"\xef\xbb\xbf\r\n\t "))


def _is_cut(message: email.message.Message) -> bool:
    return any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in message.defects)


def _without_torn_boundary(body: bytes, boundary: str) -> bytes:
    begin = body.rfind(b"\n") + 1
    torn = body[begin:].startswith(b"-") and f"--{boundary}--".encode().startswith(body[begin:])
    return body[:begin].rstrip(b"\r\n") if torn else body


def _drop_torn_code(part: email.message.Message) -> None:
    """Take off the end of the part what is half of an encoded character."""
    written = part.get_payload(decode=False)
    if not isinstance(written, str) or not written.isascii():
        return
    match str(part.get("Content-Transfer-Encoding", "")).strip().lower():
        case "quoted-printable":
            part.set_payload(re.sub(r"=[0-9A-Fa-f]?\Z", "", written))
        case "base64":  # four characters hold three bytes; with fewer at its end nothing of it is decoded
            letters = re.sub(r"[^A-Za-z0-9+/=]", "", written)
            part.set_payload(letters[: len(letters) // 4 * 4])


def _root(message: email.message.Message) -> email.message.Message | None:
    """The part the message says it starts with, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in _HTML]
    start = str(message.get_param("start") or "").strip("<> ")
    named = (part for part in pages if start and str(part.get("Content-ID", "")).strip("<> ") == start)
    return next(named, pages[0] if pages else None)


def _header(value: object) -> str:
    return re.sub(r"\s+", " ", str(value or "text/html")).strip()


def _web_address(value: object) -> str | None:
    address = re.sub(r"\s+", "", str(value or ""))  # a long address is folded over lines
    return address if re.match(r"https?://", address, re.IGNORECASE) else None


def _moment(value: object) -> datetime.datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(str(value))
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or datetime.UTC).astimezone(datetime.UTC)
