"""The largest stories held, a line each."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

from crawler.commands.story_sites import site_names
from crawler.commands.story_words import duration
from crawler.commands.terminal import shown
from db.queries import stories
from db.queries.stories import Member


@dataclasses.dataclass(frozen=True, kw_only=True)
class Line:
    """A story in short: its original and the site that has it, how many records and sites have the story, and when it
    came out first and last: by the dates stated or, where there is none, when it was captured."""

    original: Member
    site: str
    records: int
    sites: int
    first: datetime.datetime
    last: datetime.datetime


def largest(session: Session, limit: int, **filters: Any) -> Iterator[Line]:
    """`filters` are those of `db.queries.stories.largest`."""
    for cluster, _ in stories.largest(session, limit, **filters):
        if members := stories.members(session, cluster):
            yield _line(members)


def _line(members: Sequence[Member]) -> Line:
    original = next((one for one in members if one.duplicate_of is None), members[0])
    sites = site_names(members)
    dated = [member for member in members if member.is_dated] or members
    return Line(
        original=original,
        site=sites[members.index(original)],
        records=len(members),
        sites=len(set(sites)),
        first=dated[0].came_out,
        last=dated[-1].came_out,
    )


def as_json(line: Line) -> dict[str, Any]:
    return {
        "cluster_id": line.original.cluster_id,
        "original": line.original.id,
        "title": line.original.title,
        "site": line.site,
        "records": line.records,
        "sites": line.sites,
        "first_came_out": line.first.isoformat(),
        "last_came_out": line.last.isoformat(),
    }


def table(lines: Sequence[Line]) -> Table:
    """The id of the original is below its headline."""
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("records", "sites"):
        found.add_column(name, justify="right", no_wrap=True)
    for name in ("first out", "within"):
        found.add_column(name, no_wrap=True)
    found.add_column("original", overflow="fold")
    for line in lines:
        cells = (
            f"{line.records:,}",
            f"{line.sites:,}",
            line.first.isoformat(" ", "minutes")[:16],
            duration(line.last - line.first) or "-",
        )
        named = Text.assemble(
            shown(line.original.title or "(no headline)", "bold"),
            "\n",
            shown(f"{line.original.id}  {line.site}", "dim"),
        )
        found.add_row(*map(shown, cells), named)
    return found
