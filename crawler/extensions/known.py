"""What the database holds already of the URLs a list names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy import Engine

from crawler.archive.doors import NO_ORIGINAL
from crawler.clock import now
from crawler.expectations.measures import SAME_PAGE
from crawler.extraction.identity import url_id
from crawler.revisiting import not_yet_interval
from db.engine import open_database, reading
from db.queries.known import Known, known_articles, last_whole_crawl, not_there
from db.times import from_text, to_text

NOT_THERE_FOR = datetime.timedelta(days=7)  # until a place where nothing was is looked at again
UNFINISHED = ("partial", "truncated")  # flags of an article that another visit may complete
PASSING = (
    *(
        "challenge",
        "login-wall",
        "empty-shell",
        "soft-404",
        "network",
        SAME_PAGE,
    ),  # the site may have meant us, or that hour
    "listing",  # what it names changes
    *(
        "empty",
        "time-limit",
        "worker-died",
        "parser-error",
        "unwritable",
        NO_ORIGINAL,
    ),  # or it was our own fault
)

NOT_YET = ("not-article", "no-text")  # what a list or an article gives that is empty for now


class KnownUrls:
    """Tells a spider which articles need not be asked for; one query for all the URLs of a page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._engine: Engine | None = None  # until it is needed: a re-parse has this extension too
        self._covered_until = ""
        self._source = ""
        self._own: tuple[str, str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def leave_out(self, since: datetime.datetime, until: datetime.datetime) -> None:
        """What was captured between these moments is no older than the crawl, which goes on, and is not known to it."""
        self._own = to_text(since), to_text(until)

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those whose article is held whole, or whose page was refused for a reason that lasts."""
        return set(self.held(urls))

    def held(self, urls: Iterable[str], *, sections: bool = False) -> dict[str, bool]:
        """The known ones, each with whether the lists have been read beyond it.

        A page that said nothing is known for a time only, that of the sections of a site for a short one: it may be a
        list that was empty.

        They have beyond what was held when a crawl of the same target last came to its end. What a crawl took that was
        stopped or killed says nothing of the older articles below it.
        """
        by_id: dict[str, list[str]] = {}
        for url in urls:
            by_id.setdefault(url_id(url), []).append(url)
        if not by_id:
            return {}
        engine = self._opened()
        with reading(engine) as session:
            held = known_articles(
                session,
                by_id,
                source=self._source,
                unfinished_flags=UNFINISHED,
                passing_reasons=PASSING,
            )
        since, until = self._own or ("", "")
        older = {
            key: known.at
            for key, known in held.items()
            if not since <= known.at < until and not _is_due(known, sections)
        }
        return {url: at <= self._covered_until for key, at in older.items() for url in by_id[key]}

    def not_there(self, urls: Iterable[str]) -> set[str]:
        """Those where the server had nothing when they were asked for in the last days."""
        with reading(self._opened()) as session:
            return not_there(session, urls, since=to_text(now() - NOT_THERE_FOR))

    def _opened(self) -> Engine:
        if self._engine is None:
            spider = self._crawler.spider
            assert spider is not None
            target = str(getattr(spider, "target", spider.name))
            self._source = spider.name
            self._engine = open_database(self._crawler.settings["DATABASE_URL"])
            with reading(self._engine) as session:
                self._covered_until = last_whole_crawl(session, target) or ""
        return self._engine

    def spider_closed(self) -> None:
        if self._engine is not None:
            self._engine.dispose()


def _is_due(known: Known, is_section: bool) -> bool:
    if known.refused not in NOT_YET or known.first_at is None:
        return False
    first, last = from_text(known.first_at), from_text(known.at)
    wait = not_yet_interval((last - first).total_seconds(), is_section=is_section)
    return now() >= last + datetime.timedelta(seconds=wait)
