"""`make demo`: the whole way of a page, in and out and back again, with nothing but this checkout.

Crawls replicas of the source sites served on loopback under their real names, kills a crawl and goes on with it, shows
how the crawls are and all that happened to a page, takes in saved pages, shows the records and how a corrupted page
among them was restored, follows a story over the sites that carried it, makes the same database again out of the
archive alone, without the network, and exports.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.command_server import without_network
from tests.crawled_sites import AT_ONCE, source_replicas
from tests.demo_steps import StepFailedError, expect, run, shown, step
from tests.project import FAST, ROOT, Project
from tests.saved_pages import write_saved_pages
from tests.sites import reposts, wordpress
from tests.sites.reposts.carriers import CARRIERS, original_of
from tests.sites.server import serving
from tests.sites.site import Site
from tests.sites.tibet_mirrors import HOSTS as TREATED
from tests.sites.tibet_mirrors.hosts import ARTICLES, originals

FOLDER = ROOT / "data" / "demo"
COMPARED = {"articles": "id", "captures": "record_id", "quarantine": "record_id"}
WIDTH = 130
AT_ONCE_OF_A_HOST = 2
UNHURRIED = (
    *("-s", "DOWNLOAD_DELAY=0.1"),
    *("-s", "AUTOTHROTTLE_ENABLED=False"),
    *("-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={AT_ONCE_OF_A_HOST}"),
)
KILLED_AT = 20  # requests
CORRUPTED = f"http://peopleweekly.cn{ARTICLES[7416188].path}"
LETTERS_SHOWN = 60
COLUMNS = (
    "source",
    "discovered",
    "captured",
    "stored",
    "duplicate",
    "refused",
    "listing",
    "other",
    "refused for",
)


def main() -> int:
    started = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    project = Project(folder=FOLDER)
    try:
        crawl(project)
        kill(project)
        ingest(project)
        show(project)
        restore(project)
        follow(project)
        replay(project)
        export(project)
    except StepFailedError as error:
        print(f"\nFAILED: {error}", file=sys.stderr)
        return 1
    print(f"\nDone in {time.monotonic() - started:.0f} s. Everything is in {shown(FOLDER)}: look around with")
    print(f"  DATABASE_URL=sqlite:///{shown(project.database)} .venv/bin/scrapy records")
    return 0


def crawl(project: Project) -> None:
    """Every source, two at a time, into one archive and one database."""
    sites = source_replicas()
    with serving(sites.values()) as served:
        step(
            1, f"Crawl {len(sites)} sites: replicas under their real names, served on {served.url} as a proxy"
        )
        for name, site in sites.items():
            print(f"$ scrapy crawl {name:15} {', '.join(site.hosts)}", flush=True)
        live = Project(folder=project.folder, environment=served.environment)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            told = dict(zip(sites, threads.map(functools.partial(crawl_one, live), sites), strict=True))
        print(f"{len(served.requested)} requests answered; every answer is in {shown(live.archive_folder)}\n")
    console = Console(highlight=False)
    console.width = max(console.width, WIDTH)
    console.print(table(told))
    for name, site in sites.items():
        check(project, site, told[name])


def crawl_one(project: Project, name: str) -> dict[str, Any]:
    path = project.folder / f"crawl-{name}.json"
    ended = project.scrapy("crawl", name, *FAST, "-L", "WARNING", "--stats-json", path)
    expect(
        ended.returncode == 0, f"scrapy crawl {name} ended with exit code {ended.returncode}\n{ended.stderr}"
    )
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def check(project: Project, site: Site, told: Mapping[str, Any]) -> None:
    rows = project.rows("articles", order_by="id")
    found = {row["url"] for row in rows if row["source"] == site.name}
    expect(found == set(site.articles), f"{site.name}: {len(site.articles)} articles, not {len(found)}")
    expect(sum(told["urls"].values()) == told["discovered"], f"{site.name}: a state for every URL discovered")


def table(told: Mapping[str, Mapping[str, Any]]) -> Table:
    """A line for each source; discovered is the sum of stored to other."""
    lines = {name: counts(one) for name, one in told.items()}
    total = {column: sum(line[column] for line in lines.values()) for column in COLUMNS[1:-1]}
    shown_table = Table(box=None, pad_edge=False, show_footer=True)
    for column in COLUMNS:
        footer = "all" if column == "source" else str(total.get(column, ""))
        shown_table.add_column(column, footer=footer, justify="left" if column not in total else "right")
    for name, line in lines.items():
        refused = {k.partition(":")[2]: n for k, n in told[name]["urls"].items() if k.startswith("refused:")}
        why = ", ".join(f"{count} {reason}" for reason, count in refused.items())
        shown_table.add_row(name, *(str(line[column]) for column in COLUMNS[1:-1]), why)
    return shown_table


def counts(told: Mapping[str, Any]) -> dict[str, int]:
    urls = told["urls"]
    line = {state: urls.get(state, 0) for state in ("stored", "duplicate", "listing")}
    line["refused"] = sum(count for state, count in urls.items() if state.startswith("refused:"))
    line["other"] = told["discovered"] - sum(line.values())
    return {**line, "discovered": told["discovered"], "captured": told["captured"]}


def kill(project: Project) -> None:
    """One site's crawl, killed where it hurts most, and begun again."""
    site = wordpress.site()
    address = f"http://{site.hosts[0]}/"
    crawled = ("crawl", "news", "-a", f"url={address}", *UNHURRIED, "-L", "WARNING")
    step(2, f"Kill a crawl in the middle (kill -9), look how it is, and begin it again: {address}")
    with serving([site]) as served:
        live = Project(folder=project.folder, environment=served.environment)
        print(f"$ scrapy {' '.join(crawled[:4])} &", flush=True)
        crawl_killed(live, crawled, after=lambda: len(served.requested) >= KILLED_AT)
        print(f"$ kill -9 $!                                     ({len(served.requested)} requests answered)")
        run(live, "status")
        fetched = next(url for url in served.requested if url in site.articles)
        run(live, *crawled)
        asked = Counter(served.requested)
    twice = sum(asked.values()) - len(asked)
    print(
        f"\n{len(asked)} pages asked for, {twice} of them twice: those that were under way when it was killed"
    )
    expect(twice <= AT_ONCE_OF_A_HOST, f"at most {AT_ONCE_OF_A_HOST} pages asked for twice, not {twice}")
    found = {row["url"] for row in project.rows("articles", order_by="id")}
    expect(found >= set(site.articles), f"all {len(site.articles)} articles of {address} are held")
    run(project, "trace", fetched)


