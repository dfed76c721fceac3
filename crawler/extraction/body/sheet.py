"""A page as a sheet of lines, with what its structure knows of each: read in one pass, asked many times."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import BREAKING, CELLS, UNSHOWN, holds_one_line
from crawler.extraction.text.weight import WITHOUT_LETTERS, weight_of
from crawler.extraction.text.words import words

_STOPS: Final = re.compile(r"[，。！？；…]|[,.!?;:](?=\s|$)")
_ENDS: Final = re.compile(r"[。！？…；.!?][”’」』）)\]】]*$")
_FEWEST_OF_A_SENTENCE: Final = 8  # weight
_LONG_WITHOUT_STOPS: Final = 36  # weight of a line that is prose though it has no stop
_BARS: Final = re.compile(r"[|｜┊]|(?<=\s)[-–—·•/](?=\s)")
_FEWEST_BARS: Final = 4
_LONGEST_BETWEEN_BARS: Final = 16.0  # weight, on an average, of what a row of names has between its bars
_MOSTLY_LINKS: Final = 0.5
_LEGAL: Final = re.compile(
    r"版\s?权\s?所\s?有|Copyright|©|ICP[备證证]|公网安备|举报电话|许可证[编号\dA-Z]|郑重声明|免责声明|特别声明|不代表.{0,16}(?:观点|立场|意见)|"
    r"违法和不良|All Rights Reserved|未经.{0,12}(?:授权|许可|同意)|(?:本站|本网)(?:郑重|立场|无关|所有|刊|转载)|"
    r"(?:客服|服务|广告)(?:电话|热线)|(?:地址|邮编|电话|传真|邮箱|E-?mail|主办(?:单位)?|承办(?:单位)?|标识码)\s*[:：]|信息存储服务|不构成.{0,8}建议|仅供参考",
    re.IGNORECASE,
)
_FACT: Final = re.compile(
    r"(?:来源|來源|时间|時間|日期|作者|次数|次數|字[体體号號]|编辑|編輯|浏览|点击)\s*[:：]"
)
_LONGEST_FACTS: Final = 120
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp")
_LEGAL_REACH: Final = 400
_MOSTLY_HAN: Final = 0.25
_TELLING: Final = words("body p div span section article td li a br h1 h2 h3 strong font pre dd blockquote")
_PARTLY_LEGAL: Final = 0.1
_PARTLY_TEXT: Final = 0.3  # of its weight counts a line that is no sentence


@dataclasses.dataclass(slots=True)
class Line:
    """`weight` is characters, a western one 0.4; `linked` is the weight that stands in `links` links.

    `element` is the innermost block the line begins in. `value` is how much it speaks for running text.
    """

    text: str
    element: HtmlElement
    weight: float
    linked: float
    links: int
    stops: int
    value: float

    @property
    def own(self) -> float:
        return self.weight - self.linked

    @property
    def is_link(self) -> bool:
        return self.linked > _MOSTLY_LINKS * self.weight

    @property
    def is_sentence(self) -> bool:
        return not self.is_link and (
            (self.stops > 0 and self.own >= _FEWEST_OF_A_SENTENCE)
            or (self.own >= _LONG_WITHOUT_STOPS and not self._is_row_of_names())
        )

    def _is_row_of_names(self) -> bool:
        """`报社概况 | 关于我们 | 招聘英才 | 广告服务`, whether or not these are links."""
        bars = len(_BARS.findall(self.text))
        return bars >= _FEWEST_BARS and self.own < _LONGEST_BETWEEN_BARS * (bars + 1)

    @property
    def is_whole_sentence(self) -> bool:
        return self.is_sentence and _ENDS.search(self.text) is not None


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """Lines `begin` to `end`, the last not included."""

    begin: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.begin <= other.begin and other.end <= self.end

    @property
    def size(self) -> int:
        return self.end - self.begin


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a page in order, and the span of every element that holds one whole, parents first."""

    lines: tuple[Line, ...]
    spans: dict[HtmlElement, Span]
    values: tuple[float, ...]
    weights: tuple[float, ...]
    linked: tuple[float, ...]
    links: tuple[float, ...]

    def value(self, span: Span) -> float:
        return self.values[span.end] - self.values[span.begin]

    def weight(self, span: Span) -> float:
        return self.weights[span.end] - self.weights[span.begin]

    def linked_weight(self, span: Span) -> float:
        return self.linked[span.end] - self.linked[span.begin]

    def link_count(self, span: Span) -> float:
        return self.links[span.end] - self.links[span.begin]

    def whole(self) -> Span:
        return Span(0, len(self.lines))


