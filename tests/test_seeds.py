"""The saved pages the project began with, when they are beside the checkout: every field, every character."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.project import ROOT, Project, completed

SEEDS = ROOT.parent / "shared" / "seeds"
LISTS = ("authors", "editors", "tags")
FIELDS = ("title", "byline", "publisher", "published_at", "site_name", "language", *LISTS)
READ_WHOLE = ("000", "001", "003", "004")
CORRUPTED = "002"
EATEN = ("老建筑+新消费", "老建筑?新消费")  # of the plus nothing is left

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
@pytest.mark.parametrize("seed", [*READ_WHOLE, CORRUPTED])
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


def test_the_corrupted_seed_is_restored_but_for_what_is_gone(records: dict[str, dict[str, Any]]) -> None:
    gold, record = expected()[CORRUPTED], records[expected()[CORRUPTED]["id"]]
    text = (SEEDS / "expected" / f"{CORRUPTED}.txt").read_text(encoding="utf-8").replace(*EATEN)
    # which of its commas were full-width ones the page does not tell
    assert unicodedata.normalize("NFKC", squeezed(record["text"])) == unicodedata.normalize(
        "NFKC", squeezed(text)
    )
    assert record["text"].count("\n") + 1 == gold["paragraphs"]
    assert not [piece for piece in gold["must_not_contain"] if piece in record["text"]]
    assert json.loads(record["flags"]) == ["garbled"]
    assert json.loads(record["repairs"])["readings-removed"] > 300


def test_every_guess_in_the_corrupted_seed_is_told(records: dict[str, dict[str, Any]]) -> None:
    record = records[expected()[CORRUPTED]["id"]]
    told = {field: json.loads(record["provenance"])[field].get("guessed", []) for field in ("title", "text")}
    places = [(record[field][at : at + len(value)], value) for field in told for at, value, _ in told[field]]
    assert told["title"]
    assert len(places) > 10
    assert all(stands == value for stands, value in places)
