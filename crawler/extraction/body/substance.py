"""Whether what is left of a page says anything, or is links and labels only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.text.weight import weight_of

_SENTENCE_END: Final = re.compile(r"[.!?…][”\"’')\]]*(?:\s|$)")
_FEWEST_WORDS: Final = 5  # of a sentence that ends with a mark that abbreviations and buttons have too
_WORD: Final = re.compile(r"[^\s|｜/·•>»]+")
_LABELS: Final = 16  # what a frame of labels weighs at most, a Chinese character 1
_MOSTLY: Final = 0.7


def is_substance(lines: Sequence[str], tree: HtmlElement) -> bool:
    """Whether the lines hold a sentence, or words that are neither links of the page nor a label or two.

    A poem has no full stop and a list of links may have question marks.
    """
    if holds_sentence(lines):
        return True
    if sum(map(weight_of, lines)) < _LABELS:
        return False
    linked = {word for link in tree.iter("a") for line in lines_of(link) for word in _WORD.findall(line)}
    words = [word for line in lines for word in _WORD.findall(line)]
    return _total(word for word in words if word in linked) < _MOSTLY * _total(words)


def holds_sentence(lines: Sequence[str]) -> bool:
    return any(map(_is_sentence, lines))


def _is_sentence(line: str) -> bool:
    if "。" in line:
        return True
    *ended, _ = _SENTENCE_END.split(line)
    return any(len(sentence.split()) >= _FEWEST_WORDS for sentence in ended)


def _total(words: Iterable[str]) -> float:
    return sum(map(weight_of, words))
