"""One request and its answer as the writer takes them."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from http import HTTPStatus
from urllib.parse import urlsplit

from crawler.archive import digests
from crawler.archive.heads import compose_head


@dataclasses.dataclass(frozen=True, kw_only=True)
class Exchange:
    """One HTTP request and its response, as they went over the wire; `body` without its transfer encoding."""

    url: str
    method: str
    request_headers: tuple[tuple[bytes, bytes], ...]
    request_body: bytes
    status: int
    reason: str
    protocol: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    captured_at: datetime.datetime
    ip: str | None = None
    truncated: str | None = None

    @property
    def is_not_modified(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED

    @functools.cached_property
    def payload_digest(self) -> str:
        return digests.payload_digest(self.body)

    @functools.cached_property
    def response_head(self) -> bytes:
        return compose_head(f"{self.protocol} {self.status} {self.reason}".rstrip().encode(), self.headers)

    @functools.cached_property
    def request_head(self) -> bytes:
        parts = urlsplit(self.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return compose_head(f"{self.method} {target} {self.protocol}".encode(), self.request_headers)
