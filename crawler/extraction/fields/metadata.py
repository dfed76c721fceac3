"""What a page states about its article, chosen among all the places that state it."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.fields.headline import bare, find_headline
from crawler.extraction.fields.infoline import Facts, facts_near
from crawler.extraction.lines.credits import publisher_name
from crawler.extraction.lines.trim import TrimmedText
from crawler.extraction.markup.head import Head
from crawler.extraction.markup.selected import Selected, read_selected
from crawler.extraction.names.people import bare_people, people, read_byline
from crawler.extraction.names.places import is_medium
from crawler.extraction.text.dates import believable, iso_date
from crawler.extraction.text.language import language_of
from crawler.sources import Source

_PUBLISHED = (
    *(
        "article:published_time",
        "pubdate",
        "publishdate",
        "publish_date",
        "publishtime",
        "publish_time",
        "publish-date",
    ),
    *("og:published_time", "og:time", "og:release_date", "article:published", "bytedance:published_time"),
    *("weibo:article:create_at", "article:create_at", "datepublished", "date_published", "sailthru.date"),
    *("parsely-pub-date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date"),
    *("release_date", "publication_date", "citation_publication_date", "date"),
)
_MODIFIED = (
    *(
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "lastmod",
        "last-modified",
        "dcterms.modified",
    ),
    "revised",
)
_AUTHORS = (
    *(
        "author",
        "article:author",
        "og:article:author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
    ),
    "sailthru.author",
)
_MEDIA = ("contentsource", "source", "mediaid", "article:source", "og:source", "copyrightsource")
_SITES = ("og:site_name", "sitename", "application-name")
_WESTERN_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){1,4}")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What stands on the page outside its text: by the source's selectors, near the headline, in the head."""

    head: Head
    selected: Selected
    near: Facts
    title: str | None
    heading: HtmlElement | None
    sites: tuple[str, ...]
    captured_at: datetime.datetime


def read_stated(tree: HtmlElement, head: Head, source: Source, captured_at: datetime.datetime) -> Stated:
    """To be read before the body is: that takes things out of the tree."""
    sites = tuple(dict.fromkeys(filter(None, (source.site_name, *_site_names(head)))))
    headline = find_headline(tree, head, sites)
    near = Facts()
    if headline.element is not None and language_of(headline.text or "") == "zh":
        near = facts_near(headline.element, source.utc_offset, sites)
    selected = read_selected(tree, source.selectors)
    return Stated(
        head=head,
        selected=selected,
        near=near,
        title=selected.title or headline.text,
        heading=headline.element,
        sites=sites,
        captured_at=captured_at,
    )


def with_carried(stated: Stated, carried: EmbeddedArticle) -> Stated:
    """What the page carries goes before what it shows, and makes up for a missing heading.

    Where it need not be the whole record of the article, it is heard on what the page does not show.
    """
    if not carried.whole:
        return _completed(stated, carried)
    selected = dataclasses.replace(
        stated.selected,
        account=carried.account or stated.selected.account,
        published_at=(carried.published_at,) if carried.published_at else stated.selected.published_at,
        modified_at=(carried.modified_at,) if carried.modified_at else (),
        tags=carried.tags or stated.selected.tags,
    )
    return dataclasses.replace(stated, selected=selected, near=Facts(), title=carried.title or stated.title)


def _completed(stated: Stated, carried: EmbeddedArticle) -> Stated:
    shown = stated.near
    at, carried_at = shown.published_at, carried.published_at
    is_finer = at is None or (
        carried_at is not None and carried_at[:10] == at[:10] and len(carried_at) > len(at)
    )
    near = dataclasses.replace(
        shown,
        published_at=carried_at if is_finer else at,
        publisher=shown.publisher or carried.publisher,
        byline=shown.byline or carried.byline,
        authors=shown.authors or (_people(carried.byline) if carried.byline else ()),
        editors=shown.editors or carried.editors,
    )
    account = stated.selected.account or (None if carried.byline else carried.account)
    selected = dataclasses.replace(stated.selected, account=account)
    title = stated.title if stated.heading is not None else carried.title or stated.title
    return dataclasses.replace(stated, near=near, selected=selected, title=title)


