"""By which exact duplicates are found."""

from __future__ import annotations

import hashlib
import unicodedata


def text_digest(text: str) -> str:
    """SHA-256, 64 hex digits, of the text in NFKC without white space.

    Width of punctuation and line breaks change from site to site; the words do not.
    """
    return hashlib.sha256("".join(unicodedata.normalize("NFKC", text).split()).encode()).hexdigest()
