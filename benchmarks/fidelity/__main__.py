"""How near what we read comes to what labelled pages say, and beside other extractors.

    python -m benchmarks.fidelity                     the project's own pages: the zoo and the fixtures
    python -m benchmarks.fidelity FOLDER ...          any folder of labelled pages
    python -m benchmarks.fidelity FOLDER --pages      a line a page as well
    python -m benchmarks.fidelity FOLDER --beside     the other extractors on the same pages, where installed
    python -m benchmarks.fidelity FOLDER --cost       CPU a page, beside trafilatura's, and where it goes

Body: precision, recall and F1 by character 5-grams after NFKC, case folding and dropping all but letters and digits,
means over pages; `<0.8`, `<0.9` count pages. A title is right when exact, a date to the day, a name when one of those
credited is said; where the page credits nobody, anything is wrong. Exit code 0, or 2 where there is nothing to read.

How pages may be labelled:
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fidelity import folders
from benchmarks.fidelity.cost import Cost, measure
from benchmarks.fidelity.folders import BadFolder, LabelledPage, read_folder
from benchmarks.fidelity.own_pages import own_sets
from benchmarks.fidelity.readers import OTHERS, OURS, Reader, installed, ours, read_or_nothing
from benchmarks.fidelity.scores import FIELDS, Score, Summary, score, summary

ROUNDS = 3


def main() -> int:
    options = _options()
    try:
        sets = own_sets() if not options.folder else {str(path): read_folder(path) for path in options.folder}
    except BadFolder as error:
        print(f"fidelity: {error}", file=sys.stderr)
        return 2
    wanted = {name: [page for page in pages if options.only in page.name] for name, pages in sets.items()}
    if not any(wanted.values()):
        print(f"fidelity: no page's name contains {options.only!r}", file=sys.stderr)
        return 2
    others, missing = installed() if options.beside else ({}, [])
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
    report: dict[str, Any] = {}
    for name, pages in wanted.items():
        report[name] = _report(name, pages, others, options)
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fidelity",
        description=f"{__doc__}\n{(folders.__doc__ or '').partition('kept.')[2].strip()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--pages", action="store_true", help="a line a page")
    parser.add_argument("--by-site", action="store_true", help="a line a site")
    parser.add_argument("--beside", action="store_true", help=f"the others as well: {', '.join(OTHERS)}")
    parser.add_argument("--cost", action="store_true", help="milliseconds of CPU a page, and where they go")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds of --cost (default {ROUNDS})")
    parser.add_argument("--json", action="store_true", help="all figures as JSON, and nothing else")
    parser.add_argument("--only", default="", metavar="PART", help="pages whose name contains PART")
    parser.add_argument("--text", action="store_true", help="print what was read of each page")
    return parser.parse_args()


def _report(
    name: str, pages: Sequence[LabelledPage], others: Mapping[str, Reader], options: argparse.Namespace
) -> dict[str, Any]:
    """Prints one set of pages, unless JSON is asked for, and gives the figures."""
    scored, failures = {OURS: [_scored(page, ours, options) for page in pages]}, {}
    for reader, read in others.items():
        try:
            scored[reader], failures[reader] = beside(pages, read)
        except ImportError as error:
            print(f"not installed in full: {reader} ({error})", file=sys.stderr)
    cost = measure([page.capture for page in pages], options.rounds) if options.cost and pages else None
    if not options.json:
        _print(name, scored, failures, cost, options)
    return {
        "readers": {reader: dataclasses.asdict(summary(scores)) for reader, scores in scored.items()},
        "failures": failures,
        "pages": {reader: [_row(one) for one in scores] for reader, scores in scored.items()},
        "cost": dataclasses.asdict(cost) if cost else None,
    }


def _scored(page: LabelledPage, reader: Reader, options: argparse.Namespace) -> Score:
    read = reader(page.capture)
    if options.text and not options.json:
        said = (read.title, read.published_at, read.authors, read.editors, read.publisher)
        print(f"== {page.name}", *map(str, said), read.text, sep="\n")
    return score(page.name, page.site, page.label, read)


def beside(pages: Iterable[LabelledPage], reader: Reader) -> tuple[list[Score], dict[str, str]]:
    """The scores, and by page the name of what the extractor raised there."""
    scores, failures = [], {}
    for page in pages:
        read, error = read_or_nothing(reader, page.capture)
        scores.append(score(page.name, page.site, page.label, read))
        if error:
            failures[page.name] = error
    return scores, failures


def _print(
    name: str,
    scored: Mapping[str, Sequence[Score]],
    failures: Mapping[str, Mapping[str, str]],
    cost: Cost | None,
    options: argparse.Namespace,
) -> None:
    print(f"\n{name}: {len(scored[OURS])} pages")
    if options.pages:
        for one in scored[OURS]:
            print(_page_line(one))
    if options.by_site:
        _print_sites(scored[OURS])
    heads = [f"{field:>9}" for field in FIELDS]
    print(f"{'':17}{'F1':>7}{'P':>7}{'R':>7}{'sites':>7} <0.8 <0.9 {' '.join(heads)}  raised")
    for reader, scores in scored.items():
        print(_summary_line(reader, summary(scores), len(failures.get(reader, ()))))
    if cost:
        _print_cost(cost)


def _summary_line(name: str, one: Summary, raised: int = 0) -> str:
    means = [one.f1, one.precision, one.recall, one.by_site]
    cells = "".join(f"{'-' if mean is None else format(mean, '.4f'):>7}" for mean in means)
    fields = [
        f"{right}/{labelled}" for right, labelled in ((one.fields.get(field) or (0, 0)) for field in FIELDS)
    ]
    counts = " ".join(f"{cell if cell != '0/0' else '-':>9}" for cell in fields)
    return f"{name:17}{cells} {one.below_80:>4} {one.below_90:>4} {counts}  {raised or ''}".rstrip()


def _page_line(one: Score) -> str:
    wrong = [field for field in FIELDS if one.right.get(field) is False]
    if one.passages is not None:
        found, lost, kept, away = one.passages
        body = f"lost {lost}/{found + lost} kept {kept}/{kept + away}"
    elif one.f1 is None:
        body = "body not labelled"
    else:
        body = f"{one.f1:.3f} P {one.precision:.3f} R {one.recall:.3f}"
    return f"{body}  {one.name}{'  WRONG ' + ' '.join(wrong) if wrong else ''}"


def _print_sites(scores: Sequence[Score]) -> None:
    sites: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        sites[one.site].append(one)
    for site, its in sites.items():
        print(_summary_line(site[:16], summary(its)))


def _print_cost(cost: Cost) -> None:
    print(
        f"CPU a page: ours {cost.ours:.1f} ms, trafilatura {cost.trafilatura:.1f} ms, ratio {cost.ratio:.2f}"
    )
    stages = sorted(cost.stages.items(), key=lambda stage: -stage[1])
    print("  " + "  ".join(f"{stage} {milliseconds:.1f}" for stage, milliseconds in stages))
    if cost.not_found:
        print(f"  no longer there, so in `all else`: {', '.join(cost.not_found)}")


def _row(one: Score) -> dict[str, Any]:
    return {key: value for key, value in dataclasses.asdict(one).items() if value is not None}


if __name__ == "__main__":
    sys.exit(main())
