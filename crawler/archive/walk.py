"""The records of a WARC or ARC file one after another, whoever wrote it: the bytes, not what they mean.

What other tools write and break is met here: line ends of LF alone, a wrong Content-Length, URLs with spaces
or in angle brackets, a clipped end, a damaged record between sound ones, one gzip member for the whole file.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import BinaryIO

from crawler.archive import arc
from crawler.archive.errors import ArchiveError
from crawler.archive.heads import Fields, end_of_head, field, parse_warc_head
from crawler.archive.streams import GZIP_MAGIC, ByteStream, GzipFile, PlainFile

_WARC_VERSION = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n")
_BLOCK_PIECE = 1 << 16


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Damage:
    """What lies at `offset` is no readable record; sound ones follow it."""

    offset: int
    reason: str


class RawRecord:
    """One record as it is stored: its named fields, and its block, read once, in pieces, or not at all.

    After `finish()`, which the walk calls when it goes on: `whole` tells whether all of the record was there,
    `length` its bytes in the file; `alone` is False where other records share its gzip member, so that it
    cannot be read by offset.
    """

    def __init__(self, stream: ByteStream, fields: Fields, offset: int, *, declared: int) -> None:
        self.fields = fields
        self.offset = offset
        self.length = 0
        self.whole = False
        self.alone = True
        self._stream = stream
        self._left = declared
        self._finished = False

    @property
    def kind(self) -> str:
        return (field(self.fields, "WARC-Type") or "").lower()

    def peek_head(self) -> bytes:
        """The block up to and with its first blank line, or all of it; `read` still gives it."""
        return self._stream.peek_until(end_of_head, self._left)

    def read(self, size: int = _BLOCK_PIECE) -> bytes:
        """At most `size` bytes of the block, b"" at its end."""
        piece = self._stream.take(min(size, self._left))
        self._left -= len(piece)
        return piece

    def finish(self) -> None:
        if self._finished:
            return
        self._finished = True
        while self.read():
            pass
        self._stream.skip_record_end()
        self.alone = self._stream.leave_record()
        self.whole = self._stream.fault is None and (self._left == 0 or self._stream.bounded)
        self.length = self._stream.position - self.offset


class Walk:
    """Iterates over an open file from `start`, where a record must begin.

    `end` is the offset after the last whole record; `torn_at` is set when the file ends inside a record or in
    something that is none. Raises ArchiveError when the first record is neither WARC nor ARC.
    """

    def __init__(self, file: BinaryIO, *, start: int = 0) -> None:
        self.end = start
        self.torn_at: int | None = None
        self.damage: list[Damage] = []
        self._file = file
        self._start = start

    def __iter__(self) -> Iterator[RawRecord]:
        self._file.seek(self._start)
        magic = self._file.read(len(GZIP_MAGIC))
        stream: ByteStream = (GzipFile if magic == GZIP_MAGIC else PlainFile)(self._file, self._start)
        found_any = self._start > 0
        while stream.open_record():
            offset = stream.position
            raw = _next_record(stream, offset)
            if raw is None:
                if not found_any and stream.fault is None:
                    raise ArchiveError(f"no WARC or ARC file: it begins with {stream.peek(40)!r}")
                if not self._resync(stream, offset):
                    return
                continue
            found_any = True
            yield raw
            raw.finish()
            if not raw.whole and not self._resync(stream, offset):
                return
            if raw.whole:
                self.end = stream.position

    def _resync(self, stream: ByteStream, offset: int) -> bool:
        """Goes to the next sound record after a damaged one at `offset`; False where there is none."""
        reason = stream.fault or "no record begins here"
        if stream.seek_record(offset + 1):
            self.damage.append(Damage(offset=offset, reason=reason))
            return True
        self.torn_at = offset
        return False


def _next_record(stream: ByteStream, offset: int) -> RawRecord | None:
    first_line = stream.peek_line()
    if _WARC_VERSION.fullmatch(first_line):
        head = stream.peek_until(end_of_head, None)
        if end_of_head(head) is None:
            return None
        stream.take_exactly(len(head))
        fields = parse_warc_head(head)
        return RawRecord(stream, fields, offset, declared=_length(field(fields, "Content-Length")))
    arc_fields = arc.parse_head(first_line)
    if arc_fields is None:
        return None
    stream.take_exactly(len(first_line))
    return RawRecord(stream, arc_fields, offset, declared=_length(field(arc_fields, "Content-Length")))


def _length(stated: str | None) -> int:
    return int(stated) if stated and stated.isascii() and stated.isdigit() else 0