def crawl_killed(project: Project, crawled: tuple[str, ...], after: Callable[[], bool]) -> None:
    command = [sys.executable, "-m", "scrapy", *crawled]
    crawl = subprocess.Popen(command, cwd=ROOT, env=project.variables(), start_new_session=True)
    while not after() and crawl.poll() is None:
        time.sleep(0.02)
    expect(crawl.poll() is None, "a crawl that goes on is killed")
    os.killpg(crawl.pid, signal.SIGKILL)  # with the processes that read its pages
    crawl.wait()


def ingest(project: Project) -> None:
    step(3, "Ingest saved pages of other kinds: HTML in GBK, Jekyll Markdown, a text dump, MHTML, a WARC")
    before = len(project.rows("articles", order_by="id"))
    pages = write_saved_pages(project.folder / "saved")
    run(project, "ingest", shown(project.folder / "saved"))
    found = len(project.rows("articles", order_by="id")) - before
    expect(found == len(pages), f"{len(pages)} saved pages read, not {found}")


def show(project: Project) -> None:
    step(4, "The newest records, one path for all of them")
    run(project, "records", "--limit", "20")


def restore(project: Project) -> None:
    step(5, "A page that a mirror corrupted, as it came and as it was read; 收录 knows whose article it is")
    records = {row["url"]: row for row in project.rows("articles", order_by="id")}
    copy = records[CORRUPTED]
    told = project.scrapy("restore", copy["id"], "--diff")
    expect(told.returncode == 0, f"scrapy restore ended with exit code {told.returncode}\n{told.stderr}")
    print(f"$ scrapy restore {copy['id']} --diff        (its headline, and where it begins to guess)")
    lines = [line[:LETTERS_SHOWN] for line in told.stdout.splitlines()]
    for before, after in itertools.pairwise(lines):
        if after.startswith("+ <h2") or "⟨" in after:
            print(f"{before}…\n{after}…")
    for url, original in originals(TREATED).items():
        expect(
            records[url]["duplicate_of"] == records[original]["id"],
            f"{url} is known for a copy of {original}",
        )
    true = records[originals(TREATED)[CORRUPTED]]
    rows = {"copy": copy, "true one": true}
    for name, row in rows.items():
        print(f"{name:>9}  {row['id']}  {row['url']}  {row['publisher']}  flags {row['flags']}")
    print(f"duplicate_of of the copy: {copy['duplicate_of']}, as of all {len(originals(TREATED))} copies")


