"""Other ways to find reposts, each behind a function of the texts that gives the pairs it finds.

As their documentation has it used, on the text as it is; where a threshold must be chosen, the one that gives the best
F1 of three is, on the very pairs it is scored on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from benchmarks.reposts.scores import Pair
from crawler.commands.progress import Advance

Texts = Mapping[int, str]
Rival = Callable[[Texts, Advance], Mapping[str, set[Pair]]]
"""By its setting, the pairs found with it."""

_PERMUTATIONS: Final = 128
_BITS: Final = 64
_ROWS_AT_ONCE: Final = 512
JACCARDS: Final = (0.3, 0.5, 0.7)
_DISTANCES: Final = (3, 6, 12)


def exact_hash(texts: Texts, advance: Advance) -> Mapping[str, set[Pair]]:
    same = defaultdict(list)
    for number in sorted(texts):
        same[hashlib.sha256("".join(texts[number].split()).encode()).digest()].append(number)
        advance(1)
    pairs = {(one, other) for its in same.values() for at, other in enumerate(its) for one in its[:at]}
    return {"": pairs}


def trafilatura_simhash(texts: Texts, advance: Advance) -> Mapping[str, set[Pair]]:
    from trafilatura.deduplication import Simhash

    return _within(texts, lambda text: Simhash(text).hash, _DISTANCES, advance)


def simhash_64(texts: Texts, advance: Advance) -> Mapping[str, set[Pair]]:
    from simhash import Simhash

    return _within(texts, lambda text: int(Simhash(text).value), (3,), advance)


def datasketch_words(texts: Texts, advance: Advance) -> Mapping[str, set[Pair]]:
    import jieba

    jieba.setLogLevel("ERROR")
    return _by_datasketch(texts, lambda text: [word for word in jieba.cut(text) if word.strip()], advance)


def datasketch_shingles(texts: Texts, advance: Advance) -> Mapping[str, set[Pair]]:
    return _by_datasketch(texts, _shingles, advance)


def rensa(texts: Texts, advance: Advance) -> Mapping[str, set[Pair]]:
    from rensa import RMinHash, RMinHashLSH

    def hashed(text: str) -> Any:
        made = RMinHash(num_perm=_PERMUTATIONS, seed=42)
        made.update(_shingles(text))
        return made

    index = RMinHashLSH(threshold=min(JACCARDS), num_perm=_PERMUTATIONS, num_bands=32)
    return _by_index(texts, index, hashed, advance)


RIVALS: Final[Mapping[str, tuple[tuple[str, ...], Rival]]] = {
    "exact hash": ((), exact_hash),
    "trafilatura Simhash": (("trafilatura", "numpy"), trafilatura_simhash),
    "simhash 64/3": (("simhash", "numpy"), simhash_64),
    "datasketch, words": (("datasketch", "jieba"), datasketch_words),
    "datasketch, 5-grams": (("datasketch",), datasketch_shingles),
    "rensa, 5-grams": (("rensa",), rensa),
}
"""By name: the packages it needs, and the function."""


def installed() -> tuple[dict[str, Rival], list[str]]:
    """The ways that are here, and the packages to install for the others."""
    missing = {
        package
        for packages, _ in RIVALS.values()
        for package in packages
        if importlib.util.find_spec(package) is None
    }
    here = {name: way for name, (packages, way) in RIVALS.items() if not missing.intersection(packages)}
    return here, sorted(missing)


def timed(way: Rival, texts: Texts, advance: Advance) -> tuple[Mapping[str, set[Pair]], float]:
    """And the seconds of CPU it took."""
    began = time.process_time()
    return way(texts, advance), time.process_time() - began


def _by_datasketch(
    texts: Texts, parts: Callable[[str], Iterable[str]], advance: Advance
) -> Mapping[str, set[Pair]]:
    from datasketch import MinHash, MinHashLSH

    def hashed(text: str) -> Any:
        made = MinHash(num_perm=_PERMUTATIONS)
        made.update_batch([part.encode() for part in set(parts(text))])
        return made

    index = MinHashLSH(threshold=min(JACCARDS), num_perm=_PERMUTATIONS)
    return _by_index(texts, index, hashed, advance)


def _by_index(
    texts: Texts, index: Any, hashed: Callable[[str], Any], advance: Advance
) -> Mapping[str, set[Pair]]:
    """Each text looked for among those before it; `index` is one of the libraries' own."""
    hashes: dict[int, Any] = {}
    alike: dict[Pair, float] = {}
    for number in sorted(texts):
        own = hashed(texts[number])
        for other in index.query(own):
            alike[other, number] = own.jaccard(hashes[other])
        index.insert(number, own)
        hashes[number] = own
        advance(1)
    return _above(alike)


def _above(alike: Mapping[Pair, float]) -> dict[str, set[Pair]]:
    return {f"J {least}": {pair for pair, share in alike.items() if share >= least} for least in JACCARDS}


def _within(
    texts: Texts, hashed: Callable[[str], int], distances: Sequence[int], advance: Advance
) -> dict[str, set[Pair]]:
    """Pairs whose hashes differ in no more than so many bits."""
    import numpy

    numbers = sorted(texts)
    hashes = []
    for number in numbers:
        hashes.append(hashed(texts[number]))
        advance(1)
    every = numpy.array(hashes, dtype=numpy.uint64)
    found: dict[str, set[Pair]] = {f"{distance} bits": set() for distance in distances}
    for one, other, distance in _near(every, max(distances)):
        for least in distances:
            if distance <= least:
                found[f"{least} bits"].add((numbers[one], numbers[other]))
    return found


def _near(hashes: Any, most: int) -> Iterator[tuple[int, int, int]]:
    import numpy

    for start in range(0, len(hashes), _ROWS_AT_ONCE):
        rows = hashes[start : start + _ROWS_AT_ONCE, None]
        distances = numpy.bitwise_count(rows ^ hashes[None, :])
        for row, column in zip(*numpy.nonzero(distances <= most), strict=True):
            if start + row < column:
                yield int(start + row), int(column), int(distances[row, column])


def _shingles(text: str) -> list[str]:
    joined = "".join(text.split())
    return sorted({joined[at : at + 5] for at in range(max(1, len(joined) - 4))})
