"""What mirrors write round and into the text they copy: lists of counties, keywords, empty elements, escapes."""

from __future__ import annotations

from crawler.extraction.mirrors.verdict import Verdict


def without_spam(text: str, verdict: Verdict) -> tuple[str, int]:
    """The decoded text of a page without a mirror's spam, and how many pieces of it were cut.

    For `extract`: of every page whose verdict is not clean, before it is restored and before it is parsed; what is
    cut is counted as `mirror-spam-cut`. A clean page is returned as it is. Nothing a text says itself is cut: names of
    counties in a sentence stay.
    """
    return text, 0
