"""What several readers of a page propose for its text, and which of them is believed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.body.container import container
from crawler.extraction.body.furniture import Furniture, furniture_of
from crawler.extraction.body.generic import is_small_part, main_paragraphs, trafilatura_lines
from crawler.extraction.body.run import densest_run
from crawler.extraction.body.sheet import Line, Sheet, Span, sheet_of, sums
from crawler.extraction.markup.blocks import is_hidden, lines_of
from crawler.extraction.text.weight import weight_of
from crawler.items import Said

_BELOW_HEADING: Final = 0.3  # of a page's text must stand below its heading, or it is not the article's
_ENOUGH: Final = (
    60.0  # weight of text from which on a proposal needs no other opinion but that of the nearest
)
_SOMETHING: Final = 12.0  # weight of text; a line of facts has less
_AGREE: Final = 0.6  # of the text that two proposals hold, what both must, for no third to be asked
_PREFERRED: Final = 0.5
_REACH: Final = 150.0  # weight of labels and links below the heading that halves what a line counts
_LINK: Final = 0.5  # of its weight, what a link costs
_SHOWN: Final = 60


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """`below` are the page's lines under those that were taken, as far as these can be told; `worth` compares."""

    rule: str
    lines: tuple[str, ...]
    worth: float
    place: str = ""
    below: tuple[str, ...] = ()

    def said(self) -> Said:
        text = " ".join(self.lines)
        return Said(rule=self.rule, value=f"{len(text)} characters: {text[:_SHOWN]}", place=self.place)


def proposals(
    sheet: Sheet, root: HtmlElement, heading: HtmlElement | None, known: Iterable[str]
) -> list[Proposal]:
    """The best first, at least one. The tree loses what is furniture where a third reader is asked."""
    if not sheet.lines:
        return [Proposal(rule="trafilatura", lines=tuple(trafilatura_lines(root)), worth=0.0)]
    begin = _begin(sheet, heading)
    furniture = furniture_of(sheet, begin, frozenset(known), heading=heading)
    if _left(sheet, furniture, begin) < _SOMETHING:
        furniture = furniture_of(sheet, begin, frozenset(known), heading=heading, may_be_items=True)
    kept = [not marked for marked in furniture.marked]
    page = _Page(sheet, kept)
    found = container(sheet, root, page.values(begin), kept, begin)
    run = densest_run(sheet, kept, begin)
    first = page.proposal("container", found.lines, found.element)
    second = page.proposal("density", run, _holder(sheet, run))
    ranked = _ranked(first, second)
    if ranked[0].worth >= _ENOUGH and _overlap(sheet, found.lines, run) >= _AGREE:
        return ranked
    for element in furniture.elements:
        if element.getparent() is not None:
            element.drop_tree()
    return _ranked(*ranked, page.read("trafilatura", trafilatura_lines(root)))


def proposals_for_letters(tree: HtmlElement, heading: HtmlElement | None) -> list[Proposal]:
    """The same for a page written with letters, which trafilatura reads best: a small part of it alone is doubted."""
    lines = main_paragraphs(tree)
    if not is_small_part(lines, tree):
        return [Proposal(rule="trafilatura", lines=tuple(lines), worth=0.0, below=_below(lines, tree))]
    sheet = sheet_of(tree)
    if not sheet.lines:
        return [Proposal(rule="trafilatura", lines=tuple(lines), worth=0.0)]
    begin = _begin(sheet, heading)
    kept = [not marked for marked in furniture_of(sheet, begin).marked]
    page = _Page(sheet, kept)
    found = container(sheet, tree, page.values(begin), kept, begin)
    # its lines are often no lines of the sheet: spaces differ
    read = dataclasses.replace(page.read("trafilatura", lines), worth=sum(map(weight_of, lines)))
    return _ranked(read, page.proposal("container", found.lines, found.element))


def _below(lines: Sequence[str], tree: HtmlElement) -> tuple[str, ...]:
    """The page's lines under the last that was taken for text; none where this is not a line of the page."""
    shown = lines_of(tree)
    return tuple(shown[len(shown) - shown[::-1].index(lines[-1]) :]) if lines and lines[-1] in shown else ()


