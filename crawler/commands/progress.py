"""Progress of long work on standard error: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

SECONDS_BETWEEN_LINES = 10.0

Advance = Callable[[int], None]


@contextlib.contextmanager
def progress(doing: str, total: int, unit: str = "pages") -> Iterator[Advance]:
    """Yields a function to call with how many more are done; `total` is 0 where it is not known."""
    if sys.stderr.isatty():
        with _bar(doing, total, unit) as advance:
            yield advance
    else:
        with _lines(doing, total, unit) as advance:
            yield advance


@contextlib.contextmanager
def _bar(doing: str, total: int, unit: str) -> Iterator[Advance]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(doing, total=total or None)
        yield lambda count: bars.advance(task, count)


@contextlib.contextmanager
def _lines(doing: str, total: int, unit: str) -> Iterator[Advance]:
    began = told = time.monotonic()
    done = 0

    def tell(now: float) -> None:
        of_total = f" of {total:,}" if total else ""
        speed = done / (now - began) if now > began else 0.0
        print(f"{doing}: {done:,}{of_total} {unit}, {speed:.1f} a second", file=sys.stderr, flush=True)

    def advance(count: int) -> None:
        nonlocal done, told
        done += count
        now = time.monotonic()
        if now - told >= SECONDS_BETWEEN_LINES:
            told = now
            tell(now)

    try:
        yield advance
    finally:
        tell(time.monotonic())
