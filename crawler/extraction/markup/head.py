"""What a page says of itself where readers do not look: meta elements, JSON-LD, link and title."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

_ARTICLE_TYPES = ("article", "posting", "report")
_META_ATTRIBUTES = frozenset(
    [
        *(
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
        ),
        *("data-n-head", "data-rh", "data-hid", "key", "data-react-helmet", "data-ua", "data-vue-meta"),
        *("vmid", "data-vmid", "data-page-subject", "slot"),
    ]
)
# GB/T: the elements every page of a Chinese government's site has; names that no other set shares
_OFFICIAL_SIGNS = frozenset(
    ["sitename", "sitedomain", "siteidcode", "columnname", "columntype", "contentsource"]
)
# what a template writes that had nothing to write, or was never filled in
_NOTHING = re.compile(
    r"(?:null|undefined|none|nan|nil|false|无|暂无|空|\[object object\]|[-/.,]+|[$#]?\{.*\}|<[%?].*)",
    re.IGNORECASE,
)
_LEFT_ESCAPED = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)
_TAG = re.compile(r"</?(?:br|b|i|em|strong|font|span|p|div|u|sup|sub|h[1-6])\b[^<>]*>", re.IGNORECASE)
_CAMBRIAN = {"title": "headline", "pubDate": "datePublished", "upDate": "dateModified"}
_UNPARSED = re.compile(r'"(headline|datePublished|dateModified|pubDate|upDate)"\s*:\s*"([^"\\<>]{4,120})"')


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """`metas` has lower-case names and the values that say something; `article` is the JSON-LD node."""

    title: str | None
    metas: Mapping[str, tuple[str, ...]]
    article: Mapping[str, object]
    canonical_url: str | None
    language: str | None

    @property
    def is_official(self) -> bool:
        """Whether the page has the meta elements of the national standard for governments' pages."""
        return not _OFFICIAL_SIGNS.isdisjoint(self.metas)

    def all(self, *names: str) -> tuple[str, ...]:
        """The first value of each of these meta elements, in the order of the names."""
        return tuple(value for _, value in self.named(names))

    def named(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The names of these meta elements that the page has, each with its first value."""
        return ((name, self.metas[name][0]) for name in names if name in self.metas)

    def meta(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a meta element that a page repeats."""
        return self.metas.get(name, ())

    def stated(self, key: str) -> str | None:
        """A text of the JSON-LD node."""
        value = self.article.get(key)
        return value.strip() or None if isinstance(value, str) else None

    def listed(self, key: str) -> tuple[str, ...]:
        """The texts of a list of the JSON-LD node, or of one text with commas."""
        value = self.article.get(key)
        texts = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else []
        return tuple(text.strip() for text in texts if isinstance(text, str) and text.strip())

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
            title = title or _plain(element.text or "") or None
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


def _plain(text: str) -> str:
    """One line, without the tags and the entities of a text that was escaped once too often."""
    if "&" in text and _LEFT_ESCAPED.search(text):
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.split())


def _note_meta(element: HtmlElement, metas: dict[str, tuple[str, ...]]) -> None:
    value = _plain(element.get("content") or "")
    if not value or _NOTHING.fullmatch(value) or _is_broken(element):
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        name = "".join((element.get(attribute) or "").split()).lower()  # `weibo: article:create_at`
        if name:
            metas[name] = (*metas.get(name, ()), value)


def _is_broken(element: HtmlElement) -> bool:
    """Whether a quotation mark inside the content ended it early: the rest became attributes of strange names."""
    return any(
        str(name) not in _META_ATTRIBUTES and not str(name).isascii() for name in element.attrib
    ) or any('"' in str(name) for name in element.attrib)


def _article_node(scripts: list[str]) -> Mapping[str, object]:
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    found = next((node for node in nodes if _is_article(node)), None)
    if found is not None:
        return found
    return next((_translated(node) for node in nodes if "pubDate" in node and "title" in node), {})


def _loaded(script: str) -> object:
    """What the script holds; of one that is no JSON what can be told without doubt, as of an article."""
    try:
        loaded: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        stated = dict(reversed(_UNPARSED.findall(script)))  # the first of a key counts
        return {"@type": "Article", **_translated(stated)} if "article" in script.lower() and stated else None
    return loaded


def _translated(node: Mapping[str, object]) -> dict[str, object]:
    """A node of ziyuan.baidu.com/contexts/cambrian.jsonld in the words of schema.org."""
    return {_CAMBRIAN.get(key, key): value for key, value in node.items()}


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
