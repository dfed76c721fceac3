"""What a few pages of a site say of how it is to be declared: its family, its lists, its articles' addresses."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.clock import now
from crawler.commands.source_draft import drafted, home_text, hosts_of, site_name_of
from crawler.discovery.address_pattern import article_pattern, listing_pattern
from crawler.discovery.entrances import forwards, linked_feeds, linked_sitemaps
from crawler.discovery.family import PLAIN, Recognition, family_of
from crawler.discovery.feed import feed_entries
from crawler.discovery.links import Link, page_links
from crawler.discovery.sitemap import sitemap_entries
from crawler.extraction.page_kinds.impostors import impostor_of_body
from crawler.items import ExtractionError
from crawler.sources import Source
from crawler.spiders.families.registry import FAMILIES, Family
from crawler.spiders.survey import Fetch, SeenPage

LISTS_TRIED, LISTS_DECLARED, ARTICLES_TRIED = 20, 8, 4

_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADLINE = 8  # characters of an anchor that names an article, where the name of a channel has two to six
_NO_LIST = re.compile(
    r"login|register|about|contact|search|\.(?:jpe?g|png|gif|pdf|zip|apk|css|js|xml)\b", re.I
)
_FURTHER_PAGE = re.compile(r"page[/_=-]?\d+|(?:index|list)_\d+\.")
_INDEX = re.compile(r"/index\.s?html?$")
_LONGEST_CHANNEL = 12


class SurveyError(Exception):
    """Why a site cannot be declared from what it shows; for a person."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Surveyed:
    """The source proposed, the family and what spoke for it, and the first page read with its drafted record."""

    source: Source
    family: str
    evidence: tuple[str, ...]
    page: SeenPage
    captured_at: datetime.datetime
    expected: dict[str, Any]


async def survey(fetch: Fetch, *, name: str, url: str, family: str | None) -> Surveyed:
    """Asks for the home page, lists, the feed, the sitemap, and articles until one is read. Raises SurveyError."""
    home = await _home(fetch, url)
    recognised = _recognised([home])
    lists = await _lists(fetch, home, FAMILIES[family or recognised.family])
    if recognised.family == PLAIN:
        recognised = _recognised(lists)
    chosen = family or recognised.family
    feed, in_feed = await _feed(fetch, home, FAMILIES[chosen])
    sitemap = await _sitemap(fetch, home, FAMILIES[chosen])
    articles = [*in_feed, *_headlined([home, *lists])]
    source = _proposed(name, home, FAMILIES[chosen], lists, articles)
    source = dataclasses.replace(
        source, feeds=(feed,) if feed else (), sitemaps=(sitemap,) if sitemap else ()
    )
    page, captured_at, expected = await _first_read(fetch, source, articles)
    return Surveyed(
        source=source,
        family=chosen,
        evidence=recognised.evidence if chosen == recognised.family else (),
        page=page,
        captured_at=captured_at,
        expected=expected,
    )


async def _home(fetch: Fetch, url: str) -> SeenPage:
    home = await fetch(url)
    if home is not None and home.status == 200 and not _headlined([home]):
        further = forwards(home.body, home.url, content_type=home.content_type)
        home = (await fetch(further[0]) if further else None) or home
    if home is None:
        raise SurveyError(f"{url} cannot be had; the reason stands above")
    if home.status != 200:
        raise SurveyError(f"{url} answers with status {home.status}")
    reason = impostor_of_body(home.body, content_type=home.content_type)
    if reason and not (
        reason == "empty-shell" and _headlined([home])
    ):  # its scripts may hold what they will show
        raise SurveyError(f"{home.url} is no home page but a {reason} page")
    return home


def _recognised(pages: Sequence[SeenPage]) -> Recognition:
    """The first that is not plain: a home page drawn by hand may stand before lists that a CMS makes."""
    found = [family_of(page.body, content_type=page.content_type) for page in pages]
    return next((one for one in found if one.family != PLAIN), Recognition(family=PLAIN, evidence=()))


async def _feed(fetch: Fetch, home: SeenPage, family: Family) -> tuple[str | None, list[str]]:
    """The first feed that the page links, or that the family has, and the articles in it."""
    linked = linked_feeds(home.body, home.url, content_type=home.content_type)
    for url in dict.fromkeys((*linked, *(urljoin(home.url, path) for path in family.feeds))):
        page = await fetch(url)
        if page is None or page.status != 200 or _host(page) not in hosts_of(home.url):
            continue
        try:
            entries = feed_entries(page.body, page.url, content_type=page.content_type)
        except ExtractionError:
            continue
        if entries:
            return page.url, [entry.url for entry in entries]
    return None, []


