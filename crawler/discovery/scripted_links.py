"""Links that a page keeps for its scripts: as markup a script will show (大汉), or as JSON an application starts from.

What only a script could put together, an address of an id say, is not found.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

_MARKUP_TYPES: Final = re.compile(
    r"(?:text|application)/(?:xml|html|template|(?:x-|ng-)?[\w-]*(?:template|tmpl|tpl)[\w-]*)", re.IGNORECASE
)
_JSON_TYPES: Final = re.compile(r"application/(?:ld\+)?json", re.IGNORECASE)
SECTION: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_PLACEHOLDER: Final = re.compile(r"[{}<>]|%7B|\[\[", re.IGNORECASE)
_ASSIGNED: Final = re.compile(r"=\s*(?=[\[{]\s*[\[{\"])")
_ADDRESS_KEY: Final = re.compile(r"(?:^|[a-z_])(?:url|link|href)$", re.IGNORECASE)
_NO_ADDRESS_KEY: Final = re.compile(
    r"im(?:g|age)|pic|cover|thumb|avatar|icon|logo|video|audio|api|share|comment|author|user|channel|column|source",
    re.IGNORECASE,
)
_TITLE_KEY: Final = re.compile(r"(?:title|headline|subject)$|^(?:name|topic)$", re.IGNORECASE)
_DATE_KEY: Final = re.compile(r"(?:time|date)$|^(?:pub|date)", re.IGNORECASE)
_LARGEST: Final = 5_000_000  # characters of a script
_DEEPEST: Final = 40


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class ScriptedLink:
    """An address as it stands there, and what is said of the page behind it."""

    href: str
    title: str
    dated: bool


def markup_in_scripts(tree: HtmlElement) -> Iterator[HtmlElement]:
    """What the page's scripts hold as markup, parsed; links with places to be filled are taken out."""
    for script in tree.iter("script"):
        text = script.text or ""
        if _MARKUP_TYPES.fullmatch((script.get("type") or "").strip()) and "href" in text:
            try:
                fragment = lxml.html.fragment_fromstring(
                    SECTION.sub("", text[:_LARGEST]), create_parent="div"
                )
            except etree.ParserError:
                continue
            for link in list(fragment.iter("a", "area")):
                if _PLACEHOLDER.search(link.get("href") or ""):
                    link.drop_tag()
            yield fragment


def links_in_json(tree: HtmlElement) -> Iterator[ScriptedLink]:
    """The objects in the page's scripts that name both an address and a title."""
    for script in tree.iter("script"):
        text = script.text or ""
        if '"' not in text or len(text) > _LARGEST:
            continue
        for value in _values(text, whole=bool(_JSON_TYPES.fullmatch((script.get("type") or "").strip()))):
            yield from _links(value, 0)


def _values(text: str, *, whole: bool) -> Iterator[Any]:
    """The script if it is JSON, else what it assigns that is."""
    decoder, at = json.JSONDecoder(), 0
    while (start := at if whole else _next_assigned(text, at)) is not None:
        try:
            value, at = decoder.raw_decode(text.lstrip() if whole else text, start)
            yield value
        except (ValueError, RecursionError):
            at = start + 1
        if whole:
            return


def _next_assigned(text: str, at: int) -> int | None:
    found = _ASSIGNED.search(text, at)
    return found.end() if found else None


def _links(value: Any, depth: int) -> Iterator[ScriptedLink]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if (link := _link(value)) is not None:
            yield link
        for each in value.values():
            yield from _links(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _links(each, depth + 1)


def _link(fields: dict[str, Any]) -> ScriptedLink | None:
    texts = {key: value.strip() for key, value in fields.items() if isinstance(value, str) and value.strip()}
    href = next((text for key, text in texts.items() if _names_address(key, text)), None)
    title = max((text for key, text in texts.items() if _TITLE_KEY.search(key)), key=len, default=None)
    if href is None or title is None:
        return None
    return ScriptedLink(href=href, title=title, dated=any(map(_DATE_KEY.search, fields)))


def _names_address(key: str, value: str) -> bool:
    named = _ADDRESS_KEY.search(key) is not None and _NO_ADDRESS_KEY.search(key) is None
    return named and re.match(r"(?:https?:)?/|\.{0,2}/|[\w-]+[/.?]", value) is not None and " " not in value
