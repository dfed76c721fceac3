"""CPU a page of our whole reading, beside trafilatura's with metadata, and where ours goes."""

from __future__ import annotations

import collections
import dataclasses
import functools
import importlib
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import trafilatura
from trafilatura.meta import reset_caches

from benchmarks.fidelity.readers import ours
from crawler.items import Capture

STAGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "decode": (("extract", "decode"),),
    "parse": (("page", "parse_html"),),
    "layouts": (("page", "laid_out"),),
    "head": (("page", "read_head"),),
    "fields": (("page", "read_stated"),),
    "embedded": (("page", "read_carried"),),
    "page kind": (("page", "refuse_impostor"), ("page", "refuse_other_pages")),
    "body": (("page", "read_body"),),
    "trim": (("page", "trim"), ("page", "without_head")),
    "language": (("page", "language_of"),),
    "flags": (("page", "_flags"),),
    "further pages": (("extract", "next_page"), ("extract", "is_continuation")),
}
"""Stage: the functions of crawler.extraction it is made of, as (module that calls it, name there)."""
OTHER = "all else"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cost:
    """Milliseconds of CPU a page, the median of the rounds; `stages` from a further round with a clock in each."""

    pages: int
    ours: float
    trafilatura: float
    ratio: float
    stages: Mapping[str, float]
    not_found: tuple[str, ...]


def measure(captures: Sequence[Capture], rounds: int) -> Cost:
    """In turns, all pages by one and then by the other; the first round is thrown away."""
    _round(captures)
    timed = [_round(captures) for _ in range(rounds)]
    own, bare = (statistics.median(column) for column in zip(*timed, strict=True))
    with clocks() as (spent, not_found):
        began = time.process_time()
        for capture in captures:
            ours(capture)
        whole = time.process_time() - began
    stages = {**spent, OTHER: whole - sum(spent.values())}
    each = 1000 / len(captures)
    return Cost(
        pages=len(captures),
        ours=own * each,
        trafilatura=bare * each,
        ratio=statistics.median(one / other for one, other in timed),
        stages={stage: seconds * each for stage, seconds in stages.items()},
        not_found=not_found,
    )


def _round(captures: Sequence[Capture]) -> tuple[float, float]:
    """Seconds of ours and of trafilatura's over all pages; neither finds in a cache what the other put there."""
    own = _timed(ours, captures)
    bare = _timed(lambda page: trafilatura.bare_extraction(page.body, with_metadata=True), captures)
    return own, bare


def _timed(read: Callable[[Capture], Any], captures: Sequence[Capture]) -> float:
    reset_caches()
    began = time.process_time()
    for capture in captures:
        read(capture)
    return time.process_time() - began


@contextmanager
def clocks() -> Iterator[tuple[Mapping[str, float], tuple[str, ...]]]:
    """Seconds by stage while inside, and the functions no longer there; a stage called by another keeps its time."""
    spent: dict[str, float] = collections.defaultdict(float)
    running: list[float] = []
    replaced: list[tuple[Any, str, Any]] = []
    not_found = []
    for stage, functions in STAGES.items():
        for module_name, name in functions:
            module = importlib.import_module(f"crawler.extraction.{module_name}")
            if hasattr(module, name):
                function = getattr(module, name)
                replaced.append((module, name, function))
                setattr(module, name, _clocked(function, stage, spent, running))
            else:
                not_found.append(f"{module_name}.{name}")
    try:
        yield spent, tuple(not_found)
    finally:
        for module, name, function in replaced:
            setattr(module, name, function)


def _clocked(
    function: Callable[..., Any], stage: str, spent: dict[str, float], running: list[float]
) -> Callable[..., Any]:
    """`running` holds for each stage under way the seconds spent in stages it called."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        running.append(0.0)
        began = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            took = time.process_time() - began
            spent[stage] += took - running.pop()
            if running:
                running[-1] += took

    return call
