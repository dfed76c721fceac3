"""The text of a page made fit for reading: what a mirror did to it told, and undone as far as it can be."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from crawler.extraction.mirrors.annotations import without_false_readings
from crawler.extraction.mirrors.credits import without_mirror
from crawler.extraction.mirrors.restored import Restored
from crawler.extraction.mirrors.scripts import PIECE, simplified_pieces
from crawler.extraction.mirrors.spam import without_spam
from crawler.extraction.mirrors.verdict import Kind, verdict_of
from crawler.extraction.reading import Reading, summed
from crawler.items import Choice, Repair, Said

UNRESTORED: Final = "unrestored"  # the flag of a page whose restoring failed by an error of ours
_MIRRORS: Final = frozenset([Kind.GARBLED, Kind.MIRROR_SPAM])  # others may be sites of their own
_LONGEST_REASON: Final = 400  # a path may be long


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """The text of a page without what a mirror did to it, and what a record must say of it.

    `choice` tells by which signs the page is known for a mirror's; None of a clean page, whose text is as it was.
    """

    text: str
    flags: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    choice: Choice | None = None
    restored: Restored | None = None

    def told_of(self, reading: Reading, url: str | None) -> Reading:
        """The reading of the text, which bears what was found and mended before it was read, and credits no mirror."""
        if self.choice is None:
            return reading
        if self.choice.won.rule in _MIRRORS:
            reading = without_mirror(reading, self.text, url)
        return dataclasses.replace(
            reading,
            flags=(*self.flags, *reading.flags),
            repairs=summed((*self.repairs, *reading.repairs)),
            provenance=(*reading.provenance, self.choice),
            restored=(self.restored,) if self.restored else (),
        )


def mended(text: str) -> Mended:
    """The decoded text of a page, markup and all, as it may be parsed.

    A page that cannot be restored by a fault of ours is read as it stands, flagged, and the reason told.
    """
    verdict = verdict_of(text)
    if verdict.kind is Kind.CLEAN:
        return Mended(text=text)
    text, spam = without_spam(text, verdict)
    text, readings = without_false_readings(text) if verdict.kind is Kind.ANNOTATED else (text, 0)
    restored, failure = _restored(text) if verdict.kind is Kind.GARBLED else (None, "")
    counts = {"mirror-spam-cut": spam, "false-readings-removed": readings}
    return Mended(
        text=restored.text if restored else text,
        flags=(verdict.kind.value, UNRESTORED) if failure else (verdict.kind.value,),
        repairs=_repairs(counts) + _repairs(restored.counts if restored else {}),
        choice=_choice(verdict.kind, verdict.signs, failure),
        restored=restored,
    )


def _restored(text: str) -> tuple[Restored | None, str]:
    """The text restored, or why it could not be."""
    from crawler.extraction.mirrors.restore import restore  # with its tables; clean pages need none of it

    try:
        return _with_simplified_parts(restore(text), text), ""
    except Exception as error:  # noqa: BLE001 - whatever fails in there, the page is not lost; see `mended`
        return None, f"not restored: {type(error).__name__}: {error}"[:_LONGEST_REASON]


def _with_simplified_parts(restored: Restored, text: str) -> Restored:
    """Restored with the parts that were never corrupted as they were, which making traditional text simplified may
    have changed: 著, as in 显著, is both. No part changes its length, so that the places of guesses stay true."""
    from crawler.extraction.mirrors.traditional import made_simplified

    as_written = {made_simplified(piece): piece for piece in sorted(simplified_pieces(text))}
    whole = PIECE.sub(lambda match: as_written.get(match[0], match[0]), restored.text)
    changed = sum(old != new for old, new in zip(restored.text, whole, strict=True))
    if not changed:
        return restored
    left = restored.counts.get("made-simplified", 0) - changed
    counts = {name: n for name, n in {**restored.counts, "made-simplified": left}.items() if n > 0}
    return dataclasses.replace(restored, text=whole, counts=counts)


def _repairs(counts: Mapping[str, int]) -> tuple[Repair, ...]:
    return tuple(Repair(name=name, times=times) for name, times in counts.items() if times)


def _choice(kind: Kind, signs: Mapping[str, int], failure: str) -> Choice:
    found = ", ".join(f"{name} {times}" for name, times in signs.items())
    return Choice(field="flags", won=Said(rule=kind.value, value="; ".join(filter(None, (failure, found)))))
