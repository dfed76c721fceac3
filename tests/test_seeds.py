"""The saved pages the project began with, when they are beside the checkout: every field, every character."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.project import ROOT, Project, completed

SEEDS = ROOT.parent / "shared" / "seeds"
LISTS = ("authors", "editors", "tags")
FIELDS = ("title", "byline", "publisher", "published_at", "site_name", "language", *LISTS)
READ_WHOLE = ("000", "001", "003", "004")
CORRUPTED = "002"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout")


def expected() -> dict[str, dict[str, Any]]:
    return (
        json.loads((SEEDS / "expected" / "expected.json").read_text(encoding="utf-8"))
        if SEEDS.is_dir()
        else {}
    )


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    project = Project(folder=tmp_path_factory.mktemp("seeds"))
    completed(project.scrapy("ingest", *sorted(SEEDS.glob("*.txt"))))
    return {row["id"]: row for row in project.rows("articles", order_by="id")}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("seed", READ_WHOLE)
def test_a_field_of_a_seed_is_what_a_perfect_reader_gets(
    records: dict[str, dict[str, Any]], seed: str, field: str
) -> None:
    gold = expected()[seed]
    value = records[gold["id"]][field]
    assert (json.loads(value) if field in LISTS else value) == gold[field]


@pytest.mark.parametrize("seed", READ_WHOLE)
def test_the_text_of_a_seed_is_right_to_the_character(records: dict[str, dict[str, Any]], seed: str) -> None:
    text = records[expected()[seed]["id"]]["text"]
    gold = Path(SEEDS / "expected" / f"{seed}.txt").read_text(encoding="utf-8")
    assert squeezed(text) == squeezed(gold)
    assert text.count("\n") + 1 == expected()[seed]["paragraphs"]


def test_the_corrupted_seed_is_flagged(records: dict[str, dict[str, Any]]) -> None:
    assert json.loads(records[expected()[CORRUPTED]["id"]]["flags"]) == ["garbled"]
