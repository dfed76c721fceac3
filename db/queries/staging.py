"""A re-parse before it is applied: what it would lose, gain and change; then its application in batches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.engine import in_chunks, insert_ignore, upsert
from db.models import Article, Capture, Quarantined, Staged, values_of
from db.queries.captures import EVERYTHING, Selection
from db.queries.differences import HALVED_SEVERITY, NO_CHANGE, Difference, Reading, Standing, compare, rows_by
from db.queries.judgements import judgements_of
from db.queries.outcomes import SaveCounts, save
from db.queries.parsers import is_staged_by
from db.queries.versions import Values, delete_by_key

_ROWS_A_FETCH = 200


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
        Reading(record_id=capture.record_id, parser=article.parser, article=values_of(article))
        for article, capture in articles
    ]
    rejections = [
        Reading(record_id=capture.record_id, parser=refusal.parser, refusal=values_of(refusal))
        for refusal, capture in refusals
    ]
    passes = [Reading(record_id=capture.record_id, parser=capture.parser or "") for capture in passed]
    given = [*readings, *rejections, *passes]
    standing = Standing.load(session, given)
    upsert(session, Staged, [values_of(_staged(reading, standing)) for reading in given])


def receipt_rows(session: Session) -> Iterator[Difference]:
    """Everything staged beside what stands now, the worst first."""
    rows = session.scalars(
        select(Staged)
        .order_by(Staged.severity.desc(), Staged.record_id)
        .execution_options(yield_per=_ROWS_A_FETCH, populate_existing=True)
    )
    for portion in rows.partitions():
        readings = [Reading.of(row) for row in portion]
        standing = Standing.load(session, readings)
        for reading, row in zip(readings, portion, strict=True):
            yield compare(reading, standing)
            session.expunge(row)


def count(session: Session) -> int:
    """How many captures are staged."""
    return session.scalars(select(func.count()).select_from(Staged)).one()


def counts(session: Session) -> dict[str, int]:
    """How many captures are staged, by kind of difference."""
    rows = session.execute(select(Staged.verdict, func.count()).group_by(Staged.verdict))
    return dict(rows.all())


def share_at_risk(session: Session) -> float:
    """Of the articles whose captures are staged, the share that would lose at least half of their body."""
    at_stake = _count_articles(session, lowest=NO_CHANGE)
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
    selection: Selection = EVERYTHING,
) -> None:
    """Forget what was staged by other parsers, or is not chosen; filters as in `captures.unread`."""
    kept = select(Capture.record_id).where(
        *selection.conditions(),
        Capture.record_id == Staged.record_id,
        is_staged_by(parsers),
    )
    session.execute(delete(Staged).where(~kept.exists()).execution_options(synchronize_session=False))


def clear(session: Session) -> None:
    """Forget everything staged."""
    session.execute(delete(Staged))


def _staged(reading: Reading, standing: Standing) -> Staged:
    difference = compare(reading, standing)
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
        provenance=reading.article["provenance"] if same and reading.article else None,
        refusal=dict(reading.refusal) if reading.refusal else None,
    )


def _count_articles(session: Session, *, lowest: float) -> int:
    read_again = select(Article.id).join(Staged, Staged.record_id == Article.record_id)
    read_newly = select(Article.id).join(Staged, Staged.article_id == Article.id)
    chosen = read_again.where(Staged.severity >= lowest).union(
        read_newly.where(Staged.severity >= lowest, Staged.outcome == "article")
    )
    return session.scalars(select(func.count()).select_from(chosen.subquery())).one()


def _save(session: Session, crawl_id: int, staged: Sequence[Staged]) -> SaveCounts:
    record_ids = [row.record_id for row in staged]
    current = rows_by(session, Article.record_id, record_ids)
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
            articles.append((Article(**_read_again(current[row.record_id], row)), capture))
    return save(session, crawl_id, articles=articles, refusals=refusals, passed=passed)


def _read_again(present: Values, row: Staged) -> Values:
    """The row that stands, as the staged reading gives it: what it says is equal, who read it and how is not."""
    provenance = present["provenance"] if row.provenance is None else row.provenance
    return {**present, "parser": row.parser, "provenance": provenance}


def _captures(session: Session, record_ids: Collection[str]) -> Iterator[tuple[str, Capture]]:
    for portion in in_chunks(record_ids):
        for row in session.scalars(select(Capture).where(Capture.record_id.in_(portion))):
            yield row.record_id, row


def _as_unread(capture: Capture) -> Values:
    unread = dict.fromkeys(("article_id", "normalized_url", "parser", "outcome"))
    return {**values_of(capture), **unread}
