"""The fields of a record, each chosen among all the places of its page that state it, and how each was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from crawler.extraction.body.reader import Body
from crawler.extraction.fields import dates, persons, publishers, subjects
from crawler.extraction.fields.candidates import Candidate, Chosen, choice, first
from crawler.extraction.fields.sites import canonical_url
from crawler.extraction.fields.stated import Stated
from crawler.extraction.fields.titles import is_disputed as is_disputed_title
from crawler.extraction.lines.trim import TrimmedText
from crawler.extraction.reading import Reading
from crawler.items import Choice, Said

_LISTS: Final = frozenset(["authors", "editors", "tags"])


def reading_of(
    stated: Stated, body: Body, trimmed: TrimmedText, *, language: str | None, utc_offset: str | None
) -> Reading:
    """The text with its fields, in `provenance` how they were chosen, and a flag for each that is disputed."""
    chosen = _chosen(stated, trimmed, language, utc_offset)
    values: dict[str, Any] = {
        field: one.value or (() if field in _LISTS else None) for field, one in chosen.items()
    }
    return Reading(
        paragraphs=trimmed.paragraphs,
        language=language,
        flags=tuple(_disputes(chosen, stated)),
        provenance=(_of_text(body, trimmed), *filter(None, map(choice, chosen, chosen.values()))),
        **values,
    )


def _chosen(
    stated: Stated, trimmed: TrimmedText, language: str | None, utc_offset: str | None
) -> dict[str, Chosen[Any]]:
    """By field, in the order of the record."""
    return {
        "canonical_url": canonical_url(stated.head, stated.url),
        "site_name": _site_name(stated, trimmed),
        "title": stated.titles,
        "byline": persons.byline(stated, trimmed, language),
        "authors": persons.authors(stated, trimmed, language),
        "editors": persons.editors(stated, trimmed),
        "publisher": publishers.publisher(stated, trimmed),
        "published_at": dates.published_at(stated, trimmed, utc_offset),
        "modified_at": dates.modified_at(stated, trimmed, utc_offset),
        "tags": subjects.tags(stated, trimmed),
    }


def _site_name(stated: Stated, trimmed: TrimmedText) -> Chosen[str]:
    crumb = [Candidate("text-line", trimmed.site_name, "breadcrumb")] if trimmed.site_name else []
    return first([*stated.sites, *crumb])


def _of_text(body: Body, trimmed: TrimmedText) -> Choice:
    """The text is its own value."""
    won = Said(rule=body.rule, value="", place=body.place)
    return Choice(field="text", won=won, others=body.others, removed=trimmed.cut)


def _disputes(chosen: dict[str, Chosen[Any]], stated: Stated) -> Iterator[str]:
    if is_disputed_title(chosen["title"], stated.own_names):
        yield "disputed-title"
    if publishers.is_disputed(chosen["publisher"]):
        yield "disputed-publisher"
    if dates.is_disputed(chosen["published_at"], stated):
        yield "disputed-date"
