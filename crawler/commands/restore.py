"""`scrapy restore`: what the corrupted page of a mirror was before; of files and of records, storing nothing."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from scrapy.exceptions import UsageError
from w3lib.encoding import html_body_declared_encoding

from crawler.archive.saved import MHTML_TYPE, saved_type
from crawler.commands.pages_named import STDIN, Named, UnreadableError, pages_named
from crawler.commands.progress import Advance, progress
from crawler.commands.restoration import Restoration, as_json, difference, restoration_of, summary
from crawler.commands.terminal import console
from crawler.extraction.formats.kinds import Kind, kind_of
from crawler.items import ExtractionError
from crawler.project_command import EXIT_FAILED, EXIT_INTERRUPTED, ProjectCommand


class Command(ProjectCommand):
    examples = """
  scrapy restore page.html > restored.html         the whole page as it was, its markup too
  scrapy restore page.html --article               the article read of it: title, empty line, text
  scrapy restore page.html --diff | less -R        which lines change, and what in them is guessed
  curl -s http://mirror.example/1.html | scrapy restore -
  scrapy restore saved/ -o restored                a folder and all below it into another folder
  scrapy restore 0123456789abcdef --diff           a record, by id or URL, out of the archive
  scrapy restore saved/ --json | jq -r 'select(.verdict == "garbled") | .name'

Some sites copy others and corrupt what they copy: 日?qǐng)?bào) where 日报 stood. Most of it can be undone, as the
bytes are still there, at the wrong place. The verdict goes to standard error: garbled, annotated, mirror-spam,
mirror-suspect or clean, with the signs that say so and what was mended, how often; a clean page is printed as it is.
What is lost is guessed by its reading and by what stands beside it, ⟨此 93%⟩ in --diff; digits never are.
scrapy ingest stores pages, and restores them the same way.

exit codes: 0 done, whatever the verdict; 1 a page could not be read or written, and is named; 2 usage
"""

    def syntax(self) -> str:
        return "[options] FILE|FOLDER|ID|URL|-..."

    def short_desc(self) -> str:
        return "Show corrupted pages of mirrors as they were, and store nothing"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        how = parser.add_argument_group(title="What to show")
        how.add_argument("--article", action="store_true", help="title and text of the article, not the page")
        how.add_argument(
            "--json",
            action="store_true",
            help="an object a page and line: verdict, signs, counts, guesses by offset in the text, text",
        )
        how.add_argument("--diff", action="store_true", help="the lines that change, before and after")
        how.add_argument(
            "-o",
            "--output",
            metavar="FOLDER",
            help="write there in UTF-8, each page under its file's name (-2 and so on after a name used before)",
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        _check(args, opts)
        assert self.settings is not None
        named = list(pages_named(args, self.settings))
        target = Target(Path(opts.output), kept=[Path(one.name) for one in named]) if opts.output else None
        out = sys.stdout  # what the bar does to it on a terminal is not for what is redirected
        try:
            with _telling(len(named), shows=target is None) as advance:
                for one in named:
                    if not _restore(one, opts, target, out):
                        self.exitcode = EXIT_FAILED
                    advance(1)
        except KeyboardInterrupt:
            print("restore: stopped", file=sys.stderr)
            self.exitcode = EXIT_INTERRUPTED
        if not named:
            print("restore: no page in there", file=sys.stderr)
            self.exitcode = EXIT_FAILED


def _check(args: Sequence[str], opts: argparse.Namespace) -> None:
    """UsageError for what cannot go together."""
    if not args or not all(args):
        raise UsageError("name a file, a folder, a record, or - for standard input", print_help=False)
    if args.count(STDIN) > 1:
        raise UsageError("standard input can be read once", print_help=False)
    if opts.diff and (opts.json or opts.article):
        raise UsageError("--diff goes alone: it compares whole pages", print_help=False)
    if opts.output and (opts.diff or opts.json):
        raise UsageError("-o writes the pages themselves; --diff and --json go to stdout", print_help=False)


@contextlib.contextmanager
def _telling(pages: int, *, shows: bool) -> Iterator[Advance]:
    """No bar in the middle of what is shown, or for one page."""
    if pages < 2 or (shows and sys.stdout.isatty()):
        yield lambda _: None
        return
    with progress("restore", pages) as advance:
        yield advance


def _restore(named: Named, opts: argparse.Namespace, target: Target | None, out: TextIO) -> bool:
    """Whether it could be done; why not is told."""
    try:
        told = restoration_of(named.open(), article=opts.article)
        if target:
            target.write(told)
    except UnreadableError as error:
        print(f"restore: {named.name}: {error}", file=sys.stderr)
        return False
    except ExtractionError as error:
        said = ": ".join(filter(None, (error.reason, error.detail)))
        print(f"restore: {named.name}: no article can be read of it: {said}", file=sys.stderr)
        return False
    if not target:
        _print(told, opts, out)
    if not opts.json:
        print(summary(told), file=sys.stderr)
    if told.failure:
        print(f"restore: {named.name}: {told.failure}", file=sys.stderr)
    return not told.failure


def _print(told: Restoration, opts: argparse.Namespace, out: TextIO) -> None:
    if opts.json:
        out.write(f"{as_json(told)}\n")
    elif opts.diff:
        lines = console(soft_wrap=True)
        for line in difference(told):
            lines.print(line)
    else:
        text = told.printed
        out.write(text if text.endswith("\n") else f"{text}\n")
    out.flush()


class Target:
    """A folder restored pages are written to, each under a name of its own, and none in place of the `kept`.

    It is made if need be; OSError where it cannot be.
    """

    def __init__(self, folder: Path, *, kept: Iterable[Path]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._kept = {path.resolve() for path in kept}
        self._taken: set[str] = set()

    def write(self, told: Restoration) -> None:
        """Raises UnreadableError rather than replace the page itself or one that is still to be read."""
        path = self._folder / self._free(_file_name(told))
        if path.exists() and path.resolve() in self._kept:
            which = "it" if told.page.path and path.samefile(told.page.path) else f"another page, {path},"
            raise UnreadableError(f"{which} lies in the folder to write to, and would be replaced")
        try:
            path.write_text(told.printed, encoding=_encoding(told), newline="")
        except OSError as error:
            raise UnreadableError(f"{path} cannot be written: {error.strerror or error}") from error

    def _free(self, name: str) -> str:
        number, stem, suffix = 1, Path(name).stem, Path(name).suffix
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._taken.add(name.lower())
        return name


def _file_name(told: Restoration) -> str:
    """The file's own name; with another ending where it is packed, says nothing, or an article is written."""
    page = told.page
    given = page.path.name.removesuffix(".gz") if page.path else _stem_of(page.name)
    named_type = saved_type(given)
    stem = given if named_type is None else Path(given).stem
    if told.article is not None:
        return f"{stem}.txt"
    if named_type not in (None, MHTML_TYPE):
        return given
    return f"{stem}.{'html' if kind_of(page.text, 'text/plain') is Kind.HTML else 'txt'}"


def _stem_of(name: str) -> str:
    return "stdin" if name == STDIN else "".join(c if c.isalnum() else "-" for c in name).strip("-")


def _encoding(told: Restoration) -> str:
    """UTF-8, with the mark that outweighs what the page declares where it declares something else."""
    if told.article is not None:
        return "utf-8"
    declared = html_body_declared_encoding(told.mended.text.encode())
    return "utf-8" if declared in (None, "utf-8") else "utf-8-sig"
