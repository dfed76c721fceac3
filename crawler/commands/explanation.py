"""How a record was read, told to a person: of each field what won, where, and what the others said."""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Self

from rich.table import Table
from rich.text import Text

from crawler import items
from crawler.commands.terminal import shown
from crawler.extraction.learned import site_of
from crawler.extraction.provenance import KeptChoice, KeptSaid, guesses_of, kept
from crawler.items import Guess
from db import models

FIELDS: Final = (
    "title",
    "byline",
    "authors",
    "editors",
    "publisher",
    "site_name",
    "published_at",
    "modified_at",
    "canonical_url",
    "language",
    "tags",
    "text",
)
_SAID: Final = (*FIELDS, "repairs", "flags")
_FLAGS: Final = {
    "garbled": "deliberately corrupted by a mirror, and restored to what it was before as far as that can be known",
    "unrestored": "by an error of ours, which the verdict tells, it was not restored, and was read as it stands",
    "annotated": "the page has readings beside its words",
    "mirror-spam": "the page of a mirror, with its lists and keywords round the text",
    "mirror-suspect": "the page has traces of a mirror that corrupts what it copies, but no damage",
    "truncated": "the page ended early",
    "partial": "a further page of the article could not be had; the next crawl asks for it again",
    "withheld": "parts of the text are shown to payers alone",
}
_DISPUTED: Final = "disputed-"
_TO_THE_MINUTE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_NARROWEST_TABLE: Final = 100  # columns; of a path of the page, folded, nothing could be read in fewer
_LONGEST_LINE: Final = 120
_MOST_LINES: Final = 40  # of the difference of two texts

Value = str | list[str] | dict[str, int] | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Told:
    """A record and its provenance, of the database or as it was read just now."""

    parser: str
    values: Mapping[str, Value]
    provenance: Mapping[str, KeptChoice]

    @classmethod
    def of_row(cls, article: models.Article) -> Self:
        return cls(parser=article.parser, values=_values(article), provenance=article.provenance)

    @classmethod
    def of_reading(cls, article: items.Article) -> Self:
        return cls(parser=article.parser, values=_values(article), provenance=kept(article))

    def differences(self, other: Self) -> list[str]:
        """The fields that say something else, or were read otherwise."""
        return [
            name
            for name in _SAID
            if self.values[name] != other.values[name]
            or self.provenance.get(name) != other.provenance.get(name)
        ]

    def printed(self, field: str) -> str:
        value = self.values[field]
        if field == "text":
            lines = str(value).split("\n")
            return f"{len(lines):,} line{'s' if len(lines) > 1 else ''}, {sum(map(len, lines)):,} characters"
        if isinstance(value, dict):
            return _counted(value)
        return "; ".join(value) if isinstance(value, list) else value or ""


def _values(article: models.Article | items.Article) -> dict[str, Value]:
    values = {name: getattr(article, name) for name in _SAID}
    if isinstance(article, items.Article):
        values["repairs"] = {repair.name: repair.times for repair in article.repairs}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def meaning(flag: str) -> str:
    """What a flag says, in words; nothing for one without."""
    if flag.startswith(_DISPUTED):
        what = flag.removeprefix(_DISPUTED)
        return f"places of the page that should be right state another {what} each; they are marked ≠ below"
    return _FLAGS.get(flag, "")


def head(article: models.Article) -> Table:
    """What there is to know of a record beside its fields."""
    rows = {
        "title": article.title or "",
        "id": article.id,
        "url": article.url or "",
        "source": article.source,
        "captured_at": article.captured_at,
        "record_id": article.record_id,
        "parser": article.parser,
        "learned": _learned(article),
        "repairs": _counted(article.repairs),
        "duplicate_of": _copied(article),
        "cluster_id": article.cluster_id or "",
    }
    grid = _pairs(rows)
    for flag in article.flags:
        grid.add_row("flag", shown(f"{flag}: {meaning(flag)}" if meaning(flag) else flag))
    if verdict := article.provenance.get("flags"):
        grid.add_row("verdict", shown(f"{verdict['rule']}: {verdict.get('value', '')}"))
    return grid


def _copied(article: models.Article) -> str:
    """The original, and what the text is to its text."""
    if article.duplicate_of is None:
        return ""
    shared = "" if article.similarity is None else f", similarity {article.similarity:.2f}"
    return f"{article.duplicate_of} ({article.duplicate_kind}{shared})"


def _counted(repairs: Mapping[str, int]) -> str:
    return "; ".join(f"{name} {times:,}" for name, times in repairs.items())


