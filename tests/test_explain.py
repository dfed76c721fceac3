"""`scrapy explain`, run as a person runs it: what it shows of a record, by which names, and what it says is wrong."""

from __future__ import annotations

import functools
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.engine import open_database, writing
from db.queries import captures, outcomes
from tests.db.rows import Page, index, start
from tests.project import Project, completed

Run = Callable[..., tuple[int | str | None, str, str]]

BRIDGE = Page(
    number=1, id="1234567890abcdef", url="https://news.example.cn/1", title="新桥通车", parser="p 1"
)
OTHER = Page(number=2, id="1234569999999999", url="https://news.example.cn/2", text="秋收开始了。")
WALL = Page(number=3, id="c" * 16, url="https://news.example.cn/3", reason="login-wall")
UNREAD = Page(number=4, url="https://news.example.cn/4")
COPY = Page(number=6, id="e" * 16, url="https://b.example.cn/6", day=5, text="秋收开始了。")
LISTING = Page(number=5, id="d" * 16, url="https://news.example.cn/list", passed=True)
PAGE = (
    "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>老水井走访记</title></head>"
    "<body><h1>老水井走访记</h1><p>镇东头的老水井每到旱季就要排队，去年冬天等得最久的一户等了两个多小时。</p>"
    "<p>今年开春以后，村民代表先后三次走访了上游的泵站，把管道漏损的位置一处一处标在了图上。</p>"
    "<p>泵站站长表示，漏点会在月底之前修好，修好以后水压可以恢复到原来的水平。</p></body></html>"
)
PROVENANCE: dict[str, Any] = {
    "title": {
        "rule": "heading",
        "place": "/html/body/h1",
        "others": [
            {"rule": "opengraph"},
            {"rule": "title-element", "value": "新桥通车_临河新闻网", "place": "title"},
            {"rule": "json-ld", "value": "老桥拆除"},
        ],
    },
    "authors": {"rule": "line-under-title"},
    "text": {
        "rule": "selector",
        "place": "/html/body/div[2]",
        "others": [{"rule": "density", "value": "12 lines"}],
        "removed": [
            {"rule": "publisher", "place": "head", "value": "来源：临河日报"},
            {"rule": "interface", "place": "tail", "value": "分享到微信", "more": 4},
        ],
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(folder=tmp_path_factory.mktemp("project"))
    engine = open_database(f"sqlite:///{project.database}")
    bridge = BRIDGE.article()
    bridge.provenance, bridge.flags = PROVENANCE, ["disputed-date"]
    run = start(engine)
    with writing(engine) as session:
        outcomes.save(
            session,
            run,
            articles=[(bridge, BRIDGE.capture()), *((one.article(), one.capture()) for one in (OTHER, COPY))],
            refusals=[(WALL.refusal(), WALL.capture())],
        )
    index(engine, UNREAD, LISTING)
    with writing(engine) as session:
        captures.mark_passed(session, [LISTING.record_id], "p1")
    engine.dispose()
    return project


@pytest.fixture
def explain(project: Project, scrapy_on: Run) -> Run:
    return functools.partial(scrapy_on, project.database, "explain")


def rows(shown: str) -> list[list[str]]:
    return [line.split() for line in shown.splitlines()]


def test_a_record_is_told_field_by_field(explain: Run) -> None:
    code, shown, err = explain(BRIDGE.id)

    assert (code, err) == (0, "")
    told = rows(shown)
    assert ["id", BRIDGE.id] in told
    assert ["parser", "p", "1"] in told
    assert told[told.index(["title", "heading", "新桥通车", "/html/body/h1"]) + 1 :][:3] == [
        ["=", "opengraph", "the", "same"],
        ["~", "title-element", "新桥通车_临河新闻网", "title"],
        ["≠", "json-ld", "老桥拆除"],
    ]
    assert ["authors", "line-under-title", "林小满"] in told
    assert told[
        told.index(["text", "selector", "1", "line,", "9", "characters", "/html/body/div[2]"]) + 1 :
    ] == [
        ["density", "12", "lines"],
        ["-", "publisher", "来源：临河日报", "head"],
        ["-", "interface", "分享到微信", "(and", "4", "more)", "tail"],
    ]
    assert "disputed-date: places of the page that should be right state another date each" in shown
    assert "\x1b" not in shown


def test_a_copy_names_its_original_and_what_became_of_the_text(explain: Run) -> None:
    told = rows(explain(COPY.id)[1])
    assert ["duplicate_of", OTHER.id, "(exact,", "similarity", "1.00)"] in told
    assert ["cluster_id", OTHER.id] in told
    assert not [row for row in rows(explain(BRIDGE.id)[1]) if row[:1] in (["duplicate_of"], ["cluster_id"])]


def test_a_record_as_json_has_its_provenance(explain: Run) -> None:
    code, shown, _ = explain(BRIDGE.id, "--json")

    told = json.loads(shown)
    assert (code, told["kind"], told["provenance"]) == (0, "article", PROVENANCE)
    assert (told["record"]["title"], told["record"]["flags"]) == ("新桥通车", ["disputed-date"])


@pytest.mark.parametrize(
    "name",
    [
        BRIDGE.id,
        BRIDGE.id.upper(),
        BRIDGE.id[:7],
        BRIDGE.url,
        BRIDGE.record_id,
        f"<{BRIDGE.record_id}>",
    ],
)
def test_a_record_has_many_names(explain: Run, name: str) -> None:
    code, shown, err = explain(name, "--json")

    assert (code, err) == (0, "")
    assert json.loads(shown)["record"]["id"] == BRIDGE.id


@pytest.mark.parametrize("name", [WALL.id, WALL.id[:6], WALL.url, WALL.record_id])
def test_a_refused_page_tells_who_refused_it_and_why(explain: Run, name: str) -> None:
    code, shown, _ = explain(name)
    assert code == 0
    assert ["refused", "by", "extraction"] in rows(shown)
    assert ["reason", "login-wall"] in rows(shown)

    told = json.loads(explain(name, "--json")[1])
    assert (told["kind"], told["refusal"]["reason"]) == ("refused", "login-wall")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "name one record"),
        ((BRIDGE.id, OTHER.id), 2, "name one record"),
        (("12345",), 2, "12345 is no id (16 hex digits, or the first 6 of them at least), URL or record id"),
        (("新桥",), 2, "新桥 is no id"),
        ((BRIDGE.id, "--page", "--json"), 2, "--page goes alone"),
        ((BRIDGE.id, "--nix"), 2, "no such option: --nix"),
        (("ffffff",), 1, "there is no record ffffff"),
        (
            ("123456",),
            1,
            f"several records begin with 123456:\n  {BRIDGE.id}  新桥通车\n  {OTHER.id}  新桥\n",
        ),
        (("https://news.example.cn/9",), 1, "the archive holds no page https://news.example.cn/9"),
        ((UNREAD.record_id,), 1, f"{UNREAD.record_id} is in the archive and has not been read yet"),
        (("https://news.example.cn/4",), 1, "has not been read yet; scrapy reparse reads it"),
        ((LISTING.record_id,), 1, "is no page of an article (response, text/html, status 200)"),
    ],
)
def test_explain_says_what_is_wrong(
    explain: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ended, out, err = explain(*arguments)

    assert (ended, message in err, out) == (code, True, ""), err


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)

    done = completed(project.scrapy("explain", BRIDGE.id), code=1)

    assert "explain: cannot open the database" in done.stderr
    assert not project.database.exists()


