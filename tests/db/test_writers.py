"""Several write and read at once: each waits for its turn, sees what was committed before it, and loses nothing."""

from __future__ import annotations

import dataclasses
import json
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, select

from db.engine import open_database, reading
from db.models import WarcFile
from tests.db.rows import Page, articles, save, start
from tests.db.test_engine import finish, python

WRITER = """
import sys
from db.engine import open_database, reading, writing
from db.models import WarcFile
from sqlalchemy import func, select
engine = open_database(sys.argv[1])
for number in range(60):
    with writing(engine) as session:
        known = session.scalars(select(func.count()).select_from(WarcFile)).one()
        session.add(WarcFile(name=f"{sys.argv[2]}-{number:03}", indexed_to=known))
"""

READER = """
import json, sys
from db.engine import open_database, reading
from db.models import WarcFile
from sqlalchemy import func, select
engine = open_database(sys.argv[1])
seen = []
while not seen or seen[-1] < int(sys.argv[2]):
    with reading(engine) as session:
        seen.append(session.scalars(select(func.count()).select_from(WarcFile)).one())
print(json.dumps(seen))
"""


def test_two_processes_write_and_two_read_without_a_locked_database(url: str) -> None:
    engine = open_database(url)

    readers = [python(READER, url, "120") for _ in range(2)]
    try:
        finish(*(python(WRITER, url, name) for name in ("one", "two")))
        seen = [json.loads(out) for out in finish(*readers)]
    finally:
        for reader in readers:  # where a writer failed they would read for ever
            reader.kill()

    with reading(engine) as session:
        counted = session.scalars(select(WarcFile.indexed_to).order_by(WarcFile.indexed_to)).all()
    assert counted == list(range(120))  # each writer saw all that was committed before: none wrote between
    assert all(counts == sorted(counts) for counts in seen)
    engine.dispose()


SAVER = """
import sys
from db.engine import open_database
from tests.db.rows import Page, save
engine = open_database(sys.argv[1])
turn = int(sys.argv[3])
for number in range(1, 41):
    page = Page(number=2 * number + turn, id=f"{number:016x}", url=f"https://news.example.cn/{number}", day=1 + turn)
    save(engine, int(sys.argv[2]), page)
"""


def test_two_processes_may_save_the_same_articles(engine: Engine) -> None:
    run = start(engine)
    url = engine.url.render_as_string(hide_password=False)

    finish(*(python(SAVER, url, str(run), str(turn)) for turn in (0, 1)))

    rows = articles(engine)
    assert len(rows) == 40
    assert {row["captured_at"] for row in rows.values()} == {"2026-01-02T00:00:00.000Z"}
    assert len({row["cluster_id"] for row in rows.values()}) == 1


def test_copies_that_two_writers_save_at_once_are_linked(engine: Engine) -> None:
    run, start_line = start(engine), threading.Barrier(2)

    def save_copies(turn: int) -> None:
        for number in range(2, 22, 2):
            letters = random.Random(number).choices([chr(code) for code in range(0x4E00, 0x5E00)], k=300)
            mine = Page(
                number=number + turn, id=f"{number + turn:016x}", url=f"https://{turn}.example.cn/{number}"
            )
            start_line.wait(timeout=60)
            save(engine, run, dataclasses.replace(mine, text="".join(letters[: 300 - 20 * turn])))

    with ThreadPoolExecutor() as writers:
        for saved in [writers.submit(save_copies, turn) for turn in (0, 1)]:
            saved.result()

    clusters = Counter(row["cluster_id"] for row in articles(engine).values())
    assert list(clusters.values()) == [2] * 10
