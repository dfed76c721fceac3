"""Crawls of several sources, an ingest and a re-parse at once on one SQLite file; no source crawled twice at once."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.killed_runs import files, read_by_a_worse_parser
from tests.project import FAST, Project, completed
from tests.running import kill_group, running, wait_until
from tests.sites import wordpress
from tests.sites.finews import site as finews
from tests.sites.meipian import site as meipian
from tests.sites.server import serving
from tests.sites.tibet import site as tibet

pytestmark = pytest.mark.network

SLOW = ("-s", "DOWNLOAD_DELAY=0.3", "-s", "AUTOTHROTTLE_ENABLED=False")


def test_all_at_once_on_one_file(tmp_path: Path) -> None:
    sites = (finews(), meipian(), tibet(), wordpress.site())
    bare = Project(folder=tmp_path)
    read_by_a_worse_parser(bare)
    more = tmp_path / "more"
    more.mkdir()
    for name, body in files().items():
        if name.endswith(".html"):
            (more / f"more-{name}").write_bytes(body.replace("水渠".encode(), "大渠".encode()))
    with serving(sites) as served:
        project = dataclasses.replace(bare, environment=served.environment)
        commands = (
            *(("crawl", site.name, *FAST) for site in sites[:3]),
            ("crawl", "news", "-a", f"url=http://{wordpress.HOST}/", *FAST),
            ("ingest", str(more)),
            ("reparse",),
        )
        with ThreadPoolExecutor(len(commands)) as threads:
            ended = list(threads.map(lambda command: project.scrapy(*command), commands))
    for process in ended:
        assert "locked" not in process.stdout + process.stderr
        assert "Traceback" not in process.stderr, process.stderr
    held = {row["url"] for row in project.rows("articles", order_by="id")}
    for site in sites:
        assert set(site.articles) <= held
    assert sum(1 for row in project.rows("captures", order_by="url") if row["outcome"] is None) == 0


def test_a_second_crawl_of_a_target_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with serving([finews(), meipian()]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        with running(project, "crawl", "finews", *SLOW) as process:
            wait_until(lambda: len(served.requested) >= 3)
            asked = len(served.requested)
            refused = project.scrapy("crawl", "finews", *FAST)
            assert refused.returncode == 5
            assert f"process {process.pid} on " in refused.stderr
            assert "since 2" in refused.stderr
            assert "Traceback" not in refused.stderr
            completed(project.scrapy("crawl", "meipian", *FAST))
            assert served.requested[:asked].count("http://finews.withounder.com/robots.txt") == 1
            kill_group(process)
        threading.Event().wait(0.2)
        completed(project.scrapy("crawl", "finews", *FAST))
    assert set(finews().articles) <= {row["url"] for row in project.rows("articles", order_by="id")}
