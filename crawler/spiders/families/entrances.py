"""Sites found by their sitemaps and feeds: named in robots.txt, by a page, or where most sites have them."""

from __future__ import annotations

import collections
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import chain
from typing import Any, Final, Self

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery.entrances import linked_feeds, linked_sitemaps, usual_feeds, usual_sitemaps
from crawler.discovery.links import resolved
from crawler.discovery.sitemap import Sitemap, sitemap_entries
from crawler.discovery.traps import trap_of
from crawler.extensions.states import GUESSED
from crawler.items import Capture, ExtractionError
from crawler.page_thread import in_page_thread
from crawler.spiders.any_site import Asked, Coverage, names_newest_only, newest_first
from crawler.spiders.families.listing import AT_ONCE, ListingSpider
from crawler.spiders.families.responses import content_type
from crawler.spiders.look import LARGEST
from crawler.url_shape import Shape, shape_of

Answers = Iterator[Capture | Request]

FIRST: Final = 50  # the priority of what tells where the articles are
SITEMAPS: Final = 5000  # of one crawl
UNANSWERED: Final = 8  # beyond which the sitemaps of an index wait
PAGES_AT_TRIALS: Final = (
    3  # where sitemaps and feeds usually are, for a site to be one that has a page for everything
)
TRIALS: Final = "trials"  # the key of a request's meta with the places to try next
_NO_ARTICLES: Final = re.compile(
    r"(?:categor|tag|author|user|image|video|product|taxonom|page|attachment)[a-z_]*[-_]?sitemap|"
    r"sitemap[-_](?:tax|misc|categor|tag|author|user|image|video|page)",
    re.IGNORECASE,
)


