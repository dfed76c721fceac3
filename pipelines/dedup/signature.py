"""By which copies of a text are looked for: a sketch of it, the least hashes of its shingles.

Broder 1997, "On the resemblance and containment of documents": texts that share shingles share them in their sketches
too. The sketch of a longer text has the same share of its shingles as that of a shorter one, or less, and these by the
same order (as in FracMinHash, Irber et al. 2022), so a section has what the sketch of the whole has of it.

Measured on newspaper prose (benchmarks/reposts/index.py has the way), the shares of copies found, in brackets those of
128 bins of MinHash in bands of 3 and of 2 rows: 15% of the characters edited 1.0 (.57, .99), and 40% cut besides .995
(.29, .86), sections of 10 to 30% 1.0 (.58, .97), one of two texts joined 1.0 (.88, .97), flashes with 10% edited .995
(.88, .995). Shingles of 10 and 12 letters find .99 and .95 of the latter.
"""

from __future__ import annotations

import struct
from hashlib import blake2b
from zlib import crc32

from db.likeness import LIKENESS_VERSION, folded

SHINGLE_LETTERS = 8
ALPHABET_SHINGLE_LETTERS = 16
KEYS_MIN, KEYS_MAX = 64, 1024
LETTERS_A_KEY = 24  # of a text with more keys than the least number and fewer than the most

_IDEOGRAPHS = "\u2e80"  # and kana, hangul: from here on a letter is a syllable or a word
_BYTES_A_LETTER = 4
_SPREAD, _ORDER_BITS, _SHINGLE_BITS = 0x9E3779B1, 32, 31  # Knuth's multiplier: CRC-32 alone is linear
_ORDERS = (1 << _ORDER_BITS) - 1
_VERSION = struct.pack(">I", LIKENESS_VERSION)


def signature(text: str) -> bytes:
    """The keys of the text in their order, integers of 8 bytes that are not negative; empty where it has no letter.

    Two texts that are compared alike have the same; another `LIKENESS_VERSION` gives others.
    """
    letters = folded(text)
    width = ALPHABET_SHINGLE_LETTERS if _is_in_alphabet(letters) else SHINGLE_LETTERS
    sketch = _sketch(letters.encode("utf-32-le"), width * _BYTES_A_LETTER)
    keys = sorted(_key(order, shingle) for order, shingle in sketch.items())
    return struct.pack(f">{len(keys)}q", *keys)


def _is_in_alphabet(letters: str) -> bool:
    alphabet = sum(1 for letter in letters if letter < _IDEOGRAPHS and letter.isalpha())
    return 2 * alphabet > len(letters)


def _sketch(characters: bytes, width: int) -> dict[int, bytes]:
    """The shingles, of `width` bytes, that come first in an order that is the same for every text."""
    starts = range(0, max(len(characters) - width, 0) + 1 if characters else 0, _BYTES_A_LETTER)
    wanted = min(max(len(starts) // LETTERS_A_KEY, KEYS_MIN), KEYS_MAX)
    limit = 2 * wanted * _ORDERS // max(len(starts), 1)  # sorting all of them takes as long as hashing them
    places = _first(characters, width, starts, limit)
    while len(places) < wanted and limit < _ORDERS:  # a short text, or one that repeats itself
        limit *= 64
        places = _first(characters, width, starts, limit)
    return {order: characters[places[order] : places[order] + width] for order in sorted(places)[:wanted]}


def _first(characters: bytes, width: int, starts: range, limit: int) -> dict[int, int]:
    """The shingles that come before the limit, by where they start."""
    return {
        order: start
        for start in starts
        if (order := crc32(characters[start : start + width]) * _SPREAD & _ORDERS) <= limit
    }


def _key(order: int, shingle: bytes) -> int:
    digest = blake2b(shingle, digest_size=4, salt=_VERSION).digest()
    return order << _SHINGLE_BITS | int.from_bytes(digest) >> 1
