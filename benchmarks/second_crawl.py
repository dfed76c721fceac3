"""What a crawl costs of a web that has not changed since the one before: all replicas, right after it and a day later.

    python -m benchmarks.second_crawl
    python -m benchmarks.second_crawl --only finews plain_web

Requests and bytes as the network saw them (heads and bodies, compressed as sent), robots.txt and retries among them.
Declared sources are crawled as such, all other replicas as any site is; of the one with 12,000 pages 600 are asked for.
"new" is what the later crawls stored, which has to be nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from tests.moving_clock import MovingClock
from tests.project import FAST, Project
from tests.sites import bulk
from tests.sites.replicas import replicas
from tests.sites.server import Serving, serving
from tests.sites.site import Site

AT_ONCE = 2
LATER = (datetime.timedelta(minutes=1), datetime.timedelta(days=1))
SETTINGS = (*FAST, "-L", "ERROR", "-s", "RETRY_BACKOFF=0.05", "-s", "DOWNLOAD_TIMEOUT=5")
OWN_MODULES = ("-s", "SPIDER_MODULES=crawler.spiders,tests.spiders.shiqiao")
MOST_PAGES = 600


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cost:
    requests: int
    sent: int
    stored: int

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """What `--stats-json` told."""
        return cls(
            requests=told["stats"]["downloader/request_count"],
            sent=told["stats"]["downloader/response_bytes"],
            stored=sum(told["articles"][word] for word in ("stored", "duplicate", "updated")),
        )

    def __add__(self, other: Self) -> Self:
        pairs = zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)
        requests, sent, stored = (one + another for one, another in pairs)
        return dataclasses.replace(self, requests=requests, sent=sent, stored=stored)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", nargs="+", metavar="REPLICA", default=sorted(replicas()), choices=replicas()
    )
    options = parser.parse_args()
    sites = [replicas()[name] for name in options.only]
    with tempfile.TemporaryDirectory(prefix="second-crawl-") as folder:
        told(sites, measured(sites, Path(folder)))


def measured(sites: list[Site], folder: Path) -> list[dict[str, Cost]]:
    """Of the first crawl of each site and the later ones, by site."""
    clock = MovingClock(folder / "clock")
    rounds = []
    with serving(sites) as served, ThreadPoolExecutor(AT_ONCE) as threads:
        project = project_of(served, clock, folder)
        for moved in (datetime.timedelta(), *LATER):
            clock.move(moved)
            costs = threads.map(lambda site: crawled(project, site), sites)
            rounds.append({site.name: cost for site, cost in zip(sites, costs, strict=True)})
    return rounds


def project_of(served: Serving, clock: MovingClock, folder: Path) -> Project:
    return Project(folder=folder, environment={**served.environment, **clock.environment})


def crawled(project: Project, site: Site) -> Cost:
    path = project.folder / f"{site.name}.json"
    ended = project.scrapy("crawl", *target(site), *SETTINGS, *OWN_MODULES, "--stats-json", path)
    told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if told.get("finish_reason") != "finished":
        raise SystemExit(f"{site.name}: exit code {ended.returncode}\n{ended.stderr[-3000:]}")
    cost = Cost.of(told)
    path.unlink()
    return cost


def target(site: Site) -> Iterable[str]:
    settings = get_project_settings()
    settings.set("SPIDER_MODULES", OWN_MODULES[1].partition("=")[2].split(","), priority="cmdline")
    if site.name in SpiderLoader.from_settings(settings).list():
        return (site.name,)
    url = " ".join(f"http://{host}/" for host in site.hosts)
    return (
        "news",
        "-a",
        f"url={url}",
        *(("-a", f"pages={MOST_PAGES}") if site.name == bulk.site().name else ()),
    )


def told(sites: list[Site], rounds: list[dict[str, Cost]]) -> None:
    print(f"{'':18}{'first crawl':>22}{'right after':>34}{'a day later':>34}")
    print(f"{'':18}{'requests':>10}{'KB':>12}" + f"{'requests':>10}{'KB':>10}{'share':>8}{'new':>6}" * 2)
    for name in (*(site.name for site in sites), "all"):
        first, *later = (sum_of(costs, name) for costs in rounds)
        shares = "".join(
            f"{one.requests:10}{one.sent / 1000:10.1f}{one.sent / max(first.sent, 1):8.1%}{one.stored:6}"
            for one in later
        )
        print(f"{name:18}{first.requests:10}{first.sent / 1000:12.1f}{shares}")


def sum_of(costs: dict[str, Cost], name: str) -> Cost:
    if name != "all":
        return costs[name]
    return sum(costs.values(), Cost(requests=0, sent=0, stored=0))


if __name__ == "__main__":
    main()
