"""What records are exported as: JSON lines, CSV, Parquet, or a folder of text files."""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import itertools
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from db.fields import EXPORT_FIELDS
from db.models import Article

ROWS_A_GROUP = 2_000

_One = TypeVar("_One")

LIST_FIELDS = frozenset({"authors", "editors", "tags", "flags"})

PROVENANCE = "provenance"  # no field of a record that an export has unasked

# Chinese and Japanese Excel take the full-width signs for the others (OWASP, CSV Injection)
_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff\u200b]*[=+\-@＝＋－＠]")
_EXPORTED_NAME = re.compile(r"\d{3,}_[0-9a-f]{16}\.txt")


class ExportError(Exception):
    """Nothing was exported; the message says why, to a person, and names the path."""


def record_of(article: Article) -> dict[str, Any]:
    """A record by the names of its exported fields, in their order."""
    return {name: getattr(article, name) for name in EXPORT_FIELDS}


def json_line(article: Article, *, provenance: bool = False) -> str:
    """The record, with `provenance` as its last field where it is asked for."""
    more = {PROVENANCE: article.provenance} if provenance else {}
    return json.dumps({**record_of(article), **more}, ensure_ascii=False) + "\n"


def write_jsonl(records: Iterable[Article], out: BinaryIO, *, provenance: bool = False) -> None:
    """One JSON object a line, UTF-8."""
    for record in records:
        out.write(json_line(record, provenance=provenance).encode())


def write_csv(records: Iterable[Article], out: BinaryIO) -> None:
    """RFC 4180, with the mark by which spreadsheets know UTF-8; lists are joined by "; ", repairs with their counts."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow(EXPORT_FIELDS)
    for record in records:
        lines.writerow([cell(value) for value in record_of(record).values()])
    text.detach()


def cell(value: Any) -> str:
    """A value as a spreadsheet may open it: what would be taken for a formula gets an apostrophe before it."""
    text = "" if value is None else "; ".join(_items(value)) if isinstance(value, list | dict) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _items(value: list[str] | dict[str, int]) -> list[str]:
    return [f"{name} {times}" for name, times in value.items()] if isinstance(value, dict) else value


def write_parquet(records: Iterable[Article], out: BinaryIO, *, provenance: bool = False) -> None:
    """Columns of text, of lists of text, and one of floats; a row group is all that is held in memory.

    `repairs` is a list of `name` and `times`, which more readers know than a map.
    `provenance` adds a column of that name, JSON as text: its keys differ from record to record.
    """
    import pyarrow as pa  # a tenth of a second, which the other formats need not wait for
    from pyarrow import parquet

    repair = pa.struct([("name", pa.string()), ("times", pa.int64())])
    types = {"similarity": pa.float64(), "repairs": pa.list_(repair)}
    types |= dict.fromkeys(LIST_FIELDS, pa.list_(pa.string()))
    names = (*EXPORT_FIELDS, PROVENANCE) if provenance else EXPORT_FIELDS
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names])
    rows = (_row(record, provenance=provenance) for record in records)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(itertools.islice(rows, ROWS_A_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _row(record: Article, *, provenance: bool) -> dict[str, Any]:
    more = {PROVENANCE: json.dumps(record.provenance, ensure_ascii=False)} if provenance else {}
    repairs = [{"name": name, "times": times} for name, times in record.repairs.items()]
    return {**record_of(record), "repairs": repairs, **more}


def write_files(records: Iterable[Article], folder: Path, count: int) -> None:
    """A text file a record, `NNN_<id>.txt`: the title, an empty line, the text."""
    digits = max(3, len(str(count - 1)))
    for number, record in enumerate(records):
        parts = (record.title, record.text) if record.title else (record.text,)
        path = folder / f"{number:0{digits}}_{record.id}.txt"
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


StreamWriter = Callable[[Iterable[Article], BinaryIO], None]

STREAMS: dict[str, StreamWriter] = {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet}
FORMATS = (*STREAMS, "files")
WITH_PROVENANCE: dict[str, StreamWriter] = {
    "jsonl": functools.partial(write_jsonl, provenance=True),
    "parquet": functools.partial(write_parquet, provenance=True),
}


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the name `path` when all of it is written; until then, and on any error, nothing does.

    What is no file (a pipe, /dev/null) is written to as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    path = path.resolve()  # through a link, so that its file is replaced, not the link
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
        _take_mode(part, path)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder that takes the name `path` when it is full; an earlier export of that name gives way then."""
    path = path.resolve()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.mkdir()
    try:
        yield part
        if path.exists():
            earlier = part.with_suffix(".earlier")
            path.replace(earlier)
            part.replace(path)
            shutil.rmtree(earlier)
        else:
            part.replace(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check_target(path: Path, format_name: str) -> None:
    """ExportError when it can be known beforehand that the export cannot go there."""
    if not path.parent.is_dir():
        raise ExportError(f"cannot write {path}: there is no folder {path.parent}")
    if format_name != "files":
        if path.is_dir():
            raise ExportError(f"cannot write {path}: it is a folder; name a file in it")
    elif path.exists() and not path.is_dir():
        raise ExportError(f"cannot write {path}: it is a file, and --format files makes a folder")
    elif path.is_dir() and (strange := _strange(path)):
        raise ExportError(
            f"cannot write {path}: the folder holds {strange}, which is of no earlier export; name a new folder"
        )


def _strange(folder: Path) -> str | None:
    names = sorted(entry.name for entry in folder.iterdir())
    return next((name for name in names if not _EXPORTED_NAME.fullmatch(name)), None)


def _take_mode(part: Path, path: Path) -> None:
    if path.exists():
        part.chmod(stat.S_IMODE(path.stat().st_mode))


def counted(records: Iterable[_One], tell: Callable[[int], None]) -> Iterator[_One]:
    """The records or stories, telling of each when it has been written."""
    for record in records:
        yield record
        tell(1)
