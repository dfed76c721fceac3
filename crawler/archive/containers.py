"""The files that hold records or a page: what kind they are, and their bytes, read up to a limit."""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from crawler.archive.saved import saved_type, url_of_name
from crawler.archive.sniff import check_html, is_mhtml, starts_as_html
from crawler.items import ExtractionError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_HEAD_BYTES = 4096
_PIECE = 1 << 20
_LARGEST_RATIO = 300  # deflate cannot pass 1,032; a WARC of web pages stays below 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")

_ENCRYPTED = 1  # bit of a ZIP entry's flags
_ARCHIVE_SUFFIXES = (".warc", ".arc", ".warc.wet", ".warc.wat")
_NEVER_PAGES = re.compile(  # also where a mirror saved the server's error page under such a name
    r"\.(?:css|m?js|map|jsonl?|xml|rss|[ct]sv|log|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?"
    r"|[ot]tf|eot|mp[34]|m4a|webm|ogg|wav|avi|flv|swf|py|rb|go|[jt]sx?|vue|tmpl|db|sqlite|bak|tmp|part|crdownload)"
)
_FOREIGN_COMPRESSION = tuple(f".warc.{suffix}" for suffix in ("zst", "xz", "bz2", "lz4", "zip", "7z"))


class Kind(enum.Enum):
    ARCHIVE = "WARC or ARC file"
    WACZ = "WACZ file"
    PAGE = "saved page"
    COMPRESSED = "archive in a compression that is not read here; decompress it first"
    OTHER = "file of another kind"
    ARCHIVED = "in our own archive already"
    UNREADABLE = "cannot be read"
    MISSING = "no such file or folder"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A WARC inside a WACZ: bytes `start` to `end` of the WACZ itself, where it is stored uncompressed."""

    name: str
    start: int
    end: int
    stored: bool


def kind_of(path: Path) -> Kind:
    """Told by the name, and by the first bytes where the name tells nothing."""
    try:
        if not path.exists():
            return Kind.MISSING
        if not path.is_file():
            return Kind.UNREADABLE if path.is_dir() else Kind.OTHER
        with path.open("rb") as file:
            return _kind_by_name(path.name) or _kind_by_content(path, file)
    except OSError:
        return Kind.UNREADABLE


def read_page(path: Path, limit: int) -> bytes:
    """The file's bytes, gunzipped if they are gzip, whatever its name.

    Raises ExtractionError `too-large` before more than `limit` bytes are held, or `truncated`.
    """
    if path.stat().st_size > limit:
        raise ExtractionError("too-large", f"{path.stat().st_size:,} bytes, the limit is {limit:,}")
    raw = path.read_bytes()
    return gunzip(raw, limit) if raw.startswith(GZIP_MAGIC) else raw


def gunzip(raw: bytes, limit: int) -> bytes:
    """All members of it; zero bytes and anything else after the last member are left out, as gzip does."""
    pieces: list[bytes] = []
    room = limit
    while raw.startswith(GZIP_MAGIC):
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            piece = inflate.decompress(raw, room + 1)
        except zlib.error as error:
            raise ExtractionError("truncated", f"broken gzip: {error}") from None
        if len(piece) > room:
            raise ExtractionError("too-large", f"over {limit:,} bytes once decompressed")
        if not inflate.eof:
            raise ExtractionError(
                "truncated", f"the gzip file breaks off after {limit - room + len(piece):,} bytes"
            )
        pieces.append(piece)
        room -= len(piece)
        raw = inflate.unused_data.lstrip(b"\0")
    return b"".join(pieces)


def wacz_members(path: Path) -> list[Member]:
    """The WARC files of a WACZ in the order of their names.

    Raises ExtractionError `not-wacz` where there are none.
    """
    try:
        with zipfile.ZipFile(path) as container, path.open("rb") as file:
            found = [entry for entry in container.infolist() if _is_warc_name(entry.filename)]
            members = [_member(file, entry) for entry in sorted(found, key=lambda entry: entry.filename)]
    except zipfile.BadZipFile as error:
        raise ExtractionError("not-wacz", str(error)) from None
    if not members:
        raise ExtractionError("not-wacz", "no WARC file inside")
    return members


class Window(io.RawIOBase):
    """A stretch of a file, read-only; offsets are those of the file itself."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._end = end
        self._file.seek(start)

    @classmethod
    def over(cls, path: Path, start: int, end: int) -> BinaryIO:
        return io.BufferedReader(cls(path, start, end))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return (
            self._file.seek(self._end + offset) if whence == io.SEEK_END else self._file.seek(offset, whence)
        )

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        left = max(self._end - self._file.tell(), 0)
        return self._file.readinto(room[:left])

    def close(self) -> None:
        self._file.close()
        super().close()


def unpack(path: Path, member: str, into: BinaryIO) -> None:
    """Write a member's bytes; raises ExtractionError `too-large` for what grows like a bomb, `truncated`."""
    try:
        with zipfile.ZipFile(path) as container, container.open(member) as stream:
            most = max(container.getinfo(member).compress_size, 1) * _LARGEST_RATIO
            _copy_up_to(most, iter(lambda: stream.read(_PIECE), b""), into)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ExtractionError("truncated", f"{member}: {error}") from None


def _copy_up_to(most: int, pieces: Iterator[bytes], into: BinaryIO) -> None:
    room = most
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise ExtractionError("too-large", f"decompresses to more than {_LARGEST_RATIO} times its size")
        into.write(piece)


def _kind_by_name(name: str) -> Kind | None:
    name = name.lower()
    if name.removesuffix(".open").removesuffix(".gz").endswith(_ARCHIVE_SUFFIXES):
        return Kind.ARCHIVE
    if name.endswith(".wacz"):
        return Kind.WACZ
    if name.endswith(_FOREIGN_COMPRESSION):
        return Kind.COMPRESSED
    if _NEVER_PAGES.fullmatch(PurePath(name).suffix):
        return Kind.OTHER
    return Kind.PAGE if saved_type(name) else None


def _kind_by_content(path: Path, file: BinaryIO) -> Kind:
    head = file.read(_HEAD_BYTES)
    try:
        if head.startswith(GZIP_MAGIC):
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD_BYTES)
    except zlib.error:
        return Kind.OTHER
    if head.startswith((b"WARC/", b"filedesc://")):
        return Kind.ARCHIVE
    if head.startswith(_ZIP_MAGIC):
        return Kind.WACZ if _is_wacz(path) else Kind.OTHER
    return (
        Kind.PAGE if starts_as_html(head) or is_mhtml(head) or _is_named_page(path.name, head) else Kind.OTHER
    )


def _is_named_page(name: str, head: bytes) -> bool:
    if url_of_name(name) is None:
        return False
    try:
        check_html(head)
    except ExtractionError:
        return False
    return True


def _is_warc_name(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith((".warc", ".arc"))


def _is_wacz(path: Path) -> bool:
    with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as container:
        return "datapackage.json" in container.namelist()
    return False


def _member(file: BinaryIO, entry: zipfile.ZipInfo) -> Member:
    """The local header's name and extra field may be longer than those of the central directory."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size:
        raise zipfile.BadZipFile(f"{entry.filename} lies past the end of the file")
    magic, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    if magic != _ZIP_MAGIC:
        raise zipfile.BadZipFile(f"no member at the offset stated for {entry.filename}")
    start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    stored = entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & _ENCRYPTED
    return Member(name=entry.filename, start=start, end=start + entry.compress_size, stored=stored)
