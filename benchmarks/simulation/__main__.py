"""Ten days of a web that changes, lived through by the scheduler with a clock that is moved.

    python -m benchmarks.simulation
    python -m benchmarks.simulation --days 3 --every 2 --keep DIR     the database, the archive and the logs stay

Five papers (tests/sites/living) publish by their hours and days, edit, withdraw, and fail, each kind of fault once.
`scrapy schedule --once` runs at every tick at which something is due, as a timer would run it; each crawl is a process
of its own. An article is in time if it was stored within the interval its list had when it was published, in whole
ticks. Edits and withdrawals count where the article was held before. A naive crawler asks for all
lists and all articles whenever ours crawls a paper.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from pathlib import Path

from benchmarks.simulation import measures
from benchmarks.simulation.measures import Late
from benchmarks.simulation.ten_days import Course, lived
from tests.sites.living import web

HOUR = datetime.timedelta(hours=1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--every", type=float, default=3.0, metavar="HOURS", help="of the timer (default 3)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the crawls' data stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="simulation-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        papers = web(days=options.days, seed=options.seed)
        tell(lived(papers, folder, days=options.days, tick=options.every * HOUR, tell=_progress))


def _progress(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def tell(course: Course) -> None:
    held = measures.versions(course)
    tell_articles(course, held)
    tell_changes(course, held)
    tell_alerts(course)
    tell_cost(course)


def tell_articles(course: Course, held: dict[str, list[measures.Version]]) -> None:
    print(
        f"{'new articles':26}{'of':>6}{'stored':>8}{'in time':>9}{'':>7}{'median':>9}{'held up':>9}{'differing':>11}"
    )
    rows = {paper.host: measures.articles(course, paper, held) for paper in course.papers}
    for host, one in rows.items():
        print(
            f"{host:26}{one.stored.of:6}{one.stored.found:8}{one.in_time:9}{share(one.in_time, one.stored.of):>7}"
            f"{hours(one.stored.median):>9}{one.held_up:9}{one.differing:11}"
        )
    of, in_time, up = (
        sum(each) for each in zip(*((r.stored.of, r.in_time, r.held_up) for r in rows.values()), strict=True)
    )
    stored = Late(of=of, later=tuple(delay for one in rows.values() for delay in one.stored.later))
    print(
        f"{'all':26}{of:6}{stored.found:8}{in_time:9}{share(in_time, of):>7}{hours(stored.median):>9}{up:9}"
        f"    without those held up by a fault of their paper: {share(in_time, of - up)}\n"
    )


def tell_changes(course: Course, held: dict[str, list[measures.Version]]) -> None:
    print(
        f"{'':26}{'edits':>6}{'seen':>6}{'median':>8}{'withdrawn':>11}{'marked':>8}{'median':>8}{'wrongly':>9}"
    )
    for paper in course.papers:
        edited, (gone, wrong) = measures.edits(course, paper, held), measures.withdrawals(course, paper, held)
        print(
            f"{paper.host:26}{edited.of:6}{edited.found:6}{hours(edited.median):>8}"
            f"{gone.of:11}{gone.found:8}{hours(gone.median):>8}{len(wrong):9}"
        )
        for line in wrong:
            print(f"    wrongly marked: {line}")
    print()


def tell_alerts(course: Course) -> None:
    found = measures.alerts(course)
    for one in found.told:
        after = f"after {hours(one.after)}" if one.after is not None else "never"
        end = f"its end {hours(one.recovery)} after it" if one.recovery is not None else "its end not"
        print(
            f"{one.trouble.kind:10} of {one.paper.host}: told {after}: {', '.join(one.right) or '-'}; {end}"
        )
        if one.others:
            print(f"{'':10} told beside it: {', '.join(one.others)}")
    once = sum(len(one.right) == 1 for one in found.told)
    print(f"faults {len(found.told)}, told by their cause once {once}, false alerts {len(found.false)}")
    for line in found.false:
        print(f"    false: {line}")
    print()


def tell_cost(course: Course) -> None:
    spent, naive = len(course.answered), measures.naive_requests(course)
    days = measures.requests_by_day(course)
    print(f"requests {spent}, by day {' '.join(map(str, days.values()))}")
    print(f"a naive crawler's {naive} ({naive / spent:.1f}x)")
    print(f"crawls {measures.crawls(course)}, {course.seconds:.0f} s")


def share(part: int, of: int) -> str:
    return f"{part / of:.1%}" if of else "-"


def hours(delay: datetime.timedelta) -> str:
    return f"{delay / HOUR:.1f} h"


if __name__ == "__main__":
    main()
