"""The facts of a Chinese page that stand away from its headline: in a box that names itself, behind a label."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.fields.candidates import path_of
from crawler.extraction.fields.infoline import Facts, facts_of
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.text.dates import iso_date, states_only_a_date

_BOXES: Final = frozenset(
    (
        "div",
        "p",
        "span",
        "td",
        "ul",
        "em",
        "i",
        "small",
        "section",
        "font",
        "time",
        "b",
        "dd",
        "h4",
        "h5",
        "label",
    )
)
_NAMED: Final = re.compile(
    r"time|date|source|laiyuan|riqi|shijian|fbsj|info|meta|author|byline|property|explain|msg|sub|attr|from|tips?\b|desc",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"comment|reply|relat|recommend|rank|sidebar|aside|footer|copyright|clock|today|weather|login|search|pinglun|breadcrumb"
    r"|(?:^|[\s_-])(?:hot|side|foot|top|nav|list|menu|right|prev|next|pre)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_BOX: Final = 160  # characters
_MOST_CHILDREN: Final = 20
_MOST_LINES: Final = 10
_LONG_LINK: Final = 8  # characters of a link that leads to another article
_ABOVE: Final = 6  # elements above a box that may tell that it is of something else
_WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_LABELLED: Final = re.compile(
    r"(?:(?:发布|发表|发稿|发文|刊发|刊登|上传|录入|添加|公开|更新|成文|编辑|撰写|创建)?(?:时\s*间|日\s*期)|发布于|发表于)\s*[:：]"
    r"|第\s*[A-Z]?\d*[\d一二三四五六七八九十]\s*版"
)


def facts_elsewhere(
    tree: HtmlElement, heading: HtmlElement | None, utc_offset: str, sites: Sequence[str] = ()
) -> Facts:
    """Of the boxes that are named for a date or a source and hold one, the nearest to the heading; else a label's."""
    found = [
        (distance, number, facts)
        for number, (distance, box) in enumerate(_boxes(tree, heading))
        if (facts := _facts_in(box, utc_offset, sites)).published_at or facts.loosely_published_at
    ]
    if found:
        return min(found, key=lambda one: one[:2])[2]
    return _labelled(tree, utc_offset)


def _boxes(tree: HtmlElement, heading: HtmlElement | None) -> Iterator[tuple[int, HtmlElement]]:
    """The boxes in the order of the page, each with how far up the heading's own box holds it too."""
    levels = {}
    if heading is not None:
        levels = {above: level for level, above in enumerate(heading.iterancestors())}
    for element in tree.iter():
        if element.tag not in _BOXES or len(element) > _MOST_CHILDREN:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if len(names) > 1 and _NAMED.search(names) and not _is_of_something_else(element):
            yield next((levels[above] for above in element.iterancestors() if above in levels), 0), element


def _is_of_something_else(element: HtmlElement) -> bool:
    """Whether the box belongs to a comment, an item of a list, the head or the foot of the page."""
    for level, box in enumerate((element, *element.iterancestors())):
        if level > _ABOVE:
            return False
        if box.tag in ("a", "aside", "footer", "nav", "form") or _ELSEWHERE.search(
            f"{box.get('class', '')} {box.get('id', '')}"
        ):
            return True
        if box.tag in ("li", "dl", "tr") and any(
            len("".join(link.itertext()).strip()) >= _LONG_LINK for link in box.iter("a")
        ):
            return True
    return False


def _facts_in(box: HtmlElement, utc_offset: str, sites: Sequence[str]) -> Facts:
    lines = lines_of(box)[:_MOST_LINES]
    if not lines or sum(map(len, lines)) > _LONGEST_BOX or all(map(_is_clock, lines)):
        return Facts()
    return facts_of(lines, path_of(box), utc_offset, sites, rule="info-block")


def _is_clock(line: str) -> bool:
    """A day with its weekday and without a time, as the head of a page tells what day it is."""
    return (
        _WEEKDAY.search(line) is not None and ":" not in line.replace("：", ":") and states_only_a_date(line)
    )


def _labelled(tree: HtmlElement, utc_offset: str) -> Facts:
    """The one day that a label anywhere on the page says the article is of."""
    lines = [
        line
        for line in lines_of(tree)
        if len(line) <= _LONGEST_BOX and _LABELLED.search(line) and iso_date(line)
    ]
    days = {str(iso_date(line))[:10] for line in lines}
    if len(days) != 1:
        return Facts()
    longest = max((str(iso_date(line, utc_offset)) for line in lines), key=len)
    facts = facts_of(lines[:1], "", utc_offset, rule="labelled-line")
    return dataclasses.replace(facts, published_at=longest, places={})
