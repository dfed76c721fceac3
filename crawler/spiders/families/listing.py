"""Sites whose articles are found by feeds, sitemaps and listing pages: what every family has in common."""

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


class ListingSpider(Spider):
    """Reads the feeds, the sitemaps, the seeds and every listing page they lead to; yields captures of articles.

    What a page is, its URL alone decides, after redirects, as it does when the archive is replayed.
    A family says how its sites differ by `article_urls`, `other_listings` and `next_listing`.
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
        yield from self.requests(self.other_listings(response))

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """The articles of a listing page, the next page of the same list, and other lists it names."""
        yield from self.requests(self.article_urls(response))
        following = self.next_listing(response)
        if following is not None:
            yield following
        yield from self.requests(self.other_listings(response))

    def parse_feed(self, response: Response) -> Iterator[Request]:
        try:
            entries = feed_entries(response.body, response.url, content_type=content_type(response))
        except ExtractionError as error:
            self.logger.warning("feed not read: %s: %s", error.reason, error.detail)
            self.crawler.stats.inc_value(f"discovery/{error.reason}")
            return iter(())
        return self.requests(entry.url for entry in entries)

    def article_urls(self, response: Response) -> Iterable[str]:
        """The articles a listing page names, in its order, newest first on most sites."""
        return filter(self.source.is_article_url, map(self.source.own_scheme, urls_on(response)))

    def other_listings(self, response: Response) -> Iterable[str]:
        """The lists any page leads to: channels, categories, tags; each is read once a crawl."""
        return filter(self.source.is_listing_url, map(self.source.own_scheme, urls_on(response)))

    def next_listing(self, response: Response) -> Request | None:
        """The following page of the same list, of articles older than those on this one; None at the last."""
        return None

    def requests(self, urls: Iterable[str]) -> Iterator[Request]:
        return (Request(url) for url in map(self.source.own_scheme, urls))


def urls_on(response: Response) -> Iterator[str]:
    """The addresses of a page's links, each once, in the page's order."""
    links = page_links(response.body, response.url, content_type=content_type(response))
    return (link.url for link in links)


def content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
