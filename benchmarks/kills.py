"""Kills commands at random moments and prints what that cost: `python -m benchmarks.kills [NAME...]`.

KILLS says how often each is killed (20); the moments come from a fixed seed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.killed_runs import SCENARIOS
from tests.killing import KILLS, killed_often

SEED = 7


def main(names: list[str]) -> None:
    print(
        f"{'command':<16}{'kills':>6}{'lost':>6}{'extra':>6}{'fetched twice':>15}{'seconds':>9}", flush=True
    )
    for scenario in SCENARIOS:
        if names and scenario.name not in names:
            continue
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="shoulu-kills-") as folder:
            outcome = killed_often(scenario, Path(folder), kills=KILLS, seed=SEED)
        counts = outcome.lost.total(), outcome.extra.total(), outcome.fetched_twice.total()
        shown = "".join(f"{count:>{width}}" for count, width in zip(counts, (6, 6, 15), strict=True))
        print(f"{scenario.name:<16}{outcome.kills:>6}{shown}{time.monotonic() - begun:>9.0f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
