"""The queue of a crawl: the next requests in memory, the others in the database."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Self, TypeVar

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from sqlalchemy import Engine, exc
from sqlalchemy.orm import Session
from twisted.internet.defer import Deferred

from crawler.extensions.asking import Asking
from crawler.extensions.frontier import key_of
from crawler.extensions.hot_requests import HotRequests, Order, order_of
from crawler.extensions.journal import Door, Journal
from crawler.extensions.known import KnownUrls
from crawler.extensions.resuming import found_by
from crawler.extensions.run import Run, RunExtension
from crawler.extensions.states import NOT_ASKED, UrlStates
from crawler.extensions.written_requests import read
from db import models
from db.engine import open_database, reading, writing
from db.queries import frontier
from db.queries.crawls import DATABASE_UNWRITABLE
from db.queries.frontier import BEHIND_OTHERS, Place
from db.times import to_text

logger = logging.getLogger(__name__)

MOST_HOT = 10_000  # requests in memory
KEPT_HOT = 5_000  # when there were more
LEAST_HOT = 1_000  # so many are left when the next are asked of the database
ROWS_A_READ = 2_000

T = TypeVar("T")

Asked = tuple[str, str, int]  # URL, state, priority

_FIRST: Order = (-(1 << 31) + 1, -1)  # before all others


class FrontierScheduler(BaseScheduler):
    """Scrapy's order: the higher priority first, then first come, first served, requests of `start` after others.

    What waits of a crawl is in the table `crawl_urls` too, and beyond MOST_HOT there alone: `_beyond` is the first
    that is asked of the table. A crawl that is gone on with begins with what its spider starts with, and with what
    passes every filter, which brings the spider where it was; then all that is not at its end has its turn, in the
    order it was discovered in. A run that discovers nothing has its queue in memory alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._hot = HotRequests()
        self._seen: set[int] = set()
        self._replaying = False  # what its spider starts with, and nothing else
        self._replayed: set[int] = set()
        self._number = 0  # of the last that came
        self._states: UrlStates | None = None
        self._run: Run | None = None
        self._journal: Journal | None = None
        self._refusal: CloseSpider | None = None
        self._asking: Asking | None = None
        self._beyond: Order | None = None
        self._arrived: list[tuple[Order, Request]] = []  # see `_push`

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        scheduler = cls(crawler)
        crawler.signals.connect(scheduler.spider_idle, signals.spider_idle)
        return scheduler

    def open(self, spider: Spider) -> Deferred[None] | None:
        self._states = self._crawler.get_extension(UrlStates)
        run = self._crawler.get_extension(RunExtension)
        if run is None:
            return None
        try:
            self._run = run.begin()
            if self._states is not None:
                self._go_on(spider, self._run, self._states)
        except CloseSpider as error:
            # raised here, it would leave Scrapy with components that are closed and were never opened
            self._refusal = error
            self._crawler.signals.connect(self._refuse, signals.spider_opened)
        return None

    def _go_on(self, spider: Spider, run: Run, states: UrlStates) -> None:
        engine = open_database(self._crawler.settings["DATABASE_URL"])
        try:
            found = found_by(engine, run, getattr(spider, "stated", {}))
        except exc.DBAPIError as error:
            cause = error.orig
            logger.error("the frontier cannot be written, so nothing is begun: %s", cause)  # noqa: TRY400 - for a person
            raise CloseSpider(DATABASE_UNWRITABLE) from error
        self._journal = Journal(engine, run.crawl_id)
        self._asking = Asking(self._crawler, self._journal)
        self._seen, self._number = found.seen, found.last_place
        states.frontier.open(self._journal, spider, run.start)
        states.frontier.take_in(found.states.items())
        states.frontier.readings.take_in(found.readings)
        states.open(self._journal, run)
        kept = datetime.timedelta(days=self._crawler.settings.getfloat("CRAWL_URLS_KEEP_DAYS"))
        self._journal.prune(to_text(run.begun_at - kept), NOT_ASKED)
        if run.resumed:
            self._replaying = True
            self._recall(spider, engine, run)

    def _recall(self, spider: Spider, engine: Engine, run: Run) -> None:
        """What was done already, for those who need to know."""
        known = self._crawler.get_extension(KnownUrls)
        if known is not None:
            known.leave_out(run.started_at, run.begun_at)
        go_on: Callable[[Iterable[Asked]], None] | None = getattr(spider, "go_on", None)
        if go_on is not None:
            with reading(engine) as session:
                go_on(frontier.urls(session, run.crawl_id, but=NOT_ASKED))

    def has_pending_requests(self) -> bool:
        return bool(self._hot) or self._is_asking or self._beyond is not None

    def enqueue_request(self, request: Request) -> bool:
        key, states = self._key(request), self._states
        place = self._next_place(request) if self._takes(request, key) else None
        kept = states is not None and states.scheduled(request, key, place)
        if place is None:
            self._count("dupefilter/filtered")
        elif not (kept and self._replaying) or _is_replayed(request):
            self._push(order_of(place), request, kept=kept)
        if states is not None:
            states.under_way.taken(request)
        return place is not None

    def next_request(self) -> Request | None:
        if self._journal is not None and self._journal.is_far_behind:
            if not self._is_asking:
                self._ask(_nothing, _nothing)  # answered when all is written, or the end of the crawl
            return None
        request = self._hot.pop(self._active)
        if self._beyond is not None and len(self._hot) < LEAST_HOT and not self._is_asking:
            self._ask(self._next_rows, self._take_rows)
        if request is not None:
            self._count("scheduler/dequeued")
            if self._states is not None:
                self._states.handed_out(request)
        return request

    def spider_idle(self) -> None:
        """Now what an earlier start left, and this one has not come upon, has its turn."""
        if self._states is None or not (self._replaying or self._states.frontier.unmet):
            return
        if self._replaying:
            self._ask(self._take_up, self._took_up, door=writing)
        else:
            self._ask(self._known_by_now, self._settle_known)
        raise DontCloseSpider

    def _takes(self, request: Request, key: int) -> bool:
        """Whether it goes into the queue: not what did before, nor what an earlier start left there."""
        if request.dont_filter:
            return True
        if self._replaying and _is_replayed(request):
            is_new = key not in self._replayed
            self._replayed.add(key)
        else:
            is_new = key not in self._seen and not (self._replaying and self._is_unmet(key))
        if is_new:
            self._seen.add(key)
        return is_new

    def _is_unmet(self, key: int) -> bool:
        return self._states is not None and self._states.frontier.is_unmet(key)

    def _next_place(self, request: Request) -> Place:
        self._number += 1
        behind = BEHIND_OTHERS if request.meta.get("is_start_request") else 0
        return request.priority, self._number + behind

    def _push(self, order: Order, request: Request, *, kept: bool) -> None:
        """Into memory, or left to the table; `kept` says that it is there, or in the batch that is being noted.

        Where nothing is asked, what is of the table's part may be forgotten at once: the next question closes the batch
        its row is in, and is answered when that is written. Where something is, that batch may be closed already and
        the answer lack it, though it ends behind it: so it is held until `_beyond` is known again.
        """
        if kept and self._beyond is not None and order >= self._beyond:
            if self._is_asking:
                self._arrived.append((order, request))
            return
        self._hot.push(self._host(request), order, request, kept=kept)
        if len(self._hot) > MOST_HOT and not self._is_asking:
            first = self._hot.leave(KEPT_HOT)
            self._beyond = min(filter(None, (first, self._beyond)), default=None)

    @property
    def _is_asking(self) -> bool:
        """The database; `_beyond` stays as it is meanwhile."""
        return self._asking is not None and self._asking.is_waiting

    def _ask(self, question: Callable[[Session], T], take: Callable[[T], None], door: Door = reading) -> None:
        def answered(answer: T) -> None:
            take(answer)
            arrived, self._arrived = self._arrived, []
            for order, request in arrived:
                self._push(order, request, kept=True)

        assert self._asking is not None
        self._asking.ask(question, answered, door)

    def _next_rows(self, session: Session) -> list[models.CrawlUrl]:
        assert self._run is not None
        assert self._beyond is not None
        since = -self._beyond[0], self._beyond[1]
        return frontier.waiting(
            session, self._run.crawl_id, start=self._run.start, since=since, limit=ROWS_A_READ
        )

    def _take_rows(self, rows: Sequence[models.CrawlUrl]) -> None:
        spider = self._crawler.spider
        if spider is None:
            return  # closed meanwhile
        for row in rows:
            request = read(row.url, row.request, priority=row.priority, spider=spider)
            self._hot.push(self._host(request), order_of((row.priority, row.place)), request, kept=True)
        self._beyond = (-rows[-1].priority, rows[-1].place + 1) if len(rows) == ROWS_A_READ else None

    def _known_by_now(self, session: Session) -> list[str]:
        """What another crawl left waiting may have been stored since."""
        assert self._run is not None
        known = self._crawler.get_extension(KnownUrls)
        if known is None or getattr(self._crawler.spider, "refetch", True):
            return []
        left = frontier.not_met(session, self._run.crawl_id, self._run.start)
        return sorted(known.known(left.values()))

    def _settle_known(self, urls: Sequence[str]) -> None:
        assert self._states is not None
        for url in urls:
            self._states.settle(url, "known")
        self._ask(self._take_up, self._took_up, door=writing)

    def _take_up(self, session: Session) -> int:
        assert self._run is not None
        return frontier.take_up(session, self._run.crawl_id, self._run.start)

    def _took_up(self, count: int) -> None:
        assert self._states is not None
        self._seen |= self._states.frontier.unmet  # which the lists among them may name again
        self._states.frontier.all_met()
        if count:
            logger.info("%d URLs that were left waiting have their turn", count)
        if count or self._replaying:
            self._replaying = False
            self._replayed.clear()
            self._hot.leave(0)  # what came meanwhile is in the table too
            self._beyond = _FIRST
            self._ask(self._next_rows, self._take_rows)

    def _active(self, host: str) -> int:
        assert self._crawler.engine is not None
        slot = self._crawler.engine.downloader.slots.get(host)
        return len(slot.active) if slot else 0

    def _host(self, request: Request) -> str:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader.get_slot_key(request)

    def _key(self, request: Request) -> int:
        return key_of(self._crawler, request)

    def _count(self, event: str) -> None:
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(event)

    def _refuse(self) -> None:
        assert self._refusal is not None
        raise self._refusal


def _nothing(_: Session | None) -> None:
    pass


def _is_replayed(request: Request) -> bool:
    return request.dont_filter or bool(request.meta.get("is_start_request"))
