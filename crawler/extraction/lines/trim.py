"""A body's paragraphs without what stands at their two ends and is not text; what the cut lines say is kept."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Final

from crawler.extraction.lines.credits import Credits
from crawler.extraction.lines.disclaimers import could_disclaim, heads_disclaimer
from crawler.extraction.lines.glued import unglue_closing, unglue_opening
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.ui_labels import is_interface, opens_section_after_article
from crawler.sources import Source

_SPACES: Final = re.compile(r"[\s\u3000\xa0]+")
# U+200D between two pictures makes one of them, a family of its members
_INVISIBLE: Final = re.compile(
    "[\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_LONGEST_VALUE_LINE: Final = 40
_LONGEST_SPLIT_LABEL: Final = 6
_BYLINE_REACH: Final = 2  # a byline may follow a standfirst
_BELOW_STANDFIRST: Final = frozenset({Kind.BYLINE, Kind.PUBLISHER, Kind.PUBLISHED})
_LONGEST_STANDFIRST: Final = 240
_LONGEST_DISCLAIMER: Final = 8  # lines
_SHORTEST_DIGEST: Final = 12
_LONGEST_AFTERMATH: Final = 0.4  # of the text before a heading such as 相关阅读, what may follow it


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class TrimmedText:
    """`paragraphs` hold no line break and none is empty. The other fields are what the cut lines say, if anything."""

    paragraphs: tuple[str, ...]
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    site_name: str | None = None
    tags: tuple[str, ...] = ()


def trim(paragraphs: Sequence[str], *, title: str | None, source: Source) -> TrimmedText:
    """Cut both ends by the classes of `lines`, in between only the source's boilerplate, and collect what is cut.

    A line break inside a paragraph ends it. Lines that repeat the title before the text are cut. Idempotent in its
    paragraphs.
    """
    boilerplate = tuple(re.compile(pattern) for pattern in source.boilerplate)
    lines = clean_lines(paragraphs)
    head, begin = _head(lines, title, boilerplate)
    body, aftermath = _without_aftermath(lines[begin:])
    body, tail = _without_tail(_without_disclaimer(body), boilerplate)
    body, opened = _opened(body, boilerplate)
    body = _without_repeated_standfirst(_without_boilerplate(body, boilerplate))
    body, closed = _closed(body, boilerplate)
    credits = Credits(utc_offset=source.utc_offset)
    for line in (*head, *opened, *closed, *tail, *aftermath):
        credits.add(line)
    return TrimmedText(
        paragraphs=tuple(body),
        byline=credits.byline,
        authors=credits.authors,
        editors=credits.editors,
        publisher=credits.publisher,
        published_at=credits.published_at,
        modified_at=credits.modified_at,
        site_name=credits.site_name,
        tags=credits.tags,
    )


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
    return bool(one) and re.sub(r"[\W_]+", "", one) == re.sub(r"[\W_]+", "", other)


_Boilerplate = tuple[re.Pattern[str], ...]
_Line = tuple[Statement, ...]


def _head(lines: list[str], title: str | None, boilerplate: _Boilerplate) -> tuple[list[_Line], int]:
    """What the lines before the text state, and where the text begins."""
    said: list[_Line] = []
    at = 0
    while at < len(lines):
        if title and same_words(lines[at], title):
            at += 1
            continue
        found, used = _statements_at(lines, at, boilerplate)
        if not found or _is_agenda(found, lines[at + used : at + used + 1]):
            break
        said.append(found)
        at += used
    return said, at


def _statements_at(lines: list[str], at: int, boilerplate: _Boilerplate) -> tuple[_Line, int]:
    """The statements of one line, or of a label and the line below it that holds its value."""
    found = statements(lines[at], boilerplate=boilerplate)
    if len(found) != 1 or found[0].value:
        return found, 1
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if below and len(below) <= _LONGEST_VALUE_LINE and not statements(below, boilerplate=boilerplate):
        paired = statements(f"{lines[at].rstrip(':： ')}：{below}", boilerplate=boilerplate)
        return (paired, 2) if paired else (found, 1)
    return found, 1


def _is_agenda(found: _Line, below: list[str]) -> bool:
    """`日期：…` above `地点：…` announces an event."""
    return (
        found[0].kind is Kind.PUBLISHED
        and bool(below)
        and re.match(r"(?:地\s*[点點]|会场|主办)", below[0]) is not None
    )


def _without_aftermath(lines: list[str]) -> tuple[list[str], list[_Line]]:
    """The lines before a heading that only stands under an article; what the lines after it state."""
    for at, line in enumerate(lines):
        if at and len(line) < 20 and opens_section_after_article(line):
            before, after = sum(map(len, lines[:at])), sum(map(len, lines[at + 1 :]))
            if after <= before * _LONGEST_AFTERMATH:
                credits = [found for line in lines[at + 1 :] if _is_credit(found := statements(line))]
                return lines[:at], credits
    return lines, []


def _is_credit(found: _Line) -> bool:
    return bool(found) and found[0].kind in (Kind.EDITORS, Kind.PUBLISHER) and bool(found[0].value)


def _without_disclaimer(lines: list[str]) -> list[str]:
    """The lines before a heading such as 郑重声明 that stands alone, when all below it could be a disclaimer's."""
    first = max(1, len(lines) - _LONGEST_DISCLAIMER)
    for at in range(first, len(lines)):
        below = lines[at + 1 :]
        if heads_disclaimer(lines[at]) and all(could_disclaim(line) or statements(line) for line in below):
            return [*lines[:at], *(line for line in below if _is_credit(statements(line)))]
    return lines


