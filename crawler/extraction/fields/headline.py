"""The title of the article: the heading that the rest of the page agrees on."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.fields.candidates import Candidate, Chosen, path_of
from crawler.extraction.fields.titles import (
    ANY_BREAK,
    CUT_SHORT,
    bare,
    names_site,
    says_nothing,
    stated_titles,
    without_site,
)
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.head import Head
from crawler.extraction.names.places import is_organisation
from crawler.extraction.text.dates import iso_date
from crawler.extraction.text.language import language_of
from crawler.extraction.text.words import words

_BADGE: Final = 4  # characters of a badge beside the title inside its heading (原创)
_BADGES: Final = words(
    """
    原创 独家 置顶 视频 转载 推荐 热门 热 荐 新 顶 精 精华 首发 图文 组图 直播 专题 头条 付费 会员 VIP 原 转 hot new top
    """
)
_BADGE_MARK: Final = re.compile(r"[|｜丨:：]\s*$|^\s*[|｜丨:：]|[【】\[\]（）()]")
_SHORTEST: Final = 4
_LONG_TITLE: Final = (
    8  # of what is no heading by its tag or class; the names of sections and sites are shorter
)
_LONGEST_TITLE: Final = 80
_SHORT_TITLE: Final = 5  # of what is set apart as a heading is
_EMPHATIC: Final = frozenset({"b", "strong", "font", "h4", "h5", "center"})
_MOST_INSIDE: Final = 8  # elements in a heading that no tag and no class calls one
_MOST_CHILDREN: Final = 30
_SURE_SHARE: Final = 0.6  # of the title, what a heading has of it that is shown without a doubt
_LEAST_SHARE: Final = 0.3
_DRAWN: Final = ("h4", "h5", "div", "p", "td", "th", "span", "font", "strong", "b", "center", "founder-title")
_LINKED: Final = frozenset({"a", "li", "nav", "footer", "aside", "script", "style"})
_POINTS_BACK: Final = re.compile(r"您?正在(?:阅读|浏览|观看)|当前(?:文章|页面|位置)\s*[:：]|[上下]一[篇条]")
_TRAIL: Final = re.compile(r"crumb|position|location|\b(?:path|nav|weizhi|related|recommend)", re.IGNORECASE)
_TITLE_CLASS: Final = etree.XPath(
    ".//*[self::div or self::p or self::span or self::td or self::strong or self::font or self::h4]"
    "[contains(@class, 'title') or contains(@class, 'Title') or contains(@id, 'title') or contains(@id, 'Title')]"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Headline:
    """`element` is the heading that shows it, where one does; `chosen` is how it was chosen."""

    text: str | None
    element: HtmlElement | None
    chosen: Chosen[str] = dataclasses.field(default_factory=lambda: Chosen(None))


def find_headline(tree: HtmlElement, head: Head, site_names: Iterable[str]) -> Headline:
    """The visible heading the page's own statements name; else the best of these statements."""
    sites = {bare(name) for name in site_names}
    said = [one for one in stated_titles(head) if bare(one.value) not in sites]
    stated = [one.value for one in said]
    titles = [without_site(text, sites) for text in stated]
    heading = _heading(tree, titles, stated, sites)
    if heading is not None:
        text = _over_two(heading, titles) or _without_badge(heading, _shown(heading, titles), titles)
        return _headline(Candidate("heading", text, path_of(heading)), said, heading)
    return _unconfirmed(tree, said, titles, sites)


def _headline(won: Candidate[str], said: Sequence[Candidate[str]], heading: HtmlElement | None) -> Headline:
    """The headline, and as the others what the rest of the page says, as it says it."""
    others = tuple(one for one in said if (one.rule, one.place) != (won.rule, won.place))
    return Headline(won.value, heading, Chosen(won, others))


