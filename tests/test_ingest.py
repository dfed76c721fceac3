"""`scrapy ingest` over saved pages, as a person runs it."""

from __future__ import annotations

import dataclasses
import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.foreign_archives import article, packed, responses
from tests.project import ROOT, Project, completed

URL = "https://saved.example/news/{number}.html"

GOOD = {
    "canonical.html": article(101).replace(
        "<head>", f'<head><link rel="canonical" href="{URL.format(number=101)}">'
    ),
    "og.HTM": article(102).replace(
        "<head>", f'<head><meta property="og:url" content="{URL.format(number=102)}">'
    ),
    "browser.html": f"<!-- saved from url=(0034){URL.format(number=103)} -->\n{article(103)}",
    "deep/down/https%3A%2F%2Fsaved.example%2Fnews%2F104.html": article(104),
    "gbk.html": article(105).replace('<meta charset="utf-8">', "").encode("gb18030"),
    "utf16.html": article(106).replace('<meta charset="utf-8">', "").encode("utf-16"),
    "packed.shtml.gz": gzip.compress(article(107).encode()),
    "page.html": article(108),
    "no_suffix": article(109),
    "old_0123456789abcdef.html": article(110),
}
PASSED_OVER = {
    "page_files/frame.html": article(120),
    "page_files/style.css": "p { margin: 0 }",
    "picture.png": b"\x89PNG\r\n\x1a\n",
    "notes.docx": b"PK\x03\x04",
    ".DS_Store": b"\0\0\0\1Bud1",
}
BAD = {
    "empty.html": (b"", "empty"),
    "blank.txt": (b" \n \n", "empty"),
    "random.html": (random.Random(1).randbytes(5000), "binary"),
    "report.txt": (b"%PDF-1.7\n", "binary"),
    "clipped.html.gz": (gzip.compress(article(130).encode())[:-20], "truncated"),
    "bomb.html.gz": (gzip.compress(b"<p>" + b"a" * 50_000_000), "too-large"),
    "data.html": (b'{"title": "<p>"}', "not-html"),
    "words.html": ("没有标签的一段文字。".encode(), "not-html"),
    "parts.mhtml": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n",
        "not-html",
    ),
    "empty.warc.gz": (b"", "empty"),
    "words.warc.gz": (gzip.compress(b"no archive"), "unreadable"),
    "first_record.warc.gz": (packed(*responses([131], "clip.example"))[:100], "truncated"),
    "broken.wacz": (b"PK\x03\x04", "not-wacz"),
    "other.warc.zst": (b"\x28\xb5\x2f\xfd", "not-supported"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Run:
    project: Project
    folder: Path
    process: subprocess.CompletedProcess[str]

    def articles(self) -> list[dict[str, Any]]:
        return self.project.rows("articles", order_by="id")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run over a folder of good files, bad files and files of other kinds, and over files that are named."""
    folder = tmp_path_factory.mktemp("saved")
    bad = {f"bad/{name}": content for name, (content, _) in BAD.items()}
    for name, content in {**GOOD, **PASSED_OVER, **bad}.items():
        write(folder / name, content)
    with (folder / "bad/large.html").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "later.html").write_text(article(111), encoding="utf-8")
    os.utime(folder / "later.html", (4_000_000_000, 4_000_000_000))
    os.utime(folder / "page.html", (1_600_000_000, 1_600_000_000))
    project = Project(folder=tmp_path_factory.mktemp("data"))
    arguments = [folder, folder / "picture.png", folder / "nowhere.html"]
    return Run(project=project, folder=folder, process=project.scrapy("ingest", *arguments))


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def line_of(shown: str, name: str) -> str:
    return next((line for line in shown.splitlines() if name in line), "")


def numbers(articles: list[dict[str, Any]]) -> list[int]:
    return sorted(int(row["title"].split("第")[1].split("号")[0]) for row in articles)


def test_every_good_page_is_a_record(run: Run) -> None:
    assert numbers(run.articles()) == list(range(101, 112)), run.process.stdout
    assert all("灌溉农田" in row["text"] for row in run.articles())


def test_the_url_comes_from_the_page_or_from_the_name(run: Run) -> None:
    urls = sorted(row["url"] for row in run.articles() if row["url"])
    assert urls == [URL.format(number=number) for number in range(101, 105)]


def test_an_id_in_the_file_name_is_kept(run: Run) -> None:
    assert "0123456789abcdef" in {row["id"] for row in run.articles()}


def test_a_saved_page_was_captured_when_the_file_was_written_and_never_in_the_future(run: Run) -> None:
    captured = {
        row["file_name"]: row["captured_at"] for row in run.project.rows("captures", order_by="offset")
    }
    assert captured["page.html"] == "2020-09-13T12:26:40.000Z"
    assert captured["later.html"] < "2090"


@pytest.mark.parametrize("name", [*BAD, "large.html"])
def test_a_bad_file_is_named_with_the_reason(run: Run, name: str) -> None:
    reason = BAD[name][1] if name in BAD else "too-large"
    assert f": {reason}" in line_of(run.process.stdout, f"bad/{name}"), run.process.stdout


def test_some_failed_and_the_exit_code_says_so(run: Run) -> None:
    assert run.process.returncode == 1, run.process.stderr
    assert "Traceback" not in run.process.stderr
    assert "missing" in line_of(run.process.stdout, "nowhere.html")


def test_files_of_other_kinds_are_passed_over_in_folders_and_refused_when_named(run: Run) -> None:
    assert f"passed over  {len(PASSED_OVER)} " in line_of(run.process.stdout, "passed over")
    assert "not-supported" in line_of(run.process.stdout, "picture.png")


def test_running_it_again_changes_nothing(run: Run) -> None:
    def held() -> object:
        tables = [
            run.project.rows(name, order_by="rowid")
            for name in ("articles", "captures", "quarantine", "warc_files")
        ]
        return tables, {path.name: path.read_bytes() for path in run.project.archive_folder.iterdir()}

    before = held()
    again = run.project.scrapy("ingest", run.folder)
    assert held() == before
    assert "already held  11" in again.stdout, again.stdout


def test_a_page_in_quarantine_is_named_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path / "saved/login.html", "<html><body><form><input name='user'></form></body></html>")
    project = Project(folder=tmp_path)
    process = completed(project.scrapy("ingest", tmp_path / "saved"), code=1)
    [row] = project.rows("quarantine", order_by="record_id")
    assert f"login.html: {row['reason']}" in process.stdout
    assert "quarantined  1" in process.stdout


def test_the_same_bytes_under_two_names_are_two_captures_and_one_is_a_copy(tmp_path: Path) -> None:
    write(tmp_path / "saved/a_00000000000000aa.html", article(140))
    write(tmp_path / "saved/b_00000000000000bb.html", article(140))
    project = Project(folder=tmp_path)
    process = completed(project.scrapy("ingest", tmp_path / "saved"))
    rows = {row["id"]: row["duplicate_of"] for row in project.rows("articles", order_by="id")}
    assert rows in (
        {"00000000000000aa": None, "00000000000000bb": "00000000000000aa"},
        {"00000000000000aa": "00000000000000bb", "00000000000000bb": None},
    )
    assert "duplicates  1" in process.stdout
    captures = project.rows("captures", order_by="offset")
    assert [row["record_type"] for row in captures] == ["resource", "revisit"], "the bytes are kept once"
    again = completed(project.scrapy("ingest", tmp_path / "saved"))
    assert "already held  2" in again.stdout
    assert project.rows("captures", order_by="offset") == captures


def test_two_pages_that_claim_one_id_are_told_apart_by_an_error(tmp_path: Path) -> None:
    for number in (142, 143):
        page = article(number).replace(
            "<head>", f'<head><link rel="canonical" href="{URL.format(number=number)}">'
        )
        write(tmp_path / f"saved/{number}_0123456789abcdef.html", page)
    project = Project(folder=tmp_path)
    process = project.scrapy("ingest", tmp_path / "saved")
    assert len(project.rows("articles", order_by="id")) == 1
    shown = line_of(process.stdout, "id-conflict")
    assert URL.format(number=142) in shown
    assert URL.format(number=143) in shown


def test_the_seeds_are_taken_in_as_they_are(tmp_path: Path) -> None:
    seeds = sorted((ROOT.parent / "shared/seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the seeds are not on this machine")
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", *seeds))
    ids = [row["id"] for row in project.rows("articles", order_by="id")]
    assert ids == sorted(seed.stem[-16:] for seed in seeds)


def test_pages_without_a_url_are_read_by_the_rules_of_the_source_named(tmp_path: Path) -> None:
    write(tmp_path / "saved/a.html", article(141))
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", "--source", "finews", tmp_path / "saved"))
    [row] = project.rows("articles", order_by="id")
    assert row["source"] == "finews"


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((), "name at least one file or folder"),
        (("",), "name at least one file or folder"),
        (("--source", "nobody", "a.html"), "no such source: nobody"),
        (("--in-palce", "a.warc"), "no such option: --in-palce"),
    ],
)
def test_wrong_usage_has_an_exit_code_of_its_own(
    tmp_path: Path, arguments: tuple[str, ...], shown: str
) -> None:
    process = Project(folder=tmp_path).scrapy("ingest", *arguments)
    assert process.returncode == 2
    assert shown in process.stderr
    assert not (tmp_path / "archive").exists()


def test_the_help_shows_examples(tmp_path: Path) -> None:
    process = completed(Project(folder=tmp_path).scrapy("ingest", "--help"))
    assert "scrapy ingest --in-place" in process.stdout
    assert "exit codes" in process.stdout


def test_an_interrupt_stops_it_and_the_next_run_goes_on(tmp_path: Path) -> None:
    count = 120
    records = responses(range(count), "long.example")
    write(tmp_path / "long.warc.gz", packed(*records))
    project = Project(folder=tmp_path)
    command = [sys.executable, "-m", "scrapy", "ingest", str(tmp_path / "long.warc.gz")]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=project.variables(),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not (tmp_path / "archive").exists() and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the workers too
    _, shown = process.communicate(timeout=60)
    assert process.returncode == 130, shown.decode()
    assert b"goes on from there" in shown
    assert b"Traceback" not in shown, shown.decode()
    completed(project.scrapy("ingest", tmp_path / "long.warc.gz"))
    captures = project.rows("captures", order_by="offset")
    assert len(captures) == count
    assert {row["outcome"] for row in captures} == {"article"}
