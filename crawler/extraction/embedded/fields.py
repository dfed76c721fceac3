"""The fields of an article as its object states them, under the names of many sites."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.embedded.blocks import lines_in
from crawler.extraction.embedded.markup import moment, plain
from crawler.extraction.embedded.nodes import Found, Node
from crawler.extraction.embedded.vocabulary import (
    ACCOUNTS,
    EDITORS,
    KEYWORDS,
    MEDIA,
    MODIFIED,
    NAMES,
    PUBLISHED,
    TITLES,
    WRITERS,
    names_title,
    spelled,
)

_LONGEST_NAME: Final = 60
_MOST_OTHERS: Final = 4
_BETWEEN_KEYWORDS: Final = re.compile(r"[,，;；|、\s]+")
_MOST_KEYWORDS: Final = 20
_IS_CODE: Final = re.compile(r"[a-z0-9_.-]+")  # `web`, `feed`, `de`
_IS_NO_NAME: Final = re.compile(
    r"https?:|[<>{}]|^\d+$|^[\da-f-]{16,}$|^(?:null|none|undefined|true|false)$", re.IGNORECASE
)


def read_nodes(found: Sequence[Found], utc_offset: str) -> EmbeddedArticle | None:
    """The article as the first of the objects has it; what that does not state, others of its title may."""
    if not found:
        return None
    article = _article(found[0], utc_offset)
    for other in [one for one in found[1:] if one.own_title and not one.listed][:_MOST_OTHERS]:
        stated = _article(dataclasses.replace(other, body=None), utc_offset)
        article = article.or_else(dataclasses.replace(stated, modified_at=None))
    return article


def _article(found: Found, utc_offset: str) -> EmbeddedArticle:
    nodes = [_spelled(node) for node in (found.node, *_about(found.node), *found.around)]
    published_at = next(_moments(nodes, PUBLISHED, utc_offset), None)
    modified_at = next(_moments(nodes, MODIFIED, utc_offset), None)
    return EmbeddedArticle(
        lines=tuple(lines_in(found.body)) if found.body is not None else (),
        title=next(_titles(found.node), None),
        account=next(_names(nodes[:1], ACCOUNTS), None),
        byline=next(_names(nodes, WRITERS), None),
        publisher=next((name for name in _names(nodes, MEDIA) if not _IS_CODE.fullmatch(name)), None),
        editors=tuple(next(_names(nodes, EDITORS), "").split()),
        published_at=published_at,
        modified_at=modified_at if _is_later(modified_at, published_at) else None,
        tags=_keywords(nodes[:1]),
        place=found.place,
    )


def _titles(node: Node) -> Iterator[str]:
    """Those of the plainest names first."""
    named = [*_values([_spelled(node)], TITLES), *(value for key, value in node.items() if names_title(key))]
    return filter(None, map(plain, named))


def _about(node: Node) -> Iterator[Node]:
    """Objects in it that say more of it: `{"title": ..., "meta": {"source": ...}}`, but not its author's."""
    for key, value in node.items():
        if isinstance(value, dict) and spelled(key) not in (*WRITERS, *MEDIA, *EDITORS, "user", "media"):
            yield value


def _spelled(node: Node) -> dict[str, Any]:
    return {spelled(key): value for key, value in node.items()}


def _values(nodes: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterator[Any]:
    return (node[name] for node in nodes for name in names if name in node)


def _moments(nodes: Iterable[Mapping[str, Any]], names: Sequence[str], utc_offset: str) -> Iterator[str]:
    return filter(None, (moment(value, utc_offset) for value in _values(nodes, names)))


def _names(nodes: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterator[str]:
    return filter(None, map(_name, _values(nodes, names)))


def _name(value: Any) -> str | None:
    """A name, the name of an object, or the names of a list, with a space between them."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_name, value[:10]))) or None
    if isinstance(value, dict):
        return next(_names([_spelled(value)], NAMES), None)
    name = plain(value)
    return name if name and len(name) <= _LONGEST_NAME and not _IS_NO_NAME.search(name) else None


def _keywords(nodes: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    for value in _values(nodes, KEYWORDS):
        words = _BETWEEN_KEYWORDS.split(value) if isinstance(value, str) else value
        names = map(_name, words) if isinstance(words, list) else ()
        if found := tuple(dict.fromkeys(filter(None, names)))[:_MOST_KEYWORDS]:
            return found
    return ()


def _is_later(modified_at: str | None, published_at: str | None) -> bool:
    return modified_at is not None and (published_at is None or modified_at[:10] > published_at[:10])
