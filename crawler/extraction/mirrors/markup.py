"""ASCII characters that a lead byte took with it, where the markup tells which they were."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"/?[a-z][a-z0-9]{0,10}(?:\s*/?>|\s+[a-z:-]{1,30}=)|!--", re.IGNORECASE)
_END_OF_VALUE: Final = re.compile(r"\s*/?>|\s+[a-z:-]{1,30}=[\"']", re.IGNORECASE)
_END_OF_STRING: Final = re.compile(r"\s*(?:[}\]:]|,\s*[\"{\[])")
_OPEN_STRING: Final = re.compile(r'"\s*:\s*"[^"]*\Z')
_LONGEST_STRING: Final = 1000
_ENTITY: Final = re.compile(r"(?:nbsp|amp|quot|lt|gt|[lr][ds]quo|[mn]dash|middot|hellip|e[mn]sp|#\d{2,5});")
_CLOSES_BRACKET: Final = re.compile(r"[^()（）\n<>]{1,40}\)")


def eaten_character(written: str, rest: str) -> str | None:
    """The character that stood between what is written and the rest, if no other can have; None if it may have been a
    digit, a space or a letter."""
    if _TAG.match(rest):
        return "<"
    quote = _open_quote(written)
    if quote and _END_OF_VALUE.match(rest):
        return quote
    if _ENTITY.match(rest):
        return "&"
    if quote is None and closes_string(written, rest):
        return '"'
    return "(" if _CLOSES_BRACKET.match(rest) else None


def _open_quote(written: str) -> str | None:
    """The mark that the attribute's value began with which is open at the end; None outside a tag."""
    start = written.rfind("<")
    if start < 0 or start < written.rfind(">"):
        return None
    opened = ""
    for character in written[start:]:
        if character in "\"'" and opened in ("", character):
            opened = "" if opened else character
    return opened or None


def closes_string(written: str, rest: str) -> bool:
    """Whether a string of JSON ends there that is still open."""
    return (
        _END_OF_STRING.match(rest) is not None and _OPEN_STRING.search(written[-_LONGEST_STRING:]) is not None
    )
