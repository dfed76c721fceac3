"""How a page is built: running text, and items that repeat, each with a link to another page."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import tokens
from crawler.extraction.text.weight import WITHOUT_LETTERS, weight_of

_FEWEST: Final = 3  # items that make a list
_TEXTS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "td",
        "li",
        "dd",
        "blockquote",
        "main",
        "body",
        "center",
        "span",
        "font",
        "pre",
    ]
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "a"])
_SENTENCE: Final = re.compile(r"[。！？；，]|[.!?,;:](?:\s|$)|[.!?]$")
_DATE: Final = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|(?<!\d)\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}月\d{1,2}日|"
    r"\d+\s?(?:分钟|小时|天|周|个月|年)前|昨天|前天|刚刚|(?:\d{1,2}\.?\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\.?\s\d|\d+\s(?:minute|hour|day|week|month)s?\sago",
    re.IGNORECASE,
)
_DATE_REACH: Final = 80  # characters of an item beyond its link in which a date stands beside it
_LINES_OF_LISTS: Final = etree.XPath(".//a[@href]")
_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|pdf|zip|mp4|docx?|xlsx?)(?:$|\?)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """Weights are those of `weight_of`.

    `prose` is the text that stands in sentences outside of items, and not in links; `items` counts repeated items
    whose link is as long as a headline, `item_text` weighs those links, `dated` counts the items with a date beside,
    `excerpted` those with sentences beside, which `excerpts` weighs. `pictures` counts repeated links that show a
    picture only.
    """

    prose: float
    items: int
    item_text: float
    dated: int
    excerpted: int
    excerpts: float
    pictures: int

    @property
    def item_share(self) -> float:
        """How much of what can be read are headlines of other pages."""
        return self.item_text / ((self.item_text + self.prose) or 1)


def outline_of(tree: HtmlElement) -> Outline:
    body = tree.find(".//body")
    root = tree if body is None else body
    groups = list(_groups(root))
    inside = {element for group in groups for item in group.elements for element in item.iter()}
    prose = sum(weight for element, weight in _prose(root) if element not in inside)
    items = [item for group in groups if not group.of_pictures for item in group.items]
    return Outline(
        prose=prose,
        items=len(items),
        item_text=sum(item.weight for item in items),
        dated=sum(item.dated for item in items),
        excerpted=sum(item.excerpt > 12 for item in items),
        excerpts=sum(item.excerpt for item in items),
        pictures=sum(len(group.elements) for group in groups if group.of_pictures),
    )


def is_headline(text: str) -> bool:
    """Whether a link says as much as a headline does: channels and buttons are shorter."""
    return len(WITHOUT_LETTERS.findall(text)) >= 7 or (len(text) >= 20 and len(text.split()) >= 4)


@dataclasses.dataclass(frozen=True, slots=True)
class _Item:
    weight: float
    dated: bool
    excerpt: float


@dataclasses.dataclass(frozen=True, slots=True)
class _Group:
    elements: tuple[HtmlElement, ...]
    items: tuple[_Item, ...]
    of_pictures: bool


def _groups(root: HtmlElement) -> Iterator[_Group]:
    """Siblings of one kind that each hold a headline link, the outermost first; none inside another."""
    linked = _headline_links(root)
    pictured = _picture_links(root)
    taken: set[HtmlElement] = set()
    by_parent = _siblings(root, linked | pictured)
    for siblings in by_parent:
        if any(parent in taken for parent in siblings[0].iterancestors()) or siblings[0] in taken:
            continue
        group = _group(siblings, linked)
        if group is not None:
            taken.update(group.elements)
            yield group


def _headline_links(root: HtmlElement) -> set[HtmlElement]:
    return {link for link in _links(root) if is_headline(_shown(link)) or is_headline(_named(link))}


def _named(link: HtmlElement) -> str:
    return link.get("title") or link.get("aria-label") or ""


def _picture_links(root: HtmlElement) -> set[HtmlElement]:
    return {
        link
        for link in _links(root)
        if link.find(".//img") is not None and not _FILE.search(link.get("href", ""))
    }


def _links(root: HtmlElement) -> list[HtmlElement]:
    links = cast("list[HtmlElement]", _LINES_OF_LISTS(root))
    return [
        link for link in links if not link.get("href", "").lower().startswith(("#", "javascript:", "mailto:"))
    ]


def _siblings(root: HtmlElement, links: Iterable[HtmlElement]) -> list[list[HtmlElement]]:
    """Every set of like siblings that hold links, in document order of their parents, the outermost parent first."""
    holding: set[HtmlElement] = set()
    for link in links:
        for element in (link, *link.iterancestors()):
            if element in holding:
                break
            holding.add(element)
    found = []
    for parent in root.iter():
        if parent not in holding and parent is not root:
            continue
        alike: dict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
        for child in parent:
            if child in holding:
                alike[_kind(child)].append(child)
        found += [children for children in alike.values() if len(children) >= _FEWEST]
    return found


def _kind(element: HtmlElement) -> tuple[str, str]:
    """Tag and first class, as far as they say that two elements were made by one template."""
    name = (element.get("class") or "").split()
    first = re.sub(r"\d+", "", name[0]) if name else ""
    return (
        str(element.tag),
        "" if first in ("odd", "even", "first", "last", "current", "active", "on") else first,
    )


def _group(siblings: list[HtmlElement], linked: set[HtmlElement]) -> _Group | None:
    heads = [_head_link(element, linked) for element in siblings]
    headed = [(element, head) for element, head in zip(siblings, heads, strict=True) if head is not None]
    if len(headed) < _FEWEST or 2 * len(headed) < len(siblings):
        pictures = tuple(element for element in siblings if element not in linked)
        return _Group(tuple(siblings), (), True) if not headed and _all_pictures(siblings, pictures) else None
    if _is_text(headed):
        return None
    items = tuple(_item(element, head) for element, head in headed)
    elements = list(siblings)
    if str(siblings[0].tag) in _HEADINGS and _alternates(siblings):
        elements = list(cast("HtmlElement", siblings[0].getparent()))
    return _Group(tuple(elements), items, False)


def _all_pictures(siblings: list[HtmlElement], pictures: tuple[HtmlElement, ...]) -> bool:
    return len(pictures) >= 2 * _FEWEST and all(weight_of(_shown(element)) < 20 for element in siblings)


def _head_link(element: HtmlElement, linked: set[HtmlElement]) -> HtmlElement | None:
    """The one headline link of an item; an element with many is not an item but holds a list."""
    found = [link for link in element.iter("a") if link in linked]
    if not found:
        return None
    targets = {link.get("href") for link in found}
    return found[0] if len(targets) == 1 else (found[0] if len(targets) == 2 and _leads(found) else None)


def _leads(links: list[HtmlElement]) -> bool:
    """Whether the first of two links is a heading, the second something beside it (a topic, a source)."""
    return any(str(parent.tag) in _HEADINGS for parent in links[0].iterancestors())


def _is_text(headed: list[tuple[HtmlElement, HtmlElement]]) -> bool:
    """Whether the siblings are paragraphs with links inside their sentences."""
    if str(headed[0][0].tag) not in ("p", "span", "strong", "font", "blockquote"):
        return False
    whole = sum(weight_of(_shown(element)) for element, _ in headed)
    links = sum(weight_of(_shown(link)) for _, link in headed)
    return links < 0.6 * whole


def _alternates(siblings: list[HtmlElement]) -> bool:
    """Whether these headings divide their parent evenly, as in a list of headings, each with its excerpt."""
    parent = siblings[0].getparent()
    if parent is None or str(siblings[0].tag) == "a":
        return False
    return len(siblings) * 4 >= len(parent)


def _item(element: HtmlElement, head: HtmlElement) -> _Item:
    title = _shown(head) or _named(head)
    rest = _shown(element).replace(title, " ", 1)
    if str(element.tag) in _HEADINGS or element is head:
        rest = f"{rest} {element.tail or ''} {_following(element)}"
    return _Item(
        weight=weight_of(title),
        dated=len(rest) < 4 * _DATE_REACH and _DATE.search(rest) is not None,
        excerpt=weight_of(rest) if _SENTENCE.search(rest) else 0,
    )


def _following(element: HtmlElement) -> str:
    after = element.getnext()
    return "" if after is None or after.tag == element.tag else _shown(after)


def _shown(element: HtmlElement) -> str:
    return " ".join("".join(token or " " for token in tokens(element)).split())


def _prose(root: HtmlElement) -> Iterator[tuple[HtmlElement, float]]:
    """Elements with sentences of their own, and the weight of the text in these that is no link."""
    for element in root.iter(*_TEXTS):
        own = _own_text(element)
        if _SENTENCE.search(own) and weight_of(own) >= 12:
            yield element, weight_of(own)


def _own_text(element: HtmlElement) -> str:
    """The text of an element that is in no block of its own and in no link."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            pieces += [piece for piece in tokens(child) if piece]
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


_INLINE: Final = frozenset(
    ["b", "strong", "i", "em", "u", "font", "sup", "sub", "big", "small", "mark", "abbr", "q"]
)