def _heading(tree: HtmlElement, titles: list[str], stated: list[str], sites: set[str]) -> HtmlElement | None:
    """The heading that is one of the titles, or the longest that is part of what is stated."""
    wanted = {bare(title) for title in titles} | {bare(title) for title in _short_titles(stated)}
    starts = [bare(CUT_SHORT.sub("", text)) for text in (*titles, *stated) if CUT_SHORT.search(text)]
    whole = [(bare(text), bare(title)) for text, title in zip(stated, titles, strict=True)]
    best, best_share = None, 0.0
    for element in _headings(tree):
        lines = lines_of(element) if len(element) < _MOST_CHILDREN else []
        shown = bare(" ".join(lines))
        if not shown or shown in sites or _POINTS_BACK.match(lines[0]):
            continue
        if len(shown) < _SHORTEST and shown not in wanted:
            continue
        if shown in wanted or bare(lines[0]) in wanted:
            return element
        if any(len(start) > 7 and shown.startswith(start) for start in starts):
            return element
        share = max((_share(shown, *pair) for pair in whole), default=0.0)
        if share > best_share:
            best, best_share = element, share
    if best_share >= _SURE_SHARE:
        return best
    if best is None or best_share < _LEAST_SHARE:
        wanted |= {bare(text) for text in _beginnings(stated)}
        best = None
    drawn = _drawn_heading(tree, wanted)
    return drawn if drawn is not None else best


def _share(shown: str, stated: str, title: str) -> float:
    """How much of the title a heading shows; nothing where it shows what stands behind the title only."""
    if len(title) > 7 and (
        shown.endswith(title) or (shown.startswith(title) and len(shown) <= len(title) + _BADGE)
    ):
        return 1.0
    begin = stated.find(shown)
    is_behind = begin >= stated.find(title) + len(title)
    if begin < 0 or (is_behind and (len(shown) < _LONG_TITLE or names_site(shown))):
        return 0.0
    return min(1.0, len(shown) / max(len(title), 1))


def _drawn_heading(tree: HtmlElement, wanted: set[str]) -> HtmlElement | None:
    """What is no heading by its tag or class, and whose whole text is the title: the first such.

    A trail of links to the page may end in the title too, and lists may name it; these are links or items.
    """
    found = (
        element
        for element in tree.iter(*_DRAWN)
        if len(element) <= 2
        and (first := bare((element.text or "").strip() or _only_text(element)))
        and len(first) >= (_SHORT_TITLE if element.tag in _EMPHATIC else _LONG_TITLE)
        and first in wanted
        and not any(above.tag in _LINKED or _TRAIL.search(_names(above)) for above in _up(element))
    )
    return next(found, None)


def _beginnings(stated: list[str]) -> Iterator[str]:
    """What may be the title where the rest names a site that nothing else tells."""
    for text in stated:
        yield from (text[: mark.start()] for mark in ANY_BREAK.finditer(text))
        before, _, last = text.rpartition(" ")
        if names_site(last):
            yield before


def _short_titles(stated: list[str]) -> Iterator[str]:
    """`题_某某网`, where the name of the site is the longer of the two."""
    for text in stated:
        parts = [part for part in ANY_BREAK.split(text) if part]
        if len(parts) == 2 and names_site(parts[1]) and not names_site(parts[0]):
            yield parts[0]


def _only_text(element: HtmlElement) -> str:
    """The text of its one child; a child that holds much is the box of something and no heading."""
    if len(element) != 1 or next(itertools.islice(element[0].iter(), _MOST_INSIDE, None), None) is not None:
        return ""
    return _text(element[0])


