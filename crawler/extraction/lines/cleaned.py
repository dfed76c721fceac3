"""Lines as the other rooms of extraction compare and keep them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from crawler.extraction.text.script import simplified

_SPACES: Final = re.compile(r"[\s\u3000\xa0]+")
# U+200D between two pictures makes one of them, a family of its members
_INVISIBLE: Final = re.compile(
    "[\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_SENTENCE_END: Final = re.compile(r"[。；…”』」：:]$")
_SHORTEST_PROSE: Final = 16
_LONGEST_HEADLINE: Final = 80


def clean_lines(paragraphs: Iterable[str]) -> list[str]:
    """The lines of the paragraphs with runs of white space made one space, without invisible characters."""
    lines = (
        _SPACES.sub(" ", _INVISIBLE.sub("", line)).strip()
        for paragraph in paragraphs
        for line in paragraph.splitlines()
    )
    return [line for line in lines if line]


def same_words(one: str, other: str) -> bool:
    """Whether two lines differ in nothing but punctuation and spaces."""
    return bool(one) and _NO_LETTER.sub("", one) == _NO_LETTER.sub("", other)


def letters(line: str) -> str:
    """The letters and digits of a line in one script, width and case, by which a headline is known again."""
    return _NO_LETTER.sub("", simplified(unicodedata.normalize("NFKC", line)).casefold())


def is_prose(line: str) -> bool:
    """Whether the line reads as a sentence or more; a headline, a name and a date do not."""
    if len(line) < _SHORTEST_PROSE:
        return False
    return (
        len(line) > _LONGEST_HEADLINE
        or "。" in line
        or _SENTENCE_END.search(line) is not None
        or line.count("，") > 1
    )
