"""How a target is: what is wrong with it, since when, and what a person can do about it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from crawler.alerts.advice import as_sentence, crawl_command, next_steps
from crawler.alerts.alert import steps_of
from crawler.commands.schedule_ends import NOT_CRAWLED, TIME_LIMIT
from crawler.commands.schedule_runs import word_for
from crawler.commands.status_words import ago, number_of, span
from db.models import Crawl, Incident, Schedule
from db.queries.status import Failing, Filled, Held, Part
from db.times import from_text

Word = Literal["alert", "killed", "failing", "overdue", "stopped", "running", "ok", "never"]

LEFT: Final = ("waiting", "unread")
_LONG_STOPPED: Final = datetime.timedelta(hours=24)  # after which the next crawl begins anew


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a target. `alive` is whether a process crawls it now; `states` are those of the last crawl.

    `overdue` is as `db.queries.schedules` has it.
    """

    target: str
    part: Part
    last: Crawl | None = None
    states: Mapping[str, int] = dataclasses.field(default_factory=dict)
    alive: bool = False
    failing: Failing | None = None
    schedule: Schedule | None = None
    overdue: bool = False
    incidents: Sequence[Incident] = ()
    held: Held = dataclasses.field(default_factory=Held)
    filled: Filled = dataclasses.field(default_factory=Filled)

    @property
    def left(self) -> int:
        """URLs of the last crawl that are not at their end."""
        return sum(self.states.get(word, 0) for word in LEFT)

    @property
    def bad_ends(self) -> Schedule | None:
        """The schedule, where its last crawl came to no good end and nobody has crawled the target since."""
        row = self.schedule
        if row is None or not row.bad_ends or row.ended_at is None:
            return None
        return row if self.last is None or self.last.started_at <= row.ended_at else None

    @property
    def refused(self) -> dict[str, int]:
        return {
            state.partition(":")[2]: count
            for state, count in self.states.items()
            if state.startswith("refused:")
        }

    @property
    def command(self) -> str:
        """What crawls the target, or goes on with its last crawl."""
        arguments = self.last.arguments if self.last else self.schedule.arguments if self.schedule else {}
        return crawl_command(self.part.source, arguments)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trouble:
    """`grave` is what `--check` fails for; `advice` is what to know and do, a sentence each."""

    word: Word
    says: str
    since: str | None = None
    grave: bool = True
    advice: Sequence[str] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Health:
    """`word` is the worst there is to say, `says` all of it."""

    word: Word
    says: str
    since: str | None
    troubles: Sequence[Trouble]

    @property
    def in_order(self) -> bool:
        return not any(trouble.grave for trouble in self.troubles)


def health(standing: Standing, now: datetime.datetime) -> Health:
    troubles = [*_alerts(standing, now), *_of_crawl(standing, now), *_of_schedule(standing, now)]
    running = _running(standing)
    says = "; ".join(filter(None, (running, *(trouble.says for trouble in troubles))))
    if troubles:
        return Health(word=troubles[0].word, says=says, since=troubles[0].since, troubles=troubles)
    if running and standing.last:
        return Health(word="running", says=says, since=standing.last.started_at, troubles=())
    return Health(
        word="ok" if standing.last else "never",
        says="ok" if standing.last else "never crawled",
        since=None,
        troubles=(),
    )


def _running(standing: Standing) -> str | None:
    if not standing.alive:
        return None
    met = sum(standing.states.values())
    return f"running: {met - standing.left:,} of {met:,} done" if met else "running"


def _alerts(standing: Standing, now: datetime.datetime) -> Iterator[Trouble]:
    for incident in standing.incidents:
        about = f" ({incident.subject})" if incident.subject else ""
        lasting = span((now - from_text(incident.began_at)).total_seconds())
        yield Trouble(
            word="alert",
            says=f"alert: {incident.cause}{about} for {lasting}",
            since=incident.began_at,
            advice=(
                as_sentence(incident.message),
                *steps_of(incident),
            ),
        )


def _of_crawl(standing: Standing, now: datetime.datetime) -> Iterator[Trouble]:
    last = standing.last
    if standing.alive:
        return
    if standing.bad_ends:
        yield _failing_by_schedule(standing, standing.bad_ends, now)
    elif last is None:
        return
    elif is_killed(last):
        begun = ago(from_text(last.started_at), now)
        yield Trouble(
            word="killed",
            says=f"killed; {_waiting(standing)}",
            since=last.started_at,
            advice=(f"The crawl begun {begun} was killed: {standing.command} asks for what is left.",),
        )
    elif last.state == "failed" and standing.failing:
        since, times = standing.failing.since, standing.failing.crawls
        often = f", {times:,} crawls in a row" if times > 1 else ""
        yield Trouble(
            word="failing",
            says=f"failing for {span((now - from_text(since)).total_seconds())}{often}: {last.reason or 'error'}",
            since=since,
            advice=(
                f"The last crawl ended with {last.reason or 'an error'}, its log says why: {standing.command}",
            ),
        )
    elif last.state == "stopped":
        yield _stopped(standing, last, now)


def _failing_by_schedule(standing: Standing, row: Schedule, now: datetime.datetime) -> Trouble:
    """As the scheduler saw it: a crawl that crashes, or cannot even begin, notes nothing of it."""
    since = row.bad_since or row.started_at or row.next_at
    often = f", {row.bad_ends:,} crawls in a row" if row.bad_ends > 1 else ""
    how = word_for(row.exit_code or 0)
    left = f"; {_waiting(standing)}" if standing.left else ""
    is_told = any(incident.cause in (NOT_CRAWLED, TIME_LIMIT) for incident in standing.incidents)
    advice = f"The last crawl ended so: {how}; its log (SCHEDULE_LOG_DIR) says why: {standing.command}"
    return Trouble(
        word="failing",
        says=f"failing for {span((now - from_text(since)).total_seconds())}{often}: {how}{left}",
        since=since,
        advice=() if is_told else (advice,),
    )


def _stopped(standing: Standing, last: Crawl, now: datetime.datetime) -> Trouble:
    """That is as its user or the scheduler wanted, unless nobody goes on for long."""
    due = standing.schedule is not None
    old = now - from_text(last.finished_at or last.started_at) > _LONG_STOPPED
    return Trouble(
        word="stopped",
        says=f"stopped: {_waiting(standing)}",
        since=last.finished_at,
        grave=old and not due and standing.left > 0,
        advice=() if due or not standing.left else (f"{standing.command} asks for what is left.",),
    )


def _waiting(standing: Standing) -> str:
    verb = "is" if standing.left == 1 else "are"
    return f"{number_of(standing.left, 'URL')} {verb} waiting" if standing.left else "nothing is waiting"


def is_killed(crawl: Crawl) -> bool:
    """Of a crawl that no process is at: whether it never noted its end."""
    return crawl.state == "running" or (crawl.state == "failed" and crawl.reason == "killed")


def _of_schedule(standing: Standing, now: datetime.datetime) -> Iterator[Trouble]:
    told = any(incident.cause == "overdue" for incident in standing.incidents)
    if standing.overdue and standing.schedule and not told:
        due = from_text(standing.schedule.next_at)
        yield Trouble(
            word="overdue",
            says=f"overdue for {span((now - due).total_seconds())}",
            since=standing.schedule.next_at,
            advice=next_steps("overdue", target=standing.target, arguments=standing.schedule.arguments),
        )
