"""The zoo: pages of our own, each a writing as one kind of Chinese site would print it, with what must be read."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import pkgutil
import random
from typing import Any

from tests.zoo import layouts
from tests.zoo.page import LAYOUTS, Layout, draft
from tests.zoo.writing import Writing, writings

PAGES_PER_LAYOUT = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class ZooPage:
    """`name` is LAYOUT-WRITING; `label` as `python -m benchmarks.fidelity` reads labels."""

    name: str
    body: bytes
    label: dict[str, Any]


@functools.cache
def zoo() -> tuple[ZooPage, ...]:
    """All pages, the same at every call in every process. Each layout has a few writings, each writing many layouts."""
    pages = []
    for at, (layout, writing) in enumerate(pairs()):
        made = draft(layout, writing)
        page = layout.write(made)
        crowded = at % 2 and not layout.traditional
        body = (made.room.crowd(page) if crowded else page).encode(layout.encoding, "xmlcharrefreplace")
        label = {**made.label(), "content_type": layout.content_type}
        pages.append(ZooPage(name=f"{layout.name}-{writing.name}", body=body, label=label))
    return tuple(pages)


def pairs() -> list[tuple[Layout, Writing]]:
    """Writings are dealt like cards, so that all are used about equally; those of `Layout.only` come first."""
    for module in pkgutil.iter_modules(layouts.__path__):
        importlib.import_module(f"{layouts.__name__}.{module.name}")
    decks = {traditional: _Deck(traditional=traditional) for traditional in (False, True)}
    dealt = []
    for name in sorted(LAYOUTS):
        layout = LAYOUTS[name]
        own = [writings()[writing] for writing in layout.only]
        taken = own or decks[layout.traditional].deal(PAGES_PER_LAYOUT)
        dealt += [(layout, writing) for writing in taken]
    return dealt


class _Deck:
    def __init__(self, *, traditional: bool) -> None:
        self._all = [one for one in writings().values() if one.traditional == traditional]
        self._draw = random.Random("zoo")
        self._left: list[Writing] = []

    def deal(self, count: int) -> list[Writing]:
        hand: list[Writing] = []
        while len(hand) < min(count, len(self._all)):
            if not self._left:
                self._left = self._draw.sample(self._all, len(self._all))
            card = self._left.pop()
            if card not in hand:
                hand.append(card)
        return hand
