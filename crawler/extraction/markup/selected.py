"""What a source's own selectors find on one of its pages."""

from __future__ import annotations

import dataclasses
import functools
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.extraction.lines.credits import publisher_name
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.markup.blocks import lines_of
from crawler.sources import Selectors

_NO_MEDIUM = frozenset([Kind.PUBLISHED, Kind.MODIFIED, Kind.BYLINE, Kind.EDITORS])


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Selected:
    """Texts of the page's elements; of several selectors the first that finds a text counts."""

    title: str | None
    byline: str | None
    publisher: str | None
    published_at: tuple[str, ...]
    tags: tuple[str, ...]
    account: str | None = None
    modified_at: tuple[str, ...] = ()
    withheld: bool = False


def read_selected(tree: HtmlElement, selectors: Selectors) -> Selected:
    printed = next(iter(_texts(tree, selectors.publisher)), None)
    return Selected(
        title=next(iter(_texts(tree, selectors.title)), None),
        byline=next(iter(_texts(tree, selectors.byline)), None),
        publisher=_medium(printed) if printed else None,
        published_at=(*_machine_dates(tree, selectors), *_texts(tree, selectors.published_at)),
        tags=tuple(dict.fromkeys(_texts(tree, selectors.tags))),
        withheld=any(_found(tree, selector) for selector in selectors.withheld),
        account=next(iter(_texts(tree, selectors.account)), None),
    )


def _texts(tree: HtmlElement, selectors: tuple[str, ...]) -> tuple[str, ...]:
    for selector in selectors:
        if found := tuple(text for element in _found(tree, selector) if (text := _text(element))):
            return found
    return ()


def _machine_dates(tree: HtmlElement, selectors: Selectors) -> tuple[str, ...]:
    """What `<time datetime="...">` says beside its text, which is often the day alone."""
    found = (
        element.get("datetime") for selector in selectors.published_at for element in _found(tree, selector)
    )
    return tuple(str(date) for date in found if date)


def _medium(printed: str) -> str | None:
    """The medium, without the label and the brackets it is printed with; None for a date or a person in its place."""
    said = statements(printed)
    named = [one.value for one in said if one.kind is Kind.PUBLISHER]
    if not named and any(one.kind in _NO_MEDIUM for one in said):
        return None
    return publisher_name(named[0] if named else printed)


def containers(tree: HtmlElement, selectors: Selectors) -> list[HtmlElement]:
    """The elements that hold the article: those of the first selector that finds one with a text."""
    for selector in selectors.body:
        if found := [element for element in _found(tree, selector) if _text(element)]:
            return [
                element for element in found if not any(other in found for other in element.iterancestors())
            ]
    return []


def names_container(tree: HtmlElement, selectors: Selectors) -> bool:
    """Whether the page has a container of the source's, be it an empty one."""
    return any(_found(tree, selector) for selector in selectors.body)


def drop(element: HtmlElement, selectors: Selectors) -> None:
    """Take out of the page what the source says is no text, wherever it stands in the element."""
    for selector in selectors.drop:
        for unwanted in _found(element, selector):
            if unwanted is not element and unwanted.getparent() is not None:
                unwanted.drop_tree()


def finds(tree: HtmlElement, selector: str) -> bool:
    """Whether the selector finds anything in the tree."""
    return bool(_found(tree, selector))


def _text(element: HtmlElement) -> str:
    return " ".join(lines_of(element))


def _found(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    return cast("list[HtmlElement]", _compiled(selector)(tree))


@functools.cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")
