"""Whether a page comes from a mirror that corrupts its text, and by which signs."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping

from crawler.extraction.text.garble import is_garbled


class Kind(enum.StrEnum):
    """`garbled` text was made traditional, given readings byte by byte and shifted; `annotated` text only has readings
    beside its words, in a lesson or by a mirror; `mirror-spam` is clean text between a mirror's lists and keywords;
    `mirror-suspect` has the traces of a mirror and no damage."""

    GARBLED = "garbled"
    ANNOTATED = "annotated"
    MIRROR_SPAM = "mirror-spam"
    MIRROR_SUSPECT = "mirror-suspect"
    CLEAN = "clean"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a page is, and the signs that say so by name, each with how often it was found."""

    kind: Kind
    signs: Mapping[str, int]


def verdict_of(text: str) -> Verdict:
    """The verdict on a page, of its decoded text: markup, if it has any, included."""
    return Verdict(kind=Kind.GARBLED if is_garbled(text) else Kind.CLEAN, signs={})