def publisher(stated: Stated, trimmed: TrimmedText) -> str | None:
    """The medium credited; a site that credits itself in its head credits nobody."""
    own = {bare(site) for site in stated.sites}
    named = (
        publisher_name(name) for name in stated.head.all(*_MEDIA) if len(name) <= 40 and "://" not in name
    )
    in_head = next((name for name in named if name and bare(name) not in own), None)
    near = stated.near.publisher
    if near and bare(near) == bare(stated.selected.account or ""):
        near = None  # the account's name stands where other sites credit a medium
    return stated.selected.publisher or near or in_head or trimmed.publisher


def byline(stated: Stated, trimmed: TrimmedText) -> str | None:
    return stated.selected.byline or stated.near.byline or trimmed.byline


def authors(stated: Stated, trimmed: TrimmedText, language: str | None) -> tuple[str, ...]:
    """The people of the printed byline; where none is printed, who runs the account, else those the head names."""
    if stated.selected.byline and (named := _people(stated.selected.byline)):
        return named
    printed = stated.near.authors or trimmed.authors
    if not printed and stated.selected.account:
        return (stated.selected.account,)
    return printed or _authors_in_head(stated, chinese=language == "zh")


def published_at(stated: Stated, trimmed: TrimmedText, utc_offset: str | None) -> str | None:
    """By the source's selectors, else as the head states it, unless readers are shown another day."""
    if chosen := _first_date(stated, stated.selected.published_at, utc_offset):
        return chosen
    on_page = (stated.near.published_at, trimmed.published_at)
    shown = next((date for date in on_page if believable(date, stated.captured_at)), None)
    named = (stated.head.stated("datePublished"), *stated.head.all(*_PUBLISHED))
    in_head = _first_date(stated, named, utc_offset)
    if in_head is None or shown is None:
        return in_head or shown
    if in_head[:10] != shown[:10]:
        return shown
    return max(in_head, shown, key=len)


def modified_at(stated: Stated, trimmed: TrimmedText, utc_offset: str | None) -> str | None:
    if chosen := _first_date(stated, stated.selected.modified_at, utc_offset):
        return chosen
    in_head = (stated.head.stated("dateModified"), *stated.head.all(*_MODIFIED))
    return believable(trimmed.modified_at, stated.captured_at) or _first_date(stated, in_head, utc_offset)


def tags(stated: Stated, trimmed: TrimmedText) -> tuple[str, ...]:
    return stated.selected.tags or trimmed.tags or tuple(dict.fromkeys(stated.head.every("article:tag")))


def _site_names(head: Head) -> Iterator[str]:
    yield from head.all(*_SITES)
    yield from head.names("publisher")


def _first_date(stated: Stated, texts: Iterable[str | None], utc_offset: str | None) -> str | None:
    dates = (iso_date(text, utc_offset) for text in texts if text)
    return next((date for date in dates if believable(date, stated.captured_at)), None)


def _people(byline: str) -> tuple[str, ...]:
    read = read_byline(byline)
    return read.people if read else people(byline) or bare_people(byline)


def _authors_in_head(stated: Stated, *, chinese: bool) -> tuple[str, ...]:
    """A site that signs its own pages is no author."""
    own = {bare(site) for site in stated.sites}
    found: dict[str, None] = {}
    for name in (*stated.head.names("author"), *stated.head.all(*_AUTHORS)):
        if bare(name) in own or is_medium(name) or "://" in name:
            continue
        if chinese:
            found.update(dict.fromkeys(people(name) or bare_people(name)))
        elif _WESTERN_NAME.fullmatch(name):
            found[name] = None
    return tuple(found)