class EntranceSpider(ListingSpider):
    """Asks for sitemaps and feeds, and says when the last has been answered.

    A spider built on it makes the requests of the pages they name by `sitemap_pages`, gives what came by `captured`
    and goes on by `entrances_answered`.
    """

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.coverage = Coverage()
        self.entrances = 0  # asked for and not yet answered
        self._entrances_asked = Asked(SITEMAPS)
        self._sitemaps_waiting: collections.deque[str] = collections.deque()
        self._named_in_robots: list[tuple[str, str]] = []  # a robots.txt and a sitemap it names
        self.unread_in_sitemaps = 0  # pages named when no more were wanted
        self._sitemaps_named = False
        self._pages_at_trials = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._robots_read, signals.robots_parsed)
        return spider

    def sitemap_pages(self, urls: Iterable[str]) -> Answers:
        """Requests of the pages a sitemap names, the newest first."""
        return self.article_requests(urls)

    def captured(self, response: Response) -> Answers:
        """What came, whatever it is, as it is read at replay."""
        raise NotImplementedError

    def entrances_answered(self) -> Answers:
        """What to ask for when all that sitemaps and feeds name is known."""
        return iter(())

    def wants_more(self) -> bool:
        """Whether more pages would be asked for, if sitemaps named them."""
        return True

    def entrance_answered(self) -> Answers:
        self.entrances -= 1
        yield from self._next_sitemaps()
        if not self.entrances:
            yield from self.entrances_answered()

    def entrances_of(self, response: Response) -> Answers:
        """What robots.txt and the page name; where they name no sitemap, the usual places in turn.

        Not those where lately nothing was: a week may pass until what is put there is found, unless it is named.
        """
        sitemaps, feeds = _linked(response)
        yield from self.entrance_requests([*self.newly_named(), *sitemaps, *feeds])
        if not sitemaps and not self._sitemaps_named:
            usual = usual_sitemaps(response.url)
            places = usual[:2] if feeds else (*usual, *usual_feeds(response.url))
            yield from self._try_next(self.may_be_there(places))

    def newly_named(self) -> list[str]:
        """The sitemaps named in a robots.txt since this was last asked."""
        named = [sitemap for robots, sitemap in self._named_in_robots if self.source.in_scope(robots)]
        # where a site has moved to is asked for its robots.txt before it comes into scope
        self._named_in_robots = [each for each in self._named_in_robots if not self.source.in_scope(each[0])]
        self._sitemaps_named = self._sitemaps_named or bool(named)
        return named

    def entrance_requests(
        self,
        urls: Iterable[str],
        *,
        trials: tuple[str, ...] = (),
        again: bool = False,
        guessed: bool = False,
    ) -> Answers:
        """Sitemaps and feeds, wherever they lie; each has one answer, whatever it is."""
        for url in urls:
            if self._entrances_asked.take(url) or again:
                request = Request(
                    url,
                    self.parse_entrance,
                    errback=self.entrance_failed,
                    meta={"allow_offsite": True, TRIALS: trials, GUESSED: guessed},
                    priority=FIRST,
                    dont_filter=True,
                )
                yield from self.awaited(request)

    def awaited(self, request: Request) -> Iterator[Request]:
        """A request whose answer is counted on; none of an address so long that Scrapy drops it without a word."""
        if trap_of(request.url) == "length":
            self.logger.warning("%.200s... is too long to be asked for", request.url)
            self.settle(request.url, "trap")
            return
        self.entrances += 1
        yield request

    def _try_next(self, trials: tuple[str, ...]) -> Answers:
        """The next of the usual places, unless the site has a page for every address."""
        if trials and self._pages_at_trials < PAGES_AT_TRIALS:
            yield from self.entrance_requests(trials[:1], trials=trials[1:], guessed=True)

    async def parse_entrance(self, response: Response) -> AsyncIterator[Any]:
        """A sitemap is read in a thread, since a large one takes seconds."""
        body, media_type = response.body, content_type(response)
        try:
            sitemap = await in_page_thread(sitemap_entries, body, response.url, content_type=media_type)
            answers = self._of_sitemap(response, sitemap)
        except ExtractionError as error:
            answers = self._of_no_sitemap(response, error)
        for answer in chain(answers, self.entrance_answered(), self.captured(response)):
            yield answer

    def _of_no_sitemap(self, response: Response, error: ExtractionError) -> Answers:
        if not response.meta[GUESSED]:
            self._tell_unread("sitemap or feed", error)
        self._pages_at_trials += bool(response.meta[GUESSED]) and is_page(response)
        return self._try_next(response.meta[TRIALS])

    def entrance_failed(self, failure: Failure) -> Answers:
        request: Request = failure.request  # type: ignore[attr-defined]
        yield from self._try_next(request.meta[TRIALS])
        yield from self.entrance_answered()

    def _of_sitemap(self, response: Response, sitemap: Sitemap) -> Answers:
        urls = newest_first(sitemap)
        if sitemap.kind == "index":
            self._sitemaps_waiting += (url for url in urls if not _NO_ARTICLES.search(url))
            yield from self._next_sitemaps()
            return
        wanted = [url for url in urls if shape_of(url) not in (Shape.LISTING, Shape.HOME)]
        newest_only = names_newest_only(sitemap)
        self._tell_newest(response, wanted)
        for start in range(0, len(wanted), AT_ONCE):
            if not self.wants_more():
                self.unread_in_sitemaps += len(wanted) - start
                return
            some = wanted[start : start + AT_ONCE]
            self.coverage.list(some, newest_only=newest_only)
            yield from self.sitemap_pages(some)

    def _next_sitemaps(self) -> Answers:
        """Some at a time: an index may name thousands, and a part of them all the pages that are wanted."""
        while self._sitemaps_waiting and self.entrances < UNANSWERED and self.wants_more():
            yield from self.entrance_requests([self._sitemaps_waiting.popleft()])

    def _robots_read(self, robotparser: Protego, request: Request) -> None:
        named = (resolved(address, request.url) for address in robotparser.sitemaps)
        self._named_in_robots += ((request.url, sitemap) for sitemap in named if sitemap)


def _linked(response: Response) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sitemaps and the feeds a page names, unless it is too large to be looked at."""
    if len(response.body) > LARGEST:
        return (), ()
    media_type = content_type(response)
    sitemaps = linked_sitemaps(response.body, response.url, content_type=media_type)
    return sitemaps, linked_feeds(response.body, response.url, content_type=media_type)


def is_page(response: Response) -> bool:
    media_type = content_type(response).partition(";")[0].strip().lower()
    return media_type in ("", "text/html", "application/xhtml+xml")
