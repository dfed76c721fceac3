from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from crawler.archive.encodings import body_of, unchunk
from crawler.items import ExtractionError

TEXT = "".join(
    f"第{number}段，渡口的船今天照常开，编号{hashlib.sha256(bytes(number)).hexdigest()}。\n"
    for number in range(3000)
).encode()
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("body", [TEXT, b"x", b""])
def test_an_encoding_is_undone(name: str, body: bytes) -> None:
    assert body_of((("Content-Encoding", name.upper()),), ENCODERS[name](body)) == body


@pytest.mark.parametrize("name", ENCODERS)
def test_a_body_that_was_decoded_before_stays(name: str) -> None:
    assert body_of((("content-encoding", name),), TEXT) == TEXT


@pytest.mark.parametrize("name", ENCODERS)
def test_a_body_broken_off_gives_its_beginning(name: str) -> None:
    encoded = ENCODERS[name](TEXT)
    decoded = body_of((("Content-Encoding", name),), encoded[: len(encoded) * 3 // 4])
    assert len(decoded) > len(TEXT) // 3  # zstd gives whole blocks of 128 KiB only
    assert TEXT.startswith(decoded)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_corrupt_body_gives_what_comes_before_the_fault(name: str) -> None:
    encoded = bytearray(ENCODERS[name](TEXT))
    middle = len(encoded) // 2
    encoded[middle : middle + 40] = bytes(range(200, 240))
    decoded = body_of((("Content-Encoding", name),), bytes(encoded))
    assert decoded[:10_000] == TEXT[:10_000]


@pytest.mark.parametrize("name", ENCODERS)
def test_a_bomb_is_refused_before_it_is_built(name: str) -> None:
    with pytest.raises(ExtractionError, match="too-large"):
        body_of((("Content-Encoding", name),), ENCODERS[name](bytes(9_000_000)), limit=1_000_000)


def test_a_plain_body_over_the_limit_is_refused() -> None:
    with pytest.raises(ExtractionError, match="too-large"):
        body_of((), b"x" * 101, limit=100)


def test_members_may_follow_one_another_and_padding_the_last() -> None:
    payload = gzip.compress(TEXT) + gzip.compress(b"end") + bytes(16)
    assert body_of((("Content-Encoding", "gzip"),), payload) == TEXT + b"end"


def test_encodings_are_undone_from_the_last_to_the_first() -> None:
    payload = brotli.compress(gzip.compress(TEXT))
    assert body_of((("Content-Encoding", "gzip"), ("Content-Encoding", "br")), payload) == TEXT
    assert body_of((("Content-Encoding", "gzip,br"),), payload) == TEXT


@pytest.mark.parametrize(
    ("payload", "body"),
    [
        (b"4\r\nabcd\r\n2\r\nef\r\n0\r\n\r\n", b"abcdef"),
        (b"4\nabcd\n0\n\n", b"abcd"),
        (b"0004 ;name=value\r\nabcd\r\n0\r\nTrailer: x\r\n\r\n", b"abcd"),
        (b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
        (b"4\r\nabcd\r\nff\r\nrest", b"abcdrest"),
        (b"4\r\nab", b"ab"),
        (b"4\r\nabcd\r\nnot a size", b"abcd"),
        (b"0\r\n\r\n", b""),
        (b"", b""),
        (b"<html>not chunked</html>", b"<html>not chunked</html>"),
        (
            b"12\r\nlines of a page that begins with a number",
            b"12\r\nlines of a page that begins with a number",
        ),
    ],
)
def test_chunks_are_joined_and_what_is_not_chunked_stays(payload: bytes, body: bytes) -> None:
    assert unchunk(payload) == body
