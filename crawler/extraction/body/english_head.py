"""The lines above the text of an English page: its headline again, who wrote it and when."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any, Final

from crawler.extraction.fields.titles import bare
from crawler.extraction.lines.cleaned import clean_lines
from crawler.extraction.lines.trim import TrimmedText
from crawler.extraction.text.dates import iso_date, states_only_a_date

_NAME: Final = r"[A-Z][\w.'’-]*(?:\s+(?:[a-z]{1,3}\s+)?[A-Z][\w.'’-]*){1,3}"
_BYLINE: Final = re.compile(
    rf"[Bb][Yy]:?\s+(?P<names>{_NAME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s*,\s+and\s+){_NAME})*)"
    r"(?P<more>\s*(?:[|•·,–—-]\s*).{1,60})?"
)
_BETWEEN_NAMES: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_ROLE: Final = re.compile(
    r"(?:[\w'’.-]+\s+){0,3}(?:writer|reporter|correspondent|editor|columnist|staff|press|news|reuters|ap|afp)",
    re.IGNORECASE,
)
_DATE_LABEL: Final = re.compile(
    r"(?P<changed>(?:last\s+)?(?:updated|modified)|changed)?(?:(?:first\s+)?(?:published|posted|date))?"
    r"(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
_LONGEST: Final = 120
_MOST_LINES: Final = 5


def without_head(paragraphs: Sequence[str], title: str | None) -> TrimmedText:
    """The text below a byline or a date line at its beginning, and what these say.

    The headline above them goes with them; one that nothing but text follows may be the text's own.
    """
    lines = clean_lines(paragraphs)
    head = TrimmedText(paragraphs=tuple(lines))
    for at, line in enumerate(lines[:_MOST_LINES]):
        if said := _said(line):
            earlier = {name: value for name, value in said.items() if not getattr(head, name)}
            head = dataclasses.replace(head, paragraphs=tuple(lines[at + 1 :]), **earlier)
        elif title is None or bare(line) != bare(title):
            break
    return head


def _said(line: str) -> dict[str, Any]:
    """The fields a line of the head gives; none for a line that may be text."""
    if len(line) > _LONGEST:
        return {}
    label = _DATE_LABEL.match(line)
    if label and states_only_a_date(line[label.end() :]):
        return {"modified_at" if label["changed"] else "published_at": iso_date(line)}
    authors = _signed(line)
    return {"byline": line, "authors": authors} if authors else {}


def _signed(line: str) -> tuple[str, ...]:
    """The people of `By Jane Doe and John Roe, Staff Writers`; () for a line that may be text."""
    found = _BYLINE.fullmatch(line)
    if found is None:
        return ()
    more = (found["more"] or "").strip(" |•·,–—-")
    if more and not _ROLE.fullmatch(more.rstrip("s")) and not states_only_a_date(more):
        return ()
    names = _BETWEEN_NAMES.split(found["names"])
    return tuple(dict.fromkeys(name for name in names if not _ROLE.fullmatch(name)))
