"""Days of the living web, crawled by the project's own scheduler; the clock is moved from one time to the next."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from db.times import from_text
from tests.command_server import started_alike
from tests.moving_clock import MovingClock
from tests.project import Project
from tests.sites.living.paper import Paper
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site

SPIDERS = "tests.spiders.living,crawler.spiders.news"
MODULES = ("-s", f"SPIDER_MODULES={SPIDERS}")
PUNCTUAL = ("-s", "SCHEDULE_JITTER=0")  # what is put off by a minute would wait for the next tick
DECLARED = ("beixi", "xiling")
PATIENCE = 3600.0  # seconds, for all that is due at once
FAST = """[all.settings]
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = false
CONCURRENT_REQUESTS_PER_DOMAIN = 8
RETRY_BACKOFF = 0.05
LOG_LEVEL = "WARNING"
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answered:
    """One request, as it reached the server; robots.txt too. `status` is 0 where nothing was answered."""

    at: datetime.datetime
    host: str
    target: str
    status: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Planned:
    """What was planned at a moment: by target, and by URL of a list, in seconds how long until it is asked again."""

    at: datetime.datetime
    targets: dict[str, int]
    lists: dict[str, int]


@dataclasses.dataclass(kw_only=True)
class Course:
    """What happened, in the order it did. `marked` are the URLs that were ever marked as gone, with since when."""

    project: Project
    papers: Sequence[Paper]
    begin: datetime.datetime
    end: datetime.datetime
    tick: datetime.timedelta
    answered: list[Answered] = dataclasses.field(default_factory=list)
    planned: list[Planned] = dataclasses.field(default_factory=list)
    marked: set[tuple[str, str, str]] = dataclasses.field(default_factory=set)
    alerts: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    seconds: float = 0.0


def lived(
    papers: Sequence[Paper],
    folder: Path,
    *,
    days: float,
    tick: datetime.timedelta,
    tell: Callable[[str], None] = lambda _: None,
) -> Course:
    """Those days, from the first crawl of all papers on; what is due is crawled at every tick, as a timer would."""
    begun = time.monotonic()
    begin = papers[0].begin
    clock = MovingClock.showing(begin, folder / "clock")
    answered: list[Answered] = []
    sites = [_noting(paper.site(clock.now), clock.now, answered) for paper in papers]
    with serving(sites) as served:
        project = _project(folder, served, clock, papers)
        end = begin + days * datetime.timedelta(days=1)
        course = Course(project=project, papers=papers, begin=begin, end=end, tick=tick, answered=answered)
        at = begin
        while at <= end:
            clock.move_to(at)
            ended = project.scrapy("schedule", "--once", *MODULES, *PUNCTUAL)
            if ended.returncode not in (0, 1, 4):
                raise SystemExit(f"scrapy schedule: exit code {ended.returncode}\n{ended.stderr}")
            _note(course, clock.now())
            tell(f"{clock.now():%m-%d %H:%M} {ended.stderr.strip()}")
            at = _next_tick(course, clock.now())
    alerts = folder / "alerts.jsonl"
    if alerts.exists():
        course.alerts = [json.loads(line) for line in alerts.read_text(encoding="utf-8").splitlines()]
    course.seconds = time.monotonic() - begun
    return course


def target_of(paper: Paper) -> str:
    """As the table of crawls names it."""
    return paper.source or f"news {paper.host}"


def _project(folder: Path, served: Serving, clock: MovingClock, papers: Sequence[Paper]) -> Project:
    plan = folder / "schedule.toml"
    plan.write_text(_plan(papers), encoding="utf-8")
    own = {
        "SCHEDULE_FILE": str(plan),
        "SCHEDULE_LOG_DIR": str(folder / "logs"),
        "ALERT_COMMAND": f"tee -a {folder / 'alerts.jsonl'}",
        "WORKERS": "1",
    }
    environment = {**served.environment, **clock.environment, **own}
    project = Project(folder=folder, environment=environment, patience=PATIENCE)
    alike = started_alike(folder / "python", project.variables())
    return dataclasses.replace(project, environment={**project.environment, **alike})


def _plan(papers: Sequence[Paper]) -> str:
    crawled = [paper.source for paper in papers]
    off = "".join(f"[{name}]\noff = true\n" for name in DECLARED if name not in crawled)
    others = "".join(
        f'[any.{paper.host.split(".")[1]}]\nurl = "http://{paper.host}/"\n'
        for paper in papers
        if not paper.source
    )
    return FAST + off + others


def _noting(site: Site, now: Callable[[], datetime.datetime], answered: list[Answered]) -> Site:
    def respond(asked: Asked) -> Page | None:
        assert site.respond is not None
        page = site.respond(asked)
        status = 0 if page is None or page.reset else page.status
        answered.append(Answered(at=now(), host=asked.host, target=asked.target, status=status))
        return page

    return dataclasses.replace(site, respond=respond)


def _next_tick(course: Course, now: datetime.datetime) -> datetime.datetime:
    """The first at which something is due."""
    with _database(course.project) as database:
        due = [from_text(row[0]) for row in database.execute("SELECT next_at FROM schedules")]
    ticks = -(-(max(min(due), now) - course.begin) // course.tick)
    return course.begin + ticks * course.tick


def _note(course: Course, at: datetime.datetime) -> None:
    with _database(course.project) as database:
        targets = dict(database.execute("SELECT target, interval FROM schedules"))
        lists = dict(database.execute("SELECT url, interval FROM revisits WHERE kind = 'listing'"))
        gone = database.execute("SELECT url, gone_at, gone_how FROM revisits WHERE gone_at IS NOT NULL")
        course.marked.update(gone.fetchall())
    course.planned.append(Planned(at=at, targets=targets, lists=lists))


@contextlib.contextmanager
def _database(project: Project) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{project.database}?mode=ro", uri=True, timeout=10)
    try:
        yield connection
    finally:
        connection.close()
