"""All the tables hold of what a person names by a URL, an id or a record, however its address is spelled."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.commands.named_record import NotFoundError, is_name
from crawler.extraction.identity import normalized_url, url_id
from crawler.extraction.learned import site_of
from db.models import Article, Capture, CrawlUrl, Quarantined, Revisit
from db.queries import articles, captures, lookups, status, traces
from db.queries.traces import Meeting, Rejudged, Version

_NEAR: Final = 5
_LISTS_LOOKED_AT: Final = 2000


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """`url` is the address that is meant; `spellings` are all under which something is held."""

    asked: str
    url: str | None
    spellings: Sequence[str]
    meetings: Sequence[Meeting]
    captures: Sequence[Capture]
    refusals: dict[str, Quarantined]
    articles: Sequence[Article]
    copies: int
    versions: Sequence[Version]
    rejudged: Sequence[Rejudged]
    visits: Sequence[Revisit]

    @property
    def is_known(self) -> bool:
        return bool(self.meetings or self.captures or self.articles or self.visits)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NearMiss:
    """What there is instead of an address nobody met: the nearest, and the list that would have named it."""

    target: str | None = None
    addresses: Sequence[str] = ()
    listing: CrawlUrl | None = None
    next_at: str | None = None


def found(session: Session, name: str) -> Found:
    """UsageError for what can be no name, NotFoundError for the beginning of several ids."""
    record = captures.capture_by_record_id(session, name.strip("<>")) if ":" in name else None
    if record is not None:
        return _gathered(session, name, record.url, [record.article_id] if record.article_id else [])
    if is_address(name):
        return _gathered(session, name, name if "://" in name else f"http://{name}", [])
    if not is_name(name):
        raise UsageError(f"{name} is no URL, id or record id", print_help=False)
    ids = lookups.ids_with(session, name.lower(), 2)
    if len(ids) > 1:
        raise NotFoundError(f"several records begin with {name}, {ids[0]} and {ids[1]} among them")
    return _gathered(session, name, _address_of(session, ids[0]) if ids else None, ids)


def is_address(name: str) -> bool:
    """Whether it is a URL, or one without its scheme."""
    return name.lower().startswith(("http://", "https://")) or (
        "." in name.partition("/")[0] and ":" not in name
    )


def _address_of(session: Session, article_id: str) -> str | None:
    article = articles.by_id(session, article_id)
    refused = lookups.refusal_of_id(session, article_id) if article is None else None
    row = article or refused
    return row.url if row else None


def _gathered(session: Session, asked: str, url: str | None, ids: Collection[str]) -> Found:
    spellings = sorted(_spellings(session, url)) if url else []
    keys = {*ids, *map(url_id, spellings)}
    held = traces.captures(session, spellings, keys)
    keys |= {row.article_id for row in held if row.article_id}
    records = [row.record_id for row in held]
    rows = traces.articles(session, keys)
    met = traces.meetings(session, {*spellings, *(row.url for row in held if row.url)})
    return Found(
        asked=asked,
        url=url,
        spellings=sorted({row.url for row in held if row.url} | {one.url.url for one in met}),
        meetings=met,
        captures=held,
        refusals=traces.refusals(session, records),
        articles=rows,
        copies=sum(traces.copies(session, row.id) for row in rows),
        versions=traces.versions(session, keys),
        rejudged=traces.rejudged(session, records),
        visits=traces.visits(session, keys),
    )


def _spellings(session: Session, url: str) -> set[str]:
    """The address as it is stated and normalized, by either scheme, and as it is held with keys that name no page."""
    plain = {variant for one in {url.strip(), normalized_url(url)} for variant in _variants(one)}
    wanted = {normalized_url(one) for one in plain}
    stems = {one.partition("#")[0].partition("?")[0] for one in plain}
    held = traces.decorated(session, stems)
    return plain | wanted | {one for one in held if normalized_url(one) in wanted}


def _variants(url: str) -> set[str]:
    """By http and https, as people mix them up; with and without the last slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return {url}
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return {url}
    paths = {parts.path or "/", parts.path.removesuffix("/") or "/"}
    if not parts.query and "." not in parts.path.rsplit("/", 1)[-1]:
        paths.add(f"{parts.path.removesuffix('/')}/")
    return {
        urlunsplit(parts._replace(scheme=scheme, path=path)) for scheme in ("http", "https") for path in paths
    } | {url}


def near_miss(session: Session, url: str) -> NearMiss:
    """Nothing is known of the URL itself."""
    site = site_of(url)
    if site is None:
        return NearMiss()
    addresses = _nearest(session, url, site)
    crawls = status.last_crawls(session)
    met = {one.crawl.target for one in traces.meetings(session, addresses[:1])}
    crawl = next((one for one in crawls if one.target in met), None)
    if crawl is None:
        return NearMiss(addresses=addresses)
    lists = traces.lists_read(session, crawl.id, _LISTS_LOOKED_AT)
    listing = max(lists, key=lambda row: (_alike(row.url, url), -len(row.url), row.url), default=None)
    known = traces.visits(session, [url_id(listing.url)]) if listing else []
    return NearMiss(
        target=crawl.target,
        addresses=addresses,
        listing=listing,
        next_at=known[0].next_at if known else None,
    )


def _nearest(session: Session, url: str, site: str) -> list[str]:
    parts = urlsplit(url)
    there: set[str] = set()
    for scheme in ("http", "https"):
        for host in (site, f"www.{site}"):
            address = urlunsplit(parts._replace(scheme=scheme, netloc=host))
            there.update(traces.beside(session, address, f"{scheme}://{host}/", _NEAR))
    return sorted(there, key=lambda one: (-_alike(one, url), abs(len(one) - len(url)), one))[:_NEAR]


def _alike(one: str, other: str) -> int:
    """How far two addresses agree behind scheme and `www.`."""
    bare = [address.partition("://")[2].removeprefix("www.") for address in (one, other)]
    return next((n for n, (a, b) in enumerate(zip(*bare, strict=False)) if a != b), min(map(len, bare)))
