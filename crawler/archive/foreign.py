"""WARC and ARC files of other tools, looked through before they are copied: what of them is to be copied."""

from __future__ import annotations

import bisect
import dataclasses
import tempfile
from collections.abc import Collection, Generator
from pathlib import Path
from typing import BinaryIO

from crawler.archive.containers import Kind, Window, unpack, wacz_members
from crawler.archive.copied import COPIED_KINDS
from crawler.archive.describe import CAPTURE_KINDS, describe
from crawler.archive.heads import Fields, field
from crawler.archive.walk import Damage, Walk
from crawler.items import Record

_RELATIONS = ("WARC-Concurrent-To", "WARC-Refers-To")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A whole WARC or ARC file, or bytes `start` to `end` of a WACZ. `name` is for people.

    `lasting` is False for a file that was unpacked only for now, so nothing can be indexed in it.
    """

    path: Path
    name: str
    start: int = 0
    end: int | None = None
    lasting: bool = True

    def open(self) -> BinaryIO:
        """Its bytes at the offsets they have in the file."""
        if self.end is None:
            return self.path.open("rb")
        return Window.over(self.path, self.start, self.end)


@dataclasses.dataclass(kw_only=True, slots=True)
class Contents:
    """What is in a part: how many whole `records`, all of them numbered from 0 in their order.

    `captures` are those that can be taken in; `companions` says for each other record (a request, metadata)
    the id of the capture it goes with.
    """

    records: int = 0
    captures: dict[int, Record] = dataclasses.field(default_factory=dict)
    companions: dict[int, str] = dataclasses.field(default_factory=dict)
    damage: list[Damage] = dataclasses.field(default_factory=list)
    torn_at: int | None = None

    def without(self, held: Collection[str]) -> set[int]:
        """The numbers of the records to copy: captures that are not held, and their companions."""
        captures = {number for number, record in self.captures.items() if record.record_id not in held}
        return captures | {number for number, record_id in self.companions.items() if record_id not in held}


def parts_of(path: Path, kind: Kind, *, scratch: Path) -> list[Part]:
    """The archives in a file; a member of a WACZ that is compressed is unpacked into the folder `scratch`.

    Raises ExtractionError `not-wacz`, or what `unpack` raises.
    """
    if kind is not Kind.WACZ:
        return [Part(path=path, name=str(path))]
    return [
        Part(path=path, name=f"{path}/{member.name}", start=member.start, end=member.end)
        if member.stored
        else Part(path=_unpacked(path, member.name, scratch), name=f"{path}/{member.name}", lasting=False)
        for member in wacz_members(path)
    ]


def look_through(part: Part) -> Generator[None, None, Contents]:
    """Yields after every record, so that other work may have its turn. Raises ArchiveError as `Walk` does."""
    contents = Contents()
    others: dict[int, Fields] = {}
    ids: set[str] = set()
    with part.open() as file:
        walk = Walk(file, start=part.start)
        for number, raw in enumerate(walk):
            capture = describe(raw) if raw.kind in CAPTURE_KINDS else None
            raw.finish()
            contents.records += raw.whole
            if capture is not None and raw.whole and capture.record_id in ids:
                reason = f"a second record with the id {capture.record_id}, of {capture.url}"
                walk.damage.append(Damage(offset=raw.offset, reason=reason))
            elif capture is not None and raw.whole:
                ids.add(capture.record_id)
                contents.captures[number] = capture
            elif raw.kind in CAPTURE_KINDS and raw.whole:
                walk.damage.append(Damage(offset=raw.offset, reason=f"{raw.kind} without a URL or a date"))
            elif raw.kind in COPIED_KINDS and raw.kind not in CAPTURE_KINDS:
                others[number] = raw.fields
            yield
    contents.companions = dict(_companions(others, contents.captures))
    contents.damage, contents.torn_at = walk.damage, walk.torn_at
    return contents


def _companions(others: dict[int, Fields], captures: dict[int, Record]) -> list[tuple[int, str]]:
    """By the id a record names, else it goes with the next capture, after the last with that."""
    known = {record.record_id for record in captures.values()}
    numbers = list(captures)
    found = []
    for number, fields in others.items():
        named = {(field(fields, name) or "").strip("<> ") for name in _RELATIONS} & known
        if named:
            found.append((number, min(named)))
        elif numbers:
            nearest = min(bisect.bisect(numbers, number), len(numbers) - 1)
            found.append((number, captures[numbers[nearest]].record_id))
    return found


def _unpacked(path: Path, member: str, scratch: Path) -> Path:
    unpacked = Path(tempfile.mkdtemp(dir=scratch), Path(member).name)
    with unpacked.open("wb") as into:
        unpack(path, member, into)
    return unpacked