def _learned(article: models.Article) -> str:
    """Where to see the lines that were taken out before the text was looked for, and are no longer told one by one."""
    if " learned " not in article.parser:
        return ""
    return f"read by what the archive taught: scrapy boilerplate --list --site {site_of(article.url)}"


def refusal(row: models.Quarantined | items.Refusal) -> Table:
    """Why a page gave no record."""
    rows = {"refused by": row.stage, "reason": row.reason, "detail": row.detail, "parser": row.parser}
    if isinstance(row, models.Quarantined):
        page = {"id": row.article_id, "url": row.url or "", "source": row.source}
        rows = {**page, "captured_at": row.captured_at, "record_id": row.record_id, **rows}
    return _pairs(rows)


def _pairs(rows: Mapping[str, str]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows.items():
        if value:
            grid.add_row(name, shown(value))
    return grid


class _Row(NamedTuple):
    """`mark` is = for a place that says the same, ~ for more or less of it, ≠ for something else; - for a line cut.

    What was guessed of the value has a ?.
    """

    field: str
    mark: str
    rule: str
    value: str
    place: str


_STYLES: Final = {"≠": "yellow", "~": "dim", "=": "dim", "-": "dim", "?": "yellow"}


def fields(told: Told, names: Iterable[str] = FIELDS, *, width: int = _NARROWEST_TABLE) -> Table:
    """Field by field what won, and below it what the others said and what was cut; `width` is the terminal's."""
    rows = (row for name in names for row in _rows(told, name))
    return _side_by_side(rows) if width >= _NARROWEST_TABLE else _one_below_the_other(rows)


def _side_by_side(rows: Iterable[_Row]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("field", style="bold", no_wrap=True)
    table.add_column("")
    table.add_column("rule", no_wrap=True)
    table.add_column("says", overflow="fold", ratio=3)
    table.add_column("where", overflow="fold", ratio=1)
    for row in rows:
        table.add_row(row.field, *(shown(cell, _STYLES.get(row.mark, "")) for cell in row[1:]))
    return table


def _one_below_the_other(rows: Iterable[_Row]) -> Table:
    """Of each row the rule and the place in one line, what it says below."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        style = _STYLES.get(row.mark, "")
        read = shown("  ".join(filter(None, (row.rule, row.place))), style or "dim")
        grid.add_row(
            shown(row.mark, style), Text.assemble((f"{row.field}  ", "bold"), read) if row.field else read
        )
        if row.value:
            grid.add_row("", shown(row.value, style))
    return grid


def _rows(told: Told, field: str) -> Iterator[_Row]:
    own = told.printed(field)
    choice = told.provenance.get(field)
    if choice is None:
        if own:
            yield _Row(field, "", "", own, "")
        return
    yield _Row(field, "", choice["rule"], own or "(none)", choice.get("place", ""))
    if read_as := choice.get("value"):
        yield _Row("", "", "as read", read_as, "")
    for other in choice.get("others", ()):
        yield _other(other, "" if field == "text" else _mark(own, other))
    if guesses := guesses_of(choice):
        yield _Row("", "?", "guessed", f"{len(guesses):,} characters, {_surely(guesses)}", "")
    for line in choice.get("removed", ()):
        more = f"  (and {line['more']:,} more)" if "more" in line else ""
        yield _Row("", "-", line["rule"], line.get("value", "") + more, line.get("place", ""))


def _surely(guesses: Sequence[Guess]) -> str:
    """How many of them are likely to be right."""
    expected = sum(one.probability for one in guesses)
    return f"of which {expected:.1f} are expected to be right"


def _mark(own: str, said: KeptSaid) -> str:
    """Whether a place says the same as the record, more or less of the same, or something else."""
    if "value" not in said:
        return "="
    one, other = "".join(own.split()), "".join(said["value"].split())
    return "~" if one in other or other in one or _is_same_minute(one, other) else "≠"


def _is_same_minute(one: str, other: str) -> bool:
    return _TO_THE_MINUTE.match(one) is not None and one[:16] == other[:16]


def _other(said: KeptSaid, mark: str) -> _Row:
    return _Row("", mark, said["rule"], said.get("value", "the same" if mark else ""), said.get("place", ""))


def text_difference(before: str, after: str) -> Text:
    """The lines that only one of two texts has, `-` and `+`, shortened."""
    difference = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    lines = [line for line in itertools.islice(difference, 2, None) if not line.startswith("@@")]
    shortened = [
        line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…" for line in lines[:_MOST_LINES]
    ]
    left = [f"  ({len(lines) - _MOST_LINES:,} lines more)"] if len(lines) > _MOST_LINES else []
    return shown("\n".join((*shortened, *left)))
