"""`scrapy status`: how every target is doing, at a glance; of one in detail."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scrapy.exceptions import UsageError
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.clock import now
from crawler.commands.records import number
from crawler.commands.status_detail import detail_of, details_as_json, print_detail
from crawler.commands.status_facts import Status, gathered
from crawler.commands.status_json import status_as_json
from crawler.commands.status_table import print_status
from crawler.commands.terminal import console
from crawler.project_command import EXIT_FAILED, ProjectCommand
from db.engine import open_database, reading

DAYS = 7
_MOST_DAYS = 36_500


class Command(ProjectCommand):
    examples = """
  scrapy status                          a line for each source, and for each site that was crawled by its address
  scrapy status finews                   one in detail: its last crawls, lists, fields and what is wrong
  scrapy status news example.org         a site crawled by scrapy crawl news -a url=...
  scrapy status --check || page-me       for monitoring: nothing is printed where all is in order
  scrapy status --json | jq '.targets[] | select(.health.in_order | not) | .target'

health   ok; running: a process crawls it now, how much of what it met is done; stopped: by a signal or a limit, and
         what waits for the next crawl; killed: its process is gone without an end; failing: since when, how often in
         a row and why, also where a scheduled crawl crashed or did not begin; overdue: nobody has crawled it for three
         of its intervals; alert: what its last crawls showed to be wrong (scrapy alerts)
in order is what is ok, running, or stopped for less than a day or with a next crawl before it

--json prints one object that keeps its keys: at, in_order, targets, totals (records, duplicates, versions, captures,
refused by reason), archive (folder, files, bytes, free_bytes, database_bytes). A target has target, source, sites,
health (state, in_order, since, says, advice, incidents), last_crawl (id, state, reason, started_at, finished_at,
seconds, starts, arguments, discovered, urls by state, which add up to discovered; null where there was none),
next_crawl (at, rule, overdue; null where nothing is scheduled), held (records, duplicates, newest_captured_at,
newest_published_at) and filled (since, records, shares from 0 to 1 by field). With a name each target also has crawls
(the last ten, as last_crawl), lists (url, interval in seconds, visited_at, changed_at, next_at, visits, changes,
failures), gone, and filled_before (as filled, of the records captured before).

exit codes: 0 done; 1 no database, or with --check: something is not in order; 2 usage
"""

    def syntax(self) -> str:
        return "[options] [NAME]"

    def short_desc(self) -> str:
        return "Show how every source is doing, or one in detail"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="What to show")
        what.add_argument("--json", action="store_true", help="as one JSON object")
        what.add_argument(
            "--check",
            action="store_true",
            help="print what is not in order and nothing else; exit code 1 for it",
        )
        what.add_argument(
            "--days",
            type=number,
            default=DAYS,
            metavar="N",
            help=f"how many days of records the fields are counted over (default: {DAYS})",
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            with reading(engine) as session:
                self._show(session, engine, " ".join(args).strip() or None, opts)
        finally:
            engine.dispose()

    def _show(self, session: Session, engine: Engine, name: str | None, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        archive = Path(self.settings["ARCHIVE_DIR"])
        status = gathered(
            session, engine, at=now(), days=min(opts.days, _MOST_DAYS), archive=archive, only=name
        )
        if name and not status.lines:
            raise UsageError(_unknown(session, engine, name, status, archive), print_help=False)
        if opts.check:
            _print_check(status, as_json=opts.json)
            self.exitcode = 0 if status.in_order else EXIT_FAILED
        elif opts.json:
            told = status_as_json(status)
            if name:
                told["targets"] = details_as_json(session, status)
            print(json.dumps(told, ensure_ascii=False))
        elif not status.lines:
            print(
                "status: nothing was crawled or taken in yet; scrapy crawl NAME or scrapy ingest PATH begins"
            )
        elif name and len(status.lines) == 1:
            print_detail(console(), detail_of(session, status.lines[0], status), status)
        else:
            print_status(console(), status)


def _unknown(session: Session, engine: Engine, name: str, status: Status, archive: Path) -> str:
    days = (status.at - status.since).days
    known = gathered(session, engine, at=status.at, days=days, archive=archive).lines
    names = ", ".join(line.standing.target for line in known)
    return f"nothing is known of {name}; there is {names}" if names else f"nothing is known of {name}"


def _print_check(status: Status, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(status_as_json(status), ensure_ascii=False))
        return
    for line in status.lines:
        if not line.health.in_order:
            print(f"{line.standing.target}: {line.health.says}", file=sys.stdout)
