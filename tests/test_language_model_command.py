"""The model of Chinese is shown, and built anew: from the archive alone here, since the packages are no dependency."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path

import pytest

from crawler.extraction.mirrors.language_model import NgramModel
from crawler.extraction.mirrors.language_model_file import read
from tests.project import Project, completed
from tests.sites.writing import piece
from tests.standing_pages import plain_page, write

HOST = "shili.example.cn"
FROM_ARCHIVE = ("language_model", "--build", "--from-archive", "--without-packages", "--output")


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("language_model")
    write(folder / "pages", [plain_page(number, HOST) for number in range(3)])
    project = Project(folder=folder)
    completed(project.scrapy("ingest", folder / "pages"))
    return project


def built(project: Project, path: Path) -> NgramModel:
    completed(project.scrapy(*FROM_ARCHIVE, path))
    return NgramModel(read(path))


def test_the_project_s_model_is_shown_with_its_sources_and_licences(ingested):
    shown = completed(ingested.scrapy("language_model")).stdout
    for told in ("simplified.ngrams", "wordfreq", "CC BY-SA 4.0", "jieba", "MIT", "n-grams of 3"):
        assert told in shown


def test_the_same_archive_gives_the_same_bytes(ingested, tmp_path):
    for name in ("one.ngrams", "other.ngrams"):
        built(ingested, tmp_path / name)
    assert (tmp_path / "one.ngrams").read_bytes() == (tmp_path / "other.ngrams").read_bytes()
    assert (tmp_path / "one.ngrams").stat().st_mode & 0o777 == 0o644


def test_a_model_of_the_archive_knows_its_articles(ingested, tmp_path):
    model = built(ingested, tmp_path / "mine.ngrams")
    text = piece(1).paragraphs[0]
    seen = sum(model.log_probability(text[:at], text[at]) for at in range(2, 30)) / 28
    turned = text[::-1]
    unseen = sum(model.log_probability(turned[:at], turned[at]) for at in range(2, 30)) / 28
    assert seen > unseen + 1
    assert [source.name for source in read(tmp_path / "mine.ngrams").sources] == ["own archive"]


def test_what_was_corrupted_teaches_nothing(tmp_path):
    write(tmp_path / "pages", [plain_page(number, HOST) for number in range(2)])
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", tmp_path / "pages"))
    with sqlite3.connect(project.database) as database:
        database.execute("UPDATE articles SET flags = '[\"garbled\"]' WHERE title = ?", (piece(0).title,))
    built(project, tmp_path / "clean.ngrams")
    clean = read(tmp_path / "clean.ngrams").sources[0].characters
    assert 0 < clean <= sum(len(line) for line in piece(1).paragraphs) + 200

    with sqlite3.connect(project.database) as database:
        database.execute("UPDATE articles SET flags = '[\"garbled\"]'")
    ended = project.scrapy(*FROM_ARCHIVE, tmp_path / "none.ngrams")
    assert (ended.returncode, (tmp_path / "none.ngrams").exists()) == (1, False)
    assert "no clean article" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("anything",), "takes no arguments"),
        (("--from-archive",), "go with --build"),
        (("--build", "--without-packages"), "goes with --from-archive"),
        (("--build", "--output", "nowhere/mine.ngrams"), "there is no folder nowhere"),
    ],
    ids=["argument", "not-built", "from-nothing", "no-folder"],
)
def test_what_cannot_be_meant_is_refused(ingested, arguments, why):
    ended = ingested.scrapy("language_model", *arguments)
    assert ended.returncode == 2
    assert why in ended.stdout + ended.stderr


@pytest.mark.skipif(importlib.util.find_spec("wordfreq") is not None, reason="the packages are installed")
def test_a_missing_package_is_named_with_the_way_to_get_it(ingested, tmp_path):
    ended = ingested.scrapy("language_model", "--build", "--output", tmp_path / "none.ngrams")
    assert ended.returncode == 1
    assert "pip install wordfreq " in ended.stderr
    assert not (tmp_path / "none.ngrams").exists()


def test_a_file_that_is_no_model_is_named(ingested, tmp_path):
    (tmp_path / "notes.txt").write_text("no model", encoding="utf-8")
    ended = ingested.scrapy("language_model", "--output", tmp_path / "notes.txt")
    assert ended.returncode == 1
    assert "notes.txt: this is no language model" in ended.stderr
