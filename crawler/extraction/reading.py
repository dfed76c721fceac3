"""What one way of reading a page gives, before an id and a text are made of it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable

from crawler.extraction.mirrors.restored import Restored
from crawler.items import Choice, Repair


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The fields of an article as one reader found them, every one of them optional but the paragraphs.

    `paragraphs` are trimmed, hold no line break and are never empty strings; the fields mean what they mean in
    `crawler.items.Article`. `language` is what the page states, else what its characters show. `restored` are the
    texts it was read of, one for each page: of those that had been corrupted, as they were restored.
    """

    paragraphs: tuple[str, ...]
    title: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    site_name: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    provenance: tuple[Choice, ...] = ()
    restored: tuple[Restored, ...] = ()


def summed(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Each repair once, with all its places, in the order they first came."""
    times = Counter[str]()
    for repair in repairs:
        times[repair.name] += repair.times
    return tuple(Repair(name=name, times=count) for name, count in times.items())
