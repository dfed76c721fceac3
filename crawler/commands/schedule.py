"""`scrapy schedule`: all sources by their intervals, from one process."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import zoneinfo
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from sqlalchemy import Engine, exc

from crawler.alerts.channels import Channels
from crawler.alerts.overdue import overdue
from crawler.clock import now
from crawler.commands.schedule_book import Book
from crawler.commands.schedule_list import lines, table
from crawler.commands.schedule_loop import Limits, Scheduler
from crawler.commands.schedule_runs import Logs
from crawler.commands.schedule_targets import Plan, Target
from crawler.commands.schedule_telling import Telling
from crawler.project_command import ProjectCommand
from crawler.scheduling.plan import PlanError
from crawler.scheduling.rules import duration
from crawler.scheduling.times import Timetable
from db.engine import DatabaseUnavailableError, open_database, reading
from db.queries import schedules

_NARROWEST: Final = 130  # columns of the list; a terminal that has fewer wraps its lines


class Command(ProjectCommand):
    examples = """
  scrapy schedule                       until it is stopped: as a service, see deploy/
  scrapy schedule --once                what is due, also what becomes due meanwhile, then end: for cron and timers
  scrapy schedule --list                what runs when, and how it went the last time
  scrapy schedule --now finews          one of them at once, whenever it is due
  SCHEDULE_FILE=schedule.toml scrapy schedule --list

A source says itself how often it is crawled, mostly `adaptive`: when the next of its lists or articles is due. The
file that SCHEDULE_FILE names says otherwise, and adds sites that are no source:

  [finews]
  every = "2h"                          s, m, h, d, w
  [jinri]
  cron = "*/20 6-23 * * *"              in the time zone SCHEDULE_TIMEZONE
  [tibet]
  off = true
  [any.some-paper]                      any site: scrapy crawl news -a url=... -a scope=...
  url = "https://paper.example/news/"
  scope = "folder"
  every = "6h"
  time_limit = "2h"
  [any.some-paper.settings]             as -s
  DOWNLOAD_DELAY = 3

Each crawl is a process of its own with a log of its own below SCHEDULE_LOG_DIR, and one line here. No target is
crawled twice at once, by however many schedulers on one database. One that fails is asked less and less often, up to
once a day; after two crawls in a row that came to no good end an alert is told (scrapy alerts). One that is stopped by
its time limit (SCHEDULE_TIME_LIMIT, time_limit) is no failure: its line says so, and the next crawl goes on with it;
where two in a row bring no new article that is told too. What was missed is made up for by one crawl. SIGTERM and
Ctrl-C stop the crawls too; they go on with the next start.

exit codes: 0 ended by SIGTERM, or all that was due is done, was stopped by its time limit, or is somebody else's;
            1 one failed, or nothing can be scheduled; 2 usage; 4 none failed, one raised an alert; 5 with --now,
            another process is at it; 130 interrupted
