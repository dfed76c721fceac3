"""`make demo`: the whole way of a page, in and out and back again, with nothing but this checkout.

Crawls a replica of a news site served on loopback under its real name, takes in saved pages, shows the
records, makes the same database again out of the archive alone, without the network, and exports.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.project import FAST, ROOT, Project, without_network
from tests.saved_pages import write_saved_pages
from tests.sites.finews import site
from tests.sites.server import serving

FOLDER = ROOT / "data" / "demo"
COMPARED = {"articles": "id", "captures": "record_id", "quarantine": "record_id"}


class StepFailedError(Exception):
    """What the step should have shown, and did not."""


def main() -> int:
    started = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    project = Project(folder=FOLDER)
    try:
        crawl(project)
        ingest(project)
        show(project)
        replay(project)
        export(project)
    except StepFailedError as error:
        print(f"\nFAILED: {error}", file=sys.stderr)
        return 1
    print(f"\nDone in {time.monotonic() - started:.0f} s. Everything is in {shown(FOLDER)}: look around with")
    print(f"  DATABASE_URL=sqlite:///{shown(project.database)} .venv/bin/scrapy records")
    return 0


def crawl(project: Project) -> None:
    replica = site()
    with serving([replica]) as served:
        step(1, f"Crawl {replica.hosts[0]}: a replica of the site, served on {served.url} as an HTTP proxy")
        live = Project(folder=project.folder, environment=served.environment)
        run(live, "crawl", "finews", *FAST, "-L", "WARNING")
        print(f"{len(served.requested)} requests answered; every answer is in {shown(live.archive_folder)}")
    found = len(live.rows("articles", order_by="id"))
    expect(found == len(replica.articles), f"{len(replica.articles)} articles crawled, not {found}")


def ingest(project: Project) -> None:
    step(2, "Ingest saved pages of other kinds: HTML in GBK, Jekyll Markdown, a text dump, MHTML, a WARC")
    before = len(project.rows("articles", order_by="id"))
    pages = write_saved_pages(project.folder / "saved")
    run(project, "ingest", shown(project.folder / "saved"))
    found = len(project.rows("articles", order_by="id")) - before
    expect(found == len(pages), f"{len(pages)} saved pages read, not {found}")


def show(project: Project) -> None:
    step(3, "The records, one path for all of them")
    run(project, "records", "--limit", "40")


def replay(project: Project) -> None:
    step(4, "Read everything again with the network shut: what would change?")
    shut = without_network(project.folder / "no-network")
    offline = Project(folder=project.folder, environment=shut)
    run(offline, "reparse", "--again", "--dry-run")
    step(5, "Make the database again out of the archive alone, still without the network, and compare")
    second = Project(folder=project.folder / "again", archive=project.archive_folder, environment=shut)
    second.folder.mkdir()
    run(second, "reparse")
    for table, key in COMPARED.items():
        first, again = project.rows(table, order_by=key), second.rows(table, order_by=key)
        expect(len(first) == len(again), f"{len(first)} rows in {table}, not {len(again)}")
        changed = {
            name for one, other in zip(first, again, strict=True) for name in one if one[name] != other[name]
        }
        expect(not changed, f"equal rows in {table}; these columns differ: {', '.join(sorted(changed))}")
        print(f"{table}: {len(first)} rows, equal in every column")


def export(project: Project) -> None:
    step(6, "Export")
    path = project.folder / "records.jsonl"
    run(project, "export", "--format", "jsonl", "-o", shown(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    expect(len(lines) == len(project.rows("articles", order_by="id")), "a line for every record")
    print(f"{len(lines)} records in {shown(path)}; the first begins\n  {lines[0][:300]}")


def step(number: int, what: str) -> None:
    print(f"\n== {number}. {what}", flush=True)


def run(project: Project, *arguments: str) -> None:
    """Run a command with its output shown as it comes."""
    print(f"$ scrapy {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "scrapy", *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=project.variables(), stderr=subprocess.STDOUT, check=False)
    expect(ended.returncode == 0, f"scrapy {arguments[0]} ended with exit code {ended.returncode}")


def expect(kept: bool, promise: str) -> None:
    if not kept:
        raise StepFailedError(promise)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
