"""The scheduler: one process that begins crawls when they are due, each as a process of its own, and sees them end."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import math
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sqlalchemy import exc

from crawler.clock import now
from crawler.commands.schedule_book import Book, Claimed
from crawler.commands.schedule_runs import (
    EXIT_NOT_BEGUN,
    EXIT_TERMINATED,
    UNHARMED,
    Logs,
    Run,
    last_line,
    word_for,
)
from crawler.commands.schedule_signals import Interrupts
from crawler.commands.schedule_targets import Plan, Target
from crawler.project_command import EXIT_FAILED, EXIT_FAULTS, EXIT_INTERRUPTED
from crawler.scheduling.plan import PlanError
from crawler.scheduling.rules import Adaptive

SECONDS_TO_STOP: Final = 10  # for the crawls, when the scheduler is to end
_LOOK: Final = 5.0  # seconds, at most, until the table is looked at again
_LOOK_AT_RUNS: Final = 0.5
_TOLD: Final = 240  # characters of what a crawl said last
_ALWAYS: Final = ("-s", "SPIDER_LOADER_CLASS=crawler.spider_loader.LenientSpiderLoader")
_GRACE: Final = datetime.timedelta(minutes=1)
_DUE_ONLY: Final = ("-s", "CRAWL_DUE_ONLY=1")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    at_once: int
    time: datetime.timedelta
    lease: datetime.timedelta


class Scheduler:
    """`options` are handed on to every crawl, `environment` is theirs."""

    def __init__(
        self,
        book: Book,
        plan: Plan,
        logs: Logs,
        limits: Limits,
        *,
        options: Iterable[str],
        environment: Mapping[str, str],
        zone: datetime.tzinfo,
    ) -> None:
        self._book = book
        self._plan = plan
        self._logs = logs
        self._limits = limits
        self._options = tuple(options)
        self._environment = {"PYTHONFAULTHANDLER": "1", **environment}
        self._zone = zone
        self._targets: dict[str, Target] = {}
        self._runs: dict[str, tuple[Claimed, Run]] = {}
        self._codes: set[int] = set()
        self._is_planned = False
        self._renew_at = 0.0
        self._trouble = ""
        self._next_at: datetime.datetime | None = None

    def read_plan(self) -> None:
        """PlanError."""
        self._is_planned = True
        self._targets = {target.name: target for target in self._plan.targets()}
        self._is_planned = False
        self._book.plan(self._targets.values(), whole=self._plan.is_whole)
        self._is_planned = True

    def run(self) -> int:
        """Until a signal comes; the exit code."""
        self._say(f"{len(self._targets)} targets, {self._limits.at_once} crawls at once")
        with Interrupts() as interrupts:
            while not interrupts.count:
                self._with_database(self._go_on)
                interrupts.wait(self._seconds_to_next())
            self._stop(interrupts)
        return 0 if interrupts.was_asked_to_end else EXIT_INTERRUPTED

    def run_once(self, wanted: Iterable[str] | None = None) -> int:
        """All that is due, or what is wanted whether it is due or not, each once; the exit code."""
        waiting = list(self._book.due() if wanted is None else wanted)
        waiting = [name for name in waiting if name in self._targets]
        with Interrupts() as interrupts:
            while (waiting or self._runs) and not interrupts.count:
                self._with_database(lambda: self._go_on_once(waiting, before_time=wanted is not None))
                if self._runs:
                    interrupts.wait(_LOOK_AT_RUNS)
                elif self._trouble:
                    return EXIT_FAILED
            self._stop(interrupts)
        if interrupts.count:
            return EXIT_INTERRUPTED
        if any(code not in UNHARMED for code in self._codes):
            return EXIT_FAILED
        return EXIT_FAULTS if EXIT_FAULTS in self._codes else 0

    def _go_on(self) -> None:
        self._note_ended()
        self._renew()
        self._read_plan_again()
        for name in self._book.due():
            if len(self._runs) >= self._limits.at_once:
                return
            if name in self._targets and name not in self._runs:
                self._begin(self._targets[name])
        self._next_at = self._book.next_at(self._targets)

    def _go_on_once(self, waiting: list[str], *, before_time: bool) -> None:
        self._note_ended()
        self._renew()
        while waiting and len(self._runs) < self._limits.at_once:
            self._begin(self._targets[waiting[0]], before_time=before_time)
            del waiting[0]

    def _read_plan_again(self) -> None:
        if self._plan.changed() or not self._is_planned:
            try:
                self.read_plan()
            except PlanError as error:
                self._say(f"{error}; what was planned before goes on")
            else:
                self._say(f"read again what is planned: {len(self._targets)} targets")

    def _begin(self, target: Target, *, before_time: bool = False) -> None:
        claimed = self._book.claim(target, before_time=before_time)
        if claimed is None:
            return
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
            self._note_end(claimed, EXIT_NOT_BEGUN, f"{target.name}: cannot be begun: {error}")
        else:
            self._runs[target.name] = claimed, run

    def _command(self, target: Target, limit: datetime.timedelta) -> list[str]:
        """The crawl of a target: what the file says comes before what the command line says of all.

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
                assert run.exit_code is not None
                self._note_end(claimed, run.exit_code, _told(name, run))
                del self._runs[name]

    def _note_end(self, claimed: Claimed, exit_code: int, told: str) -> None:
        # it may have got another rule meanwhile
        current = self._targets.get(claimed.target.name, claimed.target)
        following = self._book.settle(dataclasses.replace(claimed, target=current), exit_code, now())
        self._codes.add(exit_code)
        self._say(f"{told}{f'; next {self._shown(following)}' if following else ''}")

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
        begun = interrupts.count
        if self._runs:
            self._say(f"stopping {', '.join(self._runs)}")
        for _, run in self._runs.values():
            run.stop(SECONDS_TO_STOP)
        while self._runs:
            if interrupts.count > begun:
                for _, run in self._runs.values():
                    run.kill()
            self._let_ended_go()
            interrupts.wait(_LOOK_AT_RUNS if self._runs else 0.0)
        self._with_database(self._book.let_go)

    def _let_ended_go(self) -> None:
        for name, (claimed, run) in list(self._runs.items()):
            if run.has_ended():
                del self._runs[name]
                self._note_last(claimed, run)

    def _note_last(self, claimed: Claimed, run: Run) -> None:
        code, told = run.exit_code, _told(claimed.target.name, run)
        if code in UNHARMED - {EXIT_INTERRUPTED, EXIT_TERMINATED}:
            self._with_database(lambda: self._note_end(claimed, code, told))
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


def _told(name: str, run: Run) -> str:
    """How a crawl ended, in a line."""
    assert run.exit_code is not None
    said = ""
    with contextlib.suppress(OSError):
        said = last_line(run.log)[:_TOLD]
    return f"{name}: {word_for(run.exit_code)} after {run.seconds:.0f} s, log {run.log}: {said}"


def inherited(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the settings that it names too, since those of a command line do not reach others."""
    return {**os.environ, **settings}
