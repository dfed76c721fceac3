"""Dates a page states for programs, amid what it shows to readers: in attributes and in fields of hidden forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.embedded.markup import moment
from crawler.extraction.fields.candidates import Candidate, path_of

_MARKED: Final = etree.XPath(
    "/html/body//*[@itemprop='datePublished' or @pubdate or @datetime or @data-time or @data-val or @data-timestamp"
    " or @data-publishtime or @data-pubtime or @data-date] | /html/body//input[@type='hidden']"
)
_VALUES: Final = (
    "content",
    "datetime",
    "data-publishtime",
    "data-pubtime",
    "data-timestamp",
    "data-time",
    "data-date",
)
_OF_PUBLISHING: Final = re.compile(
    r"(?:pub(?:lish)?(?:ed)?|news|article|create|add|post|release|fb)[-_]?(?:date|time|sj)|^(?:date|time)$",
    re.IGNORECASE,
)
_NAMES_TIME: Final = re.compile("time|date|pub", re.IGNORECASE)


def marked_dates(tree: HtmlElement, utc_offset: str) -> Iterator[tuple[HtmlElement, Candidate[str]]]:
    """In the order of the page, each with the element that has it."""
    for element in cast("list[HtmlElement]", _MARKED(tree)):
        value = _of_input(element) if element.tag == "input" else _of_attribute(element)
        if value and (date := moment(value, utc_offset)):
            yield element, Candidate("marked", date, path_of(element))


def _of_input(element: HtmlElement) -> str | None:
    named = any(_OF_PUBLISHING.search(element.get(name) or "") for name in ("id", "name"))
    return element.get("value") if named else None


def _of_attribute(element: HtmlElement) -> str | None:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    counts = element.get("itemprop") == "datePublished" or element.tag == "time" or _NAMES_TIME.search(names)
    stated = next((value for name in (*_VALUES, "data-val") if (value := element.get(name))), None)
    return stated if counts else None
