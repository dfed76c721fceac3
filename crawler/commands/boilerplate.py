"""`scrapy boilerplate`: what the pages of a site share, learned from the archive, shown and forgotten."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Sequence

from rich.table import Table
from scrapy.exceptions import UsageError
from sqlalchemy import Engine

from crawler.clock import now
from crawler.commands.known_sources import known_sources
from crawler.commands.progress import progress
from crawler.commands.reparse import LOCK
from crawler.commands.site_learning import Learning, SiteLearner
from crawler.commands.terminal import console, shown
from crawler.extraction.learned import site_of
from crawler.learning.tally import FEWEST_PAGES
from crawler.project_command import EXIT_BUSY, EXIT_FAILED, EXIT_INTERRUPTED, ProjectCommand
from db.engine import open_database, reading, writing
from db.locks import HeldError, holding
from db.models import LearnedSite
from db.queries import boilerplate
from db.queries.boilerplate import Site
from db.times import to_text

_EXAMPLES = 3


class Command(ProjectCommand):
    examples = """
  scrapy boilerplate --learn --dry-run       read the archive and show what every site would teach
  scrapy boilerplate --learn                 the same and keep it; then scrapy reparse --dry-run shows what it
                                             changes, and scrapy reparse applies it
  scrapy boilerplate --learn --site news.example.cn
  scrapy boilerplate --list                  what is learned; --site shows the lines, --json everything
  scrapy boilerplate --clear --site news.example.cn

A site is a host within a source (www. makes no other). What is learned of it applies to its own pages alone, from
the next run on: to what is crawled and ingested, and, by scrapy reparse, to what is held. Nothing is learned but by
this command: a crawl and the replay of its archive into the same database read alike. An empty database has learned
nothing, and reads every page as that of a site seen for the first time.

exit codes: 0 done; 1 some pages could not be had from the archive, and what is learned of their sites stays as it
            was, or no database; 2 usage; 5 another scrapy boilerplate or reparse is going on; 130 stopped by Ctrl-C
