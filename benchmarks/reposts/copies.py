"""Copies of an article: one change alone, several together, or the usual ones of a site that reposts."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from benchmarks.reposts import cuts, edits, looks, prose
from benchmarks.reposts.cuts import Passages
from benchmarks.reposts.texts import SHORTEST

Draw = random.Random
NUMBERS: Final = "numbers and days"
PARAGRAPHS: Final = ("paragraphs dropped", "paragraphs reordered")
_NUMBERS_EDITED: Final = 0.02
_MIRROR_EDITED: Final = 0.04
_USUAL: Final = ("headline", "byline", "source and editor", "share and disclaimer", "half-width punctuation")
_ADDED: Final = _USUAL[:-1]
_LAYOUT: Final = ("half-width punctuation", "full-width digits", "line breaks lost", "spaces")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Copy:
    """As `Labelled` has it; `kinds` name the change where there was one, else how many there were."""

    text: str
    title: str
    passages: Passages
    kinds: tuple[str, ...]
    edited: float = 0.0
    flags: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Changes:
    """What is done to a text, in the order it is done: what is taken of it, the wording, then how it looks."""

    cut: tuple[str, float] | None = None
    paragraphs: str | None = None
    edit: tuple[str, float] | None = None
    numbers: bool = False
    mirror: str | None = None
    looks: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Each change by what was done, and by how much of it."""
        named: list[str] = []
        if self.cut:
            named += [f"cut {self.cut[0]}", f"cut by {self.cut[1]:.0%}"]
        if self.edit:
            named += [f"edited {self.edit[0]}", f"edited by {self.edit[1]:.0%}"]
        named += [name for name in (self.paragraphs, NUMBERS if self.numbers else None, self.mirror) if name]
        return (*named, *self.looks)

    def count(self) -> int:
        parts: Iterable[object] = (
            self.cut,
            self.paragraphs,
            self.edit,
            self.numbers,
            self.mirror,
            *self.looks,
        )
        return sum(map(bool, parts))


def any_copy(base: int, bases: Mapping[int, str], title: str, draw: Draw) -> Copy:
    kind = draw.random()
    if kind < 0.06:
        return changed(base, bases, title, draw, Changes(), ("as it is",))
    if kind < 0.16:
        chosen = tuple(name for name in _USUAL if draw.random() < 0.8)
        return changed(base, bases, title, draw, Changes(looks=chosen), ("usual repost",))
    if kind < 0.6:
        changes = _one(bases[base], draw)
        return changed(base, bases, title, draw, changes, changes.names() or ("as it is",))
    changes = _several(bases[base], draw)
    count = changes.count()
    kinds = (f"combined {count}" if count < 5 else "combined 5 or more",) if count > 1 else changes.names()
    return changed(base, bases, title, draw, changes, kinds or ("as it is",))


def in_another_look(base: int, bases: Mapping[int, str], title: str, draw: Draw) -> Copy:
    """The wording whole: a form of which less is kept might be any of its family."""
    chosen = draw.sample(list(looks.LOOKS), draw.randint(0, 2))
    return changed(base, bases, title, draw, Changes(looks=_in_order(chosen)), ("form reposted",))


def compound(
    passages: Passages, bases: Mapping[int, str], title: str, draw: Draw, kind: str, *, keep_title: bool
) -> Copy:
    """Of passages chosen already; one in three looks otherwise too, or has a few characters edited."""
    text, edited = cuts.text_of(passages, bases), 0.0
    if draw.random() < 0.17:
        edited = draw.choice((0.01, 0.03))
        text = edits.characters(text, edited, draw)
    elif draw.random() < 0.2:
        text = looks.LOOKS[draw.choice(list(looks.LOOKS))](text, draw)
    return Copy(
        text=text,
        title=title if keep_title else prose.headline(draw),
        passages=passages,
        kinds=(kind,),
        edited=edited,
    )


def changed(
    base: int, bases: Mapping[int, str], title: str, draw: Draw, changes: Changes, kinds: tuple[str, ...]
) -> Copy:
    passages = _taken(base, bases, changes, draw)
    text, edited = cuts.text_of(passages, bases), 0.0
    if changes.edit:
        name, edited = changes.edit
        text = edits.EDITS[name](text, edited, draw)
    if changes.numbers:
        text = edits.numbers(text, draw)
        edited += _NUMBERS_EDITED
    if changes.mirror:
        text = looks.MIRRORED[changes.mirror](text, draw)
        edited += _MIRROR_EDITED
    for look in changes.looks:
        text = looks.LOOKS[look](text, draw)
    return Copy(
        text=text,
        title=prose.headline(draw) if "headline" in changes.looks else title,
        passages=passages,
        kinds=kinds,
        edited=edited,
        flags=("garbled",) if changes.mirror else (),
    )


def _taken(base: int, bases: Mapping[int, str], changes: Changes, draw: Draw) -> Passages:
    if changes.cut:
        return cuts.cut(base, bases, *changes.cut, draw)
    if changes.paragraphs == PARAGRAPHS[0]:
        return cuts.dropped(base, bases, draw)
    if changes.paragraphs == PARAGRAPHS[1]:
        return cuts.reordered(base, bases, draw)
    return cuts.whole(base, bases)


def _one(text: str, draw: Draw) -> Changes:
    kind = draw.random()
    if kind < 0.35:
        return Changes(cut=_cut(text, draw))
    if kind < 0.6:
        return Changes(edit=_edit(draw))
    if kind < 0.67:
        return Changes(paragraphs=_paragraphs(text, draw))
    if kind < 0.71:
        return Changes(numbers=True)
    if kind < 0.77:
        return Changes(mirror=draw.choice(list(looks.MIRRORED)))
    return Changes(looks=(draw.choice(list(looks.LOOKS)),))


def _several(text: str, draw: Draw) -> Changes:
    mirrored = draw.random() < 0.08
    chosen = draw.sample(_ADDED, draw.randint(0, 3)) + draw.sample(_LAYOUT, draw.choice((0, 0, 1, 1, 2)))
    if not mirrored and draw.random() < 0.2:
        chosen.append(f"script {draw.choice(looks.SCRIPTS)}")
    cut = _cut(text, draw) if draw.random() < 0.45 else None
    return Changes(
        cut=cut,
        paragraphs=_paragraphs(text, draw) if not cut and draw.random() < 0.2 else None,
        edit=_edit(draw) if draw.random() < 0.35 else None,
        numbers=draw.random() < 0.1,
        mirror=draw.choice(list(looks.MIRRORED)) if mirrored else None,
        looks=_in_order(chosen),
    )


def _cut(text: str, draw: Draw) -> tuple[str, float] | None:
    """No more than leaves the least that an article has."""
    shares = [share for share in cuts.SHARES if len(text) * (1 - share) >= SHORTEST]
    return (draw.choice(list(cuts.PLACES)), draw.choice(shares)) if shares else None


def _edit(draw: Draw) -> tuple[str, float]:
    return draw.choice(list(edits.EDITS)), draw.choice(edits.SHARES)


def _paragraphs(text: str, draw: Draw) -> str | None:
    return draw.choice(PARAGRAPHS) if text.count("\n") > 1 else None


def _in_order(chosen: Sequence[str]) -> tuple[str, ...]:
    """Lines are added first, then script, width and layout change for all of them."""
    added = [name for name in _ADDED if name in chosen]
    return (
        *added,
        *[name for name in looks.LOOKS if name in chosen and name not in added and name not in _LAYOUT],
        *[name for name in _LAYOUT if name in chosen],
    )
