"""The lines a reader of a mirror's page sees, spam and all."""

from __future__ import annotations

import html
import re
from typing import Final

from crawler.extraction.formats.kinds import Kind, kind_of
from crawler.extraction.lines.cleaned import clean_lines
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html

_BREAK: Final = re.compile(r"<(?:/?(?:p|div|h[1-6]|li|tr)|br)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")


def shown_lines(page: str) -> list[str]:
    """Of a document of HTML what it shows, of anything else its lines without tags; white space is collapsed."""
    if kind_of(page, "text/plain") is Kind.HTML:
        return clean_lines(lines_of(parse_html(page)))
    return clean_lines(html.unescape(_TAG.sub("", _BREAK.sub("\n", page))).split("\n"))
