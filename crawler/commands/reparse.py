"""`scrapy reparse`: today's extraction over everything held, with a receipt before anything changes."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from scrapy.exceptions import UsageError
from sqlalchemy import Engine

from crawler.clock import now
from crawler.commands.progress import progress
from crawler.commands.receipt import print_summary, write_receipt
from crawler.commands.released import telling_released
from crawler.commands.rereading import Rereading
from crawler.project_command import EXIT_BUSY, EXIT_INTERRUPTED, EXIT_REFUSED, ProjectCommand, moment
from db.engine import open_database, reading, writing
from db.locks import HeldError, holding
from db.queries import crawls, staging, undoing
from db.queries.captures import Selection
from db.queries.quarantine import Chosen
from db.times import to_text

LOCK = "reparse"
COUNTED = ("stored", "updated", "unchanged", "older", "refused", "removed", "reopened")


class Command(ProjectCommand):
    examples = """
  scrapy reparse --dry-run               read what today's parser has not read yet; change nothing, print
                                         what would change and write it as JSON lines
  scrapy reparse                         the same and apply it; what a dry run read is not read again
  scrapy reparse --source finews --since 2026-03-01
  scrapy reparse --quarantine no-text    try again what was refused for that reason
  scrapy reparse --undo 12               put back what run 12 changed

exit codes: 0 done; 1 some pages could not be read through a fault of ours or of the archive; 2 usage;
            3 not applied, because too many bodies would be lost or shrink by half (--force applies it);
            5 another one is going on; 130 interrupted
