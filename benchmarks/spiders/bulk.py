"""The site of 12,000 pages, as a source is declared, and as a plain Scrapy spider reads it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.sources import Selectors, Source
from crawler.spiders.families.listing import ListingSpider
from tests.sites.bulk import ARTICLES, HOST, LISTED, SITE_NAME

FIRST = f"http://{HOST}/list.html"
ARTICLE = r"^/a/\d{8}/\d+\.html$"
NEXT = re.compile(rb'class="next" href="(/list_(\d+)\.html)"')
ARTICLE_LINK = re.compile(r'href="(/a/\d{8}/\d+\.html)"')


def following(response: Response, pages: int) -> str | None:
    """The next list, as long as there are fewer pages on the lists before it than wanted."""
    found = NEXT.search(response.body)
    return response.urljoin(found[1].decode()) if found and int(found[2]) <= pages // LISTED else None


class BulkSpider(ListingSpider):
    """Reads `pages` articles of the site, a multiple of 100."""

    source = Source(
        name="bulk",
        site_name=SITE_NAME,
        hosts=(HOST,),
        seeds=(FIRST,),
        article_url=ARTICLE,
        listing_url=r"^/list\.html$",
        selectors=Selectors(
            title=("h1",), published_at=(".info .date",), publisher=(".info .source",), body=("#zoom",)
        ),
        language="zh",
    )
    name = source.name

    def __init__(self, name: str | None = None, *, pages: str = str(ARTICLES), **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self._pages = int(pages)

    def next_listing(self, response: Response) -> Request | None:
        url = following(response, self._pages)
        return Request(url) if url else None


class PlainSpider(Spider):
    """What a tutorial would write: no archive, an item a page."""

    name = "plain"

    def __init__(self, name: str | None = None, *, pages: str = str(ARTICLES), **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self._pages = int(pages)

    async def start(self) -> AsyncIterator[Any]:
        yield Request(FIRST)

    def parse(self, response: Response) -> Iterator[Request]:
        for path in ARTICLE_LINK.findall(response.text):
            yield response.follow(path, callback=self.parse_article)
        if url := following(response, self._pages):
            yield Request(url)

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"url": response.url, "html": response.body}
