"""What the values of a page's own record say: lines of markup, one line of a title, a moment of a number."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable
from typing import Any, Final

from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html
from crawler.extraction.text.dates import iso_date

TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ESCAPED_TAG: Final = re.compile(r"&lt;/?[a-z][^<>]*?&gt;", re.IGNORECASE)
_SECONDS: Final = range(946_684_800, 4_102_444_800)  # the years 2000 to 2099


def markup_lines(pieces: Iterable[str]) -> list[str]:
    """The lines of pieces of HTML, each beginning a new one.

    A piece without any tag is plain text, whose line breaks count; one whose tags are escaped is unescaped, once.
    """
    marked = [_marked(piece) for piece in pieces if piece.strip()]
    if not marked:
        return []
    return lines_of(parse_html("<html><body><div>" + "</div><div>".join(marked) + "</div></body></html>"))


def _marked(piece: str) -> str:
    if TAG.search(piece):
        return piece
    if _ESCAPED_TAG.search(piece):
        return html.unescape(piece)
    return piece.replace("\n", "<br>")


def plain(value: Any) -> str | None:
    """One line of text out of a value that may hold tags, entities and line breaks."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(TAG.sub("", value)).split()) or None


def moment(value: Any, utc_offset: str) -> str | None:
    """Seconds since 1970, or milliseconds, as a number or in words; else a date as people write it."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return iso_date(value, utc_offset)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = int(value)
    except (ValueError, OverflowError):  # more digits than any clock has, Infinity, NaN
        return None
    seconds = next((one for one in (seconds, seconds // 1000) if one in _SECONDS), 0)
    zone = datetime.datetime.fromisoformat(f"2000-01-01T00:00:00{utc_offset}").tzinfo
    return datetime.datetime.fromtimestamp(seconds, zone).isoformat() if seconds else None
