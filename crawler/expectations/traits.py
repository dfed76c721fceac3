"""What one page shows of the layout it has: where each field was read, and what the text is like."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Final

from crawler.expectations.declared import FIELDS

PLACED: Final = ("title", "published_at", "text")
"""Fields whose place tells one layout from another: every article has them, and the page's furniture holds them."""

GIVEN_WITH_ALL: Final = ("byline", "publisher", "editors")
"""Fields that some sites state of every article; where all pages of such a site lack one, its layout has changed."""

UNSTATED: Final = frozenset({"url", "update-line"})
"""Rules for a date of which the page itself says nothing: the last resort, and not exact."""

MISSING: Final = ""
UNTOLD: Final = "untold"  # filled, and nothing says from where
_SHORTEST_SENTENCE: Final = 12  # characters
_ENDS: Final = ("。", "！", "？", "；", "”", "…", ".", "!", "?", ";", '"')
_NUMBERS = re.compile(r"\[\d{1,9}\]| \+\d{1,9}$|^page \d{1,9} ")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Traits:
    """`places` has a place, or `MISSING`, for each of FIELDS and for the text. `length` is of the text, in characters.
    `prose` is the share of the text that stands in lines that read as sentences: that of navigation is 0."""

    places: Mapping[str, str]
    length: int
    prose: float
    title: str = ""


def traits_of(provenance: Mapping[str, Mapping[str, Any]], filled: Mapping[str, object], text: str) -> Traits:
    """Of an article as it is kept, with provenance of the form `crawler.extraction.provenance` gives it.

    `filled` has the values of FIELDS.
    """
    places = {field: _place(provenance, field) if filled.get(field) else MISSING for field in FIELDS}
    places["text"] = _place(provenance, "text") if text else MISSING
    title = str(filled.get("title") or "")
    return Traits(places=places, length=len(text), prose=prose(text), title=title)


def prose(text: str) -> float:
    """From 0 to 1; 0 for no text."""
    lines = text.split("\n")
    sentences = sum(len(line) for line in lines if _is_sentence(line))
    return sentences / (sum(map(len, lines)) or 1)


def comparable(place: str) -> str:
    """The place without what differs between pages of one layout: which of several like elements it is."""
    return _NUMBERS.sub("", place)


def is_unstated(field: str, place: str) -> bool:
    """Whether a value was found though the page does not state it."""
    return field == "published_at" and place.partition(" ")[0] in UNSTATED


def _place(provenance: Mapping[str, Mapping[str, Any]], field: str) -> str:
    choice = provenance.get(field)
    if choice is None:
        return UNTOLD
    return f"{choice['rule']} {comparable(choice.get('place', ''))}".strip()


def _is_sentence(line: str) -> bool:
    line = line.rstrip()
    return len(line) >= _SHORTEST_SENTENCE and ("。" in line or line.endswith(_ENDS))
