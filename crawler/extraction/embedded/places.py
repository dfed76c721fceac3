"""Where a page keeps values: its scripts, attributes and unseen form fields. Each with the place it was found at.

Scripts are many and mostly programs: one is looked at only where it names what may be the body of an article, and
what is read of a page in all has a limit.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.embedded.assigned import DECODER
from crawler.extraction.embedded.flight import flight_values
from crawler.extraction.embedded.literals import Name, NotALiteralError, read_list, read_literal, unescaped
from crawler.extraction.embedded.references import flattened, resolved
from crawler.extraction.embedded.vocabulary import names_body, signs

_LONGEST: Final = 6_000_000  # characters of a script
_SHORTEST: Final = 80
_MOST_ATTEMPTS: Final = 60  # at values of a page
_MOST_LITERALS: Final = 12  # of these that are no JSON
_MOST_VALUES: Final = 30_000
_BEGINNING: Final = 8  # characters of a title that are enough to look for
_START: Final = re.compile(
    r"(?:(?<![\w$.\]])(?P<name>[\w$.]{1,60}(?:\[[\"'][\w$-]{1,40}[\"']\])?)\s*=|\breturn|[\w$]\s*\()\s*"
    r"(?P<value>JSON\.parse\(|decodeURIComponent\(|Object\.freeze\(|\{(?=\s*[\w$\"'/])|\[(?=\s*[{\[\"'])|[\"'](?=[{\[]\\?[\"{])|\(?function\s*\()"
)
_FLIGHT: Final = "__next_f.push("
_DEFERRED: Final = re.compile(
    r"\(?function\s*\(([\w$,\s]*)\)\s*\{(?:(?!return\s*\{)[^{}]|\{[^{}]*\}){0,20000}?return\s*(?=\{)"
)
_VARIABLE: Final = re.compile(
    r"(?:^|[;,{\n]|\b(?:var|let|const)\s)[^\S\n]*+(?:window\.)?(?P<name>[A-Za-z_]\w{1,40})\s{0,9}=\s{0,9}(?:\w{1,20}\()?"
    r"(?:\"(?P<double>[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)\"|'(?P<single>[^'\\\n]*+(?:\\.[^'\\\n]*+)*+)'|(?P<number>\d{8,15}))"
    r"(?:\)|\.\w{1,12}\([^()\n]{0,30}\))?\s{0,9}(?=[;,\n]|$|//)"
)
_MOST_VARIABLES: Final = 200
_MOST_FIELDS: Final = 100
_CALLED: Final = re.compile(r"[\s;]*\}?\s*\)?\s*(?=\()")
_ENCODED: Final = re.compile(r"\s*%(?:7B|5B)", re.IGNORECASE)
_ATTRIBUTE_SIGNS: Final = ('="{', "='{", '="[{', "='[{", '="%7B', '="&#123;')
_HOLDERS: Final = etree.XPath(
    "//*[@*[string-length() > 200 and (starts-with(., '{') or starts-with(., '[{') or starts-with(., '%7B'))]]"
)
_STATE: Final = "__NUXT__"
# What the script of a program has no need of: Chinese, written out or escaped, paragraphs and the sign of a state.
_PROSE: Final = re.compile(r"\\u[4-9]|<[pP]\b|u003[cC]p\b|&lt;p\b|%3C|%[eE][4-9]")


def values_of(page: str, tree: HtmlElement, titles: Sequence[str] = ()) -> Iterator[tuple[str, Any]]:
    """The values that may hold an article, each with its place: `script#__NEXT_DATA__`, `script window.docData`.

    `titles` are what it may be called: a script that has one of them is looked at too.
    """
    scripts = [script for script in tree.iter("script") if _SHORTEST < len(script.text or "") < _LONGEST]
    if _FLIGHT in page:
        yield from flight_values(script.text or "" for script in scripts if _FLIGHT in (script.text or ""))
    budget = _Budget(tuple(_beginnings(titles)))
    for script in scripts:
        text = script.text or ""
        if _is_promising(script, text, budget.titles):
            yield from _script_values(script, text, budget)
    if any(sign in page for sign in _ATTRIBUTE_SIGNS):
        yield from _attribute_values(tree)
    yield from _field_values(tree)


def _beginnings(titles: Sequence[str]) -> Iterator[str]:
    """As a script may spell them: as they are, and as JSON escapes what is not ASCII."""
    for beginning in (title[:_BEGINNING] for title in titles if len(title) >= _BEGINNING):
        yield beginning
        if not beginning.isascii():
            yield json.dumps(beginning)[1:-1]


class _Budget:
    """What may still be tried of a page, and the beginnings of its titles."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.titles = titles
        self.attempts = _MOST_ATTEMPTS
        self.literals = _MOST_LITERALS


