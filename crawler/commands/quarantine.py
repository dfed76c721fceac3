"""`scrapy quarantine`: pages that were fetched and gave no record, why, and what can be done about it."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.table import Table
from scrapy.exceptions import UsageError
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.alerts.alert import one_line
from crawler.alerts.channels import Channels
from crawler.alerts.telling import tell_pending
from crawler.archive.errors import ArchiveError
from crawler.clock import now
from crawler.commands import reparse
from crawler.commands.explanation import refusal
from crawler.commands.named_record import NotFoundError, find
from crawler.commands.reading_again import archived_page
from crawler.commands.records import number
from crawler.commands.terminal import console, shown
from crawler.expectations.causes import OF_LAYOUT
from crawler.expectations.declared import FIELDS
from crawler.expectations.measures import HELD_BACK
from crawler.extensions.layouts import accept_layout
from crawler.extraction.mirrors.shown import shown_lines
from crawler.items import ExtractionError
from crawler.project_command import EXIT_FAILED, ProjectCommand, moment
from db.engine import open_database, reading, writing
from db.models import Quarantined, values_of
from db.queries import incidents, lookups, quarantine
from db.queries.quarantine import Chosen, Held

_LINES: Final = 12  # of a page that are shown
_LONGEST: Final = 120  # characters of one
_DETAIL: Final = 100  # characters of a reason's detail in a table


class Command(ProjectCommand):
    examples = """
  scrapy quarantine                              how many pages of each source are held, and why
  scrapy quarantine --source finews --reason layout-changed
  scrapy quarantine --each --limit 50            the pages themselves, the newest first
  scrapy quarantine https://news.example.org/1.html
                                                 one page: why, what differs from before, how it begins
  scrapy quarantine 0123456789abcdef --page      the page itself, out of the archive, as UTF-8
  scrapy quarantine --retry --reason no-text     after a fix: reads them again, and says how many came out
  scrapy quarantine --accept finews              its new layout is right; of one site: --accept 'news www.example.cn'

A page is here because it gave no record: a list, a login, no text; or because it departs from what the pages of its
site were like (layout-changed). Nothing is lost: it lies in the archive. If the site has a new layout and its pages
are read rightly, --accept takes it for right and lets in what was held back for it.

exit codes: 0 done; 1 no database, no such page, one that is not held, or no layout to accept; 2 usage; with --retry
            and --accept those of scrapy reparse
"""

    def syntax(self) -> str:
        return "[options] [ID|URL|RECORD]"

    def short_desc(self) -> str:
        return "Show which pages gave no record and why, and read them again"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        which = parser.add_argument_group(title="Which pages")
        which.add_argument("--source", action="append", metavar="NAME", help="of this source (repeatable)")
        which.add_argument("--reason", action="append", metavar="REASON", help="for this reason (repeatable)")
        which.add_argument("--since", metavar="TIME", help="captured at or after this time")
        how = parser.add_argument_group(title="What to show")
        how.add_argument("--each", action="store_true", help="each page, not only how many there are")
        how.add_argument("--limit", type=number, metavar="N", help="of the pages the newest N (default: 20)")
        how.add_argument("--json", action="store_true", help="as JSON, one a line")
        how.add_argument("--page", action="store_true", help="of the page that is named all, decoded")
        do = parser.add_argument_group(title="What to do")
        do.add_argument("--retry", action="store_true", help="read them again with today's extraction")
        do.add_argument(
            "--accept",
            metavar="TARGET",
            help="take the new layout of a source, or of a site of it, for right",
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        _check(args, opts)
        if opts.accept:
            self._accept(opts.accept)
        elif opts.retry:
            self._retry(opts)
        elif args:
            self._show_one(args[0].strip(), opts)
        else:
            self._show_all(_chosen(opts), opts)

    @contextlib.contextmanager
    def _database(self) -> Iterator[Engine]:
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            yield engine
        finally:
            engine.dispose()

    def _show_all(self, chosen: Chosen, opts: argparse.Namespace) -> None:
        with self._database() as engine, reading(engine) as session:
            if opts.each:
                pages = quarantine.pages(session, chosen, limit=opts.limit or 20)
                lines, table = [values_of(page) for page in pages], _table_of_pages(pages)
            else:
                held = quarantine.held(session, chosen)
                lines, table = [_as_json(one) for one in held], _table_of_reasons(held)
        if opts.json:
            for line in lines:
                print(json.dumps(line, ensure_ascii=False))
        elif lines:
            console().print(table)
        else:
            print(
                "nothing is in quarantine"
                if chosen == quarantine.EVERYTHING
                else "no such page is in quarantine"
            )

    def _show_one(self, name: str, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with self._database() as engine:
            try:
                with reading(engine) as session:
                    found = _held(session, name)
            except NotFoundError as error:
                self._fail(str(error))
                return
            page = self._page(engine, found)
        if opts.page:
            print(page)
        elif opts.json:
            print(json.dumps({**values_of(found), "begins": _beginning(page)}, ensure_ascii=False))
        else:
            _print_one(found, _beginning(page))

    def _page(self, engine: Engine, found: Quarantined) -> str:
        """Empty, and told, where it cannot be had."""
        assert self.settings is not None
        try:
            return archived_page(engine, Path(self.settings["ARCHIVE_DIR"]), found.record_id)
        except (ArchiveError, OSError) as error:
            self._fail(f"the page cannot be shown: {error}")
        except ExtractionError as error:
            self._fail(f"the page cannot be shown: {error.reason} {error.detail}".rstrip())
        return ""

    def _fail(self, said: str) -> None:
        print(f"quarantine: {said}", file=sys.stderr)
        self.exitcode = EXIT_FAILED

    def _retry(self, opts: argparse.Namespace) -> None:
        """As `scrapy reparse --quarantine`, also of what today's code has read already."""
        with self._database() as engine, reading(engine) as session:
            held = quarantine.held(session, _chosen(opts))
        if not held:
            print("no such page is in quarantine")
            return
        reasons = sorted({one.reason for one in held})
        arguments = [
            "--again",
            *_repeated("--quarantine", reasons),
            *_repeated("--source", opts.source or ()),
        ]
        self._reparse([*arguments, *(("--since", opts.since) if opts.since else ())])

    def _accept(self, target: str) -> None:
        with self._database() as engine, writing(engine) as session:
            sites = accept_layout(session, target)
            if sites:
                incidents.settle(session, target, causes=OF_LAYOUT, subjects=[*sites, *FIELDS], now=now())
        if not sites:
            self._fail(f"of {target} no page departs from the layout that is known")
            return
        print(f"the next crawl learns anew how the pages of {', '.join(sites)} are laid out")
        self._reparse(["--again", f"--quarantine={HELD_BACK}", f"--source={target.partition(' ')[0]}"])
        assert self.settings is not None
        with self._database() as engine:
            tell_pending(engine, Channels.of(self.settings), now())

    def _reparse(self, arguments: Sequence[str]) -> None:
        command = reparse.Command()
        command.settings = self.settings
        parser = argparse.ArgumentParser(conflict_handler="resolve")
        command.add_options(parser)
        command.perform([], parser.parse_args(arguments))
        self.exitcode = command.exitcode


