"""What kind of thing a body is, before anybody reads it."""

from __future__ import annotations

import enum
import re

from crawler.extraction.formats.jekyll import is_jekyll
from crawler.items import ExtractionError

_SIGNATURES = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF",
    b"PK\x03\x04": "ZIP",
    b"\x1f\x8b\x08": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\xd0\xcf\x11\xe0": "OLE",
    b"\x7fELF": "ELF",
    b"MZ\x90": "EXE",
    b"ID3": "MP3",
    b"OggS": "Ogg",
    b"wOFF": "WOFF",
    b"wOF2": "WOFF",
    b"SQLite format 3": "SQLite",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x00\x00\x00\x18ftyp": "MP4",
    b"\x00\x00\x00 ftyp": "MP4",
}
_SAMPLE = 4096
_NOISE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_MOST_NOISE = 0.05  # of a sample's characters
_HTML_DOCUMENT = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b", re.IGNORECASE)


class Kind(enum.Enum):
    HTML = "html"
    JEKYLL = "jekyll"
    PLAIN = "plain"


def kind_of(text: str, content_type: str) -> Kind:
    """A document of HTML is HTML whatever it is said to be; else front matter and the media type decide."""
    media_type = content_type.partition(";")[0].strip().lower()
    if _HTML_DOCUMENT.search(text[:_SAMPLE]):
        return Kind.JEKYLL if media_type == "text/markdown" or is_jekyll(text) else Kind.HTML
    if media_type == "text/markdown" or is_jekyll(text):
        return Kind.JEKYLL
    return Kind.PLAIN if media_type == "text/plain" else Kind.HTML


def refuse_binary(body: bytes) -> None:
    """Raises ExtractionError: `empty`, or `binary` with the name of the format that the first bytes tell."""
    if not body.strip(b" \t\r\n\f\x00\xef\xbb\xbf"):
        raise ExtractionError("empty")
    for signature, name in _SIGNATURES.items():
        if body.startswith(signature):
            raise ExtractionError("binary", name)


def refuse_noise(text: str) -> None:
    """Raises ExtractionError(`binary`) for what was no text before it was decoded."""
    sample = text[:_SAMPLE]
    if len(_NOISE.findall(sample)) > _MOST_NOISE * len(sample):
        raise ExtractionError("binary", "control characters")
