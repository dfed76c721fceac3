"""`scrapy ingest`: archives of any tool and saved pages, into the archive and down the corridor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError

from crawler.archive.folders import find
from crawler.commands.intake import Intake, size_of
from crawler.commands.known_sources import known_sources
from crawler.commands.progress import Advance, progress
from crawler.commands.stoppable import StoppableCrawler
from crawler.commands.tally import Fault, Tally
from crawler.project_command import EXIT_FAILED, EXIT_INTERRUPTED, ProjectCommand
from crawler.sources import ANY_SITE
from crawler.spiders.offline import OfflineSpider
from db.engine import open_database, reading
from db.queries import articles

FAULTS_SHOWN = 50
KILOBYTE = 1000


class Command(ProjectCommand):
    examples = """
  scrapy ingest page.html page.mhtml notes.txt     saved pages
  scrapy ingest ~/saved/                           a folder and all below it; what is no page is passed over
  scrapy ingest crawl.warc.gz site.wacz old.arc.gz archives of any tool, copied record by record
  scrapy ingest --in-place /big/crawl.warc.gz      index an archive where it lies instead (keep it there)
  scrapy ingest --source finews saved/             pages that name no URL, by the rules of finews

exit codes: 0 all is taken in, or was before; 1 something is not, and is named (a bad or damaged file,
            a saved page without an article, two URLs that claim one id); 2 usage; 130 interrupted
"""

    def syntax(self) -> str:
        return "[options] PATH..."

    def short_desc(self) -> str:
        return "Take in saved pages and archives (HTML, MHTML, Markdown, text, WARC, ARC, WACZ, folders)"

    def long_desc(self) -> str:
        return (
            "Writes each page into the archive, reads it and stores the record. The URL of a saved page comes "
            "from its container, else from its canonical link, og:url or a browser's 'saved from' comment, else "
            "from the file's own name. A bad file is named with the reason and the others go on. What was taken "
            "in before is left alone, so it is safe to run the same command again."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--in-place",
            action="store_true",
            help="index WARC, ARC and WACZ files where they lie, copy nothing",
        )
        parser.add_argument(
            "--source",
            metavar="NAME",
            default=ANY_SITE.name,
            help="the source of pages whose URL is of no declared source (default: %(default)s)",
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if not all(args or [""]):  # an empty path would be the present folder
            raise UsageError("name at least one file or folder; see scrapy ingest --help", print_help=False)
        assert self.settings is not None
        self._check_source(opts.source)
        copies = self._count_copies()
        found = list(find(map(Path, args), archive=Path(self.settings["ARCHIVE_DIR"])))
        with progress("ingest", sum(map(size_of, found)) // KILOBYTE, "KB") as advance:
            intake = Intake(found, self.settings, in_place=opts.in_place, advance=in_kilobytes(advance))
            crawler = self._through_the_corridor(intake, opts.source)
        print(summary(intake.tally, stored=stored(crawler), copies=self._count_copies() - copies))
        if crashed(crawler):
            print(
                f"{crashed(crawler):,} pages met an error of our own, see above; the next run tries them again"
            )
        self.exitcode = _exit_code(crawler, intake.tally)
        sys.stdout.flush()
        crawler.deadline.told(self.exitcode)

    def _check_source(self, name: str) -> None:
        assert self.settings is not None
        declared = known_sources(self.settings)
        if name not in declared:
            raise UsageError(
                f"no such source: {name}; declared are {', '.join(sorted(declared))}", print_help=False
            )

    def _through_the_corridor(self, intake: Intake, source: str) -> StoppableCrawler:
        assert self.settings is not None
        process = AsyncCrawlerProcess(self.settings)
        crawler = StoppableCrawler(OfflineSpider, self.settings, called="ingest")
        process.crawl(crawler, name=source, kind="ingest", captures=intake.captures, on_outcome=intake.ended)
        process.start()
        return crawler

    def _count_copies(self) -> int:
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"])
        with reading(engine) as session:
            count = articles.count(session, duplicates="only")
        engine.dispose()
        return count


def in_kilobytes(advance: Advance) -> Advance:
    """A function to call with bytes, which passes on whole kilobytes."""
    left = 0

    def advance_by(size: int) -> None:
        nonlocal left
        whole, left = divmod(left + size, KILOBYTE)
        advance(whole)

    return advance_by


def stored(crawler: Crawler) -> dict[str, int]:
    """What the storage pipeline counted, without its prefix."""
    counts = crawler.stats.get_stats().items()
    return {name.removeprefix("storage/"): count for name, count in counts if name.startswith("storage/")}


def crashed(crawler: Crawler) -> int:
    return crawler.spider.outcomes["crashed"] if isinstance(crawler.spider, OfflineSpider) else 0


def summary(tally: Tally, *, stored: Mapping[str, int], copies: int) -> str:
    """For a person: counts first, then by name what needs a look."""
    counts = [
        ("files", tally.files, ""),
        (
            "records",
            tally.records,
            f"written to the archive or indexed in place, {tally.pages:,} of them pages",
        ),
        ("stored", stored.get("stored", 0), "new articles"),
        ("updated", stored.get("updated", 0), "articles that a newer capture changed"),
        (
            "unchanged",
            stored.get("unchanged", 0) + stored.get("older", 0),
            "articles that are the same or newer",
        ),
        ("duplicates", copies, "copies of other articles, linked to them"),
        ("quarantined", len(tally.quarantined), "pages no article could be read from"),
        ("already held", tally.held, "left alone"),
        ("passed over", tally.passed_over, "files of other kinds, or of the archive itself"),
        ("failed", len(tally.failed), ""),
    ]
    always = ("files", "records", "stored", "failed")
    lines = [
        f"{name:>12}  {count:,}  {meaning}".rstrip()
        for name, count, meaning in counts
        if count or name in always
    ]
    if tally.left_before:
        lines.append(
            f"{tally.left_before:,} of the pages read had been left by an earlier run, unread or without their "
            "original"
        )
    lines += _listed("pages that are no articles of their source", tally.not_articles)
    lines += _listed("damaged archives, taken in as far as they are whole", tally.damaged)
    lines += _listed("in quarantine", tally.quarantined)
    lines += _listed("failed", tally.failed)
    return "\n".join(lines)


def _listed(heading: str, names: Sequence[Fault | str]) -> list[str]:
    shown = [f"  {name}" for name in names[:FAULTS_SHOWN]]
    more = [f"  and {len(names) - FAULTS_SHOWN:,} more"] if len(names) > FAULTS_SHOWN else []
    return ["", f"{heading}:", *shown, *more] if names else []


def _exit_code(crawler: Crawler, tally: Tally) -> int:
    reason = crawler.stats.get_value("finish_reason")
    if reason == "shutdown":
        print("stopped; what was taken in is kept, the same command goes on from there", file=sys.stderr)
        return EXIT_INTERRUPTED
    return EXIT_FAILED if not tally.all_taken or crashed(crawler) or reason != "finished" else 0
