"""What is in quarantine: how many pages of each source for each reason, which they are, and which came out."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import Article, Quarantined
from db.times import to_text


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Pages of a source that are held for one reason; `newest` is the one captured last."""

    source: str
    reason: str
    pages: int
    newest: Quarantined


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A part of the quarantine; None stands for all.

    A page that was held back for its layout is out once its article was read from a later capture.
    `since` is the first moment of capture wanted, `until` the first no longer wanted.
    """

    sources: Collection[str] | None = None
    reasons: Collection[str] | None = None
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        yield not_(_was_read_since())
        if self.sources is not None:
            yield Quarantined.source.in_(self.sources)
        if self.reasons is not None:
            yield Quarantined.reason.in_(self.reasons)
        if self.since is not None:
            yield Quarantined.captured_at >= to_text(self.since)
        if self.until is not None:
            yield Quarantined.captured_at < to_text(self.until)


EVERYTHING = Chosen()
_OF_LAYOUTS = "expectations"  # the stage that holds back


def _was_read_since() -> ColumnElement[bool]:
    later = Article.captured_at > Quarantined.captured_at
    read = select(Article.id).where(Article.id == Quarantined.article_id, later).exists()
    return and_(Quarantined.stage == _OF_LAYOUTS, read)


def held(session: Session, chosen: Chosen = EVERYTHING) -> list[Held]:
    """By source, and of each the reason with the most pages first."""
    columns = (Quarantined.source, Quarantined.reason, func.count(Quarantined.record_id).label("pages"))
    counted = session.execute(
        select(*columns).where(*chosen.conditions()).group_by(Quarantined.source, Quarantined.reason)
    ).all()
    return [
        Held(source=row.source, reason=row.reason, pages=row.pages, newest=newest)
        for row in sorted(counted, key=lambda row: (row.source, -row.pages, row.reason))
        for newest in pages(
            session, dataclasses.replace(chosen, sources=[row.source], reasons=[row.reason]), limit=1
        )
    ]


def pages(session: Session, chosen: Chosen, *, limit: int | None = None) -> list[Quarantined]:
    """Those captured last first."""
    order = (Quarantined.captured_at.desc(), Quarantined.record_id)
    chosen_pages = select(Quarantined).where(*chosen.conditions())
    return list(session.scalars(chosen_pages.order_by(*order).limit(limit)))


def record_ids(session: Session, chosen: Chosen) -> list[str]:
    return list(session.scalars(select(Quarantined.record_id).where(*chosen.conditions())))


def reasons_of(session: Session, ids: Iterable[str]) -> Counter[str]:
    """How many of these captures are in quarantine, by reason."""
    counts: Counter[str] = Counter()
    for portion in in_chunks(ids):
        of_these = select(Quarantined.reason, func.count()).where(Quarantined.record_id.in_(portion))
        for reason, count in session.execute(of_these.group_by(Quarantined.reason)):
            counts[reason] += count
    return counts
