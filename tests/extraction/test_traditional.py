"""Traditional characters back to simplified, where one stands for two."""

from __future__ import annotations

import pytest

from crawler.extraction.mirrors.traditional import made_simplified


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("隨著時間推移，他笑著說", "随着时间推移，他笑着说"),
        ("著名作家的專著成效顯著", "著名作家的专著成效显著"),
        ("未署著作者名", "未署著作者名"),
        ("牌子上寫著名字", "牌子上写着名字"),
        ("他們討論著，配合著，一名著裝整齊的", "他们讨论着，配合着，一名着装整齐的"),
        ("兩人合著《論著》，著有《河》", "两人合著《论著》，著有《河》"),
        ("皇后里干麵", "皇后里干面"),
    ],
)
def test_a_character_of_two_words_is_read_in_its_word(traditional: str, simplified: str) -> None:
    assert made_simplified(traditional) == simplified


def test_positions_stay_true() -> None:
    text = "著" * 3 + "發展" * 50
    assert len(made_simplified(text)) == len(text)
