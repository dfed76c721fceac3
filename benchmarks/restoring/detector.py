"""What the detector says of documents of which it is known whether they were corrupted."""

from __future__ import annotations

import collections
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from benchmarks.restoring.clean import clean_documents
from benchmarks.restoring.texts import page_of
from crawler.extraction.mirrors.verdict import Kind, verdict_of
from tests.garbling.mirror import Mirror, corrupted
from tests.garbling.spam import Spam

SHARES: Final = (0.05, 0.1, 0.3, 0.6, 1.0)
Confusion = Mapping[str, Mapping[str, int]]
"""By what the documents are, how many the detector took for what."""
Labelled = tuple[str, str]
"""What a document is, and the document."""


def generated(documents: Sequence[str], count: int) -> Iterator[Labelled]:
    """Every second one a page; with all there is in mirrors, drawn by number."""
    for number in range(count):
        draw = random.Random(f"generated {number}")
        share = SHARES[number % len(SHARES)]
        mirror = Mirror(
            seed=number,
            share=share,
            cut_share=draw.choice((0.3, 0.77, 1.0)),
            cuts_mend=draw.random() < 0.5,
            lone_lead=draw.choice(("?", "?", "")),
            spares_white_space=draw.random() < 0.3,
            keeps_private_use=draw.random() < 0.7,
            folds_to_ascii=draw.random() < 0.5,
            damages_markup=draw.random() < 0.7,
            spam=frozenset(kind for kind in Spam if draw.random() < 0.2),
        )
        document = documents[number % len(documents)]
        yield f"corrupted, {share:.0%}", corrupted(_dressed(document, number), mirror).text


def clean(documents: Sequence[str], count: int) -> Iterator[Labelled]:
    """About `count`, of every kind as many, every second one a page."""
    kinds = clean_documents(documents, 0)
    for kind, texts in clean_documents(documents, count // len(kinds)).items():
        yield from ((kind, _dressed(text, number)) for number, text in enumerate(texts))


def confusion(labelled: Sequence[Labelled]) -> Confusion:
    taken: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for what, text in labelled:
        taken[what][verdict_of(text).kind] += 1
    return taken


def false_alarms(table: Confusion) -> int:
    """Clean documents taken for corrupted ones."""
    return sum(row.get(Kind.GARBLED, 0) for what, row in table.items() if not what.startswith("corrupted"))


def _dressed(document: str, number: int) -> str:
    return page_of(document) if number % 2 else document
