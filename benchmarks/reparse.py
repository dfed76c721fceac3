"""Speed and memory of a full re-parse, beside a bare loop of trafilatura over the same pages.

    python -m benchmarks.reparse WARC                    ratio of speeds, interleaved, median of 5
    python -m benchmarks.reparse WARC --copies 4         the same over four copies of every page
    python -m benchmarks.reparse WARC --memory           peak memory while 20,000 records are read again

Both sides are whole processes, start-up included, on WORKERS=2. The bare loop reads the WARC with warcio and
calls `trafilatura.bare_extraction(html, with_metadata=True)` in two processes; it stores nothing. Ours
indexes the WARC, extracts, finds duplicates, compares and stores, into an empty database; then again, with
nothing left to read.
Machines are noisy: trust the ratios.
"""

from __future__ import annotations

import argparse
import io
import itertools
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parent.parent
SCRAPY = Path(sys.executable).with_name("scrapy")
WORKERS = 2
RECORDS_FOR_MEMORY = 20_000
SECONDS_BETWEEN_SAMPLES = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("warc", type=Path)
    parser.add_argument("--copies", type=int, default=1, help="how many times each page is taken (default 1)")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        bare_loop(options.warc)
    elif options.memory:
        memory(options.warc)
    else:
        speed(options.warc, options.copies, options.rounds)


def speed(warc: Path, copies: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="reparse-") as folder:
        archive = Path(folder, "archive")
        pages = copy_pages(warc, archive, copies)
        rows = [one_round(archive, Path(folder)) for _ in range(rounds)]
    bare, first, second = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"pages {pages}, WORKERS={WORKERS}, median of {rounds} interleaved rounds, whole processes")
    print(f"bare loop      {bare:7.2f} s  {pages / bare:6.1f} pages/s")
    print(f"re-parse       {first:7.2f} s  {pages / first:6.1f} pages/s")
    ratios = sorted(row[0] / row[1] for row in rows)
    print(f"ratio          {statistics.median(ratios):.2f}  (rounds: {ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"nothing to do  {second:7.2f} s  {first / second:.0f} times faster than the first")


def one_round(archive: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds of the bare loop, of a first re-parse into an empty database, and of a second one."""
    bare = seconds([sys.executable, "-m", "benchmarks.reparse", "--bare", str(archive)], {})
    data = folder / "data"
    environment = {"DATABASE_URL": f"sqlite:///{data}/shoulu.db", "ARCHIVE_DIR": str(archive)}
    first = seconds([str(SCRAPY), "reparse", "--force"], environment)
    second = seconds([str(SCRAPY), "reparse", "--force"], environment)
    shutil.rmtree(data)
    return bare, first, second


def seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "WORKERS": str(WORKERS), **environment},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def bare_loop(archive: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        for _ in pool.imap_unordered(bare_extraction, payloads(archive)):
            pass


def bare_extraction(html: bytes) -> None:
    import trafilatura

    trafilatura.bare_extraction(html, with_metadata=True)


def payloads(archive: Path) -> Iterator[bytes]:
    for path in sorted(archive.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response":
                    yield record.content_stream().read()


def copy_pages(warc: Path, archive: Path, copies: int) -> int:
    """Writes every response of `warc` `copies` times, each under a URL of its own; returns how many."""
    archive.mkdir(parents=True)
    count = 0
    for copy in range(copies):
        with warc.open("rb") as stream, (archive / f"pages-{copy:04}.warc.gz").open("wb") as target:
            writer = WARCWriter(target, gzip=True)
            for record in ArchiveIterator(stream):
                if record.rec_type == "response":
                    write_copy(writer, record, copy)
                    count += 1
    return count


def write_copy(writer: WARCWriter, record: object, copy: int) -> None:
    url = record.rec_headers.get_header("WARC-Target-URI")  # type: ignore[attr-defined]
    payload = record.content_stream().read()  # type: ignore[attr-defined]
    writer.write_record(
        writer.create_warc_record(
            url if copy == 0 else f"{url}{'&' if '?' in url else '?'}copy={copy}",
            "response",
            payload=io.BytesIO(payload),
            http_headers=record.http_headers,  # type: ignore[attr-defined]
            warc_headers_dict={"WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>"},
        )
    )


def memory(warc: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="reparse-") as folder:
        archive = Path(folder, "archive")
        once = copy_pages(warc, archive, 1)
        shutil.rmtree(archive)
        pages = copy_pages(warc, archive, -(-RECORDS_FOR_MEMORY // once))
        environment = {"DATABASE_URL": f"sqlite:///{folder}/data/shoulu.db", "ARCHIVE_DIR": str(archive)}
        process = subprocess.Popen(
            [str(SCRAPY), "reparse", "--force"],
            cwd=ROOT,
            env={**os.environ, "WORKERS": str(WORKERS), **environment},
            stdout=subprocess.DEVNULL,
        )
        samples = Samples(process.pid)
        code = process.wait()
        samples.stop()
    print(f"{pages} records, exit code {code}; resident memory in MB, largest process and all processes")
    for tenth, (largest, together) in enumerate(samples.by_tenths(), 1):
        print(f"{tenth * 10:3}% of the time  {largest / 1e6:7.0f} {together / 1e6:7.0f}")


class Samples:
    """Resident memory in bytes of a process and its descendants, sampled until stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._taken: list[tuple[int, int]] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped.wait(SECONDS_BETWEEN_SAMPLES):
            sizes = [resident(pid) for pid in descendants(self._pid)]
            if sizes:
                self._taken.append((max(sizes), sum(sizes)))

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def by_tenths(self) -> list[tuple[int, int]]:
        """The peak of (largest, together) in each tenth of the time."""
        cut = [round(len(self._taken) * tenth / 10) for tenth in range(11)]
        parts = [self._taken[a:b] for a, b in itertools.pairwise(cut) if b > a]
        return [(max(x for x, _ in part), max(y for _, y in part)) for part in parts]


def resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(map(int, task.read_text().split()))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


if __name__ == "__main__":
    main()
