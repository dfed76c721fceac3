"""What reading captures came to, written into the tables: articles, quarantine, and what an undo needs.

The rows depend on which captures have been read and how, never on the order or the batches they came in. What
was read from a capture that is not an article's newest is not kept; where it is needed after all (the newest
is refused now, say), that capture is opened again: its parser becomes None, and the next run reads it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import in_chunks, update_by_key, upsert
from db.models import (
    CONTENT_FIELDS,
    DUPLICATE_FIELDS,
    Article,
    ArticleVersion,
    Base,
    Capture,
    CaptureVersion,
    Quarantined,
    table_of,
    values_of,
)
from db.queries.claims import Settlement, settle
from db.queries.duplicates import relink
from db.queries.judgements import JUDGED_FIELDS, Judgement, claims_on, judgements_of

Values = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SaveCounts:
    """What became of one batch.

    Each article given is counted once: `stored` (a new row), `updated` (the row says something else now),
    `unchanged`, `older` (a newer capture has the row), or it is in conflict.

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
    conflicts: list[Quarantined] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Batch:
    """The captures given, by record, each as it is judged now; `readings` are the articles read from them."""

    captures: dict[str, Capture]
    judged: dict[str, Judgement]
    readings: dict[str, Values]


@dataclasses.dataclass(kw_only=True)
class _State:
    """The part of the tables a batch touches: captures by record, articles by id."""

    judged: dict[str, Judgement]
    articles: dict[str, Values]


def save(
    session: Session,
    crawl_id: int,
    *,
    articles: Sequence[tuple[Article, Capture]] = (),
    refusals: Sequence[tuple[Quarantined, Capture]] = (),
    passed: Sequence[Capture] = (),
) -> SaveCounts:
    """Write what a batch of captures came to, each judged by the parser that its article or refusal names.

    Of a capture given twice the last word counts. `passed` are captures found to be no article pages, judged by their own `parser`.
    """
    batch = _batch(articles, refusals, passed)
    before = _before(session, batch)
    after, reopened = _settled(batch, before)
    _write_captures(session, crawl_id, batch, before, after)
    _write_articles(session, crawl_id, before, after)
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


def _before(session: Session, batch: _Batch) -> _State:
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
    return _State(judged=unknown | known | claims_on(session, touched), articles=rows)


def _settled(batch: _Batch, before: _State) -> tuple[_State, int]:
    """How captures and articles stand after the batch, and how many captures must be read again."""
    after = _State(judged=before.judged | batch.judged, articles={})
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


def _write_captures(session: Session, crawl_id: int, batch: _Batch, before: _State, after: _State) -> None:
    given = [values_of(capture) | _judged(after.judged[key]) for key, capture in batch.captures.items()]
    upsert(session, Capture, given, update=JUDGED_FIELDS)
    changes = [(before.judged[key], judgement) for key, judgement in after.judged.items()]
    changes = [(earlier, later) for earlier, later in changes if earlier != later]
    standing = [later for _, later in changes if later.record_id not in batch.captures]
    update_by_key(session, Capture, [{"record_id": j.record_id, **_judged(j)} for j in standing])
    freed = [later.record_id for earlier, later in changes if earlier.quarantined and not later.quarantined]
    _delete(session, Quarantined.record_id, freed)
    upsert(session, Quarantined, [later.quarantined for _, later in changes if later.quarantined])
    overtaken = dict(_overtaken(before, after))
    versions = [
        _capture_version(crawl_id, earlier, later, overtaken.get(later.record_id))
        for earlier, later in changes
        if later.record_id in overtaken or not later.same_verdict(earlier)
    ]
    _insert(session, CaptureVersion, versions)


def _judged(judgement: Judgement) -> dict[str, str | None]:
    return {name: getattr(judgement, name) for name in JUDGED_FIELDS}


def _overtaken(before: _State, after: _State) -> Iterator[tuple[str, str]]:
    """Pairs of records, new and old, where a row is read from another capture now and says the same."""
    for article_id, row in after.articles.items():
        earlier = before.articles.get(article_id)
        if earlier and earlier["record_id"] != row["record_id"] and not _differences(earlier, row):
            yield row["record_id"], earlier["record_id"]


def _capture_version(
    crawl_id: int, earlier: Judgement, later: Judgement, overtook: str | None
) -> CaptureVersion:
    return CaptureVersion(
        crawl_id=crawl_id,
        record_id=later.record_id,
        article_id=later.article_id,
        earlier=_judged(earlier) if earlier.outcome else None,
        quarantined=dict(earlier.quarantined) if earlier.quarantined else None,
        overtook=overtook,
    )


def _write_articles(session: Session, crawl_id: int, before: _State, after: _State) -> None:
    changed = [
        (article_id, before.articles.get(article_id), after.articles.get(article_id))
        for article_id in before.articles.keys() | after.articles.keys()
    ]
    changed = sorted((x for x in changed if x[1] != x[2]), key=lambda x: x[0])
    versions = [_version(crawl_id, earlier, later, after) for _, earlier, later in changed]
    _insert(session, ArticleVersion, [version for version in versions if version])
    _delete(session, Article.id, [article_id for article_id, _, later in changed if later is None])
    upsert(session, Article, [later for _, _, later in changed if later])
    relink(session, [row["text_digest"] for x in changed for row in x[1:] if row and row["text_digest"]])


def _version(
    crawl_id: int, earlier: Values | None, later: Values | None, after: _State
) -> ArticleVersion | None:
    row = later or earlier
    assert row is not None
    changed = _differences(earlier, later)
    if not changed:
        return None
    parser = row["parser"] if later else after.judged[row["record_id"]].parser
    return ArticleVersion(
        crawl_id=crawl_id,
        article_id=row["id"],
        record_id=row["record_id"],
        parser=parser or row["parser"],
        changed=changed,
        earlier=dict(earlier) if earlier else None,
    )


def _differences(earlier: Values | None, later: Values | None) -> list[str]:
    """The fields in which two rows say something else; `created` or `removed` where there is only one."""
    if earlier is None:
        return ["created"]
    if later is None:
        return ["removed"]
    return [name for name in CONTENT_FIELDS if earlier[name] != later[name]]


def _insert(session: Session, model: type[Base], rows: Sequence[Base]) -> None:
    if rows:
        session.connection().execute(insert(table_of(model)), [values_of(row) for row in rows])


def _delete(session: Session, key: InstrumentedAttribute[str], values: Sequence[str]) -> None:
    for portion in in_chunks(values):
        statement = delete(key.class_).where(key.in_(portion))
        session.execute(statement.execution_options(synchronize_session=False))


def _counts(batch: _Batch, before: _State, after: _State, *, refused: int, reopened: int) -> SaveCounts:
    words = Counter(_fate(batch.readings[key]["id"], key, before, after) for key in batch.readings)
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
        conflicts=conflicts,
    )


def _fate(article_id: str, record_id: str, before: _State, after: _State) -> str:
    if after.judged[record_id].outcome != "article":
        return "conflict"
    row, earlier = after.articles[article_id], before.articles.get(article_id)
    if row["record_id"] != record_id:
        return "older"
    if earlier is None:
        return "stored"
    return "updated" if _differences(earlier, row) else "unchanged"
