"""Any site, without code: `scrapy crawl news -a url=https://example.org/`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from itertools import chain
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.archive.doors import capture_from_response
from crawler.discovery.continuation import next_page
from crawler.discovery.entrances import forwards
from crawler.discovery.links import is_record_list
from crawler.discovery.overlap import Entry
from crawler.discovery.scope import Scope, host_of, one_page
from crawler.extensions.last_word import DUPLICATE
from crawler.extensions.states import SAVED
from crawler.extraction.identity import normalized_url
from crawler.extraction.page_kinds.page_kind import PageKind, kind_of_page
from crawler.page_thread import in_page_thread
from crawler.sources import Source, sources_of
from crawler.spiders.any_site import Asked, DatedLists, HostsInScope, Plan, Site
from crawler.spiders.families.entrances import FIRST, Answers, EntranceSpider, is_page
from crawler.spiders.families.responses import content_type
from crawler.spiders.look import LARGEST, Look, look_at
from crawler.url_shape import Shape, pattern_of, shape_of

# robots.txt is nobody's article, and no site has one at its root
_ANY_PAGE: Final = r"^/(?!(?:(?:index|default)\.\w{2,5}|robots\.txt)?$)"
FORWARDS: Final = 3  # frames, or addresses in a script
_SOON, _LATER = 20, 0  # priorities
_HOPS, _WITHOUT_SCHEME = "hops", "without-scheme"  # keys of a request's meta


class NewsSpider(EntranceSpider):
    """Finds a site's articles by its sitemaps and feeds and, where these do not do, by its listing pages.

    First come the sitemaps robots.txt names, the page begun with, and the feeds it names; only a site that names none
    is asked at the usual places. Listing pages are read by their structure unless a sitemap names most of what the
    first page shows. What a page is, extraction decides by the page alone, as at replay; what is decided here is only
    what to ask for.
    """

    source = Source(name="news", mixed=True, article_url=_ANY_PAGE)
    name = source.name
    arguments = ("url", "scope", "pages", "depth", "lists", "refetch")

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.plan = Plan.read(arguments)
        self._asked = Asked(self.plan.pages)
        self._dated = DatedLists()
        self._begin(Scope(kind=self.plan.scope, seeds=self.plan.seeds), {self.name: type(self).source})
        self._first_articles: list[str] = []  # both wait until it is known whether lists are read
        self._first_lists: list[str] = []
        self._reads_lists = self.plan.lists is True
        self._made_alike: set[str] = set()  # patterns of addresses that proved to be articles

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        loader = get_spider_loader(crawler.settings)
        readers = {**sources_of(map(loader.load, loader.list())), cls.source.name: cls.source}
        others = frozenset(host for source in readers.values() for host in source.hosts)
        spider._begin(Scope(kind=spider.plan.scope, seeds=spider.plan.seeds, others=others), readers)
        crawler.signals.connect(spider._tell_left_out, signals.spider_closed)
        return spider

    @property
    def target(self) -> str:
        """What only one crawl at a time may be about: the site, or sites, it was begun with."""
        hosts = sorted({host for seed in self.plan.seeds if (host := host_of(seed))})
        return " ".join((self.name, *hosts))

    def _begin(self, scope: Scope, readers: dict[str, Source]) -> None:
        self._take(
            Site(
                name=self.name,
                mixed=True,
                article_url=_ANY_PAGE,
                scope=scope,
                readers=readers,
            )
        )

    def _take(self, site: Site) -> None:
        self.source = site  # type: ignore[misc]  # a site for each crawl, where other spiders have one for all
        self.site = site
        self.allowed_domains = HostsInScope(site.scope)

    async def start(self) -> AsyncIterator[Any]:
        for url in self.plan.seeds:
            if self._takes(url):
                for request in self.awaited(self._seed_request(url, guessed=url in self.plan.guessed)):
                    yield request

    def go_on(self, asked: Iterable[tuple[str, str, int]]) -> None:
        """URL, state and priority of what an earlier start of the crawl asked for."""
        for url, state, priority in asked:
            if priority < FIRST:  # sitemaps and feeds are no pages
                self._asked.recall(url)
            if state in (*SAVED, DUPLICATE):
                self._made_alike.add(pattern_of(url))

    def _seed_request(self, url: str, *, guessed: bool = False) -> Request:
        meta = {"allow_offsite": True, _WITHOUT_SCHEME: guessed}
        return Request(
            url, self.parse_seed, errback=self.seed_failed, meta=meta, priority=FIRST, dont_filter=True
        )

    def seed_failed(self, failure: Failure) -> Answers:
        """A site that was named without a scheme may know http only."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy's scraper
        if (
            request.meta[_WITHOUT_SCHEME]
            and not isinstance(failure.value, HttpError)
            and request.url.startswith("https:")
        ):
            yield self._seed_request("http" + request.url.removeprefix("https"))
            return
        self.logger.error("%s cannot be had: %s", request.url, failure.getErrorMessage())
        yield from self.entrance_answered()

    async def parse_seed(self, response: Response) -> AsyncIterator[Any]:
        """Where the crawl begins; a feed or a sitemap may be that as well."""
        self._take(self.site.moved_to(response.url))
        look: Look | None = None
        answers = self.entrances_of(response)
        if is_page(response):
            self._asked.take(response.url)
            look = await self._look(response)
            if look is not None:
                self._begin_with(look)
                if look.kind is not PageKind.ARTICLE:
                    self.tell_list(response, self._entries(look))
                answers = chain(self._forwarded(response, look), answers)
        else:
            answers = self.entrance_requests([response.url], again=True)
        for answer in chain(answers, self.entrance_answered(), self.captured(response, look)):
            yield answer

    def _forwarded(self, response: Response, look: Look) -> Answers:
        """Where a first page that leads nowhere by links sends its readers."""
        if not (look.targets.articles or look.targets.lists or look.targets.unsure):
            onward = forwards(response.body, response.url, content_type=content_type(response))
            for url in filter(self._takes, onward[:FORWARDS]):
                yield from self.awaited(self._seed_request(url))

    def _begin_with(self, look: Look) -> None:
        targets = look.targets
        self.coverage.show(filter(self.site.in_scope, targets.articles))
        self._first_articles += targets.articles
        self._first_lists += [*targets.lists, *targets.unsure, *filter(None, [look.following])]

    def revisit_request(self, url: str, source: str) -> Request | None:
        request = super().revisit_request(url, source)
        return request and request.replace(callback=self.parse_page)

    def sitemap_pages(self, urls: Iterable[str]) -> Answers:
        return self._page_requests(urls, priority=_SOON)

    def wants_more(self) -> bool:
        return not self._asked.is_full

    def entrances_answered(self) -> Answers:
        """Now it is known whether the lists must be read."""
        if self.plan.lists is None and not self._reads_lists:
            self._reads_lists = not self.coverage.is_whole
        articles, self._first_articles = self._first_articles, []
        yield from self._page_requests(articles, priority=_SOON)
        if self._reads_lists:
            lists, self._first_lists = self._first_lists, []
            yield from self._page_requests(filter(self.is_due, lists), priority=_LATER, hops=1, sections=True)

    async def parse_page(self, response: Response) -> AsyncIterator[Any]:
        """What came, and where it leads to."""
        for sitemap in self.entrance_requests(self.newly_named()):
            yield sitemap
        again = self.retry_of(response)
        if again is not None:
            yield again
        look = None
        if self._reads_lists and (is_page(response) or is_record_list(response.body)):
            look = await self._look(response)
        if look is not None:
            for request in self._onward(response, look):
                yield request
        for answer in self.captured(response, look):
            yield answer

    async def _look(self, response: Response) -> Look | None:
        """In a thread, since that takes longer than the reactor may stand still; None for a page too large for it."""
        if len(response.body) > LARGEST:
            self.logger.warning("%s is too large to be read for its links", response.url)
            return None
        return await in_page_thread(look_at, response.body, response.url, content_type(response))

    def _onward(self, response: Response, look: Look) -> Answers:
        """The articles and the lists a page leads to."""
        hops = int(response.meta.get(_HOPS, 0))
        own = set(map(_key, look.further))  # read in turn, not all at once
        articles = [url for url in look.targets.articles if _key(url) not in own]
        lists = [url for url in look.targets.lists if _key(url) not in own]
        if look.kind is PageKind.ARTICLE:
            self._made_alike.add(pattern_of(response.url))
            articles = [url for url in articles if pattern_of(url) in self._made_alike]
        else:
            lists += [url for url in look.targets.unsure if _key(url) not in own]
            self._dated.take(response.url, filter(self.site.in_scope, look.targets.articles))
            entries = self._entries(look)
            self.tell_list(response, entries, is_list=bool(entries))
            yield from self._next_page(response, look, articles, hops)
        yield from self._page_requests(articles, priority=_SOON, hops=hops + 1)
        if hops < self.plan.depth:
            yield from self._page_requests(filter(self.is_due, lists), priority=_LATER, hops=hops + 1)

    def _entries(self, look: Look) -> list[Entry]:
        return self.met(self._allowed(map(self._asked_as, look.targets.articles)))

    def _next_page(self, response: Response, look: Look, articles: list[str], hops: int) -> Answers:
        """Of a list; not counted among the lists that are a link further away."""
        if look.following is not None and not self.wants_more():
            yield from self._page_requests([look.following], priority=_LATER)
        elif look.following is not None:
            entries = self.met(self._allowed(map(self._asked_as, articles)))
            url = self._asked_as(look.following)
            request = Request(url, self.parse_page, meta={_HOPS: hops}, priority=_LATER)
            following = self._next_of_list(response, request, entries)
            yield from (page for page in following if self._takes(page.url))

    def captured(self, response: Response, look: Look | None = None) -> Answers:
        """What came, whatever it is, as it is read at replay; an article with its further pages."""
        capture = capture_from_response(response)
        if not self.source.reads(capture.record):
            return
        is_whole = "dataloss" not in response.flags and len(response.body) <= LARGEST
        may_continue = is_whole and next_page(capture, self.source) is not None
        if may_continue and (look.kind if look else _kind(response)) is PageKind.ARTICLE:
            yield from self._continued(capture)
        else:
            yield capture

    def _page_requests(
        self, urls: Iterable[str], *, priority: int, hops: int = 0, sections: bool = False
    ) -> Answers:
        """Requests of the pages in scope that are not held as articles and not asked for yet."""
        wanted = [self._asked_as(url) for url in urls if shape_of(url) not in (Shape.SERVICE, Shape.FILE)]
        if self._asked.is_full:  # nor is it asked of the database which of them are held
            for url in self._allowed(wanted):
                self._takes(url)
            return
        for request in self.article_requests(filter(self._goes_on, wanted), sections=sections):
            if self._takes(request.url):
                yield request.replace(callback=self.parse_page, priority=priority, meta={_HOPS: hops})

    def _takes(self, url: str) -> bool:
        """Whether to ask for it: not for what was asked for, nor beyond the limit of pages."""
        takes = self._asked.take(url)
        if not takes and url not in self._asked:
            self.settle(url, "left-out")
        return takes

    def _goes_on(self, url: str) -> bool:
        if self._dated.is_over(url) and url not in self._asked and self.site.in_scope(url):
            self.settle(url, "trap")
            return False
        return True

    def _asked_as(self, url: str) -> str:
        """The address without what only says how a reader came to it."""
        url = self.source.own_scheme(url)
        clean = normalized_url(url)
        return clean if len(parse_qsl(urlsplit(clean).query)) < len(parse_qsl(urlsplit(url).query)) else url

    def _tell_left_out(self) -> None:
        left_out = self._asked.left_out + self.unread_in_sitemaps
        if left_out:
            self.logger.warning(
                "the limit of %d pages is reached, %d links were not followed", self.plan.pages, left_out
            )


def _kind(response: Response) -> PageKind:
    return kind_of_page(response.body, response.url, content_type=content_type(response))


def _key(url: str) -> int:
    return hash(one_page(url))
