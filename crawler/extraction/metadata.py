"""What a page states about its article, chosen among all the places that state it."""

from __future__ import annotations

from lxml.html import HtmlElement

from crawler.extraction.head import Head
from crawler.extraction.reading import Reading
from crawler.sources import Source


def read_metadata(tree: HtmlElement, head: Head, source: Source, language: str | None) -> Reading:
    return Reading(paragraphs=(), title=head.meta("og:title") or head.title, canonical_url=head.canonical_url)
