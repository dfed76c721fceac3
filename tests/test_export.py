"""`scrapy export` and `scrapy records`, run as a person runs them, and what they write."""

from __future__ import annotations

import csv
import functools
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet
from sqlalchemy import update

from db.engine import open_database, writing
from db.fields import EXPORT_FIELDS
from db.models import Article
from tests.db.rows import Page, save, start
from tests.project import ROOT, Project, completed

Run = Callable[..., tuple[int | str | None, str, str]]

BRIDGE = Page(
    number=1,
    id="1" * 16,
    url="https://news.example.cn/1",
    title="=新桥通车",
    text="村里修了一座新桥。\n桥长三十米，\u2028两车道。",
    authors=("林小满", "周禾"),
)
COPY = Page(number=2, id="2" * 16, url="https://copy.example.cn/2", day=5, source="copy", text=BRIDGE.text)
LATER = Page(number=3, id="3" * 16, url="https://news.example.cn/3", day=9, text="秋收开始了。", authors=())

REPAIRS = {"readings-removed": 12, "blank-runs": 1}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(folder=tmp_path_factory.mktemp("project"))
    engine = open_database(f"sqlite:///{project.database}")
    save(engine, start(engine), BRIDGE, COPY, LATER)
    with writing(engine) as session:
        session.execute(update(Article).where(Article.id == COPY.id).values(repairs=REPAIRS))
    engine.dispose()
    return project


@pytest.fixture
def scrapy(project: Project, scrapy_on: Run) -> Run:
    return functools.partial(scrapy_on, project.database)


