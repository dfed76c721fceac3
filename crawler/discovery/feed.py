"""Atom and RSS -> entries. Reads bytes, fetches nothing."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import io
import time
from collections.abc import Iterable

import feedparser

from crawler.discovery.links import resolved
from crawler.items import ExtractionError


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class FeedEntry:
    """One entry: the absolute URL of its page, and what the feed says of it. Times are aware, UTC."""

    url: str
    title: str
    published_at: datetime.datetime | None
    updated_at: datetime.datetime | None


def feed_entries(body: bytes, url: str, *, content_type: str = "") -> tuple[FeedEntry, ...]:
    """The entries in the feed's order, each URL once; an entry that names no page is left out.

    Raises ExtractionError("not-a-feed") for bytes that are neither Atom nor RSS, so that an error page served
    in the feed's place is not taken for a feed without news.
    """
    feed = _parsed(body, url, content_type)
    if not feed.get("version") and not feed.entries:
        raise ExtractionError("not-a-feed", f"{url}: {feed.get('bozo_exception') or 'no feed element'}")
    entries = (_entry(entry, url) for entry in feed.entries)
    return _each_once(entry for entry in entries if entry is not None)


def _parsed(body: bytes, url: str, content_type: str) -> feedparser.FeedParserDict:
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    # a stream, since feedparser takes bare bytes for a file name first; not sanitised, since not shown
    return feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=True
    )


def _entry(entry: feedparser.FeedParserDict, base: str) -> FeedEntry | None:
    target = resolved(_address(entry), base)
    if target is None:
        return None
    return FeedEntry(
        url=target,
        title=" ".join(str(entry.get("title", "")).split()),
        published_at=_aware(entry.get("published_parsed")),
        updated_at=_aware(entry.get("updated_parsed") if "updated" in entry else None),
    )


def _address(entry: feedparser.FeedParserDict) -> str:
    """The link to the page: the alternate one, else the first, else an RSS guid that is a permalink."""
    links = entry.get("links", [])
    pages = [link for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")]
    if pages:
        return str(pages[0]["href"])
    return str(entry.get("link") or (entry.get("id", "") if entry.get("guidislink") else ""))


def _aware(moment: time.struct_time | None) -> datetime.datetime | None:
    if moment is None:
        return None
    return datetime.datetime.fromtimestamp(calendar.timegm(moment), tz=datetime.UTC)


def _each_once(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    first: dict[str, FeedEntry] = {}
    for entry in entries:
        first.setdefault(entry.url, entry)
    return tuple(first.values())
