"""How much of deliberately corrupted text is restored, how well it is told from clean text, and how fast.

    python -m benchmarks.restoring                        the project's own articles, and ones made up by number
    python -m benchmarks.restoring --texts FILE ...       files of simplified text, a paragraph a line
    python -m benchmarks.restoring --only 30% page        these mirrors alone; `--list` names them
    python -m benchmarks.restoring --parts restored       one part alone: restored, unchanged, detector, speed

Texts are corrupted as mirrors do it (tests/garbling) and restored, pages as a crawl does it: told from clean ones
first, and without the mirror's spam. `right` is the part of the gold's characters that are right, white space, tags and
the width of punctuation aside: 1 - edits / characters. `damage` is the part of the damaged characters that came back,
then by what had become of them: shifted with both bytes there; a byte lost beside a reading; the lost byte of a stop;
another lost byte; both lost; an eaten ASCII character; `tags` are those of pages that stand again. `sure` is by
probability how many of the guesses are right. Exit code 0, or 2 where there is no text.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.restoring import detector, report
from benchmarks.restoring.clean import clean_documents
from benchmarks.restoring.mirrors import MIRRORS, USUAL, damaged
from benchmarks.restoring.restorers import Restorer, crawled, ours, simplified, without_readings
from benchmarks.restoring.scores import Score, score, together
from benchmarks.restoring.speed import speed
from benchmarks.restoring.texts import Documents, documents_of, own_documents
from crawler.commands.progress import Advance, progress
from crawler.extraction.mirrors.restore import restore

BESIDE = "readings cut and characters made simplified, no more"
Show = Callable[[Iterable[str]], None]
PARTS = ("restored", "unchanged", "detector", "speed")


def main() -> int:
    options = _options()
    if options.list:
        print(*MIRRORS, sep="\n")
        return 0
    try:
        documents = _documents(options)
    except (OSError, UnicodeDecodeError) as error:
        print(f"restoring: {error}", file=sys.stderr)
        return 2
    if not any(documents.values()):
        print("restoring: no text in these files", file=sys.stderr)
        return 2
    figures = _figures(documents, options)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.restoring",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--texts", nargs="+", type=Path, default=[], metavar="FILE", help="instead of our own"
    )
    parser.add_argument("--documents", type=int, default=30, help="of a kind of text (default 30)")
    parser.add_argument("--labelled", type=int, default=1000, help="each, for the detector (default 1000)")
    parser.add_argument("--only", nargs="+", choices=MIRRORS, default=list(MIRRORS), metavar="MIRROR")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="default: all")
    parser.add_argument("--list", action="store_true", help="the names of the mirrors, and nothing else")
    parser.add_argument("--beside", action="store_true", help=f"as well: {BESIDE}")
    parser.add_argument("--json", action="store_true", help="all figures as JSON, and nothing else")
    return parser.parse_args()


def _documents(options: argparse.Namespace) -> Documents:
    if not options.texts:
        return own_documents(options.documents)
    return {path.stem: documents_of(path, options.documents) for path in options.texts}


def _figures(documents: Documents, options: argparse.Namespace) -> dict[str, Any]:
    """Every part asked for; each is printed as soon as it is there, unless JSON is asked for."""
    figures: dict[str, Any] = {}
    every = [document for texts in documents.values() for document in texts]
    show = _kept if options.json else _printed
    if "restored" in options.parts:
        figures["restored"] = _shown(_restored(documents, options.only, ours), show)
    if "restored" in options.parts and options.beside:
        show([f"{BESIDE}:"])
        figures["beside"] = _shown(_restored(documents, options.only, without_readings), show)
    if "unchanged" in options.parts:
        figures["unchanged"] = _unchanged(clean_documents(every, options.documents))
        show(report.unchanged(figures["unchanged"]))
    if "detector" in options.parts:
        figures["detector"] = _told_apart(every, options.labelled)
        show(report.detector(figures["detector"]))
    if "speed" in options.parts:
        measured = speed(every, [damaged(USUAL, document, at).text for at, document in enumerate(every)])
        figures["speed"] = dataclasses.asdict(measured)
        show(report.speed(measured))
    return figures


def _printed(lines: Iterable[str]) -> None:
    print(*lines, "", sep="\n", flush=True)


def _kept(lines: Iterable[str]) -> None:
    """For the JSON of all parts together."""


def _shown(scores: Mapping[str, Mapping[str, Score]], show: Show) -> dict[str, Any]:
    show(report.restored(scores))
    return {
        kind: {name: dataclasses.asdict(one) for name, one in its.items()} for kind, its in scores.items()
    }


def _restored(
    documents: Documents, mirrors: Sequence[str], restorer: Restorer
) -> dict[str, dict[str, Score]]:
    total = len(mirrors) * sum(map(len, documents.values()))
    with progress("restored", total, "documents") as advance:
        return {
            kind: {mirror: _of_all(mirror, texts, restorer, advance) for mirror in mirrors}
            for kind, texts in documents.items()
        }


def _of_all(mirror: str, texts: Sequence[str], restorer: Restorer, advance: Advance) -> Score:
    scores = []
    for number, document in enumerate(texts):
        damage = damaged(mirror, document, number)
        scores.append(score(damage, restorer(damage.text)))
        advance(1)
    return together(scores)


def _unchanged(clean: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """By kind: how many documents there are, how many a crawl leaves as they are, and `restore`, script aside."""
    with progress("unchanged", sum(map(len, clean.values())), "documents") as advance:
        counts = {}
        for kind, texts in clean.items():
            same = [crawled(text).text == text for text in texts]
            kept = [simplified(restore(text).text) == simplified(text) for text in texts]
            counts[kind] = {"documents": len(texts), "crawled": sum(same), "restored": sum(kept)}
            advance(len(texts))
    return counts


def _told_apart(every: Sequence[str], count: int) -> dict[str, dict[str, int]]:
    with progress("detector", 2 * count, "documents") as advance:
        labelled = []
        for one in (*detector.generated(every, count), *detector.clean(every, count)):
            labelled.append(one)
            advance(1)
        return {what: dict(row) for what, row in detector.confusion(labelled).items()}


if __name__ == "__main__":
    sys.exit(main())
