"""What an article is about, in the words of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.fields.candidates import (
    Candidate,
    Chosen,
    first,
    json_ld_place,
    meta_place,
    place_of_cut,
)
from crawler.extraction.fields.sites import rule_of_meta
from crawler.extraction.fields.stated import Stated
from crawler.extraction.fields.titles import bare
from crawler.extraction.lines.trim import TrimmedText

_KEYWORDS: Final = ("news_keywords", "keywords")
_MARK: Final = re.compile(r"\s*[,，、;；|]+\s*")
_MOST: Final = 20
_LONGEST: Final = 30
_LEAST_SHARE: Final = (
    0.6  # of the words, those the article has: a site's own words on every page are not its subject
)

Names = tuple[str, ...]


def tags(stated: Stated, trimmed: TrimmedText) -> Chosen[Names]:
    """As readers are shown them, else of the head those that the article bears out."""
    return first(_tags(stated, trimmed))


def _tags(stated: Stated, trimmed: TrimmedText) -> Iterator[Candidate[Names]]:
    if stated.carried:
        yield Candidate("embedded", stated.carried.tags, stated.carried.place)
    yield Candidate("selector", stated.selected.tags, " | ".join(stated.selectors.tags))
    yield Candidate("text-line", trimmed.tags, place_of_cut(trimmed, "keywords"))
    tagged = stated.head.every("article:tag")
    listed_in_one = _listed(tagged[0]) if len(tagged) == 1 else tagged
    yield Candidate("opengraph", tuple(dict.fromkeys(listed_in_one)), meta_place("article:tag"))
    words = "\n".join((stated.title or "", *trimmed.paragraphs)).casefold()
    listed = [Candidate("json-ld", stated.head.listed("keywords"), json_ld_place("keywords"))]
    listed += [
        Candidate(rule_of_meta(name, stated.head), _listed(value), meta_place(name))
        for name, value in stated.head.named(_KEYWORDS)
    ]
    for one in listed:
        yield Candidate(one.rule, _borne_out(one.value, words, stated), one.place)


def _listed(value: str) -> Names:
    return tuple(filter(None, _MARK.split(value)))


def _borne_out(named: Names, words: str, stated: Stated) -> Names:
    """The words but for the title itself and the site's name; () for what could be of any page."""
    title = bare(stated.title or "")
    own = [
        name for name in dict.fromkeys(named) if bare(name) not in stated.own_names and bare(name) != title
    ]
    if not own or len(own) > _MOST or any(len(name) > _LONGEST for name in own):
        return ()
    found = sum(name.casefold() in words for name in own)
    return tuple(own) if found >= _LEAST_SHARE * len(own) else ()
