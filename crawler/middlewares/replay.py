"""A crawl that is gone on with gets what it has fetched before out of the archive."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.archive.asked import Asked
from crawler.archive.doors import keep_archived
from crawler.extensions.answered import ASKED_AGAIN, Answer, Answered, Question
from crawler.extensions.archive import ArchiveExtension
from crawler.extensions.frontier import key_of
from crawler.extensions.run import RunExtension
from crawler.extensions.states import REPLAYED
from crawler.middlewares.archive import decoded

_CONDITIONS = ("If-None-Match", "If-Modified-Since")


class ReplayMiddleware:
    """Answers as an earlier start of the crawl was answered: by each answer once, in their order, then not at all.

    Its place is next to the archive's: what others make of a response they make of this one too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._answered: Answered | None = None
        self._asked: Counter[int] = Counter()  # how often, by key

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        request.meta.pop(REPLAYED, None)  # of the request this one was copied from
        answered = self._open()
        if answered is None:
            return None
        key = key_of(self._crawler, request)
        # a spider that asks once more for what it could not use has had the answers before already
        self._asked[key] = max(self._asked[key], request.meta.get(ASKED_AGAIN, 0)) + 1
        question = Question(
            url=request.url,
            asked=Asked(method=request.method, body=request.body),
            conditional=any(name in request.headers for name in _CONDITIONS),
        )
        answer = await asyncio.to_thread(answered.find, question, self._asked[key] - 1)
        return None if answer is None else self._replayed(request, answer)

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
