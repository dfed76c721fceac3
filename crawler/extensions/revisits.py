"""What each visit teaches of a page, and the pages that are due."""

from __future__ import annotations

import datetime
import functools
import hashlib
import logging
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, NotConfigured
from scrapy.http import Response
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from crawler import visits
from crawler.clock import now
from crawler.extensions.lessons import Lesson, Lessons
from crawler.extensions.revisit_rows import page_of, page_of_article, row_of, stated_at
from crawler.extensions.run import Run, RunExtension
from crawler.extraction.identity import url_id
from crawler.items import Article, Capture, Record, Refusal
from crawler.revisiting import Validators
from crawler.signals import url_ended
from crawler.visits import ARTICLE, HOME, LISTING, SOFT_404, Answer, Page
from db.engine import open_database, reading, writing
from db.queries import revisits
from db.times import to_text

logger = logging.getLogger(__name__)

REVISIT = "revisit"  # in a request's meta: the source of the article that is asked for again
ADOPTED_A_CRAWL = 5000  # articles that were held before visits were counted

_GONE_AS = {"soft-404": SOFT_404, "listing": HOME}  # what a refused page says of the article that stood there
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
        self._answers: dict[str, Answer] = {}  # by record, until what was read of it is stored
        self._gone: list[Lesson] = []
        self._sites_there: set[str] = set()
        self._has_asked = False

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
        self._lessons.open()
        try:
            self._prepare(self._engine)
        except DBAPIError as error:
            logger.warning("what earlier visits taught cannot be had for now: %s", error.orig)

    def _prepare(self, engine: Engine) -> None:
        with reading(engine) as session:
            self._lists = {row.key: page_of(row) for row in revisits.lists(session, self._source)}
            held = revisits.never_visited(session, self._source, ADOPTED_A_CRAWL)
        if held:
            with writing(engine) as session:
                revisits.put_new(session, [row_of(page_of_article(article)) for article in held])

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
        return page.is_asked_conditionally

    def spider_idle(self, spider: Spider) -> None:
        """The articles that are due have their turn, once."""
        make: Callable[[str, str], Request | None] | None = getattr(spider, "revisit_request", None)
        if self._has_asked or make is None or self._engine is None:
            return
        self._has_asked = True
        requests = [made for page in self._due(self._engine, spider) if (made := make(page.url, page.source))]
        assert self._crawler.engine is not None
        for request in requests:
            self._crawler.engine.crawl(request)
        if requests:
            logger.info("%d articles are due, and asked for again", len(requests))
            raise DontCloseSpider

    def _due(self, engine: Engine, spider: Spider) -> list[Page]:
        in_scope: Callable[[str], bool] = spider.source.in_scope  # type: ignore[attr-defined]
        most = self._crawler.settings.getint("CRAWL_REVISITS_MAX")
        with reading(engine) as session:
            rows = revisits.due_articles(session, self._source, to_text(now()), limit=most, wanted=in_scope)
        return [page_of(row) for row in rows]

    def answered(self, record: Record, validators: Validators, body: bytes) -> None:
        """A page came with these, and is being read."""
        digest = hashlib.sha256(body).hexdigest()
        self._answers[record.record_id] = Answer(validators=validators, body_digest=digest)

    def item_scraped(self, item: Capture | Article | Refusal) -> None:
        if isinstance(item, Capture) or item.record.url is None:
            return
        answer = self._answers.pop(item.record.record_id, Answer())
        if isinstance(item, Article):
            self._sites_there.add(_site(item.record.url))
            self._take(item.record.source, item.record.url, functools.partial(_read, item, answer))
        elif item.reason in _GONE_AS:
            self.gone(item.record, _GONE_AS[item.reason])
        else:
            self.failed(item.record, item.reason)

    def not_modified(self, record: Record, validators: Validators) -> None:
        assert record.url is not None
        self._sites_there.add(_site(record.url))
        self._visited(record, lambda page: visits.not_modified(page, record.captured_at, validators))

    def elsewhere(self, record: Record) -> None:
        """It leads to another page, and may not for long."""
        self._visited(record, lambda page: visits.put_off(page, record.captured_at))

    def failed(self, record: Record, cause: str) -> None:
        self._visited(record, lambda page: visits.failed(page, record.captured_at, cause))

    def gone(self, record: Record, how: str) -> None:
        assert record.url is not None
        site = _site(record.url)

        def seen_gone(page: Page) -> Page:
            return visits.seen_gone(page, record.captured_at, how, site_is_there=site in self._sites_there)

        learn = functools.partial(_visited, record, seen_gone)
        self._gone.append(Lesson(source=record.source, key=url_id(record.url), learn=learn))

    def list_read(self, response: Response, *, entries: int, known: int) -> None:
        """A list named so many articles, of which so many were held before the crawl."""
        record: Record | None = response.meta.get("record")
        if record is None:
            return
        url = response.meta.get("redirect_urls", [response.url])[0]
        at, source = record.captured_at, self._source

        def learn(page: Page | None) -> Page:
            page = page or Page(source=source, key=url_id(url), url=url, kind=LISTING, first_at=at)
            return page if page.has_seen(at) else visits.list_read(page, at, entries=entries, known=known)

        self._take(source, url, learn)

    def url_ended(self, request: Request, outcome: object, state: str) -> None:
        """What a request came to that no article was read of; lists are learned of here when they fail."""
        record: Record | None = request.meta.get("record")
        word, _, cause = state.partition(":")
        first = request.meta.get("redirect_urls", [request.url])[0]
        source, at = request.meta.get(REVISIT, self._source), now()
        if state == "gone" and isinstance(outcome, Response) and record is not None and record.url:
            self.gone(record, str(outcome.status))
        if word in ("failed", "refused", "gone"):
            self._take(source, first, functools.partial(_ended_badly, at, cause or word))
        elif state in _NOT_VISITED and REVISIT in request.meta:
            self._take(source, first, lambda page: page and visits.put_off(page, at))

    def _visited(self, record: Record, learn: Callable[[Page], Page]) -> None:
        assert record.url is not None
        self._take(record.source, record.url, functools.partial(_visited, record, learn))

    def _take(self, source: str, url: str, learn: Callable[[Page | None], Page | None]) -> None:
        if self._lessons is not None:
            self._lessons.take(Lesson(source=source, key=url_id(url), learn=learn))

    def _run(self) -> Run | None:
        extension = self._crawler.get_extension(RunExtension)
        return extension.run if extension is not None else None


def _read(article: Article, answer: Answer, page: Page | None) -> Page:
    record = article.record
    at, url = record.captured_at, record.url
    assert url is not None
    page = page or Page(source=record.source, key=url_id(url), url=url, kind=ARTICLE, first_at=at)
    if page.has_seen(at):
        return page
    return visits.article_read(
        page,
        at,
        answer=answer,
        content_digest=visits.content_digest(article.title, article.text_digest),
        published_at=stated_at(article.published_at),
    )


def _visited(record: Record, learn: Callable[[Page], Page], page: Page | None) -> Page | None:
    """Of an article that is known, once for each visit."""
    if page is None or page.kind != ARTICLE or page.has_seen(record.captured_at):
        return page
    return learn(page)


def _ended_badly(at: datetime.datetime, cause: str, page: Page | None) -> Page | None:
    """An article that is gone is no failure, see `gone`; a list that is gone is missed."""
    if page is None or (page.kind == ARTICLE and cause == "gone"):
        return page
    return visits.failed(page, at, cause)


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