def _without_tail(lines: list[str], boilerplate: _Boilerplate) -> tuple[list[str], list[_Line]]:
    """The lines without those after the text, and what these state in the order of the page."""
    said: list[_Line] = []
    end = len(lines)
    while end > 0:
        used, found = _tail_at(lines, end, boilerplate)
        if not used:
            break
        said.insert(0, found)
        end -= used
    return lines[:end], said


def _tail_at(lines: list[str], end: int, boilerplate: _Boilerplate) -> tuple[int, _Line]:
    """How many of the lines before `end` are no text, taken one step, and what they state."""
    last = lines[end - 1]
    if end >= 2 and (paired := _value_below_label(lines[end - 2], last, boilerplate)):
        return 2, paired
    found = statements(last, boilerplate=boilerplate)
    if found and not _is_signature(found, last):
        return 1, found
    for size in (2, 3):
        parts = lines[end - size : end] if end >= size else []
        if (
            parts
            and all(len(part) <= _LONGEST_SPLIT_LABEL for part in parts)
            and is_interface("".join(parts))
        ):
            return size, (Statement(Kind.INTERFACE, "".join(parts), "".join(parts)),)
    return 0, ()


def _value_below_label(label: str, value: str, boilerplate: _Boilerplate) -> _Line:
    alone = statements(label, boilerplate=boilerplate)
    if len(alone) != 1 or alone[0].value or len(value) > _LONGEST_VALUE_LINE:
        return ()
    own = statements(value, boilerplate=boilerplate)
    if own and not all(statement.kind is alone[0].kind for statement in own):
        return ()
    return statements(f"{label.rstrip(':： ')}：{value}", boilerplate=boilerplate)


def _is_signature(found: _Line, line: str) -> bool:
    """A bare day under a notice is its signature, not the page's date line."""
    return found[0].kind is Kind.PUBLISHED and found[0].printed == line and ":" not in line.replace("：", ":")


def _without_boilerplate(lines: list[str], boilerplate: _Boilerplate) -> list[str]:
    """What a source declares to be no text is none in the middle of an article either."""
    return [line for line in lines if not any(pattern.fullmatch(line) for pattern in boilerplate)]


def _without_repeated_standfirst(lines: list[str]) -> list[str]:
    """A digest that generators put first, and that is only the beginning of the paragraph below it, goes."""
    while len(lines) > 1:
        digest = lines[0].rstrip("…. ")
        if len(digest) < _SHORTEST_DIGEST or not lines[1].startswith(digest):
            break
        lines = lines[1:]
    return lines


def _opened(lines: list[str], boilerplate: _Boilerplate) -> tuple[list[str], list[_Line]]:
    """The text without a byline glued to its first paragraph or standing below its standfirst."""
    if not lines:
        return lines, []
    unglued = unglue_opening(lines[0])
    if unglued.said:
        return [unglued.text, *lines[1:]], [unglued.said]
    said: list[_Line] = []
    for at in range(1, _BYLINE_REACH + 1):
        while at < len(lines) - 1 and max(map(len, lines[:at])) <= _LONGEST_STANDFIRST:
            found, used = _statements_at(lines, at, boilerplate)
            if not found or not all(statement.kind in _BELOW_STANDFIRST for statement in found):
                break
            said.append(found)
            lines = [*lines[:at], *lines[at + used :]]
    return lines, said


def _closed(lines: list[str], boilerplate: _Boilerplate) -> tuple[list[str], list[_Line]]:
    """The text without credits glued to its last paragraph."""
    if not lines:
        return lines, []
    unglued = unglue_closing(lines[-1])
    return [*lines[:-1], unglued.text], [unglued.said] if unglued.said else []