def _up(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The likeliest first; the last, a search through all classes, is made only when it is asked for."""
    yield from tree.iter("h1")
    yield from tree.iter("h2", "h3")
    yield from _by_class(tree)


def _by_class(tree: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", _TITLE_CLASS(tree))


def _shown(heading: HtmlElement, titles: list[str]) -> str:
    """Its text, but for lines of date and source that some templates put inside it."""
    first, *rest = lines_of(heading)
    alone = any(bare(first) == bare(title) for title in titles) or any(map(iso_date, rest))
    return first if rest and alone else _text(heading)


def _over_two(heading: HtmlElement, titles: list[str]) -> str | None:
    """The title where this heading and the next have one half of it each."""
    below = heading.getnext()
    if below is None or below.tag not in ("h1", "h2", "h3", "h4", "p", "div") or len(below) > 2:
        return None
    both = bare(_text(heading) + _text(below))
    return next((title for title in titles if bare(title) == both != bare(_text(heading))), None)


def _without_badge(heading: HtmlElement, shown: str, titles: list[str]) -> str:
    """The title alone where its heading holds a badge too, a label or an element of its own: 原创, 置顶, 视频."""
    for title in titles:
        before, found, after = shown.partition(title)
        extra = before + after
        if not found or not 0 < len(bare(extra)) <= _BADGE or _BADGE_MARK.search(extra.strip()):
            continue
        if bare(extra) in _BADGES or any(
            bare(_text(inner)) == bare(extra) for inner in heading.iterdescendants()
        ):
            return title
    return shown


def _unconfirmed(
    tree: HtmlElement, said: list[Candidate[str]], titles: list[str], sites: set[str]
) -> Headline:
    """No heading is what the page states: its only heading counts where the page states nothing of use."""
    own = _own_headings(tree, sites, said)
    telling = [
        dataclasses.replace(one, value=title)
        for one, title in zip(said, titles, strict=True)
        if not says_nothing(title, sites) and not (own and is_organisation(title))
    ]
    if own and (not telling or (len(telling) == 1 and _says_more(own, telling[0].value))):
        won = Candidate("heading", _shown(own[0], titles), path_of(own[0]))
        return _headline(won, said, own[0])
    if telling:
        best = _whole(telling)
        return _headline(best, said, own[0] if len(own) == 1 else None)
    drawn = _titled_by_class(tree, sites)
    if drawn is not None:
        return _headline(Candidate("generic", _shown(drawn, titles), path_of(drawn)), said, drawn)
    if said:
        return _headline(dataclasses.replace(said[0], value=titles[0]), said, None)
    return Headline(None, None)


def _titled_by_class(tree: HtmlElement, sites: set[str]) -> HtmlElement | None:
    """The first element that calls itself a title, of a page that states none, and is no link or item."""
    for element in _by_class(tree):
        text = _text(element) if len(element) <= 2 else ""
        if not _LONG_TITLE <= len(text) <= _LONGEST_TITLE or says_nothing(text, sites):
            continue
        if language_of(text) != "zh":  # the templates of others call much else a title
            continue
        if not any(above.tag in _LINKED or _TRAIL.search(_names(above)) for above in _up(element)):
            return element if element.find(".//a") is None else None
    return None


def _says_more(own: list[HtmlElement], stated: str) -> bool:
    return len(own) == 1 and len(bare(stated)) < len(bare(_text(own[0])))


def _whole(telling: list[Candidate[str]]) -> Candidate[str]:
    """The first, or the one it is cut from: `某某工程正式开…`."""
    first = telling[0]
    if not CUT_SHORT.search(first.value):
        return first
    start = bare(CUT_SHORT.sub("", first.value))
    longer = (
        one for one in telling[1:] if bare(one.value).startswith(start) and len(bare(one.value)) > len(start)
    )
    return next(longer, first)


def _own_headings(tree: HtmlElement, sites: set[str], stated: Sequence[object]) -> list[HtmlElement]:
    """The headings of the highest rank that could be a title; several only of rank one."""
    for rank in ("h1", "h2", "h3") if stated else ("h1",):
        found = [element for element in tree.iter(rank) if len(element) < _MOST_CHILDREN]
        own = [one for one in found if len(bare(_text(one))) >= _SHORTEST and bare(_text(one)) not in sites]
        own = [one for one in own if not says_nothing(_text(one), sites)]
        if own and (rank == "h1" or len(own) == 1):
            return own
    return []


def _text(element: HtmlElement) -> str:
    return " ".join(lines_of(element))