def _ranked(*given: Proposal) -> list[Proposal]:
    """The best first; one given earlier is believed until another is worth a good deal more."""
    ranked: list[Proposal] = []
    for one in given:
        at = next((at for at, other in enumerate(ranked) if _beats(one, other)), len(ranked))
        ranked.insert(at, one)
    return ranked


def _beats(one: Proposal, other: Proposal) -> bool:
    return bool(one.lines) and (not other.lines or _PREFERRED * one.worth > other.worth)


def _left(sheet: Sheet, furniture: Furniture, begin: int) -> float:
    """The text below the heading that is no furniture."""
    below = zip(sheet.lines[begin:], furniture.marked[begin:], strict=True)
    return sum(line.value for line, is_marked in below if not is_marked)


def _begin(sheet: Sheet, heading: HtmlElement | None) -> int:
    """The first line below the heading; 0 where hardly any text is below it."""
    span = None if heading is None else sheet.spans.get(heading)
    if span is None or heading is None:
        return 0
    if any(map(is_hidden, heading.iterancestors())):
        span = _shown_again(sheet, span)
    below = sheet.value(Span(span.end, len(sheet.lines)))
    return span.end if below >= _BELOW_HEADING * sheet.value(sheet.whole()) else 0


def _shown_again(sheet: Sheet, span: Span) -> Span:
    """Where the words of a hidden heading are shown, below it: what is hidden may be a copy for other screens."""
    words = sheet.lines[span.begin].text
    below = range(span.end, len(sheet.lines))
    return next((Span(at, at + 1) for at in below if sheet.lines[at].text == words), span)


@dataclasses.dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet
    kept: Sequence[bool]

    def values(self, begin: int) -> tuple[float, ...]:
        """Sums of what the lines speak for running text, as far as they may be the article's.

        The more labels and links stand between the heading and a line, the less it counts.
        """
        counted, between = [0.0] * begin, 0.0
        for at, line in enumerate(self.sheet.lines[begin:], begin):
            is_text = self.kept[at] and not line.is_link
            counted.append(line.value * _REACH / (_REACH + between) if is_text else 0.0)
            if begin and not (is_text and line.is_sentence):
                between += line.weight
        return sums(counted)

    def worth(self, numbers: Iterable[int]) -> float:
        """The text that lines hold, less links and what is furniture."""
        return sum(
            _worth(self.sheet.lines[at]) if self.kept[at] else -self.sheet.lines[at].weight for at in numbers
        )

    def read(self, rule: str, lines: Sequence[str]) -> Proposal:
        """What a reader proposes that knows nothing of the sheet."""
        wanted = set(lines)
        numbers = tuple(at for at, line in enumerate(self.sheet.lines) if line.text in wanted)
        return Proposal(rule=rule, lines=tuple(lines), worth=self.worth(numbers), below=self.below(numbers))

    def below(self, numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(line.text for line in self.sheet.lines[numbers[-1] + 1 :]) if numbers else ()

    def proposal(self, rule: str, numbers: tuple[int, ...], element: HtmlElement) -> Proposal:
        return Proposal(
            rule=rule,
            lines=tuple(self.sheet.lines[at].text for at in numbers),
            worth=self.worth(numbers),
            place=str(element.getroottree().getpath(element)),
            below=self.below(numbers),
        )


def _worth(line: Line) -> float:
    return line.value - _LINK * line.linked


def _overlap(sheet: Sheet, one: Sequence[int], other: Sequence[int]) -> float:
    """Of the text that either holds, the share that both hold."""
    both, either = set(one) & set(other), set(one) | set(other)
    return sum(sheet.lines[at].value for at in both) / (sum(sheet.lines[at].value for at in either) or 1)


def _holder(sheet: Sheet, numbers: Sequence[int]) -> HtmlElement:
    """The smallest element that holds the lines."""
    run = Span(numbers[0], numbers[-1] + 1) if numbers else sheet.whole()
    elements = [element for element, span in sheet.spans.items() if run in span]
    return elements[-1]