def test_jsonl_holds_every_field_in_order_and_keeps_chinese_readable(
    project: Project, tmp_path: Path
) -> None:
    done = completed(project.scrapy("export", "-o", tmp_path / "records.jsonl"))

    text = (tmp_path / "records.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.split("\n") if line]
    assert [tuple(record) for record in records] == [EXPORT_FIELDS] * 3
    assert [record["id"] for record in records] == [BRIDGE.id, COPY.id, LATER.id]
    assert records[0]["text"] == BRIDGE.text
    assert records[0]["authors"] == ["林小满", "周禾"]
    assert [record["repairs"] for record in records] == [{}, REPAIRS, {}]
    assert (records[1]["duplicate_of"], records[1]["similarity"]) == (BRIDGE.id, 1.0)
    assert "林小满" in text
    assert (done.stdout, "3 of 3 records" in done.stderr) == ("", True)


def test_csv_opens_in_a_spreadsheet(project: Project, tmp_path: Path) -> None:
    completed(project.scrapy("export", "-o", tmp_path / "records.csv"))

    content = (tmp_path / "records.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == EXPORT_FIELDS
    assert rows[0]["title"] == "'=新桥通车"
    assert rows[0]["authors"] == "林小满; 周禾"
    assert rows[0]["text"] == BRIDGE.text
    assert [row["repairs"] for row in rows] == ["", "readings-removed 12; blank-runs 1", ""]
    assert (rows[2]["authors"], rows[2]["publisher"], rows[2]["duplicate_of"]) == ("", "", "")


def test_parquet_has_columns_of_lists(project: Project, tmp_path: Path) -> None:
    completed(project.scrapy("export", "-o", tmp_path / "records.parquet"))

    table = parquet.read_table(tmp_path / "records.parquet")
    assert tuple(table.column_names) == EXPORT_FIELDS
    assert str(table.schema.field("authors").type).startswith("list<")
    assert str(table.schema.field("similarity").type) == "double"
    assert table.column("authors").to_pylist() == [["林小满", "周禾"], ["林小满"], []]
    assert table.column("text").to_pylist()[0] == BRIDGE.text
    assert table.column("publisher").null_count == 3
    assert table.column("repairs").to_pylist() == [
        [],
        [{"name": "readings-removed", "times": 12}, {"name": "blank-runs", "times": 1}],
        [],
    ]


def test_provenance_comes_along_where_it_is_asked_for(scrapy: Run, tmp_path: Path) -> None:
    code, out, _ = scrapy("export", "--format", "jsonl", "-o", "-", "--provenance", "--source", "copy")
    record = json.loads(out)
    assert (code, tuple(record)) == (0, (*EXPORT_FIELDS, "provenance"))
    assert record["provenance"] == {"title": {"rule": "heading"}}

    path = tmp_path / "records.parquet"
    assert scrapy("export", "-o", str(path), "--provenance")[0] == 0
    column = parquet.read_table(path).column("provenance").to_pylist()
    assert [json.loads(cell) for cell in column] == [{"title": {"rule": "heading"}}] * 3


def test_files_are_named_as_the_seeds_and_replace_an_earlier_export(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    completed(project.scrapy("export", "--format", "files", "-o", folder))
    assert sorted(path.name for path in folder.iterdir()) == [
        f"000_{BRIDGE.id}.txt",
        f"001_{COPY.id}.txt",
        f"002_{LATER.id}.txt",
    ]
    first = (folder / f"000_{BRIDGE.id}.txt").read_bytes().decode()
    assert first == f"{BRIDGE.title}\n\n{BRIDGE.text}\n"

    completed(project.scrapy("export", "--format", "files", "-o", folder, "--duplicates", "without"))
    assert sorted(path.name for path in folder.iterdir()) == [f"000_{BRIDGE.id}.txt", f"001_{LATER.id}.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["texts"]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--source", "copy"), [COPY.id]),
        (("--source", "copy", "--source", "news"), [BRIDGE.id, COPY.id, LATER.id]),
        (("--since", "2026-01-05", "--until", "2026-01-09"), [COPY.id]),
        (("--since", "2026-01-05T08:00:01+08:00"), [LATER.id]),
        (("--duplicates", "only"), [COPY.id]),
        (("--duplicates", "without"), [BRIDGE.id, LATER.id]),
        (("--since", "2030-01-01"), []),
    ],
)
def test_filters_choose_records(scrapy: Run, options: tuple[str, ...], ids: list[str]) -> None:
    code, out, err = scrapy("export", "--format", "jsonl", "-o", "-", *options)

    assert [record["id"] for record in map(json.loads, filter(None, out.split("\n")))] == ids
    assert (code, "no record is chosen" in err) == (0, not ids)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-o", "/no/such/folder/x.csv"), 1, "cannot write /no/such/folder/x.csv: there is no folder"),
        (("-o", "/proc/x.csv"), 1, "cannot write /proc/x.csv: "),
        (("--format", "csv", "-o", "/proc"), 1, "cannot write /proc: it is a folder"),
        (("--format", "files", "-o", "/proc"), 1, "cannot write /proc: the folder holds"),
        (("--format", "files", "-o", __file__), 1, "it is a file"),
        (("-o", "records"), 2, "name a --format"),
        (("--format", "parquet", "-o", "-"), 2, "parquet cannot go to stdout"),
        (("--format", "csv"), 2, "required: -o/--output"),
        (("-o", "x.csv", "--provenance"), 2, "csv has no place for --provenance, only jsonl and parquet"),
        (("-o", "x.csv", "--since", "gestern"), 2, "'gestern' is no ISO 8601 date or time"),
        (("-o", "x.csv", "--source", "nix"), 2, "no records of source nix; there are copy (1), news (2)"),
        (("-o", "x.csv", "--nix"), 2, "no such option: --nix"),
        (("-o", "x.csv", "records"), 2, "export takes no arguments: records"),
    ],
)
def test_export_says_what_is_wrong(scrapy: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended, out, err = scrapy("export", *arguments)

    assert (ended, message in err, out) == (code, True, ""), err


@pytest.mark.parametrize("command", [("export", "-o", "records.csv"), ("records",)])
def test_a_missing_and_an_empty_database_are_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = Project(folder=tmp_path / "folder")

    missing = project.scrapy(*command)
    assert (missing.returncode, f"{project.database}: there is no such file" in missing.stderr) == (1, True)
    assert not project.folder.exists()

    open_database(f"sqlite:///{project.database}").dispose()
    empty = project.scrapy(*command)
    assert (empty.returncode, f"{project.database} holds no records yet" in empty.stderr) == (1, True)


def test_a_reader_that_stops_ends_the_export_quietly(project: Project) -> None:
    command = f"'{sys.executable}' -m scrapy export --format jsonl -o - | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=project.variables(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )

    assert done.stdout.strip() == "141"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_records_shows_the_newest_in_a_table(project: Project) -> None:
    shown = completed(project.scrapy("records", "--limit", "2")).stdout

    lines = shown.splitlines()
    rows = [line for line in lines if COPY.id in line or LATER.id in line or BRIDGE.id in line]
    assert [LATER.id in rows[0], COPY.id in rows[1], len(rows)] == [True, True, 2]
    assert BRIDGE.id in rows[1]  # of which it is a duplicate
    assert "exact" in lines[lines.index(rows[1]) + 1]
    assert "新桥" in rows[0]


def test_records_as_json_are_those_of_the_export(scrapy: Run) -> None:
    _, exported, _ = scrapy("export", "--format", "jsonl", "-o", "-", "--source", "copy")

    assert scrapy("records", "--json", "--source", "copy") == (0, exported, "")
    assert scrapy("records", "--json", COPY.id) == (0, exported, "")


def test_records_shows_one_whole(scrapy: Run) -> None:
    _, shown, _ = scrapy("records", BRIDGE.id)

    assert all(word in shown for word in ("=新桥通车", "林小满; 周禾", "桥长三十米", BRIDGE.record_id))
    assert "publisher" not in shown


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("f" * 16,), 1, f"there is no record {'f' * 16}"),
        (("--limit", "0"), 2, "'0' is no whole number from 1 on"),
        (("--source", "nix"), 2, "no records of source nix"),
        ((BRIDGE.id, COPY.id), 2, "one id at a time"),
    ],
)
def test_records_says_what_is_wrong(scrapy: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended, out, err = scrapy("records", *arguments)

    assert (ended, message in err, out) == (code, True, ""), err


def test_control_characters_of_a_page_do_not_reach_the_terminal(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    engine = open_database(f"sqlite:///{project.database}")
    save(engine, start(engine), Page(number=1, title="新\x1b[31m桥[bold]", text="正文\x07。"))
    engine.dispose()

    for arguments in (("records",), ("records", "a" * 16)):
        shown = completed(project.scrapy(*arguments)).stdout
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "桥[bold]" in shown
