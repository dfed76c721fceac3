"""The lines between a Chinese headline and its text: when, from whom, by whom."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawler.extraction.lines.beside_date import is_beside_date, names_medium, words_of
from crawler.extraction.lines.credits import Credits, publisher_name
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.ui_labels import is_interface
from crawler.extraction.markup.blocks import lines_after, lines_of
from crawler.extraction.names.people import bare_people
from crawler.extraction.text.dates import iso_date

_REACH = 14  # lines under a headline
_LONGEST_FACT = 60
_LONGEST_NAME = 14
_SHORTEST_ACCOUNT = 4  # an account's name beside the date on its own; shorter words are sections, 国内, 图文
_FACTS = (Kind.PUBLISHED, Kind.MODIFIED, Kind.PUBLISHER, Kind.BYLINE, Kind.EDITORS)
_SENTENCE = re.compile("[。，！？；]|今天是|现在是")
_FIGURES = re.compile(r"[\d:：./年月日时分秒\-+]+(?:人?参与|阅读|评论|次|条)*")
_REMARK = re.compile(r"[\[【(（].{1,4}[\])）】]$")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the lines near a headline state."""

    published_at: str | None = None
    publisher: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


def facts_near(heading: HtmlElement, utc_offset: str, sites: Sequence[str] = ()) -> Facts:
    """What the lines under the heading state, and the line above it where these state no date.

    Beside the date a medium needs no label: a word that names one by its ending, or one of `sites`.
    """
    facts = _facts(list(_lines_under(heading)), utc_offset, sites)
    above = _facts(_lines_above(heading), utc_offset, sites)
    if facts.published_at is None and above.published_at:
        return dataclasses.replace(
            facts, published_at=above.published_at, publisher=facts.publisher or above.publisher
        )
    return facts


def _lines_under(heading: HtmlElement) -> Iterator[str]:
    """Until the text begins: at a long line, or at a sentence once the date has been seen.

    Some templates put the lines of date and source into the heading, below the title.
    """
    dated = False
    inside = (line for line in lines_of(heading)[1:] if iso_date(line))
    for line in itertools.islice(itertools.chain(inside, lines_after(heading)), _REACH):
        if len(line) > _LONGEST_FACT and not statements(line):
            return
        yield line
        if dated and _SENTENCE.search(line) and not statements(line):
            return
        dated = dated or iso_date(line) is not None


def _lines_above(heading: HtmlElement) -> list[str]:
    """The last line before the heading inside its own box."""
    above = heading.getprevious()
    found = lines_of(above) if above is not None else []
    return [line for line in found[-1:] if len(line) <= _LONGEST_FACT]


def _facts(found: list[str], utc_offset: str, sites: Sequence[str]) -> Facts:
    said = Credits(utc_offset=utc_offset)
    dated: int | None = None
    labelled = set()
    for at, line in enumerate(found):
        stated = tuple(one for one in statements(line) if one.kind in _FACTS)
        said.add(stated)
        if any(one.kind is not Kind.PUBLISHED for one in stated):
            labelled.add(at)
        if dated is None and _states_date(line):
            dated = at
            said.published_at = said.published_at or iso_date(line, utc_offset)
    beside = [] if dated is None else [dated, dated - 1, dated + 1]
    unlabelled = [found[at] for at in beside if 0 <= at < len(found) and at not in labelled]
    return _completed(said, unlabelled, sites, stands_beside=dated is not None and dated not in labelled)


def _states_date(line: str) -> bool:
    return len(line) <= _LONGEST_FACT and not _SENTENCE.search(line) and iso_date(line) is not None


def _completed(said: Credits, unlabelled: list[str], sites: Sequence[str], *, stands_beside: bool) -> Facts:
    """The facts, with the medium and the people named without a label beside the date."""
    publisher, authors = said.publisher, said.authors
    for at, line in enumerate(unlabelled):
        words = _words(line)
        media = [word for word in words if names_medium(word) or word in sites]
        people = [name for word in words for name in bare_people(word) if word not in media]
        if not media and not people and at == 0 and stands_beside and len(words) == 1:
            media = [word for word in words if len(word) >= _SHORTEST_ACCOUNT]
        if media:
            publisher = publisher or media[0]
            authors = authors or tuple(people)
    return Facts(
        published_at=said.published_at,
        publisher=_without_buttons(publisher),
        byline=said.byline,
        authors=authors,
        editors=said.editors,
    )


def _without_buttons(publisher: str | None) -> str | None:
    """`某某日报 举报` without the labels that stand on the same line."""
    words = (publisher or "").split()
    while len(words) > 1 and (is_interface(words[-1]) or _FIGURES.fullmatch(words[-1])):
        words.pop()
    return " ".join(words) or None


def _words(line: str) -> list[str]:
    if len(line) > _LONGEST_FACT or _SENTENCE.search(line):
        return []
    words = (_REMARK.sub("", word) for word in words_of(line))
    return [
        word
        for word in words
        if 1 < len(word) <= _LONGEST_NAME and not is_beside_date(word) and publisher_name(word)
    ]
