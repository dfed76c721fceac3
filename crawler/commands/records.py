"""`scrapy records`: the newest records as a table, or one whole."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from rich.table import Table
from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.commands.formats import json_line, record_of
from crawler.commands.holdings import check_sources, holdings
from crawler.commands.terminal import console, shown
from crawler.project_command import EXIT_FAILED, ProjectCommand
from db.models import Article
from db.queries import articles


class Command(ProjectCommand):
    examples = """
  scrapy records                          the 20 records captured last
  scrapy records --source finews --limit 5
  scrapy records 0123456789abcdef         one record, every field and the whole text
  scrapy records --json --limit 100       as JSON lines (scrapy export writes them all)

exit codes: 0 done; 1 no database, nothing in it, or no such record; 2 usage
"""

    def syntax(self) -> str:
        return "[options] [ID]"

    def short_desc(self) -> str:
        return "Show the newest records, or one whole"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="Which records")
        what.add_argument("--source", action="append", metavar="NAME", help="only this source (repeatable)")
        what.add_argument("--limit", type=number, default=20, metavar="N", help="how many (default: 20)")
        what.add_argument("--json", action="store_true", help="as JSON, a record a line")

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            raise UsageError(f"one id at a time, not {' '.join(args)}", print_help=False)
        assert self.settings is not None
        with holdings(self.settings) as session:
            check_sources(session, opts.source)
            chosen = _chosen(session, args, opts)
        if not chosen:
            print(f"records: there is no record {args[0]}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        elif opts.json:
            sys.stdout.writelines(map(json_line, chosen))
        else:
            console().print(_whole(chosen[0]) if args else _table(chosen))


def number(text: str) -> int:
    """For argparse: a whole number from 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def _chosen(session: Session, args: Sequence[str], opts: argparse.Namespace) -> list[Article]:
    if args:
        found = articles.by_id(session, args[0].strip().lower())
        return [found] if found else []
    return articles.newest(session, opts.limit, sources=opts.source)


def _table(records: Sequence[Article]) -> Table:
    table = Table()
    table.add_column("id", no_wrap=True)
    table.add_column("source")
    table.add_column("published", no_wrap=True)
    table.add_column("title", ratio=3, overflow="fold")
    table.add_column("authors", ratio=1, overflow="fold")
    table.add_column("publisher", overflow="fold")
    table.add_column("characters", justify="right")
    table.add_column("duplicate of", no_wrap=True)
    for record in records:
        cells = (
            record.id,
            record.source,
            (record.published_at or "")[:16].replace("T", " "),
            record.title or "",
            " ".join(record.authors),
            record.publisher or "",
            f"{len(record.text):,}",
            # the kind below the id, which leaves the column as wide as it is
            "\n".join(filter(None, (record.duplicate_of, record.duplicate_kind))),
        )
        table.add_row(*map(shown, cells))
    return table


def _whole(record: Article) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in record_of(record).items():
        if value not in (None, []):
            grid.add_row(name, shown("; ".join(value) if isinstance(value, list) else str(value)))
    return grid
