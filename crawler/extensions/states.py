"""What became of every URL a crawl discovered: each is in exactly one state, and the states add up."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Self
from weakref import WeakKeyDictionary

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from crawler.clock import now
from crawler.extensions.answers import impostor_in, is_list
from crawler.extensions.causes import cause_of
from crawler.items import Article, Capture, Record, Refusal
from crawler.page_thread import in_page_thread
from crawler.signals import article_saved
from crawler.sources import ANY_SITE, Source, sources_of
from db.engine import open_database, reading
from db.queries import articles

logger = logging.getLogger(__name__)

DISCOVERED = "urls/discovered"
WAITING, UNREAD, LISTING, DUPLICATE = "waiting", "unread", "listing", "duplicate"
OLDER, SAVED = "older", frozenset({"stored", "updated", "unchanged"})
GUESSED = "guessed"  # in a request's meta: no page named this address, as with the usual places of feeds
_NOT_THERE = "not-there"  # a guess that proved wrong, which is no discovery
NOT_ASKED = frozenset({"known", "out-of-scope", "trap", "left-out"})
GOOD = frozenset({"stored", "updated", "unchanged", "older", DUPLICATE, "known", LISTING, "continuation"})
OPEN = frozenset({WAITING, UNREAD})
WHOLE_STATES = GOOD | OPEN | NOT_ASKED | {"robots", "redirected", "gone"}
STATES_WITH_CAUSE = ("refused", "failed")
SMALL = 4_000  # bytes, which are looked at in less time than another thread takes

_PAGE_REASONS = {
    LISTING: LISTING,
    "continuation": "continuation",
}  # refused as articles, yet what they should be


class UrlStates:
    """Follows each URL from its discovery to its end, and tells the counts as stats `urls/<state>`.

    stored updated unchanged older   an article, by what the database says of it
    duplicate                        stored, and a copy of another record
    known                            held already, so not asked for
    listing                          a list, a feed or a sitemap, and read
    continuation                     a further page of an article, met as a page of its own
    refused:REASON                   fetched, and no article; in quarantine, or a listing that proved to be none
    robots out-of-scope trap         not asked for
    left-out                         not asked for, as the limit of pages a person set was reached
    redirected                       what it led to has a state of its own
    gone failed:CAUSE                404 or 410; any other status (http-503), no answer (timeout, dns, connection ...)
    waiting unread                   the crawl ended first: still queued; fetched, and read by the next run

    One URL is one key of 8 bytes, whatever its retries and however often it is named; that of a POST includes its
    body. Further pages which a spider asks for with `meta["continuation"]` belong to their first page's URL and
    are not counted, nor is robots.txt, nor an address asked for with `meta["guessed"]` where there is nothing.
    """

    def __init__(self, crawler: Crawler, sources: Mapping[str, Source]) -> None:
        self._crawler = crawler
        self._sources = sources
        self._states: dict[int, str] = {}
        self._counts: Counter[str] = Counter()
        self._seeds: dict[int, str] = {}
        self._reasons: WeakKeyDictionary[Response, str | None] = WeakKeyDictionary()  # of pages looked at
        self._started = now()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider or crawler.spidercls  # `scrapy shell` has no spider yet
        if getattr(spider, "kind", "crawl") != "crawl":
            raise NotConfigured  # offline, no URL is discovered
        loader = get_spider_loader(crawler.settings)
        states = cls(crawler, sources_of([*map(loader.load, loader.list()), crawler.spidercls]))
        for receiver, signal in (
            (states.request_scheduled, signals.request_scheduled),
            (states.article_saved, article_saved),
            (states.item_scraped, signals.item_scraped),
            (states.item_error, signals.item_error),
            (states.spider_error, signals.spider_error),
            (states.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(receiver, signal)
        return states

    def settle(self, url: str | Request, state: str) -> None:
        """Puts a URL into a state; a spider does so for what it does not ask for, or what it alone can tell.

        `known`, `out-of-scope`, `trap` and `left-out` are for URLs that were not asked for: one that was keeps its
        state, and one of these is not replaced by another.
        Raises ValueError for a word that is no state.
        """
        word, _, cause = state.partition(":")
        if state not in WHOLE_STATES and not (word in STATES_WITH_CAUSE and cause):
            raise ValueError(f"no state of a URL: {state!r}")
        key = self._key(url)
        if state in NOT_ASKED and self._states.get(key, WAITING) != WAITING:
            return
        self._set(key, state)

    def counts(self) -> Counter[str]:
        """How many URLs are in each state now."""
        return Counter({x: count for x, count in self._counts.items() if count and x != _NOT_THERE})

    def request_scheduled(self, request: Request) -> None:
        if not _counted(request):
            return
        key = self._key(request)
        if self._states.get(key) in (None, *NOT_ASKED):
            self._set(key, WAITING)
        elif self._states[key] == _NOT_THERE and not request.meta.get(GUESSED):
            self._set(key, "gone")
        before = request.meta.get("redirect_urls")
        if before:
            origin = self._key(before[-1])
            self._redirected(origin, key, request)
        elif request.meta.get("is_start_request"):
            self._seeds.setdefault(key, request.url)

    def _redirected(self, origin: int, key: int, request: Request) -> None:
        """A URL that leads to itself is asked again where it left a cookie, or is lost to the filter of duplicates."""
        if origin == key:
            self._set(key, WAITING if request.dont_filter else "failed:redirect-loop")
            return
        self._set(origin, "redirected")
        if self._seeds.pop(origin, None) is not None:
            self._seeds.setdefault(key, request.url)

    async def answered(self, request: Request, response: Response) -> Response:
        """As `ended`, with the response, which is looked at in a thread where that takes long."""
        if _counted(request) and len(response.body) > SMALL and not self._is_read(request):
            self._reasons[response] = await in_page_thread(impostor_in, response)
        self.ended(request, response)
        return response

    def ended(self, request: Request, outcome: Response | Failure) -> None:
        """What the downloader and its middlewares made of a request in the end."""
        key = self._key(request)
        if key not in self._states or not _counted(request):
            return
        if isinstance(outcome, Response):
            state = self._answered(request, outcome)
            nowhere = state == "gone" and request.meta.get(GUESSED) and key not in self._seeds
            self._set(key, _NOT_THERE if nowhere else state)
        elif self._states[key] == WAITING:
            assert outcome.value is not None
            self._set(key, cause_of(request, outcome.value))

    def _answered(self, request: Request, response: Response) -> str:
        source = self._source(request.meta.get("record"))
        if self._is_read(request):
            return UNREAD
        if noted := request.meta.get("failed"):
            return f"failed:{noted}"
        if reason := self._impostor(response):
            return f"refused:{reason}"
        if response.status in (404, 410):
            return "gone"
        if not 200 <= response.status < 300:
            return f"failed:http-{response.status}"
        if not source.in_scope(response.url):
            return "out-of-scope"
        return LISTING if is_list(source, response) else "failed:content-type"

    def _is_read(self, request: Request) -> bool:
        record: Record | None = request.meta.get("record")
        return record is not None and self._source(record).reads(record)

    def _impostor(self, response: Response) -> str | None:
        """What a page that should be a list, or an error, is instead; a missing page is only missing."""
        known = response in self._reasons
        reason = self._reasons.pop(response) if known else impostor_in(response)
        if response.status in (404, 410) or (not 200 <= response.status < 300 and reason != "challenge"):
            return None
        if reason:
            logger.warning("%s is no list but a page of the kind %s", response.url, reason)
        if reason == "challenge":
            self._note_challenge(response.url)
        return reason

    def article_saved(self, record: Record, fate: str) -> None:
        """A page that broke off and was asked for again may be read after the whole one, and be older than it."""
        whole = record.url is not None and self._states.get(self._key(record.url)) in SAVED
        if not (fate == OLDER and whole):
            self._settle_record(record, fate)

    def item_scraped(self, item: Capture | Article | Refusal) -> None:
        if isinstance(item, Refusal):
            if item.reason == "challenge" and item.record.url:
                self._note_challenge(item.record.url)
            self._settle_record(item.record, _PAGE_REASONS.get(item.reason, f"refused:{item.reason}"))

    def _note_challenge(self, url: str) -> None:
        stats = self._crawler.stats
        assert stats is not None
        if stats.get_value("challenge/first_url") is None:
            stats.set_value("challenge/first_url", url)

    def item_error(self, item: Capture | Article | Refusal) -> None:
        self._settle_record(item.record, "failed:crashed")

    def spider_error(self, response: Response | Failure) -> None:
        request: Request | None = getattr(response, "request", None)
        if request is not None and _counted(request) and self._key(request) in self._states:
            self._set(self._key(request), "failed:crashed")

    def _settle_record(self, record: Record, state: str) -> None:
        """What the run before left unread was not discovered by this one."""
        key = self._key(record.url) if record.url else None
        if key in self._states:
            self._set(key, state)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        for url in self._copies():
            key = self._key(url)
            if self._states.get(key) in ("stored", "updated"):
                self._set(key, DUPLICATE)
        self._tell(reason)

    def _copies(self) -> Iterator[str]:
        engine = open_database(self._crawler.settings["DATABASE_URL"])
        try:
            with reading(engine) as session:
                yield from articles.urls(session, since=self._started, duplicates="only")
        finally:
            engine.dispose()

    def _tell(self, reason: str) -> None:
        stats = self._crawler.stats
        assert stats is not None
        counts = self.counts()
        discovered = len(self._states) - self._counts[_NOT_THERE]
        stats.set_value(DISCOVERED, discovered)
        for state, count in counts.items():
            stats.set_value(f"urls/{state}", count)
        self._tell_seeds(stats)
        if counts.total() != discovered:
            logger.error("%d URLs were discovered, %d have a state", discovered, counts.total())
        if reason == "finished" and (left := sum(counts[state] for state in OPEN)):
            logger.error("the crawl has ended and %d URLs have no end", left)

    def _tell_seeds(self, stats: StatsCollector) -> None:
        """Stats `seeds/<state>`, how many were `reached`, and the first that was not, with its state."""
        for state, count in Counter(self._states[key] for key in self._seeds).items():
            stats.set_value(f"seeds/{state}", count)
        failed = [(url, self._states[key]) for key, url in self._seeds.items() if is_bad(self._states[key])]
        stats.set_value("seeds/reached", len(self._seeds) - len(failed))
        if failed:
            stats.set_value("seeds/first_failed", " ".join(failed[0]))

    def _set(self, key: int | None, state: str) -> None:
        assert key is not None
        before = self._states.get(key)
        if before is not None:
            self._counts[before] -= 1
        self._states[key] = state
        self._counts[state] += 1

    def _key(self, url: str | Request) -> int:
        request = Request(url) if isinstance(url, str) else url
        assert self._crawler.request_fingerprinter is not None
        return int.from_bytes(self._crawler.request_fingerprinter.fingerprint(request)[:8], "big")

    def _source(self, record: Record | None) -> Source:
        return self._sources.get(record.source, ANY_SITE) if record else ANY_SITE


def is_bad(state: str) -> bool:
    """Whether a URL in this state brought nothing and has not led elsewhere."""
    return state not in GOOD | OPEN and state != "redirected"


def _counted(request: Request) -> bool:
    return not request.meta.get("continuation") and urlparse_cached(request).path != "/robots.txt"
