"""The rules, in the order they run. Each mends one string, and is idempotent."""

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
class Edit:
    """The characters from `start` to `end` of the string before, and how many stand in their place."""

    start: int
    end: int
    length: int


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What matches `damage` gives way to what `mended` makes of it, which is always something else."""

    name: str
    damage: re.Pattern[str]
    mended: Callable[[str], str]

    def mend(self, text: str) -> tuple[str, list[Edit]]:
        """The text mended, and its edits in their order, one for each place."""
        edits: list[Edit] = []

        def replaced(match: re.Match[str]) -> str:
            new = self.mended(match[0])
            edits.append(Edit(start=match.start(), end=match.end(), length=len(new)))
            return new

        return self.damage.sub(replaced, text), edits


def _nothing(_: str) -> str:
    return ""


def _blank(_: str) -> str:
    return " "


RULES = (
    # typographic entities escaped twice (`&amp;nbsp;` in the page, `&nbsp;` in its text); only those no article
    # writes about: `&lt;` and `&amp;` may be what a text on HTML means to say
    Rule(name="double-escaped", damage=_TYPOGRAPHIC_ENTITY, mended=html.unescape),
    # C0 and C1 other than tab, newline and carriage return
    Rule(name="control-characters", damage=_CONTROL, mended=_nothing),
    # zero-width and direction characters, which break words for search and comparison
    Rule(name="invisible-characters", damage=_INVISIBLE, mended=_nothing),
    # runs of blanks inside a line, left by layout
    Rule(name="blank-runs", damage=_BLANK_RUN, mended=_blank),
)
