"""How fast the detector and the restorer are, and what the detector adds to the reading of clean pages."""

from __future__ import annotations

import contextlib
import dataclasses
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import opencc

from benchmarks.fidelity.own_pages import own_sets
from crawler.extraction.decode import decode
from crawler.extraction.extract import extract
from crawler.extraction.mirrors.restore import restore
from crawler.extraction.mirrors.verdict import Kind, verdict_of
from crawler.items import Capture, ExtractionError
from crawler.sources import ANY_SITE

ROUNDS: Final = 3
EVERY: Final = 3
"""Of the pages that are read for comparison, one in so many."""
Given = TypeVar("Given")
_FIRST: Final = """
import sys, time
text, began = sys.stdin.read(), time.process_time()
from crawler.extraction.mirrors.restore import restore
restore(text)
print(time.process_time() - began)
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Speed:
    """Characters a second: clean simplified text stops at the detector's gate, traditional text is looked at in whole.

    `first_restored` are the seconds the first text costs, with all that is loaded for it; `a_clean_page` are
    milliseconds of the detector on a clean page of the project's own, `share_of_reading` its part of `extract`."""

    detector_on_simplified: float
    detector_on_traditional: float
    detector_on_corrupted: float
    restorer: float
    first_restored: float
    a_clean_page: float
    share_of_reading: float


def speed(simplified: Sequence[str], corrupted: Sequence[str]) -> Speed:
    captures = [page.capture for pages in own_sets().values() for page in pages][::EVERY]
    # what a mirror's page alone needs is loaded here, before anything is timed
    read = [
        (capture, text) for capture in captures if verdict_of(text := _text_of(capture)).kind is Kind.CLEAN
    ]
    captures, pages = [capture for capture, _ in read], [text for _, text in read]
    converter = opencc.OpenCC("s2tw")
    detecting = _seconds(verdict_of, pages)
    reading = _seconds(_read, captures)
    return Speed(
        detector_on_simplified=_a_second(verdict_of, simplified),
        detector_on_traditional=_a_second(verdict_of, [converter.convert(text) for text in simplified]),
        detector_on_corrupted=_a_second(verdict_of, corrupted),
        restorer=_a_second(restore, corrupted[:20]),
        first_restored=_first(corrupted[0]),
        a_clean_page=1000 * detecting / len(pages),
        share_of_reading=detecting / reading,
    )


def _text_of(capture: Capture) -> str:
    return decode(capture.body, capture.header("content-type") or capture.record.content_type).text


def _first(text: str) -> float:
    """In a process of its own, where nothing is loaded yet."""
    command = [sys.executable, "-c", _FIRST]
    return float(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)


def _a_second(work: Callable[[str], object], texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / statistics.median(_seconds(work, texts) for _ in range(ROUNDS))


def _seconds(work: Callable[[Given], object], things: Sequence[Given]) -> float:
    began = time.process_time()
    for thing in things:
        work(thing)
    return time.process_time() - began


def _read(capture: Capture) -> None:
    with contextlib.suppress(ExtractionError):
        extract(capture, ANY_SITE)
