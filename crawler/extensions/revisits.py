"""What each visit teaches of a page, and the pages that are due."""

from __future__ import annotations

import asyncio
import datetime
import functools
import hashlib
import logging
from collections.abc import Callable
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, NotConfigured
from scrapy.http import Response
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crawler import visits
from crawler.clock import now
from crawler.expectations.measures import STAGE
from crawler.extensions import learning
from crawler.extensions.adoption import adopt
from crawler.extensions.asked_for import GUARDED, MOVED, REVISIT, AskedFor, Came
from crawler.extensions.lessons import Lesson, Lessons
from crawler.extensions.revisit_rows import page_of
from crawler.extensions.run import Run, RunExtension
from crawler.extensions.states import UrlStates
from crawler.extraction.identity import url_id
from crawler.extraction.learned import site_of
from crawler.items import Article, Capture, Record, Refusal
from crawler.revisiting import DISTRUSTED_FOR, Validators
from crawler.signals import url_ended
from crawler.visits import HOME, LISTING, SOFT_404, Answer, Page
from db.engine import open_database, reading
from db.queries import revisits
from db.times import to_text

logger = logging.getLogger(__name__)

_GONE_AS = {"soft-404": SOFT_404, "listing": HOME}  # what a refused page says of the article that stood there
SENT_HOME = "revisit/sent_home"  # in stats: articles that lead to the front page, or a list
_NOT_VISITED = ("robots", "out-of-scope", "known")


