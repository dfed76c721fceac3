"""Articles that a page shows one under another: a reader who scrolls on is given the next."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.body.repeats import kind_of
from crawler.extraction.body.sheet import Sheet, Span

_DATED: Final = re.compile(
    r"20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\d{1,2}:\d{2}|\d\s?(?:分钟|小时|天)前"
)
_LONGEST_FACTS: Final = 120
_REACH_OF_DATE: Final = 5  # lines of an article among which its headline and its date are


def other_articles(sheet: Sheet, heading: HtmlElement | None) -> Iterator[HtmlElement]:
    """The elements below the one with the heading and its text that hold a heading, a date and a text of their own."""
    element = heading
    while element is not None and heading is not None and (parent := element.getparent()) is not None:
        if _holds_article(element, sheet):
            alike = (
                sibling
                for sibling in element.itersiblings()
                if sibling.tag == element.tag and kind_of(sibling) == kind_of(element)
            )
            yield from (
                sibling
                for sibling in alike
                if _holds_article(sibling, sheet) and _is_headed(sibling, heading)
            )
        element = parent


def _holds_article(element: HtmlElement, sheet: Sheet) -> bool:
    span = sheet.spans.get(element)
    return span is not None and _is_dated(span, sheet) and _tells(span, sheet)


def _is_headed(element: HtmlElement, heading: HtmlElement) -> bool:
    headings = itertools.islice(element.iter(heading.tag), 3)
    return any(kind_of(one) == kind_of(heading) for one in headings)


def _is_dated(span: Span, sheet: Sheet) -> bool:
    head = sheet.lines[span.begin : min(span.end, span.begin + _REACH_OF_DATE)]
    return any(
        len(line.text) <= _LONGEST_FACTS and not line.is_whole_sentence and _DATED.search(line.text)
        for line in head
    )


def _tells(span: Span, sheet: Sheet) -> bool:
    return any(line.is_whole_sentence for line in sheet.lines[span.begin : span.end])
