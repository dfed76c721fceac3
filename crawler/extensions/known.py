"""What the database holds already of the URLs a list names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy import Engine

from crawler.archive.doors import NO_ORIGINAL
from crawler.extraction.identity import url_id
from db.engine import open_database, reading
from db.queries.known import known_articles

UNFINISHED = ("partial", "truncated")  # flags of an article that another visit may complete
PASSING = (
    *(
        "challenge",
        "login-wall",
        "empty-shell",
        "soft-404",
        "network",
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


class KnownUrls:
    """Tells a spider which articles need not be asked for; one query for all the URLs of a page."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._engine: Engine | None = None  # until it is needed: a re-parse has this extension too

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler.settings["DATABASE_URL"])
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those whose article is held whole, or whose page was refused for a reason that lasts."""
        by_id: dict[str, list[str]] = {}
        for url in urls:
            by_id.setdefault(url_id(url), []).append(url)
        if not by_id:
            return set()
        self._engine = self._engine or open_database(self._database_url)
        with reading(self._engine) as session:
            held = known_articles(session, by_id, unfinished_flags=UNFINISHED, passing_reasons=PASSING)
        return {url for each in held for url in by_id[each]}

    def spider_closed(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
