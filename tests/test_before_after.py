"""A restored record beside its page: which line was which, and what is marked in them."""

from __future__ import annotations

import pytest

from crawler.commands.before_after import MOST_LINES, Pair, pairs, printed
from crawler.items import Guess
from tests.garbling.mirror import Mirror, corrupted

TITLE = "临河日报记者探访老街豆腐坊"
LINES = [
    "清晨五点，老街的豆腐坊已经亮起了灯，蒸汽从木窗里一阵阵涌出来。",
    "“石磨转动的声音隔着两条巷子都能听见。”店主周行舟说，他做这一行已经二十三年。",
    "老街改造以后，这里的营业额比去年增长了百分之十二。",
    "记者了解到，今年还将有六家老店回到这里。",
]
HEAD = f"<html><head><title>{TITLE}</title></head><body><script>var a='报';</script><div>首页</div><h1>{TITLE}</h1>"
PAGE = HEAD + "".join(f"<p>　　{line}</p>" for line in LINES)


def told(lines: list[Pair], *, whole: bool = False) -> list[str]:
    return [line.plain for line in printed(lines, whole=whole)]


@pytest.mark.parametrize("seed", range(3))
def test_every_line_stands_beside_the_one_it_was(seed: int) -> None:
    clean = pairs(PAGE, TITLE, "\n".join(LINES), {})
    assert [(pair.before, pair.after) for pair in clean] == [(line, line) for line in (TITLE, *LINES)]
    assert not any(pair.changed for pair in clean)

    torn = corrupted(PAGE, Mirror(seed=seed, share=1.0))
    before = [pair.before or "" for pair in pairs(torn.text, TITLE, "\n".join(LINES), {})]
    assert len(set(before)) == len(before) == len(LINES) + 1
    for line, other in zip((TITLE, *LINES), before, strict=True):
        assert len(set(line) & set(other)) > len(set(line)) / 3


def test_lines_that_only_became_simplified_are_not_told_as_changed() -> None:
    (pair,) = pairs("<p>老街的豆腐坊已經亮起了燈。</p>", None, "老街的豆腐坊已经亮起了灯。", {})
    assert not pair.changed


def test_a_line_that_the_page_does_not_have_stands_alone() -> None:
    (pair,) = pairs("<p>別的事情。</p>", None, LINES[0], {})
    assert (pair.before, pair.changed) == (None, True)
    assert told([pair]) == [f"+ ⟦{LINES[0]}⟧"]


def test_what_more_than_the_script_changed_is_marked_and_guesses_say_how_sure_they_are() -> None:
    before = "據臨河日?qǐng)?bào)報道，老街的豆腐坊已經亮起了燈，蒸汽從木窗裡一陣陣涌出來，街坊都來了。"
    after = "据临河日报报道，老街的豆腐坊已经亮起了灯，蒸汽从木窗里一阵阵涌出来，街坊都来了。"
    guesses = (
        Guess(start=after.index("报"), end=after.index("报") + 1, value="报", probability=0.931),
        Guess(start=after.index("坊都"), end=after.index("坊都") + 1, value="坊", probability=1.0),
    )
    (pair,) = pairs(f"<p>{before}</p>", None, after, {"text": guesses})

    assert told([pair], whole=True) == [
        "- 據臨河日⟦?qǐng)?bào)⟧報道，老街的豆腐坊已經亮起了燈，蒸汽從木窗裡一陣陣涌出來，街⟦坊⟧都來了。",
        "+ 据临河日⟦⟨报 93%⟩⟧报道，老街的豆腐坊已经亮起了灯，蒸汽从木窗里一阵阵涌出来，街⟦⟨坊 100%⟩⟧都来了。",
    ]
    assert told([pair]) == [
        "- 據臨河日⟦?qǐng)?bào)⟧報道，老街的豆腐坊已經亮…從木窗裡一陣陣涌出來，街⟦坊⟧都來了。",
        "+ 据临河日⟦⟨报 93%⟩⟧报道，老街的豆腐坊已经亮…从木窗里一阵阵涌出来，街⟦⟨坊 100%⟩⟧都来了。",
    ]


def test_of_many_lines_the_first_are_shown_unless_all_are_asked_for() -> None:
    many = [Pair(before=f"第{number}?行", after=f"第{number}行") for number in range(MOST_LINES + 3)]
    assert len(told(many, whole=True)) == 2 * (MOST_LINES + 3)
    assert told(many)[-1] == "  (3 more lines changed; --whole shows them)"


def test_lines_from_which_only_readings_were_taken_give_way_to_others() -> None:
    spoken = Pair(before="老街的豆腐坊已經(jīng)亮起了燈", after="老街的豆腐坊已经亮起了灯")
    shifted = Pair(before="看到?!鼻鄭u市", after="看到。”青岛市")
    assert told([spoken, shifted]) == [
        "- 看到⟦?!鼻鄭u⟧市",
        "+ 看到⟦。”青岛⟧市",
        "  (1 more lines changed; --whole shows them)",
    ]
    assert told([spoken, shifted], whole=True)[:2] == [
        "- 老街的豆腐坊已經(jīng)亮起了燈",
        "+ 老街的豆腐坊已经亮起了灯",
    ]


@pytest.mark.parametrize("whole", [True, False])
def test_readings_that_were_taken_out_are_marked_where_nothing_else_changed(whole: bool) -> None:
    spoken = Pair(before="老街的豆腐坊已經(jīng)亮起了燈", after="老街的豆腐坊已经亮起了灯")
    assert told([spoken], whole=whole) == [
        "- 老街的豆腐坊已經⟦(jīng)⟧亮起了燈",
        "+ 老街的豆腐坊已经亮起了灯",
    ]


def test_a_line_is_found_though_its_title_stands_below_it_again_and_much_above_it() -> None:
    menu = "".join(f"<li>第{number}版栏目</li>" for number in range(300))
    page = PAGE.replace("<h1>", f"<ul>{menu}</ul><h1>", 1) + f"<p>{TITLE}</p><p>责任编辑：周行舟</p>"
    found = pairs(
        page.replace(f"<h1>{TITLE}", "<h1>临河(jīngjì)日报记者探访老街(wǎng)豆腐坊"),
        TITLE,
        "\n".join(LINES),
        {},
    )
    assert [pair.before for pair in found] == [TITLE, *LINES]


def test_readings_make_a_line_no_less_like_itself() -> None:
    spoken = "".join(f"{character}(jīng)" for character in LINES[2])
    (pair,) = pairs(f"<p>{LINES[2][:9]}</p><p>{spoken}</p>", None, LINES[2], {})
    assert pair.before == spoken


def test_a_guess_of_the_title_is_told_in_the_title_and_one_of_the_text_in_its_line() -> None:
    one = Guess(start=0, end=1, value="临", probability=0.5)
    other = Guess(start=len(LINES[0]) + 1, end=len(LINES[0]) + 2, value="“", probability=0.5)
    found = pairs(PAGE, TITLE, "\n".join(LINES), {"title": [one], "text": [other]})
    assert [[guess.start for guess in pair.guesses] for pair in found] == [[0], [], [0], [], []]


@pytest.mark.parametrize("sign", ["<", "<p ", "報", " ", "&", "?"])
def test_a_long_run_of_one_sign_is_no_obstacle(sign: str) -> None:
    page = sign * (200_000 // len(sign)) + f"\n{LINES[0]}"
    assert len(pairs(page, TITLE, "\n".join(LINES), {})) == len(LINES) + 1
