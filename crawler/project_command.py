"""What the project's commands share: help that teaches, options that are checked, exit codes, dates.

Not in `crawler/commands/`, where Scrapy would take the class itself for a command.
"""

from __future__ import annotations

import argparse
import datetime
import logging
import os
import signal
import sys
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.checked_settings import check_settings
from db.engine import DatabaseUnavailableError

EXIT_FAILED = 1
EXIT_REFUSED = 3
EXIT_FAULTS = 4
EXIT_BUSY = 5
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141  # as of a program that SIGPIPE ends: whoever read has seen enough


class ProjectCommand(ScrapyCommand):
    """A Scrapy command with examples below its help, which refuses options it does not know.

    Scrapy's own parser takes an unknown option for an argument. `log_level` is the command's own where the
    user names none; None leaves it to the settings.
    """

    requires_project = True
    requires_crawler_process = False
    examples: ClassVar[str] = ""
    log_level: ClassVar[str | None] = "WARNING"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "examples:\n" + self.examples.strip("\n") if self.examples else None

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if self.log_level:
            self.settings.set("LOG_LEVEL", self.log_level, priority="cmdline")  # -L and -s come after and win
        super().process_options(args, opts)
        check_log_level(self.settings)
        unknown = [arg for arg in args if arg.startswith("-") and arg != "-"]
        if unknown:
            raise UsageError(
                f"no such option: {' '.join(unknown)}; see the command's --help", print_help=False
            )
        check_workers(self.settings)
        try:
            check_settings(self.settings)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """`perform`, with a line to a person where the database, a disk or who reads our output is at fault.

        SIGTERM ends it as Ctrl-C does.
        """
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self.perform(args, opts)
            sys.stdout.flush()
        except KeyboardInterrupt:
            sys.stderr.write(f"{type(self).__module__.rpartition('.')[2]}: stopped\n")
            self.exitcode = EXIT_INTERRUPTED
        except BrokenPipeError:
            # what is still buffered would raise again when Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.exitcode = EXIT_PIPE
        except (DatabaseUnavailableError, OSError) as error:
            sys.stderr.write(f"{type(self).__module__.rpartition('.')[2]}: {error}\n")
            self.exitcode = EXIT_FAILED

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        """What the command does; sets `exitcode`."""
        raise NotImplementedError


def check_workers(settings: BaseSettings) -> None:
    """UsageError unless WORKERS, of the environment or of `-s`, is a number of processes to be started."""
    stated = str(settings["WORKERS"])
    if not (stated.isascii() and stated.isdigit() and int(stated)):
        raise UsageError(f"WORKERS must be a whole number from 1 on, not {stated!r}", print_help=False)


def check_log_level(settings: BaseSettings) -> None:
    """UsageError unless LOG_LEVEL, of `-L` or of `-s`, is one that logging knows."""
    stated, known = settings["LOG_LEVEL"], ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
    if not isinstance(stated, int) and stated not in logging.getLevelNamesMapping():
        raise UsageError(f"{stated!r} is no log level; {', '.join(known)} are", print_help=False)


def moment(text: str) -> datetime.datetime:
    """For argparse: an ISO 8601 date or date and time; UTC where it names no offset."""
    try:
        when = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no ISO 8601 date or time, such as 2026-03-01 or 2026-03-01T08:00+08:00"
        ) from None
    return when if when.tzinfo else when.replace(tzinfo=datetime.UTC)
