"""What a replica of a site is: the pages it serves and the records that must be read out of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One answer of the site: `gzipped` for those who accept it, `chunked` in transfer."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    gzipped: bool = False
    chunked: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """The record that must be read out of a page; `paragraphs` are the lines of its text."""

    title: str | None
    published_at: str | None
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    site_name: str | None = None
    canonical_url: str | None = None
    language: str = "zh"

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    def fields(self) -> dict[str, object]:
        """The fields under the names a record is exported with."""
        fields = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in dataclasses.asdict(self).items()
        }
        del fields["paragraphs"]
        return {**fields, "text": self.text}


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A page at an article's address that is none: it must be refused for this reason."""

    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A replica. `pages` are by path and query, `expected` by URL: all that a crawl must bring home.

    `reposts` are groups of URLs whose articles have the same text, the earliest published first.
    """

    name: str
    hosts: tuple[str, ...]
    pages: Mapping[str, Page]
    not_found: Page
    expected: Mapping[str, Expected | Dropped]
    reposts: Sequence[tuple[str, ...]] = ()

    def answer(self, target: str) -> Page:
        return self.pages.get(target, self.not_found)

    @property
    def articles(self) -> dict[str, Expected]:
        return {url: gold for url, gold in self.expected.items() if isinstance(gold, Expected)}

    @property
    def dropped(self) -> dict[str, Dropped]:
        return {url: gold for url, gold in self.expected.items() if isinstance(gold, Dropped)}
