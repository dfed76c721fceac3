"""The rules, in the order they run. Each is a pure function of one string, and idempotent."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable

# U+200D between two pictures makes one of them, a family of its members
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TYPOGRAPHIC_ENTITY = re.compile(
    "&(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|quot|hellip|mdash|ndash|middot|bull|times|yen|deg|permil);"
)
_BLANK_RUN = re.compile("[ \u00a0\t]{2,}")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    name: str
    mend: Callable[[str], str]


def without_invisible(text: str) -> str:
    """Zero-width and direction characters, which break words for search and comparison, are dropped."""
    return _INVISIBLE.sub("", text)


def without_control(text: str) -> str:
    """C0 and C1 control characters other than tab, newline and carriage return are dropped."""
    return _CONTROL.sub("", text)


def with_entities_read(text: str) -> str:
    """Typographic entities escaped twice (`&amp;nbsp;` in the page, `&nbsp;` in its text) become characters.

    Only those no article writes about: `&lt;` and `&amp;` may be what a text on HTML means to say.
    """
    return _TYPOGRAPHIC_ENTITY.sub(lambda match: html.unescape(match[0]), text)


def with_single_blanks(text: str) -> str:
    """Runs of blanks inside a line, left by layout, become one."""
    return _BLANK_RUN.sub(" ", text)


RULES = (
    Rule(name="double-escaped", mend=with_entities_read),
    Rule(name="control-characters", mend=without_control),
    Rule(name="invisible-characters", mend=without_invisible),
    Rule(name="blank-runs", mend=with_single_blanks),
)
