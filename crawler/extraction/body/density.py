"""Where the sentences of a page are: for pages whose text stands in no paragraphs."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import lines_of

_SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|$)")
_MOST = 0.8  # of the sentences of an element, what one child must hold to stand for it


def densest_lines(tree: HtmlElement) -> list[str]:
    """The lines of the smallest element that holds nearly all sentences of the page; empty when there are none."""
    body = tree.find(".//body")
    element = tree if body is None else body
    weight = _weight(element)
    if not weight:
        return []
    while (child := _heaviest(element)) is not None and _weight(child) >= _MOST * weight:
        element = child
    return lines_of(element)


def _heaviest(element: HtmlElement) -> HtmlElement | None:
    return max(element.iterchildren("*"), key=_weight, default=None)


def _weight(element: HtmlElement) -> int:
    """Characters in lines that are sentences."""
    return sum(len(line) for line in lines_of(element) if _SENTENCE.search(line))
