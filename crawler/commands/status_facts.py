"""What `scrapy status` tells, gathered from the database, the locks and the archive."""

from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.alerts.overdue import overdue
from crawler.commands.status_health import Health, Standing, health
from crawler.extraction.learned import site_of
from db.engine import file_of
from db.locks import holder
from db.models import Crawl, Incident, Schedule
from db.queries import incidents, status
from db.queries.status import Held, Part, Totals
from db.times import to_text

RECORDS_LOOKED_AT: Final = 500  # the newest, for how full their fields are


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """A target, and how it is."""

    standing: Standing
    health: Health


@dataclasses.dataclass(frozen=True, kw_only=True)
class Archive:
    """Files and bytes on the disk as they are now; `free` is what the disk has left."""

    folder: str
    files: int
    size: int
    free: int
    database_size: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Status:
    at: datetime.datetime
    since: datetime.datetime
    lines: Sequence[Line]
    totals: Totals
    archive: Archive

    @property
    def in_order(self) -> bool:
        return all(line.health.in_order for line in self.lines)


def gathered(
    session: Session,
    engine: Engine,
    *,
    at: datetime.datetime,
    days: int,
    archive: Path,
    only: str | None = None,
) -> Status:
    """Of all targets, or of those that `only` names: a target, or the source of several."""
    since = at - datetime.timedelta(days=days)
    lines = [
        Line(standing=one, health=health(one, at)) for one in _standings(session, engine, since, at, only)
    ]
    return Status(
        at=at,
        since=since,
        lines=lines,
        totals=status.totals(session),
        archive=archive_of(archive, engine),
    )


def part_of(target: str, source: str) -> Part:
    """`news example.org` is that site of the source `news`; any other target is its whole source."""
    name, *hosts = target.split(" ")
    sites = (site_of(f"http://{host}/") for host in hosts if name == source)
    return Part(source=source, sites=tuple(site for site in sites if site))


def _standings(
    session: Session, engine: Engine, since: datetime.datetime, at: datetime.datetime, only: str | None
) -> Iterator[Standing]:
    last = {crawl.target: crawl for crawl in status.last_crawls(session) if crawl.target}
    due = status.schedules(session)
    late = {row.target for row in overdue(session, engine, at)}
    wrong: defaultdict[str, list[Incident]] = defaultdict(list)
    for incident in incidents.open_now(session):
        wrong[incident.target].append(incident)
    parts = _parts(last, due, wrong)
    held = _held(session, parts.values())
    crawled = {part.source for part in parts.values()}
    parts |= {part.source: part for part in held if part.source not in crawled}
    states = status.url_states(session, (crawl.id for crawl in last.values() if crawl.state != "finished"))
    for target, part in sorted(parts.items()):
        if only is None or only in (target, part.source):
            crawl = last.get(target)
            alive = holder(engine, f"crawl {target}") is not None
            yield Standing(
                target=target,
                part=part,
                last=crawl,
                states=states_of(crawl, states) if crawl else {},
                alive=alive,
                failing=status.failing(session, target) if crawl and crawl.state == "failed" else None,
                schedule=due.get(target),
                overdue=target in late,
                incidents=wrong[target],
                held=held.get(part, Held()),
                filled=status.filled(session, part, since=to_text(since), limit=RECORDS_LOOKED_AT),
            )


def _parts(
    last: Mapping[str, Crawl], due: Mapping[str, Schedule], wrong: Mapping[str, Collection[Incident]]
) -> dict[str, Part]:
    sources = {target: crawl.source for target, crawl in last.items()}
    sources |= {target: row.source for target, row in due.items()}
    sources |= {target: target.partition(" ")[0] for target in wrong if target not in sources}
    return {target: part_of(target, source or target) for target, source in sources.items()}


def _held(session: Session, parts: Collection[Part]) -> dict[Part, Held]:
    held = {Part(source=source): counts for source, counts in status.held_by_source(session).items()}
    for source in {part.source for part in parts if part.sites}:
        by_site = status.held_by_site(session, source)
        some = (part for part in parts if part.sites and part.source == source)
        held |= {part: _sum([by_site[site] for site in part.sites if site in by_site]) for part in some}
    return held


def _sum(held: Sequence[Held]) -> Held:
    return Held(
        records=sum(one.records for one in held),
        duplicates=sum(one.duplicates for one in held),
        captured_at=max((one.captured_at for one in held if one.captured_at), default=None),
        published_at=max((one.published_at for one in held if one.published_at), default=None),
    )


def states_of(crawl: Crawl, frontier: Mapping[int, Mapping[str, int]]) -> Mapping[str, int]:
    """How many URLs of a crawl are in each state: as it noted at its end, else by the frontier."""
    noted = {
        name.removeprefix("urls/"): count
        for name, count in crawl.counts.items()
        if name.startswith("urls/") and name != "urls/discovered"
    }
    if crawl.state == "finished" and noted:
        return noted
    return frontier.get(crawl.id) or noted


def archive_of(folder: Path, engine: Engine) -> Archive:
    files, size = _measured(folder)
    there = next((place for place in (folder, *folder.parents) if place.exists()), Path("/"))
    database = file_of(engine)
    return Archive(
        folder=str(folder),
        files=files,
        size=size,
        free=shutil.disk_usage(there).free,
        database_size=database.stat().st_size if database else None,
    )


def _measured(folder: Path) -> tuple[int, int]:
    """Files and bytes below a folder; what goes away meanwhile, or may not be read, is not counted."""
    files = size = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                size += (Path(place) / name).stat().st_size
            except OSError:
                continue
            files += 1
    return files, size
