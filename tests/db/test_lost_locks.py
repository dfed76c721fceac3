"""A crawl whose connections to PostgreSQL are cut goes on, unless another has taken its place meanwhile."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from db.engine import reading
from db.locks import hold
from db.models import Article, Crawl
from tests.db.test_locks import cut_off
from tests.project import ROOT, Project
from tests.running import ended, kill_group, wait_until
from tests.sites.finews import site as finews
from tests.sites.server import Serving, serving

pytestmark = [
    pytest.mark.network,
    pytest.mark.parametrize("dialect", ["postgresql"], indirect=True),
]

CRAWL = """
from crawler.extensions import lock_watch
lock_watch.SECONDS_BETWEEN_LOOKS = 0.2
from scrapy.cmdline import execute
execute(["scrapy", "crawl", "finews", "-s", "DOWNLOAD_DELAY=0.2", "-s", "AUTOTHROTTLE_ENABLED=False"])
"""


@contextlib.contextmanager
def crawling(engine: Engine, folder: Path) -> Iterator[tuple[subprocess.Popen[str], Serving]]:
    with serving([finews()]) as served:
        url = engine.url.render_as_string(hide_password=False)
        project = Project(folder=folder, environment={**served.environment, "DATABASE_URL": url})
        with subprocess.Popen(
            [sys.executable, "-c", CRAWL],
            cwd=ROOT,
            env={**project.variables(), "SCRAPY_SETTINGS_MODULE": "crawler.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        ) as process:
            try:
                wait_until(lambda: len(served.requested) >= 4)
                yield process, served
            finally:
                kill_group(process)


def test_a_crawl_that_loses_its_lock_takes_it_again(engine: Engine, tmp_path: Path) -> None:
    with crawling(engine, tmp_path) as (process, _):
        cut_off(engine)
        told = ended(process)

    assert (told.code, "Traceback" in told.stderr) == (0, False), told.stderr
    with reading(engine) as session:
        assert set(finews().articles) <= set(session.scalars(select(Article.url)))
        assert session.scalars(select(Crawl.state)).all() == ["finished"]


def test_a_crawl_ends_when_another_has_its_lock_and_leaves_the_row_to_that(
    engine: Engine, tmp_path: Path
) -> None:
    with crawling(engine, tmp_path) as (process, served):
        lock = None
        while lock is None:
            cut_off(engine)
            lock = hold(engine, "crawl finews")
        told = ended(process)
        asked = len(served.requested)
        lock.release()

    assert (told.code, "Traceback" in told.stderr) == (5, False), told.stderr
    assert "another process has begun the same" in told.stderr
    assert asked < len(finews().articles)
    with reading(engine) as session:
        assert session.scalars(select(Crawl.state)).all() == ["running"]
