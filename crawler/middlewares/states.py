"""Where the states of URLs are seen: at the one end of every request, and at the edge of the scope."""

from __future__ import annotations

from typing import Any

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawler.extensions.states import UrlStates


class StatesDownloader(Downloader):
    """Tells what each request came to after all downloader middlewares.

    No middleware can: an exception raised by `process_response` of one reaches no other.
    """

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Any]:
        ended: Deferred[Any] = super().fetch(request)
        return ended.addBoth(self._told, request)

    def _told(self, outcome: Response | Request | Failure, request: Request) -> Response | Request | Failure:
        states = states_of(self.crawler)
        if states is not None and not isinstance(outcome, Request):  # a retry or a redirect goes on
            states.ended(request, outcome)
        return outcome


class ScopeMiddleware(OffsiteMiddleware):
    """Scrapy's own, and tells what it turns away."""

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        try:
            super().process_request(request)
        except IgnoreRequest:
            states = states_of(self.crawler)
            if states is not None:
                states.settle(request, "out-of-scope")
            raise


def states_of(crawler: Crawler) -> UrlStates | None:
    """None in a run that discovers nothing, as a re-parse."""
    return crawler.get_extension(UrlStates)
