"""What part of a full re-parse is spent on duplicates: identifying texts, finding those alike, linking articles.

    python -m benchmarks.dedup_share                      10,000 pages of our own, reposts among them, 2 workers
    python -m benchmarks.dedup_share --pages 30000
    python -m benchmarks.dedup_share WARC --copies 20     the pages of a WARC, each so many times
    python -m benchmarks.dedup_share --database URL       an empty database instead of SQLite's

One `scrapy reparse --force` of the whole archive into an empty database, with a clock around the steps:

    identify   digest and signature of each text, in a thread of its own
    keep       the signatures into the database, in the thread that writes
    relink     look-up, comparing and linking, in the thread that writes

`wall` is the time from beginning to end, a step's the time it was under way, though others were meanwhile; `cpu` is
that of all processes, a step's that of its thread. The articles are those of benchmarks/reposts, in the layouts of
tests/zoo, whose pages are small: where pages are larger, reading them takes more and the shares are smaller.
Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import io
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.reparse import ROOT, WORKERS, copy_pages
from benchmarks.reposts.generator import arrivals, collection
from benchmarks.reposts.labelled import Labelled
from benchmarks.reposts.texts import MadeUp
from tests.zoo.page import LAYOUTS, Layout, draft
from tests.zoo.writing import Block, Writing
from tests.zoo.zoo import pairs

STEPS = {
    "identify": ["pipelines.dedup:identified"],
    "keep": ["db.queries.signatures:keep"],
    "relink": ["db.queries.versions:relink", "db.queries.crawls:relink"],
}
PAGES_A_FILE = 2_000
PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("warc", type=Path, nargs="?")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--database")
    parser.add_argument("--clocked", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.clocked:
        reparse_clocked(options.clocked)
        return
    with tempfile.TemporaryDirectory(prefix="dedup-share-") as name:
        folder = Path(name)
        archive = folder / "archive"
        if options.warc:
            copy_pages(options.warc, archive, options.copies)
        else:
            write_pages(archive, options.pages)
        report(measured(folder, archive, options.database or f"sqlite:///{folder}/shoulu.db"))


def write_pages(archive: Path, count: int) -> None:
    archive.mkdir(parents=True)
    pages = own_pages(count)
    for number in range(-(-count // PAGES_A_FILE)):
        with (archive / f"pages-{number:04}.warc.gz").open("wb") as target:
            writer = WARCWriter(target, gzip=True)
            for url, body, content_type in itertools.islice(pages, PAGES_A_FILE):
                head = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
                record = writer.create_warc_record(
                    url, "response", payload=io.BytesIO(body), http_headers=head
                )
                writer.write_record(record)


def own_pages(count: int) -> Iterator[tuple[str, bytes, str]]:
    """URL, body and content type of each, in the order in which the articles arrive."""
    pairs()  # imports the layouts
    layouts = [layout for _, layout in sorted(LAYOUTS.items()) if not layout.only and not layout.traditional]
    for article in arrivals(collection(MadeUp(), count)):
        yield page_of(article, random.Random(article.number).choice(layouts))


def page_of(article: Labelled, layout: Layout) -> tuple[str, bytes, str]:
    writing = Writing(
        name=str(article.number),
        title=article.title,
        subtitle="",
        blocks=tuple(Block(kind="paragraph", text=line) for line in article.text.split("\n")),
        authors=None,
        stated=(),
        traditional=False,
    )
    made = draft(layout, writing)
    body = layout.write(made).encode(layout.encoding, "xmlcharrefreplace")
    joint = "&" if "?" in made.url else "?"
    return f"{made.url}{joint}page={article.number}", body, layout.content_type


def measured(folder: Path, archive: Path, database: str) -> dict[str, Any]:
    """What the run says, with the seconds it took by the clock and of all its processes."""
    said = folder / "clocked.json"
    # workers outlive the process that started theirs: they become ours to wait for, and to count
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    environment = {
        "DATABASE_URL": database,
        "ARCHIVE_DIR": str(archive),
        "WORKERS": str(WORKERS),
        "PYTHONPATH": str(ROOT),
    }
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.dedup_share", "--clocked", str(said)],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    wall = time.perf_counter() - began
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**json.loads(said.read_text()), "wall": wall, "cpu": used.ru_utime + used.ru_stime}


def reparse_clocked(said: Path) -> None:
    from scrapy.cmdline import execute

    seconds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
    for step, places in STEPS.items():
        for place in places:
            module, _, name = place.partition(":")
            __import__(module)
            setattr(sys.modules[module], name, clocked(getattr(sys.modules[module], name), seconds[step]))
    try:
        execute(["scrapy", "reparse", "--force"])
    finally:
        said.write_text(json.dumps({"steps": seconds, "records": seconds["identify"][2]}))


def clocked(step: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def under_the_clock(*args: Any, **kwargs: Any) -> Any:
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            return step(*args, **kwargs)
        finally:
            spent[0] += time.perf_counter() - wall
            spent[1] += time.thread_time() - cpu
            spent[2] += 1

    return under_the_clock


def report(run: dict[str, Any]) -> None:
    articles, steps = run["records"], run["steps"]
    print(f"{articles} articles read, WORKERS={WORKERS}\n")
    print(f"{'':12}{'wall':>9}{'share':>8}{'cpu':>9}{'share':>8}{'cpu ms an article':>20}")
    together = [sum(step[n] for step in steps.values()) for n in (0, 1)]
    rows = {
        **steps,
        "duplicates": together,
        "whole run": (run["wall"], run["cpu"]),
    }
    for name, (wall, cpu, *_) in rows.items():
        shares = f"{wall:8.1f}s{wall / run['wall']:8.1%}{cpu:8.1f}s{cpu / run['cpu']:8.1%}"
        print(f"{name:12}{shares}{1000 * cpu / max(articles, 1):20.2f}")


if __name__ == "__main__":
    main()
