"""Which of all the objects in a page's values is the article this page is about."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from crawler.extraction.embedded.blocks import length_of
from crawler.extraction.embedded.markup import plain
from crawler.extraction.embedded.vocabulary import (
    IDS,
    MEDIA,
    PUBLISHED,
    WRITERS,
    names_body,
    names_title,
    spelled,
)
from crawler.extraction.fields.titles import bare

_MOST_OBJECTS: Final = 20_000
_DEEPEST: Final = 40
_LONG_LIST: Final = 400  # what comes after this many items is no article of its own
_LEAST_JSON: Final = 120  # characters of a string that is JSON itself
_LEAST_TITLE: Final = 5  # letters of a title that tells articles apart
_LEAST_ID: Final = 5  # characters of an identifier that does
_LEAST_BODY: Final = 12  # characters of what can be a text at all
_LONG_BODY: Final = 80  # characters of a text that can be taken for the page's without its title
_GENERATIONS: Final = 3  # objects around the one with the text that may hold its title

_KNOWN: Final = frozenset((*PUBLISHED, *MEDIA, *WRITERS))

Node = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """An object with a text or a title of its own, those around it from the nearest outward, and what is known of it.

    `body` is the value that holds its text, None where there is none. `named` tells whether it bears this page's
    title, itself (`own_title`) or by an object next to it; `listed` whether it is one of many of a kind.
    """

    node: Node
    around: tuple[Node, ...]
    place: str
    body: Any
    length: int
    own_title: bool
    named: bool
    identified: bool
    listed: bool

    @property
    def is_this(self) -> bool:
        """Whether it bears this page's title or address."""
        return self.named or (self.identified and not self.listed)


def objects_with_text(
    values: Iterable[tuple[str, Any]], titles: Sequence[str], url: str | None
) -> list[Found]:
    """All that may be an article, in the order of the page."""
    wanted = tuple(dict.fromkeys(name for name in map(bare, titles) if len(name) >= _LEAST_TITLE))
    search = _Search(wanted, url or "")
    return [one for place, value in values for one in search.objects(value, place)]


def this_article(found: Iterable[Found]) -> list[Found]:
    """The objects that are this page's article, the best first; none where none surely is."""
    sure = [one for one in found if one.is_this]
    longest = max((one.length for one in sure), default=0)
    return sorted(sure, key=lambda one: _worth(one, longest), reverse=True)


def _worth(found: Found, longest: int) -> tuple[bool, bool, bool, int, int]:
    return (
        found.length * 2 >= longest,
        not found.listed,
        found.own_title,
        found.length,
        len(_KNOWN.intersection(map(spelled, found.node))),
    )


def only_article(found: Iterable[Found]) -> list[Found]:
    """The one object of all with a title, a time and a long text of its own, where nothing else comes near."""
    whole = [one for one in found if not one.listed and one.length >= _LONG_BODY and _is_dated(one)]
    if not whole:
        return []
    best = max(whole, key=lambda one: one.length)
    rivals = [one for one in whole if one.length * 3 > best.length and one.node is not best.node]
    return [] if rivals else [best]


def _is_dated(found: Found) -> bool:
    keys = {spelled(key) for key in found.node}
    return any(map(names_title, found.node)) and not keys.isdisjoint(PUBLISHED)


class _Search:
    def __init__(self, wanted: tuple[str, ...], url: str) -> None:
        self.wanted = wanted
        self.url = url
        self.left = _MOST_OBJECTS

    def objects(self, value: Any, place: str) -> Iterator[Found]:
        """All that may be the article, in the order of the page."""
        waiting: list[tuple[Any, str, tuple[Node, ...], bool, int]] = [(value, place, (), False, 0)]
        while waiting and self.left > 0:
            value, place, around, listed, depth = waiting.pop()
            self.left -= 1
            if isinstance(value, str):
                value = _inner_json(value)
            if depth > _DEEPEST:
                continue
            if isinstance(value, list):
                many = _are_of_a_kind(value)
                inner = [(item, place, around, listed or many, depth + 1) for item in value[:_LONG_LIST]]
            elif isinstance(value, dict):
                yield from self.read(value, place, around, listed)
                above = (value, *around)[:_GENERATIONS]
                inner = [(item, f"{place}.{key}", above, listed, depth + 1) for key, item in value.items()]
            else:
                continue
            waiting.extend(one for one in reversed(inner) if _may_hold(one[0]))

    def read(self, node: Node, place: str, around: tuple[Node, ...], listed: bool) -> Iterator[Found]:
        """What the object is, where it has a text, or a title that is the page's."""
        own = list(_titles(node))
        own_title = any(map(self.is_title, own))
        is_another = not own_title and any(len(name) >= _LEAST_TITLE for name in own)
        near = () if is_another else (*_objects_in(node), *(() if listed else around))
        named = own_title or any(self.is_title(name) for one in near for name in _titles(one))
        body_key, body, length = _body(node)
        if length < _LEAST_BODY or (isinstance(body, str) and self.is_title(bare(body))):
            body_key, body, length = "", None, 0
        if not named and not length:
            return
        ids = (item for key, item in node.items() if spelled(key) in IDS)
        identified = any(map(self.is_address, ids))
        yield Found(
            node=node,
            around=() if listed else around,
            place=f"{place}.{body_key}" if body_key else place,
            body=body,
            length=length,
            own_title=own_title,
            named=named,
            identified=identified,
            listed=listed,
        )

    def is_title(self, name: str) -> bool:
        return len(name) >= _LEAST_TITLE and any(
            name == wanted or (name in wanted and len(name) * 3 > len(wanted)) or _begins(name, wanted)
            for wanted in self.wanted
        )

    def is_address(self, value: Any) -> bool:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or len(value) < _LEAST_ID or len(value) > 300 or not self.url:
            return False
        tail = value.split("?")[0].rstrip("/").removesuffix(".html").removesuffix(".shtml")
        tail = tail.rpartition("/")[2] if "/" in tail else tail
        return len(tail) >= _LEAST_ID and any(mark.isdigit() for mark in tail) and tail in self.url


def _begins(name: str, wanted: str) -> bool:
    """The page's own title may have been cut short."""
    return len(wanted) >= 2 * _LEAST_TITLE and name.startswith(wanted) and len(name) < 3 * len(wanted)


def _titles(node: Node) -> Iterator[str]:
    for key, value in node.items():
        if isinstance(value, str) and 2 <= len(value) < 400 and names_title(key):
            yield bare(plain(value) or "")


def _objects_in(node: Node) -> Iterator[Node]:
    return (value for value in node.values() if isinstance(value, dict))


def _body(node: Node) -> tuple[str, Any, int]:
    """The key, value and length of its longest text."""
    found = [
        (key, value, length_of(value))
        for key, value in node.items()
        if isinstance(value, (str, list, dict)) and value and names_body(key)
    ]
    return max(found, key=lambda one: one[2], default=("", None, 0))


def _may_hold(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) >= _LEAST_JSON and value.lstrip()[:1] in ("{", "[")
    return isinstance(value, (dict, list)) and bool(value)


def _inner_json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _are_of_a_kind(items: list[Any]) -> bool:
    """Whether these are entries of a list: two or more objects of the same keys, each with a title."""
    objects = [item for item in items[:_LONG_LIST] if isinstance(item, dict)]
    titled = [item for item in objects if any(map(names_title, item))]
    return len(titled) > 1 and len(titled[0].keys() & titled[1].keys()) * 2 > len(titled[0])