"""

    def short_desc(self) -> str:
        return "Crawl all sources by their intervals or cron expressions, from one process"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--once", action="store_true", help="crawl what is due, then end")
        what.add_argument("--list", action="store_true", help="say what runs when, and crawl nothing")
        what.add_argument(
            "--now", action="append", metavar="TARGET", help="crawl this one now, then end (repeatable)"
        )
        parser.add_argument("--json", action="store_true", help="the list as JSON")

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        _check_usage(args, opts)
        assert self.settings is not None
        plan = Plan(self.settings)
        try:
            limits, timetable, logs = _read(self.settings)
            targets = plan.targets()
            wanted = _wanted(opts.now, targets)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        engine = open_database(self.settings["DATABASE_URL"])
        try:
            if opts.list or opts.json:
                _list(engine, targets, timetable.zone, as_json=opts.json)
                return
            channels = Channels.of(self.settings)
            book = Book(engine, timetable, limits.lease)
            options, environment = _of_crawls(opts, self.settings)
            scheduler = Scheduler(
                book,
                plan,
                logs,
                Telling(engine, channels),
                limits,
                options=options,
                environment=environment,
                zone=timetable.zone,
            )
            scheduler.read_plan()
            if wanted:
                self.exitcode = scheduler.run_now(wanted)
            else:
                self.exitcode = scheduler.run_once() if opts.once else scheduler.run()
        except exc.OperationalError as error:
            place = engine.url.render_as_string(hide_password=True)
            raise DatabaseUnavailableError(f"cannot use the database {place}: {error.orig}") from error
        finally:
            engine.dispose()


def _check_usage(args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(
            f"schedule takes no arguments: {' '.join(args)}; --now NAME crawls one", print_help=False
        )
    if opts.json and (opts.once or opts.now):
        raise UsageError("--json is of the list", print_help=False)


def _read(settings: BaseSettings) -> tuple[Limits, Timetable, Logs]:
    """ValueError, for a person, where a setting is not what it must be."""
    limits = Limits(
        at_once=_whole(settings, "SCHEDULE_AT_ONCE"),
        time=_length(settings, "SCHEDULE_TIME_LIMIT"),
        lease=_length(settings, "SCHEDULE_LEASE"),
        telling=4 * Channels.of(settings).seconds,  # the command and the webhook, after another process
    )
    jitter = str(settings["SCHEDULE_JITTER"])
    timetable = Timetable(
        zone=_zone(settings["SCHEDULE_TIMEZONE"]),
        jitter=datetime.timedelta() if jitter == "0" else _length(settings, "SCHEDULE_JITTER"),
    )
    logs = Logs(folder=Path(settings["SCHEDULE_LOG_DIR"]), kept=_whole(settings, "SCHEDULE_LOGS_KEPT"))
    return limits, timetable, logs


def _whole(settings: BaseSettings, name: str) -> int:
    stated = str(settings[name])
    if not (stated.isascii() and stated.isdigit() and int(stated)):
        raise ValueError(f"{name} must be a whole number from 1 on, not {stated!r}")
    return int(stated)


def _length(settings: BaseSettings, name: str) -> datetime.timedelta:
    """Seconds, or as the schedule file has it."""
    stated = str(settings[name])
    try:
        return duration(f"{stated}s" if stated.isascii() and stated.isdigit() else stated)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _zone(name: str) -> datetime.tzinfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"SCHEDULE_TIMEZONE: there is no time zone {name!r}, such as Asia/Shanghai or UTC"
        ) from error


def _wanted(stated: list[str] | None, targets: list[Target]) -> list[str] | None:
    """The targets named, by their own names or those of the file. PlanError."""
    if stated is None:
        return None
    names = {
        **{target.key: target.name for target in targets},
        **{target.name: target.name for target in targets},
    }
    if unknown := sorted(set(stated) - names.keys()):
        raise PlanError(
            f"nothing is scheduled as {', '.join(unknown)}; there are {', '.join(sorted(names.keys()))}"
        )
    return list(dict.fromkeys(names[name] for name in stated))


def _of_crawls(opts: argparse.Namespace, settings: BaseSettings) -> tuple[list[str], dict[str, str]]:
    """The options of this command that are meant for all crawls, and their environment."""
    options = [part for one in opts.set for part in ("-s", one)]
    if opts.loglevel:
        options += ["-L", opts.loglevel]
    # those of a command line do not reach others
    stated = {name: str(settings[name]) for name in ("DATABASE_URL", "ARCHIVE_DIR")}
    return options, {**os.environ, **stated}


def _list(engine: Engine, targets: list[Target], zone: datetime.tzinfo, *, as_json: bool) -> None:
    at = now()
    with reading(engine) as session:
        held = schedules.by_target(session)
        late = {row.target for row in overdue(session, engine, at)}
    shown = lines(targets, held, late, at)
    if as_json:
        told: list[dict[str, Any]] = [line.for_programs(at) for line in shown]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        console = Console(file=sys.stdout, highlight=False)
        console.width = max(console.width, _NARROWEST)
        console.print(table(shown, at, zone))
