"""Whether a text dump begins with a title: one line that is no sentence, set apart from the text below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_NO_TITLE: Final = words(
    """
    核心阅读 核心提示 内容提要 摘要 内容摘要 导读 导语 编者按 编者的话 前言 引言 提要 要点 目录 引子 序 正文
    阅读提示 新闻提要 快讯 简讯
    """
)
_ENUMERATED: Final = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[、)）.]|[（(]?\d{1,2}[、.)）](?!\d)|"
    r"第[一二三四五六七八九十]+[，、])"
)
_SENTENCE_END: Final = re.compile(r"[。；，、;,：:…—]$")
_OPENING_OF_TEXT: Final = re.compile(
    r"(?:本报讯|本报[\u4e00-\u9fff]{2,4}讯|[\u4e00-\u9fff]{2,8}(?:网|社|报)[^，。]{0,14}(?:讯|电)|[（(]|"
    r"\d{1,2}月\d{1,2}日[，,上下晚]|尊敬的|亲爱的|各位|[——]{1,2})"
)
_SPEAKER: Final = re.compile(r"[^：:。，\s]{1,8}[：:]")
_LONGEST: Final = 60
_CLOCK: Final = re.compile(r"\d{1,2}[:：]\d{2}")
_SHORTEST: Final = 4
_BODY_LINE: Final = 40  # a line of text is at least so long, or a sentence


def title_at(lines: Sequence[str]) -> tuple[int, str | None]:
    """Where the title stands and what it is; (0, None) when the dump begins with its text.

    Lines that state something (a breadcrumb, a date) may stand above it.
    """
    at = next((at for at, line in enumerate(lines) if line.strip() and not statements(line)), None)
    if at is None:
        return 0, None
    candidate = re.sub(r"[\s\u3000\xa0]+", " ", lines[at]).strip().strip("\ufeff")
    if heading := re.match(r"(?:标题|题目|標題)\s*[:：]\s*(?P<title>.{4,})", candidate):
        return at, heading["title"]
    if _may_be_title(candidate) and _stands_above_date(lines, at):
        return at, candidate
    if not _reads_as_title(candidate) or _is_conversation(lines[at:]):
        return 0, None
    return (at, candidate) if _is_set_apart(lines, at) else (0, None)


def _is_conversation(lines: Sequence[str]) -> bool:
    """Whether the first line and two more have a speaker before a colon; what has a label there states something."""
    if _SPEAKER.match(lines[0].strip()) is None:
        return False
    spoken = (line for line in lines if _SPEAKER.match(line.strip()) and not statements(line))
    return sum(1 for _ in spoken) > 2


def _stands_above_date(lines: Sequence[str], at: int) -> bool:
    """Whether the next line says when, to the minute, or when and from whom: only headlines stand above such a line."""
    below = next((line.strip() for line in lines[at + 1 :] if line.strip()), "")
    kinds = {one.kind for one in statements(below) if one.value}
    return Kind.PUBLISHED in kinds and (_CLOCK.search(below) is not None or Kind.PUBLISHER in kinds)


def _may_be_title(line: str) -> bool:
    return _SHORTEST <= len(line) <= _LONGEST and simplified(line).strip("【】[]：: ") not in _NO_TITLE


def _reads_as_title(line: str) -> bool:
    return (
        _may_be_title(line)
        and "。" not in line
        and not _SENTENCE_END.search(line)
        and not _ENUMERATED.match(line)
        and not _OPENING_OF_TEXT.match(simplified(line))
    )


def _is_set_apart(lines: Sequence[str], at: int) -> bool:
    """Whether a blank line, a credit or a much longer line of text follows."""
    below = [line.strip() for line in lines[at + 1 :]]
    text = [line for line in below if line and not line.startswith("—") and not statements(line)]
    if not text:
        return False
    credited = any(statements(line) for line in below[:3] if line)
    blank_only_here = not below[0] and any(
        len(line) >= _BODY_LINE or line.endswith("。") for line in text[:3]
    )
    longer = len(text[0]) >= max(_BODY_LINE, len(lines[at].strip())) or text[0].endswith(
        ("。", "！", "？", "”")
    )
    return credited or blank_only_here or longer
