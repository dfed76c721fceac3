"""`scrapy trace`: all that ever happened to a URL."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.archive.errors import ArchiveError
from crawler.archive.heads import field
from crawler.archive.reader import read_stored
from crawler.clock import now
from crawler.commands.known_sources import known_sources
from crawler.commands.named_record import NotFoundError
from crawler.commands.records import number
from crawler.commands.terminal import console
from crawler.commands.trace_events import Event, events
from crawler.commands.trace_found import Found, found, is_address, near_miss
from crawler.commands.trace_told import near_as_json, near_told, print_trace, trace_as_json
from crawler.discovery.scope import host_of
from crawler.extensions.index import record_of
from crawler.items import ExtractionError
from crawler.project_command import EXIT_FAILED, ProjectCommand
from db.engine import open_database, reading

EVENTS_SHOWN = 200
_REDIRECTS_OPENED = 50  # of which the archive is asked where they led


class Command(ProjectCommand):
    examples = """
  scrapy trace https://news.example.org/1.html    from its discovery to its next visit
  scrapy trace news.example.org/1.html            the scheme, tracking keys and the last slash may differ
  scrapy trace 0123456789abcdef                   by the id of a record, its beginning, or a WARC-Record-ID
  scrapy trace URL --json | jq '.events[] | select(.what == "ended")'

Where nothing is known of a URL the nearest that crawls met are named, and the list that should have named it.

--json prints one object: asked, known, url, spellings, records (id, url, title, published_at, duplicate_of,
duplicate_kind), copies and events, the earliest first. An event has at, what, crawl_id, target, and by what:
discovered (url, found_on); ended (state, attempts, start, record_id, back: true after it was gone); open, of what is
not at its end (as ended, leased_at, crawl_state); captured (record_id, record_type, url, file_name, status,
content_type, truncated, warc_file, bytes, location of a redirect); read (record_id, parser, outcome, article_id; stage,
reason and detail of what was refused); changed (by, article_id, changed: the fields, created or removed; record_id,
undone); judged-again (by, record_id, outcome_before, reason_before, undone); gone (how, confirmed_at); next-visit
(kind, interval, visits, changes, failures, lies, visited_at, changed_at). Of what is unknown it has known: false,
target, nearest, and list (url, read_at, next_at).

exit codes: 0 done; 1 no database, or nothing is known of it; 2 usage
"""

    def syntax(self) -> str:
        return "[options] URL|ID"

    def short_desc(self) -> str:
        return "Show all that ever happened to a URL"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="What to show")
        what.add_argument("--json", action="store_true", help="as one JSON object")
        what.add_argument(
            "--limit",
            type=number,
            default=EVENTS_SHOWN,
            metavar="N",
            help=f"how many events, of more the first and the last (default: {EVENTS_SHOWN})",
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one URL, id or record id", print_help=False)
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            with reading(engine) as session:
                self._show(session, args[0].strip(), opts)
        except NotFoundError as error:
            print(f"trace: {error}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        finally:
            engine.dispose()

    def _show(self, session: Session, name: str, opts: argparse.Namespace) -> None:
        held = found(session, name)
        if not held.is_known:
            self._tell_unknown(session, name, as_json=opts.json)
            self.exitcode = EXIT_FAILED
            return
        assert self.settings is not None
        told = list(_with_locations(events(held), held, Path(self.settings["ARCHIVE_DIR"])))
        if opts.json:
            print(json.dumps(trace_as_json(held, told), ensure_ascii=False))
        else:
            print_trace(console(), held, told, now=now(), limit=opts.limit)

    def _tell_unknown(self, session: Session, name: str, *, as_json: bool) -> None:
        assert self.settings is not None
        if not is_address(name):
            raise NotFoundError(f"there is no record {name}; scrapy records shows the newest")
        url = name if "://" in name else f"http://{name}"
        near = near_miss(session, url)
        if as_json:
            print(json.dumps(near_as_json(name, near), ensure_ascii=False))
            return
        sources = known_sources(self.settings)
        of_host = next((source.name for source in sources.values() if host_of(url) in source.hosts), None)
        print("trace: " + "\n".join(near_told(url, near, of_host)), file=sys.stderr)


def _with_locations(told: Sequence[Event], held: Found, folder: Path) -> Iterator[Event]:
    """Says of redirects where they led, where the archive can be read."""
    rows = {row.record_id: row for row in held.captures}
    opened = 0
    for event in told:
        if (
            event.what == "captured"
            and 300 <= (event.details["status"] or 0) < 400
            and opened < _REDIRECTS_OPENED
        ):
            opened += 1
            record = record_of(rows[event.details["record_id"]])
            try:
                head, _ = read_stored(folder, record).http()
            except (ArchiveError, ExtractionError, OSError):
                head = None  # the archive may lie elsewhere; all else is told without it
            location = field(head.headers, "Location") if head else None
            event = dataclasses.replace(event, details={**event.details, "location": location})
        yield event
