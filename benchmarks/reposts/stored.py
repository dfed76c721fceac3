"""The collection through the pipeline and the store, as a crawl puts it in, and what the store says of it after."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, aliased

from benchmarks.reposts.labelled import Labelled
from benchmarks.reposts.scores import Pair
from crawler.commands.progress import Advance
from crawler.items import Article, Record
from db import models
from db.engine import open_database, reading, writing
from db.queries import crawls, outcomes, signatures
from pipelines.dedup import identified
from pipelines.storage import article_row, capture_row

ROWS_A_TRANSACTION: Final = 50
_BEGAN: Final = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
_AT: Final = "2026-03-01T00:00:00.000Z"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """What the store says: pairs and what they are, clusters, which articles are originals; and what it cost."""

    pairs: Mapping[Pair, str]
    cluster_of: Mapping[int, str]
    originals: frozenset[int]
    signing: float
    storing: float


def stored(articles: Sequence[Labelled], database: Path, advance: Advance) -> Found:
    """The articles put into a new database in the order given; seconds of `signing` and `storing` are of CPU."""
    engine = open_database(f"sqlite:///{database}")
    signing = storing = 0.0
    try:
        with writing(engine) as session:
            crawl = crawls.start(session, "crawl", "reposts", _AT)
        for start in range(0, len(articles), ROWS_A_TRANSACTION):
            batch = articles[start : start + ROWS_A_TRANSACTION]
            began = time.process_time()
            rows = [identified(_article(article, place)) for place, article in enumerate(batch, start)]
            signed = time.process_time()
            _save(engine, crawl, rows)
            signing, storing = signing + signed - began, storing + time.process_time() - signed
            advance(len(batch))
        with reading(engine) as session:
            return _found(session, signing, storing)
    finally:
        engine.dispose()


def _save(engine: Engine, crawl: int, articles: Sequence[Article]) -> None:
    rows = [(article_row(article), capture_row(article, "article")) for article in articles]
    found_by = {article.text_digest: article.signature for article in articles if article.text_digest}
    with writing(engine) as session:
        signatures.keep(session, found_by)
        outcomes.save(session, crawl, articles=rows)


def _article(article: Labelled, place: int) -> Article:
    return Article(
        id=f"{article.number:016x}",
        record=Record(
            record_id=f"urn:uuid:{article.number}",
            record_type="response",
            warc_file="reposts.warc.gz",
            offset=place * 1000,
            length=999,
            source="reposts",
            url=f"https://{article.host}/{article.number}.html",
            file_name=None,
            status=200,
            content_type="text/html",
            payload_digest=f"sha1:{article.number}",
            captured_at=_BEGAN + datetime.timedelta(minutes=place),
        ),
        parser="reposts",
        text=article.text,
        title=article.title,
        site_name=article.site_name,
        publisher=article.publisher,
        published_at=article.published_at,
        flags=article.flags,
    )


def _found(session: Session, signing: float, storing: float) -> Found:
    rows = session.execute(
        select(
            models.Article.id,
            models.Article.text_digest,
            models.Article.cluster_id,
            models.Article.duplicate_of,
        )
    ).all()
    carried = defaultdict(list)
    for row in rows:
        carried[row.text_digest].append(_number(row.id))
    return Found(
        pairs=dict(_pairs(session, carried)),
        cluster_of={_number(row.id): row.cluster_id for row in rows if row.cluster_id},
        originals=frozenset(_number(row.id) for row in rows if row.cluster_id and not row.duplicate_of),
        signing=signing,
        storing=storing,
    )


def _pairs(session: Session, carried: Mapping[str, Sequence[int]]) -> Iterator[tuple[Pair, str]]:
    one, other = aliased(models.Signature), aliased(models.Signature)
    relations = select(one.text_digest, other.text_digest, models.TextRelation.relation).where(
        one.id == models.TextRelation.signature_id,
        other.id == models.TextRelation.other_id,
        one.id < other.id,
    )
    for first, second, relation in session.execute(relations):
        for both in itertools.product(carried[first], carried[second]):
            yield _pair(*both), "near" if relation == "near" else "contained"
    for numbers in carried.values():
        for same in itertools.combinations(numbers, 2):
            yield _pair(*same), "exact"


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _number(article_id: str) -> int:
    return int(article_id, 16)
