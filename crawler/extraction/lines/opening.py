"""What stands above a body's text: its headline again, the column, date, source, buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.lines.channels import channels_at
from crawler.extraction.lines.cleaned import is_prose
from crawler.extraction.lines.cuts import Cut, stated
from crawler.extraction.lines.headline_lines import is_title, repeats_title
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.page_end import speaks_to_readers
from crawler.extraction.lines.statements import Boilerplate, statements
from crawler.extraction.lines.strays import calendar_at, is_stray
from crawler.extraction.text.script import simplified

_LONGEST_VALUE_LINE: Final = 40
_REACH: Final = 8  # lines above the headline or the line of its date
_LONGEST_ABOVE: Final = 40
_CLOCK: Final = re.compile(r"\d{1,2}[:：]\d{2}")
_DIGEST_LABEL: Final = re.compile(
    r"[【\[（(<]?\s*(?:内容|文章|新闻)?(?:摘\s*要|导\s*语|提\s*要|导\s*读|核心提示|简介|"
    r"内容提要)\s*[】\]）)>]?\s*[:：]?"
)
_DIGEST: Final = re.compile(r"[【\[]?\s*(?:内容|文章|新闻)?摘\s*要\s*(?:[】\]]\s*[:：]?|[:：])\s*(?=\S)")
_COUNTERS: Final = re.compile(
    r"(?:阅读|浏览|点击|评论|点赞|赞|收藏|分享|转发|访问|播放|人气|跟[贴帖]|在看|喜欢)(?:量|数|次数)?\s*[:：]?"
)
_NAME: Final = re.compile(r"[\w·]+")
_LONGEST_NAME: Final = 12
_POSTED: Final = re.compile(  # who posted, and when, run together
    r"[^\s\d。，！？：:]{1,16}\d{4}-\d{1,2}-\d{1,2}(?:\s\d{1,2}:\d{2}(?::\d{2})?)?|\d{4}-\d{1,2}-\d{1,2}[^\s\d。，！？：:]{1,16}"
)
_COUNT: Final = re.compile(r"[(（]?[\d,.]+\s*[万wk]?\+?[)）]?", re.IGNORECASE)


def cut_head(lines: Sequence[str], title: str | None, boilerplate: Boilerplate) -> tuple[list[Cut], int]:
    """The lines above the text, and where the text begins."""
    cuts: list[Cut] = []
    at = 0
    while at < len(lines):
        found = _head_at(lines, at, title, boilerplate)
        if not found:
            break
        cuts += found
        at += len(found)
    return cuts, at


def statements_at(
    lines: Sequence[str], at: int, boilerplate: Boilerplate
) -> tuple[tuple[Statement, ...], int]:
    """The statements of one line, or of a label and the line below it that holds its value."""
    found = statements(lines[at], boilerplate=boilerplate)
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if found and _COUNTERS.fullmatch(simplified(lines[at])) and _COUNT.fullmatch(below):
        return found, 2
    if len(found) != 1 or found[0].value:
        return found, 1
    if below and len(below) <= _LONGEST_VALUE_LINE and not statements(below, boilerplate=boilerplate):
        paired = statements(f"{lines[at].rstrip(':： ')}：{below}", boilerplate=boilerplate)
        return (paired, 2) if paired else (found, 1)
    return found, 1


def without_digest_label(line: str) -> str:
    """A standfirst without the word 摘要 that a template puts before it."""
    return _DIGEST.sub("", line, count=1) if _DIGEST.match(line) else line


def _head_at(lines: Sequence[str], at: int, title: str | None, boilerplate: Boilerplate) -> list[Cut]:
    """The cuts of the lines from `at` on that go together; [] where the text begins."""
    line = lines[at]
    if title and repeats_title(line, title):
        return [Cut("headline", line, "head")]
    if title and (split := _title_in_parts(lines, at, title)):
        return split
    found, used = statements_at(lines, at, boilerplate)
    if found and not _is_agenda(found, lines[at + used : at + used + 1]):
        return [
            stated(line, found, "head"),
            *(Cut("value", below, "head") for below in lines[at + 1 : at + used]),
        ]
    if _DIGEST_LABEL.fullmatch(simplified(line)) or is_stray(line) or speaks_to_readers(line):
        return [Cut("interface", line, "head")]
    if _POSTED.fullmatch(line):
        return [Cut("account", line, "head")]
    if height := calendar_at(lines, at):
        return [Cut("calendar", one, "head") for one in lines[at : at + height]]
    if height := channels_at(lines, at):
        return [Cut("channels", one, "head") for one in lines[at : at + height]]
    if found or not title:
        return []
    return _above_headline(lines, at, title, boilerplate) or _above_button(lines, at)


def _above_button(lines: Sequence[str], at: int) -> list[Cut]:
    """Below the line of the date, the account that posted, when a counter or a button stands beside it."""
    beside = lines[at + 1] if 0 < at < len(lines) - 1 else ""
    is_name = len(lines[at]) <= _LONGEST_NAME and _NAME.fullmatch(lines[at]) is not None
    if not is_name or not beside or (len(beside) < 2 or len(beside) > _LONGEST_NAME):
        return []
    said = statements(beside)
    return [Cut("account", lines[at], "head")] if said and said[0].kind is Kind.INTERFACE else []


def _title_in_parts(lines: Sequence[str], at: int, title: str) -> list[Cut]:
    """A headline broken into two lines or three."""
    for size in (2, 3):
        parts = lines[at : at + size]
        if (
            len(parts) == size
            and sum(map(len, parts)) <= len(title) + 8
            and repeats_title("".join(parts), title)
        ):
            return [Cut("headline", part, "head") for part in parts]
    return []


def _above_headline(lines: Sequence[str], at: int, title: str, boilerplate: Boilerplate) -> list[Cut]:
    """The short lines above the headline, or above the line of its date and source: column, badge, subtitle."""
    for below in range(at + 1, min(len(lines), at + 1 + _REACH)):
        above = lines[at:below]
        if (
            is_prose(above[-1])
            or len(above[-1]) > _LONGEST_ABOVE
            or above[-1].endswith(("！", "？", "!", "?"))
        ):
            break
        if is_title(lines[below], title) or _is_info_line(lines[below], boilerplate):
            return [Cut("above-headline", line, "head") for line in above]
    return []


def _is_info_line(line: str, boilerplate: Boilerplate) -> bool:
    """Whether the line says when and from whom, as only the line under a headline does."""
    if len(line) > 2 * _LONGEST_ABOVE or not any(map(str.isdigit, line)):
        return False
    kinds = {one.kind for one in statements(line, boilerplate=boilerplate)}
    if Kind.PUBLISHED not in kinds:
        return False
    return _CLOCK.search(line) is not None or bool(kinds & {Kind.PUBLISHER, Kind.BYLINE, Kind.EDITORS})


def _is_agenda(found: tuple[Statement, ...], below: Sequence[str]) -> bool:
    """`日期：…` above `地点：…` announces an event."""
    return (
        found[0].kind is Kind.PUBLISHED
        and bool(below)
        and re.match(r"(?:地\s*[点點]|会场|主办)", below[0]) is not None
    )