class Revisits:
    """Learns from every article and list that is visited, and asks for the articles that are due.

    Those are asked for when the spider has nothing else to do, as many as CRAWL_REVISITS_MAX allows: by then the new
    ones are in. That a page is gone is learned when the crawl ends: it depends on whether other pages of its site are
    there.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._engine: Engine | None = None
        self._lessons: Lessons | None = None
        self._source = ""
        self._lists: dict[str, Page] = {}  # as they were when the crawl began
        self._lying: set[str | None] = set()  # sites, of which no validators are believed
        self._came: dict[str, Came] = {}  # by record, until what was read of it is stored
        self._gone: list[Lesson] = []
        self._sites_there: set[str | None] = set()
        self._asking: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if getattr(crawler.spider or crawler.spidercls, "kind", "crawl") != "crawl":
            raise NotConfigured  # offline, nothing is visited
        extension = cls(crawler)
        for receiver, signal in (
            (extension.spider_opened, signals.spider_opened),
            (extension.spider_idle, signals.spider_idle),
            (extension.item_scraped, signals.item_scraped),
            (extension.url_ended, url_ended),
            (extension.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(receiver, signal)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        if self._run() is None:
            return  # nothing is stored, or another process is at it
        self._source = spider.name
        self._engine = open_database(self._crawler.settings["DATABASE_URL"])
        self._lessons = Lessons(self._engine)
        self._lessons.open(functools.partial(adopt, source=self._source))
        try:
            with reading(self._engine) as session:
                self._lists = {row.key: page_of(row) for row in revisits.lists(session, self._source)}
                since = to_text(now() - datetime.timedelta(seconds=DISTRUSTED_FOR))
                self._lying |= revisits.lying_sites(session, self._source, since)
        except DBAPIError as error:
            logger.warning("what earlier visits taught cannot be had for now: %s", error.orig)

    def spider_closed(self, spider: Spider) -> None:
        if self._lessons is not None:
            for lesson in self._gone:
                self._lessons.take(lesson)
            self._lessons.close()
        if self._engine is not None:
            self._engine.dispose()

    def is_due(self, url: str) -> bool:
        """Whether a list is to be read: all are, unless CRAWL_DUE_ONLY is on and it is known when this one is due.

        Those an earlier start of the crawl has read are, as they were then.
        """
        page = self._lists.get(url_id(url))
        if page is None or not self._crawler.settings.getbool("CRAWL_DUE_ONLY"):
            return True
        run = self._run()
        return page.is_due(now()) or (run is not None and page.has_seen(run.started_at))

    def due_lists(self) -> list[str]:
        """The lists that are due where not all are read."""
        if not self._crawler.settings.getbool("CRAWL_DUE_ONLY"):
            return []
        return sorted(page.url for page in self._lists.values() if self.is_due(page.url))

    def page(self, source: str, url: str) -> Page | None:
        """What is known of an article; it takes a query."""
        if self._engine is None:
            return None
        key = url_id(url)
        with reading(self._engine) as session:
            row = revisits.by_key(session, source, [key]).get(key)
        return page_of(row) if row else None

    def is_asked_conditionally(self, page: Page) -> bool:
        """Also what an earlier start of the crawl has asked for: how it asked then is not known, its answer is."""
        run = self._run()
        if run is not None and run.resumed and page.has_seen(run.started_at):
            return bool(page.validators)
        return page.is_asked_conditionally and site_of(page.url) not in self._lying

    def spider_idle(self, spider: Spider) -> None:
        """The articles that are due have their turn, once."""
        make: Callable[[str, str], Request | None] | None = getattr(spider, "revisit_request", None)
        if make is None or self._lessons is None:
            return
        if self._asking is None:
            due = self._lessons.after_that(functools.partial(self._due, spider))
            self._asking = asyncio.ensure_future(self._ask_for(due, make))
        if not self._asking.done():
            raise DontCloseSpider

    def _due(self, spider: Spider, session: Session) -> list[str]:
        hosts, in_scope = spider.allowed_domains, spider.source.in_scope  # type: ignore[attr-defined]
        return revisits.due_articles(
            session,
            self._source,
            to_text(now()),
            limit=self._crawler.settings.getint("CRAWL_REVISITS_MAX"),
            on=lambda site: not hosts or site in hosts or f"www.{site}" in hosts,
            wanted=in_scope,
        )

    async def _ask_for(
        self, due: asyncio.Future[list[str]], make: Callable[[str, str], Request | None]
    ) -> None:
        try:
            requests = [made for url in await due if (made := make(url, self._source))]
        except DBAPIError as error:
            logger.warning("which articles are due cannot be had for now: %s", error.orig)
            return
        engine = self._crawler.engine
        slot = engine._slot if engine is not None else None
        if engine is None or slot is None or slot.closing is not None:
            return
        for request in requests:
            engine.crawl(request)
        if requests:
            logger.info("%d articles are due, and asked for again", len(requests))
        slot.nextcall.schedule()

    def answered(self, request: Request, record: Record, validators: Validators, body: bytes) -> None:
        """A page came with these, and is being read."""
        digest = hashlib.sha256(body).hexdigest()
        asked = AskedFor.by(request, record.source)
        answer = Answer(validators=validators, body_digest=digest)
        self._came[record.record_id] = Came(asked=asked, answer=answer)

    def item_scraped(self, item: Capture | Article | Refusal) -> None:
        record = item.record
        if isinstance(item, Capture) or record.url is None:
            return
        came = self._came.pop(record.record_id, None) or Came(asked=AskedFor.of(record))
        if isinstance(item, Article):
            self._sites_there.add(site_of(record.url))
            self._take(record.source, record.url, functools.partial(self._article_read, item, came.answer))
        elif item.stage == STAGE:
            self._take(record.source, record.url, functools.partial(learning.held_back, record))
        if came.asked.led != GUARDED:
            self._tell_first(came.asked, item)

    def _tell_first(self, asked: AskedFor, item: Article | Refusal) -> None:
        """What the page at the end says of the address that was asked for."""
        if isinstance(item, Article) or item.stage == STAGE:
            if asked.is_elsewhere:
                self._elsewhere(asked)
        elif item.reason in _GONE_AS:
            self.gone(asked, _GONE_AS[item.reason])
        else:
            self.failed(asked, item.reason)

    def _article_read(self, article: Article, answer: Answer, page: Page | None) -> Page:
        after = learning.article_read(article, answer, page)
        if page is not None and after.lies > page.lies and after.changes > page.changes:
            self._lying.add(site_of(after.url))
        return after

    def not_modified(self, record: Record, validators: Validators) -> None:
        assert record.url is not None
        self._sites_there.add(site_of(record.url))
        asked = AskedFor.of(record)
        self._visited(asked, lambda page: visits.not_modified(page, asked.at, validators))

    def gone(self, asked: AskedFor, how: str) -> None:
        """So are all addresses that lead to one that is."""
        if how == HOME and self._crawler.stats is not None:
            self._crawler.stats.inc_value(SENT_HOME)
        for url in asked.urls[:1] if how == MOVED else asked.urls:
            learn = functools.partial(self._seen_gone, how, site_of(url), asked.at)
            learn_once = functools.partial(learning.visited, asked.at, learn)
            self._gone.append(Lesson(source=asked.source, key=url_id(url), learn=learn_once))

    def _seen_gone(self, how: str, site: str | None, at: datetime.datetime, page: Page) -> Page:
        return visits.seen_gone(page, at, how, site_is_there=site in self._sites_there)

    def _elsewhere(self, asked: AskedFor) -> None:
        """It led to another page, for good or for now."""
        if asked.led == MOVED:
            self.gone(asked, MOVED)
        else:
            self._visited(asked, lambda page: visits.put_off(page, asked.at))

    def led_on(self, asked: AskedFor) -> None:
        """What it leads to may have been asked for already, and is not then asked for again."""
        self._visited(asked, lambda page: visits.led_on(page, asked.at))

    def failed(self, asked: AskedFor, cause: str) -> None:
        self._visited(asked, lambda page: visits.failed(page, asked.at, cause))

    def list_read(self, response: Response, *, entries: int, known: int, is_list: bool = True) -> None:
        """A list named so many articles, of which so many were held before the crawl.

        Of a page that may be none, nothing is learned unless it has been one.
        """
        record: Record | None = response.meta.get("record")
        if record is None:
            return
        url = response.meta.get("redirect_urls", [response.url])[0]
        at, source = record.captured_at, self._source

        def learn(page: Page | None) -> Page | None:
            if page is None and not is_list:
                return None
            page = page or Page(source=source, key=url_id(url), url=url, kind=LISTING, first_at=at)
            return page if page.has_seen(at) else visits.list_read(page, at, entries=entries, known=known)

        self._take(source, url, learn)

    def url_ended(self, request: Request, outcome: object, state: str) -> None:
        """What a request came to that no article was read of; lists are learned of here when they fail."""
        record: Record | None = request.meta.get("record")
        word, _, cause = state.partition(":")
        asked = AskedFor.by(request, self._source)
        if asked.led == GUARDED:
            return
        if state == "gone" and record is not None:
            if isinstance(outcome, Response):
                self.gone(asked, str(outcome.status))
            self._settle_first(request, asked, record)
        if word in ("failed", "refused", "gone"):
            self._take(
                asked.source, asked.first, functools.partial(learning.ended_badly, now(), cause or word)
            )
        elif state in _NOT_VISITED and REVISIT in request.meta:
            self._elsewhere(asked)

    def _settle_first(self, request: Request, asked: AskedFor, record: Record) -> None:
        """An article that was asked for is gone too where it leads to what is."""
        states = self._crawler.get_extension(UrlStates)
        if states is not None and REVISIT in request.meta and asked.is_elsewhere:
            states.settle(asked.first, "gone", record.record_id)

    def _visited(self, asked: AskedFor, learn: Callable[[Page], Page]) -> None:
        self._take(asked.source, asked.first, functools.partial(learning.visited, asked.at, learn))

    def _take(self, source: str, url: str, learn: Callable[[Page | None], Page | None]) -> None:
        if self._lessons is not None:
            self._lessons.take(Lesson(source=source, key=url_id(url), learn=learn))

    def _run(self) -> Run | None:
        extension = self._crawler.get_extension(RunExtension)
        return extension.run if extension is not None else None
