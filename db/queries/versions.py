"""From one state of captures and articles to the next, with what an undo needs to come back."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import in_chunks, update_by_key, upsert
from db.fields import CONTENT_FIELDS
from db.models import (
    Article,
    ArticleVersion,
    Base,
    Capture,
    CaptureVersion,
    Quarantined,
    table_of,
    values_of,
)
from db.queries.duplicates import relink
from db.queries.judgements import Judgement, judged_fields

Values = Mapping[str, Any]


@dataclasses.dataclass(kw_only=True)
class State:
    """The part of the tables a batch touches: captures by record, articles by id."""

    judged: dict[str, Judgement]
    articles: dict[str, Values]


class _Overtaken(NamedTuple):
    """The record a row was read from before, and the provenance it had, None where it has the same now."""

    record_id: str | None
    provenance: dict[str, Any] | None


_NOTHING = _Overtaken(None, None)


def write_captures(session: Session, crawl_id: int, before: State, after: State) -> None:
    """Bring captures and quarantine to their later state, and keep the earlier."""
    changes = [(before.judged[key], judgement) for key, judgement in after.judged.items()]
    changes = [(earlier, later) for earlier, later in changes if earlier != later]
    update_by_key(session, Capture, [{"record_id": j.record_id, **judged_fields(j)} for _, j in changes])
    freed = [later.record_id for earlier, later in changes if earlier.quarantined and not later.quarantined]
    delete_by_key(session, Quarantined.record_id, freed)
    upsert(session, Quarantined, [later.quarantined for _, later in changes if later.quarantined])
    overtaken = dict(_overtaken(before, after))
    versions = [
        _capture_version(crawl_id, earlier, later, overtaken.get(later.record_id, _NOTHING))
        for earlier, later in changes
        if later.record_id in overtaken or not later.same_verdict(earlier)
    ]
    insert_rows(session, CaptureVersion, versions)


def _overtaken(before: State, after: State) -> Iterator[tuple[str, _Overtaken]]:
    """The new record, and what was overtaken, where a row is read from another capture now and says the same."""
    for article_id, row in after.articles.items():
        earlier = before.articles.get(article_id)
        if earlier and earlier["record_id"] != row["record_id"] and not differences(earlier, row):
            provenance = earlier["provenance"]
            kept = None if provenance == row["provenance"] else provenance
            yield row["record_id"], _Overtaken(earlier["record_id"], kept)


def _capture_version(
    crawl_id: int, earlier: Judgement, later: Judgement, overtaken: _Overtaken
) -> CaptureVersion:
    return CaptureVersion(
        crawl_id=crawl_id,
        record_id=later.record_id,
        article_id=later.article_id,
        earlier=judged_fields(earlier) if earlier.outcome else None,
        quarantined=dict(earlier.quarantined) if earlier.quarantined else None,
        overtook=overtaken.record_id,
        overtaken_provenance=overtaken.provenance,
    )


def write_articles(session: Session, crawl_id: int, before: State, after: State) -> None:
    """Bring articles to their later state, keep what they said before, and link duplicates anew."""
    changed = [
        (article_id, before.articles.get(article_id), after.articles.get(article_id))
        for article_id in before.articles.keys() | after.articles.keys()
    ]
    changed = sorted((x for x in changed if x[1] != x[2]), key=lambda x: x[0])
    versions = [_version(crawl_id, earlier, later, after) for _, earlier, later in changed]
    insert_rows(session, ArticleVersion, [version for version in versions if version])
    delete_by_key(session, Article.id, [article_id for article_id, _, later in changed if later is None])
    upsert(session, Article, [later for _, _, later in changed if later])
    # also of unchanged rows: which copy was captured first may be known only now
    rows = [*before.articles.values(), *after.articles.values()]
    relink(session, [row["text_digest"] for row in rows if row["text_digest"]])


def _version(
    crawl_id: int, earlier: Values | None, later: Values | None, after: State
) -> ArticleVersion | None:
    row = later or earlier
    assert row is not None
    changed = differences(earlier, later)
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


def differences(earlier: Values | None, later: Values | None) -> list[str]:
    """The fields in which two rows say something else; `created` or `removed` where there is only one."""
    if earlier is None:
        return ["created"]
    if later is None:
        return ["removed"]
    return [name for name in CONTENT_FIELDS if earlier[name] != later[name]]


def fates(session: Session, crawl_id: int, record_ids: Collection[str]) -> dict[str, str]:
    """Of the records that made a row new (`stored`) or say something else (`updated`) in that crawl, which it was."""
    found: dict[str, str] = {}
    for portion in in_chunks(record_ids):
        wanted = (ArticleVersion.crawl_id == crawl_id, ArticleVersion.record_id.in_(portion))
        rows = select(ArticleVersion.record_id, ArticleVersion.earlier.is_(None)).where(*wanted)
        for record_id, is_new in session.execute(rows.order_by(ArticleVersion.id)):
            found.setdefault(record_id, "stored" if is_new else "updated")
    return found


def insert_rows(session: Session, model: type[Base], rows: Sequence[Base]) -> None:
    if rows:
        session.connection().execute(insert(table_of(model)), [values_of(row) for row in rows])


def delete_by_key(session: Session, key: InstrumentedAttribute[str], values: Sequence[str]) -> None:
    for portion in in_chunks(values):
        statement = delete(key.class_).where(key.in_(portion))
        session.execute(statement.execution_options(synchronize_session=False))