def follow(project: Project) -> None:
    addresses = ",".join(reposts.roots())
    step(
        6, f"A story on its way over {len(reposts.roots())} sites: who published it, who carried it, and how?"
    )
    with serving(reposts.sites()) as served:
        live = Project(folder=project.folder, environment=served.environment)
        print(f"$ scrapy crawl news -a url={addresses}", flush=True)
        ended = live.scrapy("crawl", "news", "-a", f"url={addresses}", *FAST, "-L", "WARNING")
    expect(ended.returncode == 0, f"scrapy crawl ended with exit code {ended.returncode}\n{ended.stderr}")
    ids = {row["url"]: row["id"] for row in project.rows("articles", order_by="id")}
    copies = {row["id"]: row["duplicate_of"] for row in project.rows("articles", order_by="id")}
    run(project, "reposts", ids[CARRIERS[0].url])
    for one in CARRIERS:
        original = original_of(one)
        known = copies[ids[one.url]] == (ids[original.url] if original else None)
        expect(known, f"{one.url} is a copy of {original.url if original else 'none'}")


def replay(project: Project) -> None:
    step(7, "Read everything again with the network shut: what would change?")
    shut = without_network()
    offline = Project(folder=project.folder, environment=shut)
    run(offline, "reparse", "--again", "--dry-run")
    step(8, "Make the database again out of the archive alone, still without the network, and compare")
    second = Project(folder=project.folder / "again", archive=project.archive_folder, environment=shut)
    second.folder.mkdir()
    run(second, "reparse")
    for name, key in COMPARED.items():
        first, again = project.rows(name, order_by=key), second.rows(name, order_by=key)
        expect(len(first) == len(again), f"{len(first)} rows in {name}, not {len(again)}")
        changed = {
            column
            for one, other in zip(first, again, strict=True)
            for column in one
            if one[column] != other[column]
        }
        expect(not changed, f"equal rows in {name}; these columns differ: {', '.join(sorted(changed))}")
        print(f"{name}: {len(first)} rows, equal in every column")


def export(project: Project) -> None:
    step(9, "Export, the records and the stories")
    path = project.folder / "records.jsonl"
    run(project, "export", "--format", "jsonl", "-o", shown(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    expect(len(lines) == len(project.rows("articles", order_by="id")), "a line for every record")
    print(f"{len(lines)} records in {shown(path)}; the first begins\n  {lines[0][:300]}")
    path = project.folder / "stories.jsonl"
    run(project, "export", "--clusters", "-o", shown(path))
    stories = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    largest = max(stories, key=lambda story: story["size"])
    print(f"{len(stories)} stories of two records or more in {shown(path)}; the largest is")
    print(f"  {largest['headline']}: {largest['size']} records on {len(largest['sites'])} sites")


if __name__ == "__main__":
    sys.exit(main())
