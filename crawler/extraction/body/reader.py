"""The lines of an article's text, before anything is trimmed from their ends, and how they were found."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.body.proposals import Proposal, proposals, proposals_for_letters
from crawler.extraction.body.sheet import is_chinese, sheet_of
from crawler.extraction.body.substance import holds_sentence, is_substance
from crawler.extraction.learned import LONG, Learned
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.markup.blocks import lines_after, lines_of
from crawler.extraction.markup.selected import containers, drop, names_container
from crawler.items import ExtractionError, Said
from crawler.sources import Source

_REACH_OF_EDITORS: Final = 6  # lines below the container


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """`rule` names the way of reading that won (`selector`, `container`, `density`, `trafilatura`).

    `place` is the path of its element, `others` what the other ways gave: how much, and its first words.
    """

    lines: tuple[str, ...]
    rule: str
    place: str = ""
    others: tuple[Said, ...] = ()


def read_body(
    tree: HtmlElement,
    source: Source,
    *,
    heading: HtmlElement | None,
    withheld: bool,
    learned: Learned,
) -> Body:
    """Inside the source's own container every line is text; on a page without one it is searched for.

    `heading` is the element that shows the title, where one does. The tree is changed: nothing reads it afterwards.
    Raises ExtractionError (`login-wall`) where only those who pay are shown the text.
    """
    found = containers(tree, source.selectors)
    for element in found:
        drop(element, source.selectors)
    if lines := [line for element in found for line in lines_of(element)]:
        return Body(
            lines=(*lines, *_editor_lines(lines_after(found[-1]))), rule="selector", place=_path(found[0])
        )
    if withheld:
        raise ExtractionError("login-wall", "shown to payers alone")
    is_left_empty = names_container(tree, source.selectors)
    won, *others = _proposals(tree, heading, learned)
    enough = holds_sentence(won.lines) if is_left_empty else is_substance(won.lines, tree)
    kept = [*won.lines, *_editor_lines(won.below)] if enough else []
    return Body(lines=tuple(kept), rule=won.rule, place=won.place, others=tuple(one.said() for one in others))


def _proposals(tree: HtmlElement, heading: HtmlElement | None, learned: Learned) -> list[Proposal]:
    if is_chinese(tree):
        # short ones may stand in a text too, and are left to whoever sees its ends
        known = (line for line in learned.lines if len(line) >= LONG)
        return proposals(sheet_of(tree), tree, heading, known)
    return proposals_for_letters(tree, heading)


def _path(element: HtmlElement) -> str:
    return str(element.getroottree().getpath(element))


def _editor_lines(below: Iterable[str]) -> list[str]:
    """Who edited is often printed below the text; nothing else there is the article's."""
    return [line for line in itertools.islice(below, _REACH_OF_EDITORS) if _names_editors(line)]


def _names_editors(line: str) -> bool:
    said = statements(line)
    return bool(said) and all(one.kind is Kind.EDITORS and one.value for one in said)
