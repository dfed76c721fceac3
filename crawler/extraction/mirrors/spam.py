"""What mirrors write round and into the text they copy: lists of counties, keywords, empty elements, escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.mirrors.spam_lists import EMPTY, keyword_lines, lists_of_counties
from crawler.extraction.mirrors.verdict import Kind, Verdict

_CODE: Final = re.compile(r"<(script|style|textarea|pre|code)\b", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"""<div id=["']pl_css_ganrao["'][^<>]{0,80}>\s{0,8}</div>""")
_MOST_NESTED: Final = 6
_EMOJI: Final = "\u2600-\u27bf\u2b50\ufe0f\U0001f300-\U0001faff"
_TAG_ESCAPED: Final = r"\\u003c/?[a-z][a-z0-9]{0,9}(?:\s?/)?\\u003e"
_ESCAPE: Final = rf"(?:\\[nrt]|/n|\\u3000|\\xa0|{_TAG_ESCAPED}|&amp;(?:nbsp|[lr]dquo|ensp|emsp);)"
_BETWEEN: Final = re.compile(
    rf"(?:(?<=</p>)|(?<=</div>)|(?<=<br>)|(?<=<br/>))\s{{0,8}}+(?:[{_EMOJI}]{{1,6}}|{_ESCAPE}{{1,6}})(?=\s{{0,8}}<)"
    rf"|(?:(?<=\n)|^)(?:[{_EMOJI}]{{1,6}}|{_ESCAPE}{{1,6}})(?=\n|$)",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(
    rf"(?<=[\u4e00-\u9fff，。！？；：”>])(?:\\[nrt]|\\u3000|\\xa0|{_TAG_ESCAPED}|&amp;(?:nbsp|ensp|emsp);){{1,9}}"
    r"(?=[\u4e00-\u9fff“<\s]|$)",
    re.IGNORECASE,
)
_QUOTE_ESCAPED: Final = re.compile(
    r"""\\(?=["'](?:[\u4e00-\u9fff，。！？<]|$))|(?<=[\u4e00-\u9fff，。！？：>])\\(?=["'])"""
)
_COMMA: Final = re.compile("[,](?=[。，；？！：])")
_FULL_WIDTH_COMMA: Final = re.compile("(?<=[^，])，(?=[。，；？！])")
_NEVER_SHIFTED: Final = (_FULL_WIDTH_COMMA, _QUOTE_ESCAPED)


def without_spam(text: str, verdict: Verdict) -> tuple[str, int]:
    """The decoded text of a page without a mirror's spam, and how many pieces of it were cut.

    For `extract`: of every page whose verdict is not clean, before it is restored and before it is parsed; what is
    cut is counted as `mirror-spam-cut`. A clean page is returned as it is. Nothing a text says itself is cut: names of
    counties in a sentence stay.
    """
    is_mirror_s = verdict.kind in (Kind.GARBLED, Kind.MIRROR_SPAM)
    if not is_mirror_s and not {"counties", "keyword-lines", "false-readings"} & verdict.signs.keys():
        return text, 0  # a lesson's page, or one that only looks like a mirror's
    parts, count = [], 0
    for part, is_code in _parts(text):
        kept, cut = (part, 0) if is_code else _cut(part, is_shifted=verdict.kind is Kind.GARBLED)
        parts.append(kept)
        count += cut
    return "".join(parts), count


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a script, a style or code, in which nothing is cut."""
    at = 0
    while opened := _CODE.search(text, at):
        yield text[at : opened.start()], False
        closing = text.find(f"</{opened[1]}", opened.end())
        at = len(text) if closing < 0 else closing
        yield text[opened.start() : at], True
    yield text[at:], False


def _cut(text: str, *, is_shifted: bool) -> tuple[str, int]:
    """Without what is cut. Two full-width stops may be the halves of shifted characters, and are left to restoring."""
    text, count = _without(text, (*lists_of_counties(text),))
    text, lines = _without(text, (*keyword_lines(text),))
    count += lines
    for _ in range(_MOST_NESTED):
        text, empty = EMPTY.subn("", text)
        count += empty
        if not empty:
            break
    for pattern in (_HIDDEN, _BETWEEN, _INSIDE, _COMMA, *(() if is_shifted else _NEVER_SHIFTED)):
        text, cut = pattern.subn("", text)
        count += cut
    return text, count


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, int]:
    kept, at = [], 0
    for begins, ends in spans:
        kept.append(text[at:begins])
        at = ends
    return "".join((*kept, text[at:])), len(spans)
