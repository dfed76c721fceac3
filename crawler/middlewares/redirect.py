"""Redirects that end: one that leads to where it came from is a loop, unless it has left a cookie on the way.

One that leads nowhere a request can go (`javascript:`, `http://[`, port 99999) is the end of its URL.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.middlewares.failures import FailedRequestError, failed

logger = logging.getLogger(__name__)

CAUSE = "redirect-loop"
NOWHERE = "url"


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
        except ValueError as error:
            raise _nowhere(request, response, error) from error
        if not isinstance(following, Request):
            return following
        following.meta.pop("download_slot", None)
        if following.url in following.meta["redirect_urls"]:
            if "Set-Cookie" not in response.headers:
                raise self._loop(request, f"back to {following.url}")
            following.dont_filter = True
        return following

    def _build_redirect_request(
        self, source_request: Request, response: Response, *, url: str, **kwargs: Any
    ) -> Request:
        return super()._build_redirect_request(source_request, response, url=_without_user(url), **kwargs)

    def _loop(self, request: Request, why: str) -> FailedRequestError:
        first = request.meta.get("redirect_urls", [request.url])[0]
        logger.warning("%s is redirected without end: %s", first, why)
        return failed(request, CAUSE, f"{first} is redirected without end: {why}")


def _without_user(url: str) -> str:
    """Links lose user and password as well (`crawler/discovery/links.py`); ValueError for what is no URL."""
    parts = urlsplit(url)
    if parts.port == 0:  # which raises for one over 65535
        raise ValueError("Port out of range 1-65535")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url


def _nowhere(request: Request, response: Response, error: ValueError) -> FailedRequestError:
    location = (response.headers.get("Location") or b"").decode("latin-1")
    message = f"{request.url} is redirected to {location!r:.200}, which cannot be asked for: {error}"
    logger.warning(message)
    return failed(request, NOWHERE, message)
