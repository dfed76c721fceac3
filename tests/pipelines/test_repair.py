"""Repair rules mend what publishers break, name themselves, and change nothing the second time."""

import pytest

from pipelines.repair import repair
from pipelines.repair.rules import RULES
from tests.values import article

BROKEN = [
    ("double-escaped", "书记说，&ldquo;马上就办&rdquo;&hellip;&hellip;", "书记说，“马上就办”……"),
    ("double-escaped", "张&middot;伟&nbsp;报道", "张·伟\u00a0报道"),
    ("control-characters", "全市\x07新开\x00工\x9f项目", "全市新开工项目"),
    ("invisible-characters", "\ufeff城\u200b市\u00ad更新\u2060", "城市更新"),
    ("invisible-characters", "城\u200d市\u200d", "城市"),
    ("blank-runs", "第一节    总则", "第一节 总则"),
]
INTACT = [
    "段落一\n段落二\n\t缩进的一行",
    "网页里写 &lt;p&gt; 表示段落，&amp; 要写成 &amp;amp;。",
    "日?qǐng)?bào)點(diǎn)贊",
    "\ue863私有区的字\U000e0100",
    "張　三",
]


@pytest.mark.parametrize(("name", "broken", "mended"), BROKEN)
def test_a_rule_mends_its_damage_and_is_named_in_the_record(name: str, broken: str, mended: str) -> None:
    repaired = repair(article(broken, title=broken))
    assert (repaired.text, repaired.title, repaired.repairs) == (mended, mended, (name,))


@pytest.mark.parametrize("text", INTACT)
def test_text_that_is_not_broken_stays_as_it_is(text: str) -> None:
    assert repair(article(text)) == article(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("text", [*(broken for _, broken, _ in BROKEN), *INTACT])
def test_a_rule_changes_nothing_the_second_time(rule, text: str) -> None:
    once = rule.mend(text)
    assert rule.mend(once) == once
