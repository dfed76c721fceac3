"""Redirects that end: one that leads to where it came from is a loop, unless it has left a cookie on the way."""

from __future__ import annotations

import logging

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.middlewares.failures import FailedRequestError, failed

logger = logging.getLogger(__name__)

CAUSE = "redirect-loop"


class EndingRedirectMiddleware(RedirectMiddleware):
    """Scrapy's own, and tells loops and chains over REDIRECT_MAX_TIMES as `failed:redirect-loop`.

    Scrapy takes the redirect to a URL that was asked before for a duplicate, drops it without a word, and lets a
    request redirected to another host wait at the pace of the first.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        try:
            following = super().process_response(request, response)
        except IgnoreRequest as error:
            raise self._loop(request, f"over {self.max_redirect_times} redirects") from error
        if not isinstance(following, Request):
            return following
        following.meta.pop("download_slot", None)
        if following.url in following.meta["redirect_urls"]:
            if "Set-Cookie" not in response.headers:
                raise self._loop(request, f"back to {following.url}")
            following.dont_filter = True
        return following

    def _loop(self, request: Request, why: str) -> FailedRequestError:
        first = request.meta.get("redirect_urls", [request.url])[0]
        logger.warning("%s is redirected without end: %s", first, why)
        return failed(request, CAUSE, f"{first} is redirected without end: {why}")
