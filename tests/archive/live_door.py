"""`python -m tests.archive.live_door OUT URL...`: fetch through the project's middlewares, pickle the items."""

from __future__ import annotations

import pickle
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from crawler.archive.doors import capture_from_response
from crawler.items import Capture

SETTINGS: dict[str, Any] = {
    "ITEM_PIPELINES": {},
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "DOWNLOAD_FAIL_ON_DATALOSS": False,
    "RETRY_ENABLED": False,
    "CRAWL_PRIVATE_ADDRESSES": True,
    "LOG_LEVEL": "WARNING",
}


class DoorSpider(Spider):
    name = "door"

    def __init__(self, urls: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.urls = urls

    async def start(self) -> AsyncIterator[Any]:
        yield self.request(0)

    def request(self, number: int) -> Request:
        number_of = {"number": number}
        allowed = {"handle_httpstatus_list": [404]}
        return Request(self.urls[number], dont_filter=True, meta=allowed, cb_kwargs=number_of)

    def parse(self, response: Response, number: int) -> Iterator[Capture | Request]:
        """One after another, so that what is a revisit does not depend on luck."""
        if number + 1 < len(self.urls):
            yield self.request(number + 1)
        yield capture_from_response(response)


def main() -> None:
    out, urls = Path(sys.argv[1]), sys.argv[2:]
    items: list[Any] = []
    process = AsyncCrawlerProcess({**get_project_settings().copy_to_dict(), **SETTINGS})
    crawler = process.create_crawler(DoorSpider)
    crawler.signals.connect(lambda item: items.append(item), signals.item_scraped, weak=False)
    process.crawl(crawler, urls=urls)
    process.start()
    out.write_bytes(pickle.dumps(items))


if __name__ == "__main__":
    main()
