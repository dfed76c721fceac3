"""Named fields: what WARC headers and HTTP headers have in common, and the two status lines."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

Fields = tuple[tuple[str, str], ...]

HEAD_BYTES = 1 << 20  # a head longer than this is not a head

# A line of white space ends a head for warcio too, so both see the payload begin at the same byte.
_BLANK_LINE = re.compile(rb"\n[ \t\r]*\n")
_TARGETS = ("warc-target-uri", "warc-refers-to-target-uri")
_HTTP_STATUS = re.compile(rb"HTTP(?:/[\d.]+)?[ \t]+(\d{3})(?!\d)")
_LINE_BREAKS = re.compile(rb"[\r\n\0]+[ \t]*")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class HttpHead:
    """`status` is None where the first line is no HTTP status line; a missing reason phrase is no fault."""

    status: int | None
    headers: Fields


def field(fields: Fields, name: str) -> str | None:
    """The first value of that name, whatever its case."""
    wanted = name.lower()
    return next((value for key, value in fields if key.lower() == wanted), None)


def end_of_head(block: bytes) -> int | None:
    """Where the bytes after the first blank line begin; None where there is no blank line."""
    found = _BLANK_LINE.search(block, 0, HEAD_BYTES)
    return found.end() if found else None


def is_http(block: bytes) -> bool:
    """Whether a block begins with an HTTP status line."""
    return _HTTP_STATUS.match(block) is not None


def split_http(block: bytes) -> tuple[HttpHead, bytes]:
    """The head and the payload of an HTTP response; a block without blank line is all head."""
    end = end_of_head(block)
    end = len(block) if end is None else end
    return parse_http_head(block[:end]), block[end:]


def parse_http_head(head: bytes) -> HttpHead:
    status = _HTTP_STATUS.match(head)
    return HttpHead(status=int(status[1]) if status else None, headers=parse_fields(head.split(b"\n")[1:]))


def parse_warc_head(head: bytes) -> Fields:
    """The fields under the version line, targets as URIs."""
    fields = parse_fields(head.split(b"\n")[1:])
    return tuple((name, as_uri(value) if name.lower() in _TARGETS else value) for name, value in fields)


def as_uri(target: str) -> str:
    """wget writes URIs in angle brackets, others leave spaces in them."""
    return target.strip("<> ").replace(" ", "%20")


def parse_fields(lines: Iterable[bytes]) -> Fields:
    """`Name: value` lines; folded lines are unfolded, lines without a colon are left out."""
    fields: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and fields and line.strip():
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {header_text(line)}".strip())
            continue
        raw_name, colon, raw_value = line.partition(b":")
        if colon and raw_name.strip():
            fields.append((header_text(raw_name), header_text(raw_value)))
    return tuple(fields)


def compose_head(first_line: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A head with its blank line. Line breaks in a value, which would forge a header, become spaces."""
    lines = [first_line, *(name + b": " + _LINE_BREAKS.sub(b" ", value).strip() for name, value in headers)]
    return b"\r\n".join([*lines, b"", b""])


def header_text(raw: bytes) -> str:
    """Header bytes as text: UTF-8, else Latin-1; without line breaks and NUL, which no header can hold."""
    raw = _LINE_BREAKS.sub(b" ", raw).strip(b" \t")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")
