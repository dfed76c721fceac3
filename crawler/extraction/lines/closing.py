"""What stands below a body's text, taken off line by line from the last upward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.lines.channels import channels_before
from crawler.extraction.lines.cleaned import is_prose, letters
from crawler.extraction.lines.cuts import Cut, stated
from crawler.extraction.lines.disclaimers import could_disclaim, heads_disclaimer
from crawler.extraction.lines.headline_lines import is_title
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.page_end import speaks_to_readers
from crawler.extraction.lines.statements import Boilerplate, statements
from crawler.extraction.lines.strays import is_stray
from crawler.extraction.lines.ui_labels import is_interface, opens_section_after_article

_LONGEST_VALUE_LINE: Final = 40
_LONGEST_SPLIT_LABEL: Final = 6
_LONGEST_DISCLAIMER: Final = 8  # lines
_LONGEST_WORD: Final = 8
_SHORTEST_TITLE: Final = 8
_FEWEST_LISTED: Final = 3
_MOST_COUNTS: Final = 3
_DATED: Final = re.compile(
    r".{6,60}?[\s(（\[【]+(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[)）\]】]?"
)
_NUMERIC_DATE: Final = re.compile(
    r"[\[(（]?(?:\d{4}[-/])?\d{1,2}[-/]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?"
)
_COUNT: Final = re.compile(r"\+?[\d,.]{1,7}[万wk]?\+?", re.IGNORECASE)
_WORD: Final = re.compile(r"[\u4e00-\u9fff]+[。！？…]*")


def cut_tail(
    lines: Sequence[str], title: str | None, boilerplate: Boilerplate, below: Sequence[Cut] = ()
) -> tuple[int, list[Cut]]:
    """Where the text ends, and the lines below it in the order of the page. `below` these, lines were cut before."""
    cuts: list[Cut] = []
    end = len(lines)
    while end > 0:
        found = _tail_at(lines, end, title, boilerplate) or _count_above(lines[end - 1], cuts or below)
        if not found:
            break
        cuts = [*found, *cuts]
        end -= len(found)
    return end, cuts


def disclaimer_at_end(lines: Sequence[str]) -> int:
    """Where a heading such as 郑重声明 stands alone and all below it could be a disclaimer's; the end if nowhere."""
    first = max(1, len(lines) - _LONGEST_DISCLAIMER)
    for at in range(first, len(lines)):
        below = lines[at + 1 :]
        if heads_disclaimer(lines[at]) and all(could_disclaim(line) or statements(line) for line in below):
            return at
    return len(lines)


def _tail_at(lines: Sequence[str], end: int, title: str | None, boilerplate: Boilerplate) -> list[Cut]:
    """The cuts of as many of the lines before `end` as go together, taken one step; [] where the text ends."""
    last = lines[end - 1]
    if end >= 2 and (paired := _value_below_label(lines[end - 2], last, boilerplate)):
        return [stated(lines[end - 2], paired, "tail"), Cut("value", last, "tail")]
    found = statements(last, boilerplate=boilerplate)
    if found and not _is_signature(found, last) and not _ends_story(found, lines[:end]):
        return [stated(last, found, "tail")]
    if is_stray(last) or speaks_to_readers(last) or heads_disclaimer(last):
        return [Cut("interface", last, "tail")]
    if end > 1 and opens_section_after_article(last):
        return [Cut("related", last, "tail")]
    if title and end > 1 and len(letters(title)) >= _SHORTEST_TITLE and is_title(last, title):
        return [Cut("headline", last, "tail")]
    return _joined_at(lines, end) or _listed_before(lines, end)


def _count_above(line: str, below: Sequence[Cut]) -> list[Cut]:
    """A number above a button counts those who pressed it; more numbers than there are buttons count days."""
    counted = [cut for cut in below[:_MOST_COUNTS] if _COUNT.fullmatch(cut.line)]
    is_count = bool(below) and len(counted) < _MOST_COUNTS and _COUNT.fullmatch(line)
    return [Cut("interface", line, "tail")] if is_count else []


def _joined_at(lines: Sequence[str], end: int) -> list[Cut]:
    """A label of the interface broken into two lines or three, or a bar of channels."""
    for size in (2, 3):
        parts = lines[end - size : end] if end >= size else []
        if (
            parts
            and all(len(part) <= _LONGEST_SPLIT_LABEL for part in parts)
            and is_interface("".join(parts))
        ):
            return [Cut("interface", part, "tail") for part in parts]
    height = channels_before(lines, end)
    return [Cut("channels", line, "tail") for line in lines[end - height : end]]


def _listed_before(lines: Sequence[str], end: int) -> list[Cut]:
    """Headlines of other articles, each with its date: on its line, or on the line below."""
    at = end
    while at > 1 and not is_prose(lines[at - 1]) and _DATED.fullmatch(lines[at - 1]):
        at -= 1
    if end - at < _FEWEST_LISTED:
        at = end
        while at > 2 and _NUMERIC_DATE.fullmatch(lines[at - 1]) and not is_prose(lines[at - 2]):
            at -= 2
    return [Cut("related", line, "tail") for line in lines[at:end]] if end - at >= _FEWEST_LISTED else []


def _ends_story(found: tuple[Statement, ...], lines: Sequence[str]) -> bool:
    """Whether a word that could be a button is the last of a text told in such words: 回复 below 他说 and 没有."""
    if found[0].kind is not Kind.INTERFACE or len(lines) < 3:
        return False
    last, *above = reversed(lines[-3:])
    return _WORD.fullmatch(last) is not None and all(
        len(line) <= _LONGEST_WORD and _WORD.fullmatch(line) and not statements(line) for line in above
    )


def _value_below_label(label: str, value: str, boilerplate: Boilerplate) -> tuple[Statement, ...]:
    alone = statements(label, boilerplate=boilerplate)
    if len(alone) != 1 or alone[0].value or len(value) > _LONGEST_VALUE_LINE:
        return ()
    own = statements(value, boilerplate=boilerplate)
    if own and not all(statement.kind is alone[0].kind for statement in own):
        return ()
    return statements(f"{label.rstrip(':： ')}：{value}", boilerplate=boilerplate)


def _is_signature(found: tuple[Statement, ...], line: str) -> bool:
    """A bare day under a notice is its signature, not the page's date line."""
    return found[0].kind is Kind.PUBLISHED and found[0].printed == line and ":" not in line.replace("：", ":")
