"""The model of Chinese: what its file keeps, what it says, and what is said of a broken one."""

import json
import math
from pathlib import Path

import pytest

from crawler.extraction.mirrors.language_model import MODEL_FILE, NgramModel, load, symbol
from crawler.extraction.mirrors.language_model_file import (
    ModelFileError,
    ModelSource,
    header_bytes,
    read,
    write,
)
from crawler.learning.ngrams import count_text, estimate, nothing_counted

LINES = (
    "渡口镇的果农在山坡上种下了新的梨树。",
    "渡口镇的渔民在河边修好了旧的木船。",
    "“梨树三年结果，”老张说，“木船十年不坏。”",
)
SOURCE = ModelSource(name="三句话", version="1", licence="CC0", characters=60)


def small() -> bytes:
    counts = nothing_counted(3)
    count_text(counts, LINES)
    return write(estimate(counts, (1000, 1000), [SOURCE]))


@pytest.fixture
def model(tmp_path: Path) -> NgramModel:
    (tmp_path / "small.ngrams").write_bytes(small())
    return NgramModel(read(tmp_path / "small.ngrams"))


@pytest.mark.parametrize(
    ("before", "likelier", "rarer"),
    [
        ("渡口", "镇", "梨"),
        ("种下了", "新", "旧"),
        ("", "渡", "坏"),
        ("河边修好了", "旧", "新"),
        ("从未见过的", "果", "坏"),
    ],
)
def test_what_was_seen_after_the_characters_is_likelier(model, before, likelier, rarer):
    assert model.log_probability(before, likelier) > model.log_probability(before, rarer)


@pytest.mark.parametrize("before", ["", "渡口", "的", "梨树", "无人"])
def test_probabilities_after_a_history_add_up_to_one(model, before):
    every = sorted(set("".join(LINES)))
    assert 0.8 < sum(map(math.exp, model.log_probabilities(before, every))) < 1.05


def test_many_at_once_are_as_likely_as_one_by_one(model):
    asked = "镇梨鑫A7，🍐 "
    assert model.log_probabilities("渡口", asked) == [model.log_probability("渡口", c) for c in asked]


@pytest.mark.parametrize(
    "character", ["龘", "x", "Ｘ", "8", "８", "，", ",", "※", "🍐", " ", "\u3000", "\ue000", "ā"]
)
def test_what_was_never_seen_has_a_small_probability(model, character):
    assert -45 < model.log_probability("渡口", character) < 0


@pytest.mark.parametrize(
    ("character", "name"),
    [("，", "，"), (",", "，"), ("国", "国"), ("7", "0"), ("７", "0"), ("k", "a"), ("Ｋ", "a"), ("\n", "\n"),
     ("★", "#"), ("а", "#")],
)  # fmt: skip
def test_characters_are_folded_into_symbols(character, name):
    assert symbol(character) == name


def test_the_same_counts_give_the_same_bytes():
    assert small() == small()


def test_the_file_says_what_the_model_was_built_from(tmp_path):
    (tmp_path / "small.ngrams").write_bytes(small())
    assert read(tmp_path / "small.ngrams").sources == (SOURCE,)


def test_the_head_of_the_file_differs_where_the_model_does(tmp_path):
    one, other = tmp_path / "one.ngrams", tmp_path / "other.ngrams"
    one.write_bytes(small())
    counts = nothing_counted(3)
    count_text(counts, LINES[:2])
    other.write_bytes(write(estimate(counts, (1000, 1000), [SOURCE])))
    assert header_bytes(one) != header_bytes(other)
    assert one.read_bytes().startswith(header_bytes(one))


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (lambda whole: whole[:-9], "cut or changed"),
        (lambda whole: whole[:40], "cut or changed"),
        (lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]), "cut or changed"),
        (lambda whole: b"", "no language model"),
        (lambda whole: b"something else altogether", "no language model"),
        (lambda whole: whole.replace(b'"format": 1', b'"format": 9'), "format 9"),
    ],
    ids=["cut", "cut-in-the-head", "changed", "empty", "another-file", "another-format"],
)
def test_a_broken_file_is_named_and_says_why(tmp_path, broken, why):
    path = tmp_path / "broken.ngrams"
    path.write_bytes(broken(small()))
    with pytest.raises(ModelFileError, match=why) as caught:
        read(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModelFileError, match=r"missing\.ngrams"):
        read(tmp_path / "missing.ngrams")


def test_the_project_s_model_is_small_and_says_where_it_is_from():
    assert MODEL_FILE.stat().st_size < 15_000_000
    header = json.loads(header_bytes(MODEL_FILE)[18:])
    assert header["sources"]
    assert all(source["name"] and source["version"] and source["licence"] for source in header["sources"])


@pytest.mark.parametrize(
    ("before", "right", "wrong", "after"),
    [
        ("经济发", "展", "斩", "和"),
        ("中华人", "民", "冥", "共"),
        ("他们在会议", "上", "垧", "说"),
        ("记者从市", "政", "症", "府"),
        ("", "我", "饿", "们"),
        ("改革开", "放", "枋", "，"),
    ],
)
def test_the_project_s_model_knows_common_chinese(before, right, wrong, after):
    def chance(character: str) -> float:
        return load().log_probability(before, character) + load().log_probability(before + character, after)

    assert chance(right) > chance(wrong) + 3
