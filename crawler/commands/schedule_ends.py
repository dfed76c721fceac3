"""How a scheduled crawl ended, and the faults that only the scheduler can tell: those of crawls that do not live to."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from sqlalchemy.orm import Session

from crawler.alerts.overdue import NOT_LOADED, OVERDUE
from crawler.clock import now
from crawler.commands.schedule_runs import EXIT_OUT_OF_TIME, SIGNALLED, UNHARMED, Run, last_lines, word_for
from crawler.expectations.fault import Cause, Fault
from crawler.project_command import EXIT_FAILED, EXIT_FAULTS
from db.models import Crawl, Schedule
from db.queries import incidents, schedules
from db.times import to_text

NOT_CRAWLED: Final[Cause] = "not-crawled"
TIME_LIMIT: Final[Cause] = "time-limit"
ENOUGH: Final = 2  # bad ends in a row: one may be chance, as when memory ran short

_TOLD: Final = 240  # characters of a line of what a crawl said last
_LINES_TOLD: Final = 8
_OF_NO_CRAWL: Final = frozenset({OVERDUE, NOT_CRAWLED, TIME_LIMIT, NOT_LOADED})

Verdict = Literal["good", "bad", "neither"]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class End:
    """`said` is what the crawl said last, a line each; `crawl` its row, where it came to have one."""

    exit_code: int
    begun: datetime.datetime
    at: datetime.datetime
    crawl: Crawl | None = None
    log: Path | None = None
    said: tuple[str, ...] = ()

    @property
    def is_cut_off(self) -> bool:
        """By a limit of time or of pages; the next crawl goes on with it."""
        stopped = self.crawl is not None and self.crawl.state == "stopped"
        return self.exit_code == EXIT_OUT_OF_TIME or (self.exit_code == EXIT_FAILED and stopped)


def verdict(session: Session, target: str, end: End) -> Verdict:
    """Bad is an end that came too soon and that no fault explains which the crawl has told itself.

    What was cut off has done what it could if it brought an article that is new or changed.
    """
    if end.is_cut_off:
        brought = end.crawl is not None and schedules.brought_any(session, end.crawl.id, to_text(end.begun))
        return "good" if brought else "bad"
    if end.exit_code in (0, EXIT_FAULTS):
        return "good"
    if end.exit_code in UNHARMED:
        return "neither"
    causes = schedules.causes_since(session, target, to_text(end.begun))
    return "good" if end.exit_code == EXIT_FAILED and set(causes) - _OF_NO_CRAWL else "bad"


def counted(held: Schedule | None, end: End, judged: Verdict) -> tuple[int, str | None]:
    """How many bad ends in a row there are by now, and when the crawl of the first was begun."""
    before = (held.bad_ends, held.bad_since) if held is not None else (0, None)
    if judged == "bad":
        return before[0] + 1, before[1] or to_text(end.begun)
    return before if judged == "neither" else (0, None)


def note_end(session: Session, row: Schedule, end: End, judged: Verdict) -> bool:
    """Notes a fault where bad ends are many enough, and that it is over; whether there is one now."""
    is_told = judged == "bad" and row.bad_ends >= ENOUGH
    faults = [_fault(row, end)] if is_told else []
    cleared = (NOT_CRAWLED, TIME_LIMIT) if judged == "good" else ()
    incidents.found(
        session,
        row.target,
        faults=faults,
        cleared=cleared,
        now=end.at,
        crawl_id=end.crawl.id if end.crawl else None,
    )
    return is_told


def note_not_loaded(session: Session, broken: Mapping[str, str], now: datetime.datetime) -> None:
    """Notes what is wrong with the sources that cannot be loaded, and which can be again."""
    for source, why in sorted(broken.items()):
        fault = Fault(cause=NOT_LOADED, message=why)
        incidents.found(session, source, faults=[fault], now=now)
    known = [one.target for one in incidents.open_now(session) if one.cause == NOT_LOADED]
    for source in known:
        if source not in broken:
            incidents.found(session, source, faults=[], cleared=[NOT_LOADED], now=now)


def _fault(row: Schedule, end: End) -> Fault:
    ended = word_for(end.exit_code)
    evidence: dict[str, object] = {
        "exit_code": end.exit_code,
        "ended": ended,
        "ends": row.bad_ends,
        "since": row.bad_since,
        "log": str(end.log or ""),
        "said": list(end.said),
        "arguments": dict(row.arguments),
    }
    cause = TIME_LIMIT if end.is_cut_off else NOT_CRAWLED
    return Fault(cause=cause, message=" ".join(_sentence(row, end, ended)), evidence=evidence)


def _sentence(row: Schedule, end: End, ended: str) -> Iterator[str]:
    yield f"{row.bad_ends:,} crawls in a row came to no good end, the last: {ended}"
    if end.is_cut_off:
        yield "and brought no new article"
    elif end.said and end.exit_code < SIGNALLED:  # where it crashed, these are modules and threads
        yield f"({end.said[-1]})"


def end_of(run: Run) -> End:
    assert run.exit_code is not None
    said = tuple(line[:_TOLD] for line in _last_lines(run))
    return End(exit_code=run.exit_code, begun=run.begun, at=now(), log=run.log, said=said)


def told_of(name: str, run: Run) -> str:
    """How a crawl ended, in a line."""
    assert run.exit_code is not None
    said = "".join(_last_lines(run)[-1:])[:_TOLD]
    return f"{name}: {word_for(run.exit_code)} after {run.seconds:.0f} s, log {run.log}: {said}"


def _last_lines(run: Run) -> list[str]:
    with contextlib.suppress(OSError):
        return last_lines(run.log, _LINES_TOLD)
    return []
