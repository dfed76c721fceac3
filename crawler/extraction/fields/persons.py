"""Who wrote and who edited, as the places of a page name them; the names themselves are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.embedded.article import EmbeddedArticle
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
from crawler.extraction.names.people import bare_people, people, read_byline
from crawler.extraction.names.places import is_medium
from crawler.extraction.names.runs import is_likely_name

_AUTHORS: Final = (
    *(
        "author",
        "article:author",
        "og:article:author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
    ),
    "sailthru.author",
)
_WESTERN_NAME: Final = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){1,4}")

Names = tuple[str, ...]


def byline(stated: Stated, trimmed: TrimmedText, language: str | None) -> Chosen[str]:
    """As printed; where none is, as the page's own record of a Chinese article names them."""
    return first(_bylines(stated, trimmed, chinese=language == "zh"))


def authors(stated: Stated, trimmed: TrimmedText, language: str | None) -> Chosen[Names]:
    """The people of the printed byline; where none is printed, who runs the account, else those the head names.

    Whoever the page names as an editor is no author for being named in its head.
    """
    return first(_authors(stated, trimmed, chinese=language == "zh"))


def editors(stated: Stated, trimmed: TrimmedText) -> Chosen[Names]:
    """The site's own editors stand below the text."""
    return first(_editors(stated, trimmed))


def _bylines(stated: Stated, trimmed: TrimmedText, *, chinese: bool) -> Iterator[Candidate[str]]:
    if stated.selected.byline:
        yield Candidate("selector", stated.selected.byline, " | ".join(stated.selectors.byline))
    for facts in stated.facts:
        if facts.byline:
            yield Candidate(facts.rule, facts.byline, facts.place("byline"))
    if trimmed.byline:
        yield Candidate("text-line", trimmed.byline, place_of_cut(trimmed, "byline"))
    if chinese and stated.carried and stated.carried.byline:
        yield Candidate("embedded", stated.carried.byline, stated.carried.place)


def _authors(stated: Stated, trimmed: TrimmedText, *, chinese: bool) -> Iterator[Candidate[Names]]:
    selected, carried = stated.selected, stated.carried
    if selected.byline:
        yield Candidate("selector", _people(selected.byline), " | ".join(stated.selectors.byline))
    for facts in stated.facts:
        yield Candidate(facts.rule, facts.authors, facts.place("authors"))
    yield Candidate("text-line", trimmed.authors, place_of_cut(trimmed, "byline"))
    embedded = _carried(carried, chinese=chinese) if carried else []
    if chinese:
        yield from embedded
    if carried and carried.account and carried.whole:
        yield Candidate("account", (carried.account,), carried.place)
    if selected.account:
        yield Candidate("account", (selected.account,), " | ".join(stated.selectors.account))
    for account in stated.accounts:
        if all(map(is_likely_name, named := bare_people(account.value))):
            yield Candidate(account.rule, named, account.place)
    edited = {name for one in _editors(stated, trimmed) for name in one.value}
    for one in _in_head(stated, chinese=chinese):
        yield Candidate(one.rule, tuple(name for name in one.value if name not in edited), one.place)
    if not chinese:
        yield from embedded


def _carried(carried: EmbeddedArticle, *, chinese: bool) -> list[Candidate[Names]]:
    byline = carried.byline or ""
    names = _people(byline) if chinese else (byline,) if _WESTERN_NAME.fullmatch(byline) else ()
    return [Candidate("embedded", names, carried.place)]


def _editors(stated: Stated, trimmed: TrimmedText) -> Iterator[Candidate[Names]]:
    yield Candidate("text-line", trimmed.editors, place_of_cut(trimmed, "editors", "byline"))
    for facts in stated.facts:
        yield Candidate(facts.rule, facts.editors, facts.place("editors"))
    if stated.carried:
        yield Candidate("embedded", stated.carried.editors, stated.carried.place)


def _in_head(stated: Stated, *, chinese: bool) -> Iterator[Candidate[Names]]:
    """A site that signs its own pages is no author."""
    named = [Candidate("json-ld", name, json_ld_place("author")) for name in stated.head.names("author")]
    named += [
        Candidate(rule_of_meta(name, stated.head), value, meta_place(name))
        for name, value in stated.head.named(_AUTHORS)
    ]
    found: dict[tuple[str, str], dict[str, None]] = {}
    for one in named:
        if bare(one.value) in stated.own_names or is_medium(one.value) or "://" in one.value:
            continue
        names = _chinese(one.value) if chinese else (one.value,) if _WESTERN_NAME.fullmatch(one.value) else ()
        found.setdefault((one.rule, one.place), {}).update(dict.fromkeys(names))
    return (Candidate(rule, tuple(names), place) for (rule, place), names in found.items())


def _people(byline: str) -> Names:
    read = read_byline(byline)
    return read.people if read else _chinese(byline)


def _chinese(text: str) -> Names:
    return people(text) or bare_people(text)
