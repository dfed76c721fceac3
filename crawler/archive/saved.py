"""What a saved page says of itself: its URL, when it was saved, its kind. Names and bytes in, values out."""

from __future__ import annotations

import dataclasses
import datetime
import email.message
import email.parser
import email.policy
import email.utils
import html
import os
import re
from collections.abc import Iterator
from pathlib import PurePath
from unicodedata import category
from urllib.parse import unquote, urljoin, urlsplit

from w3lib.url import safe_url_string

from crawler.archive.sniff import ascii_form, check_html, check_text, is_mhtml
from crawler.items import ExtractionError

MHTML_TYPE = "multipart/related"
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".shtm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".mhtml": MHTML_TYPE,
    ".mht": MHTML_TYPE,
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}
_HTML_SUFFIXES = frozenset(suffix for suffix, media_type in _TYPES.items() if "html" in media_type)

_MARKUP = re.compile(
    rb"<!--(?P<comment>.*?)(?:-->|\Z)"
    rb"|<(?P<unread>script|style|textarea|template)\b[^<>]*(?<!/)>.*?(?:</(?P=unread)\s*>|\Z)"
    rb"|<(?P<tag>link|meta|base)\b(?P<attributes>[^<>]*)>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_COMMENTED_URL = (
    re.compile(rb"saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE),  # Internet Explorer, Chromium, Edge
    re.compile(rb"Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE),
    re.compile(rb"Mirrored from (?:https?://)?(\S+) by HTTrack", re.IGNORECASE),
)
_ENCODED_URL = re.compile(r"https?(?::|%3a)(?:/|%2f){2}", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\s.:/@%]+\.)+[^\s.:/@%]+|localhost|[0-9a-f:.]+", re.IGNORECASE)
_TEMPLATE = re.compile(r"[{}<>]")  # a canonical link that nobody filled in
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_SLASHES_BEFORE_A_PATH = 3
_EARLIEST = datetime.datetime(1990, 1, 1, tzinfo=datetime.UTC)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SavedPage:
    """A saved file as it goes into the archive; `captured_at` is aware, UTC, and never in the future."""

    file_name: str
    url: str | None
    content_type: str
    captured_at: datetime.datetime
    body: bytes


def saved_type(name: str) -> str | None:
    """The media type a file of that name should have, None for names that are not those of saved pages."""
    return _TYPES.get(_suffix(name))


def identify(name: str, body: bytes, *, modified_at: datetime.datetime, now: datetime.datetime) -> SavedPage:
    """Raises ExtractionError where the bytes are not what could be read as a page.

    A page whose name tells nothing must be HTML. What the bytes say counts for more than the name: a
    browser's `.html` that is MHTML inside is MHTML.
    """
    name = printable_name(name)
    named_type = saved_type(name) or "text/html"
    if is_mhtml(body):
        return _identify_mhtml(name, body, modified_at, now)
    if named_type in ("text/plain", "text/markdown"):
        check_text(body)
        url = url_of_name(name)
    else:
        check_html(body)
        named_type = "text/html" if named_type == MHTML_TYPE else named_type
        url = url_of_html(body) or url_of_name(name)
    return SavedPage(
        file_name=name,
        url=url,
        content_type=named_type,
        captured_at=_not_after(now, modified_at),
        body=body,
    )


def url_of_html(body: bytes) -> str | None:
    """The page's own canonical link, else its og:url, else the URL a browser left in a comment.

    A relative link is resolved against the others. A link to the top of a site is passed over: a site that
    puts it on every article would make one page of all of them.
    """
    stated = dict(reversed(list(_stated_urls(ascii_form(body)))))  # of each kind the first counts
    bases = [url for url in map(_absolute, map(stated.get, ("saved", "base", "og", "canonical"))) if url]
    links = (stated[kind] for kind in ("canonical", "og") if kind in stated)
    urls = (_absolute(link, bases[0] if bases else "") for link in links)
    own = next((url for url in urls if url is not None and not _is_top(url)), None)
    return own or _absolute(stated.get("saved"))


def url_of_name(name: str) -> str | None:
    """The URL a file's own name spells, as in `https%3A%2F%2Fhost%2Fpath.html`.

    The suffix belongs to the URL unless the tool that saved the page put it there: `.txt`, `.md` and `.mhtml`
    are always the tool's, `.html` is where it follows a query, a slash or another suffix of a web page.
    """
    name = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    if not _ENCODED_URL.match(name):
        return None
    whole = unquote(name)
    suffix = _suffix(name)
    bare = whole[: len(whole) - len(suffix)]
    path, _, query = bare.partition("?")
    added = suffix in _TYPES and (
        suffix not in _HTML_SUFFIXES
        or bool(query)
        or path.endswith("/")
        or path.count("/") < _SLASHES_BEFORE_A_PATH
        or _suffix(path) in _HTML_SUFFIXES
    )
    return _absolute(bare if added else whole)


def printable_name(name: str) -> str:
    """The name as Unicode without control characters; one that is not UTF-8 is taken for GBK."""
    raw = os.fsencode(name)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return "".join("\N{REPLACEMENT CHARACTER}" if category(each) in _UNPRINTABLE else each for each in text)


def _identify_mhtml(
    name: str, body: bytes, modified_at: datetime.datetime, now: datetime.datetime
) -> SavedPage:
    message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(
        body.lstrip(b"\xef\xbb\xbf \r\n")
    )
    page = _root_part(message)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise ExtractionError("not-html", "no web page among its parts")
    stated = (message["Snapshot-Content-Location"], message["Content-Location"], page["Content-Location"])
    located = next((url for url in map(_location, stated) if url), None)
    return SavedPage(
        file_name=name,
        url=located or url_of_html(content) or url_of_name(name),
        content_type=MHTML_TYPE,
        captured_at=_not_after(now, _stated_date(message) or modified_at, modified_at),
        body=body,
    )


def _root_part(message: email.message.Message) -> email.message.Message | None:
    """The part the container names as its start, else the first web page in it."""
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    start = message.get_param("start")
    return next(
        (part for part in pages if start and part["Content-ID"] == start), pages[0] if pages else None
    )


def _stated_date(message: email.message.Message) -> datetime.datetime | None:
    try:
        stated = email.utils.parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
    aware = stated if stated.tzinfo else stated.replace(tzinfo=datetime.UTC)
    return aware if aware > _EARLIEST else None


def _not_after(now: datetime.datetime, *times: datetime.datetime) -> datetime.datetime:
    """The first of the times that is not in the future, else now."""
    return next((time for time in times if time <= now), now).astimezone(datetime.UTC)


def _location(value: object) -> str | None:
    return _absolute("".join(str(value).split())) if value else None


def _stated_urls(body: bytes) -> Iterator[tuple[str, str]]:
    for markup in _MARKUP.finditer(body):
        if markup["comment"]:
            url = _commented_url(markup["comment"])
            if url is not None:
                yield "saved", url
        elif markup["tag"]:
            link = _link(markup["tag"].lower(), markup["attributes"])
            if link:
                yield link


def _commented_url(comment: bytes) -> str | None:
    for pattern in _COMMENTED_URL:
        found = pattern.search(comment)
        if found:
            url = _text(found[1])
            return url if "://" in url or ":" in url.partition("/")[0] else f"http://{url}"
    return None


def _link(tag: bytes, attributes: bytes) -> tuple[str, str] | None:
    named = {
        key.lower(): double or single or bare for key, double, single, bare in _ATTRIBUTE.findall(attributes)
    }
    if tag == b"base" and named.get(b"href"):
        return "base", _text(named[b"href"])
    if tag == b"link" and b"canonical" in named.get(b"rel", b"").lower().split() and named.get(b"href"):
        return "canonical", _text(named[b"href"])
    prop = (named.get(b"property") or named.get(b"name") or b"").lower()
    if tag == b"meta" and prop == b"og:url" and named.get(b"content"):
        return "og", _text(named[b"content"])
    return None


def _text(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("gb18030", "replace")
    return html.unescape(text).strip()


def _absolute(link: str | None, base: str = "") -> str | None:
    """The URL with what may not stand in one percent-encoded; None if it names no page on the web."""
    if not link or _TEMPLATE.search(link):
        return None
    try:
        url = urljoin(base or "https:", link)
        parts = urlsplit(url)
        safe = safe_url_string(url)
    except ValueError:
        return None
    on_the_web = parts.scheme.lower() in ("http", "https") and _HOST.fullmatch(parts.hostname or "")
    return safe if on_the_web else None


def _is_top(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _suffix(name: str) -> str:
    name = name.lower()
    return PurePath(name[: -len(".gz")] if name.endswith(".gz") else name).suffix
