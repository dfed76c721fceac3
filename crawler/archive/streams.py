"""The bytes of an archive file, gzipped or not, with the offset in the file of what was read so far."""

from __future__ import annotations

import abc
import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from crawler.archive import arc
from crawler.archive.heads import HEAD_BYTES

GZIP_MAGIC = b"\x1f\x8b\x08"
_PIECE = 1 << 16
_MOST_INFLATED = 1 << 20
_LONGEST_LINE = 1 << 16
_RECORD_LINE = re.compile(
    rb"(?<=\n)(?:WARC/\d+\.\d+|[a-z]{2,8}:\S.* \S+ \d{14} \S.* \d+)[ \t]*\r?\n"  # WARC or ARC
)


class ByteStream(abc.ABC):
    """Buffered bytes of records. `fault` says why no more can be read of the record at hand.

    `bounded` tells that a record's end is known without its Content-Length.
    """

    bounded: bool
    fault: str | None = None

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._buffer = b""
        self._at = 0
        file.seek(start)

    @property
    @abc.abstractmethod
    def position(self) -> int:
        """Where in the file the record at hand begins, or ends after `leave_record`."""

    @abc.abstractmethod
    def open_record(self) -> bool:
        """Goes to where the next record should begin; False at the end of the file."""

    @abc.abstractmethod
    def leave_record(self) -> bool:
        """Goes to the end of the record at hand. False where it shares its gzip member with another."""

    @abc.abstractmethod
    def seek_record(self, offset: int) -> bool:
        """Goes to the first record that begins at `offset` or later; False where there is none."""

    @abc.abstractmethod
    def _more(self) -> bytes:
        """The next bytes, b"" when there are no more (of the gzip member)."""

    def peek(self, size: int) -> bytes:
        while len(self._buffer) - self._at < size and self._fill():
            pass
        return self._buffer[self._at : self._at + size]

    def peek_line(self) -> bytes:
        return self.peek_until(lambda seen: (seen.find(b"\n") + 1) or None, _LONGEST_LINE)

    def peek_until(self, end: Callable[[bytes], int | None], most: int | None) -> bytes:
        """What comes before the place that `end` finds, or as much as there is, at most `most` bytes."""
        most = HEAD_BYTES if most is None else min(most, HEAD_BYTES)
        size = min(4096, most)
        while True:
            seen = self.peek(size)
            found = end(seen)
            if found is not None:
                return seen[:found]
            if len(seen) < size or size >= most:
                return seen
            size = min(size * 4, most)

    def take(self, size: int) -> bytes:
        """Up to `size` bytes, b"" when there are none."""
        if size and self._at >= len(self._buffer):
            self._fill()
        piece = self._buffer[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def take_exactly(self, size: int) -> None:
        """Leaves out bytes that were peeked at."""
        self._at += size

    def skip_record_end(self) -> None:
        """The two line ends after a block, or as many as there are."""
        while line_end := re.match(rb"[\r\n]+", self.peek(4)):
            self._at += line_end.end()

    def _fill(self) -> bool:
        more = self._more()
        if more:
            self._buffer = self._buffer[self._at :] + more
            self._at = 0
        return bool(more)


class PlainFile(ByteStream):
    bounded = False

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__(file, start)
        self._read_to = start

    @property
    def position(self) -> int:
        return self._read_to - len(self._buffer) + self._at

    def open_record(self) -> bool:
        self.skip_record_end()
        return bool(self.peek(1))

    def leave_record(self) -> bool:
        return True

    def seek_record(self, offset: int) -> bool:
        self._file.seek(offset)
        self._read_to, self._buffer, self._at = offset, b"", 0
        while self._fill():
            if found := _RECORD_LINE.search(self._buffer):
                self._at = found.start()
                return True
            self._at = max(len(self._buffer) - _LONGEST_LINE, 0)
        return False

    def _more(self) -> bytes:
        piece = self._file.read(_PIECE)
        self._read_to += len(piece)
        return piece


class GzipFile(ByteStream):
    """One gzip member a record, as the standard wants; records that share one can only be read in order."""

    bounded = True

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__(file, start)
        self._member_at = start
        self._packed = b""
        self._packed_at = start
        self._inflate: zlib._Decompress | None = None
        self._shared = False

    @property
    def position(self) -> int:
        return self._member_at

    def open_record(self) -> bool:
        while not self._shared:
            self._packed = self._packed or self._file.read(_PIECE)
            if not self._packed:
                return False
            self._member_at = self._packed_at
            self._buffer, self._at = b"", 0
            self._inflate, self.fault = zlib.decompressobj(zlib.MAX_WBITS | 16), None
            self.skip_record_end()
            if self.peek(1) or self.fault:  # an empty member is how some tools end a file
                break
        return True

    def leave_record(self) -> bool:
        """Junk behind a block, left by a wrong Content-Length, belongs to its record."""
        was_shared, self._shared = self._shared, self._at_record()
        if self._shared:
            return False
        while self._fill():
            self._at = len(self._buffer)
        self._member_at = self._packed_at
        return not was_shared

    def seek_record(self, offset: int) -> bool:
        self._shared = False
        for at in self._magic_at(offset):
            self._go_to(at)
            if self.open_record() and self._at_record():
                self._go_to(at)
                return True
        return False

    def _at_record(self) -> bool:
        return self.peek(5) == b"WARC/" or arc.parse_head(self.peek_line()) is not None

    def _go_to(self, at: int) -> None:
        self._file.seek(at)
        self._packed, self._packed_at = b"", at

    def _magic_at(self, offset: int) -> Iterator[int]:
        """Where a gzip member may begin, at `offset` or later."""
        base, tail = offset, b""
        while True:
            self._file.seek(base)
            piece = self._file.read(_MOST_INFLATED)
            if not piece:
                return
            window = tail + piece
            for found in re.finditer(re.escape(GZIP_MAGIC), window):
                yield base - len(tail) + found.start()
            base, tail = base + len(piece), window[-len(GZIP_MAGIC) + 1 :]

    def _more(self) -> bytes:
        while self._inflate is not None:
            self._packed = self._packed or self._file.read(_PIECE)
            if not self._packed:
                return self._break_off("the file ends inside a record")
            try:
                inflated = self._inflate.decompress(self._packed, _MOST_INFLATED)
            except zlib.error as error:
                return self._break_off(f"damaged gzip member ({error})")
            eof = self._inflate.eof
            rest = self._inflate.unused_data if eof else self._inflate.unconsumed_tail
            self._packed_at += len(self._packed) - len(rest)
            self._packed = rest
            if eof:
                self._inflate = None
            if inflated:
                return inflated
        return b""

    def _break_off(self, fault: str) -> bytes:
        self._inflate, self.fault = None, fault
        return b""
