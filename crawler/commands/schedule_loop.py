"""The scheduler: one process that begins crawls when they are due, each as a process of its own, and sees them end."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from sqlalchemy import exc

from crawler.clock import now
from crawler.commands.schedule_book import Book, Claimed
from crawler.commands.schedule_ends import End, end_of, told_of
from crawler.commands.schedule_runs import (
    EXIT_NOT_BEGUN,
    EXIT_TERMINATED,
    UNHARMED,
    Logs,
    Run,
)
from crawler.commands.schedule_signals import Interrupts
from crawler.commands.schedule_targets import Plan, Target
from crawler.commands.schedule_telling import Telling
from crawler.project_command import EXIT_BUSY, EXIT_FAILED, EXIT_FAULTS, EXIT_INTERRUPTED
from crawler.scheduling.plan import PlanError
from crawler.scheduling.rules import Adaptive

SECONDS_TO_STOP: Final = 10  # for the crawls, when the scheduler is to end
_LOOK: Final = 5.0  # seconds, at most, until the table is looked at again
_LOOK_AT_RUNS: Final = 0.5
_TO_TELL: Final = 5.0  # seconds for alerts, when the scheduler is to end
_ALWAYS: Final = ("-s", "SPIDER_LOADER_CLASS=crawler.spider_loader.LenientSpiderLoader")
_GRACE: Final = datetime.timedelta(minutes=1)
_DUE_ONLY: Final = ("-s", "CRAWL_DUE_ONLY=1")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """`telling` is how many seconds are left to alerts in the end."""

    at_once: int
    time: datetime.timedelta
    lease: datetime.timedelta
    telling: float


class Scheduler:
    """`options` are handed on to every crawl, `environment` is theirs."""

    def __init__(
        self,
        book: Book,
        plan: Plan,
        logs: Logs,
        telling: Telling,
        limits: Limits,
        *,
        options: Iterable[str],
        environment: Mapping[str, str],
        zone: datetime.tzinfo,
    ) -> None:
        self._book = book
        self._plan = plan
        self._logs = logs
        self._telling = telling
        self._limits = limits
        self._options = tuple(options)
        self._environment = {"PYTHONFAULTHANDLER": "1", **environment}
        self._zone = zone
        self._targets: dict[str, Target] = {}
        self._runs: dict[str, tuple[Claimed, Run]] = {}
        self._codes: set[int] = set()
        self._is_noted = False
        self._renew_at = 0.0
        self._trouble = ""
        self._next_at: datetime.datetime | None = None

    def read_plan(self) -> None:
        """PlanError, after which what was planned before goes on."""
        self._targets = {target.name: target for target in self._plan.targets()}
        self._is_noted = False
        self._note_plan()

    def _note_plan(self) -> None:
        """Tried again until the database takes it."""
        self._book.plan(self._targets.values(), self._plan.broken)
        self._is_noted = True
        self._telling.want()

    def run(self) -> int:
        """Until a signal comes; the exit code."""
        self._say(f"{len(self._targets)} targets, {self._limits.at_once} crawls at once")
        with self._going() as interrupts:
            while not interrupts.count:
                self._with_database(self._go_on)
                interrupts.wait(self._seconds_to_next())
        return _interrupted(interrupts)

    def run_once(self) -> int:
        """All that is due, and what becomes due while any of it goes on; the exit code."""
        with self._going() as interrupts:
            self._with_database(self._go_on)
            while self._runs and not interrupts.count:
                interrupts.wait(_LOOK_AT_RUNS)
                self._with_database(self._go_on)
            in_trouble = bool(self._trouble)
        return self._exit_code(interrupts, in_trouble=in_trouble)

    def run_now(self, wanted: Iterable[str]) -> int:
        """What is wanted, whether it is due or not, each once; the exit code, that of busy where one could not be."""
        waiting = [name for name in wanted if name in self._targets]
        in_trouble = False
        with self._going() as interrupts:
            while (waiting or self._runs) and not interrupts.count and not in_trouble:
                self._with_database(lambda: self._go_on_with(waiting))
                if self._runs:
                    interrupts.wait(_LOOK_AT_RUNS)
                in_trouble = bool(self._trouble) and not self._runs
        code = self._exit_code(interrupts, in_trouble=in_trouble)
        return EXIT_BUSY if code == 0 and EXIT_BUSY in self._codes else code

    @contextlib.contextmanager
    def _going(self) -> Iterator[Interrupts]:
        """No crawl outlives it, whatever comes."""
        with Interrupts() as interrupts:
            try:
                yield interrupts
            finally:
                self._stop(interrupts)

    def _exit_code(self, interrupts: Interrupts, *, in_trouble: bool) -> int:
        if interrupts.count:
            return _interrupted(interrupts)
        if in_trouble or any(code not in UNHARMED for code in self._codes):
            return EXIT_FAILED
        return EXIT_FAULTS if EXIT_FAULTS in self._codes else 0

    def _go_on(self) -> None:
        self._note_ended()
        self._renew()
        self._read_plan_again()
        self._telling.go_on()
        for name in self._book.due():
            if len(self._runs) >= self._limits.at_once:
                return
            if name in self._targets and name not in self._runs:
                self._begin(self._targets[name])
        self._next_at = self._book.next_at(self._targets)

    def _go_on_with(self, waiting: list[str]) -> None:
        self._note_ended()
        self._renew()
        self._telling.go_on()
        while waiting and len(self._runs) < self._limits.at_once:
            name = waiting[0]
            if not self._begin(self._targets[name], before_time=True):
                self._codes.add(EXIT_BUSY)
                self._say(f"{name}: {self._book.holder(name)} is at it, nothing is begun")
            del waiting[0]

    def _read_plan_again(self) -> None:
        if self._plan.changed():
            try:
                self.read_plan()
            except PlanError as error:
                self._say(f"{error}; what was planned before goes on")
            else:
                self._say(f"read again what is planned: {len(self._targets)} targets")
        elif not self._is_noted:
            self._note_plan()

    def _begin(self, target: Target, *, before_time: bool = False) -> bool:
        """False where it cannot be claimed."""
        claimed = self._book.claim(target, before_time=before_time)
        if claimed is None:
            return False
        limit = target.time_limit or self._limits.time
        try:
            run = Run(
                self._command(target, limit),
                environment=self._environment,
                log=self._logs.new(target.name, claimed.at),
                begun=claimed.at,
                time_limit=limit,
            )
        except OSError as error:
            end = End(exit_code=EXIT_NOT_BEGUN, begun=claimed.at, at=now(), said=(str(error),))
            self._note_end(claimed, end, f"{target.name}: cannot be begun: {error}")
        else:
            self._runs[target.name] = claimed, run
        return True

    def _command(self, target: Target, limit: datetime.timedelta) -> list[str]:
        """The crawl of a target. What the command line says of all crawls counts more than what the file says of one.

        It knows the limit itself, for when the scheduler is killed and nobody sees to it.
        """
        own_limit = ("-s", f"CLOSESPIDER_TIMEOUT={math.ceil((limit + _GRACE).total_seconds())}")
        stated = [part for name, value in target.arguments.items() for part in ("-a", f"{name}={value}")]
        settings = [part for name, value in target.settings.items() for part in ("-s", f"{name}={value}")]
        due_only = _DUE_ONLY if isinstance(target.when(), Adaptive) else ()
        crawl = [sys.executable, "-m", "scrapy", "crawl", target.source]
        return [*crawl, *stated, *_ALWAYS, *own_limit, *due_only, *settings, *self._options]

    def _note_ended(self) -> None:
        for name, (claimed, run) in list(self._runs.items()):
            if run.has_ended():
                self._note_end(claimed, end_of(run), told_of(name, run))
                del self._runs[name]

    def _note_end(self, claimed: Claimed, end: End, told: str) -> None:
        # it may have got another rule meanwhile
        current = self._targets.get(claimed.target.name, claimed.target)
        settled = self._book.settle(dataclasses.replace(claimed, target=current), end)
        self._codes |= {end.exit_code, *((EXIT_FAULTS,) if settled.is_alert else ())}
        self._telling.want()
        self._say(f"{told}{f'; next {self._shown(settled.next_at)}' if settled.next_at else ''}")

    def _renew(self) -> None:
        if time.monotonic() < self._renew_at:
            return
        self._renew_at = time.monotonic() + self._limits.lease.total_seconds() / 4
        for name in self._runs.keys() - self._book.renew(self._runs):
            self._say(f"{name}: was taken over by another scheduler; its crawl goes on")

    def _seconds_to_next(self) -> float:
        if self._runs:
            return _LOOK_AT_RUNS
        if self._trouble or self._next_at is None:
            return _LOOK
        return min(max((self._next_at - now()).total_seconds(), 0.1), _LOOK)

    def _stop(self, interrupts: Interrupts) -> None:
        """End what goes on, and let go of what was not done: it stays due."""
        if self._runs:
            self._say(f"stopping {', '.join(self._runs)}")
        self._end_runs(interrupts)
        ended, self._runs = self._runs, {}
        for claimed, run in ended.values():
            self._note_last(claimed, run)
        self._with_database(self._book.let_go)
        self._telling.finish(_TO_TELL if interrupts.count else self._limits.telling)

    def _end_runs(self, interrupts: Interrupts) -> None:
        runs = [run for _, run in self._runs.values()]
        for run in runs:
            run.stop(SECONDS_TO_STOP)
        begun = interrupts.count
        while runs := [run for run in runs if not run.has_ended()]:
            if interrupts.count > begun:
                for run in runs:
                    run.kill()
            interrupts.wait(_LOOK_AT_RUNS)

    def _note_last(self, claimed: Claimed, run: Run) -> None:
        end, told = end_of(run), told_of(claimed.target.name, run)
        if end.exit_code in UNHARMED - {EXIT_INTERRUPTED, EXIT_TERMINATED}:
            self._with_database(lambda: self._note_end(claimed, end, told))
        else:
            self._say(f"{told}; stays due")

    def _with_database(self, step: Callable[[], None]) -> None:
        """The step; where the database cannot be used now, it is said once, and tried again later."""
        try:
            step()
        except (exc.OperationalError, exc.InterfaceError) as error:
            trouble = str(error.orig).strip().partition("\n")[0]
            if trouble != self._trouble:
                self._say(f"the database cannot be used now, crawls go on: {trouble}")
            self._trouble = trouble
        else:
            self._trouble = ""

    def _shown(self, moment: datetime.datetime) -> str:
        return f"{moment.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

    def _say(self, line: str) -> None:
        sys.stderr.write(f"{self._shown(now())} {line}\n")
        sys.stderr.flush()


def _interrupted(interrupts: Interrupts) -> int:
    return 0 if interrupts.was_asked_to_end else EXIT_INTERRUPTED
