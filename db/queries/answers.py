"""What sites answered, page by page, by the index of the archive."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import Capture, CrawlUrl, Quarantined


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """`is_list` where it was asked for as a list; `reason` is why it gave no article."""

    record_id: str
    url: str
    digest: str
    is_list: bool
    is_article: bool
    reason: str


def since(session: Session, source: str, site: str, moment: str) -> list[Answer]:
    """The pages that came (status 200) since that moment, in the order of their capture."""
    row = Capture
    found = session.execute(
        select(row.record_id, row.url, row.payload_digest, row.outcome, Quarantined.reason)
        .join(Quarantined, Quarantined.record_id == row.record_id, isouter=True)
        .where(row.source == source, row.site == site, row.captured_at >= moment)
        .where(row.status == 200, row.url.is_not(None), row.outcome.is_not(None))
        .order_by(row.captured_at, row.record_id)
    )
    return [
        Answer(
            record_id=one.record_id,
            url=one.url,
            digest=one.payload_digest,
            is_list=one.outcome == "passed",
            is_article=one.outcome == "article",
            reason=one.reason or "",
        )
        for one in found
    ]


def read_as_none_before(session: Session, urls: Collection[str], *, before: str, but: str) -> set[str]:
    """Those of the URLs of which an earlier page was no article, for any reason `but` that."""
    found: set[str] = set()
    for portion in in_chunks(urls):
        rows = session.execute(
            select(Capture.url, Quarantined.reason)
            .join(Quarantined, Quarantined.record_id == Capture.record_id, isouter=True)
            .where(Capture.url.in_(portion), Capture.captured_at < before)
            .where(Capture.outcome.in_(("passed", "refused")))
        )
        found.update(row.url for row in rows if row.reason != but)
    return found


def refused_as(session: Session, record_ids: Collection[str], reason: str) -> None:
    """Gives another reason why these gave no article."""
    for portion in in_chunks(record_ids):
        session.execute(update(Quarantined).where(Quarantined.record_id.in_(portion)).values(reason=reason))


def settled_as(session: Session, crawl_id: int, record_ids: Collection[str], state: str) -> Counter[str]:
    """Gives another state to the URLs of a crawl that these records ended; how many had which state before."""
    before: Counter[str] = Counter()
    for portion in in_chunks(record_ids):
        ended = (CrawlUrl.crawl_id == crawl_id, CrawlUrl.record_id.in_(portion), CrawlUrl.state != state)
        before.update(session.scalars(select(CrawlUrl.state).where(*ended)))
        change = update(CrawlUrl).where(*ended).values(state=state)
        session.execute(change.execution_options(synchronize_session=False))
    return before
