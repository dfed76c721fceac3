"""The digest of a text is blind to layout and width alone; its signature changes as little as the text."""

import os
import struct
import subprocess
import sys

import pytest

from pipelines.dedup import identified
from pipelines.dedup.digest import text_digest
from pipelines.dedup.signature import signature
from tests.db.test_likeness import NOTICE, REPLACED, STORY
from tests.project import ROOT
from tests.values import article, record

TEXT = "3月1日,河口镇开工（第2期）!\n共12个项目。"


@pytest.mark.parametrize(
    "same",
    [
        "3月1日，河口镇开工(第2期)！共12个项目。",
        "　　3月1日,河口镇开工（第２期）!\n\n共12个项目。\n",
        TEXT.replace("\n", "\r\n"),
    ],
)
def test_line_breaks_blanks_and_width_do_not_change_the_digest(same: str) -> None:
    assert text_digest(same) == text_digest(TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("12", "13"), TEXT.replace("河口", "河北"), TEXT[:-2]])
def test_another_number_name_or_end_changes_the_digest(other: str) -> None:
    assert text_digest(other) != text_digest(TEXT)


def keys(text: str) -> tuple[int, ...]:
    found = signature(text)
    return struct.unpack(f">{len(found) // 8}q", found)


def shared(one: str, other: str) -> float:
    """The share of the first text's keys that the second has too."""
    return len({*keys(one)} & {*keys(other)}) / len(keys(one))


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (STORY, 1, 1),
        (STORY.replace("，", ",").replace("\n", "  "), 1, 1),
        (STORY.translate(REPLACED), 0.2, 0.9),
        (STORY[: len(STORY) // 2], 0.3, 0.7),
        (NOTICE, 0, 0),
    ],
    ids=["itself", "other layout", "characters replaced", "half of it", "another text"],
)
def test_the_more_two_texts_share_the_more_keys_they_share(other: str, least: float, most: float) -> None:
    assert least <= shared(STORY, other) <= most


def prose(letters: int) -> str:
    """Text that hardly repeats itself."""
    return "".join(chr(0x4E00 + n * n * 7919 % 20011 % 6000) for n in range(letters))


@pytest.mark.parametrize(
    ("letters", "least", "most"),
    [
        (1, 1, 1),
        (8, 1, 1),
        (9, 2, 2),
        (60, 50, 53),
        (1_000, 64, 64),
        (6_007, 250, 250),
        (60_000, 1_024, 1_024),
    ],
)
def test_a_text_has_as_many_keys_as_its_length_calls_for(letters: int, least: int, most: int) -> None:
    found = keys(prose(letters))
    assert least <= len(found) <= most
    assert list(found) == sorted({*found})
    assert found[0] >= 0


def test_a_section_has_the_keys_that_the_whole_has_of_it() -> None:
    text = prose(6_000)
    whole, section = keys(text), keys(text[2_400:2_700])
    shared = [key for key in whole if key in section]
    assert [key for key in section if key <= whole[-1]] == shared
    assert len(shared) >= 6


@pytest.mark.parametrize(
    ("letters", "most"), [("桥" * 200_000, 1), ("水涨桥高" * 50_000, 4), ("。" * 200_000, 0)]
)
def test_a_text_that_repeats_itself_has_few_keys(letters: str, most: int) -> None:
    assert len(keys(letters)) == most


FERRY = (
    "The ferry between the two villages will stop at the new pier from Monday, the county said in a statement. "
    "Boats used to land at the stone steps below the grain store, where old people had to be helped ashore."
)
SCHOOL = (
    "The county said in a statement that the school in the old grain store will open from Monday. The children of "
    "the two villages used to walk to the stone bridge below the pier, where they had to be helped by old people."
)


def test_texts_in_an_alphabet_share_keys_by_passages_not_by_words() -> None:
    assert shared(FERRY, SCHOOL) < 0.1
    assert shared(FERRY[:105], FERRY) > 0.3


def test_a_text_without_a_letter_has_no_signature_and_one_of_a_letter_has() -> None:
    assert signature("……！") == b""
    assert len(signature("桥")) == 8


def test_signatures_are_the_same_in_every_process() -> None:
    script = (
        "import sys; from pipelines.dedup.signature import signature; print(signature(sys.argv[1]).hex())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script, STORY],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == signature(STORY).hex()


def test_an_article_leaves_with_both() -> None:
    found = identified(article(TEXT, record=record()))
    assert (found.text_digest, found.signature) == (text_digest(TEXT), signature(TEXT))
