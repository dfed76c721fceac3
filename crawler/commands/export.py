"""`scrapy export`: the records, for other programs and for people."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.commands import story_formats
from crawler.commands.formats import (
    FORMATS,
    STREAMS,
    WITH_PROVENANCE,
    ExportError,
    check_target,
    counted,
    whole_file,
    whole_folder,
    write_files,
)
from crawler.commands.holdings import check_sources, holdings
from crawler.commands.progress import Advance, progress
from crawler.project_command import EXIT_FAILED, EXIT_INTERRUPTED, ProjectCommand, moment
from db.queries import articles, whole_stories

STDOUT = "-"


class Command(ProjectCommand):
    examples = """
  scrapy export -o records.jsonl                         everything, a JSON object a line
  scrapy export -o records.csv --source finews           for a spreadsheet, one source
  scrapy export -o march.parquet --since 2026-03-01 --until 2026-04-01
  scrapy export --format files -o texts --originals      a folder of NNN_<id>.txt: title, empty line, text
  scrapy export --format jsonl -o - | jq -r .title       to another program
  scrapy export -o records.jsonl --provenance            with how each field was read
  scrapy export -o stories.jsonl --clusters              a story a line, with all records that carry it
  scrapy export -o stories.csv --clusters --source finews
                                                         stories that finews carries, each record a row

Records come in the order of capture. A file appears under its name when all of it is written.
In CSV lists are joined by "; ", repairs as "name times", and an apostrophe stands before what a spreadsheet would
take for a formula.

--originals leaves out what has a duplicate_of: copies, exact or changed, wherever their original is. What stays are
originals, records in no story, and those that share only a part with others.

A story (--clusters): cluster_id, original (its id), headline (the original's), size, sites, first_published,
last_published, members. The members begin with the original; each has, beside its own fields, what its text is to the
original's (duplicate_kind, similarity, containment), and relations, the records outside the story that it shares a
part with. A story is chosen when one of its records is, and comes whole.

exit codes: 0 done; 1 nothing exported (no database, nothing in it, nowhere to write); 2 usage
"""

    def syntax(self) -> str:
        return "[options] -o PATH"

    def short_desc(self) -> str:
        return "Write the records, or stories of them, as JSON lines, CSV, Parquet or text files"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        where = parser.add_argument_group(title="Where to")
        where.add_argument(
            "-o", "--output", required=True, metavar="PATH", help="file or, for files, folder; - is stdout"
        )
        where.add_argument(
            "--format", choices=FORMATS, help="what to write (default: what the name of PATH ends in)"
        )
        where.add_argument(
            "--provenance",
            action="store_true",
            help="with a field more, by field which rule won, where, and what the others said "
            "(jsonl; in parquet JSON as text)",
        )
        _add_choices(parser)

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"export takes no arguments: {' '.join(args)}", print_help=False)
        assert self.settings is not None
        format_name = _format(opts)
        if wrong := _at_odds(opts, format_name):
            raise UsageError(wrong, print_help=False)
        try:
            if opts.output != STDOUT:
                check_target(Path(opts.output), format_name)
            with holdings(self.settings) as session:
                check_sources(session, opts.source)
                (_export_stories if opts.clusters else _export)(session, opts, format_name)
        except ExportError as error:
            print(f"export: {error}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        except BrokenPipeError:
            raise  # no fault of the place named; see ProjectCommand
        except OSError as error:
            print(f"export: cannot write {opts.output}: {error.strerror or error}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        except KeyboardInterrupt:
            print(f"export: stopped; nothing was written to {opts.output}", file=sys.stderr)
            self.exitcode = EXIT_INTERRUPTED


def _add_choices(parser: argparse.ArgumentParser) -> None:
    what = parser.add_argument_group(title="Which records")
    what.add_argument("--source", action="append", metavar="NAME", help="only this source (repeatable)")
    what.add_argument("--since", type=moment, metavar="TIME", help="only captured at or after this time")
    what.add_argument(
        "--until", type=moment, metavar="TIME", help="only captured before this time (ISO 8601; UTC)"
    )
    copies = what.add_mutually_exclusive_group()
    copies.add_argument(
        "--originals", action="store_true", help="no copies: the same as --duplicates without"
    )
    copies.add_argument(
        "--duplicates", choices=("with", "without", "only"), help="records that are copies (default: with)"
    )
    copies.add_argument(
        "--clusters", action="store_true", help="stories of at least two records (jsonl, csv, parquet)"
    )
    what.add_argument(
        "--singletons", action="store_true", help="with --clusters: records in no story too, as one each"
    )


def _at_odds(opts: argparse.Namespace, format_name: str) -> str | None:
    """What cannot be asked for together."""
    if opts.singletons and not opts.clusters:
        return "--singletons goes with --clusters"
    if opts.clusters and format_name not in story_formats.STREAMS:
        return f"--clusters cannot be {format_name}, only {', '.join(story_formats.STREAMS)}"
    if opts.clusters and opts.provenance:
        return "--provenance is of records: it cannot go with --clusters"
    if opts.provenance and format_name not in WITH_PROVENANCE:
        return f"{format_name} has no place for --provenance, only {' and '.join(WITH_PROVENANCE)}"
    return None


def _format(opts: argparse.Namespace) -> str:
    chosen: str | None = opts.format
    if chosen is None:
        ending = Path(opts.output).suffix.removeprefix(".").lower()
        if ending not in STREAMS:
            raise UsageError(
                f"name a --format: {opts.output} ends in none of {', '.join(STREAMS)}", print_help=False
            )
        return ending
    if opts.output == STDOUT and chosen not in ("jsonl", "csv"):
        raise UsageError(f"{chosen} cannot go to stdout, only jsonl and csv; name a path", print_help=False)
    return chosen


def _export(session: Session, opts: argparse.Namespace, format_name: str) -> None:
    copies: articles.Duplicates = "without" if opts.originals else opts.duplicates or "with"
    chosen: dict[str, Any] = {**_choice(opts), "duplicates": copies}
    total = articles.count(session, **chosen)
    with _telling(opts.output, total, "records") as advance:
        records = counted(articles.export(session, **chosen), advance)
        if format_name == "files":
            with whole_folder(Path(opts.output)) as folder:
                write_files(records, folder, total)
        else:
            write = (WITH_PROVENANCE if opts.provenance else STREAMS)[format_name]
            with _opened(opts.output) as out:
                write(records, out)
    if not total:
        print("export: no record is chosen by these filters", file=sys.stderr)


def _export_stories(session: Session, opts: argparse.Namespace, format_name: str) -> None:
    chosen: dict[str, Any] = {**_choice(opts), "singletons": opts.singletons}
    total = whole_stories.count(session, **chosen)
    with _telling(opts.output, total, "stories") as advance, _opened(opts.output) as out:
        story_formats.STREAMS[format_name](counted(whole_stories.stories(session, **chosen), advance), out)
    if not total:
        print("export: no story is chosen by these filters", file=sys.stderr)


def _choice(opts: argparse.Namespace) -> dict[str, Any]:
    return {"sources": opts.source, "since": opts.since, "until": opts.until}


@contextlib.contextmanager
def _opened(output: str) -> Iterator[BinaryIO]:
    if output != STDOUT:
        with whole_file(Path(output)) as out:
            yield out
        return
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def _telling(output: str, total: int, unit: str) -> Iterator[Advance]:
    if output == STDOUT and sys.stdout.isatty():
        yield lambda _: None  # a bar would run through the records
        return
    with progress("exporting", total, unit) as advance:
        yield advance
