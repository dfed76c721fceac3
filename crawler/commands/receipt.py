"""The receipt of a re-parse: every difference as a JSON line, worst first, and a summary for a person."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from rich.table import Table
from rich.text import Text

from crawler.commands.terminal import console
from db.queries.differences import Difference

WORST_SHOWN = 10


@dataclasses.dataclass(kw_only=True)
class Summary:
    """Counts by kind (lost, gained, changed, equal), changed records by field, and the worst differences."""

    kinds: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    fields: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    worst: list[Difference] = dataclasses.field(default_factory=list)


def write_receipt(differences: Iterable[Difference], path: str) -> Summary:
    """Writes what differs to `path` (`-` is stdout), a JSON object a line in the order given, and counts all.

    A line has `id`, `record_id`, `kind`, `severity`, `reason` and `fields`: `{"before": ..., "after": ...}` each.
    A gained article is told by its headline; all of it is in the database once it is applied.
    """
    summary = Summary()
    with _open(path) as lines:
        for difference in differences:
            summary.kinds[difference.kind] += 1
            if difference.kind == "equal":
                continue
            if difference.kind == "changed":
                summary.fields.update(difference.fields.keys())
            if difference.kind != "gained" and len(summary.worst) < WORST_SHOWN:
                summary.worst.append(difference)
            lines.write(json.dumps(as_json(difference), ensure_ascii=False) + "\n")
    return summary


def as_json(difference: Difference) -> dict[str, Any]:
    told = ("title", "url") if difference.kind == "gained" else difference.fields
    fields = {
        name: {"before": difference.fields[name][0], "after": difference.fields[name][1]}
        for name in told
        if name in difference.fields
    }
    return {
        "id": difference.article_id,
        "record_id": difference.record_id,
        "kind": difference.kind,
        "severity": round(difference.severity, 3),
        "reason": difference.reason,
        "fields": fields,
    }


def print_summary(summary: Summary, at_risk: float, path: str) -> None:
    """On stdout, or on stderr where the JSON lines go to stdout."""
    out = console(stderr=path == "-", soft_wrap=True)
    kinds = ", ".join(f"{summary.kinds[kind]:,} {kind}" for kind in ("lost", "gained", "changed", "equal"))
    out.print(f"{kinds}; bodies lost or halved: {at_risk:.1%}")
    if summary.fields:
        out.print("changed: " + ", ".join(f"{name} {n:,}" for name, n in summary.fields.most_common()))
    if summary.worst:
        out.print(_worst_table(summary.worst))
    if path != "-":
        out.print(f"every difference: {path}")


def _worst_table(worst: Iterable[Difference]) -> Table:
    table = Table(title="the worst", title_justify="left", box=None, pad_edge=False)
    for heading in ("id", "kind", "what"):
        table.add_column(heading, overflow="fold")
    for difference in worst:
        table.add_row(difference.article_id or "", difference.kind, Text(_printable(_told(difference))))
    return table


def _told(difference: Difference) -> str:
    if difference.kind == "lost":
        return difference.reason or ""
    return "; ".join(
        f"{name}: {_short(before)} -> {_short(after)}"
        for name, (before, after) in _sorted(difference)
        if name != "text_digest"  # which differs as the text does
    )


def _printable(text: str) -> str:
    """Without what a page could send to the terminal: control characters."""
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)


def _sorted(difference: Difference) -> list[tuple[str, tuple[Any, Any]]]:
    return sorted(difference.fields.items(), key=lambda item: (item[0] != "text", item[0]))


def _short(value: Any) -> str:
    """A value of a field in a few characters; a text by its length."""
    if isinstance(value, str) and len(value) > 40:
        return f"{len(value):,} characters"
    return "nothing" if value in (None, [], "") else json.dumps(value, ensure_ascii=False)


@contextlib.contextmanager
def _open(path: str) -> Iterator[IO[str]]:
    if path == "-":
        yield sys.stdout
        return
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with Path(path).open("w", encoding="utf-8") as lines:
        yield lines
