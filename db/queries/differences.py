"""What a capture, read again, would do to the articles as they stand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, Self

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import in_chunks
from db.fields import EXPORT_FIELDS
from db.models import Article, Staged, table_of
from db.queries.judgements import Judgement, judgements_of
from db.queries.versions import Values, differences

Kind = Literal["lost", "gained", "changed", "equal"]

LOST_SEVERITY = 3.0
HALVED_SEVERITY = 2.0  # and above: the body is lost, or shrinks by half or more

NO_CHANGE = -1.0
_LOST_FIELD = 0.3
_CHANGED_FIELD = 0.05
_READING = re.compile(r"[(（][a-züɑɡ\u00e0-\u01dc]{1,7}[)）]")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Difference:
    """What one capture, read again, would do to the articles.

    `fields` gives before and after of each exported field that differs; a lost article has no after, a gained
    one no before. `severity` is 3 for a lost article, from 2 for a body halved or worse, below for less.
    """

    article_id: str | None
    record_id: str
    kind: Kind
    fields: Mapping[str, tuple[Any, Any]]
    severity: float
    reason: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a capture was read as: an article, a refusal, or neither when it is no article page.

    `equal` says that the article is the one that stood when the capture was staged.
    """

    record_id: str
    parser: str
    article: Values | None = None
    refusal: Values | None = None
    equal: bool = False

    @classmethod
    def of(cls, row: Staged) -> Self:
        return cls(
            record_id=row.record_id,
            parser=row.parser,
            article=row.article,
            refusal=row.refusal,
            equal=row.outcome == "article" and row.article is None,
        )

    @property
    def outcome(self) -> str:
        if self.article or self.equal:
            return "article"
        return "refused" if self.refusal else "passed"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands now: articles by the record they are read from and by id, and captures as judged."""

    by_record: dict[str, Values]
    by_id: dict[str, Values]
    judged: dict[str, Judgement]

    @classmethod
    def load(cls, session: Session, readings: Sequence[Reading]) -> Self:
        record_ids = [reading.record_id for reading in readings]
        by_record = rows_by(session, Article.record_id, record_ids)
        ids = [reading.article["id"] for reading in readings if reading.article]
        by_id = rows_by(session, Article.id, ids)
        backing = [row["record_id"] for row in by_id.values()]
        return cls(by_record=by_record, by_id=by_id, judged=judgements_of(session, [*record_ids, *backing]))

    def replaced_by(self, reading: Reading) -> Values | None:
        """The row the reading would replace or take out."""
        if reading.record_id in self.by_record:
            return self.by_record[reading.record_id]
        row = self.by_id.get(reading.article["id"]) if reading.article else None
        if row is None or reading.article is None or _of_other_urls(row, reading.article):
            return None
        return row if self._is_newer(reading.record_id, row["record_id"]) else None

    def _is_newer(self, record_id: str, other: str) -> bool:
        return self.judged[record_id].age > self.judged[other].age


def _of_other_urls(row: Values, other: Values) -> bool:
    """Whether two URLs claim one id; the row stands then."""
    urls = row["normalized_url"], other["normalized_url"]
    return None not in urls and urls[0] != urls[1]


def rows_by(session: Session, key: InstrumentedAttribute[str], values: Collection[str]) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for portion in in_chunks(values):
        rows = session.execute(select(table_of(Article)).where(key.in_(portion))).mappings()
        found.update((row[key.key], dict(row)) for row in rows)
    return found


def compare(reading: Reading, standing: Standing) -> Difference:
    before, after = standing.replaced_by(reading), reading.article
    if reading.equal or (before is None and after is None):
        return _difference("equal", reading, before, before)
    if before is None and after is not None:
        older = after["id"] in standing.by_id
        return _difference("equal" if older else "gained", reading, None, after)
    kind: Kind = "lost" if after is None else "changed" if differences(before, after) else "equal"
    return _difference(kind, reading, before, after)


def _difference(kind: Kind, reading: Reading, before: Values | None, after: Values | None) -> Difference:
    row = after or before or reading.refusal
    fields = {} if kind == "equal" else _fields(before, after)
    refusal = reading.refusal
    return Difference(
        article_id=row.get("id", row.get("article_id")) if row else None,
        record_id=reading.record_id,
        kind=kind,
        fields=fields,
        severity=_severity(kind, fields),
        reason=f"{refusal['stage']}: {refusal['reason']}" if refusal else None,
    )


def _fields(before: Values | None, after: Values | None) -> dict[str, tuple[Any, Any]]:
    if before and after:
        return {name: (before[name], after[name]) for name in differences(before, after)}
    row = before or after or {}
    said = {name: row[name] for name in EXPORT_FIELDS if row[name] not in (None, [], {})}
    return {name: (value, None) if before else (None, value) for name, value in said.items()}


def _severity(kind: Kind, fields: Mapping[str, tuple[Any, Any]]) -> float:
    if kind != "changed":
        return {"lost": LOST_SEVERITY, "gained": 0.0, "equal": NO_CHANGE}[kind]
    before, after = fields.get("text", ("", ""))
    shrunk = _shrunk(before, after)
    if shrunk >= 0.5:
        return HALVED_SEVERITY + shrunk
    emptied = sum(1 for earlier, later in fields.values() if earlier and not later)
    return min(2 * shrunk + _LOST_FIELD * emptied + _CHANGED_FIELD * len(fields), HALVED_SEVERITY - 0.01)


def _shrunk(before: str, after: str) -> float:
    """The share of the body that is gone. Readings that a mirror wrote into it are as long as the text, and no loss."""
    earlier, later = (len(_READING.sub("", text)) for text in (before, after))
    return max(0.0, 1 - later / earlier) if earlier else 0.0