def test_a_record_read_before_provenance_was_kept_says_so(project: Project, tmp_path: Path) -> None:
    copied = Project(folder=tmp_path)
    shutil.copy(project.database, copied.database)
    with sqlite3.connect(copied.database) as connection:
        connection.execute("UPDATE articles SET provenance = '{}'")
    connection.close()

    assert "how it was read is not known" in completed(copied.scrapy("explain", BRIDGE.id)).stdout


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A project that holds one saved page and one that was refused, and the id of the first."""
    folder = tmp_path_factory.mktemp("ingested")
    project = Project(folder=folder)
    pages = folder / "pages"
    pages.mkdir()
    (pages / "bridge.html").write_text(PAGE, encoding="utf-8")
    (pages / "shell.html").write_text("<html><body><div id='app'></div></body></html>", encoding="utf-8")
    project.scrapy("ingest", pages)
    (row,) = project.rows("articles", order_by="id")
    return project, row["id"]


def test_what_todays_code_reads_otherwise_is_shown_beside_it(
    ingested: tuple[Project, str], tmp_path: Path
) -> None:
    project, article_id = ingested
    assert (
        "today's code reads the same (shoulu"
        in completed(project.scrapy("explain", article_id, "--fresh")).stdout
    )

    long_ago = Project(folder=tmp_path, archive=project.archive_folder)
    shutil.copy(project.database, long_ago.database)
    with sqlite3.connect(long_ago.database) as connection:
        connection.execute(
            "UPDATE articles SET title = NULL, text = text || char(10) || '分享到微信', parser = 'old'"
        )
    connection.close()
    before = long_ago.rows("articles", order_by="id")

    shown = completed(long_ago.scrapy("explain", article_id, "--fresh")).stdout
    assert "reads it otherwise: title, text" in shown
    assert ["-分享到微信"] in rows(shown)
    assert "老水井走访记" in shown.partition("today's code")[2]
    assert "老水井走访记" not in shown.partition("today's code")[0]

    told = json.loads(completed(long_ago.scrapy("explain", article_id, "--fresh", "--json")).stdout)
    assert (told["record"]["title"], told["fresh"]["record"]["title"]) == (None, "老水井走访记")
    assert long_ago.rows("articles", order_by="id") == before
    assert long_ago.rows("staged", order_by="record_id") == []


def test_a_page_refused_today_as_it_was_is_told_so(ingested: tuple[Project, str]) -> None:
    project, _ = ingested
    (refused,) = project.rows("quarantine", order_by="record_id")

    shown = completed(project.scrapy("explain", refused["record_id"], "--fresh")).stdout

    assert rows(shown).count(["reason", refused["reason"]]) == 2
    told = json.loads(completed(project.scrapy("explain", refused["record_id"], "--fresh", "--json")).stdout)
    assert told["fresh"]["refusal"]["reason"] == refused["reason"]


def test_the_page_itself_comes_out_of_the_archive(ingested: tuple[Project, str]) -> None:
    project, article_id = ingested

    assert completed(project.scrapy("explain", article_id, "--page")).stdout == f"{PAGE}\n"


def test_a_page_whose_archive_is_gone_is_told(ingested: tuple[Project, str], tmp_path: Path) -> None:
    project, article_id = ingested
    moved = Project(folder=project.folder, archive=tmp_path / "elsewhere")

    for how in ("--page", "--fresh"):
        assert "explain: " in completed(moved.scrapy("explain", article_id, how), code=1).stderr
