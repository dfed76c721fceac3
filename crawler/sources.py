"""What is particular to one site, declared once and checked when it is declared."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit, urlunsplit

from crawler.expectations.declared import NOTHING_EXPECTED, Expectations
from crawler.items import Record
from crawler.scheduling.rules import ADAPTIVE, rule_of

_OK = 200
_PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})
_SAVED_TYPES = _PAGE_TYPES | {"text/plain", "text/markdown", "multipart/related"}


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Selectors:
    """CSS selectors of one layout, most telling first; an empty tuple leaves the field to generic extraction.

    The first selector that finds a non-empty text wins. `account` is who runs the page, an author where no byline
    is printed. `body` names the container of the article; `drop` names
    elements inside it that are not text. `withheld` marks parts only those who pay are shown: a page that has one
    is flagged `withheld`.
    """

    title: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    published_at: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A site we have declared.

    `hosts` are matched whole. `seeds` are listing pages to begin with, `feeds` are Atom or RSS. `article_url` and
    `listing_url` are regular expressions searched in the URL's path and query; without `article_url` every page is
    taken for an article page, unless the source is `mixed`: then each page must show that it is one. `continues`
    says whether the further pages of an article are read into its record. `boilerplate` are regular expressions
    of whole lines that are never text there. `utc_offset` is what the site's clock means where a page states none.
    `expectations` are what its crawls are held against beside what is learned.
    `schedule` is how often `scrapy schedule` crawls it: `6h`, a cron expression, or `adaptive`.
    """

    name: str
    site_name: str | None = None
    hosts: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    article_url: str | None = None
    listing_url: str | None = None
    selectors: Selectors = Selectors()
    boilerplate: tuple[str, ...] = ()
    language: str | None = None
    utc_offset: str = "+08:00"
    mixed: bool = False
    continues: bool = True
    # neither takes part in reading, so neither in the name of the parser, which is made of what this prints
    schedule: str = dataclasses.field(default=ADAPTIVE, repr=False)
    expectations: Expectations = dataclasses.field(default=NOTHING_EXPECTED, repr=False, hash=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(
                f"source name {self.name!r}: lowercase letters, digits and _ only, a letter first"
            )
        for url in (*self.seeds, *self.feeds, *self.sitemaps):
            if urlsplit(url).hostname not in self.hosts:
                raise ValueError(f"source {self.name}: {url} is on none of its hosts {self.hosts}")
        for pattern in filter(None, (self.article_url, self.listing_url, *self.boilerplate)):
            re.compile(pattern)
        try:
            rule_of(self.schedule)
        except ValueError as error:
            raise ValueError(f"source {self.name}: {error}") from error

    def in_scope(self, url: str) -> bool:
        """Whether the URL is on one of the source's hosts; a source without hosts has no scope and takes all."""
        return not self.hosts or urlsplit(url).hostname in self.hosts

    def own_scheme(self, url: str) -> str:
        """The URL with the scheme the seeds have, so that http and https links do not become two records."""
        if not self.seeds or not self.in_scope(url):
            return url
        return urlunsplit(urlsplit(url)._replace(scheme=urlsplit(self.seeds[0]).scheme))

    def is_article_url(self, url: str) -> bool:
        return self.in_scope(url) and (self.article_url is None or _found(self.article_url, url))

    def is_listing_url(self, url: str) -> bool:
        return self.in_scope(url) and self.listing_url is not None and _found(self.listing_url, url)

    def reads(self, record: Record) -> bool:
        """Whether a record is a page to extract an article from: the same answer live and at replay."""
        media_type, url = record.content_type.partition(";")[0].strip().lower(), record.url
        if _is_saved(record):
            return media_type in _SAVED_TYPES and (url is None or (_is_web(url) and self.is_article_url(url)))
        if record.record_type not in ("response", "revisit") or record.status != _OK:
            return False
        return media_type in _PAGE_TYPES and url is not None and self.is_article_url(url)


ANY_SITE = Source(name="ingest", continues=False)
"""The source of pages from sites nobody has declared."""


def sources_of(spider_classes: Iterable[type]) -> dict[str, Source]:
    """The sources the given spiders declare in their attribute `source`, by name."""
    declared = (getattr(spider, "source", None) for spider in spider_classes)
    return {source.name: source for source in declared if isinstance(source, Source)}


def source_for(url: str | None, sources: Mapping[str, Source], default: str = ANY_SITE.name) -> str:
    """The name of the declared source whose host the URL is on, or `default`."""
    host = urlsplit(url).hostname if url else None
    return next((name for name, source in sources.items() if host in source.hosts), default)


def _is_saved(record: Record) -> bool:
    """A page that came in a file. One whose payload was held already is a revisit that tells its own type."""
    revisits_saved = record.record_type == "revisit" and record.status is None and record.content_type != ""
    return record.record_type == "resource" or revisits_saved


def _is_web(url: str) -> bool:
    """Other schemes name a crawler's own notes, as wget's log (`metadata:`) and Browsertrix's `urn:pageinfo:`."""
    return urlsplit(url).scheme in ("http", "https")


def _found(pattern: str, url: str) -> bool:
    parts = urlsplit(url)
    return re.search(pattern, parts.path + (f"?{parts.query}" if parts.query else "")) is not None
