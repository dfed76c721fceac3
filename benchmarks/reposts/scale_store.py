"""A store of so many articles, filled faster than a crawl would: the rows of the index sorted beforehand."""

from __future__ import annotations

import struct
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from benchmarks.reposts import scale_texts
from benchmarks.reposts.scale_texts import TEXTS_A_PORTION, Signed
from db.engine import open_database, writing
from db.models import Article, Signature, SignatureKey, table_of

WORKERS: Final = 2
ROWS_A_TRANSACTION: Final = 200_000
SHARD_BITS: Final = 9
WHEN: Final = "2026-03-05T08:00:00.000Z"
_KEY_BITS, _KEY_BYTES = 63, 8

_Shards = list[tuple["array[int]", "array[int]"]]


def fill(path: Path, stored: int) -> None:
    """Store so many articles in a new file, which has its name once it is whole."""
    unfinished = path.with_suffix(".filling")
    unfinished.unlink(missing_ok=True)
    engine = open_database(f"sqlite:///{unfinished}")
    shards: _Shards = [(array("q"), array("i")) for _ in range(1 << SHARD_BITS)]
    began = time.monotonic()
    for count in _articles_stored(engine, stored, shards):
        _show(f"{path.name}: {count:,} articles", began)
    for number, rows in enumerate(_by_transaction(shards), 1):
        _put_in(engine, rows)
        _show(f"{path.name}: {number * ROWS_A_TRANSACTION / 1e6:.1f} million keys", began)
    engine.dispose()
    unfinished.rename(path)
    print(file=sys.stderr)


def article_row(number: int, text: str, text_digest: str) -> dict[str, object]:
    """What a page makes of it, as long as an ordinary row."""
    return {
        "id": f"{number:016x}",
        "url": f"https://news.example.cn/2026/0305/story-{number:08d}.html",
        "normalized_url": f"https://news.example.cn/2026/0305/story-{number:08d}.html",
        "source": "example",
        "site_name": "示例新闻",
        "title": text[:20],
        "text": text,
        "text_digest": text_digest,
        "published_at": WHEN,
        "captured_at": WHEN,
        "record_id": f"urn:uuid:00000000-0000-0000-0000-{number:012d}",
        "payload_digest": f"sha1:{number:032d}",
        "parser": "benchmark",
        **{name: [] for name in ("authors", "editors", "tags", "flags")},
        **{name: {} for name in ("repairs", "provenance")},
    }


def _articles_stored(engine: Engine, stored: int, shards: _Shards) -> Iterator[int]:
    number = 0
    with ProcessPoolExecutor(WORKERS) as pool:
        portions = pool.map(scale_texts.portion, range(-(-stored // TEXTS_A_PORTION)))
        for texts in portions:
            with writing(engine) as session:
                _store(session, number, texts)
            for text in texts:
                number += 1
                _deal(shards, number, text.keys)
            yield number


def _store(session: Session, first: int, texts: Sequence[Signed]) -> None:
    articles = [article_row(first + n, text.text, text.text_digest) for n, text in enumerate(texts, 1)]
    signatures = [
        {"id": first + n, "text_digest": text.text_digest, "keys": text.keys, "indexed": True}
        for n, text in enumerate(texts, 1)
    ]
    session.connection().execute(insert(table_of(Article)), articles)
    session.connection().execute(insert(table_of(Signature)), signatures)


def _deal(shards: _Shards, number: int, keys: bytes) -> None:
    for key in struct.unpack(f">{len(keys) // _KEY_BYTES}q", keys):
        of_keys, of_numbers = shards[key >> _KEY_BITS - SHARD_BITS]
        of_keys.append(key)
        of_numbers.append(number)


def _by_transaction(shards: _Shards) -> Iterator[list[tuple[int, int]]]:
    rows = (row for shard in shards for row in sorted(zip(*shard, strict=True)))
    while portion := list(islice(rows, ROWS_A_TRANSACTION)):
        yield portion


def _put_in(engine: Engine, rows: Iterable[tuple[int, int]]) -> None:
    # without the dialect's own names for parameters: they would take most of the time of a row so short
    table = table_of(SignatureKey)
    with writing(engine) as session:
        session.connection().exec_driver_sql(f"INSERT INTO {table.name} VALUES (?, ?)", list(rows))


def _show(what: str, began: float) -> None:
    print(f"\r{what}, {time.monotonic() - began:.0f} s ", end="", file=sys.stderr, flush=True)
