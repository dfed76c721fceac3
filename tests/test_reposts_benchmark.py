"""The figures of `python -m benchmarks.reposts`: what counts as right, and what the command prints."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.reposts import rivals
from benchmarks.reposts.__main__ import main
from benchmarks.reposts.scores import (
    AMONG_COPIES,
    OTHERS,
    Count,
    Truths,
    adjusted_rand_index,
    b_cubed,
    clusters_scored,
    connected,
    originals_scored,
    pairs_scored,
    together,
)
from benchmarks.reposts.stored import stored
from tests.project import ROOT
from tests.test_reposts_made_up import ORIGIN, TEXT, labelled

TRUTHS = Truths.of(
    [
        ORIGIN,
        labelled(2, (1, 0, 1000), story=1, kinds=("spaces",)),
        labelled(3, (1, 0, 600), story=1, kinds=("cut at the end", "cut by 40%")),
        labelled(4, (4, 0, 500), form="weather", is_origin=True),
        labelled(5, (5, 0, 500), form="weather", is_origin=True),
        labelled(6, (6, 0, 500), is_origin=True),
    ]
)


def test_recall_is_by_kind_of_change_and_false_pairs_by_form() -> None:
    found = pairs_scored(TRUTHS, {(1, 2): "exact", (2, 3): "near", (4, 5): "near", (4, 6): "contained"})
    assert found.overall == Count(of=3, right=2)
    assert found.with_source == Count(of=2, right=1)
    assert found.by_kind == {
        "spaces": Count(of=1, right=1),
        "cut at the end": Count(of=1, right=0),
        "cut by 40%": Count(of=1, right=0),
        AMONG_COPIES: Count(of=1, right=1),
    }
    assert found.by_size["under 10 articles"] == found.overall
    assert found.by_letters["400 to 1,000"] == Count(of=2, right=1)
    assert (found.false, found.precision) == ({"weather": 2}, 0.5)
    assert (found.missed, found.wrong) == (((1, 3),), ((4, 5), (4, 6)))
    assert found.relations["near"] == Count(of=1, right=1)


def test_copies_in_one_cluster_are_together_though_they_were_not_compared() -> None:
    assert together(TRUTHS, {(1, 2)}, {1: "c", 2: "c", 3: "c"}) == Count(of=3, right=3)
    assert together(TRUTHS, {(1, 2)}, {1: "c", 2: "c"}) == Count(of=3, right=1)


def test_where_nothing_is_found_nothing_is_wrong() -> None:
    found = pairs_scored(TRUTHS, {})
    assert (found.precision, found.overall.share) == (1.0, 0.0)
    assert OTHERS not in found.false


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ("aabb", "xxyy", 1.0),
        ("abcd", "wxyz", 1.0),
        ("aaaa", "xxxx", 1.0),
        ("aabb", "xxxx", 0.0),
        ("aabb", "xyxy", -0.5),
        ("aaabbb", "xxyyzz", 0.242424),  # Hubert and Arabie's formula, by hand: (2 - 1.2) / (4.5 - 1.2)
    ],
)
def test_the_adjusted_rand_index_of_two_ways_to_part_items(one: str, other: str, index: float) -> None:
    assert (
        adjusted_rand_index(one, other) == adjusted_rand_index(other, one) == pytest.approx(index, abs=1e-6)
    )


@pytest.mark.parametrize(
    ("truth", "found", "expected"),
    [("aabb", "xxyy", (1, 1)), ("aabb", "xxxx", (0.5, 1)), ("aabb", "wxyz", (1, 0.5)), ("", "", (0, 0))],
)
def test_b_cubed_tells_clusters_too_large_from_clusters_too_small(
    truth: str, found: str, expected: tuple[float, float]
) -> None:
    assert b_cubed(truth, found) == expected


def test_an_article_without_a_cluster_is_one_by_itself_and_doubtful_ones_are_left_out() -> None:
    articles = [*TRUTHS.articles.values(), labelled(8, (1, 0, 300), story=None)]
    assert clusters_scored(articles[:6], {1: "c", 2: "c", 3: "c"}).ari == 1.0
    assert clusters_scored(articles[:6], {1: "c", 2: "c"}).b_recall < 1.0


@pytest.mark.parametrize(("original", "right"), [(1, 1), (2, 0)])
def test_the_original_of_a_cluster_is_right_where_its_story_began_with_it(original: int, right: int) -> None:
    found = originals_scored(TRUTHS.articles.values(), {1: "c", 2: "c", 3: "c"}, {original})
    assert found == Count(of=1, right=right)


def test_pairs_connect_what_is_reached_by_them() -> None:
    assert connected([(5, 6), (1, 2), (2, 5), (8, 9)]) == {1: 1, 2: 1, 5: 1, 6: 1, 8: 8, 9: 8}


def test_what_the_store_holds_is_read_back(tmp_path: Path) -> None:
    texts = {1: TEXT * 2, 2: TEXT * 2, 3: (TEXT * 2).replace("渡口", "码头"), 4: "".join(reversed(TEXT))}
    articles = [labelled(number, text=text) for number, text in texts.items()]
    found = stored(articles, tmp_path / "news.db", lambda _: None)
    assert found.pairs == {(1, 2): "exact", (1, 3): "near", (2, 3): "near"}
    assert set(found.cluster_of) == {1, 2, 3}
    assert len(set(found.cluster_of.values())) == len(found.originals) == 1


def test_an_exact_hash_finds_what_differs_in_white_space_alone() -> None:
    texts = {1: TEXT, 2: TEXT.replace("\n", " "), 3: TEXT[1:]}
    assert rivals.exact_hash(texts, lambda _: None) == {"": {(1, 2)}}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs the command, in this process for what is read only once, and gives what it prints."""

    def run(*arguments: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", ["reposts", *map(str, arguments)])
        assert main() == 0
        return capsys.readouterr().out

    return run


def test_the_command_prints_its_tables(told: Callable[..., str]) -> None:
    tables = told("--articles", "40")
    assert "recall by kind of change" in tables
    assert "false pairs by form" in tables
    assert "shoulu" in tables.splitlines()[-2]


def test_the_command_prints_figures_for_machines(told: Callable[..., str]) -> None:
    figures = json.loads(told("--articles", "40", "--json"))
    assert list(figures) == ["shoulu"]
    assert 0.9 < figures["shoulu"]["recall"] <= 1


def test_the_command_writes_the_articles_with_what_they_were_made_from(
    told: Callable[..., str], tmp_path: Path
) -> None:
    assert told("--articles", "40", "--write", tmp_path / "made.jsonl") == ""
    rows = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 40
    assert {"text", "story", "kinds", "passages"} <= rows[0].keys()


@pytest.mark.parametrize(("name", "why"), [("empty.txt", "not enough text"), ("missing.txt", "No such file")])
def test_the_command_says_where_there_is_no_text(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "empty.txt").touch()
    command = [sys.executable, "-m", "benchmarks.reposts", "--texts", str(tmp_path / name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("reposts: ")
    assert why in done.stderr.splitlines()[-1]
