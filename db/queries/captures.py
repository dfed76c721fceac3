"""The index of the archive: what it holds, and what of it is still to be read."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import heapq
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, bindparam, case, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from db.engine import in_chunks, insert_ignore, upsert
from db.models import Capture, Quarantined, WarcFile, values_of
from db.queries.parsers import has_staged, is_unread, is_worth_reading_again, present_parser, stale_groups
from db.times import to_text

_GROUPS_WORTH_MERGING = 24


@dataclasses.dataclass(frozen=True, kw_only=True)
class Selection:
    """A part of the captures; None stands for all.

    `since` is the first moment of capture wanted, `until` the first no longer wanted; `reasons` chooses captures
    in quarantine for one of them.
    """

    sources: Collection[str] | None = None
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    reasons: Collection[str] | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.sources is not None:
            yield Capture.source.in_(self.sources)
        if self.since is not None:
            yield Capture.captured_at >= to_text(self.since)
        if self.until is not None:
            yield Capture.captured_at < to_text(self.until)
        if self.reasons is not None:
            refused = select(Quarantined.record_id).where(Quarantined.reason.in_(self.reasons))
            yield Capture.record_id.in_(refused)


EVERYTHING = Selection()


def index_captures(
    session: Session,
    rows: Sequence[Capture],
    *,
    warc_file: str,
    indexed_to: int,
    torn_at: int | None = None,
) -> None:
    """Take the records of one file into the index, and note how far the file is indexed; never back.

    A record that is in the index already stays as it is.
    """
    insert_ignore(session, Capture, [values_of(row) for row in rows])
    known = session.execute(select(WarcFile.indexed_to).where(WarcFile.name == warc_file)).scalar()
    reached = max(indexed_to, known or 0)
    upsert(session, WarcFile, [{"name": warc_file, "indexed_to": reached, "torn_at": torn_at}])


def warc_files(session: Session) -> dict[str, WarcFile]:
    """The files indexed so far, by name."""
    rows = session.scalars(select(WarcFile).execution_options(populate_existing=True))
    return {row.name: row for row in rows}


def held_saved_page(session: Session, *, url: str | None, file_name: str | None, payload_digest: str) -> bool:
    """Whether a page with these bytes was taken in before under this URL and file name."""
    statement = select(Capture.record_id).where(
        Capture.payload_digest == payload_digest,
        Capture.url.is_not_distinct_from(url),
        Capture.file_name.is_not_distinct_from(file_name),
    )
    return session.execute(statement.limit(1)).first() is not None


def held_records(session: Session, record_ids: Iterable[str]) -> set[str]:
    """Which of these records are in the index."""
    found: set[str] = set()
    for keys in in_chunks(record_ids):
        found.update(session.scalars(select(Capture.record_id).where(Capture.record_id.in_(keys))))
    return found


def capture_by_record_id(session: Session, record_id: str) -> Capture | None:
    statement = select(Capture).where(Capture.record_id == record_id)
    return session.scalars(statement.execution_options(populate_existing=True)).first()


def first_with_payload(
    session: Session, payload_digest: str, url: str | None, *, in_archive: bool = False
) -> Capture | None:
    """The first record that holds this payload itself, of the same URL before any other.

    `in_archive` leaves out what is indexed in place, in a file elsewhere that may go away.
    """
    wanted = {"payload_digest": payload_digest, "url": url}
    return session.scalars(_holders_of_payload(in_archive=in_archive), wanted).first()


@functools.cache  # a crawl asks for every response, and to compose a statement takes longer than to run it
def _holders_of_payload(*, in_archive: bool) -> Select[Capture]:
    whole = select(Capture).where(
        Capture.payload_digest == bindparam("payload_digest"),
        Capture.record_type.in_(("response", "resource")),
    )
    if in_archive:
        whole = whole.where(~Capture.warc_file.startswith("/"))
    other_url = case((Capture.url == bindparam("url"), 0), else_=1)
    return whole.order_by(other_url, Capture.warc_file, Capture.offset).limit(1)


def of_url(session: Session, url: str, *, since: str, until: str | None = None) -> list[Capture]:
    """The captures of a URL from one moment on and before another, in their order."""
    wanted = select(Capture).where(Capture.url == url, Capture.captured_at >= since)
    if until is not None:
        wanted = wanted.where(Capture.captured_at < until)
    return list(session.scalars(wanted.order_by(Capture.captured_at, Capture.warc_file, Capture.offset)))


def last_whole(session: Session, url: str) -> Capture | None:
    """The newest whole capture of a URL that an article was read from, as no challenge in its place was."""
    whole = select(Capture).where(
        Capture.url == url,
        Capture.status == 200,
        Capture.truncated.is_(None),
        Capture.outcome == "article",
    )
    return session.scalars(whole.order_by(Capture.captured_at.desc(), Capture.record_id).limit(1)).first()


def next_capture_at(session: Session, url: str, after: str) -> str | None:
    """When the URL was captured next after a moment; None when it was not."""
    later = select(func.min(Capture.captured_at)).where(Capture.url == url, Capture.captured_at > after)
    return session.scalars(later).one()


def unread(
    session: Session,
    parsers: Mapping[str, str],
    selection: Selection = EVERYTHING,
    *,
    again: bool = False,
    skip_staged: bool = False,
    never_read: bool = False,
    after: tuple[str, int] | None = None,
    limit: int = 500,
) -> list[Capture]:
    """The next captures that the source's present parser has not read, in the order of the archive.

    `parsers` names the parser of each source where nothing is learned of the site; a source it does not name is
    read by that of "ingest".
    `again` gives article pages that were read too, `never_read` only what no parser ever read, `skip_staged`
    leaves out what that parser has read into `staged`. `after` is the warc_file and offset where the last page
    ended.
    """
    wanted = list(selection.conditions())
    if skip_staged:
        wanted.append(~has_staged(parsers))
    if after is not None:
        wanted.append(tuple_(Capture.warc_file, Capture.offset) > after)
    page = select(Capture).where(*wanted).order_by(Capture.warc_file, Capture.offset).limit(limit)
    page = page.execution_options(populate_existing=True)
    if again:
        return list(session.scalars(page.where(is_worth_reading_again(parsers))))
    stale = stale_groups(session, parsers, never_read=never_read, sources=selection.sources)
    if len(stale) > _GROUPS_WORTH_MERGING:
        return list(session.scalars(page.where(is_unread(parsers, never_read=never_read))))
    # a group is a range of the index, already in order; an OR of them would scan or sort the whole table
    pages = [session.scalars(page.where(group)).all() for group in stale]
    return list(itertools.islice(heapq.merge(*pages, key=_place), limit))


def count_unread(
    session: Session,
    parsers: Mapping[str, str],
    selection: Selection = EVERYTHING,
    *,
    again: bool = False,
    skip_staged: bool = False,
    never_read: bool = False,
) -> int:
    """How many captures `unread` would give in all."""
    wanted = list(selection.conditions())
    if skip_staged:
        wanted.append(~has_staged(parsers))
    if again:
        return _count(session, [*wanted, is_worth_reading_again(parsers)])
    stale = stale_groups(session, parsers, never_read=never_read, sources=selection.sources)
    if len(stale) > _GROUPS_WORTH_MERGING:
        return _count(session, [*wanted, is_unread(parsers, never_read=never_read)])
    return sum(_count(session, [*wanted, group]) for group in stale)


def count_read(
    session: Session,
    parsers: Mapping[str, str],
    selection: Selection = EVERYTHING,
) -> int:
    """How many article pages the source's present parser has read already, with an article or a refusal."""
    judged = [Capture.outcome.in_(("article", "refused")), Capture.parser == present_parser(parsers)]
    return _count(session, [*selection.conditions(), *judged])


