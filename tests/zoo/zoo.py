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

CROWDED = 0.5


@dataclasses.dataclass(frozen=True, kw_only=True)
class ZooPage:
    """`name` is LAYOUT-WRITING; `label` as `python -m benchmarks.fidelity` reads labels."""

    name: str
    body: bytes
    label: dict[str, Any]


@functools.cache
def zoo() -> tuple[ZooPage, ...]:
    """All pages, the same at every call in every process."""
    pages = []
    for layout, writing in pairs():
        name = f"{layout.name}-{writing.name}"
        made = draft(layout, writing)
        page = layout.write(made)
        crowded = not layout.traditional and random.Random(name).random() < CROWDED
        body = (made.room.crowd(page) if crowded else page).encode(layout.encoding, "xmlcharrefreplace")
        label = {**made.label(), "content_type": layout.content_type}
        pages.append(ZooPage(name=name, body=body, label=label))
    return tuple(pages)


def pairs() -> list[tuple[Layout, Writing]]:
    """Those `Layout.only` names, or some drawn by the layout's name: a new layout changes no other page."""
    for module in pkgutil.iter_modules(layouts.__path__):
        importlib.import_module(f"{layouts.__name__}.{module.name}")
    return [(layout, writing) for _, layout in sorted(LAYOUTS.items()) for writing in hand(layout)]


def hand(layout: Layout) -> list[Writing]:
    if layout.only:
        return [writings()[name] for name in layout.only]
    fit = [writing for writing in writings().values() if writing.traditional == layout.traditional]
    return random.Random(layout.name).sample(fit, min(layout.pages, len(fit)))
