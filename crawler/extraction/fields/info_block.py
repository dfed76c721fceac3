"""The facts of a Chinese page that stand away from its headline: in a box that names itself, behind a label."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.fields.candidates import Candidate, path_of
from crawler.extraction.fields.infoline import Facts, facts_of
from crawler.extraction.fields.marked_dates import marked_dates
from crawler.extraction.markup.blocks import lines, lines_of, tokens
from crawler.extraction.text.dates import iso_date, states_only_a_date

_RULE: Final = "info-block"
_NO_FACTS: Final = Facts(rule=_RULE)
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
    r"|(?:^|[\s_-])(?:hot|side|foot|top|nav|(?<!meta_)list|menu|right|prev|next|pre)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_BOX: Final = 160  # characters
_MOST_CHILDREN: Final = 20
_MOST_BOXES: Final = 200
_MOST_LINKS: Final = 5  # of an item, those looked at
_MOST_LINES: Final = 10
_LONG_LINK: Final = 8  # characters of a link that leads to another article
_ABOVE: Final = 6  # elements above a box that may tell that it is of something else
_TIME_ALONE: Final = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_COPYRIGHT: Final = re.compile(r"copyright|©|版权所有|[备備]案|ICP", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_LABELLED: Final = re.compile(
    r"(?:(?:发布|发表|发稿|发文|刊发|刊登|上传|录入|添加|公开|更新|成文|编辑|撰写|创建)?(?:时\s*间|日\s*期)|发布于|发表于)\s*[:：]"
    r"|第\s*[A-Z]?\d*[\d一二三四五六七八九十]\s*版"
)
_PAGE_OF_ISSUE: Final = re.compile(r"第\s*[A-Z]?\d{1,3}\s*版")


def facts_elsewhere(
    tree: HtmlElement, heading: HtmlElement | None, utc_offset: str, sites: Sequence[str] = ()
) -> Facts:
    """Of the boxes that are named for a date or a source and hold one, the nearest to the heading; else a label's.

    A date for programs counts before what other boxes show. The medium may stand in a box beside the date's.
    """
    levels = levels_above(heading)
    boxes = [
        (distance(box, levels), number, facts)
        for number, box in enumerate(itertools.islice(_boxes(tree), _MOST_BOXES))
        if (facts := _facts_in(box, utc_offset, sites)).dated or facts.publisher
    ]
    nearest = [facts for _, _, facts in sorted(boxes, key=lambda one: one[:2])]
    facts = next((one for one in nearest if one.published_at or one.loosely_published_at), _NO_FACTS)
    credited = next((one for one in nearest if one.publisher), _NO_FACTS)
    marked = min(
        ((distance(element, levels), number, date) for number, (element, date) in _marked(tree, utc_offset)),
        default=None,
        key=lambda one: one[:2],
    )
    if marked is not None:
        date = marked[2]
        facts = dataclasses.replace(
            facts,
            rule=date.rule,
            published_at=date.value,
            places={**facts.places, "published_at": date.place},
        )
    if facts.published_at is None and facts.loosely_published_at is None:
        return _labelled(tree, utc_offset)
    if facts.publisher is None and credited.publisher:
        places = {**facts.places, "publisher": credited.place("publisher")}
        return dataclasses.replace(facts, publisher=credited.publisher, places=places)
    return facts


def to_the_minute(facts: Facts, tree: HtmlElement, heading: HtmlElement | None, utc_offset: str) -> Facts:
    """With the time that the element states for programs which shows the day: <time datetime="…T21:36">2022-04-03."""
    day = facts.published_at
    if day is None or len(day) > len("2022-04-03"):
        return facts
    levels = levels_above(heading)
    exact = [
        (distance(element, levels), number, date)
        for number, (element, date) in _marked(tree, utc_offset)
        if date.value[:10] == day
        and date.value[11:19] not in ("", "00:00:00")
        and iso_date("".join(element.itertext())[:_LONGEST_BOX]) == day
    ]
    if not exact:
        return facts
    date = min(exact, key=lambda one: one[:2])[2]
    places = {**facts.places, "published_at": date.place}
    return dataclasses.replace(facts, published_at=date.value, marked=True, places=places)


def _marked(tree: HtmlElement, utc_offset: str) -> Iterator[tuple[int, tuple[HtmlElement, Candidate[str]]]]:
    found = (one for one in marked_dates(tree, utc_offset) if not is_of_something_else(one[0]))
    return enumerate(itertools.islice(found, _MOST_BOXES))


def levels_above(heading: HtmlElement | None) -> dict[HtmlElement, int]:
    """How far up each element is that holds the heading."""
    above = heading.iterancestors() if heading is not None else ()
    return {element: level for level, element in enumerate(above)}


def distance(element: HtmlElement, levels: dict[HtmlElement, int]) -> int:
    return next((levels[above] for above in element.iterancestors() if above in levels), 0)


def _boxes(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter():
        if element.tag not in _BOXES or len(element) > _MOST_CHILDREN:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if len(names) > 1 and _NAMED.search(names) and not is_of_something_else(element):
            yield element


def is_of_something_else(element: HtmlElement) -> bool:
    """Whether the box belongs to a comment, an item of a list, the head or the foot of the page."""
    for level, box in enumerate((element, *element.iterancestors())):
        if level > _ABOVE:
            return False
        if box.tag in ("a", "aside", "footer", "nav", "form") or _ELSEWHERE.search(
            f"{box.get('class', '')} {box.get('id', '')}"
        ):
            return True
        if box.tag in ("li", "dl", "tr") and any(
            len("".join(link.itertext()).strip()) >= _LONG_LINK
            for link in itertools.islice(box.iter("a"), _MOST_LINKS)
        ):
            return True
    return False


def _facts_in(box: HtmlElement, utc_offset: str, sites: Sequence[str]) -> Facts:
    found = _lines(box)
    if any(_TIME_ALONE.fullmatch(line) for line in found) and (above := box.getparent()) is not None:
        found = _lines(above) or found
    if not found or all(map(_is_clock, found)) or any(_COPYRIGHT.search(line) for line in found):
        return Facts()
    return facts_of(found, path_of(box), utc_offset, sites, rule=_RULE)


def _lines(box: HtmlElement) -> list[str]:
    """The lines of a small box, () of a larger one; the parts of a date that stand in elements are set apart."""
    found: list[str] = []
    for line in lines(tokens(box, apart=True)):
        found.append(line)
        if sum(map(len, found)) > _LONGEST_BOX or len(found) > _MOST_LINES:
            return []
    return found


def _is_clock(line: str) -> bool:
    """A day with its weekday and without a time, as the head of a page tells what day it is."""
    return (
        _WEEKDAY.search(line) is not None and ":" not in line.replace("：", ":") and states_only_a_date(line)
    )


def _labelled(tree: HtmlElement, utc_offset: str) -> Facts:
    """The one day that a label anywhere on the page says the article is of, or that an issue of a paper is of."""
    found = [line for line in lines_of(tree) if len(line) <= _LONGEST_BOX]
    stated = [line for line in found if _LABELLED.search(line) and iso_date(line)]
    cells = [cell for line in found for cell in line.split(" | ")]
    if not stated and any(map(_PAGE_OF_ISSUE.match, cells)):
        stated = [cell for cell in cells if states_only_a_date(cell)]
    days = {str(iso_date(line))[:10] for line in stated}
    if len(days) != 1:
        return Facts()
    longest = max((str(iso_date(line, utc_offset)) for line in stated), key=len)
    facts = facts_of(stated[:1], "", utc_offset, rule="labelled-line")
    return dataclasses.replace(facts, published_at=longest, places={})
