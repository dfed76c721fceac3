"""What `news` is told of a site nobody has declared: where to begin, how far to go, how much to ask for."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Final, Self
from urllib.parse import urlsplit, urlunsplit

from crawler.discovery.links import resolved
from crawler.discovery.overlap import Entry, ListReading
from crawler.discovery.scope import DOMAIN, FOLDER, HOST, Scope, host_of, one_page
from crawler.discovery.sitemap import Sitemap
from crawler.discovery.traps import dated_series
from crawler.items import Record
from crawler.sources import Source

PAGES: Final = 10_000
DEPTH: Final = 5
COVERED: Final = 0.7  # of the articles on the first page, for sitemaps to do without lists
FEWEST_LISTED: Final = 10  # in sitemaps, where the first page shows no article
BARREN_DATES: Final = 60  # lists in a row, of the same series; a small paper may print nothing for two months
_LONG_AGO: Final = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
_BETWEEN: Final = re.compile(r"\s+|,(?=\s*(?:https?://|[\w-]+(?:\.[\w-]+)+))")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NAMES_HOST: Final = re.compile(r"localhost|[^.]+(?:\.[^.]+)+\.?|.*:.*", re.IGNORECASE)  # one word is a slip


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """`pages` is the most to ask for, `depth` how many links a list may be away from where the crawl began.

    `lists`: whether listing pages are read: always, never, or where feeds and sitemaps do not do (None). `guessed` are
    the seeds whose scheme nobody stated.
    """

    seeds: tuple[str, ...]
    guessed: frozenset[str]
    scope: str
    pages: int
    depth: int
    lists: bool | None

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> Self:
        """Raises ValueError, for a person."""
        stated = [part for part in _BETWEEN.split(arguments.get("url", "").strip()) if part]
        if not stated:
            raise ValueError(
                "news needs the address of a site: scrapy crawl news -a url=https://example.org/"
            )
        seeds = {_seed(url): _SCHEME.match(url) is None for url in stated}
        return cls(
            seeds=tuple(seeds),
            guessed=frozenset(url for url, is_guess in seeds.items() if is_guess),
            scope=arguments.get("scope", HOST),
            pages=_number("pages", arguments.get("pages"), PAGES),
            depth=_number("depth", arguments.get("depth"), DEPTH),
            lists=_switch("lists", arguments.get("lists")),
        )


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Site(Source):
    """The source `news` for one crawl: with the scope of that crawl.

    A page is read as the source reads it that its record is filed under, as at replay, where no crawl has a scope.
    """

    scope: Scope
    readers: Mapping[str, Source]
    schemes: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def in_scope(self, url: str) -> bool:
        return self.scope.holds(url)

    def own_scheme(self, url: str) -> str:
        """With the scheme by which its host answered first."""
        scheme = self.schemes.get(host_of(url) or "")
        return urlunsplit(urlsplit(url)._replace(scheme=scheme)) if scheme else url

    def reads(self, record: Record) -> bool:
        return self.readers[record.source].reads(record)

    def moved_to(self, url: str) -> Self:
        """The site, once a first page has come from that address: its scheme is the one to ask that host by."""
        scope = self.scope if self.scope.holds(url) or self._lies_below(url) else self.scope.with_seed(url)
        bare = (host_of(url) or "").removeprefix("www.")
        answered = dict.fromkeys((bare, f"www.{bare}"), urlsplit(url).scheme)
        return dataclasses.replace(self, scope=scope, schemes={**self.schemes, **answered})

    def _lies_below(self, url: str) -> bool:
        """Whether a folder begun with lies in that of the URL, as in the one of a login page: that is no move."""
        above = Scope(kind=FOLDER, seeds=(url,))
        return self.scope.kind == FOLDER and any(map(above.holds, self.scope.seeds))


class HostsInScope(list[str]):
    """The hosts of a scope, those too that nobody has met yet."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope.hosts)
        self._scope = scope

    def __contains__(self, host: object) -> bool:
        if self._scope.kind != DOMAIN:
            return super().__contains__(host)
        return self._scope.holds(f"http://{host}/")


