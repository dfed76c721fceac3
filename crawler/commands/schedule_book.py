"""The scheduler's side of the table `schedules`: what is due, whose it is, how it ended, and when it is due again."""

from __future__ import annotations

import dataclasses
import datetime
import os
import platform
import uuid
from collections.abc import Container, Iterable, Mapping
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.clock import now
from crawler.commands.schedule_ends import End, counted, note_end, note_not_loaded, verdict
from crawler.commands.schedule_runs import UNHARMED
from crawler.commands.schedule_targets import Target
from crawler.project_command import EXIT_FAILED, EXIT_FAULTS
from crawler.revisiting import failures_after, weight_of
from crawler.scheduling.rules import Adaptive, Cron
from crawler.scheduling.times import Appointment, Timetable
from db.engine import reading, writing
from db.models import Crawl, Schedule
from db.queries import revisits, schedules
from db.times import from_text, to_text

CRASHED = "crashed"
_OF_THE_SITE = frozenset({"dns", "refused", "timeout", "unreachable", "http-error", "blocked", "gone"})
_CLOCK_PUT_BACK = datetime.timedelta(hours=1)  # less is waited for
_ONE_MORE = 1.0  # up to which failures slow nothing down
_ENDED = {"finished": 0, "failed": EXIT_FAILED}  # exit codes of crawls whose scheduler did not see them end


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """When the target is due next, None where it is another scheduler's by now; and whether there is an alert of it."""

    next_at: datetime.datetime | None
    is_alert: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A target that is ours, since `at`; `before` is the newest crawl there was of it: its number and its starts."""

    target: Target
    at: datetime.datetime
    before: tuple[int, int] | None


class Book:
    """Claims end by themselves after `lease`, so that those of a scheduler that was killed are free again."""

    def __init__(self, engine: Engine, timetable: Timetable, lease: datetime.timedelta) -> None:
        self._engine = engine
        self._timetable = timetable
        self._lease = lease
        self._who = f"{platform.node()[:60]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"

    def plan(self, targets: Iterable[Target], broken: Mapping[str, str]) -> None:
        """Note what is new or has another rule; what is not among them is forgotten, unless sources are `broken`."""
        at, wanted = now(), {target.name: target for target in targets}
        with writing(self._engine) as session:
            held = schedules.by_target(session)
            changed = [target for name, target in wanted.items() if _is_new(target, held.get(name), at)]
            rows = [
                _row(target, self._first(session, target, held.get(target.name), at)) for target in changed
            ]
            schedules.put(session, rows)
            if not broken:
                schedules.forget(session, held.keys() - wanted.keys(), at)
            note_not_loaded(session, broken, at)

    def due(self) -> list[str]:
        """The longest overdue first."""
        with reading(self._engine) as session:
            return [row.target for row in schedules.due(session, now())]

    def next_at(self, targets: Container[str]) -> datetime.datetime | None:
        """When the first of those is due that nobody is at."""
        with reading(self._engine) as session:
            rows = schedules.by_target(session).values()
            free = [row.next_at for row in rows if row.target in targets and row.claimed_by is None]
        return from_text(min(free)) if free else None

    def claim(self, target: Target, *, before_time: bool = False) -> Claimed | None:
        """The target, unless another scheduler has it or it is not due.

        Where one that was killed had it and its crawl came to an end since, that counts as the one that was due.
        """
        at = now()
        with writing(self._engine) as session:
            newest = schedules.newest_crawl(session, target.name)
            orphan = _orphan(schedules.by_target(session).get(target.name), newest)
            is_ours = self._take(session, target, at, before_time=before_time)
            if is_ours and orphan is not None:
                begun, ended = (
                    from_text(orphan.started_at),
                    from_text(orphan.finished_at or orphan.started_at),
                )
                end = End(exit_code=_ENDED[orphan.state], begun=begun, at=ended, crawl=orphan)
                self._note(session, target, end)
                is_ours = before_time and self._take(session, target, at, before_time=True)
            if not is_ours:
                return None
            before = (newest.id, newest.starts) if newest is not None else None
            return Claimed(target=target, at=at, before=before)

    def _take(self, session: Session, target: Target, at: datetime.datetime, *, before_time: bool) -> bool:
        until = at + self._lease
        return schedules.claim(session, target.name, self._who, now=at, until=until, before_time=before_time)

    def holder(self, target: str) -> str:
        """Which scheduler has the target, for a person."""
        with reading(self._engine) as session:
            row = schedules.by_target(session).get(target)
        host, _, rest = (row.claimed_by or "" if row else "").partition(":")
        process = rest.partition(":")[0]
        return f"another scheduler (process {process} on {host})" if process else "another scheduler"

    def renew(self, targets: Iterable[str]) -> set[str]:
        """Which of the targets are still ours; to be called well within every lease."""
        with writing(self._engine) as session:
            return schedules.renew(session, self._who, list(targets), now() + self._lease)

    def settle(self, claimed: Claimed, end: End) -> Settled:
        """Notes how a crawl ended, which began when the target was claimed."""
        with writing(self._engine) as session:
            newest = schedules.newest_crawl(session, claimed.target.name)
            is_ours = newest is not None and (newest.id, newest.starts) != claimed.before
            return self._note(
                session, claimed.target, dataclasses.replace(end, crawl=newest if is_ours else None)
            )

    def let_go(self) -> None:
        """Free what is ours; it stays due."""
        with writing(self._engine) as session:
            schedules.let_go(session, self._who)

    def _first(
        self, session: Session, target: Target, held: Schedule | None, at: datetime.datetime
    ) -> Appointment:
        """At once, where it was never crawled; else when the rule, had it been in force, would have it crawled."""
        rule, newest = target.when(), schedules.newest_crawl(session, target.name)
        if (
            newest is None
            or isinstance(rule, Cron)
            or (held is not None and _has_other_arguments(target, held))
        ):
            return self._timetable.first(rule, target.name, now=at)
        begun = min(from_text(newest.started_at), at)
        ended = min(from_text(newest.finished_at), at) if newest.finished_at else begun
        due = _due(session, target)
        return self._timetable.following(rule, target.name, begun=begun, ended=ended, due=due)

    def _note(self, session: Session, target: Target, end: End) -> Settled:
        held = schedules.by_target(session).get(target.name)
        failures = _failures(session, target, held.failures if held else 0.0, end)
        judged = verdict(session, target.name, end)
        bad_ends, bad_since = counted(held, end, judged)
        following = self._timetable.following(
            target.when(),
            target.name,
            begun=end.begun,
            ended=end.at,
            due=_due(session, target),
            failures=failures,
        )
        row = schedules.settle(
            session,
            target.name,
            self._who,
            next_at=to_text(following.at),
            interval=int(following.interval.total_seconds()),
            failures=failures,
            started_at=to_text(end.begun),
            ended_at=to_text(end.at),
            exit_code=end.exit_code,
            crawl_id=end.crawl.id if end.crawl else None,
            bad_ends=bad_ends,
            bad_since=bad_since,
        )
        if row is None:
            return Settled(next_at=None)
        return Settled(next_at=following.at, is_alert=note_end(session, row, end, judged))


def _row(target: Target, appointment: Appointment) -> dict[str, Any]:
    return {
        "target": target.name,
        "source": target.source,
        "arguments": dict(target.arguments),
        "rule": target.rule,
        "next_at": to_text(appointment.at),
        "interval": int(appointment.interval.total_seconds()),
    }


def _is_new(target: Target, held: Schedule | None, at: datetime.datetime) -> bool:
    """Or was planned by a clock that was far ahead, and would be due when that comes true."""
    if held is None or held.rule != target.rule or _has_other_arguments(target, held):
        return True
    return held.ended_at is not None and from_text(held.ended_at) > at + _CLOCK_PUT_BACK


def _has_other_arguments(target: Target, held: Schedule) -> bool:
    return held.arguments != dict(target.arguments)


def _orphan(held: Schedule | None, newest: Crawl | None) -> Crawl | None:
    """The crawl that a scheduler which was killed had begun, if it came to an end without it."""
    if held is None or newest is None or held.claimed_by is None or held.started_at is None:
        return None
    has_ended = newest.state in _ENDED and (newest.finished_at or "") >= held.started_at
    return newest if has_ended else None


def _due(session: Session, target: Target) -> datetime.datetime | None:
    """When the first of the target's pages is; None where the rule does not ask, or no page is known."""
    if not isinstance(target.when(), Adaptive):
        return None
    hosts: list[str | None] = [*target.name.split()[1:]] or [None]  # of a site that is no source of its own
    due = (revisits.next_due(session, target.source, host=host) for host in hosts)
    first = min(filter(None, due), default=None)
    return from_text(first) if first else None


def _failures(session: Session, target: Target, before: float, end: End) -> float:
    """A crawl that was stopped, or that another process was at, tells nothing; one success brings the rule back."""
    if end.exit_code in UNHARMED - {0, EXIT_FAULTS}:
        return before
    causes = schedules.causes_since(session, target.name, to_text(end.begun))
    if end.exit_code in UNHARMED:  # an alert about what was read is no reason to ask less often
        causes = [cause for cause in causes if cause in _OF_THE_SITE]
        if not causes:
            return min(failures_after(before, None), _ONE_MORE)
    return failures_after(before, max(causes, key=weight_of, default=CRASHED))
