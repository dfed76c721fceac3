"""A story as it is told on terminals of every width."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from crawler.commands.story import collected
from crawler.commands.story_told import told
from db.engine import open_database, reading
from db.queries import articles
from tests.reposted_stories import hold_stories, name


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "shoulu.db"
    hold_stories(path)
    return path


def as_told(database: Path, number: int, width: int) -> str:
    """What is told of a record on a terminal of this width."""
    engine = open_database(f"sqlite:///{database}")
    out = Console(width=width, file=io.StringIO())
    with reading(engine) as session:
        named = articles.by_id(session, name(number))
        assert named is not None
        out.print(told(collected(session, named, 50), width))
    engine.dispose()
    return out.file.getvalue()


@pytest.mark.parametrize("width", [80, 99, 100, 120, 180])
def test_no_line_is_wider_than_the_terminal_and_columns_stand_under_each_other(
    database: Path, width: int
) -> None:
    shown = as_told(database, 1, width).splitlines()

    assert max(map(cell_len, shown)) <= width
    heads = next(line for line in shown if line.startswith("came out"))
    figures = [line for line in shown if line.startswith("2026-01-0")]
    end = cell_len(heads[: heads.index("kept") + len("kept")])
    assert {cell_len(line[: line.index("%") + 1]) for line in figures} == {end}
