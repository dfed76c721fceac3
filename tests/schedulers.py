"""Schedulers over the spiders of tests, and what becomes of the crawls they begin."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.command_server import started_alike
from tests.project import ROOT, Project, completed
from tests.scheduled_spiders import NOTES

SOUND = ("-s", "SPIDER_MODULES=tests.scheduled_spiders.sound")
ALL = ("-s", "SPIDER_MODULES=tests.scheduled_spiders.sound,tests.scheduled_spiders.faulty")


def made(folder: Path, plan: str = "[slow]\noff = true\n", *, alike: bool = True, **more: str) -> Project:
    """With `alike` crawls begin without the wait for imports, and cannot be told to stop."""
    file = folder / "plan.toml"
    file.write_text(plan, encoding="utf-8")
    own = {
        NOTES: str(folder / "notes"),
        "SCHEDULE_FILE": str(file),
        "SCHEDULE_LOG_DIR": str(folder / "logs"),
    }
    project = Project(folder=folder, environment={**own, **more})
    if not alike:
        return project
    starting = started_alike(folder / "python", project.variables())
    return dataclasses.replace(project, environment={**project.environment, **starting})


def notes(project: Project) -> list[tuple[str, str]]:
    """Which spider began and ended, in order."""
    file = project.folder / "notes"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [(line.split()[1], line.split()[2]) for line in lines]


def rows(project: Project) -> dict[str, dict[str, Any]]:
    return {row["target"]: row for row in project.rows("schedules", order_by="target")}


def listed(project: Project, *options: str) -> dict[str, dict[str, Any]]:
    told = completed(project.scrapy("schedule", "--list", "--json", *options)).stdout
    return {line["target"]: line for line in json.loads(told)}


@contextlib.contextmanager
def going_on(project: Project, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A scheduler that is not waited for; what is left of it and of its crawls is killed in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "schedule", *options],
        cwd=ROOT,
        env=project.variables(),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def begun(project: Project, name: str) -> int:
    """The process of the crawl that began last."""
    until(lambda: (name, "begins") in notes(project))
    lines = (project.folder / "notes").read_text(encoding="utf-8").splitlines()
    return [int(line.split()[3]) for line in lines if line.split()[1:3] == [name, "begins"]][-1]


def has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
