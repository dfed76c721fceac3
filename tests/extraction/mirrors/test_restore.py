"""Corrupted text comes back; text that is not corrupted stays as it is."""

from __future__ import annotations

import difflib

import pytest

from crawler.extraction.mirrors.restore import restore
from tests.garbling.mirror import Mirror, corrupted

PROSE = (
    "县里为老街开通了电动巴士，居民出行更方便。“等了三年，终于盼来了。”家住老街的罗发时说，“以前上医院要走四十分钟，现在十分钟就到。”\n"
    "据县运输管理局介绍，首批投入的12辆电动巴士每天发车96班，票价1元，学生、老人免费。下一步，还将开通通往乡镇的线路。\n"
    "司机张领网说：“我们经过了两个月的训练，请大家放心！”记者在现场看到，车上坐满了人，大家都很高兴。\n"
)
PAGE = (
    "<html><head><title>县里为老街开通电动巴士</title>"
    '<meta name="description" content="老街的电动巴士开通了，居民们说：“真好。”">'
    '<script>var next = "list?page=2"; var title = "电动巴士";</script></head><body>'
    + "".join(f"<p>　　{line}</p>" for line in PROSE.splitlines())
    + '<img src="/a.jpg?x=1" alt="电动巴士驶过老街"></body></html>'
)
LESSONS = (
    "我(wǒ)是(shì)学(xué)生(shēng)，你(nǐ)呢(ne)？",
    "謝(xiè)謝(xie)你(nǐ)，我們(men)是(shì)學(xué)生(shēng)。這(zhè)個(gè)字怎麼讀？",
)
CLEAN = (
    PROSE,
    PAGE,
    "臺灣的圖書館開放了，讀者們說：「真好！」後來大家都去了。",
    "日本語のテキスト?！カタカナ、ひらがな。",
    "什么?!真的??!!他说：“不会吧?”",
    "乱码：“锟斤拷”“鏄剧ず”，八枷氩粔蚪夥牛是什么意思？",
    "a?b:c; x=/(?:y)/.test(z)?!0:!1",
    *LESSONS,
)


@pytest.mark.parametrize("text", CLEAN, ids=range(len(CLEAN)))
def test_clean_text_is_left_as_it_is(text: str) -> None:
    restored = restore(text)
    assert restored.text == text
    assert not restored.counts
    assert not restored.guesses


@pytest.mark.parametrize(
    "mirror",
    [
        Mirror(),
        Mirror(share=0.05, seed=3),
        Mirror(share=1.0),
        Mirror(lone_lead=""),
        Mirror(folds_to_ascii=True),
        Mirror(cut_share=1.0),
        Mirror(keeps_private_use=False),
    ],
    ids=["usual", "few-readings", "all-readings", "dropped-leads", "folded", "all-cuts", "stripped"],
)
@pytest.mark.parametrize("gold", [PROSE, PAGE], ids=["prose", "page"])
def test_nearly_every_character_comes_back(gold: str, mirror: Mirror) -> None:
    seen = corrupted(gold, mirror)
    restored = restore(seen.text).text
    expected = seen.gold
    if mirror.folds_to_ascii:
        expected = _folded(expected)
        restored = _folded(restored)
    assert _missing(expected, restored) <= len(expected) // 100