def mark_passed(session: Session, record_ids: Iterable[str], parser: str) -> None:
    """Note that these records, never read before, are no article pages.

    One that gave an article or a refusal before must go through `outcomes.save`, which takes the article
    away and keeps it for an undo; here it is a ValueError.
    """
    for keys in in_chunks(record_ids):
        chosen = Capture.record_id.in_(keys)
        judged = select(Capture.record_id).where(chosen, Capture.outcome.in_(("article", "refused")))
        if (read := session.scalars(judged.limit(1)).first()) is not None:
            raise ValueError(f"{read} has been read as an article page; give it to outcomes.save as passed")
        change = update(Capture).where(chosen).values(parser=parser, outcome="passed")
        session.execute(change.execution_options(synchronize_session=False))


def assign_sources(session: Session, hosts: Mapping[str, Collection[str]]) -> int:
    """Give captures of no declared source to the source whose host they are of; how many changed.

    `hosts` names the hosts of each declared source. Captures that a declared source has already are left alone.
    """
    unowned = Capture.source.not_in([name for name, of_source in hosts.items() if of_source])
    changed = 0
    for name, of_source in hosts.items():
        starts = [
            f"{scheme}://{host}{end}" for host in of_source for scheme in ("http", "https") for end in "/:"
        ]
        if not starts:
            continue
        of_hosts = or_(*(Capture.url.startswith(start, autoescape=True) for start in starts))
        change = update(Capture).where(unowned, of_hosts).values(source=name)
        result = session.execute(change.execution_options(synchronize_session=False))
        changed += cast("CursorResult[Any]", result).rowcount
    return changed


def _count(session: Session, wanted: Sequence[ColumnElement[bool]]) -> int:
    return session.scalars(select(func.count()).select_from(Capture).where(*wanted)).one()


def _place(capture: Capture) -> tuple[str, int]:
    return capture.warc_file, capture.offset
