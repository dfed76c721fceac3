from __future__ import annotations

import pytest

from crawler.commands.history_changes import Change, changes, parts


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("一\n二", "一\n二", []),
        ("", "北溪今天下雨。", [(1, None, "北溪今天下雨。")]),
        ("北溪今天下雨。", "", [(1, "北溪今天下雨。", None)]),
        ("北溪今天下雨。", "北溪昨天下雨。", [(1, "北溪今天下雨。", "北溪昨天下雨。")]),
        (
            "第一段原样。\n渡口停航两天。\n第三段原样。",
            "第一段原样。\n渡口停航三天。\n新添一句说明原因。\n第三段原样。",
            [(2, "渡口停航两天。", "渡口停航三天。"), (3, None, "新添一句说明原因。")],
        ),
        (
            "甲乙丙丁戊\n渡口停航两天。",
            "渡口停航三天。",
            [(1, "甲乙丙丁戊", None), (1, "渡口停航两天。", "渡口停航三天。")],
        ),
    ],
)
def test_changed_lines_stand_beside_what_they_were(
    before: str, after: str, found: list[tuple[int, str | None, str | None]]
) -> None:
    assert changes(before, after) == [
        Change(number=number, before=earlier, after=later) for number, earlier, later in found
    ]


def test_of_a_changed_line_the_changed_characters_are_told() -> None:
    told = [(part.text, part.same) for part in parts("渡口停航三天。", "渡口停航两天。")]
    assert told == [("渡口停航", True), ("三", False), ("天。", True)]


def test_a_line_of_any_length_is_told() -> None:
    assert "".join(part.text for part in parts("雨" * 200_000, "雨" * 199_999)) == "雨" * 200_000
    assert changes("雨" * 200_000, "雪" * 200_000)
