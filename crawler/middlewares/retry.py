"""Retries that do as the server asks: a host that says when to come again is left alone till then."""

from __future__ import annotations

import datetime
import logging
import math
import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import DownloadCancelledError, NotSupported, UnsupportedURLSchemeError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.clock import now
from crawler.extensions.causes import network_cause
from crawler.extensions.throttle import PaceExtension
from crawler.middlewares.failures import FailedRequestError, failed

logger = logging.getLogger(__name__)

WAITS = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
CAUSE = "retry-after"

_NEVER_RETRIED = (DownloadCancelledError, NotSupported, UnsupportedURLSchemeError)


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's own, which asks again at once. After 429 and 503 the whole host waits.

    It waits as long as Retry-After says (RFC 9110, 10.2.3), else for a time that doubles with each refusal, of any
    URL, until the host answers something else. A Retry-After over RETRY_AFTER_MAX is not waited for: the URL ends as
    `failed:retry-after`; after a 429, which is about us and not about the page, the others of that host do so too,
    unasked, until the time is over. After RETRY_HOST_TIMES refusals in a row they do so for the rest of the crawl.
    A 503 without Retry-After may be the fault of one page, so it is counted for that page alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._longest = crawler.settings.getfloat("RETRY_AFTER_MAX")
        self._backoff = crawler.settings.getfloat("RETRY_BACKOFF")
        self._most_refusals = crawler.settings.getint("RETRY_HOST_TIMES")
        self._refusals: dict[str, int] = {}  # in a row, by host
        self._held_until: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        request.meta.pop("failed", None)  # of the request this one was copied from
        if self._is_closed(_host(request)):
            raise self._unasked(request)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Here and not in `process_response`, before which the downloader sends the next request to the host."""
        host = _host(request)
        if response.status not in WAITS:
            self._refusals.pop(host, None)
            return
        if self._is_closed(host):
            return
        seconds = retry_after(response, now())
        if response.status != HTTPStatus.TOO_MANY_REQUESTS and seconds is None:  # may be of this one page
            self._hold(request, response, self._wait(None, 1 + request.meta.get("retry_times", 0)))
            return
        refusals = self._count(host)
        if seconds is not None and seconds > self._longest:
            self._give_up(request, response, seconds)
        elif 0 < self._most_refusals <= refusals:
            logger.warning("%s has refused %d requests in a row: it is not asked any more", host, refusals)
            self._close(request, math.inf)
        else:
            self._hold(request, response, self._wait(seconds, refusals))

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        if request.meta.get("failed") == CAUSE:
            return response
        return super().process_response(request, response)

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """A fault of the network that is not retried any more is a line in the log and a state, no traceback."""
        again = super().process_exception(request, exception)
        if again is not None or not isinstance(exception, (*self.exceptions_to_retry, *_NEVER_RETRIED)):
            return again
        if not isinstance(exception, self.exceptions_to_retry):
            logger.warning("%s is given up: %s", request.url, exception)
        raise failed(
            request, network_cause(exception), f"{request.url} is given up: {exception}"
        ) from exception

    def _give_up(self, request: Request, response: Response, seconds: float) -> None:
        logger.warning(
            "%s answers %d and wants to be asked again in %g s, which is over RETRY_AFTER_MAX: it is given up",
            request.url,
            response.status,
            seconds,
        )
        if response.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._close(request, seconds)
        else:
            request.meta["failed"] = CAUSE
            self._pace().hold(request, self._backoff)

    def _close(self, request: Request, seconds: float) -> None:
        """The request fails with the answer it has, the others of its host without one."""
        host = _host(request)
        request.meta["failed"] = CAUSE
        self._closed_until[host] = time.monotonic() + seconds
        self._pace().drop_queued(self._unasked, host)

    def _is_closed(self, host: str) -> bool:
        return self._closed_until.get(host, 0.0) > time.monotonic()

    def _count(self, host: str) -> int:
        """How often the host has refused in a row; what was under way when it did so for the last time adds nothing."""
        if time.monotonic() >= self._held_until.get(host, 0.0):
            self._refusals[host] = self._refusals.get(host, 0) + 1
        return self._refusals.setdefault(host, 1)

    def _wait(self, stated: float | None, refusals: int) -> float:
        """Retry-After is taken at its word once; a host that refuses again thereafter is given more time."""
        if stated is not None and refusals == 1:
            return stated
        doublings = min(refusals - 1, 60)  # 2 ** 1024 is no float
        return max(stated or 0.0, min(math.ldexp(self._backoff, doublings), self._longest))

    def _hold(self, request: Request, response: Response, seconds: float) -> None:
        logger.info("%s answers %d: its host is left alone for %g s", request.url, response.status, seconds)
        host = _host(request)
        self._held_until[host] = max(self._held_until.get(host, 0.0), time.monotonic() + seconds)
        self._pace().hold(request, seconds)

    def _unasked(self, request: Request) -> FailedRequestError:
        return failed(request, CAUSE, f"{request.url} is not asked for: its host wants no requests for now")

    def _pace(self) -> PaceExtension:
        pace = self.crawler.get_extension(PaceExtension)
        assert pace is not None
        return pace


def retry_after(response: Response, now: datetime.datetime) -> float | None:
    """Seconds to wait from now on; None where there is no Retry-After that can be read.

    A date is compared with the server's own clock where it tells one.
    """
    stated = _text(response, "Retry-After")
    if stated.isascii() and stated.isdigit():
        return float(stated[:12])
    until = _http_date(stated)
    if until is None:
        return None
    return max(0.0, (until - (_http_date(_text(response, "Date")) or now)).total_seconds())


def _http_date(text: str) -> datetime.datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the second for a year or an offset of twenty digits
        return None
    return date if date.tzinfo else date.replace(tzinfo=datetime.UTC)


def _text(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _host(request: Request) -> str:
    return urlparse_cached(request).hostname or ""
