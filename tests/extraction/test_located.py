"""A guess made before the page was parsed stands in the title and text that were read of it."""

from __future__ import annotations

import itertools
import re

import pytest

from crawler.extraction.mirrors.located import located
from crawler.extraction.mirrors.restored import Restored
from crawler.items import Guess


def restored(marked: str) -> Restored:
    """The text without its 【】, each of which holds a guess; how sure it is tells them apart."""
    parts = re.split("[【】]", marked)
    starts = itertools.accumulate(map(len, parts), initial=0)
    held = list(zip(starts, parts, strict=False))[1::2]
    guesses = [
        Guess(start=at, end=at + len(part), value=part, probability=number / 100)
        for number, (at, part) in enumerate(held)
    ]
    return Restored(text="".join(parts), counts={}, guesses=tuple(guesses))


def marked(text: str, guesses: tuple[Guess, ...]) -> str:
    """The text with each guess in 【】, whose value must be what stands there."""
    for one in reversed(guesses):
        assert text[one.start : one.end] == one.value
        text = f"{text[: one.start]}【{one.value}】{text[one.end :]}"
    return text


LONG = "镇上的旧桥今天重新通车，早起的菜农推着板车第一个走了过去。"
PAGE = [
    ("a dump", "桥【通】车\n\n  镇【上】的桥\n 重新【通】车。", "桥【通】车", "镇【上】的桥\n重新【通】车。"),
    (
        "markup between the characters",
        "<h1>旧<b>桥</b>【通】车</h1><p>镇上的<a href='/q?a=【1】'>旧</a>【桥】</p><!-- 【注】 -->"
        "<p>【今】天&nbsp;&ldquo;通&rdquo;【车】</p>",
        "旧桥【通】车",
        "镇上的旧【桥】\n【今】天 “通”【车】",
    ),
    (
        "lines that were cut",
        "旧桥通车\n【责】编：甲\n镇上的旧桥【今】天\n分享【到】微信\n重新通【车】了。\n上一【篇】",
        "旧桥通车",
        "镇上的旧桥【今】天\n重新通【车】了。",
    ),
    (
        "the same line in the head and in the text",
        "<title>旧桥【通】车_某网</title><meta content='镇上【的】旧桥'><h1>旧【桥】通车</h1>"
        f"<p>{LONG}</p><p>【她】说，【她】来过。</p>",
        "旧【桥】通车",
        f"{LONG}\n【她】说，【她】来过。",
    ),
    (
        "a short line that stands above too",
        f"通车了\n导航\n通车【了】\n{LONG}\n通【车】了",
        "旧桥",
        f"通车【了】\n{LONG}\n通【车】了",
    ),
    (
        "a line changed on its way, and one cut at its ends",
        "（记者【甲】报道）镇上的旧【桥】今天重新通车①，早起的菜农推着板车第一个【走】了过去。\n" + LONG[::-1],
        None,
        "镇上的旧【桥】今天重新通车，早起的菜农推着板车第一个【走】了过去。\n" + LONG[::-1],
    ),
    ("a guess of several characters", f"{LONG}【他】【们来】了。", None, f"{LONG}【他】【们来】了。"),
    ("a text that was not read of it", f"镇上【的】旧桥\n{LONG}", None, "别的什么文字，与它无关。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "title", "text"), [case[1:] for case in PAGE], ids=[case[0] for case in PAGE]
)
def test_guesses_are_found_again(page: str, title: str | None, text: str) -> None:
    bare_title, bare_text = re.sub("[【】]", "", title or ""), re.sub("[【】]", "", text)
    in_title, in_text = located([restored(page)], bare_title or None, bare_text)
    assert (marked(bare_title, in_title), marked(bare_text, in_text)) == (title or "", text)


def test_guesses_of_further_pages_are_found_behind_those_of_the_first() -> None:
    first, second = f"<p>{LONG}</p><p>【她】先走了。</p>", f"<p>【她】后来也走了。</p><p>{LONG[::-1]}</p>"
    text = f"{LONG}\n她先走了。\n她后来也走了。\n{LONG[::-1]}"
    _, guesses = located([restored(first), restored(second)], None, text)
    assert marked(text, guesses) == f"{LONG}\n【她】先走了。\n【她】后来也走了。\n{LONG[::-1]}"


@pytest.mark.parametrize("sign", ["<", "&", "桥", " ", "<a", "&#", "<!--"])
def test_a_long_run_of_one_sign_is_no_obstacle(sign: str) -> None:
    run = sign * (200_000 // len(sign))
    page = restored(f"{run}【灯】亮了")
    _, guesses = located([page], None, f"{LONG}灯亮了")
    assert all(one.value == "灯" for one in guesses)
