"""The element that holds the article, and what of its neighbours belongs to it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.body.repeats import kind_of
from crawler.extraction.body.sheet import Line, Sheet, Span
from crawler.extraction.text.words import words

_HALF: Final = 0.5
_LABELS: Final = 0.25  # of its weight is what a block of labels speaks for text
_LONGEST_NAMES: Final = 200
_CREDITS: Final = re.compile(r"编辑|責編|责编|編輯|来源|來源|记者|記者|作者|摄影|供稿|通讯员")
_FEWEST_OF_A_PART: Final = 16.0  # weight of a sentence that continues a text
_CAPTION: Final = re.compile(
    r"caption|(?:pic|pict|picture|img|image|photo)[-_]?(?:info|desc|description|text|note|tit|title|intro)\b",
    re.IGNORECASE,
)
_LETS_IN: Final = 90.0  # weight of labels and links between two parts of one text


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """`lines` are the numbers of the sheet's lines, in order."""

    lines: tuple[int, ...]
    element: HtmlElement


def container(
    sheet: Sheet, root: HtmlElement, values: Sequence[float], kept: Sequence[bool], begin: int
) -> Found:
    """`values` are sums over the lines, as far as these may be the article's; `kept` says which may."""
    tree = _Tree(sheet, values)
    path = tree.path_to_core(root)
    core = tree.without_edges(path[-1])
    inner = Span(max(core.begin, begin), core.end)
    outer = inner
    for parent, child in zip(path[-2::-1], path[:0:-1], strict=True):
        outer = _joined(sheet, outer, (parent, child), kept, begin)
    lines = (
        at
        for at in range(outer.begin, outer.end)
        if kept[at] and (at >= inner.begin or sheet.lines[at].is_sentence or _is_caption(sheet.lines[at]))
    )
    return Found(tuple(lines), path[-1])


class _Tree:
    def __init__(self, sheet: Sheet, values: Sequence[float]) -> None:
        self._sheet, self._values = sheet, values

    def value(self, element: HtmlElement) -> float:
        span = self._sheet.spans.get(element)
        return 0.0 if span is None else self._values[span.end] - self._values[span.begin]

    def path_to_core(self, root: HtmlElement) -> list[HtmlElement]:
        path = [root]
        while (child := self._next(path[-1])) is not None:
            path.append(child)
        return path

    def _next(self, element: HtmlElement) -> HtmlElement | None:
        """The child that holds most text, as long as it is more than a paragraph among others."""
        children = [child for child in element if child in self._sheet.spans]
        if not children:
            return None
        best = max(children, key=self.value)
        parted = sum(self.value(child) for child in children if self._is_part(child))
        if not self._is_part(best) or parted < _HALF * self.value(element):
            return None
        return best

    def without_edges(self, element: HtmlElement) -> Span:
        """Its lines but for blocks of labels, a foot for one, that it begins or ends with."""
        span = self._sheet.spans[element]
        begin, end = span.begin, span.end
        blocks = [
            self._sheet.spans[child]
            for child in element
            if child in self._sheet.spans and self._is_part(child)
        ]
        for block in blocks:
            if block.begin == begin and self._is_of_labels(block):
                begin = block.end
        for block in reversed(blocks):
            if block.end == end and self._is_of_labels(block):
                end = block.begin
        return Span(begin, end) if begin < end else span

    def _is_of_labels(self, span: Span) -> bool:
        text = "".join(line.text for line in self._sheet.lines[span.begin : span.end])
        return self._sheet.value(span) < _LABELS * self._sheet.weight(span) and not _CREDITS.search(text)

    def _is_part(self, element: HtmlElement) -> bool:
        """Whether it holds several lines, as no paragraph does."""
        return self._sheet.spans[element].size > 1 and element.tag not in _PARAGRAPHS


_PARAGRAPHS: Final = words("p h1 h2 h3 h4 h5 h6 ul ol dl li blockquote figure pre font")


def _joined(
    sheet: Sheet, span: Span, step: tuple[HtmlElement, HtmlElement], kept: Sequence[bool], begin: int
) -> Span:
    """The span with what continues its text in the parent (of a step: parent and child) and outside the child.

    Above the text anything may, a standfirst for one; below it only what is built like it.
    """
    outer = sheet.spans[step[0]]
    above = range(span.begin - 1, max(outer.begin, begin) - 1, -1)
    below = range(span.end, outer.end)
    return Span(
        span.begin - _reach(sheet, above, kept),
        span.end + _reach(sheet, below, kept, like=step),
    )


def _reach(
    sheet: Sheet, numbers: range, kept: Sequence[bool], like: tuple[HtmlElement, HtmlElement] | None = None
) -> int:
    """How many of the lines beside a text continue it."""
    between, reach = 0.0, 0
    for count, at in enumerate(numbers, 1):
        line = sheet.lines[at]
        if kept[at] and _continues(line) and (like is None or _is_like(line.element, *like)):
            between, reach = 0.0, count
        else:
            between += line.weight
        if between > _LETS_IN:
            break
    return reach


def _continues(line: Line) -> bool:
    return (line.is_whole_sentence and line.value >= _FEWEST_OF_A_PART) or _is_caption(line)


def _is_caption(line: Line) -> bool:
    """Whether it says what a picture shows: the first often stands above the element of the text."""
    element = line.element
    return not line.is_link and (
        element.tag == "figcaption" or _CAPTION.search(element.get("class", "")[:_LONGEST_NAMES]) is not None
    )


def _is_like(element: HtmlElement, parent: HtmlElement, child: HtmlElement) -> bool:
    """Whether what holds the element, below the parent, is built as the child is, or is a paragraph of the parent's."""
    if element is parent:
        return True
    while (above := element.getparent()) is not None and above is not parent:
        element = above
    if element is child:
        return False
    return element.tag in _PARAGRAPHS or (element.tag == child.tag and kind_of(element) == kind_of(child))