def test_programs_of_a_corrupted_page_are_not_touched() -> None:
    seen = PAGE.replace("电动巴士开通了", "電(diàn)動(dòng)巴士開(kāi)通了").replace("记者", "記(jì)者")
    restored = restore(seen).text
    assert restored == PAGE


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("人民日?qǐng)?bào)點(diǎn)贊，電(diàn)動(dòng)車(chē)開(kāi)了", "人民日报点赞，电动车开了"),
        ("激發(fā)動(dòng)能 發(fā)展?jié)撃?/h2>，電(diàn)車(chē)", "激发动能 发展潜能</h2>，电车"),
        ("公司W(wǎng)elcome，電(diàn)動(dòng)車(chē)開(kāi)了", "公司Welcome，电动车开了"),
        ("電(diàn)動(dòng)車(chē)開(kāi)了，“看到?！鼻鄭u市的人說(shuō)", "电动车开了，“看到。”青岛市的人说"),
        ('<img alt="發(fā)展?jié)撃?><p>電(diàn)動(dòng)車(chē)', '<img alt="发展潜能"><p>电动车'),
        ('{"headline":"發(fā)展?jié)撃?,"by":"電(diàn)車(chē)"}', '{"headline":"发展潜能","by":"电车"}'),
        (
            "<p>電(diàn)車(chē)開(kāi)了。</p><p>(責?yùn)? 林雨桐)</p>",
            "<p>电车开了。</p><p>(责编: 林雨桐)</p>",
        ),
    ],
    ids=[
        "torn-by-readings",
        "torn-tag",
        "reading-across-ascii",
        "cut-in-a-stop",
        "attribute",
        "json",
        "label",
    ],
)
def test_what_mirrors_do_is_undone(seen: str, expected: str) -> None:
    assert restore(seen).text == expected


def test_a_digit_that_was_eaten_is_not_invented() -> None:
    gold = "“改革的思想。”2022年，发展很快，电动车开了，时间过得快。" * 3
    seen = corrupted(gold, Mirror(share=0.3, cut_share=1.0))
    restored = restore(seen.text).text
    assert set(restored) <= {*gold, "?"}
    assert restored.count("2022") <= gold.count("2022")


def test_guesses_say_where_they_stand_and_how_sure_they_are() -> None:
    restored = restore(corrupted(PROSE, Mirror()).text)
    assert restored.guesses
    assert all(restored.text[guess.start : guess.end] == guess.value for guess in restored.guesses)
    assert all(0 < guess.probability <= 1 for guess in restored.guesses)
    assert [guess.start for guess in restored.guesses] == sorted({guess.start for guess in restored.guesses})
    assert restored.counts["lost-bytes-guessed"] == len(restored.guesses)


def test_restoring_what_was_restored_changes_nothing() -> None:
    once = restore(corrupted(PROSE, Mirror()).text).text
    assert restore(once).text == once


@pytest.mark.parametrize(
    "piece", ["?", "?！", "?bào)", "領?", "<", "(", "\ue5e5", "領(lǐng)", "?！鼻", "??！領", "<script"]
)
def test_no_text_is_searched_without_end(piece: str) -> None:
    head = "人民日?qǐng)?bào)點(diǎn)，電(diàn)動(dòng)。時(shí)間"
    assert restore(head + piece * (3000 // len(piece))).text


def _folded(text: str) -> str:
    return text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def _missing(expected: str, restored: str) -> int:
    """How many characters of the one are not in the other, line by line."""
    matcher = difflib.SequenceMatcher(None, expected, restored, autojunk=False)
    return len(expected) - sum(block.size for block in matcher.get_matching_blocks())


_MIRRORED = "電(diàn)動(dòng)車(chē)開(kāi)了。時(shí)間(jiān)過(guò)得很快。"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("“大家都看到了?！?記者來(lái)到老街。", "“大家都看到了。”\n记者来到老街。"),
        ("老街的車停了???司機說沒事。", "老街的车停了???司机说没事。"),
        ("車上的人有：昝圩、郄懿、佟翀，都是老街人。", "车上的人有：昝圩、郄懿、佟翀，都是老街人。"),
        ("第二步：調(diào)餡。", "第二步：调馅。"),
        ("責任編輯：鄒學(xué)斌", "责任编辑：邹学斌"),
        ("車真好！！！根本不吵。", "车真好！！！根本不吵。"),
    ],
    ids=["line-end-eaten", "run-of-questions", "rare-names", "reading-in-a-step", "editor", "shouts"],
)
def test_only_damage_is_mended(seen: str, expected: str) -> None:
    assert restore(_MIRRORED * 3 + seen).text == "电动车开了。时间过得很快。" * 3 + expected


def test_an_indent_torn_before_a_bracket_comes_back() -> None:
    gold = "电动车开了，时间过得很快。\n　　（罗发时 钱进报）\n" * 3
    seen = corrupted(gold, Mirror(cut_share=1.0, share=0.5))
    assert restore(seen.text).text == gold
