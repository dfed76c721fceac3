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


def test_of_thousands_of_changed_lines_each_is_told() -> None:
    """Each has a share of the effort, so those at the end find what they were as those at the beginning do."""
    earlier, later = written(5000, "今"), written(5000, "昨")
    assert changes("\n".join(earlier), "\n".join(later)) == [
        Change(number=number, before=before, after=after)
        for number, (before, after) in enumerate(zip(earlier, later, strict=True), start=1)
    ]


def test_thousands_of_lines_that_have_nothing_in_common_are_gone_and_new() -> None:
    earlier = written(5000, "今")
    later = [chr(0x4E00 + number) * 40 for number in range(5000)]
    told = changes("\n".join(earlier), "\n".join(later))
    assert [change.after for change in told if change.after is not None] == later
    assert [change.before for change in told if change.before is not None] == earlier


def test_a_line_that_stands_thousands_of_times_hides_no_change_beside_it() -> None:
    same = ["—"] * 2000
    before, after = [*same, "渡口停航两天。", *same], [*same, "渡口停航三天。", *same]
    assert changes("\n".join(before), "\n".join(after)) == [
        Change(number=2001, before="渡口停航两天。", after="渡口停航三天。")
    ]


def written(count: int, day: str) -> list[str]:
    return [f"{number}号渡口{day}天停航，第{number * 7}班船不开。" for number in range(count)]


def test_of_a_changed_line_the_changed_characters_are_told() -> None:
    told = [(part.text, part.same) for part in parts("渡口停航三天。", "渡口停航两天。")]
    assert told == [("渡口停航", True), ("三", False), ("天。", True)]


def test_a_line_of_any_length_is_told() -> None:
    assert "".join(part.text for part in parts("雨" * 200_000, "雨" * 199_999)) == "雨" * 200_000
    assert changes("雨" * 200_000, "雪" * 200_000)
