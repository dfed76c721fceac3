"""The table of `scrapy status`: a line for each target, with as many columns as the terminal has room for."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.commands.status_facts import Archive, Line, Status
from crawler.commands.status_health import Standing, Word, is_killed
from crawler.commands.status_words import (
    age_told,
    ago,
    ahead,
    counts_told,
    number_of,
    percent,
    seconds_between,
    size_told,
    span,
)
from crawler.commands.terminal import shown
from db.models import Crawl
from db.queries.status import Totals
from db.times import from_text, to_text

SHOWN_FIELDS: Final = {"title": "title", "published_at": "date", "authors": "auth.", "publisher": "publ."}

_LONGEST_NAME: Final = 40
_LEAST_WIDTH: Final = 24  # of a column whose cells are wrapped
_REASONS_SHOWN: Final = 3
_STYLES: Final[dict[Word, str]] = {
    "alert": "bold red",
    "killed": "bold red",
    "failing": "bold red",
    "overdue": "red",
    "stopped": "yellow",
    "running": "cyan",
    "ok": "green",
    "never": "dim",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Column:
    """Where the terminal has no room for all, those with the highest `dispensable` go first; 0 never does."""

    name: str
    dispensable: int = 0
    figures: bool = False
    ratio: int | None = None
    told: Callable[[Line, Status], Text]

    def width(self, status: Status) -> int:
        cells = (self.told(line, status).cell_len for line in status.lines)
        width = max(len(self.name), *cells)
        return width if self.ratio is None else min(width, _LEAST_WIDTH)


def print_status(out: Console, status: Status) -> None:
    columns = _fitting(status, out.width)
    out.print(_table(status, columns))
    out.print(shown(_legend(status, columns), "dim"))
    out.print(shown(totals_told(status.totals)))
    out.print(shown(archive_told(status.archive)))
    if advice := list(_advice(status)):
        out.line()
        out.print(shown("what to do", "bold"))
        for target, what in advice:
            out.print(Text.assemble("  ", shown(target, "bold"), ": ", shown(what)))


def _fitting(status: Status, width: int) -> list[_Column]:
    widths = {column.name: column.width(status) + _BETWEEN for column in _COLUMNS}
    columns = list(_COLUMNS)
    for column in sorted(_COLUMNS, key=lambda one: -one.dispensable):
        if sum(widths[one.name] for one in columns) <= width or not column.dispensable:
            break
        columns.remove(column)
    return columns


def _table(status: Status, columns: Sequence[_Column]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(
            column.name,
            justify="right" if column.figures else "left",
            no_wrap=column.ratio is None,
            ratio=column.ratio,
        )
    for line in status.lines:
        table.add_row(*(column.told(line, status) for column in columns))
    return table


def _legend(status: Status, columns: Sequence[_Column]) -> str:
    names = {column.name for column in columns}
    days = (status.at - status.since).days
    fields = ", ".join(SHOWN_FIELDS.values())
    told = (
        ("new", "new and +changed: in the last crawl"),
        ("title", f"{fields}: of how many records in a hundred of the last {days:,} days they are known"),
        ("newest", "newest: age of the newest record, as published / as captured"),
    )
    left = [column.name for column in _COLUMNS if column.name not in names]
    more = (f"no room for {', '.join(left)} (--json has all)",) if left else ()
    return "; ".join([*(text for name, text in told if name in names), *more])


def _named(target: str) -> str:
    """A crawl may be of many sites at once."""
    source, *hosts = target.split(" ")
    told = " ".join((source, *hosts[:1])) + (f" +{len(hosts) - 1}" if len(hosts) > 1 else "")
    return told if len(told) <= _LONGEST_NAME else f"{told[: _LONGEST_NAME - 1]}…"


def last_told(one: Standing, status: Status) -> str:
    last = one.last
    if last is None:
        return "-"
    started = from_text(last.started_at)
    return f"for {span((status.at - started).total_seconds())} now" if one.alive else ago(started, status.at)


def _took(one: Standing) -> str:
    if one.last is None or one.last.finished_at is None or one.alive:
        return "-"
    return span(seconds_between(one.last.started_at, one.last.finished_at))


def next_told(one: Standing, status: Status) -> str:
    if one.schedule is None:
        return "-"
    if one.alive:
        return "now"
    return ahead(from_text(one.schedule.next_at), status.at)


def _new(one: Standing) -> str:
    new, changed = one.states.get("stored", 0) + one.states.get("duplicate", 0), one.states.get("updated", 0)
    return _of_last(one, f"{new:,} +{changed:,}" if changed else f"{new:,}")


def _of_last(one: Standing, told: str) -> str:
    return told if one.last else "-"


def _share(field: str, line: Line, _: Status) -> Text:
    return shown(percent(line.standing.filled.share(field)))


def _newest(one: Standing, status: Status) -> str:
    return f"{age_told(one.held.published_at, status.at)} / {age_told(one.held.captured_at, status.at)}"


def health_told(line: Line) -> Text:
    return shown(line.health.says, _STYLES[line.health.word])


def totals_told(totals: Totals) -> str:
    refused = counts_told(totals.quarantined, _REASONS_SHOWN)
    return (
        f"held: {number_of(totals.records, 'record')}, {totals.duplicates:,} of them copies; "
        f"{number_of(sum(totals.quarantined.values()), 'page')} refused"
        + (f" ({refused})" if refused else "")
    )


def archive_told(archive: Archive) -> str:
    size = f"{number_of(archive.files, 'file')}, {size_told(archive.size)}, in {archive.folder}"
    database = f"; database {size_told(archive.database_size)}" if archive.database_size is not None else ""
    return f"archive: {size}{database}; {size_told(archive.free)} free on the disk"


def _advice(status: Status) -> Iterator[tuple[str, str]]:
    for line in status.lines:
        for trouble in line.health.troubles:
            if trouble.advice:
                yield line.standing.target, " ".join(trouble.advice[:2])


def crawl_ending(crawl: Crawl, *, alive: bool) -> str:
    """How a crawl ended, in a word or two."""
    if alive:
        return "running"
    if is_killed(crawl):
        return "killed"
    told = crawl.state if crawl.state == "finished" else f"{crawl.state}: {crawl.reason or 'unknown'}"
    return told if crawl.starts == 1 else f"{told}, {crawl.starts:,} starts"


def at_told(status: Status) -> str:
    return to_text(status.at)[:16].replace("T", " ")


_BETWEEN: Final = 3
_COLUMNS: Final = (
    _Column(name="target", told=lambda line, _: shown(_named(line.standing.target), "bold")),
    _Column(name="last crawl", told=lambda line, status: shown(last_told(line.standing, status))),
    _Column(name="took", dispensable=9, told=lambda line, _: shown(_took(line.standing))),
    _Column(name="next", dispensable=2, told=lambda line, status: shown(next_told(line.standing, status))),
    _Column(
        name="found",
        dispensable=4,
        figures=True,
        told=lambda line, _: shown(_of_last(line.standing, f"{sum(line.standing.states.values()):,}")),
    ),
    _Column(name="new", figures=True, told=lambda line, _: shown(_new(line.standing))),
    _Column(
        name="held",
        dispensable=1,
        figures=True,
        told=lambda line, _: shown(f"{line.standing.held.records:,}"),
    ),
    _Column(
        name="copies",
        dispensable=8,
        figures=True,
        told=lambda line, _: shown(_of_last(line.standing, f"{line.standing.states.get('duplicate', 0):,}")),
    ),
    _Column(
        name="refused",
        dispensable=6,
        ratio=2,
        told=lambda line, _: shown(counts_told(line.standing.refused, _REASONS_SHOWN) or "-"),
    ),
    *(
        _Column(name=name, dispensable=7, figures=True, told=functools.partial(_share, field))
        for field, name in SHOWN_FIELDS.items()
    ),
    _Column(name="newest", dispensable=5, told=lambda line, status: shown(_newest(line.standing, status))),
    _Column(name="health", ratio=3, told=lambda line, _: health_told(line)),
)
