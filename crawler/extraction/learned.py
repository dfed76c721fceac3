"""What the archive teaches of one site: what so many of its pages share that it is no article's own.

A site is a host within a source: of two mirrors each is learned by itself, and `www.` makes no other site. What was
learned of one is applied to its own captures alone, by whoever reads them: a live crawl, an ingest, a re-parse.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from crawler.items import Record

LONG: Final = 12  # characters; a line from there on is a sentence or a headline and no sub-heading
_LINES_AT_BEGINNING: Final = 4
_LINES_AT_END: Final = 10

LearnedRow = tuple[str, str, Iterable[str], Iterable[str], str]
"""Source, host, lines, stamps and version, as the database keeps them."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """`lines` are the boilerplate there, each a line as `lines.cleaned.clean_lines` gives it.

    None of them stood amid the text of an article from which it was learned: it was left out of the text, or stood
    at the text's beginning or end with nothing but such lines beyond it. None states anything (来源, 编辑, a date).
    So `body.known` takes blocks that are one of them out of a page before its text is searched for, and
    `without_known` takes them out of the text found; both before the ends of the text are trimmed.

    `stamps` are dates (ISO 8601, as `Article.published_at` has them) that the template prints on every page.
    `version` names the state of the table this was read from, "" where nothing is learned; tables of two sites
    never have one version.
    """

    lines: frozenset[str] = frozenset()
    stamps: frozenset[str] = frozenset()
    version: str = ""

    def without_known(self, lines: Sequence[str]) -> list[str]:
        """The lines of a text, clean ones, without those learned; short ones go near the text's two ends alone."""
        if not self.lines:
            return list(lines)
        last = len(lines) - _LINES_AT_END
        return [
            line
            for at, line in enumerate(lines)
            if line not in self.lines or (len(line) < LONG and _LINES_AT_BEGINNING <= at < last)
        ]

    def is_stamp(self, date: str | None) -> bool:
        """Whether a date, in ISO 8601, is the template's and not an article's."""
        return date in self.stamps


NOTHING_LEARNED = Learned()


class LearnedSites:
    """All that is learned, as it was at one moment; a run reads by what it finds when it begins."""

    def __init__(self, tables: Mapping[tuple[str, str], Learned] | None = None) -> None:
        self._tables = dict(tables or {})

    @classmethod
    def of_rows(cls, rows: Iterable[LearnedRow]) -> LearnedSites:
        return cls(
            {
                (source, host): Learned(lines=frozenset(lines), stamps=frozenset(stamps), version=version)
                for source, host, lines, stamps, version in rows
            }
        )

    def of(self, record: Record) -> Learned:
        """What is learned of the site the record is of."""
        if not self._tables:
            return NOTHING_LEARNED
        return self._tables.get((record.source, site_of(record.url) or ""), NOTHING_LEARNED)


def site_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None for a page without one, of which nothing can be learned."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.").rstrip(".")[:255] or None if host else None
