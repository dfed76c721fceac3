"""`scrapy language_model`: the model of Chinese that corrupted text is restored with, shown and built."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.table import Table
from scrapy.exceptions import UsageError

from crawler.commands.language_model_sources import (
    INSTALL,
    PACKAGES,
    TEXTS,
    PackageMissingError,
    lexicon,
    lines_of,
    version,
)
from crawler.commands.terminal import console
from crawler.extraction.mirrors.language_model import MODEL_FILE
from crawler.extraction.mirrors.language_model_file import (
    ModelFile,
    ModelFileError,
    ModelSource,
    read,
    write,
)
from crawler.learning.lexicon import Scale, expected
from crawler.learning.ngrams import Counts, count_text, estimate, nothing_counted
from crawler.project_command import EXIT_FAILED, ProjectCommand
from db.engine import open_database, reading
from db.models import Article
from db.queries import articles

ORDER: Final = 3
MOST: Final = (400_000, 1_500_000)
"""N-grams of two and of three symbols that are kept: a file of about 8 MB."""
_ARCHIVE_COUNTS: Final = 10.0  # times, beside the packages' words, which are as of a hundred million
_UNCLEAN: Final = frozenset(("garbled", "annotated", "mirror-spam", "mirror-suspect"))


class Command(ProjectCommand):
    examples = f"""
  scrapy language_model                          show it: what it was built from, the licences, its size
  scrapy language_model --build                  build it anew from openly licensed packages; the same packages in the
                                                 same versions give the same bytes
  scrapy language_model --build --from-archive   the same and the clean articles of your archive besides
  scrapy language_model --build --from-archive --without-packages --output mine.ngrams
                                                 from your archive alone, into another file

The model says how likely a Chinese character is after the two before it. The text of mirrors that corrupt what they
copy is restored with it, where a byte of a character is lost and its reading does not tell which it was; no other page
needs it. It lies in the project, so that every machine restores alike: who builds it anew reads such pages otherwise,
and the parser of a record says so (scrapy reparse reads them again).

Building needs packages that nothing else needs: {", ".join(PACKAGES)}.
  {INSTALL}
From the archive, articles with the flags {", ".join(sorted(_UNCLEAN))} are left out.

exit codes: 0 done; 1 no model, a broken one, a package is missing, or no database; 2 usage
"""

    def syntax(self) -> str:
        return "[--build] [options]"

    def short_desc(self) -> str:
        return "Show or build the model of Chinese that corrupted text is restored with"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        how = parser.add_argument_group(title="What to do")
        how.add_argument("--build", action="store_true", help="build the model; without it, show it")
        how.add_argument(
            "--from-archive", action="store_true", help="also from the clean articles of the archive"
        )
        how.add_argument("--without-packages", action="store_true", help="from the archive alone")
        how.add_argument(
            "--output", metavar="FILE", type=Path, help="the model to write or show (default: the project's)"
        )

    def perform(self, args: list[str], opts: argparse.Namespace) -> None:
        _check(args, opts)
        path = opts.output or MODEL_FILE
        if opts.build and not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent} to write {path.name} in", print_help=False)
        try:
            if opts.build:
                self._build(opts, path)
            _show(path)
        except (ModelFileError, PackageMissingError) as error:
            print(f"language_model: {error}", file=sys.stderr)
            self.exitcode = EXIT_FAILED

    def _build(self, opts: argparse.Namespace, path: Path) -> None:
        counts, sources = nothing_counted(ORDER), list[ModelSource]()
        if not opts.without_packages:
            print("reading the packages and counting: a few minutes", file=sys.stderr)
            counts, sources = from_packages(Scale())
        if opts.from_archive:
            sources.append(self._from_archive(counts))
        if not any(source.characters for source in sources):
            raise ModelFileError("there is no clean article in the archive to build a model from")
        print("choosing the n-grams to keep", file=sys.stderr)
        _replace(path, write(estimate(counts, MOST, sources)))

    def _from_archive(self, counts: Counts) -> ModelSource:
        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        try:
            with reading(engine) as session:
                texts = _clean(articles.export(session, duplicates="without"))
                characters = count_text(counts, texts, _ARCHIVE_COUNTS)
        finally:
            engine.dispose()
        licence = "that of the articles; for your own use"
        return ModelSource(name="own archive", version="", licence=licence, characters=characters)


def from_packages(scale: Scale) -> tuple[Counts, list[ModelSource]]:
    """What the packages say of n-grams. PackageMissingError where one is not installed."""
    words, sources = lexicon()
    running = [(texts, lines_of(texts)) for texts in TEXTS]
    counts = expected(words, [(texts.times, lines) for texts, lines in running], scale)[:ORDER]
    for texts, lines in running:
        characters = count_text(counts, lines, texts.times)
        sources.append(
            ModelSource(
                name=texts.package,
                version=version(texts.package),
                licence=texts.licence,
                characters=characters,
            )
        )
    return counts, sources


def _check(args: list[str], opts: argparse.Namespace) -> None:
    if args:
        raise UsageError(f"language_model takes no arguments: {' '.join(args)}", print_help=False)
    if (opts.from_archive or opts.without_packages) and not opts.build:
        raise UsageError("--from-archive and --without-packages go with --build", print_help=False)
    if opts.without_packages and not opts.from_archive:
        raise UsageError("--without-packages goes with --from-archive", print_help=False)


def _clean(held: Iterator[Article]) -> Iterator[str]:
    from opencc import OpenCC  # Scrapy loads every command, whichever is run

    simplify = OpenCC("t2s").convert
    for article in held:
        if not _UNCLEAN & set(article.flags):
            yield from simplify(article.text).split("\n")


def _replace(path: Path, model: bytes) -> None:
    """Writes it whole or not at all: others may be reading the old one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(model)
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)


def _show(path: Path) -> None:
    model = read(path)
    console().print(
        f"{path}\n{path.stat().st_size / 1e6:.1f} MB, {', '.join(_counted(model))}, sha256 {model.sha256}"
    )
    table = Table("built from", "version", "licence")
    table.add_column("characters", justify="right")
    for source in model.sources:
        table.add_row(source.name, source.version, source.licence, f"{source.characters:,}")
    console().print(table)


def _counted(model: ModelFile) -> list[str]:
    return [f"{len(level.symbols):,} n-grams of {order}" for order, level in enumerate(model.levels, 1)]
