"""What `scrapy history` prints: visits and versions for a person, or as JSON."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.commands.history_changes import Change, changes, parts
from crawler.commands.history_found import UNCHANGED, Edition, History, Visit
from crawler.commands.status_words import ahead, clock
from crawler.commands.terminal import shown
from db.times import from_text

_STYLES: Final = {
    "stored": "bold",
    "changed": "bold green",
    "gone": "yellow",
    "failed": "red",
    "refused": "red",
}
_WORDS: Final = {
    "not-modified": "not modified, says the server",
    UNCHANGED: "as before",
    "unread": "not read as an article",
}


def print_history(out: Console, told: History, *, now: datetime.datetime, whole: bool) -> None:
    for line in _head(told, now):
        out.print(line)
    out.line()
    table = Table.grid(padding=(0, 2))
    for visit in told.visits:
        table.add_row(shown(clock(visit.at), "dim"), shown(str(visit.status or "-")), _sentence(visit))
    out.print(table)
    for edition in told.editions:
        out.line()
        for line in _edition(edition, whole=whole):
            out.print(line)


def as_json(told: History) -> dict[str, Any]:
    known, article = told.known, told.article
    gone = known is not None and known.gone_at is not None
    return {
        "id": article.id if article else None,
        "url": told.url,
        "title": article.title if article else None,
        "gone": {name: getattr(known, f"gone_{name}") for name in ("at", "how", "confirmed_at")}
        if gone
        else None,
        "next_at": known.next_at if known else None,
        "interval": known.interval if known else None,
        "visits": [dataclasses.asdict(visit) for visit in told.visits],
        "versions": [_edition_as_json(edition) for edition in told.editions],
    }


def _edition_as_json(edition: Edition) -> dict[str, Any]:
    text = edition.fields.get("text")
    fields = {name: {"before": pair[0], "after": pair[1]} for name, pair in edition.fields.items()}
    return {
        "number": edition.number,
        "id": edition.article_id,
        "at": edition.at,
        "by": edition.by,
        "crawl_id": edition.crawl_id,
        "record_id": edition.record_id,
        "removed": edition.is_removal,
        "fields": fields,
        "text_changes": [dataclasses.asdict(each) for each in changes(*text)] if text else [],
    }


def _head(told: History, now: datetime.datetime) -> Iterator[Text]:
    yield shown(told.url, "bold")
    if told.article is not None:
        yield shown(f"record {told.article.id}  {told.article.title or '(no headline)'}")
    known = told.known
    if known is not None and known.gone_at is not None:
        surely = "gone" if known.gone_confirmed_at else "perhaps gone, to be seen again"
        yield shown(f"{surely} since {clock(known.gone_at)} ({known.gone_how}); its record is kept", "yellow")
    if known is not None and known.next_at is not None:
        yield shown(f"next visit {ahead(from_text(known.next_at), now)}", "cyan")


def _sentence(visit: Visit) -> Text:
    said = _WORDS.get(visit.what, visit.what)
    if visit.detail:
        said = f"{said} ({visit.detail})" if visit.what != "redirected" else f"leads to {visit.detail}"
    if visit.version is not None:
        said = f"{said}: version {visit.version}"
    if visit.back:
        said = f"back: {said}"
    return shown(said, _STYLES.get(visit.what, ""))


def _edition(edition: Edition, *, whole: bool) -> Iterator[Text]:
    made = {"crawl": "", "ingest": ", taken in"}.get(
        edition.by, f", read again by {edition.by} {edition.crawl_id}"
    )
    yield shown(f"version {edition.number}  {clock(edition.at)}{made}", "bold")
    if edition.is_removal:
        yield shown("  the record was taken out: its page is read as none any more")
    elif edition.is_first:
        yield shown("  the first")
    for name, (before, after) in edition.fields.items():
        if name == "text":
            yield shown("  text")
            for change in changes(before, after):
                yield from _changed(change, whole=whole)
        else:
            yield shown(f"  {name}")
            yield from _changed(Change(number=0, before=_value(before), after=_value(after)), whole=whole)


_CONTEXT: Final = 15  # characters beside what changed


def _changed(change: Change, *, whole: bool) -> Iterator[Text]:
    """⟦⟧ is round the characters that are others in the two lines."""
    before, after = change.before, change.after
    if before is not None:
        yield Text.assemble(shown("  - ", "red"), _line(before, after, "red", whole=whole))
    if after is not None:
        yield Text.assemble(shown("  + ", "green"), _line(after, before, "green", whole=whole))


def _line(line: str, other: str | None, style: str, *, whole: bool) -> Text:
    if other is None:
        return shown(line, style)
    found = parts(line, other)
    last = len(found) - 1
    pieces = [
        shown(_shortened(part.text, at, last, whole=whole))
        if part.same
        else Text.assemble("⟦", shown(part.text), "⟧", style=style)
        for at, part in enumerate(found)
    ]
    return Text.assemble(*pieces)


def _shortened(text: str, at: int, last: int, *, whole: bool) -> str:
    """The ends that stand beside a change."""
    if whole or len(text) <= 2 * _CONTEXT + 1:
        return text
    head = text[:_CONTEXT] if at else ""
    tail = text[-_CONTEXT:] if at < last else ""
    return f"{head}…{tail}"


def _value(value: Any) -> str | None:
    if value is None or value in ([], {}):
        return None
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
