"""Whether a page comes from a mirror that corrupts its text, and by which signs."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Final

from crawler.extraction.mirrors.annotations import (
    NO_ANNOTATIONS,
    Annotations,
    annotations_in,
    are_examples,
    is_about_readings,
)
from crawler.extraction.mirrors.damage import NO_DAMAGE, Damage, damage_in
from crawler.extraction.mirrors.evidence import Evidence
from crawler.extraction.mirrors.gate import glance_at
from crawler.extraction.mirrors.scripts import script_of, without_simplified
from crawler.extraction.mirrors.spam_lists import NO_SPAM, Spam, spam_in

_FEWEST_ANNOTATIONS: Final = 3


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


_CLEAN: Final = Verdict(kind=Kind.CLEAN, signs={})


def verdict_of(text: str) -> Verdict:
    """The verdict on a page, of its decoded text: markup, if it has any, included.

    A text without any sign costs a hundredth of a millisecond, a page of 100 KB two tenths of one.
    """
    glance = glance_at(text)
    if glance is None:
        return _CLEAN
    annotations = annotations_in(text) if glance.readings else NO_ANNOTATIONS
    damage = damage_in(text) if glance.readings or glance.damage else NO_DAMAGE
    is_suspect = bool(annotations.count or damage.places)
    spam = spam_in(text) if is_suspect or glance.spam else NO_SPAM
    if is_suspect or glance.traditional:
        evidence = _evidence(spam.taken_out_of(text), annotations, damage)
    else:
        evidence = Evidence()
    kind = _kind(text, evidence, spam)
    return (
        Verdict(kind=kind, signs={**evidence.signs(), **spam.signs()}) if kind is not Kind.CLEAN else _CLEAN
    )


def _evidence(text: str, annotations: Annotations, damage: Damage) -> Evidence:
    script, prose = script_of(text), 0
    if script.is_mixed and (annotations.count or damage.places):
        text, prose = without_simplified(text)
        script = script_of(text)
    if not damage.places and script.is_perhaps_converted:
        damage = damage_in(text, anywhere=True)
    return Evidence(
        annotations=annotations,
        damage=damage,
        script=script,
        prose_elsewhere=prose,
        always_annotated=annotations.share_annotated(text),
        quotes_as_in_taiwan="「" in text,
        is_about_readings=bool(annotations.count) and is_about_readings(text),
    )


def _kind(text: str, evidence: Evidence, spam: Spam) -> Kind:
    if evidence.is_garbled:
        return Kind.GARBLED
    if _is_annotated(text, evidence):
        return Kind.ANNOTATED
    if spam.is_a_mirror_s:
        return Kind.MIRROR_SPAM
    return Kind.MIRROR_SUSPECT if evidence.script.is_converted_one_to_one else Kind.CLEAN


def _is_annotated(text: str, evidence: Evidence) -> bool:
    """Whether readings are what the text is about or what a mirror wrote, and no gloss on a name or two."""
    annotations = evidence.annotations
    if annotations.distinct < _FEWEST_ANNOTATIONS or are_examples(text, _FEWEST_ANNOTATIONS):
        return False
    return is_about_readings(text) or not annotations.are_of_names(script_of(text).han)
