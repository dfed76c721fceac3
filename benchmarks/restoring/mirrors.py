"""The mirrors that restoring is measured on, each with what is particular to it."""

from __future__ import annotations

import dataclasses
from typing import Final

from benchmarks.restoring.texts import page_of
from tests.garbling.mirror import Corrupted, Mirror, corrupted
from tests.garbling.spam import Spam

USUAL: Final = "30%"
MIRRORS: Final = {
    USUAL: Mirror(),
    "5%": Mirror(share=0.05),
    "60%": Mirror(share=0.6),
    "100%": Mirror(share=1.0),
    "cuts do not mend": Mirror(cuts_mend=False),
    "lone ? dropped": Mirror(lone_lead=""),
    "older decoder": Mirror(lone_lead="", spares_white_space=True),
    "private use stripped": Mirror(keeps_private_use=False),
    "narrow ASCII": Mirror(folds_to_ascii=True),
    "page": Mirror(),
    "page, tags whole": Mirror(damages_markup=False),
    "page with spam": Mirror(spam=frozenset(Spam)),
}
"""By name; those named pages get the text as a page."""


def damaged(name: str, document: str, number: int) -> Corrupted:
    """The document as the mirror of this name has it; another number, other characters with readings."""
    gold = page_of(document) if name.startswith("page") else document
    return corrupted(gold, dataclasses.replace(MIRRORS[name], seed=number))
