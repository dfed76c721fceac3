"""`scrapy reposts`: who carried a story, and what became of it there."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.commands import story_list
from crawler.commands.holdings import check_sources, holdings
from crawler.commands.named_record import NotFoundError, find, is_name
from crawler.commands.progress import Advance, progress
from crawler.commands.records import number
from crawler.commands.side_by_side import beside
from crawler.commands.story import Story, as_json, collected
from crawler.commands.story_sites import site_names
from crawler.commands.story_told import told
from crawler.commands.story_words import time_told
from crawler.commands.terminal import console, shown
from crawler.project_command import EXIT_FAILED, EXIT_INTERRUPTED, ProjectCommand, moment
from db import models
from db.queries import stories

MEMBERS_SHOWN: Final = 50
STORIES_SHOWN: Final = 20
_WORTH_A_BAR: Final = 200  # copies that are compared while a person waits


class Command(ProjectCommand):
    examples = """
  scrapy reposts                                   the largest stories held
  scrapy reposts --source finews --since 2026-03-01
                                                   those that finews carried since then
  scrapy reposts 0123456789abcdef                  the story of a record: the original, and who carried it
  scrapy reposts https://news.example.org/1.html   by a URL, a WARC-Record-ID, or the beginning of an id
  scrapy reposts 0123456789abcdef --diff           the original beside this copy; of an original beside each copy
  scrapy reposts 0123456789abcdef --diff fedcba    two records side by side, of one story or not
  scrapy reposts 0123456789abcdef --diff --whole | less -R
  scrapy reposts 0123456789abcdef --json | jq '.copies[] | select(.kept < 0.5) | .url'

The original is the record that no mirror spoils, whose own site is credited, which was published first, is the longest,
was captured first: the first of these that tells two records apart decides. Copies come in the order they were
published, or else captured (UTC, with a Z); ← is the record asked for. Where sites of several owners give one name, as
a mirror does with that of the site it copies, the domain stands behind it. "kept" is how many of the original's letters
and digits stand in the copy, "added" how many of the copy's do not stand in the original; punctuation, line breaks and
traditional characters make no difference.

Side by side: < is in the left text alone, > in the right, | in both with what ⟦⟧ encloses changed, ~ in another place.

--json prints one object: named, cluster_id (null without copies), records, sites, original, why (the rule, one of
mirror, credited, published, longest, captured and id, that tells the original from the record named by over), copies,
copies_not_shown, related, related_not_shown. A copy has its id, source, site, title, publisher, published_at, url,
flags, first_captured, seconds_later (null where it or the original states no date), kind (exact, near, contained-in,
contains), similarity (null of some, in stories of over a thousand texts), letters, kept, added, cut_passages and
added_passages (pairs of shares: where each begins and ends), moved and retouched (shares of the original),
headline_changed, people_changed, traditional. Of another story that is related one record is given, with relation
(what the text of this story with the digest "to" is to its own), jaccard, containment, begins and ends (where in the
longer of the two), its own cluster_id, and others_of_its_story, how many more of it are related. Without an ID it is an
object a line: cluster_id, original, title, site, records, sites, first_came_out, last_came_out (of those with a date,
if there are any).

