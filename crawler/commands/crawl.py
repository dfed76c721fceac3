"""`scrapy crawl`: one source from the web into the archive and down the corridor."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from crawler.project_command import EXIT_FAILED, EXIT_INTERRUPTED, ProjectCommand
from crawler.spiders.arguments import checked_arguments

CRASHED = ("storage/crashed", "spider_exceptions/count")
REFUSED_BY_STORAGE = {"storage/conflicts": "id-conflict", "storage/unwritable": "unwritable"}


class Command(ProjectCommand, crawl.Command):
    requires_crawler_process = True
    log_level: ClassVar[str | None] = None
    examples = """
  scrapy crawl finews                              the source finews; scrapy list names them all
  scrapy crawl finews -L WARNING                   with what is unusual only, and the summary
  scrapy crawl finews -s DOWNLOAD_DELAY=3          slower
  scrapy crawl finews -s CLOSESPIDER_PAGECOUNT=20  a first look: cut off after 20 responses
  scrapy crawl finews -a refetch=1                 ask also for the articles that are held already

Every response goes into the archive first. A crawl that was stopped or killed loses nothing that it fetched:
the next crawl of any source reads that before it asks for more.

exit codes: 0 done; 1 it broke off (archive not writable, a limit of CLOSESPIDER_*), or some pages met an error
            of our own; 2 usage; 130 interrupted
"""

    def long_desc(self) -> str:
        return (
            "Follows the feeds and listing pages of a source to its articles, archives every response, reads "
            "the articles and stores the records. The last line says what came of it."
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        name = self._source(args)
        assert self.crawler_process is not None
        crawler = self._create_crawler(name)
        try:
            checked_arguments(crawler.spidercls, opts.spargs)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        stats: Mapping[str, Any] = crawler.stats.get_stats() if crawler.stats else {}
        if self.crawler_process.bootstrap_failed or "finish_reason" not in stats:
            self.exitcode = EXIT_FAILED
            return
        items_to_stdout = any(
            path.startswith("-") for path in (opts.output or []) + (opts.overwrite_output or [])
        )
        print(summary(name, stats), file=sys.stderr if items_to_stdout else sys.stdout)
        self.exitcode = exit_code(stats)

    def _source(self, args: list[str]) -> str:
        assert self.crawler_process is not None
        names = self.crawler_process.spider_loader.list()
        if len(args) != 1 or args[0] not in names:
            wrong = f"no such source: {args[0]}" if len(args) == 1 else "name one source"
            raise UsageError(
                f"{wrong}; declared are {', '.join(sorted(names))}; see scrapy crawl --help", print_help=False
            )
        return args[0]


def summary(name: str, stats: Mapping[str, Any]) -> str:
    """One line for a person: what became of everything found."""
    stored = {word: stats.get(f"storage/{word}", 0) for word in ("stored", "updated", "unchanged", "older")}
    new, changed, same = stored["stored"], stored["updated"], stored["unchanged"] + stored["older"]
    refused = refusals(stats)
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in refused.most_common())
    parts = [
        f"{stats.get('scheduler/enqueued', 0):,} URLs discovered",
        f"{stats.get('archive/response', 0) + stats.get('archive/revisit', 0):,} responses captured",
        f"{new + changed + same:,} articles stored ({new:,} new, {changed:,} changed, {same:,} as before)",
        f"{refused.total():,} refused" + (f" ({reasons})" if reasons else ""),
    ]
    if recovered := stats.get("archive/recovered", 0):
        parts.append(f"{recovered:,} of the pages left unread by an earlier run")
    if crashed := _crashed(stats):
        parts.append(
            f"{crashed:,} met an error of our own, see the log; what was archived is read by the next run"
        )
    return f"{name} {stats['finish_reason']}: " + ", ".join(parts)


def refusals(stats: Mapping[str, Any]) -> Counter[str]:
    """How many pages were refused, by reason, at whatever stage."""
    counts: Counter[str] = Counter()
    for key, value in stats.items():
        _, refused, reason = key.partition("/refused/")
        reason = reason if refused else REFUSED_BY_STORAGE.get(key, "")
        if reason and value:
            counts[reason] += value
    return counts


def exit_code(stats: Mapping[str, Any]) -> int:
    reason = stats["finish_reason"]
    if reason == "shutdown":
        return EXIT_INTERRUPTED
    return EXIT_FAILED if reason != "finished" or _crashed(stats) else 0


def _crashed(stats: Mapping[str, Any]) -> int:
    return sum(stats.get(name, 0) for name in CRASHED)
