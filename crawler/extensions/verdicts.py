"""What an answer makes of its URL: the state it is in by the status, the type and the body of the response."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.http import Response

from crawler.extensions.answers import impostor_in, is_list
from crawler.items import Record
from crawler.page_thread import in_page_thread
from crawler.sources import ANY_SITE, Source
from db.queries.frontier import UNREAD

logger = logging.getLogger(__name__)

LISTING = "listing"
SMALL = 4_000  # bytes, which are looked at in less time than another thread takes


class Verdicts:
    """Pages to be read as articles are `unread` here, whatever they are: that is for the pipelines to say.

    `challenged` is called with the URL that answered with a challenge.
    """

    def __init__(self, sources: Mapping[str, Source], challenged: Callable[[str], None]) -> None:
        self._sources = sources
        self._challenged = challenged
        self._reasons: WeakKeyDictionary[Response, str | None] = WeakKeyDictionary()  # of pages looked at

    async def look_at(self, request: Request, response: Response) -> None:
        """In a thread, where that takes long."""
        if len(response.body) > SMALL and not self._is_read(request):
            self._reasons[response] = await in_page_thread(impostor_in, response)

    def of(self, request: Request, response: Response) -> str:
        source = self._source(request.meta.get("record"))
        if self._is_read(request):
            return UNREAD
        if noted := request.meta.get("failed"):
            return f"failed:{noted}"
        if reason := self._impostor(response):
            return f"refused:{reason}"
        if response.status in (404, 410):
            return "gone"
        if not 200 <= response.status < 300:
            return f"failed:http-{response.status}"
        if not source.in_scope(response.url):
            return "out-of-scope"
        return LISTING if is_list(source, response) else "failed:content-type"

    def _is_read(self, request: Request) -> bool:
        record: Record | None = request.meta.get("record")
        return record is not None and self._source(record).reads(record)

    def _impostor(self, response: Response) -> str | None:
        """What a page that should be a list, or an error, is instead; a missing page is only missing."""
        known = response in self._reasons
        reason = self._reasons.pop(response) if known else impostor_in(response)
        if response.status in (404, 410) or (not 200 <= response.status < 300 and reason != "challenge"):
            return None
        if reason:
            logger.warning("%s is no list but a page of the kind %s", response.url, reason)
        if reason == "challenge":
            self._challenged(response.url)
        return reason

    def _source(self, record: Record | None) -> Source:
        return self._sources.get(record.source, ANY_SITE) if record else ANY_SITE
