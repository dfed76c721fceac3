"""`scrapy explain`: how one record was read, or why a page gave none."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from sqlalchemy import Engine

from crawler.archive.errors import ArchiveError
from crawler.commands import before_after
from crawler.commands.before_after import Pair
from crawler.commands.explanation import FIELDS, Told, fields, head, refusal, text_difference
from crawler.commands.formats import record_of
from crawler.commands.named_record import Found, NotFoundError, find
from crawler.commands.pages_named import text_of
from crawler.commands.reading_again import archived_page, opened, read_again
from crawler.commands.terminal import console
from crawler.extraction.provenance import guesses_of
from crawler.items import Article, Capture, ExtractionError, Outcome, Refusal
from crawler.project_command import EXIT_FAILED, ProjectCommand
from db import models
from db.engine import open_database, reading
from db.models import values_of


class Command(ProjectCommand):
    examples = """
  scrapy explain 0123456789abcdef                  a record: of each field which rule won, where in the page,
                                                   and what the others said
  scrapy explain 012345                            the beginning of an id will do
  scrapy explain https://news.example.org/1.html   or a URL, or a WARC-Record-ID
  scrapy explain 0123456789abcdef --fresh          read again with today's code: what differs; stores nothing
  scrapy explain 0123456789abcdef --page | less    the page itself, out of the archive, as UTF-8
  scrapy explain 0123456789abcdef --whole          of a restored page all lines that changed, whole

Before another place stands what it says: = the same, ~ more or less of it, ≠ something else; - is a line cut from the
text, ? how many of its characters were lost and guessed. A place is the path of an element in the page, +2 the second
line below it; a selector of the source; an element of the head; a key of a script; or head, middle and tail of the
text. The winner is the record's value.

Of a page that a mirror had corrupted the lines that changed are shown, - as the archive has them and + restored. ⟦⟧
is round what became something else, and where no line has that, round readings taken out; ⟨此 93%⟩ is a character that
was guessed, and how surely.

exit codes: 0 done; 1 no database, no such record, several that begin so, or nothing read of it; 2 usage
"""

    def syntax(self) -> str:
        return "[options] ID"

    def short_desc(self) -> str:
        return "Show how a record was read, or why a page gave none"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        how = parser.add_argument_group(title="What to show")
        how.add_argument("--json", action="store_true", help="as one JSON object")
        how.add_argument(
            "--fresh", action="store_true", help="also what today's code reads, where it differs"
        )
        how.add_argument(
            "--whole", action="store_true", help="of a restored page all lines that changed, not the first"
        )
        how.add_argument("--page", action="store_true", help="the archived page instead, decoded")

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one record: an id, its beginning, a URL or a record id", print_help=False)
        if opts.page and (opts.json or opts.fresh):
            raise UsageError("--page goes alone: it prints the page itself", print_help=False)
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            with reading(engine) as session:
                found = find(session, args[0].strip())
            self._show(engine, found, opts)
        except (NotFoundError, ArchiveError, ExtractionError) as error:
            told = f"{error.reason}: {error.detail}" if isinstance(error, ExtractionError) else error
            print(f"explain: {told}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        finally:
            engine.dispose()

    def _show(self, engine: Engine, found: Found, opts: argparse.Namespace) -> None:
        assert isinstance(self.settings, Settings)
        if opts.page:
            print(archived_page(engine, Path(self.settings["ARCHIVE_DIR"]), found.record_id))
            return
        restored = self._restored(engine, found)
        fresh = read_again(engine, self.settings, found.record_id) if opts.fresh else None
        if opts.json:
            lines = {"restored": before_after.as_json(restored)} if restored else {}
            today = {"fresh": _read_as_json(fresh)} if fresh else {}
            print(json.dumps({**_as_json(found), **lines, **today}, ensure_ascii=False))
            return
        out = console()
        _print(out, found)
        if restored:
            out.line()
            for line in before_after.printed(restored, whole=opts.whole):
                out.print(line, soft_wrap=True)
        if fresh:
            _print_fresh(out, found, fresh)

    def _restored(self, engine: Engine, found: Found) -> list[Pair]:
        """The lines of a restored record that differ from those of its page; none where the page cannot be had."""
        if not isinstance(found, models.Article) or not _is_restored(found):
            return []
        assert self.settings is not None
        try:
            page = _as_it_came(opened(engine, self.settings, found.record_id).page)
        except (ArchiveError, ExtractionError, OSError) as error:
            print(f"explain: the page as it came cannot be shown: {error}", file=sys.stderr)
            return []
        guesses = {name: guesses_of(choice) for name, choice in found.provenance.items()}
        lines = before_after.pairs(page, found.title, found.text, guesses)
        return [pair for pair in lines if pair.changed]


def _is_restored(article: models.Article) -> bool:
    return bool({"garbled", "annotated", "mirror-spam"} & set(article.flags)) and bool(article.repairs)


def _as_it_came(page: Capture | Refusal) -> str:
    """The text of all pages of an article, before anything was done to them."""
    if isinstance(page, Refusal):
        raise ExtractionError(page.reason, page.detail)
    return "\n".join(map(text_of, (page, *page.continuations)))


def _as_json(found: Found) -> dict[str, Any]:
    if isinstance(found, models.Article):
        return {"kind": "article", "record": record_of(found), "provenance": found.provenance}
    return {"kind": "refused", "refusal": values_of(found)}


def _read_as_json(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Article):
        told = Told.of_reading(outcome)
        read = {"parser": told.parser, "record": dict(told.values), "provenance": dict(told.provenance)}
        return {"kind": "article", **read}
    why = {"stage": outcome.stage, "reason": outcome.reason, "detail": outcome.detail}
    return {"kind": "refused", "refusal": {**why, "parser": outcome.parser}}


def _print(out: Console, found: Found) -> None:
    if isinstance(found, models.Quarantined):
        out.print(refusal(found))
        return
    out.print(head(found))
    out.line()
    out.print(fields(Told.of_row(found), width=out.width))
    if not found.provenance:
        out.line()
        out.print(
            "how it was read is not known: the parser of then did not keep it; scrapy reparse reads it again"
        )


def _print_fresh(out: Console, found: Found, fresh: Outcome) -> None:
    out.line()
    if isinstance(fresh, Refusal):
        out.print("today's code refuses it:")
        out.print(refusal(fresh))
        return
    told = Told.of_reading(fresh)
    before = Told.of_row(found) if isinstance(found, models.Article) else None
    differing = before.differences(told) if before else []
    if before and not differing:
        out.print(f"today's code reads the same ({told.parser})")
        return
    otherwise = f" otherwise: {', '.join(differing)}" if before else ""
    out.print(f"today's code ({told.parser}) reads it{otherwise}")
    out.print(fields(told, differing if before else FIELDS, width=out.width))
    if before and "text" in differing and before.values["text"] != told.values["text"]:
        out.print(text_difference(str(before.values["text"]), str(told.values["text"])))
