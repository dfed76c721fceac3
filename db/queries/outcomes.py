"""What reading captures came to, written into the tables: articles, quarantine, and what an undo needs.

The rows depend on which captures have been read and how, never on the order or the batches they came in. What
was read from a capture that is not an article's newest is not kept; where it is needed after all (the newest
is refused now, say), that capture is opened again: its parser becomes None, and the next run reads it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import in_chunks, insert_ignore
from db.fields import DUPLICATE_FIELDS
from db.models import Article, Capture, Quarantined, table_of, values_of
from db.queries.claims import Settlement, settle
from db.queries.judgements import Judgement, claims_on, judged_fields, judgements_of
from db.queries.versions import State, Values, differences, write_articles, write_captures


@dataclasses.dataclass(frozen=True, kw_only=True)
class SaveCounts:
    """What became of one batch.

    Each article given is counted once: `stored` (a new row), `updated` (the row says something else now),
    `unchanged`, `older` (a newer capture has the row), or it is in conflict; `fates` has the word by record id.

    `conflicts` are all captures that lost their id to another URL in this batch, also those read earlier.
    `removed` counts rows taken out; `reopened` captures that must be read again.
    """

    stored: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    refused: int = 0
    removed: int = 0
    reopened: int = 0
    fates: dict[str, str] = dataclasses.field(default_factory=dict, compare=False)
    conflicts: list[Quarantined] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Batch:
    """The captures given, by record, each as it is judged now; `readings` are the articles read from them."""

    captures: dict[str, Capture]
    judged: dict[str, Judgement]
    readings: dict[str, Values]


def save(
    session: Session,
    crawl_id: int,
    *,
    articles: Sequence[tuple[Article, Capture]] = (),
    refusals: Sequence[tuple[Quarantined, Capture]] = (),
    passed: Sequence[Capture] = (),
) -> SaveCounts:
    """Write what a batch of captures came to, each judged by the parser that its article or refusal names.

    Of a capture given twice the last word counts. `passed` are captures found to be no article pages, each
    judged by its own `parser`.
    """
    batch = _batch(articles, refusals, passed)
    before = _before(session, batch)
    after, reopened = _settled(batch, before)
    captures = [{**values_of(row), **judged_fields(after.judged[key])} for key, row in batch.captures.items()]
    insert_ignore(session, Capture, captures)
    write_captures(session, crawl_id, before, after)
    write_articles(session, crawl_id, before, after)
    return _counts(batch, before, after, refused=len(refusals), reopened=reopened)


def _batch(
    articles: Sequence[tuple[Article, Capture]],
    refusals: Sequence[tuple[Quarantined, Capture]],
    passed: Sequence[Capture],
) -> _Batch:
    judged: dict[str, Judgement] = {}
    readings: dict[str, Values] = {}
    for article, capture in articles:
        judged[capture.record_id] = dataclasses.replace(
            Judgement.unread(capture),
            article_id=article.id,
            normalized_url=article.normalized_url,
            parser=article.parser,
            outcome="article",
        )
        readings[capture.record_id] = values_of(article) | dict.fromkeys(DUPLICATE_FIELDS)
    for refusal, capture in refusals:
        judged[capture.record_id] = dataclasses.replace(
            Judgement.unread(capture),
            article_id=refusal.article_id,
            parser=refusal.parser,
            outcome="refused",
            quarantined=values_of(refusal),
        )
    for capture in passed:
        judged[capture.record_id] = dataclasses.replace(
            Judgement.unread(capture), parser=capture.parser, outcome="passed"
        )
    captures = {
        capture.record_id: capture for capture in (*(pair[1] for pair in (*articles, *refusals)), *passed)
    }
    readings = {key: row for key, row in readings.items() if judged[key].outcome == "article"}
    return _Batch(captures=captures, judged=judged, readings=readings)


def _before(session: Session, batch: _Batch) -> State:
    """How the batch's captures stand, all that claim the ids they have or had, and the rows of these ids."""
    known = judgements_of(session, batch.captures)
    touched = {j.article_id for j in (*known.values(), *batch.judged.values()) if j.article_id is not None}
    unknown = {
        record_id: Judgement.unread(capture)
        for record_id, capture in batch.captures.items()
        if record_id not in known
    }
    rows: dict[str, Values] = {}
    for ids in in_chunks(touched):
        found = session.execute(select(table_of(Article)).where(Article.id.in_(ids))).mappings()
        rows.update((row["id"], dict(row)) for row in found)
    return State(judged=unknown | known | claims_on(session, touched), articles=rows)


def _settled(batch: _Batch, before: State) -> tuple[State, int]:
    """How captures and articles stand after the batch, and how many captures must be read again."""
    after = State(judged=before.judged | batch.judged, articles={})
    claimants: dict[str, list[Judgement]] = {}
    for judgement in after.judged.values():
        if judgement.claims_id and judgement.article_id is not None:
            claimants.setdefault(judgement.article_id, []).append(judgement)
    reopened = 0
    for article_id, judgements in claimants.items():
        row = before.articles.get(article_id)
        readings = {row["record_id"]: row} if row else {}
        fresh = [j.record_id for j in judgements if j.record_id in batch.readings]
        readings |= {key: _linked(batch.readings[key], row) for key in fresh}
        settlement = settle(j.claim(held=j.record_id in readings) for j in judgements)
        if settlement.current:
            after.articles[article_id] = readings[settlement.current.record_id]
        after.judged |= _verdicts(settlement, after.judged)
        reopened += len(settlement.missing)
    return after, reopened


def _linked(reading: Values, row: Values | None) -> Values:
    """The reading with the present row's links to duplicates, which hold as long as the text does."""
    if row is None or row["text_digest"] != reading["text_digest"]:
        return reading
    return {**reading, **{name: row[name] for name in DUPLICATE_FIELDS}}


def _verdicts(settlement: Settlement, judged: Mapping[str, Judgement]) -> dict[str, Judgement]:
    verdicts = {claim.record_id: judged[claim.record_id].accepted() for claim in settlement.accepted}
    for claim in settlement.conflicting:
        verdicts[claim.record_id] = judged[claim.record_id].losing_to(settlement.holder)
    for claim in settlement.missing:
        verdicts[claim.record_id] = judged[claim.record_id].opened()
    return verdicts


def _counts(batch: _Batch, before: State, after: State, *, refused: int, reopened: int) -> SaveCounts:
    fates = {key: _fate(batch.readings[key]["id"], key, before, after) for key in batch.readings}
    words = Counter(fates.values())
    conflicts = [
        Quarantined(**judgement.quarantined)
        for key, judgement in after.judged.items()
        if judgement.in_conflict and judgement.quarantined and not before.judged[key].in_conflict
    ]
    return SaveCounts(
        stored=words["stored"],
        updated=words["updated"],
        unchanged=words["unchanged"],
        older=words["older"],
        refused=refused,
        removed=len(before.articles.keys() - after.articles.keys()),
        reopened=reopened,
        fates=fates,
        conflicts=conflicts,
    )


def _fate(article_id: str, record_id: str, before: State, after: State) -> str:
    if after.judged[record_id].outcome != "article":
        return "conflict"
    row, earlier = after.articles[article_id], before.articles.get(article_id)
    if row["record_id"] != record_id:
        return "older"
    if earlier is None:
        return "stored"
    return "updated" if differences(earlier, row) else "unchanged"
