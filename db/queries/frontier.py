"""The URLs a crawl discovered: what waits, what is under way, and what became of the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    bindparam,
    exc,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from db.engine import delete_each, is_of_values, update_by_key, upsert
from db.models import Crawl, CrawlUrl, table_of

WAITING, UNREAD = "waiting", "unread"
OPEN = frozenset({WAITING, UNREAD})  # the states of what is not at its end
BEHIND_OTHERS = 1 << 40  # the first of the places behind those of all other URLs of the same priority

_ROWS_A_READ = 10_000
_CRAWLS_PRUNED = 100  # in one go

Place = tuple[int, int]  # priority and place: the higher priority first, then the lower place


class Batch:
    """What happened to the URLs of one crawl since the last batch; columns by key, without the key itself.

    `discovered` are whole rows, also of URLs that were forgotten before; `changed` some columns of rows that are
    there; `attempted` says how often each was asked of the network; `forgotten` are no rows any more.
    """

    def __init__(self) -> None:
        self.discovered: dict[int, dict[str, Any]] = {}
        self.changed: dict[int, dict[str, Any]] = {}
        self.attempted: Counter[int] = Counter()
        self.forgotten: set[int] = set()

    def __len__(self) -> int:
        return len(self.discovered) + len(self.changed) + len(self.attempted) + len(self.forgotten)

    def discover(self, key: int, row: dict[str, Any]) -> None:
        self.forget(key)
        self.discovered[key] = row

    def change(self, key: int, columns: Mapping[str, Any]) -> None:
        row = self.discovered.get(key)
        (self.changed.setdefault(key, {}) if row is None else row).update(columns)

    def attempt(self, key: int, times: int = 1) -> None:
        if key in self.discovered:
            self.discovered[key]["attempts"] += times
        else:
            self.attempted[key] += times

    def forget(self, key: int) -> None:
        self.discovered.pop(key, None)
        self.changed.pop(key, None)
        self.attempted.pop(key, None)
        self.forgotten.add(key)

    def keys(self) -> list[int]:
        """Each once, in an order that is the same for the same events."""
        return list(
            dict.fromkeys((*self.discovered, *self.changed, *self.attempted, *sorted(self.forgotten)))
        )

    def only(self, keys: Collection[int]) -> Batch:
        """What happened to these."""
        some, wanted = Batch(), frozenset(keys)
        some.discovered = {key: row for key, row in self.discovered.items() if key in wanted}
        some.changed = {key: columns for key, columns in self.changed.items() if key in wanted}
        some.attempted = Counter({key: times for key, times in self.attempted.items() if key in wanted})
        some.forgotten = self.forgotten & wanted
        return some

    def add(self, later: Batch) -> None:
        """What happened after this."""
        for key in later.forgotten:
            self.forget(key)
        for key, row in later.discovered.items():
            self.discover(key, row)
        for key, columns in later.changed.items():
            self.change(key, columns)
        for key, times in later.attempted.items():
            self.attempt(key, times)


def save(session: Session, crawl_id: int, batch: Batch) -> None:
    of_crawl = {"crawl_id": crawl_id}
    delete_each(
        session, CrawlUrl, [{**of_crawl, "key": key} for key in batch.forgotten - batch.discovered.keys()]
    )
    rows = [{**of_crawl, "key": key, **columns} for key, columns in batch.discovered.items()]
    upsert(session, CrawlUrl, rows)
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, columns in batch.changed.items():
        alike[tuple(sorted(columns))].append({**of_crawl, "key": key, **columns})
    for changes in alike.values():
        update_by_key(session, CrawlUrl, changes)
    _count_attempts(session, crawl_id, batch.attempted)


def save_all_but_bad(session: Session, crawl_id: int, batch: Batch) -> list[tuple[str, Exception]]:
    """As `save`, but for what can never be written: the URL of each such row, and what is wrong with it."""
    try:
        with session.begin_nested():
            save(session, crawl_id, batch)
    except (exc.StatementError, ValueError, OverflowError) as error:
        if not is_of_values(error):
            raise
        keys = batch.keys()
        if len(keys) == 1:
            return [(_url(session, crawl_id, keys[0], batch), error)]
        half = len(keys) // 2
        portions = (batch.only(keys[:half]), batch.only(keys[half:]))
        return [bad for portion in portions for bad in save_all_but_bad(session, crawl_id, portion)]
    return []


def _url(session: Session, crawl_id: int, key: int, batch: Batch) -> str:
    if key in batch.discovered:
        return str(batch.discovered[key]["url"])
    found = select(CrawlUrl.url).where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.key == key)
    return session.scalars(found).first() or f"a URL with the key {key}"


def _count_attempts(session: Session, crawl_id: int, attempted: Mapping[int, int]) -> None:
    if attempted:
        table = table_of(CrawlUrl)
        change = update(table).where(table.c.crawl_id == crawl_id, table.c.key == bindparam("row"))
        more = change.values(attempts=table.c.attempts + bindparam("times"))
        parameters = [{"row": key, "times": times} for key, times in attempted.items()]
        session.connection().execute(more, parameters)


def waiting(
    session: Session, crawl_id: int, *, start: int, limit: int, since: Place | None = None
) -> list[CrawlUrl]:
    """The next to ask for that are not under way and were met by this start, from a priority and a place on."""
    found: list[CrawlUrl] = []
    at_least = since
    while len(found) < limit:
        priority = _highest_priority(session, crawl_id, below=at_least)
        if priority is None:
            return found
        place = at_least[1] if at_least is not None and at_least[0] == priority else None
        found += _waiting_of(session, crawl_id, priority, place, start=start, limit=limit - len(found))
        at_least = (priority - 1, -1)
    return found


def _highest_priority(session: Session, crawl_id: int, *, below: Place | None) -> int | None:
    wanted = [CrawlUrl.crawl_id == crawl_id, CrawlUrl.state == WAITING]
    if below is not None:
        wanted.append(CrawlUrl.priority <= below[0])
    return session.scalars(select(func.max(CrawlUrl.priority)).where(*wanted)).one()


def _waiting_of(
    session: Session, crawl_id: int, priority: int, place: int | None, *, start: int, limit: int
) -> list[CrawlUrl]:
    wanted = [
        *(CrawlUrl.crawl_id == crawl_id, CrawlUrl.state == WAITING, CrawlUrl.priority == priority),
        *(CrawlUrl.start == start, CrawlUrl.leased_at.is_(None)),
    ]
    if place is not None:
        wanted.append(CrawlUrl.place >= place)
    rows = select(CrawlUrl).where(*wanted).order_by(CrawlUrl.place).limit(limit)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def reopen(session: Session, crawl_id: int) -> None:
    """All that is not at its end waits again: the process that was about it is gone."""
    change = update(CrawlUrl).where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.state.in_(OPEN))
    again = change.values(state=WAITING, leased_at=None)
    session.execute(again.execution_options(synchronize_session=False))


def take_up(session: Session, crawl_id: int, start: int) -> int:
    """What waits since an earlier start waits in this one from now on; how many there are."""
    change = update(CrawlUrl).where(
        CrawlUrl.crawl_id == crawl_id, CrawlUrl.state == WAITING, CrawlUrl.start < start
    )
    taken = session.execute(change.values(start=start).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", taken).rowcount


def not_met(session: Session, crawl_id: int, start: int) -> dict[int, str]:
    """Key and URL of what waits since an earlier start."""
    wanted = (CrawlUrl.crawl_id == crawl_id, CrawlUrl.state == WAITING, CrawlUrl.start < start)
    return dict(session.execute(select(CrawlUrl.key, CrawlUrl.url).where(*wanted)).all())


def states(session: Session, crawl_id: int) -> Iterator[tuple[int, str, bool]]:
    """Key and state of each URL, and whether it was asked for by a request that no filter of duplicates holds back."""
    unfiltered = CrawlUrl.request["dont_filter"].as_boolean()
    rows = select(CrawlUrl.key, CrawlUrl.state, unfiltered).where(CrawlUrl.crawl_id == crawl_id)
    for key, state, is_unfiltered in session.execute(rows.execution_options(yield_per=_ROWS_A_READ)):
        yield key, state, bool(is_unfiltered)


def readings(session: Session, crawl_id: int) -> dict[int, int]:
    """By key, of the URLs that were given out of the archive to be read and came to no end."""
    wanted = (CrawlUrl.crawl_id == crawl_id, CrawlUrl.readings > 0)
    return dict(session.execute(select(CrawlUrl.key, CrawlUrl.readings).where(*wanted)).all())


def count_reading(session: Session, crawl_id: int, key: int) -> None:
    """Note that it is given out of the archive to be read once more."""
    change = update(CrawlUrl).where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.key == key)
    once_more = change.values(readings=CrawlUrl.readings + 1)
    session.execute(once_more.execution_options(synchronize_session=False))


def last_place(session: Session, crawl_id: int) -> int:
    """The highest so far, whether or not it is one of BEHIND_OTHERS."""
    last = select(func.max(CrawlUrl.place % BEHIND_OTHERS)).where(CrawlUrl.crawl_id == crawl_id)
    return session.scalars(last).one() or 0


def urls(session: Session, crawl_id: int, *, but: Collection[str]) -> Iterator[tuple[str, str, int]]:
    """URL, state and priority of those in none of the states `but`, the first discovered first."""
    rows = select(CrawlUrl.url, CrawlUrl.state, CrawlUrl.priority)
    wanted = rows.where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.state.not_in(but)).order_by(CrawlUrl.place)
    yield from session.execute(wanted.execution_options(yield_per=_ROWS_A_READ))


def counts(session: Session, crawl_id: int) -> Counter[str]:
    """How many URLs of the crawl are in each state."""
    rows = select(CrawlUrl.state, func.count()).where(CrawlUrl.crawl_id == crawl_id).group_by(CrawlUrl.state)
    return Counter(dict(session.execute(rows).all()))


def unfinished_before(
    session: Session, crawl_id: int, *, target: str, arguments: Mapping[str, str]
) -> int | None:
    """The crawl of the target with these arguments before this one, where it did not come to its end."""
    earlier = select(Crawl).where(Crawl.kind == "crawl", Crawl.target == target, Crawl.id < crawl_id)
    for crawl in session.scalars(earlier.order_by(Crawl.id.desc())):
        if crawl.arguments == dict(arguments):
            return crawl.id if crawl.state in ("running", "stopped", "failed") else None
    return None


def hand_on(session: Session, crawl_id: int, to: int, now: str) -> int:
    """What an older crawl left waiting waits in a new one too, as from before its start; how many URLs it had not."""
    own: dict[str, ColumnElement[Any]] = {
        "crawl_id": literal(to),
        "state": literal(WAITING),
        "attempts": literal(0),
        "start": literal(0),
        "discovered_at": literal(now),
    }
    kept = ("key", "url", "found_on", "priority", "place", "request", "readings")
    columns = [*own.values(), *(getattr(CrawlUrl, name) for name in kept)]
    held = aliased(CrawlUrl)
    is_new = ~select(held.key).where(held.crawl_id == to, held.key == CrawlUrl.key).exists()
    rows = select(*columns).where(CrawlUrl.crawl_id == crawl_id, CrawlUrl.state.in_(OPEN), is_new)
    taken = insert(CrawlUrl).from_select([*own, *kept], rows, include_defaults=False).returning(CrawlUrl.key)
    return len(session.scalars(taken).all())  # no driver counts the rows of such an insert for sure


def prune(session: Session, *, before: str, states: Collection[str], limit: int) -> int:
    """Take out URLs in one of these states of crawls that began before a moment, so many at most.

    How many were taken out; none where none is left.
    """
    has_any = or_(*(_has(state) for state in sorted(states)))
    old = select(Crawl.id).where(Crawl.started_at < before, Crawl.state != "running", has_any)
    ids = session.scalars(old.order_by(Crawl.id).limit(_CRAWLS_PRUNED)).all()
    rows = select(CrawlUrl.crawl_id, CrawlUrl.key).where(
        CrawlUrl.crawl_id.in_(ids), CrawlUrl.state.in_(states)
    )
    keys = [{"crawl_id": crawl_id, "key": key} for crawl_id, key in session.execute(rows.limit(limit))]
    delete_each(session, CrawlUrl, keys)
    return len(keys)


def _has(state: str) -> ColumnElement[bool]:
    return select(CrawlUrl.key).where(CrawlUrl.crawl_id == Crawl.id, CrawlUrl.state == state).exists()
