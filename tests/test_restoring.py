"""The figures of `python -m benchmarks.restoring`: what counts as right, and that it says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.restoring.clean import clean_documents
from benchmarks.restoring.detector import clean, false_alarms, generated
from benchmarks.restoring.scores import bin_of, score, together
from benchmarks.restoring.texts import documents_of
from crawler.extraction.mirrors.restored import Restored
from crawler.items import Guess
from tests.garbling.labels import Damage
from tests.garbling.mirror import Mirror, corrupted
from tests.project import ROOT

DAMAGE = corrupted(
    "日报说：“到了。”\n他走了。", Mirror(readings={"報": "bào", "請": "qǐng"}, cut_share=1, cuts_mend=False)
)


def restored(text: str, *guesses: Guess) -> Restored:
    return Restored(text=text, counts={}, guesses=guesses)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("日报说：“到了。”\n他走了。", 0),
        ("日报说:“到了。”他走了。\n", 0),  # white space and the width of punctuation do not count
        ("<p>日报说：“到了。”</p>\n<p>他走了。</p>", 0),
        ("日服说：“到了。”\n他走了。", 1),
        ("日说：“到了。”\n他走了。", 1),
        ("日报报说：“到了。”\n他走了。", 1),
        ("", 13),
    ],
)
def test_characters_are_wrong_that_are_missing_others_or_too_many(said: str, wrong: int) -> None:
    assert score(DAMAGE, restored(said)).wrong == wrong


def test_what_came_back_is_counted_by_what_had_become_of_it() -> None:
    one = score(DAMAGE, restored("日报说：“到了。’\n他走了？"))
    assert one.recovered[Damage.LOST_WITH_READING] == (1, 1)
    assert one.recovered[Damage.LOST_OF_STOP] == (1, 1)
    assert set(one.recovered) <= set(Damage) - {Damage.CLEAN, Damage.ANNOTATED}
    assert together([one, one]).recovered[Damage.LOST_OF_STOP] == (2, 2)


def test_guesses_are_right_by_how_sure_they_were() -> None:
    text = "日报说：“到了，”\n他走了。"
    at = (
        Guess(start=1, end=2, value="报", probability=0.99),
        Guess(start=7, end=8, value="，", probability=0.6),
    )
    assert score(DAMAGE, restored(text, *at)).guessed == {"0.97-1": (1, 1), "0.5-0.7": (0, 1)}


@pytest.mark.parametrize(
    ("probability", "name"), [(0.0, "0-0.5"), (0.5, "0.5-0.7"), (0.97, "0.97-1"), (1.0, "0.97-1")]
)
def test_every_probability_is_in_a_bin(probability: float, name: str) -> None:
    assert bin_of(probability) == name


def test_tags_that_stand_again_are_counted() -> None:
    damage = corrupted("<p>看到。”</p>", Mirror(readings={}, cut_share=1))
    assert score(damage, restored("<p>看到。”/p>")).tags == (1, 2)
    assert score(damage, restored("<p>看到。”</p>")).tags == (2, 2)


def test_clean_documents_are_of_all_kinds_and_the_same_every_time() -> None:
    documents = ["今天下雨，路上人少。"]
    assert clean_documents(documents, 2) == clean_documents(documents, 2)
    assert {what for what, _ in clean(documents, 16)} == set(clean_documents(documents, 0))
    assert {what for what, _ in generated(documents, 5)} == {
        f"corrupted, {share}%" for share in (5, 10, 30, 60, 100)
    }


def test_a_clean_document_taken_for_a_corrupted_one_is_a_false_alarm() -> None:
    assert false_alarms({"lesson": {"garbled": 2, "clean": 1}, "corrupted, 5%": {"garbled": 7}}) == 2


def test_a_file_of_paragraphs_is_read_in_documents_from_all_over_it(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("\n\n".join(str(number) * 800 for number in range(8)), encoding="utf-8")
    assert [text[0] + text[-1] for text in documents_of(path, 2)] == ["01", "45"]


def test_the_figures_are_printed_as_json(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("今天下雨，路上人少，公司网站发布了新闻。\n" * 5, encoding="utf-8")
    said = _run("--texts", str(path), "--only", "30%", "page", "--parts", "restored", "--json")
    assert said.returncode == 0
    figures = json.loads(said.stdout)["restored"]["lines"]
    assert list(figures) == ["30%", "page"]
    assert figures["30%"]["characters"] == 100


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    said = _run("--texts", str(tmp_path / "none.txt"))
    assert (said.returncode, said.stdout) == (2, "")
    assert "none.txt" in said.stderr


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.restoring", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
