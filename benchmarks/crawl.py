"""Speed, memory and stalls of a full crawl, over the loopback site of 12,000 pages.

    python -m benchmarks.crawl                          ratios of speeds, interleaved, median of 3
    python -m benchmarks.crawl --pages 12000 --rounds 1
    python -m benchmarks.crawl --memory                 peak memory at 2,000 and 12,000 pages

full      archive, extraction, repair, duplicates and store, WORKERS=2
ceiling   the same spider and archive with no pipelines
inline    plain Scrapy, no archive; a pipeline that calls trafilatura.bare_extraction(html, with_metadata=True)
bare      plain Scrapy, no archive, no pipeline

Politeness is off, concurrency 16. The server runs in a process of its own, and shares the machine. Seconds are
from the spider's opening to its closing. "late" is how late a heartbeat of 5 ms comes in the event loop, "stall"
the same without the time for which the machine had no processor free, as on two cores shared with the workers.
Machines are noisy: trust the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.one_crawl import CONCURRENCY, SIDES
from benchmarks.reparse import Samples
from tests.sites import bulk
from tests.sites.server import serving

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
PAGES_FOR_MEMORY = (2_000, 12_000)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2_000, help="a multiple of 100 (default 2000)")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds (default 3)")
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=SIDES)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
    elif options.memory:
        memory()
    else:
        speed(options.pages, options.rounds, options.sides)


def speed(pages: int, rounds: int, sides: list[str]) -> None:
    with server() as proxies:
        taken = [{side: crawl(side, pages, proxies) for side in sides} for _ in range(rounds)]
    print(
        f"pages {pages}, WORKERS={WORKERS}, concurrency {CONCURRENCY}, median of {rounds} interleaved rounds"
    )
    print(f"{'':10}{'seconds':>9}{'pages/s':>9}{'full is':>9}   stall ms p50/p99/max   late ms p50/p99/max")
    for side in sides:
        figures = {key: statistics.median(one[side][key] for one in taken) for key in taken[0][side]}
        ratios = [one[side]["seconds"] / one["full"]["seconds"] for one in taken if "full" in one]
        ratio = f"{statistics.median(ratios):8.2f}x" if ratios else ""
        lag = "   ".join(
            "/".join(f"{figures[f'{name}_{key}']:.1f}" for key in ("p50", "p99", "max"))
            for name in ("stall", "late")
        )
        print(f"{side:10}{figures['seconds']:9.2f}{pages / figures['seconds']:9.1f}{ratio:>9}   {lag}")


def crawl(side: str, pages: int, proxies: dict[str, str]) -> dict[str, float]:
    """The figures of one crawl in a process and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="crawl-") as folder:
        process = started(side, pages, proxies, Path(folder))
        if code := process.wait():
            raise SystemExit(f"{side}: exit code {code}")
        figures: dict[str, float] = json.loads(Path(folder, "report.json").read_text())
    if figures["items"] != pages:
        raise SystemExit(f"{side}: {figures['items']} of {pages} pages")
    return figures


def started(side: str, pages: int, proxies: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    own = {
        "DATABASE_URL": f"sqlite:///{folder}/shoulu.db",
        "ARCHIVE_DIR": f"{folder}/archive",
        "WORKERS": str(WORKERS),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.one_crawl", side, str(pages), f"{folder}/report.json"],
        cwd=ROOT,
        env={**os.environ, **proxies, **own},
        stdout=subprocess.DEVNULL,
    )


def memory() -> None:
    print("resident memory in MB: the largest process, and all processes of the crawl")
    with server() as proxies:
        for pages in PAGES_FOR_MEMORY:
            folder = Path(tempfile.mkdtemp(prefix="crawl-"))
            process = started("full", pages, proxies, folder)
            samples = Samples(process.pid)
            code = process.wait()
            samples.stop()
            shutil.rmtree(folder)
            print(f"{pages} pages, exit code {code}")
            for tenth, (largest, together) in enumerate(samples.by_tenths(), 1):
                print(f"{tenth * 10:3}% of the time  {largest / 1e6:7.0f} {together / 1e6:7.0f}", flush=True)


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """The site served by another process; the variables that lead there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crawl", "--serve"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    try:
        yield {"http_proxy": url, "https_proxy": url, "no_proxy": "", "NO_PROXY": ""}
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def serve() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    with serving([bulk.site()]) as served:
        print(served.url, flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
