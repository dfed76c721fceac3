"""An HTML page to what it says: one tree, read once for its fields and once for its text."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.extraction.body.english_head import without_head
from crawler.extraction.body.known import drop_known
from crawler.extraction.body.reader import Body, read_body
from crawler.extraction.embedded.choice import chosen_body
from crawler.extraction.embedded.reader import read_carried
from crawler.extraction.fields import metadata
from crawler.extraction.fields.stated import Stated, read_stated, with_carried
from crawler.extraction.layouts import laid_out
from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.extraction.lines.cleaned import clean_lines
from crawler.extraction.lines.trim import TrimmedText, trim
from crawler.extraction.markup.head import read_head
from crawler.extraction.markup.html import is_cut, parse_html
from crawler.extraction.markup.selected import containers
from crawler.extraction.page_kinds.impostors import refuse_impostor
from crawler.extraction.page_kinds.page_kind import refuse_other_pages
from crawler.extraction.reading import Reading
from crawler.extraction.text.language import language_of
from crawler.sources import Source


def read_page(
    text: str,
    url: str | None,
    source: Source,
    captured_at: datetime.datetime,
    learned: Learned = NOTHING_LEARNED,
) -> Reading:
    """The article of a page. Raises ExtractionError for what is no page; a page without text gives no paragraphs."""
    tree = parse_html(text)
    source = laid_out(source, tree)
    head = read_head(tree)
    stated = read_stated(tree, head, source, captured_at, url, learned)
    carried = read_carried(
        text,
        tree,
        source.utc_offset,
        titles=(stated.title, head.title),
        url=url,
        article_body=head.stated("articleBody"),
    )
    if carried is None or not carried.is_article:
        refuse_impostor(tree, text, has_container=bool(containers(tree, source.selectors)))
        if source.mixed:
            refuse_other_pages(tree, head, url)
    if carried is not None:
        stated = with_carried(stated, carried)
    body = _body(tree, source, stated, learned)
    lines = learned.without_known(clean_lines(body.lines)) if learned.lines else list(body.lines)
    language = language_of("\n".join(lines), head.language or source.language)
    is_chinese = language == "zh" or stated.on_chinese_site
    trimmed = _trimmed(lines, stated.title, source, "zh" if is_chinese else language)
    utc_offset = source.utc_offset if is_chinese or source.hosts else None
    reading = metadata.reading_of(stated, body, trimmed, language=language, utc_offset=utc_offset)
    flags = (*_flags(text, withheld=stated.selected.withheld), *reading.flags)
    return dataclasses.replace(reading, flags=flags)


def _body(tree: HtmlElement, source: Source, stated: Stated, learned: Learned) -> Body:
    """The text the page carries where that is all of the article, else what it shows. The tree is changed."""
    carried = stated.carried
    if carried is not None and carried.whole and carried.lines:
        return Body(lines=carried.lines, rule="embedded", place=carried.place)
    drop_known(tree, learned, title=stated.title)
    shown = read_body(
        tree,
        source,
        heading=stated.heading,
        withheld=stated.selected.withheld,
        learned=learned,
    )
    return chosen_body(carried, shown)


def _trimmed(lines: Sequence[str], title: str | None, source: Source, language: str | None) -> TrimmedText:
    if language == "zh" or source.boilerplate:
        return trim(lines, title=title, source=source)
    if language == "en":
        return without_head(lines, title)
    return TrimmedText(paragraphs=tuple(clean_lines(lines)))


def _flags(page: str, *, withheld: bool) -> tuple[str, ...]:
    held = {"truncated": is_cut(page), "withheld": withheld}
    return tuple(flag for flag, holds in held.items() if holds)
