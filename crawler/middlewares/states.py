"""Where the states of URLs are seen: at the one end of every request, and at the edge of the scope."""

from __future__ import annotations

from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawler.extensions.shutdown import StoppableDownloader
from crawler.extensions.states import UrlStates
from crawler.sources import Source


class StatesDownloader(StoppableDownloader):
    """Tells what each request came to after all downloader middlewares.

    No middleware can: an exception raised by `process_response` of one reaches no other.
    """

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Any]:
        ended: Deferred[Any] = super().fetch(request)
        return ended.addBoth(self._told, request)

    def _told(
        self, outcome: Response | Request | Failure, request: Request
    ) -> Response | Request | Failure | Deferred[Response]:
        states = states_of(self.crawler)
        if states is None:
            return outcome
        if isinstance(outcome, Request):  # a retry or a redirect goes on
            states.under_way.let_go(request)
            return outcome
        if isinstance(outcome, Response):
            # else the engine, where nothing else is under way, takes the crawl for done while the page is looked at
            self.active.add(request)
            looked_at: Deferred[Response] = deferred_from_coro(states.answered(request, outcome))
            return looked_at.addBoth(self._let_go, request)
        states.ended(request, outcome)
        return outcome

    def _let_go(self, outcome: Response | Failure, request: Request) -> Response | Failure:
        self.active.discard(request)
        return outcome


class ScopeMiddleware(OffsiteMiddleware):
    """Stricter than Scrapy's own: hosts are matched whole, and retries and further pages are not exempt.

    Nor may a redirect leave the scope of a source that is narrower than its hosts, as one folder. A request is turned
    away here, not when it is scheduled, so that its errback hears of it. What no spider has asked for, as robots.txt,
    may lead elsewhere.
    """

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        pass

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        assert self.crawler.spider is not None
        if request.callback is NO_CALLBACK or request.meta.get("allow_offsite"):
            return
        if self.should_follow(request, self.crawler.spider):
            return
        states = states_of(self.crawler)
        if states is not None and not request.meta.get("continuation"):
            states.settle(request, "out-of-scope")
        self.stats.inc_value("offsite/filtered")
        raise IgnoreRequest(f"offsite request to {request.url}")

    def should_follow(self, request: Request, spider: Spider) -> bool:
        hosts = getattr(spider, "allowed_domains", None)
        if hosts and urlparse_cached(request).hostname not in hosts:
            return False
        source: Source | None = getattr(spider, "source", None)
        return source is None or source.in_scope(request.url)


def states_of(crawler: Crawler) -> UrlStates | None:
    """None in a run that discovers nothing, as a re-parse."""
    return crawler.get_extension(UrlStates)
