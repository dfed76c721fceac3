"""Repair rules mend what publishers break, name themselves, and change nothing the second time."""

import itertools
import re

import pytest

from crawler.items import Choice, Guess, Repair, Said
from pipelines.repair import repair
from pipelines.repair.rules import RULES
from tests.values import article

BROKEN = [
    ("double-escaped", "书记说，&ldquo;马上就办&rdquo;&hellip;&hellip;", "书记说，“马上就办”……", 4),
    ("double-escaped", "张&middot;伟&nbsp;报道", "张·伟\u00a0报道", 2),
    ("control-characters", "全市\x07新开\x00工\x9f项目", "全市新开工项目", 3),
    ("invisible-characters", "\ufeff城\u200b市\u00ad更新\u2060", "城市更新", 4),
    ("invisible-characters", "城\u200d市\u200d", "城市", 2),
    ("blank-runs", "第一节    总则", "第一节 总则", 1),
]
INTACT = [
    "段落一\n段落二\n\t缩进的一行",
    "网页里写 &lt;p&gt; 表示段落，&amp; 要写成 &amp;amp;。",
    "日?qǐng)?bào)點(diǎn)贊",
    "\ue863私有区的字\U000e0100",
    "張　三",
]


@pytest.mark.parametrize(("name", "broken", "mended", "times"), BROKEN)
def test_a_rule_mends_its_damage_and_is_named_in_the_record_with_its_places(
    name: str, broken: str, mended: str, times: int
) -> None:
    repaired = repair(article(broken))
    assert (repaired.text, repaired.repairs) == (mended, (Repair(name=name, times=times),))
    repaired = repair(article(broken, title=broken))
    assert (repaired.text, repaired.title, repaired.repairs) == (
        mended,
        mended,
        (Repair(name=name, times=2 * times),),
    )


def test_repairs_of_extraction_stand_before_those_made_later() -> None:
    before = Repair(name="readings-removed", times=12)
    repaired = repair(article("第一节  总则&hellip;", repairs=(before,)))
    assert repaired.repairs == (
        before,
        Repair(name="double-escaped", times=1),
        Repair(name="blank-runs", times=1),
    )


@pytest.mark.parametrize("text", INTACT)
def test_text_that_is_not_broken_stays_as_it_is(text: str) -> None:
    assert repair(article(text)) == article(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("text", [*(broken for _, broken, _, _ in BROKEN), *INTACT])
def test_a_rule_changes_nothing_the_second_time(rule, text: str) -> None:
    once, _ = rule.mend(text)
    assert rule.mend(once) == (once, [])


def guess(at: int, value: str) -> Guess:
    return Guess(start=at, end=at + len(value), value=value, probability=0.9)


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("桥&hellip;头【的】灯", "桥…头【的】灯"),
        ("\u200b桥头\u200b【的】灯\u200b", "桥头【的】灯"),
        ("桥头    【的】    灯【亮了】", "桥头 【的】 灯【亮了】"),
        ("【桥】&ldquo;头&rdquo;【的】\x07  灯&nbsp;【亮\u00ad了】", "【桥】“头”【的】 灯\u00a0【亮了】"),
        ("桥头【\u200b】灯", "桥头灯"),
        ("桥头【  】灯", "桥头【 】灯"),
    ],
)
def test_guesses_stay_at_their_characters_when_what_stands_before_them_is_mended(
    broken: str, mended: str
) -> None:
    before, guesses = guessed(broken)
    choices = tuple(
        Choice(field=name, won=Said(rule="plain-text", value=""), guessed=guesses)
        for name in ("text", "title")
    )

    repaired = repair(article(before, title=before, provenance=choices))

    after, expected = guessed(mended)
    assert (repaired.text, repaired.title) == (after, after)
    assert [choice.guessed for choice in repaired.provenance] == [expected, expected]


def guessed(text: str) -> tuple[str, tuple[Guess, ...]]:
    """The text without its 【】, and a guess for what each of them held."""
    parts = re.split("[【】]", text)
    starts = itertools.accumulate(map(len, parts), initial=0)
    return "".join(parts), tuple(guess(at, part) for at, part in list(zip(starts, parts, strict=False))[1::2])
