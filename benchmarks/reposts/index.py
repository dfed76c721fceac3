"""How many copies an index finds among all that is stored: the sketch of shingles, beside MinHash in bands.

    python -m benchmarks.reposts.index                       2,000 articles made up by number
    python -m benchmarks.reposts.index --texts FILE|FOLDER   of your own prose: .txt, a paragraph a line

Each copy is looked for among all articles. What is printed is the share of the pairs of a copy and what it was made
from, of which at least four fifths of the shorter stand in the longer, that would be compared; `compared` is how many
texts an article is compared with. Articles that have more copies than may be compared are left out.
benchmarks.reposts.scale has what it costs.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

from benchmarks.reposts.generator import collection
from benchmarks.reposts.labelled import Labelled, sharing
from benchmarks.reposts.texts import MadeUp, OfFiles
from crawler.commands.progress import progress
from db.engine import open_database, writing
from db.likeness import folded, shingles
from db.queries import signatures
from pipelines.dedup.signature import signature

BINS: Final = 128
_SPREAD, _BITS, _BIN_BITS = 0x9E3779B1, 32, 7

Chosen = Mapping[int, Sequence[int]]
"""By the number of an article those it would be compared with."""
Index = Callable[[Sequence[str]], Chosen]


def main() -> None:
    options = _options()
    texts = OfFiles(options.texts) if options.texts else MadeUp()
    articles = collection(texts, options.articles)
    pairs = _pairs(articles)
    indexes: dict[str, Index] = {
        "sketch": by_sketch,
        "bands of 3": lambda texts: by_bands(texts, 3),
        "bands of 2": lambda texts: by_bands(texts, 2),
    }
    with progress("indexed", len(indexes), "ways") as advance:
        for name, index in indexes.items():
            _print(name, index([article.text for article in articles]), pairs)
            advance(1)


def _pairs(articles: Sequence[Labelled]) -> list[tuple[Labelled, Labelled]]:
    """Those that are related; not of articles with more copies than any index may choose."""
    pairs = [(one, other) for one, other, truth in sharing(articles) if truth.related]
    times = Counter(article.number for pair in pairs for article in pair)
    return [pair for pair in pairs if all(times[one.number] <= signatures.CANDIDATES_MAX for one in pair)]


def by_sketch(texts: Sequence[str]) -> Chosen:
    """By the project's own functions, in a database in memory."""
    made = {str(number): signature(text) for number, text in enumerate(texts)}
    with writing(open_database("sqlite://")) as session:
        signatures.keep(session, made)
        rows = list(signatures.signed(session, made))
        signatures.put_in(session, rows)
        numbers = {row.id: int(row.text_digest) for row in rows}
        found = signatures.candidates(session, rows)
    return {numbers[one]: [numbers[other] for other in others] for one, others in found.items()}


def by_bands(texts: Sequence[str], rows: int) -> Chosen:
    """The least hashes of 128 bins, so many a band: the texts that share most bands."""
    made = [_bands(text, rows) for text in texts]
    having = defaultdict(list)
    for number, bands in enumerate(made):
        for band in bands:
            having[band].append(number)
    found = {}
    for number, bands in enumerate(made):
        times = Counter(other for band in bands for other in having[band] if other != number)
        found[number] = [other for other, _ in times.most_common(signatures.CANDIDATES_MAX)]
    return found


def _bands(text: str, rows: int) -> list[tuple[int, ...]]:
    least: dict[int, int] = {}
    for shingle in shingles(folded(text)):
        value = crc32(shingle.encode("utf-32-le")) * _SPREAD & (1 << _BITS) - 1
        number = value >> _BITS - _BIN_BITS
        least[number] = min(value, least.get(number, value))
    values = [
        least.get(number) or least[min(least, key=lambda other: crc32(b"%d %d" % (number, other)))]
        for number in (range(BINS) if least else ())
    ]
    return [(start, *values[start : start + rows]) for start in range(0, len(values) - rows + 1, rows)]


def _print(name: str, chosen: Chosen, pairs: Sequence[tuple[Labelled, Labelled]]) -> None:
    hits, times = Counter[str](), Counter[str]()
    for one, other in pairs:
        copy = one if one.kinds else other
        for kind in ("all", copy.kinds[-1] if len(copy.kinds) == 1 else f"{len(copy.kinds)} changes"):
            times[kind] += 1
            hits[kind] += other.number in chosen[one.number] or one.number in chosen[other.number]
    compared = sum(map(len, chosen.values())) / max(len(chosen), 1)
    print(f"{name}: compared {compared:.1f}")
    for kind, count in times.most_common():
        print(f"    {kind:32}{hits[kind] / count:8.4f} of {count:,}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--texts", type=Path, nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    main()
