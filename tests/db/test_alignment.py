"""Where two texts agree and where they differ is found in their order, however long they are."""

from __future__ import annotations

import pytest

from db.alignment import gaps


def differences(one: str, other: str) -> list[tuple[str, str, bool]]:
    return [(gap.one, gap.other, gap.at_end) for gap in gaps(one, other, 5)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("甲乙丙丁戊己", "甲乙丙丁戊己", []),
        ("甲乙丙丁戊X己庚辛壬癸", "甲乙丙丁戊YZ己庚辛壬癸", [("X", "YZ", False)]),
        ("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊Y己庚辛壬癸", [("", "Y", False)]),
        ("子甲乙丙丁戊", "丑寅甲乙丙丁戊卯", [("子", "丑寅", True), ("", "卯", True)]),
        (
            "甲乙丙丁戊子东西丑己庚辛壬癸",
            "甲乙丙丁戊寅东西卯己庚辛壬癸",
            [("子", "寅", False), ("丑", "卯", False)],
        ),
        ("甲乙", "丙丁", [("甲乙", "丙丁", True)]),
        ("", "", []),
    ],
)
def test_gaps_are_what_stands_between_the_places_where_texts_agree(
    one: str, other: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert differences(one, other) == expected