def _check(args: Sequence[str], opts: argparse.Namespace) -> None:
    filtered = bool(opts.source or opts.reason or opts.since)
    if len(args) > 1:
        raise UsageError("name one page: an id, its beginning, a URL or a record id", print_help=False)
    if args and (filtered or opts.each or opts.limit or opts.retry):
        raise UsageError("a page is named, or chosen by source, reason and time, not both", print_help=False)
    if opts.accept and (args or filtered or opts.each or opts.limit or opts.json or opts.page or opts.retry):
        raise UsageError("--accept goes alone: a site of a source in quotes", print_help=False)
    if opts.page and (not args or opts.json):
        raise UsageError("--page goes with one page that is named, and alone", print_help=False)
    if opts.retry and (opts.each or opts.limit or opts.json):
        raise UsageError("--retry goes with --source, --reason and --since alone", print_help=False)
    if opts.limit and not opts.each:
        raise UsageError("--limit goes with --each", print_help=False)


def _chosen(opts: argparse.Namespace) -> Chosen:
    try:
        since = moment(opts.since) if opts.since else None
    except argparse.ArgumentTypeError as error:
        raise UsageError(f"--since: {error}", print_help=False) from error
    return Chosen(sources=opts.source, reasons=opts.reason, since=since)


def _repeated(option: str, values: Sequence[str]) -> Iterator[str]:
    for value in values:
        yield f"{option}={value}"


def _held(session: Session, name: str) -> Quarantined:
    """Also where an earlier capture of the page gave a record."""
    found = find(session, name)
    if isinstance(found, Quarantined):
        return found
    refused = lookups.refusal_of_id(session, found.id)
    if refused is None:
        raise NotFoundError(f"{name} is not in quarantine; scrapy explain {found.id} tells how it was read")
    return refused


def _as_json(one: Held) -> dict[str, Any]:
    return {"source": one.source, "reason": one.reason, "pages": one.pages, "newest": values_of(one.newest)}


def _table_of_reasons(held: Sequence[Held]) -> Table:
    table = Table()
    for name in ("source", "reason", "pages", "newest", "for example", "which says"):
        table.add_column(
            name, no_wrap=name == "newest", justify="right" if name == "pages" else "left", overflow="fold"
        )
    for one in held:
        words = (one.source, one.reason, f"{one.pages:,}", *_when_where_why(one.newest))
        table.add_row(*map(shown, words))
    return table


def _table_of_pages(pages: Sequence[Quarantined]) -> Table:
    table = Table()
    for name in ("id", "source", "reason", "captured", "page", "which says"):
        table.add_column(name, no_wrap=name in ("id", "captured"), overflow="fold")
    for page in pages:
        table.add_row(*map(shown, (page.article_id, page.source, page.reason, *_when_where_why(page))))
    return table


def _when_where_why(page: Quarantined) -> tuple[str, str, str]:
    detail = one_line(page.detail)
    cut = detail if len(detail) <= _DETAIL else f"{detail[:_DETAIL]}…"
    return page.captured_at[:16].replace("T", " "), page.url or page.record_id, cut


def _beginning(page: str) -> list[str]:
    """The first lines of what a page shows."""
    lines = shown_lines(page) if page else []
    return [line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in lines[:_LINES]]


def _print_one(found: Quarantined, beginning: Sequence[str]) -> None:
    out = console()
    out.print(refusal(found))
    if beginning:
        out.line()
        out.print("the page begins:")
        for line in beginning:
            out.print(shown(f"  {line}"), soft_wrap=True)
