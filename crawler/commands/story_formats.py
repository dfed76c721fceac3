"""What stories are exported as: a story a line (JSON lines), a story a row (Parquet), or a record a row (CSV)."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from crawler.commands.formats import cell
from crawler.commands.story_sites import site_names
from db.queries.whole_stories import Member, Related, Story

STORIES_A_GROUP = 500

_OF_STORY = ("cluster_id", "original", "headline", "size")
_ALL_OF_STORY = (*_OF_STORY, "sites", "first_published", "last_published", "members")
_OF_MEMBER = tuple(field.name for field in dataclasses.fields(Member))


def write_jsonl(stories: Iterable[Story], out: BinaryIO) -> None:
    """One JSON object a line, UTF-8, with the records of the story in a list."""
    for story in stories:
        out.write(f"{json.dumps(_whole(story), ensure_ascii=False)}\n".encode())


def _whole(story: Story) -> dict[str, Any]:
    sites = list(dict.fromkeys(site_names(story.members)))
    whole = {**dataclasses.asdict(story), "sites": sites}
    return {name: whole[name] for name in _ALL_OF_STORY}


def write_csv(stories: Iterable[Story], out: BinaryIO) -> None:
    """A record a row, as `formats.write_csv` writes them; before its own columns those of its story."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow((*_OF_STORY, *_OF_MEMBER))
    for story in stories:
        lines.writerows(_lines(story))
    text.detach()


def _lines(story: Story) -> Iterator[list[str]]:
    shared = [cell(getattr(story, name)) for name in _OF_STORY]
    for member in story.members:
        own = {name: getattr(member, name) for name in _OF_MEMBER}
        own["relations"] = [f"{one.relation} {one.id}" for one in member.relations]
        yield [*shared, *map(cell, own.values())]


def write_parquet(stories: Iterable[Story], out: BinaryIO) -> None:
    """A story a row, its records a list of structs; a row group is all that is held in memory."""
    import pyarrow as pa  # as in formats
    from pyarrow import parquet

    text, number = pa.string(), pa.float64()
    figures = {"similarity": number, "containment": number, "jaccard": number}
    related = pa.struct([(one.name, figures.get(one.name, text)) for one in dataclasses.fields(Related)])
    of_member = {**figures, "relations": pa.list_(related)}
    member = pa.struct([(name, of_member.get(name, text)) for name in _OF_MEMBER])
    of_story = {"size": pa.int64(), "sites": pa.list_(text), "members": pa.list_(member)}
    schema = pa.schema([(name, of_story.get(name, text)) for name in _ALL_OF_STORY])
    rows: Iterator[dict[str, Any]] = map(_whole, stories)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(itertools.islice(rows, STORIES_A_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


STREAMS: dict[str, Callable[[Iterable[Story], BinaryIO], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}
