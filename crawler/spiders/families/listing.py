"""Sites whose articles are found by feeds, sitemaps and listing pages: what every family has in common."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.doors import capture_from_response
from crawler.discovery.continuation import next_page, with_page
from crawler.discovery.feed import feed_entries
from crawler.discovery.overlap import Entry, ListReading
from crawler.discovery.pagination import further_pages, next_in
from crawler.discovery.sitemap import SitemapEntry, sitemap_entries
from crawler.discovery.traps import trap_of
from crawler.extensions.causes import is_left_to_the_next
from crawler.extensions.revisits import Revisits
from crawler.items import Capture, ExtractionError
from crawler.page_thread import in_page_thread
from crawler.spiders.arguments import checked_arguments
from crawler.spiders.families.responses import asked_again, content_type, pager_of, urls_on
from crawler.spiders.families.visiting import LIST, VisitingSpider

AT_ONCE = 50  # pages of a list or a sitemap looked up in the database while the reactor waits
NEWEST = 30  # entries of a feed or sitemap by which it is seen how much comes in
CONTINUATION_PRIORITY = 100  # before anything else, so that few articles wait for their further pages
_LONG_AGO = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


class ListingSpider(VisitingSpider):
    """Reads the feeds, the sitemaps, the seeds and every listing page they lead to; yields captures of articles.

    What a page is, its URL alone decides, after redirects, as it does when the archive is replayed. Articles that are
    held are not asked for again, unless `-a refetch=1`. A list is read until CRAWL_KNOWN_IN_A_ROW of them follow one
    another. A family says how its sites differ by `article_urls`, `other_listings` and `next_listing`, which are asked
    in a thread, one at a time: they read the response and the spider's source, and change nothing.
    """

    arguments: ClassVar[tuple[str, ...]] = ("refetch",)

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        checked = checked_arguments(type(self), arguments)
        super().__init__(name, **checked)
        self.stated = {key: str(value) for key, value in arguments.items()}
        self.allowed_domains = list(self.source.hosts)
        self._lists: dict[str, ListReading] = {}

    async def start(self) -> AsyncIterator[Any]:
        for url in filter(self.is_due, self.source.feeds):
            yield Request(url, callback=self.parse_feed)
        for url in filter(self.is_due, self.source.sitemaps):
            yield Request(url, callback=self.parse_sitemap)
        for url in filter(self.is_due, self.source.seeds):
            yield Request(url)
        for request in self.due_list_requests():
            yield request

    async def parse(self, response: Response) -> AsyncIterator[Capture | Request]:
        is_article = self.source.is_article_url(response.url)
        async for each in self.parse_article(response) if is_article else self.parse_listing(response):
            yield each

    async def parse_article(self, response: Response) -> AsyncIterator[Capture | Request]:
        """The capture, with its further pages, and the listing pages it leads back to, which no list may name."""
        capture = capture_from_response(response)
        again = self.retry_of(response)
        further = in_page_thread(self._further_page, capture) if again is None else None
        lists = in_page_thread(self._lists_on, response)
        if self.source.reads(capture.record):
            yield capture if further is None else self._continuing(capture, await further)
        if again is not None:
            yield again
        for request in self.listing_requests(await lists):
            yield request

    async def parse_continuation(
        self, response: Response, capture: Capture
    ) -> AsyncIterator[Capture | Request]:
        """One more page of an article; one that is none of its pages ends it."""
        again = self.retry_of(response)
        if again is not None:
            yield again
            return
        try:
            page = capture_from_response(response)
        except ExtractionError:
            yield capture
            return
        if self.source.reads(page.record):
            yield page  # to be refused, as at replay
        continued = with_page(capture, page, self.source)
        if continued is None:
            yield capture
        else:
            yield self._continuing(continued, await in_page_thread(self._further_page, continued))

    def end_continuation(self, failure: Failure) -> Iterator[Capture]:
        """A further page that cannot be had: the article goes on with what there is.

        One that nobody asked for, since the crawl ends, leaves its article unread: the next start asks for it.
        """
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy's scraper
        if failure.value is None or not is_left_to_the_next(request, failure.value):
            yield request.cb_kwargs["capture"]

    async def parse_listing(self, response: Response) -> AsyncIterator[Request]:
        """The articles of a listing page, the next page of the same list, and other lists it names."""
        again = self.retry_of(response)
        if again is not None:
            yield again
        articles = in_page_thread(self._articles_on, response)
        following_page = in_page_thread(self.next_listing, response)
        lists = in_page_thread(self._other_lists_on, response)
        entries: list[Entry] = []
        for some in _portions(await articles):
            entries += self.met(some)
            for request in self.article_requests(some):
                yield request
            await asyncio.sleep(0)
        self.tell_list(response, entries)
        following = await following_page
        if following is not None:
            for request in self._next_of_list(response, following, entries):
                yield request
        for some in _portions(await lists):
            for request in self.listing_requests(some):
                yield request
            await asyncio.sleep(0)

    async def parse_feed(self, response: Response) -> AsyncIterator[Request]:
        body, media_type = response.body, content_type(response)
        try:
            entries = await in_page_thread(feed_entries, body, response.url, content_type=media_type)
        except ExtractionError as error:
            self._tell_unread("feed", error)
            return
        self._tell_newest(response, [entry.url for entry in entries])
        for request in self.article_requests(entry.url for entry in entries):
            yield request

    async def parse_sitemap(self, response: Response) -> AsyncIterator[Request]:
        """An index leads to further sitemaps; of a sitemap's pages those changed last are asked for first.

        It is read in a thread, since a large one takes seconds.
        """
        body, media_type = response.body, content_type(response)
        try:
            sitemap = await in_page_thread(sitemap_entries, body, response.url, content_type=media_type)
        except ExtractionError as error:
            self._tell_unread("sitemap", error)
            return
        newest_first = [entry.url for entry in sorted(sitemap.entries, key=_time_of, reverse=True)]
        if sitemap.kind == "index":
            for url in self._allowed(map(self.source.own_scheme, newest_first)):
                yield Request(url, callback=self.parse_sitemap)
            return
        self._tell_newest(response, newest_first)
        for start in range(0, len(newest_first), AT_ONCE):
            for request in self.sitemap_requests(newest_first[start : start + AT_ONCE]):
                yield request

    def sitemap_requests(self, urls: Iterable[str]) -> Iterator[Request]:
        """The articles among a sitemap's pages; its lists are found by their links."""
        own = [self.source.own_scheme(url) for url in urls]
        yield from self.article_requests(
            url for url in own if self.source.is_article_url(url) or not self.source.in_scope(url)
        )

    def article_urls(self, response: Response) -> Iterable[str]:
        """The articles a listing page names, in its order, newest first on most sites."""
        return filter(self.source.is_article_url, map(self.source.own_scheme, urls_on(response)))

    def other_listings(self, response: Response) -> Iterable[str]:
        """The lists any page leads to: channels, categories, tags; each is read once a crawl."""
        return filter(self.source.is_listing_url, map(self.source.own_scheme, urls_on(response)))

    def next_listing(self, response: Response) -> Request | None:
        """The following page of the same list, of articles older than those on this one; None at the last."""
        url = next_in(pager_of(response), response.url)
        if url is None or self.source.is_article_url(self.source.own_scheme(url)):
            return None
        return Request(self.source.own_scheme(url))

    def due_list_requests(self) -> Iterator[Request]:
        """The lists that are due though what names them may not be."""
        revisits = self.crawler.get_extension(Revisits)
        declared = {*self.source.feeds, *self.source.sitemaps}
        due = revisits.due_lists() if revisits is not None else []
        return (Request(url) for url in self._allowed(due, traps=True) if url not in declared)

    def article_requests(self, urls: Iterable[str], *, sections: bool = False) -> Iterator[Request]:
        """Requests of the articles, or sections, that are in scope and not held; the others get their state."""
        wanted = self._allowed(map(self.source.own_scheme, urls))
        for entry in self.met_sections(wanted) if sections else self.met(wanted):
            if entry.known:
                self.settle(entry.url, "known")
            else:
                yield Request(entry.url)

    def listing_requests(self, urls: Iterable[str]) -> Iterator[Request]:
        """Requests of lists, but for those that are traps or out of scope."""
        lists = self._allowed(map(self.source.own_scheme, urls), traps=True)
        return (Request(url) for url in lists if self.is_due(url))

    def retry_of(self, response: Response) -> Request | None:
        """The request once more where the response broke off, as often as RETRY_TIMES allows."""
        return asked_again(response, self)

    def _articles_on(self, response: Response) -> list[str]:
        return list(dict.fromkeys(map(self.source.own_scheme, self.article_urls(response))))

    def _other_lists_on(self, response: Response) -> list[str]:
        """But for the further pages of this one, which are read in turn."""
        pages = set(map(self.source.own_scheme, further_pages(pager_of(response), response.url)))
        return [url for url in self._lists_on(response) if url not in pages]

    def _lists_on(self, response: Response) -> list[str]:
        return list(self.other_listings(response))

    def _further_page(self, capture: Capture) -> str | None:
        return next_page(capture, self.source) if self.source.reads(capture.record) else None

    def _continued(self, capture: Capture) -> Iterator[Capture | Request]:
        """The request of the article's next page; the capture itself where there is none."""
        yield self._continuing(capture, next_page(capture, self.source))

    def _continuing(self, capture: Capture, url: str | None) -> Capture | Request:
        if url is None:
            return capture
        return Request(
            url,
            callback=self.parse_continuation,
            errback=self.end_continuation,
            cb_kwargs={"capture": capture},
            meta={"continuation": True},
            priority=CONTINUATION_PRIORITY,
            dont_filter=True,
        )

    def _next_of_list(
        self, response: Response, following: Request, entries: list[Entry]
    ) -> Iterator[Request]:
        """The next page of the list, unless the list has been read far enough."""
        name = response.meta.get(LIST, response.url)
        reading = self._lists.setdefault(name, ListReading())
        reading.take(entries)
        settings = self.settings
        over = reading.is_over(
            known_in_a_row=settings.getint("CRAWL_KNOWN_IN_A_ROW"),
            pages=settings.getint("CRAWL_LIST_PAGES_MAX"),
        )
        trap = trap_of(following.url)
        if over in ("barren", "long"):
            self.logger.warning("%s: the list is read no further, it is %s", response.url, over)
        if over is None and trap is None and self.source.in_scope(following.url):
            yield following.replace(meta={**following.meta, LIST: name})
        elif over != "known":
            self.settle(following.url, "trap" if self.source.in_scope(following.url) else "out-of-scope")
        if over is not None:
            assert self.crawler.stats is not None
            self.crawler.stats.inc_value(f"lists/{over}")

    def _tell_newest(self, response: Response, urls: list[str]) -> None:
        """A sitemap names all there ever was: how much comes in is seen at its head."""
        articles = filter(self.source.is_article_url, map(self.source.own_scheme, urls[:NEWEST]))
        self.tell_list(response, self.met(articles))

    def _allowed(self, urls: Iterable[str], *, traps: bool = False) -> Iterator[str]:
        for url in urls:
            if not self.source.in_scope(url):
                self.settle(url, "out-of-scope")
            elif (traps or self.source.mixed) and trap_of(url):
                self.settle(url, "trap")
            else:
                yield url

    def _tell_unread(self, what: str, error: ExtractionError) -> None:
        self.logger.warning("%s not read: %s: %s", what, error.reason, error.detail)
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"discovery/{error.reason}")


def _portions(urls: list[str]) -> Iterator[list[str]]:
    return (urls[start : start + AT_ONCE] for start in range(0, len(urls), AT_ONCE))


def _time_of(entry: SitemapEntry) -> datetime.datetime:
    return entry.lastmod or entry.published_at or _LONG_AGO
