"""A spider that asks for the URLs it is given and notes what came: `scrapy runspider tests/live_door/asking.py`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.archive.doors import capture_from_response
from crawler.items import Capture
from crawler.sources import Source


class AskingSpider(Spider):
    """`urls` is a JSON list; `report` the file to write, of the stats and of each page its URL, status and size."""

    source = Source(name="asking", continues=False)
    name = source.name

    def __init__(self, urls: str, report: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.handle_httpstatus_list = [404, 429, 503]
        self._urls = json.loads(urls)
        self._report = Path(report)
        self._pages: list[dict[str, Any]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *arguments: Any, **named: Any) -> Self:
        spider = super().from_crawler(crawler, *arguments, **named)
        crawler.signals.connect(spider.write_report, signals.engine_stopped)  # by then all stats are there
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for url in self._urls:
            yield Request(url)

    def parse(self, response: Response) -> Iterator[Capture]:
        self._pages.append({"url": response.url, "status": response.status, "bytes": len(response.body)})
        capture = capture_from_response(response)
        if self.source.reads(capture.record):
            yield capture

    def write_report(self) -> None:
        report = {"pages": self._pages, "stats": self.crawler.stats.get_stats()}
        self._report.write_text(json.dumps(report, default=str))
