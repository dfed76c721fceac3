"""Two texts side by side: nothing of either is lost, what differs is seen without colour, columns stand straight."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from crawler.commands.side_by_side import Row, beside, printed, rows
from db.changes import Changes
from db.letters import Lettered
from tests.reposted_texts import BEES, FERRY, FERRY_TRADITIONAL, PARAGRAPHS

COPIES = {
    "the same": FERRY,
    "lost lines": FERRY.replace("\n", ""),
    "half-width": FERRY.replace("，", ",").replace("。", ".").replace("“", '"').replace("”", '"'),
    "cut": FERRY[60:-80],
    "added": f"本报讯（记者 方一舟）{FERRY}\n责任编辑：贺兰亭",
    "moved": "\n".join((PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[1])),
    "retouched": FERRY.replace("十四个人", "十几个人")
    .replace("三十八年", "近四十年")
    .replace("六十趟。", "六十趟，"),
    "joined": f"{BEES}\n{FERRY}",
    "another": BEES,
    "nothing": "",
    "traditional": FERRY_TRADITIONAL,
    "marks alone": "……",
}


def found(one: str, other: str) -> list[Row]:
    left, right = Lettered.of(one), Lettered.of(other)
    return rows(left, right, Changes.between(left, right))


def side(of: list[Row], name: str) -> str:
    return "".join(piece.text for row in of for piece in getattr(row, name))


def told(one: str, other: str, *, width: int = 60, whole: bool = False) -> list[str]:
    out = Console(width=width, file=io.StringIO())
    out.print(printed(found(one, other), whole=whole))
    return [line.rstrip() for line in out.file.getvalue().splitlines()]


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("swapped", [False, True])
def test_either_side_is_its_text_whole(copy: str, swapped: bool) -> None:
    one, other = (copy, FERRY) if swapped else (FERRY, copy)
    beside_each_other = found(one, other)

    assert side(beside_each_other, "left") == (one if Lettered.of(one).letters else "")
    assert side(beside_each_other, "right") == (other if Lettered.of(other).letters else "")


def test_sentences_stand_beside_what_became_of_them() -> None:
    one = "水涨了三尺。船停在渡口，没有人走。桥还没有修好。老人在凉亭里等了一个上午。"
    other = "水涨了三尺。船停在老渡口，没有人走。老人在凉亭里等了一个上午。记者方一舟报道。"

    assert told(one, other, width=62, whole=True) == [
        "水涨了三尺。                    水涨了三尺。",
        "船停在渡口，没有人走。        | 船停在⟦老⟧渡口，没有人走。",
        "桥还没有修好。                <",
        "老人在凉亭里等了一个上午。      老人在凉亭里等了一个上午。",
        "                              > 记者方一舟报道。",
    ]


def test_what_is_the_same_is_folded_but_for_the_sentence_next_to_a_change() -> None:
    copy = FERRY.replace("四十天", "一个多月")
    lines = told(FERRY, copy, width=200)

    assert [line for line in lines if "the same" in line] == [
        "  … 5 sentences the same …",
        "  … 2 sentences the same …",
    ]
    assert len(lines) == 5
    assert "⟦四十天。⟧" in lines[2]
    assert "⟦一个多月。⟧" in lines[2]
    assert told(FERRY, FERRY, width=200) == ["  … 10 sentences the same …"]
    assert len(told(FERRY, copy, width=200, whole=True)) == 10


def test_what_stands_elsewhere_is_marked_as_moved() -> None:
    copy = "\n".join((PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[3]))
    marks = [row.mark for row in found(FERRY, copy)]

    assert set(marks) == {" ", "~"}
    assert marks.count("~") == 6


@pytest.mark.parametrize("width", [40, 80, 121, 180])
def test_columns_stand_straight_though_chinese_is_wide(width: int) -> None:
    out = Console(width=width, file=io.StringIO())
    heads, titles = ["a" * 16, "b" * 16], ["芦花渡的最后一班船", "渡口"]
    out.print(beside(FERRY, COPIES["added"], heads=heads, titles=titles, whole=True))
    lines = out.file.getvalue().splitlines()

    assert max(map(cell_len, lines)) <= width
    columns = {
        cell_len(line[: line.index(mark)]) for line in lines for mark in (" | ", " > ") if mark in line
    }
    assert len(columns) == 1


def test_colour_is_for_a_terminal_alone_and_a_pages_control_characters_for_none() -> None:
    for is_terminal in (True, False):
        colours = "standard" if is_terminal else None
        out = Console(width=80, file=io.StringIO(), force_terminal=is_terminal, color_system=colours)
        heads, titles = ["一", "二"], ["渡口\x1b]0;夺\x07", "桥"]
        out.print(
            beside("水来了。\x1b[2J人走了。", "水来了。[red]桥呢。", heads=heads, titles=titles, whole=True)
        )
        shown = out.file.getvalue()
        assert ("\x1b[" in shown) is is_terminal
        assert "\x1b[2J" not in shown
        assert "\x1b]" not in shown
        assert "[red]桥呢" in shown