class Asked:
    """The pages asked for, each once under whatever address, and no more than so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: set[int] = set()
        self._before: set[int] = set()
        self.left_out = 0

    @property
    def is_full(self) -> bool:
        return len(self._keys) + len(self._before) >= self._most

    def recall(self, url: str) -> None:
        """It was asked for by an earlier start of the crawl: it counts, and may be asked for once more."""
        self._before.add(hash(one_page(url)))

    def __contains__(self, url: str) -> bool:
        return hash(one_page(url)) in self._keys

    def take(self, url: str) -> bool:
        """Whether to ask for it."""
        key = hash(one_page(url))
        if key in self._keys:
            return False
        if key in self._before:
            self._before.remove(key)
        elif self.is_full:
            self.left_out += 1
            return False
        self._keys.add(key)
        return True


class DatedLists:
    """The archives and the calendars of a site, which are read on for as long as they bring articles."""

    def __init__(self) -> None:
        self._series: dict[str, ListReading] = {}

    def take(self, url: str, articles: Iterable[str]) -> None:
        """The articles a list names; what all lists of its series name, as the newest in a column, counts once."""
        name = dated_series(url)
        if name is not None:
            own = (article for article in articles if dated_series(article) is None)
            reading = self._series.setdefault(name, ListReading())
            reading.take(Entry(url=article, known=False) for article in own)

    def is_over(self, url: str) -> bool:
        """Whether it is of a series whose last lists brought nothing, as a calendar's do whose days are to come."""
        reading = self._series.get(dated_series(url) or "") if self._series else None
        return reading is not None and reading.barren_in_a_row >= BARREN_DATES


class Coverage:
    """Whether feeds and sitemaps name the articles a site shows, or its lists must be read."""

    def __init__(self) -> None:
        self._shown: set[int] = set()
        self._listed: set[int] = set()
        self._reaches_back = False

    def show(self, urls: Iterable[str]) -> None:
        """The articles the first page leads to."""
        self._shown.update(hash(one_page(url)) for url in urls)

    def list(self, urls: Iterable[str], *, newest_only: bool) -> None:
        """The pages a sitemap or a feed names."""
        listed = {hash(one_page(url)) for url in urls}
        self._listed |= listed
        self._reaches_back = self._reaches_back or (bool(listed) and not newest_only)

    @property
    def is_whole(self) -> bool:
        """Feeds and news sitemaps alone never are: they name the articles of some days, not of the years before."""
        if not self._reaches_back:
            return False
        if not self._shown:
            return len(self._listed) >= FEWEST_LISTED
        return len(self._shown & self._listed) >= COVERED * len(self._shown)


def newest_first(sitemap: Sitemap) -> list[str]:
    entries = sorted(
        sitemap.entries, key=lambda entry: entry.lastmod or entry.published_at or _LONG_AGO, reverse=True
    )
    return [entry.url for entry in entries]


def names_newest_only(sitemap: Sitemap) -> bool:
    """Feeds and news sitemaps."""
    dated = sum(entry.published_at is not None for entry in sitemap.entries)
    return sitemap.is_feed or 2 * dated > len(sitemap.entries)


def _seed(stated: str) -> str:
    url = resolved(stated if _SCHEME.match(stated) else f"https://{stated}", "")
    host = host_of(url) if url else None
    if url is None or host is None or not (_SCHEME.match(stated) or _NAMES_HOST.fullmatch(host)):
        raise ValueError(f"{stated!r} is no address of a site, as https://example.org/ is one")
    return url


def _number(name: str, stated: str | None, default: int) -> int:
    if stated is None:
        return default
    if not stated.isdecimal() or int(stated) == 0:
        raise ValueError(f"{name} is a number from 1 on, not {stated!r}")
    return int(stated)


def _switch(name: str, stated: str | None) -> bool | None:
    if stated not in (None, "0", "1"):
        raise ValueError(f"{name} is 0 or 1, not {stated!r}")
    return None if stated is None else stated == "1"
