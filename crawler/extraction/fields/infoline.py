"""The lines between a Chinese headline and its text: when, from whom, by whom."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.fields.beside_facts import (
    LONGEST_FACT,
    SENTENCE,
    lines_beside,
    named_beside_date,
    named_without_label,
    signed,
    without_buttons,
)
from crawler.extraction.fields.candidates import path_of
from crawler.extraction.lines.beside_date import names_medium
from crawler.extraction.lines.credits import Credits
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.ui_labels import opens_section_after_article
from crawler.extraction.markup.blocks import lines_after, lines_of
from crawler.extraction.text.dates import iso_date, states_only_a_date
from crawler.extraction.text.partial_dates import DayOfYear, date_in_pieces, date_of_short_year, day_of_year

_NEAREST: Final = 3  # lines under a headline that are surely about it
_REACH: Final = 14  # lines under a headline
_LONGEST_LINE: Final = 120  # of facts; a line that is longer is text
_SHORTEST_SENTENCE: Final = 15
_ENDS: Final = ("。", "！", "？", "…", "”", "；")
_FACTS: Final = (Kind.PUBLISHED, Kind.MODIFIED, Kind.PUBLISHER, Kind.EDITION, Kind.BYLINE, Kind.EDITORS)
_FIELDS: Final = ("published_at", "modified_at", "publisher", "byline", "authors", "editors")
_DAY_ALONE: Final = re.compile(
    r"(?:(?:发布|发表|更新|发稿)?(?:时间|日期|于)?[:：]?)\s*\d{1,2}[-/月]\d{1,2}日?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s.*)?"
)
_LONE_LABEL: Final = re.compile(r"(?:文章|新闻|稿件|信息)?(?:来\s*源|稿\s*源)\s*[:：]")
_CHANGED: Final = re.compile(
    r"(?:更新|修改)[^\d\s]{0,6}\s?\d{4}\S{4,8}(?:\s\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_PIECES: Final = 3  # lines a date may be spread over: 2024 | 03/05 | 08:01


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What some lines of a page state, the rule by which these were found, and where each fact stands.

    `published_at` may be `marked` for programs and not shown. `loosely_published_at` is a date that only its place
    makes one: 18-03-08, 2018 03/08. `day` lacks its year. `publisher` may be a word without a label (`unlabelled`).
    """

    rule: str = "line-under-title"
    published_at: str | None = None
    marked: bool = False
    loosely_published_at: str | None = None
    day: DayOfYear | None = None
    modified_at: str | None = None
    publisher: str | None = None
    unlabelled: bool = False
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    places: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def place(self, field: str) -> str:
        return self.places.get(field, "")

    @property
    def dated(self) -> bool:
        return bool(self.published_at or self.loosely_published_at or self.day)


def facts_near(heading: HtmlElement, utc_offset: str, sites: Sequence[str] = ()) -> Facts:
    """What the lines under the heading state, and the line above it where these state no date.

    Beside the date a medium needs no label: a word that names one by its ending, or one of `sites`.
    """
    path, under = path_of(heading), list(_lines_under(heading))
    above = _lines_above(heading)
    if above and _is_date(above[0]) and not any(map(iso_date, under[:_NEAREST])):
        under = [line for line in under if not iso_date(line)]
    facts = facts_of(under, path, utc_offset, sites)
    if facts.published_at is not None:
        return facts
    shown_above = facts_of(above, f"{path} -", utc_offset, sites)
    return completed_by(facts, shown_above) if shown_above.published_at else facts


def _is_date(line: str) -> bool:
    """A day and its time and nothing else; a day alone may be the day of reading."""
    return ":" in line.replace("：", ":") and states_only_a_date(line)


def completed_by(facts: Facts, other: Facts) -> Facts:
    """With the date of the other, and the medium it states where the first states none."""
    taken = ["published_at", *([] if facts.publisher else ["publisher"])]
    places = {**facts.places, **{field: other.places[field] for field in taken if field in other.places}}
    changes = {field: getattr(other, field) for field in taken}
    if not facts.publisher:
        changes["unlabelled"] = other.unlabelled
    return dataclasses.replace(facts, **changes, places=places)


def _lines_under(heading: HtmlElement) -> Iterator[str]:
    """Until the text begins: at a long line, or at a sentence once the date has been seen.

    Some templates put the lines of date and source into the heading, below the title.
    """
    dated, sentences = False, 0
    inside = (line for line in lines_of(heading)[1:] if iso_date(line))
    for line in itertools.islice(itertools.chain(inside, lines_after(heading)), _REACH):
        if (len(line) > LONGEST_FACT and not statements(line)) or opens_section_after_article(line):
            return
        sentences += len(line) >= _SHORTEST_SENTENCE and line.endswith(_ENDS) and not statements(line)
        if sentences > 1:  # one may be the standfirst
            return
        yield line
        if dated and SENTENCE.search(line) and not statements(line):
            return
        dated = dated or iso_date(line) is not None


