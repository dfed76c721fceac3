"""Siblings made by one template: items that lead to other pages, and what readers wrote under a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.body.sheet import Line, Sheet, Span

_FEWEST_ITEMS: Final = 3
_FEWEST_REMARKS: Final = 2
_NEARLY_ALL: Final = 0.7
_HEADLINE: Final = 7.0  # weight of a link that is as long as a headline
_REACH_OF_HEAD: Final = 3  # lines of an item among which its headline is
_LONGEST_LABEL: Final = 30.0
_DIGITS: Final = re.compile(r"\d+")
_STATES: Final = frozenset(["odd", "even", "first", "last", "current", "active", "on"])
_OF_TEXT: Final = frozenset(
    [
        "p",
        "span",
        "a",
        "b",
        "strong",
        "em",
        "i",
        "u",
        "font",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
    ]
)
_REMARK: Final = re.compile(
    r"回复|举报|只看该作者|引用|盖楼|沙发|板凳|(?:\d+|[一二三四五])\s?楼|来自.{2,10}网友|支持\W?\d|[赞顶踩]\W?\d"
)
_MOMENT: Final = re.compile(
    r"\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}|\d+\s?(?:秒|分钟|小时|天)前|(?:昨|今|前)天\s?\d{1,2}:\d{2}"
)


def like_siblings(sheet: Sheet) -> list[list[HtmlElement]]:
    """Every set of two or more siblings of one kind that hold whole lines; those of outer elements first."""
    alike: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = defaultdict(list)
    for element in sheet.spans:
        if element.tag not in _OF_TEXT:
            alike[(element.getparent(), str(element.tag), kind_of(element))].append(element)
    return [siblings for siblings in alike.values() if len(siblings) > 1]


def kind_of(element: HtmlElement) -> str:
    """What its class says of the template that made it."""
    for name in (element.get("class") or "").split():
        if name not in _STATES:
            return _DIGITS.sub("", name)
    return ""


def are_items(spans: Sequence[Span], sheet: Sheet) -> bool:
    """Whether nearly each has a headline that is a link, with or without an excerpt."""
    return len(spans) >= _FEWEST_ITEMS and _nearly_all(_is_item(span, sheet) for span in spans)


def _is_item(span: Span, sheet: Sheet) -> bool:
    head = sheet.lines[span.begin : min(span.end, span.begin + _REACH_OF_HEAD)]
    return any(line.is_link and line.linked >= _HEADLINE for line in head)


def are_remarks(spans: Sequence[Span], sheet: Sheet) -> bool:
    """Whether nearly each has what readers' remarks have beside them and nothing else has: 回复, 3楼."""
    return len(spans) >= _FEWEST_REMARKS and _nearly_all(_has_label(span, sheet, _REMARK) for span in spans)


def are_dated(spans: Sequence[Span], sheet: Sheet) -> bool:
    """Whether nearly each is dated to the minute, as remarks are, and items, and a report as it goes on."""
    return len(spans) >= _FEWEST_REMARKS and _nearly_all(_has_label(span, sheet, _MOMENT) for span in spans)


def _has_label(span: Span, sheet: Sheet, pattern: re.Pattern[str]) -> bool:
    return any(_is_label(line) and pattern.search(line.text) for line in sheet.lines[span.begin : span.end])


def _is_label(line: Line) -> bool:
    return line.weight <= _LONGEST_LABEL and not line.is_whole_sentence


def _nearly_all(hold: Iterator[bool]) -> bool:
    held = list(hold)
    return sum(held) >= _NEARLY_ALL * len(held)
