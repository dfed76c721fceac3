"""`scrapy history`: every visit to an article, and every version of it with what changed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.archive.errors import ArchiveError
from crawler.archive.heads import field
from crawler.archive.reader import read_stored
from crawler.clock import now
from crawler.commands.history_found import history
from crawler.commands.history_told import as_json, print_history
from crawler.commands.named_record import NotFoundError
from crawler.commands.terminal import console
from crawler.commands.trace_found import found
from crawler.extensions.index import record_of
from crawler.items import ExtractionError
from crawler.project_command import EXIT_FAILED, ProjectCommand
from db import models
from db.engine import open_database, reading


class Command(ProjectCommand):
    examples = """
  scrapy history https://news.example.org/1.html    when it was asked for, what came, what changed
  scrapy history 0123456789abcdef                   by the id of a record or its beginning
  scrapy history URL --whole                        changed lines in full
  scrapy history URL --json | jq '.versions[].fields | keys'

A page that is gone is marked, and its record kept; of one that is back that is said. What a server calls not modified,
and a page that says what it said before, bring no version.

--json prints one object: id, url, title, gone (at, how, confirmed_at) or null, next_at, interval (seconds), visits (at,
what, status, detail, record_id, version, back) and versions (number, id, at, by, crawl_id, record_id, removed, fields
with before and after, text_changes with number, before and after of each line). `what` is stored, changed, unchanged,
not-modified, gone, redirected, refused, failed or unread.

exit codes: 0 done; 1 no database, or nothing is held of it; 2 usage
"""

    def syntax(self) -> str:
        return "[options] URL|ID"

    def short_desc(self) -> str:
        return "Show every visit to an article, and what changed in it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="What to show")
        what.add_argument(
            "--whole", action="store_true", help="changed lines in full, not only what is near a change"
        )
        what.add_argument("--json", action="store_true", help="as one JSON object")

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one URL, id or record id", print_help=False)
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            with reading(engine) as session:
                self._show(session, args[0].strip(), opts)
        except NotFoundError as error:
            print(f"history: {error}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        finally:
            engine.dispose()

    def _show(self, session: Session, name: str, opts: argparse.Namespace) -> None:
        held = found(session, name)
        if not (held.captures or held.articles):
            raise NotFoundError(f"nothing is held of {name}; scrapy trace shows what crawls met")
        told = history(held, self._location)
        if opts.json:
            print(json.dumps(as_json(told), ensure_ascii=False))
        else:
            print_history(console(), told, now=now(), whole=opts.whole)

    def _location(self, row: models.Capture) -> str | None:
        """None too where the archive lies elsewhere; all else is told without it."""
        assert self.settings is not None
        try:
            head, _ = read_stored(Path(self.settings["ARCHIVE_DIR"]), record_of(row)).http()
        except (ArchiveError, ExtractionError, OSError):
            return None
        return field(head.headers, "Location") if head else None
