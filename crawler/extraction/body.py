"""The article's paragraphs out of a page's tree."""

from __future__ import annotations

from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

# What trafilatura's result is made of; anything else stands inside a line.
_BLOCKS = frozenset("body p head list item quote code table row div lb".split())


def main_paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs trafilatura takes for the article, in order; an empty list where it finds none.

    The tree is left as it was.
    """
    document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    return list(_lines(document.body)) if document is not None else []


def _lines(body: etree._Element) -> Iterator[str]:
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            if line := " ".join("".join(pieces).split()):
                yield line
            pieces.clear()
        elif element.tag == "cell" and event == "start" and pieces:
            pieces.append(" | ")
        pieces.append((element.text if event == "start" else element.tail) or "")
