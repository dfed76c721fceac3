"""A response that is larger than it may be is kept up to that size; Scrapy would throw it away."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload

logger = logging.getLogger(__name__)

_RECEIVED = "bytes_received"


class LimitsMiddleware:
    """Stops a download once it is over DOWNLOAD_MAXSIZE; what has come is archived as truncated (`length`)."""

    def __init__(self, crawler: Crawler) -> None:
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.bytes_received, signals.bytes_received)
        return middleware

    def process_request(self, request: Request) -> None:
        request.meta["download_maxsize"] = 0  # Scrapy's own check would give up the response
        request.meta[_RECEIVED] = 0

    def bytes_received(self, data: bytes, request: Request) -> None:
        request.meta[_RECEIVED] = received = request.meta.get(_RECEIVED, 0) + len(data)
        if self._most and received > self._most:
            logger.warning("%s is over %d bytes, what follows is not read", request.url, self._most)
            raise StopDownload(fail=False)
