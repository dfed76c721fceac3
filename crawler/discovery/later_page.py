"""A further page of an article, met alone, as by a link: its text is in the record of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.discovery.continuation import PAGE_KEYS, continuation_url, page_number, suffix_of, without_scheme
from crawler.discovery.links import OpenedPage, opened, resolved
from crawler.sources import Source

_NUMBERED: Final = re.compile(
    r"^(?P<stem>.*?[^/])(?:[_-](?:p|page|pg)?[_-]?|/(?:page|p)[/_-]?|/)(?P<number>\d{1,3})/?$", re.IGNORECASE
)
_DAY: Final = re.compile(r"/\d{4}/\d{1,2}(?:/\d{1,2})?/?$")
_THREAD: Final = re.compile(r"-(?P<number>\d{1,3})(?P<end>-\d{1,2}\.\w+)$")  # Discuz: thread-7-2-1.html
_ARTICLE_OF_A_FOLDER: Final = re.compile(r"/\d+(?:\.\w+)?/?$")  # /news/12, between /news/11 and /news/13
_BACK: Final = re.compile(
    r"[\W_]*(?:第?\s*(?:\d{1,3}|一)\s*[页頁]?|[上前]一?[页頁]|prev(?:ious)?(?:\s*page)?)?[\W_]*",
    re.IGNORECASE,
)  # or an arrow
_HOME: Final = re.compile(r"[\W_]*(?:首[页頁]|first(?:\s*page)?)[\W_]*", re.IGNORECASE)
_SCRIPTED: Final = re.compile(
    r"""createPage\w*\s*\(\s*["']?\d+["']?\s*,\s*["']?(?P<number>\d+)["']?\s*,\s*["'](?P<name>[^"']+)["']"""
)


def is_continuation(body: bytes, url: str, source: Source, *, content_type: str = "") -> bool:
    """Whether its address is that of a further page, and the page leads back to an earlier one or on to a later.

    So an article of a number and the first page of several are none. A list's further page is one by this alone.
    A last page that leads nowhere cannot be told from an article.
    """
    firsts = tuple(first_pages(url)) if source.continues else ()
    page = opened(body, url, content_type=content_type) if firsts else None
    if page is None:
        return False
    return (
        _counts_itself_later(page, url)
        or any(
            _leads_back(link, target) and _is_before(target, url, firsts)
            for link in page.tree.iter("a", "link")
            if (target := _target(link, page))
        )
        or any(
            continuation_url(body, url, source, first=first, content_type=content_type)
            for first in firsts
            if (page_number(url, first) or 0) > 1 and not _ARTICLE_OF_A_FOLDER.search(urlsplit(url).path)
        )
    )


def _is_before(target: str, url: str, firsts: tuple[str, ...]) -> bool:
    """Whether it is the first page, or one between that and the page at hand."""
    if without_scheme(target) in map(without_scheme, firsts):
        return True
    if _ARTICLE_OF_A_FOLDER.search(urlsplit(url).path):
        return False
    return any(0 < (page_number(target, first) or 0) < (page_number(url, first) or 0) for first in firsts)


def first_pages(url: str) -> Iterator[str]:
    """The addresses the first page may have, where the address may be that of a further one."""
    candidates = (*_with_another_query(url), *_with_another_name(url))
    yield from (each for each in candidates if (page_number(url, each) or 0) > 0)
    parts = urlsplit(url)
    if (thread := _THREAD.search(parts.path)) and int(thread["number"]) > 1:
        path = f"{parts.path[: thread.start()]}-1{thread['end']}"
        yield urlunsplit(parts._replace(path=path))


def _with_another_query(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if parts.path in ("", "/") and len(pairs) == 1:  # WordPress names a post by ?p=118
        return
    for name, value in pairs:
        if name.lower() in PAGE_KEYS and value.isdecimal() and len(value) <= 3:
            rest = [pair for pair in pairs if pair[0] != name]
            begun = [(key, "1" if key == name else kept) for key, kept in pairs]
            yield from (urlunsplit(parts._replace(query=urlencode(query))) for query in (rest, begun))


def _with_another_name(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    suffix = suffix_of(parts.path)
    bare = parts.path.removesuffix(suffix)
    numbered = _NUMBERED.match(bare)
    if numbered is None or not int(numbered["number"]) or _DAY.search(bare):
        return
    ends = (suffix, "/", f"/index{suffix}") if suffix else ("", "/")
    names = [numbered["stem"] + end for end in ends]
    before = bare[: numbered.start("number")]
    if before.endswith(("_", "-")):
        names += [f"{before}{number}{suffix}" for number in (0, 1)]
    yield from (urlunsplit(parts._replace(path=name)) for name in names)


def _target(link: HtmlElement, page: OpenedPage) -> str | None:
    return resolved(str(link.get("href", "")), page.base, encoding=page.encoding)


def _leads_back(link: HtmlElement, target: str) -> bool:
    """By its relation to the page, or by its words. 首页 is on many sites the home page of a channel, a folder."""
    if set(str(link.get("rel", "")).lower().split()) & {"prev", "canonical"}:
        return True
    words = str(link.text_content()).strip()
    if link.tag != "a" or not words:
        return False
    is_folder = urlsplit(target).path.endswith("/")
    return _BACK.fullmatch(words) is not None or (not is_folder and _HOME.fullmatch(words) is not None)


def _counts_itself_later(page: OpenedPage, url: str) -> bool:
    """By the pager script of TRS: `createPageHTML(3, 1, "t20240305_118", "shtml")` on its second page, _1."""
    name = urlsplit(url).path.rpartition("/")[2]
    calls = _SCRIPTED.finditer(page.text)
    return any(name.startswith(f"{call['name']}_{call['number']}.") for call in calls if int(call["number"]))