def is_chinese(tree: HtmlElement) -> bool:
    """Or Japanese or Korean: whether the page is written without letters."""
    text = "".join(
        piece for element in tree.iter(*_TELLING) for piece in (element.text, element.tail) if piece
    )
    return len(WITHOUT_LETTERS.findall(text)) > _MOSTLY_HAN * len("".join(text.split()))


def sheet_of(root: HtmlElement) -> Sheet:
    reader = _Reader(root)
    reader.read()
    lines = tuple(reader.lines)
    return Sheet(
        lines=lines,
        spans={element: span for element, span in reader.spans.items() if span is not _NONE},
        values=sums(line.value for line in lines),
        weights=sums(line.weight for line in lines),
        linked=sums(line.linked for line in lines),
        links=sums(line.links for line in lines),
    )


def sums(values: Iterable[float]) -> tuple[float, ...]:
    """For each place the sum of the values before it, and at the end of all."""
    return tuple(itertools.accumulate(values, initial=0.0))


_NONE: Final = Span(0, 0)


def _is_of_the_page(text: str) -> bool:
    """Whether a line says who answers for the page, or when and where its article came from."""
    if len(text) <= _LONGEST_FACTS and len(_FACT.findall(text)) > 1:
        return True
    return len(text) <= _LEGAL_REACH and _LEGAL.search(text) is not None


def _leads_elsewhere(link: HtmlElement) -> bool:
    """A picture's caption is often part of the link to the larger picture; that is no other page."""
    return "href" in link.attrib and not link.get("href", "").lower().endswith(_PICTURES)


class _Reader:
    """The state of one pass: the pieces of the line being read, and the elements that are open."""

    def __init__(self, root: HtmlElement) -> None:
        self.lines: list[Line] = []
        self.spans: dict[HtmlElement, Span] = {}
        self._root = root
        self._begins: dict[HtmlElement, int] = {}
        self._blocks = [root]
        self._pieces: list[str] = []
        self._linked: list[str] = []
        self._links = 0
        self._link: HtmlElement | None = None
        self._flat: HtmlElement | None = None

    def read(self) -> None:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, node in walk:
            tag = node.tag
            if tag in UNSHOWN:
                if event == "start":
                    walk.skip_subtree()
                else:
                    self._take(node.tail)
            elif event == "start":
                self._start(node, tag)
                self._take(node.text)
            else:
                self._end(node, tag)
                if node is not self._root:
                    self._take(node.tail)
        self.end_line()
        self.spans[self._root] = Span(0, len(self.lines))

    def _take(self, piece: str | None) -> None:
        if piece:
            self._pieces.append(piece)
            if self._link is not None:
                self._linked.append(piece)

    def _start(self, node: HtmlElement, tag: str) -> None:
        if tag in BREAKING:
            if self._flat is None:
                self.end_line()
                self._blocks.append(node)
        elif tag in CELLS:
            if self._flat is None:
                self._start_cell(node)
        elif tag == "a" and self._link is None and _leads_elsewhere(node):
            self._link = node
            self._links += 1
        self.spans[node] = _NONE
        self._begins[node] = len(self.lines)

    def _start_cell(self, cell: HtmlElement) -> None:
        if self._pieces or cell.getprevious() is not None:
            self._pieces.append(" | ")
        if holds_one_line(cell):
            self._flat = cell

    def _end(self, node: HtmlElement, tag: str) -> None:
        if tag in BREAKING and self._flat is None:
            self.end_line()
            self._blocks.pop()
        elif node is self._flat:
            self._flat = None
        elif node is self._link:
            self._link = None
        begin = self._begins[node]
        if tag in CELLS and len(self.lines) > begin:
            self.end_line()  # of a cell with several lines, the last is its own and not its row's
        if len(self.lines) > begin:
            self.spans[node] = Span(begin, len(self.lines))

    def end_line(self) -> None:
        if not self._pieces:
            return
        text = " ".join("".join(self._pieces).split())
        if text[:1] == "|" or text[-1:] == "|":
            text = text.strip("| ")
        if text:
            self.lines.append(self._line(text))
        self._pieces.clear()
        self._linked.clear()
        self._links = 1 if self._link is not None else 0

    def _line(self, text: str) -> Line:
        weight = weight_of(text)
        linked = min(weight, weight_of(" ".join("".join(self._linked).split()))) if self._linked else 0.0
        line = Line(text, self._blocks[-1], weight, linked, self._links, len(_STOPS.findall(text)), 0.0)
        if not line.is_link:
            line.value = line.own * (1 if line.is_sentence else _PARTLY_TEXT)
            line.value *= _PARTLY_LEGAL if _is_of_the_page(text) else 1
        return line