def _lines_above(heading: HtmlElement) -> list[str]:
    """The last line before the heading inside its own box."""
    above = heading.getprevious()
    found = lines_of(above) if above is not None else []
    return [line for line in found[-1:] if len(line) <= LONGEST_FACT]


def facts_of(
    lines: Iterable[str],
    path: str,
    utc_offset: str,
    sites: Sequence[str] = (),
    *,
    rule: str = "line-under-title",
) -> Facts:
    """What lines state that stand at `path`; the place of a fact tells which of the lines states it."""
    found = _with_values(list(lines))
    labelled = _labelled(found, utc_offset)
    said, dated = labelled.said, labelled.dated
    beside = [] if labelled.shown is None else lines_beside(found, labelled.shown)
    beside = [number for number in beside if 0 <= number < len(found)]
    free = {number: found[number] for number in beside if number not in labelled.numbers}
    publisher, authors = named_without_label(said, free, sites, date_alone=dated not in labelled.numbers)
    if dated is not None:
        authors = authors or named_beside_date(found[dated])
    stating = {number for number in beside if names_medium(found[number])} | labelled.numbers
    authors = authors or signed(found, stating | ({dated} if dated is not None else set()))
    places = {field: f"{path} +{number + 1}" for field, number in labelled.at.items()}
    first = f"{path} +{dated + 1}" if dated is not None else path
    return Facts(
        rule=rule,
        published_at=said.published_at,
        loosely_published_at=None if said.published_at else _loosely_dated(found, utc_offset),
        day=None if said.published_at else _day_of_year(found),
        modified_at=said.modified_at,
        publisher=without_buttons(publisher),
        unlabelled=not labelled.names_medium,
        byline=said.byline,
        authors=authors,
        editors=said.editors,
        places=dict.fromkeys(("publisher", "authors", "published_at"), first) | places,
    )


@dataclasses.dataclass(kw_only=True, slots=True)
class _Labelled:
    """What lines state by their labels: `at` is the line that states a field first, `numbers` are those of labels.

    `dated` is the line of the date, `shown` the first with a date of any kind. `names_medium` tells a medium behind a
    label from one that merely stands there.
    """

    said: Credits
    at: dict[str, int] = dataclasses.field(default_factory=dict)
    numbers: set[int] = dataclasses.field(default_factory=set)
    dated: int | None = None
    shown: int | None = None
    names_medium: bool = False


def _labelled(found: Sequence[str], utc_offset: str) -> _Labelled:
    labelled, standing = _Labelled(said=Credits(utc_offset=utc_offset)), list[tuple[int, Statement]]()
    said = labelled.said
    for number, line in enumerate(found):
        stated = tuple(one for one in statements(line) if one.kind in _FACTS)
        said.add(tuple(one for one in stated if not _is_unlabelled_medium(one)))
        standing += [(number, one) for one in stated if _is_unlabelled_medium(one)]
        if any(one.kind is not Kind.PUBLISHED for one in stated):
            labelled.numbers.add(number)
        if labelled.shown is None and date_of_short_year(line, utc_offset):
            labelled.shown = number
        if labelled.dated is None and _states_date(line):
            labelled.dated = labelled.shown = number
            said.published_at = said.published_at or _published(line, utc_offset, stated)
        labelled.at |= {name: number for name in _FIELDS if name not in labelled.at and getattr(said, name)}
    labelled.names_medium = said.publisher is not None
    for number, medium in standing:  # a medium behind a label counts before one that merely stands there
        said.add((medium,))
        labelled.at.setdefault("publisher", number)
    return labelled


def _with_values(lines: list[str]) -> list[str]:
    """A label that stands alone on its line together with the medium on the next."""
    joined: list[str] = []
    for line in lines:
        if joined and _LONE_LABEL.fullmatch(joined[-1]) and names_medium(line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _is_unlabelled_medium(one: Statement) -> bool:
    return one.kind is Kind.PUBLISHER and one.value == one.printed


def _published(line: str, utc_offset: str, stated: Sequence[Statement]) -> str | None:
    """The date of a line that is not the day of a change: 更新时间：2024-03-05."""
    if any(one.kind is Kind.MODIFIED for one in stated):
        before = re.split("更新|修改|Updated", line, maxsplit=1)[0]
        return iso_date(before, utc_offset)
    return iso_date(_CHANGED.sub("", line), utc_offset) or iso_date(line, utc_offset)


def _states_date(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and not SENTENCE.search(line) and iso_date(line) is not None


def _loosely_dated(lines: Sequence[str], utc_offset: str) -> str | None:
    short = [line for line in lines if len(line) <= LONGEST_FACT and not SENTENCE.search(line)]
    for number, line in enumerate(short):
        spread = " ".join(short[number : number + _PIECES])
        if date := date_of_short_year(line, utc_offset) or date_in_pieces(spread, utc_offset):
            return date
    return None


def _day_of_year(lines: Sequence[str]) -> DayOfYear | None:
    return next((day_of_year(line) for line in lines if _DAY_ALONE.fullmatch(line)), None)