"""

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Read the archive again with today's extraction, offline"

    def long_desc(self) -> str:
        return (
            "Reads every page of the archive that today's parser has not read yet, without the network,\n"
            "shows what would be lost, gained or changed, and applies it in one transaction per batch,\n"
            "keeping the earlier versions. Stopped or killed, it goes on where it was."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="What to read")
        what.add_argument("--source", action="append", metavar="NAME", help="only this source (repeatable)")
        what.add_argument("--since", type=moment, metavar="TIME", help="only captured at or after this time")
        what.add_argument("--until", type=moment, metavar="TIME", help="only captured before this time")
        what.add_argument(
            "--quarantine", action="append", metavar="REASON", help="only refused for this reason"
        )
        what.add_argument("--again", action="store_true", help="also what today's parser has read already")
        how = parser.add_argument_group(title="What to do with it")
        how.add_argument("--dry-run", action="store_true", help="show the difference and apply nothing")
        how.add_argument(
            "-o",
            "--output",
            metavar="PATH",
            help="the difference as JSON lines (default: in receipts/ beside the archive; - is stdout)",
        )
        how.add_argument(
            "--max-lost",
            type=share,
            default=0.05,
            metavar="SHARE",
            help="refuse to apply when more than this share of bodies would be lost or shrink by half "
            "(default: 0.05)",
        )
        how.add_argument("--force", action="store_true", help="apply whatever would be lost")
        how.add_argument("--undo", type=int, metavar="RUN", help="put back what this run changed")

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"reparse takes no arguments: {' '.join(args)}", print_help=False)
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"])
        try:
            with holding(engine, LOCK):
                self.exitcode = (
                    self._undo(engine, opts) if opts.undo is not None else self._reparse(engine, opts)
                )
        except HeldError as error:
            print(f"another scrapy reparse or boilerplate is going on: {error}", file=sys.stderr)
            self.exitcode = EXIT_BUSY
        except KeyboardInterrupt:
            print("stopped; the same command goes on from there", file=sys.stderr)
            self.exitcode = EXIT_INTERRUPTED

    def _undo(self, engine: Engine, opts: argparse.Namespace) -> int:
        if opts.dry_run or opts.again or opts.source or opts.since or opts.until or opts.quarantine:
            raise UsageError("--undo goes alone: it puts back everything the run changed", print_help=False)
        undo(engine, opts.undo)
        return 0

    def _reparse(self, engine: Engine, opts: argparse.Namespace) -> int:
        assert self.settings is not None
        selection = Selection(
            sources=opts.source, since=opts.since, until=opts.until, reasons=opts.quarantine
        )
        say = _to_stderr if opts.output == "-" else print
        rereading = Rereading(self.settings, engine, selection, say=say, again=opts.again)
        left = rereading.prepare()
        finish_applied(engine)
        code = rereading.read(left)
        if code == EXIT_INTERRUPTED:
            return code
        with _telling_released(engine, selection, say, dry=opts.dry_run):
            return self._settle(engine, opts, say) or code

    def _settle(self, engine: Engine, opts: argparse.Namespace, say: Callable[[str], None]) -> int:
        """Shows the difference between what was read and what is stored; applies it or says why not."""
        assert self.settings is not None
        with reading(engine) as session:
            if not staging.count(session):
                return 0
            path = opts.output or _receipt_path(Path(self.settings["ARCHIVE_DIR"]))
            summary = write_receipt(staging.receipt_rows(session), path)
            at_risk = staging.share_at_risk(session)
        print_summary(summary, at_risk, path)
        if opts.dry_run:
            say("nothing applied (--dry-run); scrapy reparse applies it without reading again")
            return 0
        if at_risk > opts.max_lost and not opts.force:
            print(
                f"not applied: {at_risk:.1%} of the bodies would be lost or shrink by half, more than "
                f"{opts.max_lost:.1%} (--max-lost); --force applies it",
                file=sys.stderr,
            )
            return EXIT_REFUSED
        apply(engine, say, rows_a_transaction=self.settings.getint("REPARSE_TRANSACTION_ROWS"))
        return 0


def _telling_released(
    engine: Engine, selection: Selection, say: Callable[[str], None], *, dry: bool
) -> contextlib.AbstractContextManager[None]:
    """Where pages in quarantine were chosen for their reason."""
    if dry or selection.reasons is None:
        return contextlib.nullcontext()
    chosen = Chosen(
        sources=selection.sources, reasons=selection.reasons, since=selection.since, until=selection.until
    )
    return telling_released(engine, chosen, say)


def apply(engine: Engine, say: Callable[[str], None], *, rows_a_transaction: int) -> None:
    """Applies what is staged, one transaction a batch; goes on with a run that was killed while it did."""
    with writing(engine) as session:
        unfinished = crawls.unfinished(session, "reparse")
        run = unfinished.id if unfinished else crawls.start(session, "reparse", None, _now())
        totals = Counter(unfinished.counts if unfinished else {})
        left = staging.count(session)
    with progress("applying", left) as advance:
        while left:
            with writing(engine) as session:
                counts = staging.apply_batch(session, run, rows_a_transaction)
                still = staging.count(session)
                if counts:
                    totals.update({name: getattr(counts, name) for name in COUNTED})
                    totals["conflicts"] += len(counts.conflicts)
                crawls.note(session, run, totals)
            advance(left - still)
            left = still
    with writing(engine) as session:
        crawls.finish(session, run, "finished", totals, _now())
    told = [f"{totals[name]:,} {name}" for name in (*COUNTED, "conflicts") if totals[name]]
    say(f"run {run} applied: " + (", ".join(told) or "nothing"))
    if totals.total() > totals["unchanged"]:
        say(f"scrapy reparse --undo {run} puts back what it changed")
    if totals["reopened"]:
        say(f"{totals['reopened']:,} older captures are needed again: run scrapy reparse once more")


def finish_applied(engine: Engine) -> None:
    """Ends a run that was killed when all it had was applied, so that no later one goes on with it."""
    with writing(engine) as session:
        unfinished = crawls.unfinished(session, "reparse")
        if unfinished and not staging.count(session):
            crawls.finish(session, unfinished.id, "finished", unfinished.counts, _now())


def undo(engine: Engine, run: int) -> None:
    try:
        with writing(engine) as session:
            counts = undoing.undo(session, run)
    except undoing.UndoError as error:
        raise UsageError(str(error), print_help=False) from error
    print(
        f"run {run} undone: {counts.restored:,} records put back as they were, {counts.removed:,} taken out"
    )


def share(text: str) -> float:
    """For argparse: a number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share from 0 to 1")
    return number


def _receipt_path(archive: Path) -> str:
    stamp = now().strftime("%Y%m%dT%H%M%SZ")
    return str(archive.parent / "receipts" / f"reparse-{stamp}.jsonl")


def _to_stderr(text: str) -> None:
    print(text, file=sys.stderr)


def _now() -> str:
    return to_text(now())