"""

    def syntax(self) -> str:
        return "--learn | --list | --clear  [options]"

    def short_desc(self) -> str:
        return "Learn from the archive what the pages of a site share and no article is"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        what = parser.add_argument_group(title="What to do").add_mutually_exclusive_group()
        what.add_argument("--learn", action="store_true", help="read the archive and learn")
        what.add_argument("--list", action="store_true", help="show what is learned")
        what.add_argument("--clear", action="store_true", help="forget what is learned")
        how = parser.add_argument_group(title="Of what, and how")
        how.add_argument("--source", action="append", metavar="NAME", help="only this source (repeatable)")
        how.add_argument("--site", action="append", metavar="HOST", help="only this host (repeatable)")
        how.add_argument("--dry-run", action="store_true", help="with --learn: show it and keep nothing")
        how.add_argument("--json", action="store_true", help="with --list: as JSON, a site a line")

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        _check(args, opts)
        assert self.settings is not None
        if unknown := set(opts.source or ()) - set(known_sources(self.settings)):
            raise UsageError(f"no such source: {', '.join(sorted(unknown))}", print_help=False)
        hosts = [_host(named) for named in opts.site] if opts.site else None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            if opts.list:
                _show(engine, opts, hosts)
                return
            with holding(engine, LOCK):  # which reads by what is learned
                self.exitcode = (
                    self._learn(engine, opts, hosts) if opts.learn else _clear(engine, opts, hosts)
                )
        except HeldError as error:
            print(f"another scrapy reparse or boilerplate is going on: {error}", file=sys.stderr)
            self.exitcode = EXIT_BUSY
        except KeyboardInterrupt:
            print("stopped; what was learned of the sites told above is kept", file=sys.stderr)
            self.exitcode = EXIT_INTERRUPTED
        finally:
            engine.dispose()

    def _learn(self, engine: Engine, opts: argparse.Namespace, hosts: list[str] | None) -> int:
        assert self.settings is not None
        sites = _sites(engine, opts.source, hosts)
        faulty = taught = 0
        learner = SiteLearner(engine, self.settings)
        with contextlib.closing(learner), progress("reading", sum(x.articles for x in sites)) as advance:
            for site in sites:
                learning = learner.learn(site, advance)
                faulty += bool(learning.unopened or learning.lost)
                taught += _settle(engine, learning, dry_run=opts.dry_run)
        print(
            f"sites of at least {FEWEST_PAGES} articles: {len(sites):,} read, something learned of {taught:,}"
        )
        if opts.dry_run:
            print("nothing kept (--dry-run)")
        elif sites:
            print("scrapy reparse --dry-run shows what it changes, scrapy reparse applies it")
        return EXIT_FAILED if faulty else 0


def _check(args: Sequence[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"boilerplate takes no arguments: {' '.join(args)}", print_help=False)
    if not (opts.learn or opts.list or opts.clear):
        raise UsageError("one of --learn, --list and --clear", print_help=False)
    if opts.dry_run and not opts.learn:
        raise UsageError("--dry-run goes with --learn", print_help=False)
    if opts.json and not opts.list:
        raise UsageError("--json goes with --list", print_help=False)


def _host(named: str) -> str:
    """As sites are kept, of a host or of any address there."""
    host = site_of(named if "://" in named else f"http://{named}")
    if host is None:
        raise UsageError(f"{named!r} is no host", print_help=False)
    return host


def _sites(engine: Engine, sources: list[str] | None, hosts: list[str] | None) -> list[Site]:
    """Those to be read, and those of which something was learned when they held more. UsageError for an unknown one."""
    with reading(engine) as session:
        held = boilerplate.sites(session, sources=sources, hosts=hosts)
        learned = {
            (row.source, row.host) for row in boilerplate.tables(session, sources=sources, hosts=hosts)
        }
    if missing := set(hosts or ()) - {site.host for site in held}:
        raise UsageError(f"no article is held of {', '.join(sorted(missing))}", print_help=False)
    return [site for site in held if site.articles >= FEWEST_PAGES or (site.source, site.host) in learned]


def _settle(engine: Engine, learning: Learning, *, dry_run: bool) -> bool:
    """Keeps and tells what the site taught; whether that is anything."""
    site, lesson = learning.site, learning.lesson
    if learning.unopened or learning.lost:
        print(
            f"{site.source} {site.host}: {learning.unopened:,} pages are not in the archive any more, "
            f"{learning.lost:,} cost their worker; what is learned of it stays as it was",
            file=sys.stderr,
        )
        return False
    version = lesson.version(site.source, site.host)
    with reading(engine) as session:
        before = boilerplate.tables(session, sources=[site.source], hosts=[site.host])
    if not dry_run:
        _keep(engine, learning, version)
    if version or before:
        known = next((row.version for row in before), "")
        print(_told(learning, version, as_before=version == known))
    return bool(version)


def _keep(engine: Engine, learning: Learning, version: str) -> None:
    site, lesson = learning.site, learning.lesson
    with writing(engine) as session:
        if not version:
            boilerplate.forget(session, sources=[site.source], hosts=[site.host])
            return
        table = LearnedSite(
            source=site.source,
            host=site.host,
            version=version,
            pages=lesson.pages,
            learned_at=to_text(now()),
            lines=lesson.lines,
            stamps=lesson.stamps,
        )
        boilerplate.keep(session, table)


def _told(learning: Learning, version: str, *, as_before: bool) -> str:
    site, lesson = learning.site, learning.lesson
    if not version:
        return f"{site.source} {site.host}: {lesson.pages:,} pages, nothing learned any more"
    state = f"version {version}, {'as before' if as_before else 'new'}"
    head = (
        f"{site.source} {site.host}: of {lesson.pages:,} pages learned: lines {len(lesson.lines):,}, "
        f"dates {len(lesson.stamps):,} ({state})"
    )
    examples = [*lesson.stamps.items(), *lesson.lines.items()][:_EXAMPLES]
    return "\n".join((head, *(f"  on {pages:,}: {line}" for line, pages in examples)))


def _clear(engine: Engine, opts: argparse.Namespace, hosts: list[str] | None) -> int:
    with writing(engine) as session:
        gone = boilerplate.forget(session, sources=opts.source, hosts=hosts)
    if gone:
        print(f"forgotten what was learned of sites: {gone:,}; scrapy reparse reads their pages without it")
    else:
        print("nothing was learned of that")
    return 0


def _show(engine: Engine, opts: argparse.Namespace, hosts: list[str] | None) -> None:
    with reading(engine) as session:
        rows = boilerplate.tables(session, sources=opts.source, hosts=hosts)
    if opts.json:
        sys.stdout.writelines(map(_json_line, rows))
        return
    if not rows:
        print("nothing is learned of any site" if hosts is None else "nothing is learned of that")
        return
    console().print(_table(rows))
    for row in rows if hosts else ():
        console().print(_lines(row))


def _json_line(row: LearnedSite) -> str:
    told = {
        "source": row.source,
        "site": row.host,
        "version": row.version,
        "learned_at": row.learned_at,
        "pages": row.pages,
        "lines": row.lines,
        "dates": row.stamps,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _table(rows: Sequence[LearnedSite]) -> Table:
    table = Table("source")
    table.add_column("site", overflow="fold")
    table.add_column("version", overflow="fold")
    table.add_column("learned at")
    for name in ("pages", "lines", "dates"):
        table.add_column(name, justify="right")
    for row in rows:
        counts = (row.pages, len(row.lines), len(row.stamps))
        learned_at = row.learned_at[:16].replace("T", " ")
        table.add_row(row.source, row.host, row.version, learned_at, *(f"{x:,}" for x in counts))
    return table


def _lines(row: LearnedSite) -> Table:
    grid = Table(title=f"{row.source} {row.host}", title_justify="left")
    grid.add_column("on pages", justify="right")
    grid.add_column("line or date", overflow="fold")
    for line, pages in (*row.stamps.items(), *row.lines.items()):
        grid.add_row(f"{pages:,}", shown(line))
    return grid
