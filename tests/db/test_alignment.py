"""Where two texts agree and where they differ is found in their order, however long they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from db.alignment import align, gaps


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


def test_what_was_moved_is_found_in_its_other_place() -> None:
    one, other = "春江潮水连海平海上明月共潮生", "滟滟随波千万里何处春江无月明"
    found = align(one + other, other + one)
    assert sorted(run.length for run in [*found.runs, *found.moved]) == [14, 14]


@pytest.mark.parametrize("size", [3, 200_000])
def test_runs_are_in_order_and_overlap_nowhere(size: int) -> None:
    one, other = "甲乙丙丁戊己庚" * size + "子丑", "丙丁戊己" + "甲乙丙丁戊己庚" * size
    found = align(one, other).runs
    assert all(one[r.here : r.here + r.length] == other[r.there : r.there + r.length] for r in found)
    assert all(a.here + a.length <= b.here and a.there + a.length <= b.there for a, b in pairwise(found))
