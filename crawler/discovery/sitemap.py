"""Sitemaps in all the forms sites serve them in -> entries. Reads bytes, fetches nothing."""

from __future__ import annotations

import dataclasses
import datetime
import html
import io
import re
import zlib
from collections.abc import Iterable
from typing import Final, Literal

from lxml import etree
from w3lib.encoding import html_to_unicode

from crawler.discovery.feed import feed_entries
from crawler.discovery.links import resolved
from crawler.items import ExtractionError

NOT_A_SITEMAP: Final = "not-a-sitemap"
MAX_BYTES: Final = 60_000_000  # https://www.sitemaps.org/protocol.html allows 50 MB, of whichever size

_GZIP: Final = b"\x1f\x8b"
_LAYERS: Final = 3  # gzipped by the site, again by its server, and once more by a proxy
_ROOT: Final = re.compile(
    r"<(?:[A-Za-z][\w.-]*:)?(sitemapindex|urlset|rss|feed|rdf)\b", re.IGNORECASE
)  # the root's prefix may be any
_HTML: Final = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"<\?xml\b[^>]*\?>")
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_NAMED: Final = re.compile(r"&[A-Za-z][A-Za-z0-9]*;")
_NAMES_A_SITEMAP: Final = re.compile(r"sitemap[^/?]*\.(?:xml|txt)(?:\.gz)?(?:\?|$)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?:)?//[^\s<>\"]+|/[^\s<>\"]*", re.IGNORECASE)
_W3C_TIME: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SitemapEntry:
    """A page, or in an index a sitemap: its absolute URL and what is said of it.

    Times are aware, UTC; a day alone is its first moment.
    """

    url: str
    lastmod: datetime.datetime | None = None
    published_at: datetime.datetime | None = None
    title: str = ""
    language: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Sitemap:
    """`index`: the entries are further sitemaps. `urls`: they are pages; in a feed, the newest ones only."""

    kind: Literal["index", "urls"]
    entries: tuple[SitemapEntry, ...]
    is_feed: bool = False


def sitemap_entries(body: bytes, url: str, *, content_type: str = "") -> Sitemap:
    """The entries in the sitemap's order, each URL once; addresses are resolved against `url`.

    Reads XML of sitemaps.org (also broken XML, as far as it goes), Google's news extension, a line a URL, RSS and
    Atom; gzipped or not, whatever the headers say. Raises ExtractionError("not-a-sitemap") for anything else, and
    for XML that declares entities; ExtractionError("too-large") beyond MAX_BYTES.
    """
    body = unzipped(body)
    text = _text(body, content_type)
    root = _ROOT.search(text, 0, 100_000)
    if root is None:
        return _of_lines(text, url)
    page = _HTML.search(text, 0, root.start())
    if page is not None or "<!ENTITY" in text[: root.start()]:
        raise ExtractionError(NOT_A_SITEMAP, f"{url}: {'a page' if page else 'declares entities'}")
    if root[1].lower() in ("rss", "feed", "rdf"):
        return _of_feed(body, url, content_type)
    return _of_xml(text[root.start() :], url)


def unzipped(body: bytes) -> bytes:
    """The bytes under every layer of gzip; of a stream that breaks off, what can be read."""
    for _ in range(_LAYERS):
        if not body.startswith(_GZIP):
            break
        body = _inflated(body)
    return body


def _inflated(body: bytes) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while body.startswith(_GZIP):  # a file may be several streams end to end
        stream = zlib.decompressobj(wbits=31)
        try:
            pieces.append(stream.decompress(body, MAX_BYTES - size + 1))
        except zlib.error:
            break
        size += len(pieces[-1])
        if size > MAX_BYTES:
            raise ExtractionError("too-large", f"more than {MAX_BYTES} bytes unzipped")
        body = stream.unused_data
    return b"".join(pieces)


def _text(body: bytes, content_type: str) -> str:
    if len(body) > MAX_BYTES:
        raise ExtractionError("too-large", f"{len(body)} bytes")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        _, text = html_to_unicode(content_type or None, body, auto_detect_fun=lambda _: "gb18030")
        return text.removeprefix("\ufeff")


