"""ASCII characters that a lead byte took with it, where what stands around them tells which they were."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.mirrors.traditional import simplified

_TAG: Final = re.compile(r"/?[a-z][a-z0-9]{0,10}(?:\s*/?>|\s+[a-z:-]{1,30}=)|!--", re.IGNORECASE)
_END_OF_VALUE: Final = re.compile(r"\s*/?>|\s+[a-z:-]{1,30}=[\"']", re.IGNORECASE)
_END_OF_STRING: Final = re.compile(r"\s*(?:[}\]:]|,\s*[\"{\[])")
_OPEN_STRING: Final = re.compile(r'"\s*:\s*"[^"]*\Z')
_LONGEST_STRING: Final = 1000
_ENTITY: Final = re.compile(r"(?:nbsp|amp|quot|lt|gt|[lr][ds]quo|[mn]dash|middot|hellip|e[mn]sp|#\d{2,5});")
_CLOSES_BRACKET: Final = re.compile(r"[^()（）\n<>]{1,40}\)")
_OPEN_BRACKET: Final = re.compile(r"[(（][^()（）\n<>]{0,40}\Z")
_LONGEST_BRACKET: Final = 41
_LABEL: Final = re.compile(r"(?:责编|编辑|来源|作者|校对|审核|[初复终]审|监制|摄影|标签)\Z")
_LONGEST_LABEL: Final = 4
_ENDS_SENTENCE: Final = re.compile(r"[。！？…!?][”’』」）)]?\Z")
_BEGINS_LINE: Final = re.compile(r"(?:[^\x00-\x7f０-９]|\Z)")
_BEGINS_LABEL: Final = re.compile(
    r"(?:　　|[（(]?(?:责|責|编|編|来源|來源|作者|记者|記者)[^\s：:。，]{0,3}[：:])"
)


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
    if _CLOSES_BRACKET.match(rest) and not _OPEN_BRACKET.search(written[-_LONGEST_BRACKET:]):
        return "("
    return _parting(written, rest) if quote is None else None


def _parting(written: str, rest: str) -> str | None:
    """The colon of a credit or the end of a line, where nothing else can have stood."""
    if _LABEL.search("".join(map(simplified, written[-_LONGEST_LABEL:]))):
        return ":"
    if _BEGINS_LABEL.match(rest) or (_ENDS_SENTENCE.search(written[-2:]) and _BEGINS_LINE.match(rest)):
        return "\n"
    return None


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
