"""What became of a text in a copy: what was cut and added, and where; what was moved, and what was retouched."""

from __future__ import annotations

import pytest

from db.changes import Changes, Passage
from db.letters import Lettered
from db.likeness import folded
from tests.reposted_texts import BEES, FERRY, FERRY_TRADITIONAL, PARAGRAPHS

LETTERS = len(folded(FERRY))
FIRST, SECOND, THIRD, FOURTH = (len(folded(paragraph)) for paragraph in PARAGRAPHS)


def changes(original: str, copy: str) -> Changes:
    return Changes.between(Lettered.of(original), Lettered.of(copy))


@pytest.mark.parametrize(
    ("copy", "cut", "added"),
    [
        pytest.param(FERRY, [], [], id="the same"),
        pytest.param(FERRY.replace("，", ",").replace("\n", ""), [], [], id="punctuation and lines"),
        pytest.param("\n".join(PARAGRAPHS[:3]), [(LETTERS - FOURTH, LETTERS)], [], id="the end"),
        pytest.param("\n".join(PARAGRAPHS[1:]), [(0, FIRST)], [], id="the beginning"),
        pytest.param(
            "\n".join((PARAGRAPHS[0], PARAGRAPHS[3])), [(FIRST, FIRST + SECOND + THIRD)], [], id="the middle"
        ),
        pytest.param(
            "\n".join((PARAGRAPHS[0], PARAGRAPHS[2])),
            [(FIRST, FIRST + SECOND), (LETTERS - FOURTH, LETTERS)],
            [],
            id="the middle and the end",
        ),
        pytest.param(
            f"{FERRY}\n{BEES}", [], [(LETTERS, LETTERS + len(folded(BEES)))], id="another text behind"
        ),
        pytest.param(BEES, [(0, LETTERS)], [(0, len(folded(BEES)))], id="nothing of it"),
        pytest.param("", [(0, LETTERS)], [], id="nothing at all"),
    ],
)
def test_cut_and_added_passages_are_told_by_their_letters(
    copy: str, cut: list[Passage], added: list[Passage]
) -> None:
    found = changes(FERRY, copy)

    assert (found.cut, found.added) == (cut, added)
    assert found.kept == pytest.approx(1 - sum(ends - begins for begins, ends in cut) / LETTERS)
    assert found.new == pytest.approx(
        sum(ends - begins for begins, ends in added) / max(len(folded(copy)), 1)
    )
    assert found.retouched == 0


def test_a_word_put_otherwise_is_no_passage() -> None:
    copy = FERRY.replace("十一月的清晨", "昨天一早").replace("六十趟", "几十趟").replace("老艄公", "")
    found = changes(FERRY, copy)

    assert (found.cut, found.added, found.moved) == ([], [], [])
    assert 0.95 < found.kept < 1
    assert found.retouched == pytest.approx(LETTERS * (1 - found.kept), abs=4)


def test_a_passage_written_anew_is_not_held_together_by_the_letters_both_happen_to_have() -> None:
    copy = FERRY.replace(
        PARAGRAPHS[2], "新桥修了两年，今天开始走车走人。村里的老人说，桥头有了灯，夜里在河边也不怕。"
    )
    found = changes(FERRY, copy)

    [cut], [added] = found.cut, found.added
    assert cut.begins >= FIRST + SECOND
    assert cut.ends <= FIRST + SECOND + THIRD
    assert cut.letters > THIRD * 0.8
    assert added.letters > 25


def test_a_moved_paragraph_is_kept() -> None:
    copy = "\n".join((PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[3]))
    found = changes(FERRY, copy)

    assert (found.cut, found.added, found.kept, found.new) == ([], [], 1.0, 0.0)
    assert found.moved_letters == min(SECOND, THIRD)


def test_traditional_characters_are_no_change() -> None:
    found = changes(PARAGRAPHS[0], FERRY_TRADITIONAL)

    assert (found.kept, found.new, found.retouched) == (1.0, 0.0, 0)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("……", FERRY), (FERRY, "！")])
def test_a_text_without_letters_is_no_fault(one: str, other: str) -> None:
    found = changes(one, other)

    assert 0 <= found.kept <= 1
    assert 0 <= found.new <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("的" * 200_000, "的" * 199_000 + FERRY),
        ("。" * 200_000, "？" * 200_000),
        ("一二" * 100_000, "二一三" * 70_000),
        ("甲" * 100_000 + FERRY, FERRY + "甲" * 100_000),
    ],
)
def test_no_text_takes_long(one: str, other: str) -> None:
    found = changes(one, other)

    assert found.shared <= min(found.letters, found.copy_letters)
