"""The further pages of one article: which address is that of the next page, and of which number."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from crawler.discovery.pager import Pager, read_pager
from crawler.items import Capture, Record
from crawler.sources import Source

PAGES_MAX: Final = 50  # of one article
BYTES_MAX: Final = 32 << 20  # of all its further pages, which go to one worker
_OK: Final = 200
_HTML: Final = frozenset({"", "text/html", "application/xhtml+xml"})

PAGE_KEYS: Final = frozenset(
    (
        *("page", "p", "pg", "pn", "pp", "pageno", "page_no", "pagenum", "page_num", "pagenumber", "npage"),
        *("pageindex", "page_index", "pageid", "cpage", "curpage", "currentpage", "current_page", "nowpage"),
        *("pages", "paged", "ipage"),
    )
)
_QUERIED: Final = re.compile(
    rf"[?&;](?:{'|'.join(sorted(PAGE_KEYS))})=(?:\d|all|full|whole)".encode(), re.IGNORECASE
)
_WHOLE: Final = frozenset({"all", "full", "whole", "quanwen"})
_SUFFIX: Final = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jspx?|do|action|cgi|cfm)$", re.IGNORECASE)
_SEPARATORS: Final = r"(?:[_-](?:p|page|pg)?[_-]?|/(?:page|p)[/_-]?|/|\.|[(（]|,)"
_AFTER_STEM: Final = re.compile(rf"{_SEPARATORS}(\d{{1,3}}|all|full|whole|quanwen)[)）]?/?", re.IGNORECASE)
_FIRST_OF_SEVERAL: Final = re.compile(r"^(?P<stem>.*[^/\d])(?P<number>0|1)$")
_INDEX: Final = re.compile(r"(?:index|default)$", re.IGNORECASE)


def continuation_url(
    body: bytes, url: str, source: Source, *, first: str | None = None, content_type: str = ""
) -> str | None:
    """The next page of the article of which this is a page; None on the last, and on an article of one page.

    `first` is the URL of the article's first page, without it the page at hand is the first. Only an address that
    differs from that of the first page by nothing but a page's number counts, and only a higher number than that of
    the page at hand; so the next article never does, and no chain is endless.
    """
    first = first or url
    if not source.continues or not _may_continue(body, first):
        return None
    here = page_number(url, first) or 0.0
    pager = read_pager(body, url, content_type=content_type)
    later = (
        target for target in _candidates(pager, url, first) if _follows(page_number(target, first), here)
    )
    following = next(filter(source.in_scope, later), None)
    return None if following is None else _with_scheme_of(following, url)


def _follows(number: float | None, here: float) -> bool:
    """Whoever has read the pages one by one has no need of the whole text."""
    return number is not None and number > here and not (here and number == math.inf)


def next_page(capture: Capture, source: Source) -> str | None:
    """The page that would follow the last held page of an article; None where that is the last there is."""
    last = capture.continuations[-1] if capture.continuations else capture
    if not capture.record.url or not last.record.url:
        return None
    return continuation_url(
        last.body, last.record.url, source, first=capture.record.url, content_type=_content_type(last)
    )


def with_page(capture: Capture, page: Capture, source: Source) -> Capture | None:
    """The capture with one more page; None for a page that is not the next of its article, as after a redirect."""
    last = capture.continuations[-1] if capture.continuations else capture
    first, before, url = capture.record.url, last.record.url, page.record.url
    if not (first and before and url and source.in_scope(url) and may_be_page(page.record)):
        return None
    here, number = page_number(before, first) or 0, page_number(url, first) or 0
    held = sum(len(each.body) for each in capture.continuations)
    if number <= here or len(capture.continuations) + 1 >= PAGES_MAX or held + len(page.body) > BYTES_MAX:
        return None
    return dataclasses.replace(capture, continuations=(*capture.continuations, page))


def page_number(url: str, first: str) -> float | None:
    """Which page of the article whose first page is `first`; None for a page of another, infinite for the whole text.

    0 for the first page itself. Numbers are those of the address: sites count from 0, from 1 or from 2.
    """
    one, other = urlsplit(first), urlsplit(url)
    if one.hostname != other.hostname or one.port != other.port:
        return None
    queried, path = _numbered_query(one.query, other.query), _numbered_path(one.path, other.path)
    if queried is None or path is None:
        return None
    return max(queried, path) if 0 in (queried, path) else None


def may_be_page(record: Record) -> bool:
    """Whether a record is of a kind that a further page can be read from."""
    media_type = record.content_type.partition(";")[0].strip().lower()
    return record.record_type in ("response", "revisit") and record.status == _OK and media_type in _HTML


def suffix_of(path: str) -> str:
    """`.html`, `.aspx`; "" for a path that ends otherwise."""
    found = _SUFFIX.search(path)
    return found[0] if found else ""


def without_scheme(url: str) -> str:
    """For comparing: without a fragment too."""
    return urlunsplit(urlsplit(url)._replace(scheme="", fragment=""))


def _content_type(capture: Capture) -> str:
    return capture.header("content-type") or capture.record.content_type


def _may_continue(body: bytes, first: str) -> bool:
    """Whether the name of the page, or a page's number in a query, is anywhere in it followed by a number.

    Most pages are no part of a chain, and need not be parsed to know it.
    """
    path = urlsplit(first).path
    if path.endswith("/") or b"createPage" in body or _QUERIED.search(body):
        return True
    name = path.removesuffix(suffix_of(path)).rstrip("/").rpartition("/")[2]
    name = match["stem"] if (match := _FIRST_OF_SEVERAL.match(name)) else name
    if not re.fullmatch(r"[\w.~-]+", name, re.ASCII) or _INDEX.search(name):
        return True
    return re.search(re.escape(name.encode()) + rb"[^\"'<>\s]{0,8}?(?:\d|all|full|whole)", body) is not None


def _candidates(pager: Pager, url: str, first: str) -> Iterator[str]:
    """The likeliest next pages in turn."""
    yield from pager.named
    if pager.scripted:
        yield pager.scripted
    yield from _by_number(pager, url, first)
    yield from sorted(pager.arrows, key=lambda target: page_number(target, first) or 0)
    yield from pager.rest


def _by_number(pager: Pager, url: str, first: str) -> Iterator[str]:
    """The page whose printed number follows that of this page."""
    printed = [(shown, target) for shown, target in pager.numbered if page_number(target, first) is not None]
    here = page_number(url, first) or 0
    own = [shown for shown, target in printed if _same(target, url)]
    offsets = [shown - number for shown, target in printed if (number := page_number(target, first))]
    if own:
        current = own[0]
    elif here == 0:
        current = 1
    elif offsets:
        current = int(here + offsets[0])
    else:
        return
    yield from (target for shown, target in sorted(printed) if shown > current)


def _numbered_path(first: str, other: str) -> float | None:
    """The number by which the path differs; 0 where it does not; None for another path."""
    if first == other or first.rstrip("/") == other.rstrip("/"):
        return 0
    suffix = suffix_of(first)
    if suffix and not other.lower().endswith(suffix.lower()):
        return None
    stem = first.removesuffix(suffix) if suffix else first
    rest = other.removesuffix(other[-len(suffix) :]) if suffix else other
    for base in _stems(stem, suffix):
        if rest.startswith(base) and (found := _AFTER_STEM.fullmatch(rest[len(base) :])):
            return _value(found[1])
    if counted := _FIRST_OF_SEVERAL.match(stem):
        tail = rest.removeprefix(counted["stem"]) if rest.startswith(counted["stem"]) else ""
        if (
            counted["stem"][-1] in "_-"
            and re.fullmatch(r"\d{1,3}", tail)
            and int(tail) > int(counted["number"])
        ):
            return int(tail)
    if stem.endswith("/") and not suffix:
        return _in_folder(stem, other)
    return None


def _stems(stem: str, suffix: str) -> Iterable[str]:
    return (stem,) if suffix else (stem.rstrip("/"),)


def _in_folder(folder: str, other: str) -> float | None:
    """`/a/123/` has its second page at `/a/123/index_1.html` or `/a/123/2.html`."""
    if not other.startswith(folder):
        return None
    name = other.removeprefix(folder)
    found = re.fullmatch(
        r"(?:(?:index|default|page|p)?[_-]?)(\d{1,3})" + _SUFFIX.pattern, name, re.IGNORECASE
    )
    if found:
        return _value(found[1])
    return 0 if re.fullmatch(r"(?:index|default)" + _SUFFIX.pattern, name, re.IGNORECASE) else None


def _numbered_query(first: str, other: str) -> float | None:
    """The number by which the query differs; 0 where it does not; None for another query."""
    one, two = parse_qsl(first, keep_blank_values=True), parse_qsl(other, keep_blank_values=True)
    if sorted(one) == sorted(two):
        return 0
    # a first page's number is 1 or 0 at most: a higher one names the article (`?p=123`) and stays as it is
    kept = {key: value for key, value in one if not _is_page(key, value) or _value(value) > 1}
    rest = {key: value for key, value in two if key in kept or not _is_page(key, value)}
    numbers = [value for key, value in two if key not in kept and _is_page(key, value)]
    before = [value for key, value in one if key not in kept]
    if kept != rest or len(numbers) > 1:
        return None
    number, ahead = _value(numbers[0]) if numbers else 0, _value(before[0]) if before else 0
    return 0 if number == ahead or not number else number


def _is_page(key: str, value: str) -> bool:
    return key.lower() in PAGE_KEYS and (value.lower() in _WHOLE or (value.isdecimal() and len(value) <= 3))


def _value(number: str) -> float:
    return math.inf if number.lower() in _WHOLE else int(number)


def _same(one: str, other: str) -> bool:
    return without_scheme(one) == without_scheme(other)


def _with_scheme_of(url: str, page: str) -> str:
    """A site served by both schemes names either in its links; a chain keeps to one."""
    return urlunsplit(urlsplit(url)._replace(scheme=urlsplit(page).scheme))
