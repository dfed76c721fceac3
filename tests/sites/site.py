"""What a replica of a site is: the pages it serves and the records that must be read out of them."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Mapping, Sequence


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request: `target` is path and query, `headers` have lower-case names.

    `times` is how often this URL was asked before with this method, since the server was started.
    """

    method: str
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    times: int


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One answer of the site: `gzipped` for those who accept it, `chunked` in transfer.

    `coding` names a content coding sent whether accepted or not (`br`, `gzip`), the body is given plain.
    `wait` is seconds before the first byte, `drip` seconds between pieces of 100 bytes. After `cut` bytes of the
    body the connection is closed, or reset if `reset`; `reset` without `cut` resets it in place of an answer.
    An empty `content_type` is not sent; a Content-Length in `headers` is sent as it stands, whatever the body's.
    """

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    gzipped: bool = False
    chunked: bool = False
    coding: str | None = None
    wait: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    reset: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """The record that must be read out of a page; `paragraphs` are the lines of its text.

    `characters_off` is how many characters of the text may be others: of a corrupted page, as many as cannot be known.
    """

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
    flags: tuple[str, ...] = ()
    characters_off: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    def fields(self) -> dict[str, object]:
        """The fields under the names a record is exported with."""
        fields = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in dataclasses.asdict(self).items()
        }
        del fields["paragraphs"], fields["characters_off"]
        return {**fields, "text": self.text}

    def differences(self, record: Mapping[str, object]) -> dict[str, tuple[object, object]]:
        """The fields that are not the gold's, as read and as they should be."""
        fields = self.fields()
        if characters_between(str(record.get("text")), self.text) <= self.characters_off:
            del fields["text"]
        return {name: (record.get(name), gold) for name, gold in fields.items() if record.get(name) != gold}


def characters_between(one: str, other: str) -> int:
    """How many characters of one text are put in, left out or others in the other, as they are best aligned."""
    if one == other:
        return 0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    changes = (change for change in matcher.get_opcodes() if change[0] != "equal")
    return sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in changes)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A page at an article's address that is none: it must be refused for this reason."""

    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A replica. `pages` are by path and query, `expected` by URL: all that a crawl must bring home.

    `reposts` are groups of URLs whose articles have the same text, the earliest published first.
    `respond` answers what no table of pages can: by method, headers, body, or how often it was asked; None from it
    leaves the answer to `pages`.
    """

    name: str
    hosts: tuple[str, ...]
    pages: Mapping[str, Page]
    not_found: Page
    expected: Mapping[str, Expected | Dropped]
    reposts: Sequence[tuple[str, ...]] = ()
    respond: Callable[[Asked], Page | None] | None = None

    def answer(self, target: str) -> Page:
        return self.pages.get(target, self.not_found)

    @property
    def articles(self) -> dict[str, Expected]:
        return {url: gold for url, gold in self.expected.items() if isinstance(gold, Expected)}

    @property
    def dropped(self) -> dict[str, Dropped]:
        return {url: gold for url, gold in self.expected.items() if isinstance(gold, Dropped)}
