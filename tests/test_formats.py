"""What is exported is written whole or not at all, over nothing that is not an export, and starts no formula."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from crawler.commands.formats import ExportError, cell, check_target, whole_file, whole_folder


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("", ""),
        ([], ""),
        (["林小满", "周禾"], "林小满; 周禾"),
        (1.0, "1.0"),
        ("新桥 = 好桥", "新桥 = 好桥"),
        ("=1+1", "'=1+1"),
        ("+86 532", "'+86 532"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("  =1+1", "'  =1+1"),
        ("\u3000=1+1", "'\u3000=1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("＝1+1", "'＝1+1"),
        (["=1+1", "周禾"], "'=1+1; 周禾"),
        ({}, ""),
        ({"readings-removed": 12, "blank-runs": 1}, "readings-removed 12; blank-runs 1"),
        ("——编者按", "——编者按"),
        ("'=1", "'=1"),
    ],
)
def test_a_cell_is_never_a_formula(value: object, written: str) -> None:
    assert cell(value) == written


def test_a_failed_export_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("earlier", encoding="utf-8")

    def fail() -> None:
        with whole_file(path) as out:
            out.write(b"half")
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the very one raised above
        fail()

    assert [entry.name for entry in tmp_path.iterdir()] == ["records.csv"]
    assert path.read_text(encoding="utf-8") == "earlier"


def test_a_failed_export_leaves_the_earlier_folder(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "earlier").touch()

    def fail() -> None:
        with whole_folder(tmp_path / "texts") as folder:
            (folder / "half").touch()
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the very one raised above
        fail()

    assert [path.name for path in tmp_path.rglob("*")] == ["texts", "earlier"]


def test_a_link_and_the_mode_of_a_file_are_kept(tmp_path: Path) -> None:
    (tmp_path / "shared.csv").touch(mode=0o640)
    (tmp_path / "link.csv").symlink_to("shared.csv")

    with whole_file(tmp_path / "link.csv") as out:
        out.write(b"new")

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "shared.csv").read_bytes() == b"new"
    assert (tmp_path / "shared.csv").stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        with whole_file(pipe) as out:
            out.write(b"through")
        assert reader.communicate()[0] == b"through"
    assert pipe.is_fifo()


def test_a_folder_of_other_files_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / f"000_{'1' * 16}.txt").touch()
    check_target(tmp_path, "files")
    (tmp_path / "notes.txt").touch()

    with pytest.raises(ExportError, match=r"holds notes\.txt"):
        check_target(tmp_path, "files")
