"""The files below the paths a person names."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.archive.containers import Kind
from crawler.archive.folders import Found, find

PAGE = b"<html><p>a</p></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b/2.html",
        "b/page.htm",
        "b/page_files/frame.html",
        "b/page_files/deep/ad.html",
        "b/notes_files/3.html",
        "a/1.txt",
        "a/style.css",
        "a/.hidden.html",
        ".git/4.html",
        "archive/shoulu.warc.gz",
        "c.wacz",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    return tmp_path


def found(*paths: Path, archive: Path) -> list[tuple[str, str]]:
    return [(each.path.name, each.kind.name) for each in find(paths, archive=archive)]


def test_folders_are_read_to_the_bottom_in_a_fixed_order(folder: Path) -> None:
    assert found(folder, archive=folder / "archive") == [
        ("c.wacz", "WACZ"),
        (".hidden.html", "OTHER"),
        ("1.txt", "PAGE"),
        ("style.css", "OTHER"),
        ("2.html", "PAGE"),
        ("page.htm", "PAGE"),
        ("frame.html", "OTHER"),
        ("ad.html", "OTHER"),
        ("3.html", "PAGE"),
    ]


def test_a_file_named_twice_is_found_once(folder: Path) -> None:
    twice = found(folder / "a/1.txt", folder / "a", folder / "b/../a", archive=folder / "archive")
    assert [name for name, _ in twice] == ["1.txt", ".hidden.html", "style.css"]


@pytest.mark.parametrize("path", ["archive", "archive/shoulu.warc.gz"])
def test_our_own_archive_is_not_taken_into_itself(folder: Path, path: str) -> None:
    assert list(find([folder / path], archive=folder / "archive")) == [
        Found(path=folder / path, kind=Kind.ARCHIVED, named=True)
    ]


def test_what_is_not_there_is_told(folder: Path) -> None:
    (folder / "a/broken.html").symlink_to(folder / "gone.html")
    assert found(folder / "no.html", archive=folder / "archive") == [("no.html", "MISSING")]
    assert ("broken.html", "MISSING") in found(folder / "a", archive=folder / "archive")


def test_a_hidden_file_is_taken_when_it_is_named(folder: Path) -> None:
    assert found(folder / "a/.hidden.html", archive=folder / "archive") == [(".hidden.html", "PAGE")]
