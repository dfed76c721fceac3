"""Every response into the archive, as it came, before anything else has touched it."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached

from crawler.archive.doors import keep_archived
from crawler.archive.encodings import body_of
from crawler.archive.errors import UNWRITABLE
from crawler.archive.exchange import Exchange
from crawler.archive.heads import parse_http_head
from crawler.clock import now
from crawler.extensions.archive import ArchiveExtension
from crawler.extensions.states import REPLAYED
from crawler.items import ExtractionError, Record

logger = logging.getLogger(__name__)

RawHeaders = tuple[tuple[bytes, bytes], ...]


_NOT_KEPT = frozenset(
    {b"authorization", b"proxy-authorization"}
)  # an archive is passed on; passwords are not
_TRUNCATED = {"dataloss": "disconnect", "download_stopped": "length"}


class ArchiveMiddleware:
    """Archives each response, redirects and robots.txt too, and hands it on decoded.

    Its place is next to the downloader. Content encodings are undone here, by the functions of the offline
    door, so that both doors give one body, for pages that break off or lie about their encoding too.
    When the archive cannot be written, the crawl ends, and asks for nothing it could not keep.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if self._closing is not None:
            raise IgnoreRequest(UNWRITABLE)

    def process_response(self, request: Request, response: Response) -> Response:
        if urlparse_cached(response).scheme not in ("http", "https") or request.meta.get(REPLAYED):
            return response
        exchange = exchange_of(request, response)
        record = self._store(exchange)
        self._count(record.record_type)
        headers = parse_http_head(exchange.response_head).headers
        fault, body = None, response.body
        try:
            body = body_of(headers, response.body)
        except ExtractionError as error:
            fault, body = error, b""
        keep_archived(request, record, headers, fault)
        return decoded(response, body)

    def _store(self, exchange: Exchange) -> Record:
        """IgnoreRequest, and the end of the crawl, where it cannot be written."""
        if self._closing is not None:
            raise IgnoreRequest(UNWRITABLE)
        archive = self._crawler.get_extension(ArchiveExtension)
        assert archive is not None
        try:
            return archive.store_exchange(exchange)
        except OSError as error:
            self._end_crawl(archive.folder, error)
            raise IgnoreRequest(UNWRITABLE) from error

    def _end_crawl(self, folder: Path, error: OSError) -> None:
        reason = error.strerror or error
        logger.error("the archive %s cannot be written, so the crawl ends: %s", folder, reason)
        assert self._crawler.engine is not None
        self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=UNWRITABLE))
        self._forget_queued()

    def _forget_queued(self) -> None:
        """The engine waits for what the downloader has queued, which passed `process_request` before."""
        assert self._crawler.engine is not None
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(IgnoreRequest(UNWRITABLE))

    def _count(self, record_type: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"archive/{record_type}")


def exchange_of(request: Request, response: Response) -> Exchange:
    protocol = response.protocol if response.protocol and "/" in response.protocol else "HTTP/1.1"
    return Exchange(
        url=response.url,
        method=request.method,
        request_headers=_request_headers(request),
        request_body=request.body,
        status=response.status,
        reason=_reason(response.status),
        protocol=protocol,
        headers=_response_headers(response.headers),
        body=response.body,
        captured_at=now(),
        ip=str(response.ip_address) if response.ip_address else None,
        truncated=next((why for flag, why in _TRUNCATED.items() if flag in response.flags), None),
    )


def decoded(response: Response, body: bytes) -> Response:
    """The response with its decoded body, of the class its content then asks for."""
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    return response.replace(cls=kind, headers=headers, body=body)


def _response_headers(headers: Headers) -> RawHeaders:
    """The body is stored without its transfer encoding, so the header that announces one is renamed."""
    return tuple(
        (b"X-Crawler-Transfer-Encoding" if name.lower() == b"transfer-encoding" else name, value)
        for name, values in headers.items()
        for value in values
    )


def _request_headers(request: Request) -> RawHeaders:
    named = [(name, value) for name, values in request.headers.items() for value in values]
    if "Host" not in request.headers:  # the downloader adds it
        named.insert(0, (b"Host", urlparse_cached(request).netloc.rpartition("@")[2].encode()))
    return tuple((name, value) for name, value in named if name.lower() not in _NOT_KEPT)


def _reason(status: int) -> str:
    """Scrapy does not tell the phrase the server sent."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
