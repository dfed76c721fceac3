"""Articles that are held are asked for only where they have changed, and what their servers say of them is heard."""

from __future__ import annotations

import asyncio
from typing import Final, Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.discovery.redirected import Leads, where_to
from crawler.extensions.asked_for import GUARDED, LED, MOVED, REVISIT, AskedFor
from crawler.extensions.revisits import Revisits
from crawler.extensions.states import UrlStates
from crawler.extraction.identity import url_id
from crawler.items import Record
from crawler.revisiting import Validators
from crawler.sources import Source
from crawler.visits import HOME

_CONDITIONS: Final = ("If-None-Match", "If-Modified-Since")
_FOR_GOOD: Final = (301, 308)
_NOT_MODIFIED = "not-modified"


class RevisitMiddleware:
    """Its place is above the archive's, which writes all answers, and above what answers out of the archive.

    A redirect to the front page or to a list is the end of the article: it is followed no further.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        for name in _CONDITIONS:  # of the request this one is a copy of, which may be of another address
            request.headers.pop(name, None)
        revisits, source = self._crawler.get_extension(Revisits), request.meta.get(REVISIT)
        if revisits is None or source is None:
            return
        page = await asyncio.to_thread(revisits.page, source, request.url)
        if page is not None and revisits.is_asked_conditionally(page):
            request.headers.update(page.validators.headers())

    def process_response(self, request: Request, response: Response) -> Response:
        revisits = self._crawler.get_extension(Revisits)
        record: Record | None = request.meta.get("record")
        if revisits is None or record is None:
            return response
        if response.status == 304 and any(name in request.headers for name in _CONDITIONS):
            revisits.not_modified(record, _validators(response))
            self._end(request, _NOT_MODIFIED, record)
        elif REVISIT in request.meta and 300 <= response.status < 400:
            self._redirected(revisits, record, request, response)
        elif self._is_read(record):
            revisits.answered(request, record, _validators(response), response.body)
        return response

    def _redirected(self, revisits: Revisits, record: Record, request: Request, response: Response) -> None:
        location = (response.headers.get("Location") or b"").decode("latin-1").strip()
        if not location or record.url is None:
            return
        try:
            target = urljoin(request.url, location)
            leads = where_to(request.url, target)
        except ValueError:  # no address, which ends it elsewhere
            return
        asked = AskedFor.by(request, record.source)
        if asked.led == GUARDED:
            return
        if leads is Leads.MISSING or leads is Leads.HOME or self._is_list(target):
            revisits.gone(asked, HOME if leads is not Leads.MISSING else "404")
            self._end(request, "gone", record)
        if leads is Leads.GUARD:
            revisits.failed(asked, "login-wall")
            request.meta[LED] = GUARDED
        elif url_id(target) != url_id(request.url):
            revisits.led_on(asked)
        if leads is Leads.AWAY and response.status in _FOR_GOOD:
            request.meta[LED] = MOVED

    def _end(self, request: Request, state: str, record: Record) -> None:
        """Raises IgnoreRequest: there is nothing in it for the spider."""
        states = self._crawler.get_extension(UrlStates)
        if states is not None:
            states.settle(request, state, record.record_id)
        raise IgnoreRequest(state)

    def _is_list(self, url: str) -> bool:
        source: Source | None = getattr(self._crawler.spider, "source", None)
        return source is not None and (url in source.seeds or source.is_listing_url(url))

    def _is_read(self, record: Record) -> bool:
        source: Source | None = getattr(self._crawler.spider, "source", None)
        return source is not None and source.reads(record)


def _validators(response: Response) -> Validators:
    def stated(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1").strip() or None if value else None

    return Validators(etag=stated("ETag"), last_modified=stated("Last-Modified"))
