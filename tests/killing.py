"""Kills commands at random moments, starts them again until they are done, and compares with undisturbed runs."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

from db.fields import DUPLICATE_FIELDS
from tests.project import ROOT, Project
from tests.running import wait_until
from tests.sites.server import Serving, serving
from tests.sites.site import Site

KILLS = int(os.environ.get("KILLS") or 20)
KILLS_IN_A_ROW = 4  # of one project, before it is left alone to come to its end
STARTS = 8  # of one that is left alone
SECONDS = 120
LEAST_SECONDS = 0.05
HURRIED = (
    *("-s", "DOWNLOAD_DELAY=0.03"),
    *("-s", "AUTOTHROTTLE_ENABLED=False"),
    *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=3"),
)

_OF_THE_MOMENT = {
    "articles": {"captured_at", "record_id", "provenance", *DUPLICATE_FIELDS},
    "quarantine": {"captured_at", "record_id"},
}
_OF_CAPTURES = (
    "url",
    "file_name",
    "status",
    "content_type",
    "payload_digest",
    "truncated",
    "outcome",
    "source",
)

Row = tuple[Hashable, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scenario:
    """A command, over what it is run: `sites` are served while it runs, `prepare` makes the project ready for it.

    It is done when the newest run of its `kind` is in the state `done`.
    """

    name: str
    command: tuple[str, ...]
    sites: tuple[Site, ...] = ()
    prepare: Callable[[Project], None] = lambda _: None
    kind: str = "crawl"
    done: str = "finished"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """How many kills there were, and what differs in the end: rows `lost` and `extra`, pages `fetched_twice`."""

    kills: int = 0
    lost: Counter[Row] = dataclasses.field(default_factory=Counter)
    extra: Counter[Row] = dataclasses.field(default_factory=Counter)
    fetched_twice: Counter[Row] = dataclasses.field(default_factory=Counter)

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            kills=self.kills + other.kills,
            lost=self.lost + other.lost,
            extra=self.extra + other.extra,
            fetched_twice=self.fetched_twice + other.fetched_twice,
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Held:
    """What a project holds, without what no two runs have alike: record ids, times."""

    rows: Counter[Row]
    captures: Counter[Row]

    @classmethod
    def by(cls, project: Project) -> Held:
        stories = _stories(project)
        rows: Counter[Row] = Counter()
        for table, left_out in _OF_THE_MOMENT.items():
            for row in project.rows(table, order_by="rowid"):
                story = stories.get(row["url"]) if table == "articles" else None
                shown = ((name, value) for name, value in row.items() if name not in left_out)
                rows[table, story, *shown] += 1
        newest = max((row["crawl_id"] for row in project.rows("crawl_urls", order_by="url")), default=0)
        for row in project.rows("crawl_urls", order_by="url"):
            if row["crawl_id"] == newest:
                is_one_of_a_story = row["url"] in stories and row["state"] in ("stored", "duplicate")
                rows["url", row["url"], "of a story" if is_one_of_a_story else row["state"]] += 1
        captures = Counter(
            tuple(row[name] for name in _OF_CAPTURES) for row in project.rows("captures", order_by="url")
        )
        return cls(rows=rows, captures=captures)


def _stories(project: Project) -> dict[str, tuple[str, ...]]:
    """The ids of the articles of a story by the URL of each: which is the original depends on which came first."""
    articles = project.rows("articles", order_by="id")
    ids: dict[str, list[str]] = {}
    for row in articles:
        ids.setdefault(row["cluster_id"], []).append(row["id"])
    return {row["url"]: tuple(ids[row["cluster_id"]]) for row in articles if row["cluster_id"]}


def undisturbed(scenario: Scenario, folder: Path) -> tuple[Held, float]:
    """What it leads to, and how many seconds it takes."""
    with _project(scenario, folder) as (project, _):
        begun = time.monotonic()
        process = _begin(scenario, project)
        process.wait(SECONDS)
        assert _is_done(scenario, project), _log(project)
        return Held.by(project), time.monotonic() - begun


def killed_often(scenario: Scenario, folder: Path, *, kills: int, seed: int) -> Outcome:
    """As many kills as are asked for, in several projects, each brought to its end thereafter."""
    wanted, seconds = undisturbed(scenario, folder / "undisturbed")
    moments = random.Random(seed)
    outcome = Outcome()
    number = 0
    while outcome.kills < kills:
        number += 1
        left = min(KILLS_IN_A_ROW, kills - outcome.kills)
        outcome += _killed(
            scenario,
            folder / f"killed-{number}",
            wanted,
            [moments.uniform(LEAST_SECONDS, seconds) for _ in range(left)],
        )
    return outcome


def killed_late(scenario: Scenario, folder: Path, *, shares: Sequence[float]) -> Outcome:
    """Killed once a project, as soon as such a share of all requests has come."""
    with _project(scenario, folder / "undisturbed") as (project, served):
        _begin(scenario, project).wait(SECONDS)
        assert _is_done(scenario, project), _log(project)
        wanted, requests = Held.by(project), len(served.requested)
    outcome = Outcome()
    for share in shares:
        with _project(scenario, folder / f"killed-{share}") as (project, served):
            process = _begin(scenario, project)
            wait_until(functools.partial(_has_served, served, int(requests * share)))
            _kill(process)
            _to_the_end(scenario, project)
            outcome += _compared(wanted, Held.by(project), kills=1)
    return outcome


def shown(rows: Counter[Row]) -> list[str]:
    """For an assertion to show: the beginning of each."""
    return [f"{str(row)[:200]} ({times} times)" for row, times in sorted(rows.items(), key=str)]


def _killed(scenario: Scenario, folder: Path, wanted: Held, moments: Sequence[float]) -> Outcome:
    with _project(scenario, folder) as (project, _):
        kills = 0
        for moment in moments:
            process = _begin(scenario, project)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(moment)
                break
            _kill(process)
            kills += 1
            if _is_done(scenario, project):
                break
        _to_the_end(scenario, project)
        found = Held.by(project)
    shutil.rmtree(folder)
    return _compared(wanted, found, kills=kills)


def _has_served(served: Serving, requests: int) -> bool:
    return len(served.requested) >= requests


def _compared(wanted: Held, found: Held, *, kills: int) -> Outcome:
    return Outcome(
        kills=kills,
        lost=(wanted.rows - found.rows) + (wanted.captures - found.captures),
        extra=found.rows - wanted.rows,
        fetched_twice=found.captures - wanted.captures,
    )


def _to_the_end(scenario: Scenario, project: Project) -> None:
    for _ in range(STARTS):
        if _is_done(scenario, project):
            return
        _begin(scenario, project).wait(SECONDS)
    raise AssertionError(f"{scenario.name} does not come to its end: {_log(project)}")


def _is_done(scenario: Scenario, project: Project) -> bool:
    """By what is noted of it: a run that was killed while it closed may be done."""
    try:
        runs = project.rows("crawls", order_by="id")
    except sqlite3.OperationalError:  # killed before there was a database, or its tables
        return False
    ended = [row["state"] for row in runs if row["kind"] == scenario.kind]
    return bool(ended) and ended[-1] == scenario.done


@contextlib.contextmanager
def _project(scenario: Scenario, folder: Path) -> Iterator[tuple[Project, Serving]]:
    with serving(scenario.sites) as served:
        shutil.copytree(_prepared(scenario, folder.parent / "prepared"), folder)
        yield Project(folder=folder, environment=served.environment), served


def _prepared(scenario: Scenario, folder: Path) -> Path:
    """Made once for all projects."""
    if not folder.exists():
        folder.mkdir(parents=True)
        scenario.prepare(Project(folder=folder))
    return folder


def _begin(scenario: Scenario, project: Project) -> subprocess.Popen[Any]:
    """In a process group of its own, with all that it starts."""
    with (project.folder / "log").open("ab") as log:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "scrapy",
                *(part.format(folder=project.folder) for part in scenario.command),
            ],
            cwd=ROOT,
            env=project.variables(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _log(project: Project) -> str:
    return (project.folder / "log").read_text(encoding="utf-8", errors="replace")[-5_000:]


def _kill(process: subprocess.Popen[Any]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
