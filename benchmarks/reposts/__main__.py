"""Who copied whom: how many reposts are found, and how many articles are taken for reposts that are none.

    python -m benchmarks.reposts                        2,000 articles made up by number
    python -m benchmarks.reposts --articles 20000       more of them; --seed N makes up others
    python -m benchmarks.reposts --texts FILE|FOLDER    of your own prose: .txt, a paragraph a line
    python -m benchmarks.reposts --beside               other ways on the same articles, where installed
    python -m benchmarks.reposts --examples 2           pairs that were missed or wrong, two of a kind
    python -m benchmarks.reposts --write FILE           the articles as JSON lines, with what each was made from
    python -m benchmarks.reposts.index                  the index alone: how many copies it finds, beside MinHash
    python -m benchmarks.reposts.scale                  what finding copies costs, by how many articles are stored

Articles are reposted with one change or with several, joined, split and quoted in part; beside them stand articles of
one form, one event or one series, which are no reposts. They are put into a database by the project's own pipeline and
queries, in an order of no meaning, and what it then holds is compared with what each was made from.

A pair is related where four fifths of the shorter stand in the longer and no more than 15% of the characters were
edited; what lies between that and unrelated counts neither way. `recall` and `precision` are of pairs, whatever their
relation is called; `of source` is the recall of pairs of a copy and what it was made from; `together` counts pairs in
one cluster as well, since of hundreds of copies not each is compared with each. `ARI` and B-cubed are of the clusters,
over articles whose story is no matter of taste; those of the other ways are what their pairs connect. Articles apart
are not in a cluster with what they were made from, mixed ones are in a cluster of another story. `ms` are milliseconds
of CPU an article, ours with all that is written.
Exit code 0, or 2 where there is no text.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.reposts import rated, report, rivals
from benchmarks.reposts.generator import collection
from benchmarks.reposts.labelled import Labelled
from benchmarks.reposts.rated import OURS, Rated
from benchmarks.reposts.scores import Truths
from benchmarks.reposts.texts import MadeUp, OfFiles
from crawler.commands.progress import progress

ARTICLES = 2000


def main() -> int:
    options = _options()
    try:
        texts = OfFiles(options.texts) if options.texts else MadeUp()
    except (OSError, UnicodeDecodeError) as error:
        print(f"reposts: {error}", file=sys.stderr)
        return 2
    with progress("made", options.articles, "articles") as advance:
        articles = collection(texts, options.articles, options.seed, advance)
    if not articles:
        print("reposts: not enough text in these files", file=sys.stderr)
        return 2
    if len(articles) < options.articles:
        print(f"the texts are enough for {len(articles):,} articles", file=sys.stderr)
    if options.write:
        _write(articles, options.write)
        return 0
    _measure(articles, options)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reposts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"how many (default {ARTICLES})")
    parser.add_argument("--seed", type=int, default=0, help="another number, other articles (default 0)")
    parser.add_argument(
        "--texts", nargs="+", type=Path, default=[], metavar="FILE|FOLDER", help="instead of made-up ones"
    )
    parser.add_argument("--beside", action="store_true", help=f"as well: {', '.join(rivals.RIVALS)}")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="so many pairs of a kind")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the articles, and measure nothing")
    parser.add_argument("--json", action="store_true", help="all figures as JSON, and nothing else")
    return parser.parse_args()


def _write(articles: Iterable[Labelled], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            print(json.dumps(dataclasses.asdict(article), ensure_ascii=False), file=file)


def _measure(articles: Sequence[Labelled], options: argparse.Namespace) -> None:
    truths = Truths.of(articles)
    own = rated.ours(truths, options.seed)
    if not options.json:
        _print(report.collection(articles))
        _print(report.kinds(own.pairs))
        _print(report.false(own.pairs, articles))
        _print(report.more(own))
        if options.examples:
            _print(report.examples(own.pairs, truths, options.examples))
    every = {OURS: own, **(_beside(truths) if options.beside else {})}
    if options.json:
        print(json.dumps({name: _figures(one) for name, one in every.items()}, ensure_ascii=False, indent=1))
    else:
        _print(report.ways(every))


def _beside(truths: Truths) -> Mapping[str, Rated]:
    ways, missing = rivals.installed()
    if missing:
        print(f"not installed, so not all are compared: pip install {' '.join(missing)}", file=sys.stderr)
    return dict(rated.beside(truths, ways))


def _figures(one: Rated) -> Mapping[str, object]:
    """Without the pairs themselves."""
    figures = dataclasses.asdict(one)
    del figures["pairs"]["missed"], figures["pairs"]["wrong"]
    return figures | {"recall": one.pairs.overall.share, "precision": one.pairs.precision}


def _print(lines: Iterable[str]) -> None:
    print(*lines, "", sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
