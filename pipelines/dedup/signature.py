"""By which near-duplicates are looked for: MinHash in bands, over the shingles of `db.likeness`.

One hash function deals the shingles out to bins, and the least of each bin is a value of the signature: "one
permutation hashing", Li, Owen and Zhang 2012. It finds as much as 128 permutations and needs no package for it: of
pairs that share half of their shingles 99 in 100 have a band in common, of unrelated ones hardly any.
"""

from __future__ import annotations

import functools
import hashlib
import struct
from collections.abc import Iterator
from zlib import crc32

from db.likeness import LIKENESS_VERSION, SHINGLE_CHARACTERS, folded

BINS = 128
ROWS_A_BAND = 3
BANDS = BINS // ROWS_A_BAND

_BYTES_A_CHARACTER = 4
_SPREAD, _BITS, _BIN_BITS = 0x9E3779B1, 40, 7  # Knuth's multiplier: CRC-32 alone is linear


def signature(text: str) -> bytes:
    """The hashes of its bands, signed integers of 8 bytes; empty where the text has no letter.

    Two texts that are compared alike have the same; another `LIKENESS_VERSION` gives others.
    """
    least = _least_by_bin(folded(text))
    if not least:
        return b""
    values = [_value(least, number) for number in range(BANDS * ROWS_A_BAND)]
    return b"".join(_bands(values))


def _least_by_bin(letters: str) -> dict[int, int]:
    """The least hash of a shingle in each bin that has one."""
    characters = letters.encode("utf-32-le")
    width = SHINGLE_CHARACTERS * _BYTES_A_CHARACTER
    least: dict[int, int] = {}
    mask, shift = (1 << _BITS) - 1, _BITS - _BIN_BITS
    for start in range(0, max(len(characters) - width, 0) + 1 if characters else 0, _BYTES_A_CHARACTER):
        value = crc32(characters[start : start + width]) * _SPREAD & mask
        bin_number = value >> shift
        if bin_number not in least or value < least[bin_number]:
            least[bin_number] = value
    return least


def _value(least: dict[int, int], number: int) -> int:
    """The least hash of the bin; an empty bin takes that of another, tried in an order of its own."""
    return least[next(other for other in _order(number) if other in least)]


@functools.cache
def _order(number: int) -> tuple[int, ...]:
    others = sorted(set(range(BINS)) - {number}, key=lambda other: crc32(f"{number} {other}".encode()))
    return number, *others


def _bands(values: list[int]) -> Iterator[bytes]:
    layout = struct.Struct(f">II{ROWS_A_BAND}Q")
    for start in range(0, len(values), ROWS_A_BAND):
        band = layout.pack(LIKENESS_VERSION, start, *values[start : start + ROWS_A_BAND])
        yield hashlib.blake2b(band, digest_size=8).digest()
