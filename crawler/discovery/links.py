"""Anchors of a page -> links. Reads bytes, fetches nothing."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

import lxml.html
from lxml import etree
from w3lib.encoding import html_to_unicode
from w3lib.url import safe_url_string

from crawler.discovery.scripted_links import SECTION, links_in_json, markup_in_scripts

_STRIPPED = re.compile(r"[\t\n\r]")  # https://url.spec.whatwg.org/#concept-basic-url-parser, step 3
_HOSTLESS = re.compile(r"https?://(?:[/?#]|$)", re.IGNORECASE)  # urljoin would take it for a relative address
_ROOTED = re.compile(
    r"/|https?://[^/]", re.IGNORECASE
)  # of the page's own address only scheme and host matter
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_BYTES_A_WORD = 3
_RECORDS = re.compile(rb"\s*(?:<\?xml[^>]*>)?\s*<datastore\b")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An absolute http or https URL without a fragment, and what the reader of the page saw of it."""

    url: str
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class OpenedPage:
    """A page's tree, the address its own are relative to, and the text with the encoding it was read by."""

    tree: lxml.html.HtmlElement
    base: str
    encoding: str
    text: str


@functools.lru_cache(maxsize=2)  # a listing page is asked for its articles, its lists and what follows it
def page_links(body: bytes, url: str, *, content_type: str = "") -> tuple[Link, ...]:
    """The links of an HTML page in the order they are met, each URL once, with its first non-empty text.

    Those its scripts hold come last. Relative and protocol-relative addresses are resolved against `<base href>`,
    else against `url`. Addresses that lead to no page (javascript:, mailto:, "", "http://[") are left out.
    """
    page = opened(body, url, content_type=content_type)
    if page is None:
        return ()
    texts: dict[str, str] = {}
    for href, text in _all_anchors(page.tree):
        target = resolved(href, page.base, encoding=page.encoding)
        if target:
            texts[target] = texts.get(target) or text
    return tuple(Link(url=target, text=text) for target, text in texts.items())


@functools.lru_cache(maxsize=1)  # its links, its pager and its structure are read one after another
def opened(body: bytes, url: str, *, content_type: str = "") -> OpenedPage | None:
    """The page parsed, to be read and not changed; None for a page without any element.

    Bytes that are UTF-8 are read as such, whatever the headers or the page say: no other encoding looks like it. So
    is GBK where what they say cannot be.
    """
    encoding, text = _decoded(body, content_type)
    tree = _tree(SECTION.sub("", text) if is_record_list(body) else text)
    return (
        None if tree is None else OpenedPage(tree=tree, base=_base(tree, url), encoding=encoding, text=text)
    )


def is_record_list(body: bytes) -> bool:
    """Whether this is a part of a list as 大汉 sends it to its script: XML, the items in it as markup."""
    return _RECORDS.match(body) is not None


def _decoded(body: bytes, content_type: str) -> tuple[str, str]:
    if not body.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return "utf-8", body.decode("utf-8-sig")
    encoding, text = html_to_unicode(content_type or None, body)
    if (encoding == "cp1252" or "\ufffd" in text) and (chinese := _as_chinese(body)) is not None:
        return "gb18030", chinese
    return encoding, text


def _as_chinese(body: bytes) -> str | None:
    """GBK that is declared to be something else: accented letters stand alone, characters in words of several bytes."""
    words = _HIGH_RUN.findall(body)
    if sum(map(len, words)) < _BYTES_A_WORD * len(words):
        return None
    with contextlib.suppress(UnicodeDecodeError):
        return body.decode("gb18030")
    return None


def resolved(href: str, base: str, *, encoding: str = "utf-8") -> str | None:
    """The address as a browser would request it, or None where it leads to no page of its own."""
    href = _STRIPPED.sub("", href).strip()
    if not href or href.startswith("#") or _HOSTLESS.match(href):
        return None
    href = href.replace("\\", "/")
    return _resolved(href, _root(base) if _ROOTED.match(href) else base, encoding)


def _root(url: str) -> str:
    end = url.find("/", url.find("//") + 2)
    return url if end < 0 else url[: end + 1]


@functools.lru_cache(maxsize=4096)  # most links of a page are on every page of its site
def _resolved(href: str, base: str, encoding: str) -> str | None:
    try:
        return _requested(urldefrag(urljoin(base, href)).url, encoding)
    except ValueError:  # "http://[", a port that is no number, a host no IDNA label can hold
        return None


def _requested(target: str, encoding: str) -> str | None:
    parts = urlsplit(target)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    if parts.port is not None and not 0 < parts.port < 65536:
        return None
    # without user and password, which no page is found by, and an archive is passed on
    netloc = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    # the path is escaped as UTF-8, the query as the page is encoded: https://url.spec.whatwg.org/#query-state
    return safe_url_string(urlunsplit(parts._replace(netloc=netloc, path=parts.path or "/")), encoding)


def _tree(page: str) -> lxml.html.HtmlElement | None:
    # as UTF-8 bytes, since lxml refuses text that carries an XML declaration, and libxml2 stops at a NUL
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing in it but white space and comments
        return None


def _base(tree: lxml.html.HtmlElement, url: str) -> str:
    declared = next(iter(tree.xpath("//base/@href")), None)
    return (declared and resolved(str(declared), url)) or url


def _anchors(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for anchor in tree.iter("a", "area"):
        href = anchor.get("href")
        if href is not None:
            text = " ".join(anchor.text_content().split())
            yield str(href), text or _named(anchor)


def _named(anchor: lxml.html.HtmlElement) -> str:
    """What a link without a text of its own is called, as one that is laid over a whole item."""
    return str(anchor.get("title") or anchor.get("alt") or anchor.get("aria-label") or "").strip()


def _all_anchors(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    yield from _anchors(tree)
    for fragment in markup_in_scripts(tree):
        yield from _anchors(fragment)
    yield from ((link.href, link.title) for link in links_in_json(tree))
