"""The front door: one capture to one article, or the reason why there is none."""

from __future__ import annotations

import dataclasses

from trafilatura.meta import reset_caches

from crawler.extraction.body import main_paragraphs
from crawler.extraction.decode import decode
from crawler.extraction.head import read_head
from crawler.extraction.html import parse_html
from crawler.extraction.identity import article_id
from crawler.extraction.language import language_of
from crawler.extraction.metadata import read_metadata
from crawler.extraction.reading import Reading
from crawler.extraction.version import parser_of
from crawler.items import Article, Capture, ExtractionError
from crawler.sources import Source


def extract(capture: Capture, source: Source) -> Article:
    """What the capture holds, read by the rules of its source; the same for the same arguments, always.

    Raises ExtractionError, and nothing else, for a page that holds no article we can read.
    """
    reading = _read(capture, source)
    if not reading.paragraphs:
        raise ExtractionError("no-text")
    return Article(
        id=article_id(capture.record, capture.body),
        record=capture.record,
        parser=parser_of(source),
        text="\n".join(reading.paragraphs),
        canonical_url=reading.canonical_url,
        site_name=reading.site_name or source.site_name,
        title=reading.title,
        byline=reading.byline,
        authors=reading.authors,
        editors=reading.editors,
        publisher=reading.publisher,
        published_at=reading.published_at,
        modified_at=reading.modified_at,
        language=reading.language,
        tags=reading.tags,
        repairs=reading.repairs,
        flags=reading.flags + (("truncated",) if capture.record.truncated else ()),
    )


def clear_caches() -> None:
    """Empty the caches trafilatura and what it calls fill with every page; a worker that reads many does so."""
    reset_caches()


def _read(capture: Capture, source: Source) -> Reading:
    return _read_html(decode(capture.body, capture.header("content-type") or ""), source)


def _read_html(text: str, source: Source) -> Reading:
    tree = parse_html(text)
    head = read_head(tree)
    paragraphs = main_paragraphs(tree)
    language = language_of("\n".join(paragraphs), head.language or source.language)
    stated = read_metadata(tree, head, source, language)
    return dataclasses.replace(stated, paragraphs=tuple(paragraphs), language=language)
