"""The figures as tables for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.restoring.detector import Confusion, false_alarms
from benchmarks.restoring.scores import BINS, Counts, Score
from benchmarks.restoring.speed import Speed
from crawler.extraction.mirrors.verdict import Kind
from tests.garbling.labels import Damage

COLUMNS: Mapping[Damage, str] = {
    Damage.SHIFTED_EXACT: "shifted",
    Damage.LOST_WITH_READING: "reading",
    Damage.LOST_OF_STOP: "stop",
    Damage.LOST_ONE: "one byte",
    Damage.LOST_BOTH: "both",
    Damage.ASCII_EATEN: "ASCII",
}


def restored(scores: Mapping[str, Mapping[str, Score]]) -> Iterator[str]:
    heads = "".join(f"{head:>17}" for head in (*COLUMNS.values(), "tags"))
    for kind, by_mirror in scores.items():
        yield f"{kind:22}{'characters':>11}{'right':>8}{'damage':>8}{heads}"
        for mirror, one in by_mirror.items():
            cells = (
                "".join(f"{_share(one.recovered, label):>17}" for label in COLUMNS)
                + f"{_cell(*one.tags):>17}"
            )
            right = max(0.0, 1 - one.wrong / one.characters) if one.characters else 1.0
            yield f"{mirror:22}{one.characters:>11,}{right:>8.4f}{_of_all(one.recovered):>8}{cells}"
        yield f"{'sure':22}" + "".join(f"{name:>19}" for name in BINS)
        for mirror, one in by_mirror.items():
            yield f"{mirror:22}" + "".join(f"{_share(one.guessed, name):>19}" for name in BINS)


def unchanged(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield f"{'clean documents':26}{'all':>6}{'as they were: crawled':>24}{'restored, script aside':>25}"
    for kind, of in counts.items():
        yield f"{kind:26}{of['documents']:>6}{of['crawled']:>24}{of['restored']:>25}"


def detector(table: Confusion) -> Iterator[str]:
    yield f"{'taken for':26}" + "".join(f"{kind:>16}" for kind in Kind)
    for what, row in table.items():
        yield f"{what:26}" + "".join(f"{row.get(kind, 0):>16}" for kind in Kind)
    yield f"false alarms: {false_alarms(table)}"


def speed(one: Speed) -> Iterator[str]:
    yield f"detector: {one.detector_on_simplified:,.0f} characters a second of clean simplified text (its gate)"
    yield f"          {one.detector_on_traditional:,.0f} of clean traditional text (the whole of it)"
    yield f"          {one.detector_on_corrupted:,.0f} of corrupted text"
    yield f"          {one.a_clean_page:.3f} ms a page of the zoo, {one.share_of_reading:.2%} of reading it"
    yield f"restorer: {one.restorer:,.0f} characters a second; the first text {one.first_restored:.2f} s"


def _share(counts: Counts, name: str) -> str:
    return _cell(*counts.get(name, (0, 0)))


def _cell(right: int, of: int) -> str:
    return f"{right / of:.3f} of {of:,}" if of else "-"


def _of_all(counts: Counts) -> str:
    right, of = (sum(column) for column in zip((0, 0), *counts.values(), strict=True))
    return f"{right / of:.4f}" if of else "-"
