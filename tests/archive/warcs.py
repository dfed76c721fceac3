"""WARC and ARC files as other tools write them, byte by byte."""

from __future__ import annotations

import gzip

HTML = "<html><body><p>河上的旧桥今天重新通车，两岸居民步行过桥。</p></body></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
DATE = "2026-03-01T08:30:00Z"


def warc(
    block: bytes = HEAD + HTML,
    *,
    number: int = 1,
    kind: str = "response",
    url: str | None = "http://news.example.org/a/1.html",
    length: int | None = None,
    newline: bytes = b"\r\n",
    version: str = "WARC/1.0",
    content_type: str = "application/http; msgtype=response",
    **fields: str | None,
) -> bytes:
    """One record; further fields by their names with _ for -; None leaves a field out."""
    said = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        "WARC-Date": DATE,
        "WARC-Target-URI": url,
        "Content-Type": content_type,
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = [
        version.encode(),
        *(f"{name}: {value}".encode() for name, value in said.items() if value is not None),
    ]
    return newline.join([*lines, b"", block, b"", b""])


def warcinfo(part_of: str) -> bytes:
    block = f"software: test\r\nisPartOf: {part_of}\r\n".encode()
    return warc(block, number=0, kind="warcinfo", url=None, content_type="application/warc-fields")


def arc(url: str = "http://news.example.org/a/1.html", block: bytes = HEAD + HTML) -> bytes:
    return f"{url} 192.0.2.7 20090301083000 text/html {len(block)}\n".encode() + block + b"\n"


def arc_header() -> bytes:
    block = b"1 0 Tool\nURL IP-address Archive-date Content-type Archive-length\n"
    return b"filedesc://old.arc 0.0.0.0 20090301083000 text/plain %d\n" % len(block) + block + b"\n"


def members(*records: bytes) -> bytes:
    """A gzip member for each."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def chunked(body: bytes, size: int = 40) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
