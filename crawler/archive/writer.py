"""WARC 1.1 files: a gzip member a record, in the hands of the system before the call returns.

A new file for each process, never one that another began: after a torn record readers find nothing more.
While a file is being written it is locked, so that another process tells a live file from one left behind.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import fcntl
import itertools
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from crawler.archive import digests, warcinfo
from crawler.archive.copied import COPIED_KINDS, CopiedBlock
from crawler.archive.describe import CAPTURE_KINDS, FILE_NAME_FIELD, described
from crawler.archive.errors import UnwritableError
from crawler.archive.exchange import Exchange
from crawler.archive.heads import compose_head, field, parse_warc_head
from crawler.archive.packing import write_all, zipped
from crawler.archive.times import format_warc_date, to_milliseconds
from crawler.archive.walk import RawRecord
from crawler.items import Record

SOFTWARE = "shoulu"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Field = tuple[str, str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Place:
    """Where a record lies: the fields of `Record` of these names."""

    warc_file: str
    offset: int
    length: int


def is_live(path: Path) -> bool:
    """Whether some process is writing the file."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


class WarcWriter:
    """Writes to one file at a time in `folder`, opened at the first write; the next once over `max_bytes`.

    `part_of` is the spider. `name` is the present file's, relative to the folder, and `position` the
    end of its last whole record. Raises UnwritableError where it cannot write.
    """

    def __init__(
        self, folder: Path, *, part_of: str, max_bytes: int, now: Callable[[], datetime.datetime]
    ) -> None:
        self.name = ""
        self.position = 0
        self._folder = folder
        self._part_of = part_of
        self._max_bytes = max_bytes
        self._now = now
        self._file: IO[bytes] | None = None
        self._files_opened = 0

    def write_exchange(self, exchange: Exchange, *, source: str, revisit_of: Record | None = None) -> Record:
        """A response record, or a revisit of one that must hold the same payload, or of the one a server means that
        says its page was not modified; after it the request.

        Both or neither: a response left without its request would be in no index, and would be passed over by
        whoever indexes the file from where the next record ends.
        """
        self._make_room()
        with self._whole_or_cut_off():
            record = self._write_response(exchange, source, revisit_of)
            fields = _fields(
                "request", exchange.url, exchange.captured_at, "application/http; msgtype=request"
            )
            fields.append(("WARC-Concurrent-To", f"<{record.record_id}>"))
            self._write_block(fields, exchange.request_head + exchange.request_body)
        return record

    def _write_response(self, exchange: Exchange, source: str, revisit_of: Record | None) -> Record:
        kind = "revisit" if revisit_of else "response"
        fields = _fields(kind, exchange.url, exchange.captured_at, "application/http; msgtype=response")
        if not (revisit_of and exchange.is_not_modified):  # which has no payload, nor says what it would be
            fields.append(("WARC-Payload-Digest", exchange.payload_digest))
        if exchange.ip:
            fields.append(("WARC-IP-Address", exchange.ip))
        if exchange.truncated:
            fields.append(("WARC-Truncated", exchange.truncated))
        if revisit_of:
            profile = NOT_MODIFIED_PROFILE if exchange.is_not_modified else REVISIT_PROFILE
            fields += _revisit_fields(revisit_of, profile)
        block = exchange.response_head + (b"" if revisit_of else exchange.body)
        place = self._write_block(fields, block)
        return _placed(fields, exchange.response_head, exchange.payload_digest, place, source)

    def write_saved(
        self,
        *,
        url: str | None,
        file_name: str | None,
        content_type: str,
        body: bytes,
        captured_at: datetime.datetime,
        source: str,
        revisit_of: Record | None = None,
    ) -> Record:
        """A page saved in a file, as a `resource` record of its URL, or of a file URI where it names none.

        Where `revisit_of` must hold the same payload, a revisit of it instead, without HTTP headers: its type
        is the page's own.
        """
        self._make_room()
        digest = digests.payload_digest(body)
        kind = "revisit" if revisit_of else "resource"
        target = url or f"file:///{quote(file_name or 'unnamed')}"
        fields = [*_fields(kind, target, captured_at, content_type), ("WARC-Payload-Digest", digest)]
        if file_name:
            fields.append((FILE_NAME_FIELD, quote(file_name)))
        if revisit_of:
            fields += _revisit_fields(revisit_of, REVISIT_PROFILE)
        place = self._write_block(fields, b"" if revisit_of else body)
        return _placed(fields, b"", digest, place, source)

    def copy(self, raw: RawRecord, *, source: str) -> Record | None:
        """A record of another file as it is, under its own id; a missing or wrong digest is computed anew.

        Gives the record where it is a capture; None for one that is not, that is not copied (COPIED_KINDS),
        that is not whole, or whose date or URL is not readable. `raw` is read to its end.
        """
        if raw.kind not in COPIED_KINDS or (
            raw.kind == "request" and not field(raw.fields, "WARC-Target-URI")
        ):
            return None  # warcio dies of a request without a target
        with CopiedBlock(raw) as block:
            if not raw.whole or (block.record is None and raw.kind in CAPTURE_KINDS):
                return None
            self._make_room()
            place = self._append(compose_warc_head(block.fields()), block.pieces())
        if block.record is None:
            return None
        return dataclasses.replace(block.record, source=source, **dataclasses.asdict(place))

    def close(self) -> None:
        if self._file is not None:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def _make_room(self) -> None:
        """Opens the first file, or the next one when the present one is full."""
        if self._file is not None and self.position < self._max_bytes:
            return
        self.close()
        self._files_opened += 1
        now = to_milliseconds(self._now())
        stamp = f"{now:%Y%m%d%H%M%S}{now.microsecond // 1000:03d}"
        self.name = f"{SOFTWARE}-{stamp}-{self._files_opened:05d}-{os.getpid()}.warc.gz"
        self.position = 0
        with self._telling_what():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=0)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            self._write_warcinfo(now)
        except OSError:  # a file without it would not say whose its records are
            self.close()
            self._path.unlink()
            raise

    def _write_warcinfo(self, now: datetime.datetime) -> None:
        fields = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", _new_id()),
            ("WARC-Date", format_warc_date(now)),
            ("WARC-Filename", self.name),
            ("Content-Type", "application/warc-fields"),
        ]
        self._write_block(fields, warcinfo.compose(software=SOFTWARE, part_of=self._part_of))

    def _write_block(self, fields: list[Field], block: bytes) -> Place:
        described = [
            *fields,
            ("WARC-Block-Digest", digests.payload_digest(block)),
            ("Content-Length", str(len(block))),
        ]
        return self._append(compose_warc_head(described), [block])

    def _append(self, head: bytes, block: Iterable[bytes]) -> Place:
        """One gzip member."""
        assert self._file is not None
        begin, written = self.position, 0
        with self._whole_or_cut_off():
            for piece in zipped(itertools.chain([head], block, [b"\r\n\r\n"])):
                with self._telling_what():
                    written += write_all(self._file, piece)
        self.position = begin + written
        return Place(warc_file=self.name, offset=begin, length=written)

    @property
    def _path(self) -> Path:
        return self._folder / self.name

    @contextlib.contextmanager
    def _telling_what(self) -> Iterator[None]:
        """That it is the archive which cannot be written, for those who read from other files meanwhile."""
        try:
            yield
        except OSError as error:
            raise UnwritableError(error.errno, error.strerror, str(self._path)) from error

    @contextlib.contextmanager
    def _whole_or_cut_off(self) -> Iterator[None]:
        """What a failed write leaves is cut off, so that the file stays sound and can be written on."""
        begin = self.position
        try:
            yield
        except BaseException:
            self.position = begin
            assert self._file is not None
            self._file.truncate(begin)
            self._file.seek(begin)
            raise


def compose_warc_head(fields: Iterable[Field]) -> bytes:
    return compose_head(b"WARC/1.1", ((name.encode(), value.encode()) for name, value in fields))


def _fields(kind: str, target: str, date: datetime.datetime, content_type: str) -> list[Field]:
    return [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _new_id()),
        ("WARC-Date", format_warc_date(date)),
        ("WARC-Target-URI", target),
        ("Content-Type", content_type),
    ]


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _revisit_fields(original: Record, profile: str) -> list[Field]:
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url or f"file:///{quote(original.file_name or 'unnamed')}"),
        ("WARC-Refers-To-Date", format_warc_date(original.captured_at)),
    ]


def _placed(fields: list[Field], head: bytes, digest: str, place: Place, source: str) -> Record:
    """The record as it will be read back: described from the head as it was written."""
    record = described(parse_warc_head(compose_warc_head(fields)), head, digest)
    assert record is not None
    return dataclasses.replace(record, source=source, **dataclasses.asdict(place))