exit codes: 0 done, also of a record without copies; 1 no database, nothing in it, or no such record; 2 usage
"""

    def syntax(self) -> str:
        return "[options] [ID]"

    def short_desc(self) -> str:
        return "Show who carried a story, or the largest stories"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="What to show")
        what.add_argument("--json", action="store_true", help="as JSON")
        what.add_argument(
            "--diff",
            nargs="?",
            const="",
            metavar="ID2",
            help="the texts side by side, or the record's and ID2's",
        )
        what.add_argument("--whole", action="store_true", help="with --diff, also what is the same")
        what.add_argument(
            "--limit",
            type=number,
            metavar="N",
            help=f"how many copies (default: {MEMBERS_SHOWN}) or stories (default: {STORIES_SHOWN})",
        )
        which = parser.add_argument_group(
            title="Which stories, without an ID: those that a record is part of"
        )
        which.add_argument("--source", action="append", metavar="NAME", help="of this source (repeatable)")
        which.add_argument("--since", type=moment, metavar="TIME", help="captured at or after this time")
        which.add_argument(
            "--until", type=moment, metavar="TIME", help="captured before this time (ISO 8601; UTC)"
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args and opts.diff:
            args, opts.diff = [opts.diff], ""  # the option has taken the record's name for its own
        _check(args, opts)
        assert self.settings is not None
        try:
            with holdings(self.settings) as session:
                if args:
                    _show_story(session, args[0].strip(), opts)
                else:
                    _list_stories(session, opts)
        except NotFoundError as error:
            print(f"reposts: {error}", file=sys.stderr)
            self.exitcode = EXIT_FAILED
        except KeyboardInterrupt:
            print("reposts: stopped", file=sys.stderr)
            self.exitcode = EXIT_INTERRUPTED


def _check(args: Sequence[str], opts: argparse.Namespace) -> None:
    if len(args) > 1:
        raise UsageError(
            f"one record at a time, not {' '.join(args)}; --diff takes a second", print_help=False
        )
    if args and (opts.source or opts.since or opts.until):
        raise UsageError(
            "--source, --since and --until choose among all stories, without an ID", print_help=False
        )
    if opts.diff is not None and not args:
        raise UsageError("--diff needs a record: scrapy reposts ID --diff", print_help=False)
    if opts.diff is not None and opts.json:
        raise UsageError("--diff is for reading; --json has the figures of each copy", print_help=False)
    if opts.whole and opts.diff is None:
        raise UsageError("--whole goes with --diff", print_help=False)
    if opts.diff and not is_name(opts.diff):
        raise UsageError(f"--diff {opts.diff}: no id, URL or record id", print_help=False)


def _list_stories(session: Session, opts: argparse.Namespace) -> None:
    check_sources(session, opts.source)
    filters = {"sources": opts.source, "since": opts.since, "until": opts.until}
    lines = list(story_list.largest(session, opts.limit or STORIES_SHOWN, **filters))
    if opts.json:
        for line in lines:
            print(json.dumps(story_list.as_json(line), ensure_ascii=False))
    elif lines:
        console().print(story_list.table(lines))
    else:
        chosen = "that is chosen" if any(filters.values()) else "held"
        print(f"reposts: no record {chosen} has a copy among those held", file=sys.stderr)


def _show_story(session: Session, name: str, opts: argparse.Namespace) -> None:
    named = _article(session, name)
    out = console()
    if opts.diff:
        other = _article(session, opts.diff)
        if other.id == named.id:
            raise UsageError(f"{name} and {opts.diff} name one record, {named.id}", print_help=False)
        _print_beside(out, named, other, whole=opts.whole)
        return
    limit = opts.limit or MEMBERS_SHOWN
    with _telling(session, named, limit) as advance:
        story = collected(session, named, limit, advance)
    if opts.json:
        print(json.dumps(as_json(story), ensure_ascii=False))
    elif opts.diff is None:
        out.print(told(story, out.width))
    else:
        _print_copies(session, out, story, whole=opts.whole)


def _article(session: Session, name: str) -> models.Article:
    found = find(session, name)
    if isinstance(found, models.Quarantined):
        raise NotFoundError(
            f"{name} gave no record ({found.reason}), so it has no copies; scrapy explain {found.article_id} tells more"
        )
    return found


@contextlib.contextmanager
def _telling(session: Session, named: models.Article, limit: int) -> Iterator[Advance]:
    copies = min(stories.size(session, named.cluster_id), limit)
    if copies < _WORTH_A_BAR:
        yield lambda _: None
        return
    with progress("comparing", copies, "copies") as advance:
        yield advance


def _print_copies(session: Session, out: Console, story: Story, *, whole: bool) -> None:
    chosen = [copy.member.id for copy in story.copies]
    if story.named in chosen:
        chosen = [story.named]
    if not chosen:
        out.print(told(story, out.width))
        return
    for copy in stories.articles_of(session, chosen):
        _print_beside(out, story.original, copy, whole=whole)
    if left := len(story.members) - 1 - len(story.copies) if len(chosen) > 1 else 0:
        out.print(shown(f"… and {left:,} more (--limit shows more of them)", "dim"))


def _head(record: models.Article, site: str) -> str:
    return "  ".join(filter(None, (record.id, site, time_told(record.published_at or ""))))


def _print_beside(out: Console, left: models.Article, right: models.Article, *, whole: bool) -> None:
    records = (left, right)
    heads = [_head(record, site) for record, site in zip(records, site_names(records), strict=True)]
    titles = [record.title or "" for record in records]
    out.print(beside(left.text, right.text, heads=heads, titles=titles, whole=whole))
    out.line()
