"""The digest of a text is blind to layout and width, and to nothing else."""

import pytest

from pipelines.dedup.digest import text_digest

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
