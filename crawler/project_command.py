"""What the project's commands share: help that teaches, options that are checked, exit codes, dates.

Not in `crawler/commands/`, where Scrapy would take the class itself for a command.
"""

from __future__ import annotations

import argparse
import datetime
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_REFUSED = 3
EXIT_INTERRUPTED = 130


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
        unknown = [arg for arg in args if arg.startswith("-") and arg != "-"]
        if unknown:
            raise UsageError(
                f"no such option: {' '.join(unknown)}; see the command's --help", print_help=False
            )


def moment(text: str) -> datetime.datetime:
    """For argparse: an ISO 8601 date or date and time; UTC where it names no offset."""
    try:
        when = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no ISO 8601 date or time, such as 2026-03-01 or 2026-03-01T08:00+08:00"
        ) from None
    return when if when.tzinfo else when.replace(tzinfo=datetime.UTC)
