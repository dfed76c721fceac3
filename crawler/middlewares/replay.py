"""A crawl that is gone on with gets what it has fetched before out of the archive."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response

from crawler.archive.asked import Asked
from crawler.archive.doors import keep_archived
from crawler.extensions.answered import ASKED_AGAIN, Answer, Answered, Question
from crawler.extensions.archive import ArchiveExtension
from crawler.extensions.frontier import key_of
from crawler.extensions.readings import MOST_READINGS
from crawler.extensions.run import RunExtension
from crawler.extensions.states import CRASHED, REPLAYED, UrlStates
from crawler.extensions.under_way import is_counted
from crawler.middlewares.archive import decoded

logger = logging.getLogger(__name__)

_CONDITIONS = ("If-None-Match", "If-Modified-Since")


class ReplayMiddleware:
    """Answers as an earlier start of the crawl was answered: by each answer once, in their order, then not at all.

    Its place is next to the archive's: what others make of a response they make of this one too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._answered: Answered | None = None
        self._asked: Counter[int] = Counter()  # by key, how many of its answers were asked for

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        request.meta.pop(REPLAYED, None)  # of the request this one was copied from
        answered = self._open()
        if answered is None:
            return None
        key = key_of(self._crawler, request)
        question = Question(
            url=request.url,
            asked=Asked(method=request.method, body=request.body),
            conditional=any(name in request.headers for name in _CONDITIONS),
        )
        answer = await asyncio.to_thread(answered.find, question, self._next_of(request, key))
        if answer is None:
            return None
        await self._begin_reading(request, key)
        return self._replayed(request, answer)

    def _next_of(self, request: Request, key: int) -> int:
        """Which of its answers is the next, from 0.

        As many as were asked for in this start; or, of a request the table gave back, as many as the spider of an
        earlier start had found of no use, and counted in its meta, where those are more.
        """
        number: int = max(self._asked[key], request.meta.get(ASKED_AGAIN, 0))
        self._asked[key] = number + 1
        return number

    async def _begin_reading(self, request: Request, key: int) -> None:
        """IgnoreRequest for what has killed the process each time it was read."""
        states = self._crawler.get_extension(UrlStates)
        if states is None or not is_counted(request):
            return
        if states.frontier.readings.is_given_up(key):
            request.meta["failed"] = CRASHED
            logger.error(
                "%s is left out: %d starts were killed while they read it", request.url, MOST_READINGS - 1
            )
            raise IgnoreRequest(CRASHED)
        await states.frontier.begin_reading(key)

    def _open(self) -> Answered | None:
        run = self._crawler.get_extension(RunExtension)
        if self._answered is None and run is not None and run.run is not None and run.run.resumed:
            archive = self._crawler.get_extension(ArchiveExtension)
            if archive is not None:
                self._answered = archive.answered(run.run.started_at, run.run.begun_at)
        return self._answered

    def _replayed(self, request: Request, answer: Answer) -> Response:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value("archive/replayed")
        request.meta[REPLAYED] = True
        keep_archived(request, answer.record, answer.headers, None)
        headers = Headers([(name.encode(), _raw(value)) for name, value in answer.headers])
        response = Response(
            request.url, status=answer.record.status or 200, headers=headers, flags=[REPLAYED]
        )
        return decoded(response, answer.body)


def _raw(value: str) -> bytes:
    """As the server sent it: what was no UTF-8 was read as Latin-1."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()
