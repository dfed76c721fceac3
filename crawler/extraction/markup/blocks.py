"""The lines a reader of a page sees: a line ends where the browser would break it, and nowhere else."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.text.words import words

BREAKING: Final = words(
    """
    address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre section
    select summary table tbody tfoot thead title tr ul
    """
)
CELLS: Final = frozenset(["td", "th"])
UNSHOWN: Final = words(
    """
    script style noscript template head title svg math object embed iframe canvas audio video map select textarea
    button rp rt
    """
)
_HIDING_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

Token = str | None
"""A piece of text, or None where a line ends."""


def lines_of(element: HtmlElement) -> list[str]:
    """The lines inside an element, in order, white space collapsed, none empty; hidden elements are left out."""
    return list(lines(tokens(element)))


def lines_after(element: HtmlElement) -> Iterator[str]:
    """The lines from an element's end to the end of the page, read as they are asked for.

    Neighbouring inline elements are set apart: a line of facts (`<span>作者</span><span>来源</span>`) is no prose.
    """
    return lines(_tokens_after(element))


def lines(pieces: Iterable[Token]) -> Iterator[str]:
    """Join the pieces of each line."""
    line: list[str] = []
    for piece in pieces:
        if piece is not None:
            line.append(piece)
        elif joined := " ".join("".join(line).split()):
            yield joined.strip("| ") if joined.startswith("|") or joined.endswith("|") else joined
            line = []
        else:
            line = []
    if joined := " ".join("".join(line).split()):
        yield joined


def tokens(element: HtmlElement, *, apart: bool = False, link_mark: str = "") -> Iterator[Token]:
    """The pieces of an element's text; `apart` puts a space where an inline element begins.

    `link_mark` stands where a link begins and where it ends.
    """
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start" and is_unseen(node):
            walk.skip_subtree()
            continue
        is_cell = node.tag in CELLS and node is not element
        if event == "start" and is_cell and holds_one_line(node):
            walk.skip_subtree()
            yield f"{' | ' if node.getprevious() is not None else ' '}{''.join(lines_of(node))}"
            continue
        if node.tag in BREAKING:
            yield None
        elif event == "start" and (is_cell or (apart and node.tag != "a")):
            yield " | " if is_cell and node.getprevious() is not None else " "
        if link_mark and node.tag == "a":
            yield link_mark
        if event == "start":
            yield node.text or ""
        elif node is not element:
            yield node.tail or ""


def _tokens_after(element: HtmlElement) -> Iterator[Token]:
    node: HtmlElement | None = element
    while node is not None:
        yield None if node.tag in BREAKING else " "
        yield node.tail or ""
        for sibling in node.itersiblings():
            yield from tokens(sibling, apart=True)
            yield sibling.tail or ""
        node = node.getparent()


def holds_one_line(cell: HtmlElement) -> bool:
    """Whether what an editor wrapped into blocks is one value of a table: `<td><p>318.2</p></td>`."""
    return (
        len(cell) > 0
        and cell.find(".//td") is None
        and next(itertools.islice(lines(tokens(cell)), 1, None), None) is None
    )


def is_unseen(node: HtmlElement) -> bool:
    """Whether a browser shows neither the element nor what is in it."""
    return node.tag in UNSHOWN or is_hidden(node)


def is_hidden(node: HtmlElement) -> bool:
    """Whether the page hides an element that browsers show; its scripts may show it later."""
    return "hidden" in node.attrib or (
        "style" in node.attrib and _HIDING_STYLE.search(node.get("style", "")) is not None
    )
