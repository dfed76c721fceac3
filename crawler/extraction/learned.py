"""What the archive teaches of one site: what so many of its pages share that it is no article's own."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """`lines` are lines of text, as `crawler.extraction.markup.blocks` gives them, that are boilerplate there.

    `stamps` are dates (ISO 8601) the template prints on every page. `version` names the state of the table this was
    read from, "" where nothing is learned.
    """

    lines: frozenset[str] = frozenset()
    stamps: frozenset[str] = frozenset()
    version: str = ""


NOTHING_LEARNED = Learned()
