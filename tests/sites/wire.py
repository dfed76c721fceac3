"""What of a page goes over the wire: its head, and its body in pieces."""

from __future__ import annotations

import gzip
import http
from collections.abc import Iterator

import brotli

from tests.sites.site import Page

CHUNK = 1000
PIECE = 100
CODINGS = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "br": lambda body: brotli.compress(body, quality=5),
}
BODILESS = (http.HTTPStatus.NO_CONTENT, http.HTTPStatus.NOT_MODIFIED)


def head_and_body(page: Page, *, accepted: str) -> tuple[list[tuple[str, str]], bytes]:
    """The headers, and the body as transferred. A Content-Length among the page's own headers stands, even if wrong."""
    coding = page.coding or ("gzip" if page.gzipped and "gzip" in accepted else None)
    body = CODINGS[coding](page.body) if coding else page.body
    headers = [("Content-Type", page.content_type)] if page.content_type else []
    if coding:
        headers.append(("Content-Encoding", coding))
    headers += page.headers
    if page.status in BODILESS:
        return headers, b""
    if page.chunked:
        return [*headers, ("Transfer-Encoding", "chunked")], in_chunks(body)
    if not states_length(page):
        headers.append(("Content-Length", str(len(body))))
    return headers, body


def states_length(page: Page) -> bool:
    return any(name.lower() == "content-length" for name, _ in page.headers)


def pieces(page: Page, body: bytes) -> Iterator[bytes]:
    """What is sent of the body, in the pieces it is sent in."""
    sent = body if page.cut is None else body[: page.cut]
    size = PIECE if page.drip else len(sent) or 1
    return (sent[start : start + size] for start in range(0, len(sent), size))


def in_chunks(body: bytes) -> bytes:
    chunks = [body[start : start + CHUNK] for start in range(0, len(body), CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in [*chunks, b""])
