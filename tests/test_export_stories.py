"""`scrapy export --clusters` and `--originals`, run as a person runs them: which stories, whole, in a fixed order."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from db.engine import open_database
from tests.db.rows import Page, save, start
from tests.sites.writing import piece

Run = Callable[..., tuple[int | str | None, str, str]]

MARKET = (
    "青泥镇的旧菜场上周搬进了新楼，两百多个摊位按号入座，卖鱼的在最里头，卖花的守着门口。"
    "管理员桑小米说，新楼的地面有一点坡度，冲洗的水自己会流进沟里，下雨天再不用垫砖头。\n"
    "老摊主庞大有在旧菜场卖了二十六年豆腐，搬家那天他把木板案子也抬了过来，说案子旧了才不粘豆腐。"
    "旧菜场的棚子要拆掉，原地改成一片可以晾晒粮食的场院，秋收以前完工。"
)
HILL = (
    "牛头岭的防火步道修好以后，护林员每天要走三个来回，手机上的图会记下他们停过的每一处。"
    "林场说去年秋天有两处冒烟都是在步道边上发现的，从发现到扑灭没有超过一刻钟。"
    "今年步道还要往北再修四公里，一直修到能望见水库的垭口，两头各搭一间避雨的木屋。"
)
REPORT = "\n".join((*piece(1).paragraphs[:2], HILL, *piece(1).paragraphs[2:]))
SOURCE = Page(
    number=1, id="1" * 16, url="https://a.example/1", title="旧菜场进楼", text=MARKET,
    published_at="2026-01-01T09:00:00+08:00", site_name="青泥在线",
)  # fmt: skip
COPY = Page(
    number=2, id="2" * 16, url="https://b.example/2", source="copy", day=2, text=MARKET, title="=菜场搬家",
    published_at="2026-01-01T09:30:00+00:00", site_name="青泥在线",
)  # fmt: skip
LONGER = Page(
    number=3, id="3" * 16, url="https://c.example/3", source="copy", day=3,
    text=f"{MARKET}\n网友说，新楼门口的花摊最好看。", published_at="2026-01-01T10:00:00+08:00",
)  # fmt: skip
ALONE = Page(number=4, id="4" * 16, url="https://a.example/4", day=4, title="防火步道", text=HILL)
TWICE = Page(number=5, id="5" * 16, url="https://a.example/5", day=5, title="秋收", text="秋收开始了。")
AGAIN = Page(number=6, id="6" * 16, url="https://b.example/6", source="copy", day=6, text=TWICE.text)
YEARLY = Page(number=7, id="7" * 16, url="https://d.example/7", source="yearly", day=7, text=REPORT)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "shoulu.db"
    engine = open_database(f"sqlite:///{path}")
    save(engine, start(engine), AGAIN, LONGER, SOURCE, YEARLY, ALONE, COPY, TWICE)
    engine.dispose()
    return path


@pytest.fixture
def scrapy(database: Path, scrapy_on: Run) -> Run:
    return functools.partial(scrapy_on, database)


def stories(scrapy: Run, *options: str) -> list[dict[str, Any]]:
    code, out, _ = scrapy("export", "--clusters", "--format", "jsonl", "-o", "-", *options)
    assert code == 0
    return [json.loads(line) for line in out.split("\n") if line]


def ids(story: dict[str, Any]) -> list[str]:
    return [member["id"] for member in story["members"]]


def test_a_story_is_a_line_and_tells_of_all_that_carry_it(scrapy: Run) -> None:
    market = stories(scrapy)[0]

    assert list(market) == [
        "cluster_id", "original", "headline", "size", "sites", "first_published", "last_published", "members",
    ]  # fmt: skip
    assert (market["cluster_id"], market["original"], market["headline"]) == (
        SOURCE.id,
        SOURCE.id,
        "旧菜场进楼",
    )
    # the copy gives itself the name of the site it copies
    assert market["sites"] == ["青泥在线 (a.example)", "c.example", "青泥在线 (b.example)"]
    assert market["size"] == 3
    # half past nine in London is later than ten in China
    assert (market["first_published"], market["last_published"]) == (SOURCE.published_at, COPY.published_at)
    assert ids(market) == [SOURCE.id, LONGER.id, COPY.id]
    original, longer, copy = market["members"]
    told = ("duplicate_kind", "similarity", "containment")
    assert [original[name] for name in told] == [None, None, None]
    assert [copy[name] for name in told] == ["exact", 1.0, 1.0]
    assert (longer["duplicate_kind"], longer["containment"]) == ("near", 1.0)
    assert 0.8 < longer["similarity"] < 1
    assert (copy["url"], copy["title"], copy["source"]) == (COPY.url, "=菜场搬家", "copy")
    assert "text" not in original


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ((), [SOURCE.id, TWICE.id]),
        (("--singletons",), [SOURCE.id, ALONE.id, TWICE.id, YEARLY.id]),
        (("--source", "copy"), [SOURCE.id, TWICE.id]),
        (("--source", "news", "--until", "2026-01-05", "--singletons"), [SOURCE.id, ALONE.id]),
        (("--since", "2026-01-06"), [TWICE.id]),
        (("--source", "yearly"), []),
        (("--since", "2026-01-03", "--until", "2026-01-04"), [SOURCE.id]),
        (("--since", "2026-01-04", "--until", "2026-01-05"), []),
        (("--since", "2026-01-04", "--until", "2026-01-05", "--singletons"), [ALONE.id]),
    ],
)
def test_a_story_is_chosen_by_any_of_its_records_and_comes_whole(
    scrapy: Run, options: tuple[str, ...], chosen: list[str]
) -> None:
    found = stories(scrapy, *options)

    assert [story["original"] for story in found] == chosen
    sizes = {SOURCE.id: 3, ALONE.id: 1, TWICE.id: 2, YEARLY.id: 1}
    assert [story["size"] for story in found] == [sizes[name] for name in chosen]
    assert [len(story["members"]) for story in found] == [story["size"] for story in found]


def test_a_record_of_no_story_names_none(scrapy: Run) -> None:
    [alone] = stories(scrapy, "--singletons", "--since", "2026-01-04", "--until", "2026-01-05")

    assert (alone["cluster_id"], alone["original"], ids(alone)) == (None, ALONE.id, [ALONE.id])


def test_what_only_shares_a_part_is_told_of_either_record(scrapy: Run) -> None:
    found = {story["original"]: story["members"][0] for story in stories(scrapy, "--singletons")}

    [within] = found[ALONE.id]["relations"]
    [around] = found[YEARLY.id]["relations"]
    assert (within["id"], within["relation"], within["containment"]) == (YEARLY.id, "contained-in", 1.0)
    assert (around["id"], around["relation"], around["jaccard"]) == (
        ALONE.id,
        "contains",
        within["jaccard"],
    )
    assert within["jaccard"] < 0.3
    assert found[SOURCE.id]["relations"] == []


def test_csv_has_a_record_a_row_beside_its_story(scrapy: Run, tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    assert scrapy("export", "--clusters", "-o", str(path))[0] == 0

    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [SOURCE.id, LONGER.id, COPY.id, TWICE.id, AGAIN.id]
    assert [row["cluster_id"] for row in rows] == [SOURCE.id] * 3 + [TWICE.id] * 2
    assert (rows[2]["headline"], rows[2]["size"], rows[2]["title"]) == ("旧菜场进楼", "3", "'=菜场搬家")
    assert (rows[0]["duplicate_kind"], rows[0]["similarity"], rows[2]["similarity"]) == ("", "", "1.0")


def test_parquet_has_a_story_a_row(scrapy: Run, tmp_path: Path) -> None:
    path = tmp_path / "stories.parquet"
    assert scrapy("export", "--clusters", "--singletons", "-o", str(path))[0] == 0

    rows = parquet.read_table(path).to_pylist()
    assert rows == stories(scrapy, "--singletons")


def test_originals_are_the_records_that_copy_none(scrapy: Run) -> None:
    code, out, _ = scrapy("export", "--originals", "--format", "jsonl", "-o", "-")

    assert [json.loads(line)["id"] for line in out.split("\n") if line] == [
        SOURCE.id,
        ALONE.id,
        TWICE.id,
        YEARLY.id,
    ]
    assert (code, out) == scrapy("export", "--duplicates", "without", "--format", "jsonl", "-o", "-")[:2]


def test_the_same_database_is_exported_the_same(scrapy: Run) -> None:
    assert stories(scrapy, "--singletons") == stories(scrapy, "--singletons")


def test_no_story_is_said(scrapy: Run, tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    code, _, err = scrapy("export", "--clusters", "-o", str(path), "--since", "2030-01-01")

    assert (code, path.read_bytes(), "no story is chosen by these filters" in err) == (0, b"", True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--clusters", "--format", "files", "-o", "x"),
            "--clusters cannot be files, only jsonl, csv, parquet",
        ),
        (("--clusters", "-o", "x.jsonl", "--provenance"), "--provenance is of records"),
        (("--singletons", "-o", "x.jsonl"), "--singletons goes with --clusters"),
        (("--clusters", "--originals", "-o", "x.jsonl"), "not allowed with"),
        (("--clusters", "--duplicates", "only", "-o", "x.jsonl"), "not allowed with"),
        (("--originals", "--duplicates", "only", "-o", "x.jsonl"), "not allowed with"),
        (("--clusters", "--format", "parquet", "-o", "-"), "parquet cannot go to stdout"),
    ],
)
def test_what_cannot_go_together_is_named(
    scrapy: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended, out, err = scrapy("export", *options)

    assert (ended, message in err, out) == (2, True, ""), err
    assert list(tmp_path.iterdir()) == []