def _of_feed(body: bytes, url: str, content_type: str) -> Sitemap:
    try:
        entries = feed_entries(body, url, content_type=content_type)
    except ExtractionError as error:
        raise ExtractionError(NOT_A_SITEMAP, error.detail) from error
    sitemap = _sitemap(
        SitemapEntry(
            url=entry.url, lastmod=entry.updated_at, published_at=entry.published_at, title=entry.title
        )
        for entry in entries
    )
    return dataclasses.replace(sitemap, is_feed=True)


def _of_lines(text: str, base: str) -> Sitemap:
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    addresses = [line for line in lines if _ADDRESS.fullmatch(line)]
    if not addresses or 2 * len(addresses) < len(lines):
        raise ExtractionError(NOT_A_SITEMAP, f"{base}: {text.strip()[:80]!r}")
    targets = (resolved(address, base) for address in addresses)
    return _sitemap(SitemapEntry(url=target) for target in targets if target)


def _of_xml(text: str, base: str) -> Sitemap:
    stream = io.BytesIO(_well_formed(text).encode("utf-8"))
    events = etree.iterparse(
        stream,
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        encoding="utf-8",
    )
    entries: list[SitemapEntry] = []
    names: set[str] = set()
    try:
        for _, element in events:
            name = _local(element)
            if name in ("url", "sitemap"):
                entry = _entry(element, base)
                if entry is not None:
                    entries.append(entry)
                    names.add(name)
                _forget(element)
    except etree.XMLSyntaxError as error:
        if not entries:
            raise ExtractionError(NOT_A_SITEMAP, f"{base}: {error}") from error
    return _sitemap(entries, index=names == {"sitemap"} or (not names and "sitemapindex" in text[:200]))


def _well_formed(text: str) -> str:
    """Without what stops a parser or makes it drop part of an address: a bare & above all."""
    text = _UNREADABLE.sub("", _DECLARATION.sub("", text))
    if "&" not in text:
        return text
    return "".join(
        piece if piece.startswith("<![CDATA[") else _AMPERSAND.sub("&amp;", _NAMED.sub(_character, piece))
        for piece in _CDATA.split(text)
    )


def _character(entity: re.Match[str]) -> str:
    """HTML's names for characters are not XML's; what is neither is a key of an address (`&page;`)."""
    if entity[0] in ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"):
        return entity[0]
    character = html.unescape(entity[0])
    return entity[0] if character.endswith(";") else character


def _entry(element: etree._Element, base: str) -> SitemapEntry | None:
    """A picture's or a video's own `loc` lies deeper and is not meant."""
    said = {_local(child): child.text or "" for child in reversed(element)}
    target = resolved(said.get("loc", ""), base)
    if target is None:
        return None
    news = next((child for child in element if _local(child) == "news"), None)
    told = {} if news is None else {_local(child): child.text or "" for child in news.iter()}
    return SitemapEntry(
        url=target,
        lastmod=_moment(said.get("lastmod", "")),
        published_at=_moment(told.get("publication_date", "")),
        title=" ".join(told.get("title", "").split()),
        language=told.get("language", "").strip(),
    )


def _local(element: etree._Element) -> str:
    """The name without its namespace, whether that is declared or not; "" for comments."""
    tag = element.tag
    return re.split("[}:]", tag)[-1].lower() if isinstance(tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Frees what has been read, so that a huge file needs no huge tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _moment(text: str) -> datetime.datetime | None:
    match = _W3C_TIME.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        moment = datetime.datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=_zone(match[7]))
        return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


def _zone(offset: str | None) -> datetime.timezone:
    if not offset or offset in "Zz":
        return datetime.UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return datetime.timezone(datetime.timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _sitemap(entries: Iterable[SitemapEntry], *, index: bool = False) -> Sitemap:
    """Also a list of pages is an index where every page it names is a sitemap."""
    first: dict[str, SitemapEntry] = {}
    for entry in entries:
        first.setdefault(entry.url, entry)
    each = tuple(first.values())
    index = index or (bool(each) and all(_NAMES_A_SITEMAP.search(entry.url) for entry in each))
    return Sitemap(kind="index" if index else "urls", entries=each)
