"""Whatever order captures arrive in, and however they are batched, the rows are the same."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.likeness import Shingled, compare
from db.queries import captures, staging, undoing
from tests.db.rows import Page, articles, contents, index, save, sign, sorted_out, start

PARSERS = {"ingest": "p1", "news": "p1"}
FERRY = (
    "白鹭渡口的汽车轮渡昨天下午开出最后一班船，三十年来每天往返两岸的老船工在甲板上合影留念。新桥通车以后，过江只要四分钟，"
    "不必再等潮水。渡口的候船室将改成一间小小的陈列馆，展出旧船票、缆绳和一本记满风浪的航行日志。\n"
    "住在南岸的菜农说，从前赶早市要在半夜排队，遇上大雾只能把菜挑回家去；孩子们却舍不得汽笛声，问以后还能不能坐船看鸟。"
)
TEXTS = (
    "今年的雨水比往年多。",
    "渔船在傍晚回到港口。",
    "小学搬进了新的教学楼。",
    FERRY,
    FERRY.replace("，", ",").replace("\n", ""),
    FERRY.replace("渡口的汽车", "渡口汽车").replace("合影留念", "合影留恋"),
    FERRY[:-60],
    FERRY[60:],
)

ON_BOTH = pytest.mark.parametrize(
    ("dialect", "seed"),
    [*(("sqlite", seed) for seed in range(10)), *(("postgresql", seed) for seed in range(2))],
    indirect=["dialect"],
)


def pages_of(seed: int) -> list[Page]:
    """Captures of few ids that disagree in every way: URLs, times, texts, refusals, listings in between."""
    chance = random.Random(seed)
    pages = []
    for number in range(1, 25):
        letter = chance.choice("abcde")
        urls = (f"https://news.example.cn/{letter}", f"https://other.example.cn/{letter}", None)
        fate = chance.choices(("article", "refused", "passed"), (8, 2, 1))[0]
        pages.append(
            Page(
                number=number,
                id=letter * 16,
                url=chance.choices(urls, (6, 2, 2))[0],
                day=chance.randint(1, 6),
                warc_file=chance.choice(("one.warc.gz", "two.warc.gz")),
                text=chance.choice(TEXTS),
                title=chance.choice(("雨", "船")),
                flags=chance.choice(((), (), ("garbled",), ("disputed-title",))),
                reason="no-text" if fate == "refused" else None,
                passed=fate == "passed",
            )
        )
    return pages


def reread(pages: list[Page], seed: int, parser: str) -> list[Page]:
    """The same captures as another parser reads them: many alike, some not."""
    chance = random.Random(f"{seed} {parser}")
    changed = []
    for page in pages:
        fate = chance.choices(("same", "text", "refused", "article", "id", "passed"), (8, 2, 2, 2, 1, 1))[0]
        later = dataclasses.replace(page, parser=parser)
        if fate == "text":
            later = dataclasses.replace(later, text=chance.choice(TEXTS))
        if fate == "refused":
            later = dataclasses.replace(later, reason="binary", passed=False)
        if fate == "article":
            later = dataclasses.replace(later, reason=None, passed=False)
        if fate == "id":
            later = dataclasses.replace(later, id=chance.choice("abcde") * 16)
        if fate == "passed":
            later = dataclasses.replace(later, reason=None, passed=True)
        changed.append(later)
    return changed


def batches(pages: list[Page], chance: random.Random) -> Iterator[list[Page]]:
    pages = list(pages)
    chance.shuffle(pages)
    while pages:
        size = chance.choice((1, 2, 5, 24))
        yield pages[:size]
        pages = pages[size:]


def unread(engine: Engine, pages: list[Page]) -> list[Page]:
    by_record = {page.record_id: page for page in pages}
    with reading(engine) as session:
        parsers = {"ingest": pages[0].parser}
        return [by_record[row.record_id] for row in captures.unread(session, parsers, limit=100)]


def read_all(engine: Engine, crawl_id: int, pages: list[Page], chance: random.Random) -> None:
    """Save everything unread, again and again, as runs do that find captures opened."""
    for _ in range(20):
        left = unread(engine, pages)
        if not left:
            return
        for batch in batches(left, chance):
            save(engine, crawl_id, *batch)
    pytest.fail("captures are opened again and again")


def apply_all(engine: Engine, crawl_id: int, pages: list[Page], chance: random.Random) -> None:
    for _ in range(20):
        left = unread(engine, pages)
        if not left:
            return
        for batch in batches(left, chance):
            with writing(engine) as session:
                sign(session, *batch)
                staging.stage(session, **sorted_out(batch))
        size = chance.choice((1, 3, 100))
        going_on = True
        while going_on:
            with writing(engine) as session:
                going_on = staging.apply_batch(session, crawl_id, size) is not None
    pytest.fail("captures are opened again and again")


def expected_rows(pages: list[Page]) -> dict[str, tuple[Page, str]]:
    """The rule itself, the plain way: the first archived URL has the id, its latest capture has the row.

    With each row comes when the first of its captures was made.
    """
    rows = {}
    for article_id in {page.id for page in pages}:
        mine = [page for page in pages if page.id == article_id and not page.reason and not page.passed]
        named = [page for page in mine if page.url]
        holder = min(named, key=lambda page: (page.warc_file, page.number)).url if named else None
        mine = [page for page in mine if page.url in (None, holder)]
        if mine:
            latest = max(mine, key=lambda page: (page.captured_at, page.warc_file, page.number))
            rows[article_id] = (latest, min(page.captured_at for page in mine))
    return rows


def expected_links(rows: dict[str, tuple[Page, str]]) -> dict[str, tuple[Any, ...]]:
    """The rule itself again: of texts that are near, or connected by such, the longest of a clean article is it."""
    links: dict[str, tuple[Any, ...]] = {}
    for texts in connected({page.text for page, _ in rows.values()}):
        group = [(key, page, first) for key, (page, first) in rows.items() if page.text in texts]
        original, page, _ = min(group, key=lambda x: ("garbled" in x[1].flags, -letters(x[1]), x[2], x[0]))
        cluster = min(group, key=lambda x: (x[2], x[0]))[0] if len(group) > 1 else None
        for key, copy, _ in group:
            alike = compare(Shingled.of(copy.text), Shingled.of(page.text)).jaccard
            kind = "exact" if copy.text == page.text else "near"
            links[key] = (None, None, None, cluster) if key == original else (original, kind, alike, cluster)
    return links


def letters(page: Page) -> int:
    return len("".join(page.text.split()))


def connected(texts: set[str]) -> list[set[str]]:
    groups: list[set[str]] = []
    for text in texts:
        near = [x for x in groups if any(compare(Shingled.of(text), Shingled.of(y)).near for y in x)]
        groups = [x for x in groups if x not in near] + [{text}.union(*near)]
    return groups


@ON_BOTH
def test_rows_are_the_same_in_whatever_order_captures_arrive(
    new_database: Callable[[], Engine], seed: int
) -> None:
    pages = pages_of(seed)
    found = []
    for turn in range(4):
        engine = new_database()
        index(engine, *pages)
        read_all(engine, start(engine), pages, random.Random(f"{seed} {turn}"))
        found.append(contents(engine))

    assert all(other == found[0] for other in found[1:])
    rows = found[0]["articles"]
    expected = expected_rows(pages)
    said = {key: (row["record_id"], row["text"], row["captured_at"]) for key, row in rows.items()}
    assert said == {key: (page.record_id, page.text, page.captured_at) for key, (page, _) in expected.items()}
    names = ("duplicate_of", "duplicate_kind", "similarity", "cluster_id")
    assert {key: tuple(row[name] for name in names) for key, row in rows.items()} == expected_links(expected)


@ON_BOTH
def test_rereading_with_another_parser_equals_reading_with_it_at_first(
    new_database: Callable[[], Engine], seed: int
) -> None:
    first = pages_of(seed)
    second = reread(first, seed, "p2")
    found = []
    for turn, (before, read) in enumerate(((None, read_all), (first, read_all), (first, apply_all))):
        engine = new_database()
        index(engine, *first)
        chance = random.Random(f"{seed} {turn}")
        if before:
            read_all(engine, start(engine), before, chance)
        read(engine, start(engine, "reparse"), second, chance)
        found.append(contents(engine))

    fresh, direct, staged = found
    assert direct == fresh
    assert staged == fresh


@ON_BOTH
@pytest.mark.parametrize("read", [read_all, apply_all])
def test_undo_puts_everything_back(new_database: Callable[[], Engine], seed: int, read: Any) -> None:
    first = pages_of(seed)
    engine = new_database()
    index(engine, *first)
    chance = random.Random(seed)
    read_all(engine, start(engine), first, chance)
    before = contents(engine)
    run = start(engine, "reparse")
    read(engine, run, reread(first, seed, "p2"), chance)
    assert contents(engine) != before

    with writing(engine) as session:
        undoing.undo(session, run)

    assert without_parsers(contents(engine)) == without_parsers(before)
    parsers = {row["record_id"]: row["parser"] for row in contents(engine)["captures"].values()}
    assert all(row["parser"] == parsers[row["record_id"]] for row in articles(engine).values())


def test_undo_of_the_first_run_leaves_nothing_but_the_index(new_database: Callable[[], Engine]) -> None:
    pages = pages_of(99)
    engine = new_database()
    index(engine, *pages)
    before = contents(engine)
    run = start(engine)
    read_all(engine, run, pages, random.Random(99))

    with writing(engine) as session:
        undoing.undo(session, run)

    assert contents(engine) == before


def without_parsers(tables: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """What an undo promises to restore: all but the name of a parser that read the same."""
    return {
        name: {key: {k: v for k, v in row.items() if k != "parser"} for key, row in rows.items()}
        for name, rows in tables.items()
    }