async def _sitemap(fetch: Fetch, home: SeenPage, family: Family) -> str | None:
    """The first sitemap that the page links, or that the family has."""
    linked = linked_sitemaps(home.body, home.url, content_type=home.content_type)
    for url in dict.fromkeys((*linked, *(urljoin(home.url, path) for path in family.sitemaps))):
        page = await fetch(url)
        if page is None or page.status != 200 or _host(page) not in hosts_of(home.url):
            continue
        with contextlib.suppress(ExtractionError):
            if sitemap_entries(page.body, page.url, content_type=page.content_type).entries:
                return page.url
    return None


async def _lists(fetch: Fetch, home: SeenPage, family: Family) -> list[SeenPage]:
    """The channels the home page names, in its order, that can be had and name articles."""
    lists: list[SeenPage] = []
    for url in _channels(home, family)[:LISTS_TRIED]:
        page = await fetch(url)
        if page and page.status == 200 and _host(page) in hosts_of(home.url) and _headlined([page]):
            lists.append(page)
        if len(lists) == LISTS_DECLARED:
            break
    return lists


def _host(page: SeenPage) -> str | None:
    return urlsplit(page.url).hostname


def _channels(home: SeenPage, family: Family) -> list[str]:
    """By the family's addresses, else by short names."""
    if family.listing_url is not None:
        pattern = re.compile(family.listing_url)
        found = [link.url for link in _inside(home) if pattern.search(_target(link.url))]
    else:
        found = [link.url for link in _inside(home) if _is_channel(link)]
    known = dict.fromkeys(_INDEX.sub("/", url) for url in found if not _FURTHER_PAGE.search(url))
    return [url for url in known if _target(url) != "/"]


def _is_channel(link: Link) -> bool:
    named = 2 <= len(link.text) <= (_LONGEST_CHANNEL if not _HAN.search(link.text) else _HEADLINE - 2)
    return named and not _NO_LIST.search(link.url)


def _headlined(pages: Sequence[SeenPage]) -> list[str]:
    """The links that read like headlines."""
    links = (link for page in pages for link in _inside(page))
    return list(dict.fromkeys(link.url for link in links if _is_headline(link)))


def _is_headline(link: Link) -> bool:
    return len(link.text) >= (_HEADLINE if _HAN.search(link.text) else 3 * _HEADLINE)


def _inside(page: SeenPage) -> Iterable[Link]:
    hosts = hosts_of(page.url)
    links = page_links(page.body, page.url, content_type=page.content_type)
    return (link for link in links if urlsplit(link.url).hostname in hosts)


def _proposed(
    name: str,
    home: SeenPage,
    family: Family,
    lists: Sequence[SeenPage],
    articles: Sequence[str],
) -> Source:
    inside = [url for url in articles if urlsplit(url).hostname in hosts_of(home.url)]
    listed = [page.url for page in lists]
    pattern = article_pattern((url for url in inside if url not in listed), family.permalinks, but=listed)
    if pattern is None:
        raise SurveyError(
            f"{home.url} links no articles that are told by their addresses; `scrapy crawl news -a url={home.url}` "
            "tells them by their content"
        )
    leading = [page.url for page in lists if any(re.search(pattern, _target(x.url)) for x in _inside(page))]
    seeds = dict.fromkeys(
        (urljoin(home.url, "/"), urljoin(home.url, urlsplit(home.url).path or "/"), *leading)
    )
    return _declared(
        name, home, family, pattern, [url for url in seeds if not re.search(pattern, _target(url))]
    )


def _declared(name: str, home: SeenPage, family: Family, article_url: str, seeds: Sequence[str]) -> Source:
    return Source(
        name=name,
        site_name=site_name_of(home),
        hosts=hosts_of(home.url),
        seeds=tuple(seeds),
        article_url=article_url,
        listing_url=_listing_url(family, seeds),
        selectors=family.selectors,
        boilerplate=family.boilerplate,
        language="zh" if _HAN.search(home_text(home)) else None,
    )


def _listing_url(family: Family, seeds: Sequence[str]) -> str:
    """The family's, and what seeds it leaves out have in common."""
    if family.listing_url is None:
        return listing_pattern(seeds)
    rest = [url for url in seeds if not re.search(family.listing_url, _target(url))]
    return f"{family.listing_url}|{listing_pattern(rest)}" if rest else family.listing_url


async def _first_read(
    fetch: Fetch, source: Source, articles: Sequence[str]
) -> tuple[SeenPage, datetime.datetime, dict[str, Any]]:
    """The first article that can be read, when it was fetched, and the record it gives. Raises SurveyError."""
    tried: list[str] = []
    for url in [url for url in map(source.own_scheme, articles) if source.is_article_url(url)][
        :ARTICLES_TRIED
    ]:
        page, captured_at = await fetch(url), now().replace(microsecond=0)
        if page is None or page.status != 200 or not source.is_article_url(page.url):
            tried.append(f"{url}: not had")
            continue
        try:
            return page, captured_at, drafted(page, source, captured_at)
        except ExtractionError as error:
            tried.append(f"{page.url}: {error.reason}")
    raise SurveyError("no article could be read: " + "; ".join(tried))


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
