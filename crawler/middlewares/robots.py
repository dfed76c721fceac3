"""robots.txt, obeyed wholly (RFC 9309): nothing is asked of a site before it has said what may be."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, NotConfigured, ResponseDataLossError
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.discovery.robots import RobotsRules
from crawler.extensions.throttle import PaceExtension
from crawler.middlewares.failures import FailedRequestError, failed

logger = logging.getLogger(__name__)

SECONDS_VALID = 24 * 3600  # RFC 9309, 2.4
REDIRECTS = 5  # RFC 9309, 2.3.1.2
TOO_MANY_REQUESTS = 429
UNREACHABLE = "robots-unreachable"
OF_THE_HOST = ("private-address", "retry-after")  # of its pages no less than of its robots.txt
NO_ANSWER = ("dns", "connection", "timeout")  # which no page of the host would have either
LEADS_NOWHERE = ("redirect-loop", "url")  # then there is no robots.txt, as where a redirect has no Location

_PORTS = {"http": 80, "https": 443}


class RobotsMiddleware:
    """Asks each service (scheme, host, port) for its robots.txt once a day, and lets pass what it allows.

    4xx: all is allowed. 5xx, 429, no answer or one that breaks off, each after the usual retries: nothing is, and
    the URLs end as `failed:robots-unreachable`, or as what kept the answer away (`failed:dns` ...).
    A Crawl-delay or Request-rate becomes the pace of the host before the first page is asked for.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._token = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self._asked: dict[str, tuple[float, asyncio.Task[RobotsRules | None]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        service = _service(request.url)
        if service is None or request.meta.get("dont_obey_robotstxt"):
            return
        try:
            rules = await asyncio.shield(self._rules_of(service))
        except FailedRequestError as error:
            raise failed(request, error.cause, f"{request.url} is not asked for: {error}") from error
        if rules is None:
            self._count("forbidden")
            raise failed(request, UNREACHABLE, f"{request.url} is not asked for: no robots.txt to be had")
        if not rules.allows(request.url):
            self._count("forbidden")
            logger.debug("robots.txt forbids %s", request.url)
            raise IgnoreRequest("Forbidden by robots.txt")

    def _rules_of(self, service: str) -> asyncio.Task[RobotsRules | None]:
        """One task for all who wait: each gets its result, at whatever time it comes."""
        asked_at, rules = self._asked.get(service, (0.0, None))
        if rules is None or time.monotonic() - asked_at > SECONDS_VALID:
            rules = asyncio.ensure_future(self._learn(service))
            self._asked[service] = time.monotonic(), rules
        return rules

    async def _learn(self, service: str) -> RobotsRules | None:
        """None where nothing is allowed because nobody can say what is."""
        url = f"{service}/robots.txt"
        self._count("request_count")
        try:
            response = await self._fetch(url)
        except FailedRequestError as error:
            if error.cause in LEADS_NOWHERE:
                return RobotsRules.read(b"", token=self._token)  # RFC 9309, 2.3.1.2
            if error.cause in OF_THE_HOST:
                raise
            unreachable = _unreachable(url, str(error))
            if error.cause in NO_ANSWER:
                raise
            return unreachable
        self._count("response_count")
        self._count(f"response_status_count/{response.status}")
        if response.status >= 500 or response.status == TOO_MANY_REQUESTS:
            return _unreachable(url, f"status {response.status}")
        if fault := response.meta.get("record_fault"):
            return _unreachable(url, fault.reason)
        rules = RobotsRules.read(response.body if response.status < 300 else b"", token=self._token)
        self._set_pace(service, rules.delay)
        self._crawler.signals.send_catch_log(
            signals.robots_parsed, robotparser=rules.parsed, request=response.request
        )
        return rules

    async def _fetch(self, url: str) -> Response:
        """The answer at the end of the redirects, which may lead anywhere; one that breaks off is retried."""
        meta = {"dont_obey_robotstxt": True, "allow_offsite": True, "redirect_ttl": REDIRECTS}
        request: Request | None = Request(url, callback=NO_CALLBACK, meta=meta)
        assert self._crawler.engine is not None
        assert self._crawler.spider is not None
        while request is not None:
            response = await self._crawler.engine.download_async(request)
            if "dataloss" not in response.flags:
                return response
            request = get_retry_request(
                response.request or request, spider=self._crawler.spider, reason=ResponseDataLossError
            )
        raise FailedRequestError("cut-off", f"{url} breaks off")

    def _set_pace(self, service: str, delay: float) -> None:
        pace = self._crawler.get_extension(PaceExtension)
        if delay and pace is not None:
            pace.slow_down(urlsplit(service).hostname or "", delay)

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"robotstxt/{event}")


def _unreachable(url: str, why: str) -> RobotsRules | None:
    host = urlsplit(url).hostname
    logger.warning("%s cannot be had, so nothing is asked of %s in this crawl: %s", url, host, why)
    return None


def _service(url: str) -> str | None:
    """Scheme, host and port as rules are for, without a default port; None for what is not of the web."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"
