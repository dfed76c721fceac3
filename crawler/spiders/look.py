"""All that `news` wants to know of a page, read in one go, so that a thread can do it."""

from __future__ import annotations

import dataclasses
from typing import Final

from crawler.discovery.listing_structure import Targets, targets_of
from crawler.discovery.pager import read_pager
from crawler.discovery.pagination import further_pages, next_in
from crawler.extraction.page_kinds.page_kind import PageKind, kind_of_page
from crawler.spiders.families.trs import next_by_count, urls_in_scripts

LARGEST: Final = (
    5_000_000  # bytes; reading a page for its links cannot be broken off, as extraction is in a worker
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """`following` is the next page of the list that a page shows; `further` are all that its pager leads to."""

    kind: PageKind
    targets: Targets
    following: str | None
    further: frozenset[str]


def look_at(body: bytes, url: str, content_type: str) -> Look:
    """By links, and by the scripts that write the links and the pagers of TRS sites."""
    found = targets_of(body, url, content_type=content_type)
    articles = tuple(dict.fromkeys([*found.articles, *urls_in_scripts(body, url)]))
    pager = read_pager(body, url, content_type=content_type)
    return Look(
        kind=kind_of_page(body, url, content_type=content_type),
        targets=dataclasses.replace(found, articles=articles),
        following=next_in(pager, url) or next_by_count(body, url),
        further=frozenset(further_pages(pager, url)),
    )
