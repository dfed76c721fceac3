"""Records out of archive files: the captures of a file in order (`Scan`), or one record (`read_stored`)."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from crawler.archive import warcinfo
from crawler.archive.containers import Window
from crawler.archive.describe import CAPTURE_KINDS, HTTP_KINDS, describe, kind_of, stated_id
from crawler.archive.encodings import LARGEST_BODY
from crawler.archive.errors import ArchiveError
from crawler.archive.heads import HEAD_BYTES, Fields, HttpHead, is_http, split_http
from crawler.archive.streams import GZIP_MAGIC
from crawler.archive.walk import Damage, RawRecord, Walk
from crawler.items import ExtractionError, Record
from crawler.sources import Source

_LARGEST_RECORD = LARGEST_BODY + 2 * HEAD_BYTES
_ONE_MEMBER = (
    "several records share one gzip member, so none can be read by offset; "
    "take the file in as a copy, or rewrite it with `warcio recompress`"
)


class Scan:
    """The captures of one file from `start` on, where a record must begin; to be iterated once.

    `name` is what `Record.warc_file` becomes. `within` are the first and the last offset of a WARC file that
    lies inside another file. `end`, `torn_at` and `damage` are those of `Walk`, final after the last record.
    Raises ArchiveError for a file that is no archive or whose records cannot be read by offset.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        start: int = 0,
        within: tuple[int, int] | None = None,
        sources: Mapping[str, Source],
    ) -> None:
        self._begin = within[0] if within else 0
        start = max(start, self._begin)
        self.end = start
        self.torn_at: int | None = None
        self.damage: list[Damage] = []
        self._path = path
        self._name = name
        self._start = start
        self._within = within
        self._sources = sources
        self._part_of: str | None = None

    def __iter__(self) -> Iterator[Record]:
        with Window.over(self._path, *self._within) if self._within else self._path.open("rb") as file:
            if self._start > self._begin:
                self._part_of = next((part_of(raw) for raw in Walk(file, start=self._begin)), None)
            walk = Walk(file, start=self._start)
            self.damage = walk.damage
            for raw in walk:
                record = self._record(raw)
                if raw.whole:
                    self.end = raw.offset + raw.length
                if record is not None:
                    yield record
            self.end, self.torn_at = walk.end, walk.torn_at

    def _record(self, raw: RawRecord) -> Record | None:
        if raw.kind == "warcinfo":
            self._part_of = part_of(raw)
        described = describe(raw) if raw.kind in CAPTURE_KINDS else None
        raw.finish()
        if not raw.alone:
            raise ArchiveError(_ONE_MEMBER)
        if described is None:
            if raw.kind in CAPTURE_KINDS and raw.whole:
                self.damage.append(Damage(offset=raw.offset, reason=f"{raw.kind} without a URL or a date"))
            return None
        source = warcinfo.source_of(described.url, self._sources, self._part_of)
        placed = dataclasses.replace(
            described, warc_file=self._name, offset=raw.offset, length=raw.length, source=source
        )
        return placed if raw.whole else None


def part_of(raw: RawRecord) -> str | None:
    """What a file is part of, by its warcinfo record; None for any other record."""
    return warcinfo.part_of(raw.read(HEAD_BYTES)) if raw.kind == "warcinfo" else None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """One record alone: its WARC fields (those that say the same, for ARC) and its whole block."""

    fields: Fields
    block: bytes

    def http(self) -> tuple[HttpHead | None, bytes]:
        """The head, where the block begins with one, and the payload as transferred."""
        with_head = kind_of(self.fields) in HTTP_KINDS and is_http(self.block)
        return split_http(self.block) if with_head else (None, self.block)


def read_stored(folder: Path, record: Record) -> Stored:
    """The record at its offset, nothing else read. `folder` is the archive's.

    Raises ExtractionError("too-large") for a record too large to be a page, ArchiveError when the file does
    not hold that record there, FileNotFoundError when there is no such file.
    """
    place = f"{record.warc_file} at {record.offset}"
    if record.length > _LARGEST_RECORD:
        raise ExtractionError("too-large", f"{record.length} bytes in {place}")
    with (folder / record.warc_file).open("rb") as file:
        file.seek(record.offset)
        packed = file.read(record.length)
    if len(packed) < record.length:
        raise ArchiveError(f"{place}: the file ends inside the record")
    raw = next(iter(Walk(BytesIO(_unpacked(packed, place)))), None)
    if raw is None:
        raise ArchiveError(f"{place}: no record there")
    stored = Stored(fields=raw.fields, block=b"".join(iter(raw.read, b"")))
    stated = stated_id(raw.fields, "WARC-Record-ID")
    if stated and stated != record.record_id:
        raise ArchiveError(f"{place}: holds {stated}, not {record.record_id}")
    return stored


def _unpacked(packed: bytes, place: str) -> bytes:
    if not packed.startswith(GZIP_MAGIC):
        return packed
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = inflate.decompress(packed, _LARGEST_RECORD)
    except zlib.error as error:
        raise ArchiveError(f"{place}: damaged gzip member ({error})") from None
    if inflate.unconsumed_tail:
        raise ExtractionError("too-large", f"over {_LARGEST_RECORD} bytes in {place}")
    return unpacked
