"""The digest of a text is blind to layout and width alone; its signature changes as little as the text."""

import os
import subprocess
import sys

import pytest

from pipelines.dedup import identified
from pipelines.dedup.digest import text_digest
from pipelines.dedup.signature import BANDS, signature
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


def shared(one: str, other: str) -> int:
    """How many bands of two texts are the same, each in its place."""
    first, second = signature(one), signature(other)
    return sum(first[i : i + 8] == second[i : i + 8] for i in range(0, BANDS * 8, 8))


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (STORY, BANDS, BANDS),
        (STORY.replace("，", ",").replace("\n", "  "), BANDS, BANDS),
        (STORY.translate(REPLACED), BANDS // 3, BANDS - 1),
        (STORY[: len(STORY) // 2], 1, BANDS // 2),
        (NOTICE, 0, 0),
    ],
    ids=["itself", "other layout", "characters replaced", "half of it", "another text"],
)
def test_the_more_two_texts_share_the_more_bands_they_share(other: str, least: int, most: int) -> None:
    assert least <= shared(STORY, other) <= most


def test_a_text_without_a_letter_has_no_signature_and_one_of_a_letter_has() -> None:
    assert signature("……！") == b""
    assert len(signature("桥")) == BANDS * 8


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
