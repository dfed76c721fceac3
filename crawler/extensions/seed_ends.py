"""What became of the URLs a crawl began with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from scrapy.statscollectors import StatsCollector


def tell_seeds(stats: StatsCollector, ends: Sequence[tuple[str, str]], is_bad: Callable[[str], bool]) -> None:
    """Stats `seeds/<state>`, how many were `reached`, and the first that was not; `ends` are URLs and states."""
    for state, count in Counter(state for _, state in ends).items():
        stats.set_value(f"seeds/{state}", count)
    failed = [(url, state) for url, state in ends if is_bad(state)]
    stats.set_value("seeds/reached", len(ends) - len(failed))
    if failed:
        stats.set_value("seeds/first_failed", " ".join(failed[0]))
