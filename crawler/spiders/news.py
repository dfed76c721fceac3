"""Any site, without code: `scrapy crawl news -a url=https://example.org/`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.archive.doors import capture_from_response
from crawler.discovery.continuation import next_page
from crawler.discovery.entrances import forwards, linked_feeds, linked_sitemaps, usual_feeds, usual_sitemaps
from crawler.discovery.links import resolved
from crawler.discovery.listing_structure import Targets, targets_of
from crawler.discovery.pager import Pager, read_pager
from crawler.discovery.pagination import further_pages, next_in
from crawler.discovery.scope import Scope, one_page
from crawler.discovery.sitemap import Sitemap, sitemap_entries
from crawler.extraction.identity import normalized_url
from crawler.extraction.page_kind import PageKind, kind_of_page
from crawler.items import Capture, ExtractionError
from crawler.sources import Source, sources_of
from crawler.spiders.any_site import (
    Asked,
    Coverage,
    HostsInScope,
    Plan,
    Site,
    names_newest_only,
    newest_first,
)
from crawler.spiders.families.listing import ListingSpider, content_type
from crawler.spiders.families.trs import next_by_count, urls_in_scripts
from crawler.url_shape import Shape, pattern_of, shape_of

Answers = Iterator[Capture | Request]

# robots.txt is nobody's article, and no site has one at its root
_ANY_PAGE: Final = r"^/(?!(?:(?:index|default)\.\w{2,5}|robots\.txt)?$)"
_NO_ARTICLES: Final = re.compile(
    r"(?:categor|tag|author|user|image|video|product|taxonom|page|attachment)[a-z_]*[-_]?sitemap|"
    r"sitemap[-_](?:tax|misc|categor|tag|author|user|image|video|page)",
    re.IGNORECASE,
)
FORWARDS: Final = 3  # frames, or addresses in a script
PAGES_AT_TRIALS: Final = (
    3  # where sitemaps and feeds usually are, for a site to be one that has a page for everything
)
_FIRST, _SOON, _LATER = 50, 20, 0  # priorities
_HOPS, _TRIALS, _GUESSED = "hops", "trials", "guessed"  # keys of a request's meta


class NewsSpider(ListingSpider):
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
        self._begin(Scope(kind=self.plan.scope, seeds=self.plan.seeds), {self.name: type(self).source})
        self._entrances = 0  # asked for and not yet answered
        self._named_in_robots: list[str] = []
        self._sitemaps_named = False
        self._pages_at_trials = 0
        self._coverage = Coverage()
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
        crawler.signals.connect(spider._robots_read, signals.robots_parsed)
        crawler.signals.connect(spider._tell_left_out, signals.spider_closed)
        return spider

    def _begin(self, scope: Scope, readers: dict[str, Source]) -> None:
        self._take(
            Site(
                name=self.name,
                mixed=True,
                article_url=_ANY_PAGE,
                hosts=scope.hosts,
                seeds=scope.seeds[:1],
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
            if self._asked.take(url):
                self._entrances += 1
                yield self._seed_request(url, guessed=url in self.plan.guessed)

    def _seed_request(self, url: str, *, guessed: bool = False) -> Request:
        meta = {"allow_offsite": True, _GUESSED: guessed}
        return Request(
            url, self.parse_seed, errback=self.seed_failed, meta=meta, priority=_FIRST, dont_filter=True
        )

    def seed_failed(self, failure: Failure) -> Answers:
        """A site that was named without a scheme may know http only."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy's scraper
        if (
            request.meta[_GUESSED]
            and not isinstance(failure.value, HttpError)
            and request.url.startswith("https:")
        ):
            yield self._seed_request("http" + request.url.removeprefix("https"))
            return
        self.logger.error("%s cannot be had: %s", request.url, failure.getErrorMessage())
        yield from self._entrance_answered()

    def parse_seed(self, response: Response) -> Answers:
        """Where the crawl begins; a feed or a sitemap may be that as well."""
        self._take(self.site.moved_to(response.url))
        if is_markup(response):
            yield from self._of_first_page(response)
        else:
            yield from self._entrance_requests([response.url], again=True)
        yield from self._entrance_answered()
        yield from self._captured(response)

    def _of_first_page(self, response: Response) -> Answers:
        self._asked.take(response.url)
        targets = self._targets(response)
        if not (targets.articles or targets.lists or targets.unsure):
            onward = forwards(response.body, response.url, content_type=content_type(response))
            for url in filter(self._asked.take, onward[:FORWARDS]):
                self._entrances += 1
                yield self._seed_request(url)
        yield from self._entrances_of(response)
        self._coverage.show(filter(self.site.in_scope, targets.articles))
        yield from self._page_requests(targets.articles, priority=_SOON)
        following = _following(response, _pager(response))
        self._first_lists += [*targets.lists, *targets.unsure, *filter(None, [following])]

    def _entrances_of(self, response: Response) -> Answers:
        """What robots.txt and the page name; where they name no sitemap, the usual places in turn."""
        media_type = content_type(response)
        sitemaps = linked_sitemaps(response.body, response.url, content_type=media_type)
        feeds = linked_feeds(response.body, response.url, content_type=media_type)
        yield from self._entrance_requests([*self._newly_named(), *sitemaps, *feeds])
        if not sitemaps and not self._sitemaps_named:
            usual = usual_sitemaps(response.url)
            yield from self._try_next(usual[:2] if feeds else (*usual, *usual_feeds(response.url)))

    def _newly_named(self) -> list[str]:
        """The sitemaps named in a robots.txt since this was last asked."""
        named = list(self._named_in_robots)
        self._named_in_robots.clear()
        self._sitemaps_named = self._sitemaps_named or bool(named)
        return named

    def _entrance_requests(
        self, urls: Iterable[str], *, trials: tuple[str, ...] = (), again: bool = False
    ) -> Answers:
        """Sitemaps and feeds, wherever they lie; each has one answer, whatever it is."""
        for url in urls:
            if self._asked.take(url) or again:
                self._entrances += 1
                yield Request(
                    url,
                    self.parse_entrance,
                    errback=self.entrance_failed,
                    meta={"allow_offsite": True, _TRIALS: trials},
                    priority=_FIRST,
                    dont_filter=True,
                )

    def _try_next(self, trials: tuple[str, ...]) -> Answers:
        """The next of the usual places, unless the site has a page for every address."""
        if trials and self._pages_at_trials < PAGES_AT_TRIALS:
            yield from self._entrance_requests(trials[:1], trials=trials[1:])

    def parse_entrance(self, response: Response) -> Answers:
        trials = response.meta[_TRIALS]
        try:
            sitemap = sitemap_entries(response.body, response.url, content_type=content_type(response))
        except ExtractionError as error:
            self._tell_unread("sitemap or feed", error)
            self._pages_at_trials += bool(trials) and is_markup(response)
            yield from self._try_next(trials)
        else:
            yield from self._of_sitemap(sitemap)
        yield from self._entrance_answered()
        yield from self._captured(response)

    def entrance_failed(self, failure: Failure) -> Answers:
        request: Request = failure.request  # type: ignore[attr-defined]
        yield from self._try_next(request.meta[_TRIALS])
        yield from self._entrance_answered()

    def _of_sitemap(self, sitemap: Sitemap) -> Answers:
        urls = newest_first(sitemap)
        if sitemap.kind == "index":
            yield from self._entrance_requests(url for url in urls if not _NO_ARTICLES.search(url))
            return
        wanted = [url for url in urls if shape_of(url) not in (Shape.LISTING, Shape.HOME)]
        self._coverage.list(wanted, newest_only=names_newest_only(sitemap))
        yield from self._page_requests(wanted, priority=_SOON)

    def _entrance_answered(self) -> Answers:
        """After the last answer it is known whether the lists must be read."""
        self._entrances -= 1
        if self._entrances:
            return
        if self.plan.lists is None and not self._reads_lists:
            self._reads_lists = not self._coverage.is_whole
        if self._reads_lists:
            lists, self._first_lists = self._first_lists, []
            yield from self._page_requests(lists, priority=_LATER, hops=1)

    def parse(self, response: Response) -> Answers:
        yield from self._entrance_requests(self._newly_named())
        again = self.retry_of(response)
        if again is not None:
            yield again
        if not is_markup(response):
            yield from self._captured(response)
            return
        kind = None
        if self._reads_lists:
            kind = _kind(response)
            yield from self._onward(response, kind)
        yield from self._captured(response, kind)

    def _onward(self, response: Response, kind: PageKind) -> Answers:
        """The articles and the lists a page leads to."""
        hops = int(response.meta.get(_HOPS, 0))
        targets = self._targets(response)
        pager = _pager(response)
        own = set(map(_key, further_pages(pager, response.url)))  # read in turn, not all at once
        articles = targets.articles
        if kind is PageKind.ARTICLE:
            self._made_alike.add(pattern_of(response.url))
            articles = tuple(url for url in articles if pattern_of(url) in self._made_alike)
        articles = tuple(url for url in articles if _key(url) not in own)
        if kind is not PageKind.ARTICLE and (following := _following(response, pager)) is not None:
            entries = self._met(self._allowed(map(self._asked_as, articles)))
            request = Request(self._asked_as(following), meta={_HOPS: hops}, priority=_LATER)
            yield from (
                each for each in self._next_of_list(response, request, entries) if self._asked.take(each.url)
            )
        yield from self._page_requests(articles, priority=_SOON, hops=hops + 1)
        if hops < self.plan.depth:
            lists = [*targets.lists, *(() if kind is PageKind.ARTICLE else targets.unsure)]
            lists = [url for url in lists if _key(url) not in own]
            yield from self._page_requests(lists, priority=_LATER, hops=hops + 1)

    def _captured(self, response: Response, kind: PageKind | None = None) -> Answers:
        """What came, whatever it is, as it is read at replay; an article with its further pages."""
        capture = capture_from_response(response)
        if not self.source.reads(capture.record):
            return
        whole = "dataloss" not in response.flags
        if whole and next_page(capture, self.source) and (kind or _kind(response)) is PageKind.ARTICLE:
            yield from self._continued(capture)
        else:
            yield capture

    def _page_requests(self, urls: Iterable[str], *, priority: int, hops: int = 0) -> Answers:
        """Requests of the pages in scope that are not held as articles and not asked for yet."""
        wanted = (self._asked_as(url) for url in urls if shape_of(url) not in (Shape.SERVICE, Shape.FILE))
        for request in self.article_requests(wanted):
            if self._asked.take(request.url):
                yield request.replace(priority=priority, meta={_HOPS: hops})

    def _asked_as(self, url: str) -> str:
        """The address without what only says how a reader came to it."""
        url = self.source.own_scheme(url)
        clean = normalized_url(url)
        return clean if len(parse_qsl(urlsplit(clean).query)) < len(parse_qsl(urlsplit(url).query)) else url

    def _targets(self, response: Response) -> Targets:
        """By links, and by the addresses in scripts that write the links of TRS sites."""
        found = targets_of(response.body, response.url, content_type=content_type(response))
        scripted = urls_in_scripts(response.body, response.url)
        return dataclasses.replace(found, articles=tuple(dict.fromkeys([*found.articles, *scripted])))

    def _robots_read(self, robotparser: Protego, request: Request) -> None:
        if self.site.in_scope(request.url):
            named = (resolved(address, request.url) for address in robotparser.sitemaps)
            self._named_in_robots += filter(None, named)

    def _tell_left_out(self) -> None:
        if self._asked.left_out:
            self.logger.warning(
                "the limit of %d pages is reached, %d links were not followed",
                self.plan.pages,
                self._asked.left_out,
            )


def is_markup(response: Response) -> bool:
    media_type = content_type(response).partition(";")[0].strip().lower()
    return media_type in ("", "text/html", "application/xhtml+xml")


def _kind(response: Response) -> PageKind:
    return kind_of_page(response.body, response.url, content_type=content_type(response))


def _pager(response: Response) -> Pager:
    return read_pager(response.body, response.url, content_type=content_type(response))


def _following(response: Response, pager: Pager) -> str | None:
    return next_in(pager, response.url) or next_by_count(response.body, response.url)


def _key(url: str) -> int:
    return hash(one_page(url))
