"""What became of every URL a crawl discovered: each is in exactly one state, and the states add up."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader
from sqlalchemy.exc import DBAPIError
from twisted.python.failure import Failure

from crawler.clock import now
from crawler.extensions.causes import cause_of
from crawler.extensions.frontier import NOT_THERE, Frontier, key_of
from crawler.extensions.journal import Journal
from crawler.extensions.last_word import DUPLICATE, last_words
from crawler.extensions.run import Run
from crawler.extensions.seed_ends import tell_seeds
from crawler.extensions.under_way import UnderWay, is_counted
from crawler.extensions.verdicts import LISTING, Verdicts
from crawler.items import Article, Capture, Record, Refusal
from crawler.signals import article_saved, url_ended
from crawler.sources import Source, sources_of
from db.engine import DatabaseUnavailableError
from db.queries.crawls import DATABASE_UNWRITABLE
from db.queries.frontier import OPEN, WAITING, Place

logger = logging.getLogger(__name__)

DISCOVERED = "urls/discovered"
OLDER, SAVED = "older", frozenset({"stored", "updated", "unchanged"})
GUESSED = "guessed"  # in a request's meta: no page named this address, as with the usual places of feeds
REPLAYED = "replayed"  # in a request's meta: it was answered out of the archive
NOT_ASKED = frozenset({"known", "not-due", "out-of-scope", "trap", "left-out"})
GOOD = frozenset(
    {"stored", "updated", "unchanged", "older", DUPLICATE, "known", "not-modified", LISTING, "continuation"}
)
WHOLE_STATES = GOOD | OPEN | NOT_ASKED | {"robots", "redirected", "gone"}
CRASHED = "crashed"  # what reading it came to, by an error of our own
STATES_WITH_CAUSE = ("refused", "failed")

# of refusals of pages that are what they should be, though no articles, or that nobody has read
_PAGE_REASONS = {LISTING: LISTING, "continuation": "continuation", CRASHED: f"failed:{CRASHED}"}


class UrlStates:
    """Follows each URL from its discovery to its end, and tells the counts as stats `urls/<state>`.

    stored updated unchanged older   an article, by what the database says of it
    duplicate                        stored, and a copy of another record
    known                            held already, so not asked for
    not-modified                     held already, and the server says it is as it was
    not-due                          a list that is not to be read yet
    listing                          a list, a feed or a sitemap, and read
    continuation                     a further page of an article, met as a page of its own
    refused:REASON                   fetched, and no article; in quarantine, or a listing that proved to be none
    robots out-of-scope trap         not asked for
    left-out                         not asked for, as the limit of pages a person set was reached
    redirected                       what it led to has a state of its own
    gone                             404 or 410; an article that is held, and leads to the front page or a list now
    failed:CAUSE                     any other status (http-503), no answer (timeout, dns, connection ...)
    failed:crashed                   an error of our own in reading it, or the process died of it start after start
    waiting unread                   the crawl ended first: still queued; fetched, and read by the next run

    One URL is one key of 8 bytes, whatever its retries and however often it is named; that of a POST includes its
    body. Further pages which a spider asks for with `meta["continuation"]` belong to their first page's URL and
    are not counted, nor is robots.txt, nor an address asked for with `meta["guessed"]` where there is nothing.
    """

    def __init__(self, crawler: Crawler, sources: Mapping[str, Source]) -> None:
        self._crawler = crawler
        self.frontier = Frontier()
        self.under_way = UnderWay(self.frontier)
        self._verdicts = Verdicts(sources, self._note_challenge)
        self._seeds: dict[int, str] = {}
        self._begun = self._started = now()
        self._journal: Journal | None = None
        self._read_again: dict[str, str] = {}  # URL by record, of what an earlier start may have stored

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider or crawler.spidercls  # `scrapy shell` has no spider yet
        if getattr(spider, "kind", "crawl") != "crawl":
            raise NotConfigured  # offline, no URL is discovered
        loader = get_spider_loader(crawler.settings)
        states = cls(crawler, sources_of([*map(loader.load, loader.list()), crawler.spidercls]))
        for receiver, signal in (
            (states.left_downloader, signals.request_left_downloader),
            (states.article_saved, article_saved),
            (states.item_scraped, signals.item_scraped),
            (states.item_error, signals.item_error),
            (states.spider_error, signals.spider_error),
            (states.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(receiver, signal)
        return states

    def open(self, journal: Journal, run: Run) -> None:
        """What happens is also written, from now on."""
        self._journal = journal
        journal.open()
        self._begun, self._started = run.begun_at, run.started_at

    def settle(self, url: str | Request, state: str, record_id: str | None = None) -> None:
        """Puts a URL into a state; a spider does so for what it does not ask for, or what it alone can tell.

        `record_id` is the response that says so.
        `known`, `out-of-scope`, `trap`, `not-due` and `left-out` are for URLs that were not asked for: one that was
        keeps its state, and one of these is not replaced by another.
        Raises ValueError for a word that is no state.
        """
        word, _, cause = state.partition(":")
        if state not in WHOLE_STATES and not (word in STATES_WITH_CAUSE and cause):
            raise ValueError(f"no state of a URL: {state!r}")
        key, address = self.key(url), url if isinstance(url, str) else url.url
        was_asked = self.frontier.state(key) not in (None, NOT_THERE, WAITING) or self.frontier.is_queued(key)
        if state in NOT_ASKED and was_asked:
            return
        self.frontier.settle(key, address, state, record_id)

    def counts(self) -> Counter[str]:
        """How many URLs are in each state now."""
        return Counter({x: n for x, n in self.frontier.counts.items() if n and x != NOT_THERE})

    def scheduled(self, request: Request, key: int, place: Place | None) -> bool:
        """Notes that a request goes into the queue at that place, or that it is one too many (None).

        Whether the frontier can be asked for it again.
        """
        if not is_counted(request):
            return False
        kept = place is not None and self._queued(request, key, place)
        before = request.meta.get("redirect_urls")
        if before:
            self._redirected(Request(before[-1]), key, request)
        elif request.meta.get("is_start_request"):
            self._seeds.setdefault(key, request.url)
        return kept

    def _queued(self, request: Request, key: int, place: Place) -> bool:
        guessed_wrong = self.frontier.state(key) == NOT_THERE
        if guessed_wrong and request.meta.get(GUESSED):
            return False
        if self.frontier.state(key) in NOT_ASKED:
            self.frontier.settle(key, request.url, WAITING)
        kept = self.frontier.queue(key, request, place, self._found_on(request))
        if guessed_wrong:
            self.frontier.settle(key, request.url, "gone")
        return kept

    def _found_on(self, request: Request) -> str | None:
        before: list[str] | None = request.meta.get("redirect_urls")
        return before[-1] if before else self.under_way.found_on(request)

    def _redirected(self, before: Request, key: int, request: Request) -> None:
        """A URL that leads to itself is asked again where it left a cookie, or is lost to the filter of duplicates."""
        origin = self.key(before)
        if origin == key:
            state = WAITING if request.dont_filter else "failed:redirect-loop"
            self.frontier.settle(key, request.url, state)
            return
        self.frontier.settle(origin, before.url, "redirected")
        if self._seeds.pop(origin, None) is not None:
            self._seeds.setdefault(key, request.url)

    def handed_out(self, request: Request) -> None:
        """It goes to the downloader now."""
        if is_counted(request):
            self.under_way.hand_out(request, self.key(request))

    def left_downloader(self, request: Request) -> None:
        if is_counted(request):
            self.frontier.attempt(self.key(request))

    async def answered(self, request: Request, response: Response) -> Response:
        """As `ended`, with the response, which is looked at in a thread where that takes long."""
        if is_counted(request):
            await self._verdicts.look_at(request, response)
        self.ended(request, response)
        return response

    def ended(self, request: Request, outcome: Response | Failure) -> None:
        """What the downloader and its middlewares made of a request in the end."""
        key = self.key(request)
        state = self.frontier.state(key)
        if state is None or not is_counted(request):
            return
        if isinstance(outcome, Response):
            self._answered(request, key, outcome)
        elif state == WAITING:
            assert outcome.value is not None
            self.frontier.settle(key, request.url, cause_of(request, outcome.value))
        if not isinstance(outcome, Response):
            self.under_way.let_go(request)
        self._crawler.signals.send_catch_log(
            url_ended, request=request, outcome=outcome, state=self.frontier.state(key)
        )

    def _answered(self, request: Request, key: int, response: Response) -> None:
        if request.meta.get(REPLAYED) and self.frontier.state(key) not in (*OPEN, NOT_THERE):
            return  # an earlier start found out what it is
        state = self._verdicts.of(request, response)
        nowhere = state == "gone" and request.meta.get(GUESSED) and key not in self._seeds
        record: Record | None = request.meta.get("record")
        record_id = record.record_id if record else None
        self.frontier.settle(key, request.url, NOT_THERE if nowhere else state, record_id)

    def article_saved(self, record: Record, fate: str) -> None:
        """A page that broke off and was asked for again may be read after the whole one, and be older than it."""
        if fate == "unchanged" and record.url and record.captured_at < self._begun:
            self._read_again[record.record_id] = record.url
        whole = record.url is not None and self.frontier.state(self.key(record.url)) in SAVED
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
        if request is not None and is_counted(request) and self.key(request) in self.frontier:
            self.frontier.settle(self.key(request), request.url, "failed:crashed")
            self.under_way.let_go(request)

    def _settle_record(self, record: Record, state: str) -> None:
        """What the run before left unread was not discovered by this one; what an earlier start ended stays so."""
        key = self.key(record.url) if record.url else None
        before = self.frontier.state(key)
        if key is None or record.url is None or before in (None, NOT_THERE):
            return
        if before in (*OPEN, "failed:crashed") or record.captured_at >= self._begun:
            self.frontier.settle(key, record.url, state, record.record_id)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """A crawl whose frontier could not be written whole has not finished: it is gone on with."""
        try:
            self.frontier.outlive()
            is_whole = self._take_last_words()
            self._tell(reason)
        finally:
            is_written = self._journal is None or self._journal.close()
        if reason == "finished" and not (is_whole and is_written):
            assert self._crawler.stats is not None
            self._crawler.stats.set_value("finish_reason", DATABASE_UNWRITABLE)

    def _take_last_words(self) -> bool:
        """Whether the database told them."""
        crawl_id = self._journal.crawl_id if self._journal is not None else None
        database_url = self._crawler.settings["DATABASE_URL"]
        try:
            words = list(last_words(database_url, crawl_id, self._started, self._read_again))
        except (DBAPIError, DatabaseUnavailableError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            logger.error("which articles are copies cannot be asked, they are counted as stored: %s", cause)  # noqa: TRY400 - for a person
            return False
        for word in words:
            key = self.key(word.url)
            if self.frontier.state(key) in word.instead_of:
                self.frontier.settle(key, word.url, word.state)
        return True

    def _tell(self, reason: str) -> None:
        stats = self._crawler.stats
        assert stats is not None
        counts, discovered = self.counts(), len(self.frontier)
        stats.set_value(DISCOVERED, discovered)
        for state, count in counts.items():
            stats.set_value(f"urls/{state}", count)
        ends = [(url, self.frontier.state(key) or NOT_THERE) for key, url in self._seeds.items()]
        tell_seeds(stats, ends, is_bad)
        if counts.total() != discovered:
            logger.error("%d URLs were discovered, %d have a state", discovered, counts.total())
        if reason == "finished" and (left := sum(counts[state] for state in OPEN)):
            logger.error("the crawl has ended and %d URLs have no end", left)

    def key(self, url: str | Request) -> int:
        return key_of(self._crawler, Request(url) if isinstance(url, str) else url)


def is_bad(state: str) -> bool:
    """Whether a URL in this state brought nothing and has not led elsewhere."""
    return state not in GOOD | OPEN and state != "redirected"
