"""The title of the article: the heading that the rest of the page agrees on."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.blocks import lines_of
from crawler.extraction.head import Head
from crawler.extraction.places import is_medium

_NOT_WORDS = re.compile(r"[\W_]+")
_STRONG_BREAK = re.compile(r"\s*[_|｜丨]+\s*|\s*(?:--|——)\s*(?=\S{2,12}$)|\s*»\s*")
_WEAK_BREAK = re.compile(
    r"\s+[-–—－·•:]\s+|(?<=[\u4e00-\u9fff？！”’）》])\s*[-–－]\s*(?=[\u4e00-\u9fffA-Za-z])"
)
_SITE_END = re.compile(
    r"(?:网|網|频道|頻道|新闻|新聞|资讯|在线|在線|门户|门户网站|官网|政府|人民政府|委员会|局|厅|中心|社区|论坛|博客|报|報|"
    r"社|台|首页|主页|客户端|云|融媒|号|公众号|正文|详情|专题|快讯|要闻|The Paper|News|\.(?:com|cn|net|org))$",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(r"(?:\.{3,}|…+)$")
_BADGE = 4  # characters of a badge before the title inside its heading (原创)
_SHORTEST = 4
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
        return Headline(_without_badge(_text(heading), titles), heading)
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
        shown = bare(_text(element)) if len(element) < 30 else ""
        if len(shown) < _SHORTEST or shown in sites:
            continue
        if shown in wanted or any(len(start) > 7 and shown.startswith(start) for start in starts):
            return element
        if len(shown) > best_length and (
            any(shown in text for text in whole)
            or any(shown.endswith(title) for title in wanted if len(title) > 7)
        ):
            best, best_length = element, len(shown)
    return best


def _headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The likeliest first; the last, a search through all classes, is made only when it is asked for."""
    yield from tree.iter("h1")
    yield from tree.iter("h2", "h3")
    yield from cast("list[HtmlElement]", _TITLE_CLASS(tree))


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
        return Headline(_text(own[0]), own[0])
    return Headline(stated, own[0] if own else None)


def _text(element: HtmlElement) -> str:
    return " ".join(lines_of(element))
