"""`scrapy crawl`: one source from the web into the archive and down the corridor."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from pathlib import Path
from typing import ClassVar

from rich.console import Console
from scrapy import signals
from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from crawler.commands.alerts_told import faults_after
from crawler.commands.crawl_report import Stats, crashed, for_programs, left, nothing_found, summary, table
from crawler.commands.stoppable import StoppableCrawler
from crawler.extensions.lock_watch import LOCK_LOST
from crawler.extensions.run import BUSY
from crawler.project_command import EXIT_BUSY, EXIT_FAILED, EXIT_FAULTS, EXIT_INTERRUPTED, ProjectCommand
from crawler.spiders.arguments import checked_arguments
from db.engine import open_database

_EXIT_CODES = {"shutdown": EXIT_INTERRUPTED, BUSY: EXIT_BUSY, LOCK_LOST: EXIT_BUSY}


class Command(ProjectCommand, crawl.Command):
    requires_crawler_process = True
    log_level: ClassVar[str | None] = None
    examples = """
  scrapy crawl finews                              the source finews; scrapy list names them all
  scrapy crawl finews -L WARNING                   with what is unusual only, and the summary
  scrapy crawl finews -s DOWNLOAD_DELAY=3          slower
  scrapy crawl finews -s CLOSESPIDER_PAGECOUNT=20  a first look: cut off after 20 responses
  scrapy crawl finews --stats-json finews.json     what came of it, for a program
  scrapy crawl finews -a refetch=1                 ask also for the articles that are held already

Every response goes into the archive first. A crawl that was stopped or killed loses nothing that it
fetched or found: the same command goes on from there, and asks for nothing twice that is archived. The table
names each state that a URL can end in; every URL discovered is in one, so the lines add up.

exit codes: 0 done; 1 it broke off (archive not writable, a limit of CLOSESPIDER_*), no seed led anywhere, or some
            pages met an error of our own; 2 usage; 4 it went through, but something is wrong with the source: scrapy
            alerts; 5 another crawl of it is going on; 130 interrupted
"""

    def long_desc(self) -> str:
        return (
            "Follows the feeds and listing pages of a source to its articles, archives every response, reads "
            "the articles and stores the records. The table at the end says what became of every URL, the last "
            "line what came of it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--stats-json", metavar="PATH", help="write what came of it there, as JSON")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if sys.stderr.isatty():  # progress is shown instead of what is usual
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        super().process_options(args, opts)
        if opts.stats_json:
            check_writable(Path(opts.stats_json))

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        name = self._source(args)
        assert self.crawler_process is not None
        crawler = self._stoppable(name)
        try:
            checked_arguments(crawler.spidercls, opts.spargs)
            crawler.spidercls(**opts.spargs)  # says what is wrong with their values before anything is opened
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        open_database(crawler.settings["DATABASE_URL"]).dispose()  # says what is wrong with it in a line
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        stats: Stats = crawler.stats.get_stats() if crawler.stats else {}
        if self.crawler_process.bootstrap_failed:
            self.exitcode = EXIT_FAILED
            return
        self.exitcode = exit_code(stats)
        faults = faults_after(crawler) if self.exitcode in (0, EXIT_FAILED) else None
        if faults:
            self.exitcode = self.exitcode or EXIT_FAULTS
        if crawler.stopped_before_it_began:
            print(f"crawl: {name} was stopped before it began", file=sys.stderr)
        elif self.exitcode != EXIT_BUSY:  # of which the log says who is at it
            self._tell(name, stats, items_to_stdout=items_to_stdout(opts))
        if faults:
            sys.stdout.flush()
            print(f"crawl: {faults}", file=sys.stderr)
        if opts.stats_json:
            told = json.dumps(for_programs(name, stats, self.exitcode), ensure_ascii=False, indent=2)
            Path(opts.stats_json).write_text(told + "\n", encoding="utf-8")
        sys.stdout.flush()
        crawler.deadline.told(self.exitcode)

    def _stoppable(self, name: str) -> StoppableCrawler:
        assert self.crawler_process is not None
        assert self.settings is not None
        spidercls = self.crawler_process.spider_loader.load(name)
        crawler = StoppableCrawler(spidercls, self.settings, called=f"crawl: {name}")
        crawler.signals.connect(self._warn_if_feeds_unused, signal=signals.engine_started)  # as Scrapy's own
        return crawler

    def _tell(self, name: str, stats: Stats, *, items_to_stdout: bool) -> None:
        out = sys.stderr if items_to_stdout else sys.stdout
        Console(file=out, highlight=False, soft_wrap=True).print(table(name, stats))
        if reason := nothing_found(stats):
            sys.stdout.flush()
            print(f"crawl: {reason}", file=sys.stderr)
        print(summary(name, stats), file=out)
        if what := left(stats):
            sys.stdout.flush()
            print(f"crawl: {what}", file=sys.stderr)

    def _source(self, args: list[str]) -> str:
        assert self.crawler_process is not None
        names = self.crawler_process.spider_loader.list()
        if len(args) != 1 or args[0] not in names:
            wrong = f"no such source: {args[0]}" if len(args) == 1 else "name one source"
            raise UsageError(
                f"{wrong}; declared are {', '.join(sorted(names))}; see scrapy crawl --help", print_help=False
            )
        return args[0]


def items_to_stdout(opts: argparse.Namespace) -> bool:
    return any(path.startswith("-") for path in (opts.output or []) + (opts.overwrite_output or []))


def check_writable(path: Path) -> None:
    """UsageError unless a file can be written there; makes none, and opens nothing that could wait."""
    try:
        if not path.exists():
            path.touch(exist_ok=False)
            path.unlink()
        elif path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        elif not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"cannot write {str(path)!r}: {reason}", print_help=False) from error


def exit_code(stats: Stats) -> int:
    reason = stats["finish_reason"]
    if reason in _EXIT_CODES:
        return _EXIT_CODES[reason]
    return EXIT_FAILED if reason != "finished" or crashed(stats) or nothing_found(stats) else 0
