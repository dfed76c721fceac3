"""The headline, printed once more where the text begins or ends."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.cleaned import letters
from crawler.extraction.lines.datelines import DATELINE
from crawler.extraction.text.script import simplified

_LABEL: Final = re.compile(
    r"[\W_]*(?:(?:本文|文章|原文|新闻|原)?(?:主|副)?标题|引题|肩题|主题|副题|题目)\s*[:：】\]]\s*"
)
_CUT_SHORT: Final = re.compile(r"(?:\.{2,}|…+)\s*$")
_SENTENCE: Final = re.compile(r"[。；，：:]\s*$")
_SHORTEST: Final = 6  # letters of a part by which a title is known
_SHORTEST_WHOLE: Final = 8
_LONGEST_BADGE: Final = 6  # letters of 原创, 组图, 独家 beside it
_SITE: Final = re.compile(r"(?:\s*[-_|｜—–]+\s*[^-_|｜—–。，]{2,20}){1,4}")
_GLUED: Final = re.compile(
    rf"\s+\S|{DATELINE}|[（(【\[]?(?:本报|本网|特约|通讯员)?记者|来源\s*[:：]|原标题\s*[:：]|\d{{4}}[-/年]"
)
_SHORTEST_TEXT: Final = 20


def repeats_title(line: str, title: str) -> bool:
    """Whether the line is the title again: labelled, badged, with the site's name, or one of its two parts."""
    known = letters(_CUT_SHORT.sub("", title))
    shown = letters(_LABEL.sub("", simplified(line), count=1))
    if not shown or not known or len(shown) > len(known) + 40:
        return False
    if shown == known:
        return True
    if _SENTENCE.search(line):
        return False
    if len(known) >= _SHORTEST_WHOLE and known in shown:
        more = len(shown) - len(known)
        return more <= _LONGEST_BADGE or _is_continued(line, title, shown, known)
    return len(shown) >= _SHORTEST and (known.startswith(shown) or known.endswith(shown))


def is_title(line: str, title: str) -> bool:
    """Whether the line is the title and nothing else but a label."""
    shown = letters(_LABEL.sub("", simplified(line), count=1))
    return bool(shown) and shown == letters(title)


def _is_continued(line: str, title: str, shown: str, known: str) -> bool:
    """Whether more than a badge stands beside it: the name of the site, or the end of a title cut short."""
    if _CUT_SHORT.search(title):
        return shown.startswith(known)
    at = line.find(title.strip())
    return at >= 0 and _SITE.fullmatch(line, at + len(title.strip())) is not None


def without_title(paragraph: str, title: str) -> str:
    """The first paragraph without the title a template glued to its beginning.

    A sentence may begin with the title's words; glued is only what a dateline, a byline or a space parts from it.
    """
    name = title.strip()
    if len(name) < _SHORTEST_WHOLE or not paragraph.startswith(name):
        return paragraph
    rest = paragraph[len(name) :]
    return rest.strip() if len(rest) >= _SHORTEST_TEXT and _GLUED.match(rest) else paragraph
