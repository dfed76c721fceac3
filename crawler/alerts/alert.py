"""One thing people are told: what is wrong with which target, since when, and what to do; or that it is over."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, Self

from crawler.alerts.advice import next_steps
from db.models import Incident
from db.queries import incidents
from db.times import from_text, to_text

NAME: Final = "Shoulu 收录"  # a chat that only lets through what has a certain word has one to choose

_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_MOST_LINES: Final = 8  # of evidence
_MOST_OF_A_LINE: Final = 4  # parts
_LONGEST: Final = 300  # characters of a line of evidence
_URL: Final = "url"  # of a page that is an example; what else is told of it is for programs
_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))

Kind = Literal["opened", "returned", "ended", "several", "trial"]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """`seconds` is how long it lasted, or has lasted so far; `was_told` whether people knew of it before it ended."""

    kind: Kind
    target: str
    cause: str
    subject: str = ""
    message: str
    evidence: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    incident: int | None = None
    crawl: int | None = None
    times: int = 1
    began_at: str
    seen_at: str
    ended_at: str | None = None
    returned_at: str | None = None
    seconds: int = 0
    was_told: bool = False
    next: tuple[str, ...] = ()

    @classmethod
    def of(cls, incident: Incident, kind: incidents.Turn, now: datetime.datetime) -> Self:
        steps = steps_of(incident)
        return cls(
            kind=kind,
            target=incident.target,
            cause=incident.cause,
            subject=incident.subject,
            message=incident.message,
            evidence=incident.evidence,
            incident=incident.id,
            crawl=incident.crawl_id,
            times=incident.times,
            began_at=incident.began_at,
            seen_at=incident.seen_at,
            ended_at=incident.ended_at,
            returned_at=incident.returned_at,
            seconds=int(incidents.seconds(incident, now)),
            was_told=incident.told_at is not None,
            next=() if kind == "ended" else steps,
        )

    @classmethod
    def of_several(cls, pending: Sequence[incidents.Pending], now: datetime.datetime) -> Self:
        """One alert in place of so many that nobody would read them."""
        over = [one.incident for one in pending if one.turn == "ended"]
        wrong = [one.incident for one in pending if one.turn != "ended"]
        said = f"{len(pending)} things were to be told: {len(wrong)} are wrong now, {len(over)} came and are over."
        return cls(
            kind="several",
            target="several",
            cause="several",
            message=said,
            evidence={"wrong_now": [f"{one.target}: {one.cause}" for one in reversed(wrong)]},
            times=len(pending),
            began_at=min(one.incident.began_at for one in pending),
            seen_at=to_text(now),
            next=(
                "scrapy alerts tells what is wrong now, and what to do; scrapy alerts --all also what is over.",
            ),
        )

    @classmethod
    def trial(cls, now: datetime.datetime) -> Self:
        at = to_text(now)
        said = "This is a trial: nothing is wrong. Alerts of faults and of their end come this way."
        return cls(kind="trial", target="trial", cause="trial", message=said, began_at=at, seen_at=at)

    @property
    def headline(self) -> str:
        """One line."""
        if self.kind == "trial":
            return f"{NAME}: a trial alert"
        if self.kind == "several":
            return f"{NAME}: {self.times} alerts at once"
        turn = {"opened": "", "returned": " is back", "ended": " is over"}[self.kind]
        return plain(f"{NAME}: {self.target}: {self.cause}{self._about}{turn}").replace("\n", " ")

    @property
    def _about(self) -> str:
        return f" ({self.subject})" if self.subject else ""

    @property
    def text(self) -> str:
        """Some lines for a person, the headline first; no control character in them but the line feeds."""
        return "\n".join(map(one_line, (self.headline, *self._lines())))

    def _lines(self) -> Iterator[str]:
        if self.kind == "ended":
            yield f"It lasted {lasting(self.seconds)}, from {moment(self.began_at)} to {moment(self.ended_at)}."
            yield f"It was: {self.message}"
            if not self.was_told:
                yield "It could not be told while it lasted."
            return
        yield self.message
        yield from evidence_lines(self.evidence, self.message)
        if self.kind in ("opened", "returned"):
            yield f"Since {moment(self.began_at)}{self._seen}."
        yield from self.next

    @property
    def _seen(self) -> str:
        if self.kind == "returned":
            return f", gone for a while, and back since {moment(self.returned_at)}"
        return f", shown {self.times} times" if self.times > 1 else ""

    def as_json(self) -> dict[str, Any]:
        """All of it for a program, the headline and the text too."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {**fields, "next": list(self.next), "headline": self.headline, "text": self.text}


def steps_of(incident: Incident) -> tuple[str, ...]:
    """What a person may do, with the arguments of its crawls where the evidence has them."""
    arguments = incident.evidence.get("arguments")
    return next_steps(
        incident.cause,
        target=incident.target,
        subject=incident.subject,
        arguments=arguments if isinstance(arguments, Mapping) else None,
    )


def one_line(text: str) -> str:
    return " ".join(plain(text).split("\n"))


def plain(text: str) -> str:
    """What a page put there to act on a terminal or a chat made visible, and what UTF-8 has not."""
    return _CONTROL.sub("\ufffd", text)


def moment(text: str | None) -> str:
    return f"{text[:16].replace('T', ' ')} UTC" if text else "?"


def age(since: str, now: datetime.datetime) -> str:
    return lasting(max(int((now - from_text(since)).total_seconds()), 0))


def lasting(seconds: int) -> str:
    """`2 days 3 hours`: the two largest units that tell anything."""
    parts = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}{'s' if count > 1 else ''}")
        elif parts:
            break
    return " ".join(parts[:2]) or "less than a minute"


def evidence_lines(evidence: Mapping[str, Any], message: str = "") -> list[str]:
    """A line for each thing a fault's evidence has, in its order, the first of them; not what the message has said."""
    lines = [
        f"{name.replace('_', ' ')}: {_said(value)}"
        for name, value in _things(evidence)
        if _is_worth(value) and not all(part in message for part in _parts(value))
    ]
    return [line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in lines[:_MOST_LINES]]


def _things(evidence: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Of what is told of each field, as `{"title": {"before": ..., "now": ...}}`, the fields."""
    for name, value in evidence.items():
        if isinstance(value, Mapping) and value and all(isinstance(part, Mapping) for part in value.values()):
            yield from value.items()
        else:
            yield name, value


def _parts(value: object) -> Iterator[str]:
    """What is said, without the words between."""
    if isinstance(value, Mapping) and _URL in value:
        yield str(value[_URL])
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _parts(part)
    elif _is_worth(value):
        yield _said(value)


def _is_worth(value: object) -> bool:
    return value is not None and value not in ("", [], {})


def _said(value: object) -> str:
    if not _is_worth(value):
        return "none"
    if isinstance(value, Mapping):
        if value.get(_URL):
            return one_line(str(value[_URL]))
        return _joined([f"{key} {_said(part)}" for key, part in value.items()], ", ")
    if isinstance(value, list | tuple):
        return _joined([_said(part) for part in value], "; ")
    return f"{value:.3g}" if isinstance(value, float) else one_line(str(value))


def _joined(parts: list[str], sign: str) -> str:
    more = [f"{len(parts) - _MOST_OF_A_LINE:,} more"] if len(parts) > _MOST_OF_A_LINE else []
    return sign.join([*parts[:_MOST_OF_A_LINE], *more])
