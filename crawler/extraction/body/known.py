"""A page without the blocks that are known to be boilerplate of its site, so that its text is found among the rest."""

from __future__ import annotations

from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.learned import Learned
from crawler.extraction.lines.cleaned import same_words

_BLOCKS: Final = (
    *("p", "div", "li", "section", "dd", "dt", "h2", "h3", "h4", "h5", "h6"),
    *("blockquote", "aside", "figcaption", "td", "center"),
)


def drop_known(tree: HtmlElement, learned: Learned, *, title: str | None) -> None:
    """Takes out each block without blocks in it whose text is a line learned; the title's words stay.

    Where a site was never learned the tree is not even looked at.
    """
    if not learned.lines:
        return
    for block in _innermost_blocks(tree):
        text = " ".join(block.text_content().split())  # as clean_lines has it, but for invisible characters
        if text in learned.lines and not (title and same_words(text, title)):
            block.drop_tree()


def _innermost_blocks(tree: HtmlElement) -> list[HtmlElement]:
    blocks = list(tree.iter(*_BLOCKS))
    outer: set[HtmlElement] = set()
    for block in blocks:
        above = block.getparent()
        while above is not None and above not in outer:
            outer.add(above)
            above = above.getparent()
    return [block for block in blocks if block not in outer]
