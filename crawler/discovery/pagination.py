"""The next page of a list, by whatever its pager shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.discovery.pager import Pager, read_pager

_KEYS: Final = re.compile(
    r"(?:i|cur|current|now|c|n)?_?(?:page|paged|pageno|pagenum|pageindex|pagenumber|pageid|pn|pg|p)(?:_?(?:no|num|index|number))?",
    re.IGNORECASE,
)
_OFFSETS: Final = frozenset({"start", "offset", "from", "skip", "begin"})
_SUFFIX: Final = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jspx?)$", re.IGNORECASE)
_INDEX: Final = re.compile(r"(?<=/)(?:index|default)$", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"(?:[_-](?:p|page|pg)?[_-]?|/(?:page|p|index)[/_-]?|/)(\d{1,5})/?$", re.IGNORECASE
)


def next_listing_url(body: bytes, url: str, *, content_type: str = "") -> str | None:
    """The page after this one of the list it shows; None on the last one, and where it shows no pager.

    A page that calls its successor by a word or a script is believed where the successor is on the same host; what
    only has a number or an arrow must be a numbered page of the same list by its address.
    """
    return next_in(read_pager(body, url, content_type=content_type), url)


def next_in(pager: Pager, url: str) -> str | None:
    """As `next_listing_url`, of a pager that was read already."""
    return next((target for target in _candidates(pager, url) if _is_elsewhere_on_host(target, url)), None)


def further_pages(pager: Pager, url: str) -> frozenset[str]:
    """The pages of this same list, but for its first, that the pager leads to."""
    return frozenset(
        target for target in pager.targets if _in_this_list(target, url) and listing_number(target)
    )


def listing_number(url: str) -> int:
    """Which page of a list an address says it is; 0 where it says nothing."""
    return _taken_apart(url)[1] or 0


def same_list(one: str, other: str) -> bool:
    """Whether two addresses differ by nothing but a page's number."""
    return _taken_apart(one)[0] == _taken_apart(other)[0]


def _candidates(pager: Pager, url: str) -> Iterator[str]:
    here = listing_number(url)
    shown = _shown_number(pager, url, here)
    numbered = sorted((number, target) for number, target in pager.numbered if _in_this_list(target, url))
    yield from (target for target in pager.named if _is_ahead(target, url) or _count_down(numbered))
    if pager.scripted:
        yield pager.scripted
    yield from (target for number, target in numbered if number == shown + 1)
    arrows = [
        target for target in pager.arrows if _in_this_list(target, url) and listing_number(target) > here
    ]
    yield from sorted(arrows, key=listing_number)
    if pager.more:
        yield pager.more


def _shown_number(pager: Pager, url: str, here: int) -> int:
    """The number by which the pager calls this page."""
    own = next((number for number, target in pager.numbered if _bare(target) == _bare(url)), None)
    listed = [
        (number, listing_number(target)) for number, target in pager.numbered if _in_this_list(target, url)
    ]
    offset = next((number - counted for number, counted in listed if counted and counted <= number), 0)
    return pager.current or own or (here + offset if here else 1)


def _is_ahead(target: str, url: str) -> bool:
    """A word is believed, unless the address it leads to is an earlier page of the same list."""
    return not _in_this_list(target, url) or _comes_later(target, url) or _has_offset(target)


def _count_down(numbered: list[tuple[int, str]]) -> bool:
    """Whether addresses fall as the numbers shown rise, as those of 博达, whose oldest page is 1.htm."""
    counted = [number for _, target in numbered if (number := listing_number(target))]
    return len(set(counted)) > 1 and counted == sorted(counted, reverse=True)


def _in_this_list(target: str, url: str) -> bool:
    return same_list(target, url) or _extends(target, url)


def _extends(target: str, url: str) -> bool:
    """Whether the target is this address with a number added: `/list/5_2.html` of `/list/5.html`."""
    return _taken_apart(target)[0] == _list_of(url)


def _comes_later(target: str, url: str) -> bool:
    return listing_number(target) > (0 if _extends(target, url) else listing_number(url))


def _is_elsewhere_on_host(target: str, url: str) -> bool:
    one, other = urlsplit(target), urlsplit(url)
    return one.hostname == other.hostname and one.port == other.port and _bare(target) != _bare(url)


def _taken_apart(url: str) -> tuple[str, int | None]:
    """The address without its page's number, and the number."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [value for key, value in pairs if _is_page(key, value)]
    kept = _kept(parts.query)
    path, number = _path_taken_apart(parts.path)
    if numbers:
        return f"{parts.netloc}{path if number is None else _list_path(parts.path)}?{kept}", int(numbers[0])
    return f"{parts.netloc}{path}?{kept}", number


def _path_taken_apart(path: str) -> tuple[str, int | None]:
    stem = _SUFFIX.sub("", path)
    found = _COUNTED.search(stem)
    if found is None or len(found[1]) > 4:
        return _list_path(path), None
    return _list_path(stem[: found.start()] + path[len(stem) :]), int(found[1])


def _list_path(path: str) -> str:
    """The path without its suffix, and without the name a folder's first page has."""
    return _INDEX.sub("", _SUFFIX.sub("", path)).rstrip("/")


def _list_of(url: str) -> str:
    """The address as it is, a first page's name and the suffix left out."""
    parts = urlsplit(url)
    return f"{parts.netloc}{_list_path(parts.path)}?{_kept(parts.query)}"


def _kept(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((key, value) for key, value in pairs if not _is_page(key, value)))


def _is_page(key: str, value: str) -> bool:
    return (
        value.isdecimal()
        and len(value) <= 6
        and (_KEYS.fullmatch(key) is not None or key.lower() in _OFFSETS)
    )


def _has_offset(url: str) -> bool:
    return any(key.lower() in _OFFSETS for key, _ in parse_qsl(urlsplit(url).query))


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{_INDEX.sub('', _SUFFIX.sub('', parts.path))}?{parts.query}"
