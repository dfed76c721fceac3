"""What the bytes of a saved file are, whatever its name says."""

from __future__ import annotations

import codecs
import json
import re

from crawler.items import ExtractionError

_SAMPLE_BYTES = 65_536
_CONTROL_SHARE = 0.02  # random bytes have about a tenth of them, text in any encoding next to none

_MAGIC = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"RIFF": "RIFF image, sound or film",
    b"PK\x03\x04": "ZIP file (or an office document)",
    b"Rar!": "RAR file",
    b"7z\xbc\xaf": "7z file",
    b"\xfd7zXZ": "xz file",
    b"BZh": "bzip2 file",
    b"\x28\xb5\x2f\xfd": "Zstandard file",
    b"\x1f\x8b": "gzip inside gzip",
    b"\xd0\xcf\x11\xe0": "old office document",
    b"SQLite format 3": "SQLite database",
    b"\x7fELF": "program",
    b"bplist00": "Safari web archive",
    b"ITSF": "compiled help file",
}
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF16_WITHOUT_BOM = re.compile(rb"\s{0,8}(?:<\x00[!a-zA-Z?]\x00|\x00<\x00[!a-zA-Z?])")
_CONTROL = bytes(sorted(set(range(32)) - set(b"\t\n\r\f\x1b"))) + b"\x7f"  # escape begins a turn of ISO-2022
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|link|article|section|main|header|div|p|span|br|h[1-6]|a|b|i|u|em"
    rb"|strong|font|center|table|tr|td|th|tbody|ul|ol|li|dl|img|pre|blockquote|form|frameset|iframe)\b"
    rb"|&lt;/?(?:html|body|div|p|br|span)\b",
    re.IGNORECASE,
)
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|svg|opml)\b", re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MIME_START = re.compile(rb"[A-Za-z][A-Za-z-]*:[ \t]")
_MIME_TYPE = re.compile(
    rb"^content-type:\s*multipart/|^content-type:\s*text/html\b(?=.*^content-transfer-encoding:)"
    rb"|^content-transfer-encoding:(?=.*^content-type:\s*text/html\b)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


def is_mhtml(body: bytes) -> bool:
    """Whether the body begins with a mail-like header that announces parts, or one web page encoded as mail.

    Browsers save a whole page like that; Internet Explorer the latter, where the page had no pictures.
    """
    header = _HEADER_END.split(body[:_SAMPLE_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n"), maxsplit=1)[0]
    return _MIME_START.match(header) is not None and _MIME_TYPE.search(header) is not None


def starts_as_html(head: bytes) -> bool:
    """Whether a file of unknown name is a web page: it says so in its first tag."""
    return _HTML_START.match(ascii_form(head)) is not None


def check_text(body: bytes) -> None:
    """Raises ExtractionError `empty` or `binary` where there is no text to read."""
    if not body.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xfe\xff"):
        detail = f"{len(body)} bytes, all of them blank" if body else "0 bytes"
        raise ExtractionError("empty", detail)
    for magic, kind in _MAGIC.items():
        if body.startswith(magic):
            raise ExtractionError("binary", kind)
    if not _is_utf16(body):
        sample = body[:_SAMPLE_BYTES]
        control = len(sample) - len(sample.translate(None, _CONTROL))
        if control > _CONTROL_SHARE * len(sample):
            raise ExtractionError("binary", f"{control} control characters in the first {len(sample)} bytes")


def check_html(body: bytes) -> None:
    """Raises ExtractionError `empty`, `binary` or `not-html`."""
    check_text(body)
    text = ascii_form(body)
    if _is_json(text):
        raise ExtractionError("not-html", "JSON")
    first_tag = _TAG.search(text)
    if first_tag is None:
        raise ExtractionError("not-html", "no HTML tag in it")
    feed = _FEED.search(text, 0, 1000)
    if feed is not None and feed.start() < first_tag.start() and not starts_as_html(body):
        raise ExtractionError("not-html", f"XML <{feed.group()[1:].decode().lower()}>")


def _is_utf16(body: bytes) -> bool:
    return body.startswith(_BOMS[1:]) or _UTF16_WITHOUT_BOM.match(body) is not None


def ascii_form(body: bytes) -> bytes:
    """The body in an encoding where tags are ASCII: UTF-16 becomes UTF-8, all else is left as it is."""
    if body.startswith(_BOMS[1:]):
        return body.decode("utf-16", "replace").encode()
    if _UTF16_WITHOUT_BOM.match(body):
        return body.decode("utf-16-be" if body.lstrip()[:1] == b"\0" else "utf-16-le", "replace").encode()
    return body


def _is_json(text: bytes) -> bool:
    if text.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(text.decode("utf-8", "replace").lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True
