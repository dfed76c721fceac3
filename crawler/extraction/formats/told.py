"""How what is no page of HTML was read: for each field which part of it stated the value, and what was cut."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from crawler.extraction.fields.candidates import Candidate, choice, first, place_of_cut
from crawler.extraction.lines.trim import TrimmedText
from crawler.extraction.reading import Reading
from crawler.items import Choice, Said

Stated = Mapping[str, Sequence[Candidate[Any]]]
"""By field what states it beside the lines cut from the text."""

_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "byline": ("byline",),
    "authors": ("byline",),
    "editors": ("editors", "byline"),
    "publisher": ("publisher", "edition"),
    "published_at": ("published",),
    "modified_at": ("modified",),
    "tags": ("keywords",),
}
_FIELDS: Final = ("canonical_url", "site_name", "title", *_CLASSES)


def told(reading: Reading, trimmed: TrimmedText, *, text_as: str, stated: Stated) -> Reading:
    """The reading with its provenance: of each field that has a value, the candidate that is this value won.

    `text_as` is the rule the text was read by.
    """
    text = Choice(field="text", won=Said(rule=text_as, value=""), removed=trimmed.cut)
    return dataclasses.replace(reading, provenance=(text, *_choices(reading, trimmed, stated)))


def _choices(reading: Reading, trimmed: TrimmedText, stated: Stated) -> Iterator[Choice]:
    for field in _FIELDS:
        if value := getattr(reading, field):
            given = [*stated.get(field, ()), *_of_lines(field, trimmed)]
            if told := choice(field, first(given, fits=functools.partial(operator.eq, value))):
                yield told


def _of_lines(field: str, trimmed: TrimmedText) -> Iterator[Candidate[Any]]:
    if value := getattr(trimmed, field, None):
        yield Candidate("text-line", value, place_of_cut(trimmed, *_CLASSES.get(field, ())))
