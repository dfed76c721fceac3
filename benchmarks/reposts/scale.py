"""What finding the copies of an article costs, by how many are stored.

    python -m benchmarks.reposts.scale                                          10 and 100 thousand
    python -m benchmarks.reposts.scale --stored 1000000 --folder /var/tmp/scale     a million, kept for the next time

Of every size the same texts are looked for, half of them copies of stored ones, through the functions that the storage
calls. Everything is undone at the end. `look-up` chooses whom to compare with, `verified` compares with these, and
`whole` is all that finding copies adds to the transaction which writes an article: what is written to the index, both
of these, the links. Cold is a look-up just after the system has forgotten the file. The memory is the most that the
process which looks up had, in which nothing was stored.
Milliseconds are of the processor, but for the cold ones, which wait for the disk. The texts share more than news do:
one of two has the commonest phrase.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Engine, insert, select, text

from benchmarks.reposts import scale_texts
from benchmarks.reposts.scale_store import article_row, fill
from db.engine import open_database, reading, writing
from db.likeness import Shingled, compare
from db.models import Article, Signature, table_of
from db.queries import duplicates, signatures
from db.queries.signatures import Signed
from pipelines.dedup.digest import text_digest
from pipelines.dedup.signature import signature

BATCH: Final = 50
COLD, WARM = 50, 300
"""How many copies are looked for, and as many texts that are none."""
_FRESH: Final = 1 << 40  # articles from here on are those looked for
Given = TypeVar("Given")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cost:
    """Milliseconds an article, megabytes, bytes an article stored.

    `chosen` is how many texts an article is compared with, `found` the share of the copies that are compared with any.
    """

    stored: int
    sign: float
    cold: float
    look_up: float
    slowest: float
    chosen: float
    found: float
    verified: float
    whole: float
    megabytes: float
    bytes_an_article: float
    index_bytes: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stored", type=int, nargs="+", default=[10_000, 100_000], help="how many articles")
    parser.add_argument("--folder", type=Path, help="keep the files here, and use those that are there")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(dataclasses.asdict(cost(options.one, *options.stored))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        costs = list(_costs(options.folder or Path(temporary), options.stored))
    _print(costs)


def _costs(folder: Path, sizes: Sequence[int]) -> Iterator[Cost]:
    for stored in sizes:
        path = folder / f"{stored}.db"
        if not path.exists():
            fill(path, stored)
        command = [sys.executable, "-m", __spec__.name, "--one", str(path), "--stored", str(stored)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        yield Cost(**json.loads(done.stdout))


def cost(path: Path, stored: int) -> Cost:
    """In a process that has looked nothing up yet."""
    engine = open_database(f"sqlite:///{path}", must_exist=True)
    texts = list(scale_texts.copies(0, WARM))
    made, sign = _timed(lambda: [signature(each) for each in texts])
    _forget(path)
    forgotten = list(map(signature, scale_texts.copies(1, COLD)))
    cold = [seconds for _, seconds in _looked_up(engine, forgotten, time.perf_counter)]
    _read_whole(path)
    _looked_up(engine, made[:BATCH])  # compiles the statements
    warm = _looked_up(engine, made)
    chosen = [ids for ids, _ in warm]
    _, verified = _timed(lambda: _verified(engine, zip(texts, chosen, strict=True)))
    whole = sum(_seconds_of_writing(engine, texts[n : n + BATCH]) for n in range(0, len(texts), BATCH))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = _bytes_by_table(engine)
    return Cost(
        stored=stored,
        sign=1000 * sign / len(texts),
        cold=1000 * statistics.mean(cold),
        look_up=1000 * statistics.mean(seconds for _, seconds in warm),
        slowest=1000 * max(seconds for _, seconds in warm),
        chosen=statistics.mean(map(len, chosen)),
        found=statistics.mean(bool(ids) for ids in chosen[::2]),
        verified=1000 * verified / len(texts),
        whole=1000 * whole / len(texts),
        megabytes=peak,
        bytes_an_article=sum(sizes.values()) / stored,
        index_bytes=sum(size for name, size in sizes.items() if "signature" in name) / stored,
    )


def _timed(act: Callable[[], Given], clock: Callable[[], float] = time.process_time) -> tuple[Given, float]:
    began = clock()
    return act(), clock() - began


def _looked_up(
    engine: Engine, made: Iterable[bytes], clock: Callable[[], float] = time.process_time
) -> list[tuple[list[int], float]]:
    """What each text is to be compared with, and the seconds it took; the texts themselves are not stored."""
    found = []
    with reading(engine) as session:
        for keys in made:
            text = Signed(id=_FRESH, text_digest="", keys=keys, indexed=False, held=True)
            chosen, seconds = _timed(functools.partial(signatures.candidates, session, [text]), clock)
            found.append((chosen[_FRESH], seconds))
    return found


def _verified(engine: Engine, pairs: Iterable[tuple[str, list[int]]]) -> None:
    """Read the texts each text is to be compared with, and compare them."""
    held = select(Article.text).join(Signature, Signature.text_digest == Article.text_digest)
    with reading(engine) as session:
        for text, ids in pairs:
            own = Shingled.of(text) if ids else None
            for other in session.scalars(held.where(Signature.id.in_(ids))) if own else ():
                compare(own, Shingled.of(other))


def _seconds_of_writing(engine: Engine, texts: Sequence[str]) -> float:
    """What keeping the signatures of a batch of articles and linking these takes. Nothing of it stays."""
    by_digest = {text_digest(each): each for each in texts}
    made = {digest: signature(each) for digest, each in by_digest.items()}
    rows = [article_row(_FRESH + n, each, digest) for n, (digest, each) in enumerate(by_digest.items())]
    with writing(engine) as session:
        session.connection().execute(insert(table_of(Article)), rows)
        _, kept = _timed(lambda: signatures.keep(session, made))
        _, linked = _timed(lambda: duplicates.relink(session, by_digest))
        session.rollback()
    return kept + linked


def _bytes_by_table(engine: Engine) -> dict[str, int]:
    """Of tables and their indexes."""
    with reading(engine) as session:
        rows = session.execute(text("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE"))
        return {row.name: row.pgsize for row in rows}


def _forget(path: Path) -> None:
    """Let the system read the file from the disk again."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read_whole(path: Path) -> None:
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def _print(costs: Sequence[Cost]) -> None:
    print(f"{'':16}" + "".join(f"{cost.stored:>14,}" for cost in costs))
    for field in dataclasses.fields(Cost)[1:]:
        values = (f"{getattr(cost, field.name):14.2f}" for cost in costs)
        print(f"{field.name.replace('_', ' '):16}" + "".join(values))


if __name__ == "__main__":
    main()
