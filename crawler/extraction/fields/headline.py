"""The title of the article: the heading that the rest of the page agrees on."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.head import Head
from crawler.extraction.names.places import is_medium
from crawler.extraction.text.dates import iso_date

_NOT_WORDS = re.compile(r"[\W_]+")
_STRONG_BREAK = re.compile(r"\s*[_|｜丨]+\s*|\s*(?:--|——)\s*(?=\S{2,12}$)|\s*»\s*")
_WEAK_BREAK = re.compile(
    r"\s+[-–—－·•:]\s+|(?<=[\u4e00-\u9fff？！”’）》])\s*[-–－]\s*(?=[\u4e00-\u9fffA-Za-z])"
)
_ANY_BREAK = re.compile(r"\s*[-–—_|｜·•:：]+\s*")
_SITE_END = re.compile(
    r"(?:网|網|频道|頻道|新闻|新聞|资讯|在线|在線|门户|门户网站|官网|政府|人民政府|委员会|局|厅|中心|社区|论坛|博客|报|報|"
    r"社|台|首页|主页|客户端|云|融媒|号|公众号|正文|详情|专题|快讯|要闻|The Paper|News|\.(?:com|cn|net|org))$",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(r"(?:\.{3,}|…+)$")
_BADGE = 4  # characters of a badge before the title inside its heading (原创)
_SHORTEST = 4
_LONG_TITLE = 8  # of what is no heading by its tag or class; the names of sections and sites are shorter
_DRAWN = ("h4", "h5", "div", "p", "td", "th", "span", "font", "strong", "b", "center", "founder-title")
_LINKED = frozenset({"a", "li", "nav", "footer", "aside", "script", "style"})
_TRAIL = re.compile(r"crumb|position|location|\b(?:path|nav|weizhi|related|recommend)", re.IGNORECASE)
_TITLE_CLASS = etree.XPath(
    ".//*[self::div or self::p or self::span or self::td or self::strong or self::font or self::h4]"
    "[contains(@class, 'title') or contains(@class, 'Title') or contains(@id, 'title') or contains(@id, 'Title')]"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Headline:
    """`element` is the heading that shows it, where one does."""

    text: str | None
    element: HtmlElement | None


def find_headline(tree: HtmlElement, head: Head, site_names: Iterable[str]) -> Headline:
    """The visible heading the page's own statements name; else the best of these statements."""
    sites = {bare(name) for name in site_names}
    stated = [text for text in _stated(head) if bare(text) not in sites]
    titles = [without_site(text, sites) for text in stated]
    heading = _heading(tree, titles, stated, sites)
    if heading is not None:
        return Headline(_without_badge(_shown(heading, titles), titles), heading)
    return _unconfirmed(tree, head, titles, sites)


def bare(text: str) -> str:
    """The letters and digits of a text: titles are the same when these are."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def without_site(title: str, sites: Iterable[str] = ()) -> str:
    """`标题_频道_网站` and `标题 - 网站` without what names the site."""
    first, *rest = [part for part in _STRONG_BREAK.split(title) if part.strip()] or [title]
    if rest:
        longest = max(rest, key=len)
        first = longest if len(bare(first)) < 6 and len(longest) > len(first) else first
    parts = _WEAK_BREAK.split(first)
    while len(parts) > 1 and _names_site(parts[-1], sites):
        first = first[: first.rindex(parts.pop())].rstrip(" -–—－·•:")
    return first.strip()


def _names_site(text: str, sites: Iterable[str]) -> bool:
    return bare(text) in sites or is_medium(text) or (len(text) <= 25 and _SITE_END.search(text) is not None)


def _stated(head: Head) -> Iterator[str]:
    names = (
        head.meta("articletitle"),
        head.stated("headline"),
        head.meta("og:title"),
        head.meta("twitter:title"),
    )
    return (text for text in (*names, head.title) if text and len(bare(text)) >= 2)


def _heading(tree: HtmlElement, titles: list[str], stated: list[str], sites: set[str]) -> HtmlElement | None:
    """The heading that is one of the titles, or the longest that is part of what is stated."""
    wanted = {bare(title) for title in titles}
    starts = [bare(_CUT_SHORT.sub("", title)) for title in titles if _CUT_SHORT.search(title)]
    whole = [bare(text) for text in stated]
    best, best_length = None, 0
    for element in _headings(tree):
        lines = lines_of(element) if len(element) < 30 else []
        shown = bare(" ".join(lines))
        if len(shown) < _SHORTEST or shown in sites:
            continue
        if shown in wanted or bare(lines[0]) in wanted:
            return element
        if any(len(start) > 7 and shown.startswith(start) for start in starts):
            return element
        if len(shown) > best_length and (
            any(shown in text for text in whole)
            or any(shown.endswith(title) for title in wanted if len(title) > 7)
        ):
            best, best_length = element, len(shown)
    return (
        best
        if best is not None
        else _drawn_heading(tree, wanted | {bare(text) for text in _beginnings(stated)})
    )


def _drawn_heading(tree: HtmlElement, wanted: set[str]) -> HtmlElement | None:
    """What is no heading by its tag or class, and whose whole text is the title: the first such.

    A trail of links to the page may end in the title too, and lists may name it; these are links or items.
    """
    found = [
        element
        for element in tree.iter(*_DRAWN)
        if len(element) <= 2
        and (first := bare((element.text or "").strip() or _only_text(element)))
        and len(first) >= _LONG_TITLE
        and first in wanted
        and not any(above.tag in _LINKED or _TRAIL.search(_names(above)) for above in _up(element))
    ]
    return found[0] if found else None


def _beginnings(stated: list[str]) -> Iterator[str]:
    """What may be the title where the rest names a site that nothing else tells."""
    return (text[: mark.start()] for text in stated for mark in _ANY_BREAK.finditer(text))


def _only_text(element: HtmlElement) -> str:
    return _text(element[0]) if len(element) == 1 else ""


def _up(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The likeliest first; the last, a search through all classes, is made only when it is asked for."""
    yield from tree.iter("h1")
    yield from tree.iter("h2", "h3")
    yield from cast("list[HtmlElement]", _TITLE_CLASS(tree))


def _shown(heading: HtmlElement, titles: list[str]) -> str:
    """Its text, but for lines of date and source that some templates put inside it."""
    first, *rest = lines_of(heading)
    alone = any(bare(first) == bare(title) for title in titles) or any(map(iso_date, rest))
    return first if rest and alone else _text(heading)


def _without_badge(shown: str, titles: list[str]) -> str:
    for title in titles:
        extra = len(bare(shown)) - len(bare(title))
        if 0 < extra <= _BADGE and bare(shown).endswith(bare(title)):
            return title
    return shown


def _unconfirmed(tree: HtmlElement, head: Head, titles: list[str], sites: set[str]) -> Headline:
    only = [element for element in tree.iter("h1") if len(bare(_text(element))) >= _SHORTEST]
    own = [element for element in only if bare(_text(element)) not in sites]
    stated = titles[0] if titles else None
    if len(own) == 1 and (
        stated is None or (len(titles) == 1 and len(bare(stated)) < len(bare(_text(own[0]))))
    ):
        return Headline(_shown(own[0], titles), own[0])
    return Headline(stated, own[0] if own else None)


def _text(element: HtmlElement) -> str:
    return " ".join(lines_of(element))
