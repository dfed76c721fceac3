"""A text and its letters: the text can be parted before any letter, and where its sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from db.letters import Lettered
from db.likeness import folded
from tests.reposted_texts import FERRY, FERRY_TRADITIONAL


@pytest.mark.parametrize(
    "text",
    [
        FERRY,
        FERRY_TRADITIONAL,
        "",
        "……！",
        "占地３５㎡，约合½亩，ＡＢＣ，㈱改名",
        "e\u0301te\u0301，한글은 각각",
        "“你好，”他说。（记者 方一舟）",
        "\x00\ud7ff𠮷野家、𰻝𰻝面",
    ],
)
def test_a_text_parted_before_every_letter_is_the_text(text: str) -> None:
    lettered = Lettered.of(text)

    assert len(lettered.places) == len(lettered.letters)
    assert list(lettered.places) == sorted(lettered.places)
    parts = [lettered.between(at, at + 1) for at in range(len(lettered.letters))]
    assert "".join(parts) == (text if lettered.letters else "")


@pytest.mark.parametrize("text", [FERRY, FERRY_TRADITIONAL, "占地３５㎡", "乾隆年間，乾燥的空氣"])
def test_its_letters_are_those_by_which_texts_are_compared(text: str) -> None:
    assert Lettered.of(text).letters == folded(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("水来了。人走了！桥呢？\n还在；", ["水来了。", "人走了！", "桥呢？\n", "还在；"]),
        ("“水来了。”他说。“走吧。”", ["“水来了。”", "他说。", "“走吧。”"]),
        ("涨了3.5米.人都走了!桥还在", ["涨了3.5米.", "人都走了!", "桥还在"]),
        ("学?秧的人", ["学?秧的人"]),
        ("Stop it. Now", ["Stop it. ", "Now"]),
        ("没有标点", ["没有标点"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_sees_it(text: str, sentences: list[str]) -> None:
    lettered = Lettered.of(text)

    found = [lettered.between(*ends) for ends in pairwise(lettered.sentence_ends())]
    assert found == sentences


@pytest.mark.parametrize(
    ("text", "is_traditional"),
    [
        (FERRY_TRADITIONAL, True),
        (FERRY, False),
        ("乾隆年间的水井", False),
        ("", False),
        ("ＡＢＣ　１２３", False),
    ],
)
def test_a_text_in_traditional_characters_is_told(text: str, is_traditional: bool) -> None:
    assert Lettered.of(text).is_traditional is is_traditional
