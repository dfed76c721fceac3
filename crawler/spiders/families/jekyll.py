"""Sites made by Jekyll: listing pages that hold every live post, and a feed of the newest (jekyll-feed)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.archive.doors import capture_from_response
from crawler.discovery.feed import feed_entries
from crawler.discovery.links import page_links
from crawler.items import Capture, ExtractionError
from crawler.sources import Source

# Jekyll's permalink style "date" with the categories before it; a category that holds a space becomes two
DATE_PERMALINK = r"^(?:/[^/]+)*/\d{4}/\d{2}/\d{2}/[^/]+\.html$"


class JekyllSpider(Spider):
    """Reads the feeds, the seeds and every listing page they lead to; yields the captures of article pages.

    What a page is, its URL alone decides, after redirects, as it does when the archive is replayed.
    """

    source: ClassVar[Source]

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.allowed_domains = list(self.source.hosts)

    async def start(self) -> AsyncIterator[Any]:
        for url in self.source.feeds:
            yield Request(url, callback=self.parse_feed)
        for url in self.source.seeds:
            yield Request(url)

    def parse(self, response: Response) -> Iterator[Capture | Request]:
        if self.source.is_article_url(response.url):
            yield from self.parse_article(response)
        else:
            yield from self.parse_listing(response)

    def parse_article(self, response: Response) -> Iterator[Capture | Request]:
        """The capture, and the listing pages it leads back to, which the home page may not name."""
        capture = capture_from_response(response)
        if self.source.reads(capture.record):
            yield capture
        yield from self._requests(filter(self.source.is_listing_url, _urls(response)))

    def parse_listing(self, response: Response) -> Iterator[Request]:
        return self._requests(_urls(response))

    def parse_feed(self, response: Response) -> Iterator[Request]:
        try:
            entries = feed_entries(response.body, response.url, content_type=_content_type(response))
        except ExtractionError as error:
            self.logger.warning("feed not read: %s: %s", error.reason, error.detail)
            self.crawler.stats.inc_value(f"discovery/{error.reason}")
            return iter(())
        return self._requests(entry.url for entry in entries)

    def _requests(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in map(self.source.own_scheme, urls):
            if self.source.is_article_url(url) or self.source.is_listing_url(url):
                yield Request(url)


def _urls(response: Response) -> Iterator[str]:
    links = page_links(response.body, response.url, content_type=_content_type(response))
    return (link.url for link in links)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
