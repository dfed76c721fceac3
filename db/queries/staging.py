"""A re-parse before it is applied: what it would lose, gain and change; then its application in batches."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, Self

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import in_chunks, insert_ignore, upsert
from db.models import EXPORT_FIELDS, Article, Capture, Quarantined, Staged, table_of, values_of
from db.queries.captures import chosen_captures, present_parser
from db.queries.judgements import Judgement, judgements_of
from db.queries.outcomes import SaveCounts, save
from db.queries.versions import Values, delete_by_key, differences

Kind = Literal["lost", "gained", "changed", "equal"]

LOST_SEVERITY = 3.0
HALVED_SEVERITY = 2.0  # and above: the body is lost, or shrinks by half or more

_NO_CHANGE = -1.0
_LOST_FIELD = 0.3
_CHANGED_FIELD = 0.05
_ROWS_A_FETCH = 200


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


def stage(
    session: Session,
    articles: Sequence[tuple[Article, Capture]] = (),
    refusals: Sequence[tuple[Quarantined, Capture]] = (),
    passed: Sequence[Capture] = (),
) -> None:
    """Keep what captures were read as until it is applied, compared with the articles as they are now."""
    insert_ignore(session, Capture, [_as_unread(row) for _, row in (*articles, *refusals)])
    insert_ignore(session, Capture, [_as_unread(row) for row in passed])
    readings = [
        _Reading(record_id=capture.record_id, parser=article.parser, article=values_of(article))
        for article, capture in articles
    ]
    rejections = [
        _Reading(record_id=capture.record_id, parser=refusal.parser, refusal=values_of(refusal))
        for refusal, capture in refusals
    ]
    passes = [_Reading(record_id=capture.record_id, parser=capture.parser or "") for capture in passed]
    given = [*readings, *rejections, *passes]
    standing = _Standing.load(session, given)
    upsert(session, Staged, [values_of(_staged(reading, standing)) for reading in given])


def receipt_rows(session: Session) -> Iterator[Difference]:
    """Everything staged beside what stands now, the worst first."""
    rows = session.scalars(
        select(Staged)
        .order_by(Staged.severity.desc(), Staged.record_id)
        .execution_options(yield_per=_ROWS_A_FETCH, populate_existing=True)
    )
    for portion in rows.partitions():
        readings = [_Reading.of(row) for row in portion]
        standing = _Standing.load(session, readings)
        for reading, row in zip(readings, portion, strict=True):
            yield _compare(reading, standing)
            session.expunge(row)


def count(session: Session) -> int:
    """How many captures are staged."""
    return session.scalars(select(func.count()).select_from(Staged)).one()


def counts(session: Session) -> dict[str, int]:
    """How many captures are staged, by kind of difference."""
    rows = session.execute(select(Staged.verdict, func.count()).group_by(Staged.verdict))
    return dict(rows.tuples())


def share_at_risk(session: Session) -> float:
    """Of the articles whose captures are staged, the share that would lose at least half of their body."""
    at_stake = _count_articles(session, lowest=_NO_CHANGE)
    return _count_articles(session, lowest=HALVED_SEVERITY) / at_stake if at_stake else 0.0


def apply_batch(session: Session, crawl_id: int, limit: int) -> SaveCounts | None:
    """Save the next captures staged and take them off; None when there are none left.

    A capture that another run has read since it was staged is taken off unsaved: the newer reading stands.
    """
    staged = session.scalars(
        select(Staged).order_by(Staged.record_id).limit(limit).execution_options(populate_existing=True)
    ).all()
    if not staged:
        return None
    record_ids = [row.record_id for row in staged]
    judged = judgements_of(session, record_ids)
    timely = [row for row in staged if judged[row.record_id].parser in (None, row.found_parser)]
    saved = _save(session, crawl_id, timely)
    for row in staged:
        session.expunge(row)
    delete_by_key(session, Staged.record_id, record_ids)
    return saved


def keep_only(
    session: Session,
    parsers: Mapping[str, str],
    *,
    sources: Collection[str] | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    reasons: Collection[str] | None = None,
) -> None:
    """Forget what was staged by other parsers than these, or is not chosen; the filters are those of `unread`."""
    kept = select(Capture.record_id).where(
        *chosen_captures(sources, since, until, reasons),
        Capture.record_id == Staged.record_id,
        Staged.parser == present_parser(parsers),
    )
    session.execute(delete(Staged).where(~kept.exists()).execution_options(synchronize_session=False))


def clear(session: Session) -> None:
    """Forget everything staged."""
    session.execute(delete(Staged))


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
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
class _Standing:
    """What stands now: articles by the record they are read from and by id, and captures as judged."""

    by_record: dict[str, Values]
    by_id: dict[str, Values]
    judged: dict[str, Judgement]

    @classmethod
    def load(cls, session: Session, readings: Sequence[_Reading]) -> Self:
        record_ids = [reading.record_id for reading in readings]
        by_record = _rows(session, Article.record_id, record_ids)
        ids = [reading.article["id"] for reading in readings if reading.article]
        by_id = _rows(session, Article.id, ids)
        backing = [row["record_id"] for row in by_id.values()]
        return cls(by_record=by_record, by_id=by_id, judged=judgements_of(session, [*record_ids, *backing]))

    def replaced_by(self, reading: _Reading) -> Values | None:
        """The row the reading would replace or take out."""
        if reading.record_id in self.by_record:
            return self.by_record[reading.record_id]
        row = self.by_id.get(reading.article["id"]) if reading.article else None
        return row if row and self._is_newer(reading.record_id, row["record_id"]) else None

    def _is_newer(self, record_id: str, other: str) -> bool:
        return self.judged[record_id].age > self.judged[other].age


def _rows(session: Session, key: InstrumentedAttribute[str], values: Collection[str]) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for portion in in_chunks(values):
        rows = session.execute(select(table_of(Article)).where(key.in_(portion))).mappings()
        found.update((row[key.key], dict(row)) for row in rows)
    return found


def _staged(reading: _Reading, standing: _Standing) -> Staged:
    difference = _compare(reading, standing)
    own = standing.by_record.get(reading.record_id)
    same = difference.kind == "equal" and own is not None
    return Staged(
        record_id=reading.record_id,
        article_id=difference.article_id,
        parser=reading.parser,
        found_parser=standing.judged[reading.record_id].parser,
        outcome=reading.outcome,
        verdict=difference.kind,
        severity=difference.severity,
        article=None if same or reading.article is None else dict(reading.article),
        refusal=dict(reading.refusal) if reading.refusal else None,
    )


def _compare(reading: _Reading, standing: _Standing) -> Difference:
    before, after = standing.replaced_by(reading), reading.article
    if reading.equal or (before is None and after is None):
        return _difference("equal", reading, before, before)
    if before is None and after is not None:
        older = after["id"] in standing.by_id
        return _difference("equal" if older else "gained", reading, None, after)
    kind: Kind = "lost" if after is None else "changed" if differences(before, after) else "equal"
    return _difference(kind, reading, before, after)


def _difference(kind: Kind, reading: _Reading, before: Values | None, after: Values | None) -> Difference:
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
    said = {name: row[name] for name in EXPORT_FIELDS if row[name] not in (None, [])}
    return {name: (value, None) if before else (None, value) for name, value in said.items()}


def _severity(kind: Kind, fields: Mapping[str, tuple[Any, Any]]) -> float:
    if kind != "changed":
        return {"lost": LOST_SEVERITY, "gained": 0.0, "equal": _NO_CHANGE}[kind]
    before, after = fields.get("text", ("", ""))
    shrunk = max(0.0, 1 - len(after) / len(before)) if before else 0.0
    if shrunk >= 0.5:
        return HALVED_SEVERITY + shrunk
    emptied = sum(1 for earlier, later in fields.values() if earlier and not later)
    return min(2 * shrunk + _LOST_FIELD * emptied + _CHANGED_FIELD * len(fields), HALVED_SEVERITY - 0.01)


def _count_articles(session: Session, *, lowest: float) -> int:
    read_again = select(Article.id).join(Staged, Staged.record_id == Article.record_id)
    read_newly = select(Article.id).join(Staged, Staged.article_id == Article.id)
    chosen = read_again.where(Staged.severity >= lowest).union(
        read_newly.where(Staged.severity >= lowest, Staged.outcome == "article")
    )
    return session.scalars(select(func.count()).select_from(chosen.subquery())).one()


def _save(session: Session, crawl_id: int, staged: Sequence[Staged]) -> SaveCounts:
    record_ids = [row.record_id for row in staged]
    current = _rows(session, Article.record_id, record_ids)
    captures = dict(_captures(session, record_ids))
    articles, refusals, passed = [], [], []
    for row in staged:
        capture = captures[row.record_id]
        if row.refusal:
            refusals.append((Quarantined(**row.refusal), capture))
        elif row.article:
            articles.append((Article(**row.article), capture))
        elif row.outcome == "passed":
            passed.append(Capture(**{**values_of(capture), "parser": row.parser}))
        elif row.record_id in current:
            articles.append((Article(**{**current[row.record_id], "parser": row.parser}), capture))
    return save(session, crawl_id, articles=articles, refusals=refusals, passed=passed)


def _captures(session: Session, record_ids: Collection[str]) -> Iterator[tuple[str, Capture]]:
    for portion in in_chunks(record_ids):
        for row in session.scalars(select(Capture).where(Capture.record_id.in_(portion))):
            yield row.record_id, row


def _as_unread(capture: Capture) -> Values:
    unread = dict.fromkeys(("article_id", "normalized_url", "parser", "outcome"))
    return {**values_of(capture), **unread}
