"""Text that was broken into lines of one width, as old mail and some tools do, put together again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

_NARROWEST: Final = 36  # columns, an ideograph counting two; a line of verse is narrower
_WIDEST: Final = 120
_RAGGED: Final = 6  # columns by which a line may fall short: a word, or punctuation that may not begin a line
_FEWEST: Final = 4
_INDENT: Final = re.compile(r"[ \t\u3000\xa0]{2,}|\u3000")
_LATIN_EDGE: Final = re.compile(r"[A-Za-z0-9,.;:)]$")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The paragraphs of text wrapped at a fixed width; any other text line by line, as it is."""
    groups = list(_groups(lines))
    width = max((_columns(line) for group in groups for line in group), default=0)
    inner = [line for group in groups for line in group[:-1]]
    if not _NARROWEST <= width <= _WIDEST or not _is_wrapped(inner, width):
        return list(lines)
    return [_joined(group) for group in groups]


def _groups(lines: Iterable[str]) -> Iterable[list[str]]:
    """Lines that could be one paragraph: up to a blank line or an indented one."""
    group: list[str] = []
    for line in lines:
        if group and (not line.strip() or _INDENT.match(line)):
            yield group
            group = []
        if line.strip():
            group.append(line.rstrip())
    if group:
        yield group


def _is_wrapped(inner: list[str], width: int) -> bool:
    if len(inner) < _FEWEST:
        return False
    full = [line for line in inner if _columns(line) >= width - _RAGGED]
    broken = [line for line in full if not line.endswith(("。", "！", "？", "”", "：", ".", "!", "?"))]
    return len(full) >= 0.9 * len(inner) and len(broken) >= 0.6 * len(inner)


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line.rstrip())


def _joined(group: list[str]) -> str:
    text = group[0].strip()
    for before, line in pairwise(group):
        gap = " " if _LATIN_EDGE.search(before) and re.match(r"[A-Za-z0-9(]", line.strip()) else ""
        text += gap + line.strip()
    return text