def _is_promising(script: HtmlElement, text: str, titles: tuple[str, ...]) -> bool:
    kind = (script.get("type") or "").lower()
    if kind.endswith("ld+json") or "template" in kind or "src" in script.attrib or _FLIGHT in text:
        return False
    if script.get("id") == "__NUXT_DATA__" or _STATE in text or any(title in text for title in titles):
        return True
    may_hold_text = not text.isascii() or kind.endswith("json") or _PROSE.search(text) is not None
    return may_hold_text and (_has_sign(text) or _ENCODED.match(text) is not None)


def _has_sign(text: str) -> bool:
    return next(signs(text), None) is not None


def _script_values(script: HtmlElement, text: str, budget: _Budget) -> Iterator[tuple[str, Any]]:
    identity = f"script#{script.get('id')}" if script.get("id") else "script"
    whole = _whole(text)
    if whole is not None:
        yield identity, flattened(whole) if isinstance(whole, list) else whole
        return
    yield from ((f"{identity} {name}".rstrip(), value) for name, value in _assigned(text, budget))
    if variables := _variables(text):
        yield identity, variables


def _variables(text: str) -> dict[str, Any]:
    """Strings and numbers that a script assigns one by one: `var title = "...", source = "..."; window.ctime = 1;`."""
    found = itertools.islice(_VARIABLE.finditer(text), _MOST_VARIABLES)
    values = {one["name"]: unescaped(one["double"] or one["single"] or one["number"] or "") for one in found}
    return {name: value for name, value in values.items() if value}


def _whole(text: str) -> Any:
    """The value a script or an attribute is, as JSON, with entities, or encoded as in an address."""
    text = text.strip()
    if _ENCODED.match(text):
        text = unquote(text)
    if text[:1] not in ("{", "["):
        return None
    if text.startswith(("{&quot;", "[&quot;", "[{&quot;", "{&#34;", "[{&#34;")):
        text = html.unescape(text)
    try:
        return DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def _assigned(text: str, budget: _Budget) -> Iterator[tuple[str, Any]]:
    """Name and value of what is assigned, returned or handed to a call; the name is empty where there is none."""
    at = 0
    ahead = [len(text)] if _STATE in text else sorted(_signs(text, budget.titles), reverse=True)
    while ahead and budget.attempts and (start := _START.search(text, at)):
        at = start.start("value") + 1
        while ahead and ahead[-1] < at:
            ahead.pop()
        if not ahead:
            return
        budget.attempts -= 1
        read = _read_at(text, at - 1, budget)
        if read is not None:
            value, at = read
            yield start["name"] or "", value


def _signs(text: str, titles: tuple[str, ...]) -> Iterator[int]:
    yield from signs(text)
    yield from (text.rfind(title) for title in titles)


def _read_at(text: str, at: int, budget: _Budget) -> tuple[Any, int] | None:
    if text[at] in "{[":
        try:
            return DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            pass  # then it may be a literal
    if not budget.literals:
        return None
    budget.literals -= 1
    try:
        if deferred := _DEFERRED.match(text, at):
            return _returned(text, deferred)
        return read_literal(text, at, most_values=_MOST_VALUES)
    except NotALiteralError:
        return None


def _returned(text: str, deferred: re.Match[str]) -> tuple[Any, int]:
    """What `(function(a, b) {return {...a...}})("x", 1)` gives: names of parameters stand for the arguments."""
    value, end = read_literal(text, deferred.end(), most_values=_MOST_VALUES)
    called = _CALLED.match(text, end)
    arguments = read_list(text, called.end(), most_values=_MOST_VALUES) if called else []
    names = [name.strip() for name in deferred[1].split(",")]
    known = {name: said for name, said in zip(names, arguments, strict=False) if not isinstance(said, Name)}
    return resolved(value, known), end


def _attribute_values(tree: HtmlElement) -> Iterator[tuple[str, Any]]:
    for element in cast("list[HtmlElement]", _HOLDERS(tree))[:20]:
        for name, text in element.items():
            value = _whole(text) if len(text) > _SHORTEST and _has_sign(text) else None
            if value is not None:
                yield f"{element.tag}@{name}", value


def _field_values(tree: HtmlElement) -> Iterator[tuple[str, Any]]:
    """A text a page keeps in an unseen field for its scripts to draw is the content of what the field is named.

    Fields that are named as the parts of an article are, one its body, make one object together.
    """
    kept = list(itertools.islice(_kept_fields(tree), _MOST_FIELDS))
    if any(names_body(name) and len(text) > _SHORTEST for _, name, text in kept):
        yield "fields", {name: text for _, name, text in kept if name}
    for tag, name, text in kept:
        if len(text) > _SHORTEST:
            value = _whole(text)
            yield f"{tag} {name}".rstrip(), value if value is not None else {"content": text}


def _kept_fields(tree: HtmlElement) -> Iterator[tuple[str, str, str]]:
    """Tag, name and value of each that a reader does not fill in."""
    for element in tree.iter("textarea", "input"):
        if element.tag == "textarea" or element.get("type") == "hidden":
            text = (element.get("value") or "") if element.tag == "input" else element.text_content()
            name = element.get("id") or element.get("name") or element.get("class") or ""
            if text:
                yield element.tag, name, text
