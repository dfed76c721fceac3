"""What is the fault of the machine, not of a page: a line to a person and an exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.foreign_archives import article, packed, responses
from tests.project import ROOT, Project

VANISHING = """
import pathlib
import sys

opened = []

def vanish(event, arguments):
    if event == "open" and str(arguments[0]).endswith("/a.html"):
        opened.append(arguments[0])
        if len(opened) == 2:  # once to see what kind of file it is, once to read it
            for name in ("b.html", "c.warc.gz"):
                pathlib.Path(arguments[0]).with_name(name).unlink()

sys.addaudithook(vanish)
"""


def assert_told(process: subprocess.CompletedProcess[str], *words: str) -> None:
    shown = process.stdout + process.stderr
    assert process.returncode == 1, shown
    assert "Traceback" not in shown, shown
    for word in words:
        assert word in shown, shown


@pytest.mark.parametrize(
    "command", [("ingest", "a.html"), ("reparse",), ("export", "-o", "a.csv"), ("records",)]
)
def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("no folder")
    project = Project(
        folder=tmp_path, environment={"DATABASE_URL": f"sqlite:///{tmp_path / 'file' / 'shoulu.db'}"}
    )
    assert_told(project.scrapy(*command), f"{command[0]}: ", "file/shoulu.db")


@pytest.mark.parametrize("name", ["a.html", "a.warc.gz"])
def test_an_archive_that_cannot_be_written_is_named_and_ends_the_run(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("no folder")
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.html").write_text(article(1), encoding="utf-8")
    (saved / "a.warc.gz").write_bytes(packed(*responses([2, 3], "faults.example")))
    project = Project(folder=tmp_path, archive=tmp_path / "file" / "archive")
    assert_told(
        project.scrapy("ingest", saved / name), "archive-unwritable (Not a directory)", "file/archive"
    )


@pytest.mark.parametrize("workers", ["0", "-1", "two", "1.5", "²"])
@pytest.mark.parametrize("stated", ["environment", "option"])
def test_a_number_of_workers_that_cannot_be_is_refused_by_name(
    tmp_path: Path, workers: str, stated: str
) -> None:
    environment = {"WORKERS": workers} if stated == "environment" else {}
    option = ("-s", f"WORKERS={workers}") if stated == "option" else ()
    process = Project(folder=tmp_path, environment=environment).scrapy("ingest", *option, "a.html")
    assert process.returncode == 2
    assert "Traceback" not in process.stderr
    assert f"WORKERS must be a whole number from 1 on, not '{workers}'" in process.stderr


def test_who_reads_only_the_beginning_of_the_output_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article(1), encoding="utf-8")
    project = Project(folder=tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        process = subprocess.run(
            [sys.executable, "-m", "scrapy", "ingest", str(tmp_path / "a.html")],
            cwd=ROOT,
            env=project.variables(),
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert process.returncode == 141, process.stderr
    assert "BrokenPipe" not in process.stderr
    assert "Traceback" not in process.stderr
    assert len(project.rows("articles", order_by="id")) == 1


def test_files_that_vanish_while_others_are_read_cost_nothing_but_themselves(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code/sitecustomize.py").write_text(VANISHING)
    saved = tmp_path / "saved"
    saved.mkdir()
    for number, name in enumerate(("a.html", "b.html", "d.html"), start=1):
        (saved / name).write_text(article(number), encoding="utf-8")
    (saved / "c.warc.gz").write_bytes(packed(*responses([5], "faults.example")))
    project = Project(folder=tmp_path, environment={"PYTHONPATH": str(tmp_path / "code")})
    assert_told(
        project.scrapy("ingest", saved),
        "b.html: unreadable (No such file or directory)",
        "c.warc.gz: unreadable (No such file or directory)",
    )
    names = [row["file_name"] for row in project.rows("captures", order_by="file_name")]
    assert names == ["a.html", "d.html"]


def test_files_the_disk_does_not_give_cost_nothing_but_themselves(tmp_path: Path) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("no file here whose reading fails")
    saved = tmp_path / "saved"
    saved.mkdir()
    for name in ("a.html", "b.warc.gz", "c.wacz"):
        (saved / name).symlink_to("/proc/self/mem")
    (saved / "d.html").write_text(article(4), encoding="utf-8")
    (tmp_path / "loop").symlink_to("loop")
    long_name = tmp_path / ("n" * 300)
    project = Project(folder=tmp_path)
    process = project.scrapy("ingest", saved, tmp_path / "loop", long_name)
    assert_told(
        process,
        "a.html: unreadable",
        "b.warc.gz: unreadable (Input/output error)",
        "c.wacz: ",
        "loop: unreadable (cannot be read)",
        "nnn: unreadable (cannot be read)",
    )
    assert len(project.rows("articles", order_by="id")) == 1
