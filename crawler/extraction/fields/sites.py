"""The names of the site, and the page's own address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from crawler.extraction.fields.candidates import Candidate, Chosen, first, json_ld_place, meta_place
from crawler.extraction.markup.head import Head

_SITES = ("og:site_name", "sitename", "application-name")


def site_names(head: Head, declared: str | None) -> Iterator[Candidate[str]]:
    """As the source is declared, as the head states it."""
    if declared:
        yield Candidate("source", declared)
    for name, value in head.named(_SITES):
        yield Candidate(rule_of_meta(name, head), value, meta_place(name))
    for value in head.names("publisher"):
        yield Candidate("json-ld", value, json_ld_place("publisher"))


def canonical_url(head: Head, url: str | None) -> Chosen[str]:
    """The page's own name for itself, made absolute; nothing that is no web address, or leads to the front page."""
    candidates = []
    if head.canonical_url:
        candidates.append(Candidate("link", head.canonical_url, "link[rel=canonical]"))
    candidates += [
        Candidate(rule_of_meta(name, head), value, meta_place(name))
        for name, value in head.named(("og:url", "url"))
        if name != "url" or head.is_official
    ]
    absolute = [
        Candidate(one.rule, made, one.place) for one in candidates if (made := _absolute(one.value, url))
    ]
    stands = [one for one in absolute if one.rule == "link" or _names_page(one.value, url)]
    return first(stands)


def rule_of_meta(name: str, head: Head) -> str:
    """The rule that read a meta element: by whose set of names it is."""
    if name.startswith(("og:", "article:")):
        return "opengraph"
    return "official-meta" if head.is_official and name in _OFFICIAL else "meta"


_OFFICIAL = frozenset(
    (
        *(
            "sitename",
            "sitedomain",
            "siteidcode",
            "columnname",
            "columndescription",
            "columnkeywords",
            "columntype",
        ),
        *("articletitle", "pubdate", "contentsource", "keywords", "author", "description", "image", "url"),
    )
)


def _absolute(stated: str, url: str | None) -> str | None:
    try:
        absolute = urljoin(url or "", stated)
        is_page = urlsplit(absolute).hostname is not None
    except ValueError:
        return None
    return absolute if is_page and absolute.startswith(("http://", "https://")) else None


def _names_page(stated: str, url: str | None) -> bool:
    """Many templates give the address of the site for that of each of its pages, or leave out what tells them apart."""
    parts, own = urlsplit(stated), urlsplit(url or "")
    if own.query and not parts.query and own.path == parts.path:
        return False
    return parts.path.strip("/") not in ("", "index.html", "index.htm") or bool(parts.query)
