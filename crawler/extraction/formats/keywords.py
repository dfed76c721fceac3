"""Keywords that stand below a body without a label: a line each, or all on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_LONGEST: Final = 12
_FEWEST_LINES: Final = 3
_FEWEST_ON_A_LINE: Final = 3
_KEYWORD: Final = re.compile(r"[\w·+#&.-]+")
_KEYWORD_LINE: Final = re.compile(r"[\w·+#&.-]+(?: [\w·+#&.-]+)?")
_BETWEEN: Final = re.compile(r"[\s,，、;；|｜/#＃]+")


def keywords_of(lines: Sequence[str], body: str) -> tuple[str, ...]:
    """The keywords these lines are, each once; () when they are text.

    Three lines or more of a word each need no proof. Words on one line are keywords when half of them occur in the
    body, and one or two when all of them do.
    """
    if len(lines) >= _FEWEST_LINES and all(_is_keyword_line(line) for line in lines):
        return tuple(dict.fromkeys(lines))
    found = tuple(dict.fromkeys(word for line in lines for word in _BETWEEN.split(line) if word))
    if not found or not all(len(word) <= _LONGEST and _KEYWORD.fullmatch(word) for word in found):
        return ()
    in_body = sum(word in body for word in found)
    needed = len(found) / 2 if len(found) >= _FEWEST_ON_A_LINE else len(found)
    return found if in_body >= needed else ()


def _is_keyword_line(line: str) -> bool:
    return len(line) <= _LONGEST and _KEYWORD_LINE.fullmatch(line) is not None
