"""Transfer and content encodings, undone the same way at both doors.

What is stored may not be what its headers say: many tools keep `Transfer-Encoding: chunked` or
`Content-Encoding: gzip` over a body they have decoded. So the bytes decide; a body that breaks off or is
corrupt gives what decodes.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

from crawler.archive.heads import Fields
from crawler.items import ExtractionError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST_BODY = 64 << 20
_PIECE = 1 << 20  # decoded bytes asked for at a time
_SLICE = 1 << 10  # encoded bytes given at a time

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LINE_END = re.compile(rb"\r?\n")


def body_of(headers: Fields, payload: bytes, *, limit: int = LARGEST_BODY) -> bytes:
    """The payload of an HTTP response without its encodings.

    Raises ExtractionError("too-large") for a body of more than `limit` bytes, before it is built.
    """
    payload = without_transfer(headers, payload)
    for encoding in reversed(_tokens(headers, "content-encoding")):
        payload = _decode(payload, encoding, limit)
    if len(payload) > limit:
        raise _too_large(limit)
    return payload


def without_transfer(headers: Fields, payload: bytes) -> bytes:
    return unchunk(payload) if "chunked" in _tokens(headers, "transfer-encoding") else payload


def unchunk(payload: bytes) -> bytes:
    """The bytes inside chunks; the payload itself where its beginning is no chunk."""
    chunks: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(payload, at):
        end = size.end() + int(size[1], 16)
        chunks.append(payload[size.end() : end])
        after = _LINE_END.match(payload, end)
        if end > size.end() and not after and end < len(payload):
            return payload if len(chunks) == 1 else b"".join(chunks)
        if end == size.end() or not after:
            break
        at = after.end()
    return b"".join(chunks) if chunks else payload


def _tokens(headers: Fields, name: str) -> list[str]:
    values = (value for key, value in headers if key.lower() == name)
    return [token.strip().lower() for value in values for token in value.split(",")]


def _decode(payload: bytes, encoding: str, limit: int) -> bytes:
    """An encoding nobody knows, or one the bytes do not bear out, leaves the payload as it is."""
    pieces = _DECODERS.get(encoding.removeprefix("x-"))
    if pieces is None or not payload:
        return payload
    decoded = _joined(pieces(payload), limit)
    return payload if decoded is None else decoded


def _joined(pieces: Iterator[bytes], limit: int) -> bytes | None:
    """What decodes before the first fault; None where the first fault comes before anything decodes."""
    found: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            found.append(piece)
            if size > limit:
                raise _too_large(limit)
    except (zlib.error, brotli.error, zstd.ZstdError):
        return b"".join(found) or None
    return b"".join(found) if found else None


def _too_large(limit: int) -> ExtractionError:
    return ExtractionError("too-large", f"over {limit} bytes once decoded")


def _slices(payload: bytes) -> Iterator[bytes]:
    """Small enough that a fault costs little of what came before it: a decoder that raises gives nothing."""
    return (payload[at : at + _SLICE] for at in range(0, len(payload), _SLICE))


def _gunzip(payload: bytes) -> Iterator[bytes]:
    inflate = None
    for piece in _slices(payload):
        while piece:
            if inflate is None or inflate.eof:  # members may follow one another, or padding the last one
                if piece[:1] != b"\x1f":
                    return
                inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield inflate.decompress(piece)
            piece = inflate.unused_data


def _undeflate(payload: bytes) -> Iterator[bytes]:
    """With the zlib wrapper as the standard says, or without it as some servers do."""
    wrapped = payload[0] & 15 == 8 and int.from_bytes(payload[:2]) % 31 == 0
    inflate = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    for piece in _slices(payload):
        yield inflate.decompress(piece)
        if inflate.eof:
            return


def _unbrotli(payload: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    for piece in _slices(payload):
        yield decoder.process(piece, output_buffer_limit=_PIECE)
        while not decoder.can_accept_more_data():
            yield decoder.process(b"", output_buffer_limit=_PIECE)
        if decoder.is_finished():
            return


def _unzstd(payload: bytes) -> Iterator[bytes]:
    decoder = zstd.ZstdDecompressor()
    for piece in _slices(payload):
        yield decoder.decompress(piece, _PIECE)
        while not decoder.needs_input and not decoder.eof:
            yield decoder.decompress(b"", _PIECE)
        if decoder.eof:
            return


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
