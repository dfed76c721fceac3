"""What a page says of itself where readers do not look: meta elements, JSON-LD, link and title."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

_ARTICLE_TYPES = ("article", "posting", "report")
_META_ATTRIBUTES = frozenset(
    [
        "name",
        "property",
        "itemprop",
        "http-equiv",
        "content",
        "charset",
        "scheme",
        "lang",
        "id",
        "class",
        "data-n-head",
        "data-rh",
        "data-hid",
        "key",
        "data-react-helmet",
        "data-ua",
        "data-vue-meta",
        "vmid",
        "data-vmid",
        "data-page-subject",
        "slot",
    ]
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """`metas` has lower-case names and the values that say something; `article` is the JSON-LD node."""

    title: str | None
    metas: Mapping[str, tuple[str, ...]]
    article: Mapping[str, object]
    canonical_url: str | None
    language: str | None

    def all(self, *names: str) -> tuple[str, ...]:
        """The first value of each of these meta elements, in the order of the names."""
        return tuple(self.metas[name][0] for name in names if name in self.metas)

    def meta(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a meta element that a page repeats."""
        return self.metas.get(name, ())

    def stated(self, key: str) -> str | None:
        """A text of the JSON-LD node."""
        value = self.article.get(key)
        return value.strip() or None if isinstance(value, str) else None

    def names(self, key: str) -> tuple[str, ...]:
        """The names of the persons or organisations the JSON-LD node has under `key`."""
        value = self.article.get(key)
        nodes = value if isinstance(value, list) else [value]
        names = (node.get("name") if isinstance(node, dict) else node for node in nodes)
        return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def read_head(tree: HtmlElement) -> Head:
    metas: dict[str, tuple[str, ...]] = {}
    scripts: list[str] = []
    title = canonical = None
    for element in tree.iter("meta", "title", "link", "script"):
        if element.tag == "meta":
            _note_meta(element, metas)
        elif element.tag == "title":
            title = title or " ".join((element.text or "").split()) or None
        elif element.tag == "link":
            if canonical is None and (element.get("rel") or "").lower() == "canonical":
                canonical = (element.get("href") or "").strip() or None
        elif (element.get("type") or "").lower() == "application/ld+json" and element.text:
            scripts.append(element.text)
    return Head(
        title=title,
        metas=metas,
        article=_article_node(scripts),
        canonical_url=canonical,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _note_meta(element: HtmlElement, metas: dict[str, tuple[str, ...]]) -> None:
    value = " ".join((element.get("content") or "").split())
    if not value or _is_broken(element):
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        name = (element.get(attribute) or "").strip().lower()
        if name:
            metas[name] = (*metas.get(name, ()), value)


def _is_broken(element: HtmlElement) -> bool:
    """Whether a quotation mark inside the content ended it early: the rest became attributes of strange names."""
    return any(
        str(name) not in _META_ATTRIBUTES and not str(name).isascii() for name in element.attrib
    ) or any('"' in str(name) for name in element.attrib)


def _article_node(scripts: list[str]) -> Mapping[str, object]:
    return next((node for script in scripts for node in _nodes(_loaded(script)) if _is_article(node)), {})


def _loaded(script: str) -> object:
    try:
        loaded: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None
    return loaded


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for item in value[:100]:
            yield from _nodes(item, depth)
    elif isinstance(value, dict) and depth < 4:
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(value.get(key), depth + 1)


def _is_article(node: Mapping[str, object]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLE_TYPES) for name in names)
