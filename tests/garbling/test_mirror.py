"""The model of a corrupting mirror: what was seen of such mirrors, and that its gold and labels are true."""

from __future__ import annotations

import dataclasses
import random

import pytest

from tests.garbling.labels import Damage
from tests.garbling.mirror import Mirror, corrupted
from tests.garbling.script import to_traditional, traditional
from tests.garbling.spam import Spam
from tests.garbling.table import readings_for
from tests.sites.writing import piece

SEEN = {
    "報": "bào",
    "請": "qǐng",
    "網": "wǎng",
    "發": "fā",
    "節": "jié",
    "記": "jì",
    "會": "huì",
    "車": "chē",
}
ALWAYS_CUT = Mirror(readings=SEEN, cut_share=1)
NEVER_CUT = Mirror(readings=SEEN, cut_share=0)
NOT_MENDED = dataclasses.replace(ALWAYS_CUT, cuts_mend=False)
BEFORE_PHP_8 = dataclasses.replace(ALWAYS_CUT, lone_lead="", spares_white_space=True)
BYTE_OFF = "。“思想不够解放，他说。"


def article(number: int) -> str:
    return "\n".join(piece(number, paragraphs=(8, 9)).paragraphs)


@pytest.mark.parametrize(
    ("clean", "mirror", "seen"),
    [
        ("日报", NEVER_CUT, "日?qǐng)?bào)"),
        ("今日，日报记者在车站。", ALWAYS_CUT, "今日，日?qǐng)?bào)記(jì)者在車(chē)站。"),
        ("公司Welcome", NEVER_CUT, "公司W(wǎng)elcome"),
        ("发展潜能</h2>", NEVER_CUT, "發(fā)展?jié)撃?/h2>"),
        ("后里干面系斗制", NEVER_CUT, "后里干面系斗制"),
        ("重复的平台", NEVER_CUT, "重復的平臺"),
        (BYTE_OFF, NEVER_CUT, "。“思想不夠解放，他說。"),
        (BYTE_OFF, NOT_MENDED, "?！八枷氩粔蚪夥牛\ue0e6\ue382f。"),
        (BYTE_OFF, ALWAYS_CUT, "?！八枷氩粔蚪夥?，他說。"),
        ("看到。”</p>", ALWAYS_CUT, "看到?！?/p>"),
        ("看到。”\n好。", ALWAYS_CUT, "看到?！?好。"),
        ("看到。”\n好。", BEFORE_PHP_8, "看到！\n好。"),
        ("。“六个人。”他说", NOT_MENDED, "?！傲鶄€人?！彼\ue382f"),
        ("机会。”长江路", dataclasses.replace(ALWAYS_CUT, lone_lead=""), "機會(huì)！遍L江路"),
    ],
)
def test_a_mirror_makes_of_a_text_what_mirrors_were_seen_to_serve(
    clean: str, mirror: Mirror, seen: str
) -> None:
    assert corrupted(clean, mirror).text == seen


def test_private_use_can_be_stripped_and_full_width_ascii_made_narrow() -> None:
    stripped = dataclasses.replace(NOT_MENDED, keeps_private_use=False, folds_to_ascii=True)
    assert corrupted(BYTE_OFF, stripped).text == "?!八枷氩粔蚪夥牛f。"


def test_tags_stay_whole_where_only_the_text_between_them_is_damaged() -> None:
    page = '<h2 title="日报">发展潜能</h2>\n<p>日报</p>'
    damage = corrupted(page, dataclasses.replace(NEVER_CUT, damages_markup=False))
    assert damage.text == '<h2 title="日报">發(fā)展?jié)撃?</h2>\n<p>日?qǐng)?bào)</p>'
    assert len(damage.labels) == len(page)


@pytest.mark.parametrize("number", range(3))
def test_without_readings_and_cuts_a_text_is_only_made_traditional(number: int) -> None:
    clean = corrupted(article(number), Mirror(seed=number, share=0, cut_share=0))
    assert clean.text == traditional(article(number)) != article(number)
    assert set(clean.labels) == {Damage.CLEAN}


@pytest.mark.parametrize("number", range(3))
def test_the_same_mirror_makes_the_same_page_and_another_seed_another(number: int) -> None:
    first, again = (corrupted(article(number), Mirror(seed=number)) for _ in range(2))
    assert first == again
    assert corrupted(article(number), Mirror(seed=number + 1)).text != first.text


def test_every_character_of_the_gold_has_a_label_and_every_damage_occurs() -> None:
    pages = [f"<p>{line}</p>" for number in range(12) for line in article(number).splitlines()]
    damage = corrupted("\n".join(pages), Mirror(seed=5, share=0.6, keeps_private_use=False))
    assert damage.gold == "\n".join(pages)
    assert len(damage.labels) == len(damage.gold)
    assert set(damage.labels) == set(Damage)


@pytest.mark.parametrize(
    ("clean", "labels"),
    [
        ("会", [Damage.ANNOTATED]),
        ("日报", [Damage.CLEAN, Damage.LOST_WITH_READING]),
        ("。“思1", [Damage.LOST_OF_STOP, Damage.SHIFTED_EXACT, Damage.LOST_ONE, Damage.ASCII_EATEN]),
        ("。“思长", [Damage.LOST_OF_STOP, *[Damage.SHIFTED_EXACT] * 3]),
        ("公司Web", [Damage.CLEAN] * 5),
    ],
)
def test_labels_tell_what_became_of_the_bytes_of_a_character(clean: str, labels: list[Damage]) -> None:
    assert list(corrupted(clean, ALWAYS_CUT).labels) == labels


def test_a_character_whole_and_aligned_is_seen_as_it_is() -> None:
    """Labels and text agree: what is clean or annotated stands in the text, in its order."""
    damage = corrupted(article(1), Mirror(seed=1))
    seen, at = damage.text, 0
    for character, label in zip(traditional(damage.gold), damage.labels, strict=True):
        if label in (Damage.CLEAN, Damage.ANNOTATED):
            at = seen.index(character, at) + 1


@pytest.mark.parametrize("share", [0.05, 0.3, 1.0])
def test_a_page_has_readings_for_a_share_of_the_characters_that_differ(share: float) -> None:
    differing = set(to_traditional().values())
    readings = readings_for(share, random.Random(1))
    assert set(readings) <= differing
    assert len(readings) == pytest.approx(share * len(differing), rel=0.05)


@pytest.mark.parametrize("kind", list(Spam))
def test_spam_of_any_kind_stands_in_the_page_and_in_no_gold(kind: Spam) -> None:
    lines = [f"<p>{line}</p>" for line in article(2).splitlines()]
    gold = "\n".join(["<html><body>", *lines, "</body></html>"])
    clean, mirrored = (
        corrupted(gold, Mirror(seed=2, spam=spam)) for spam in (frozenset(), frozenset([kind]))
    )
    assert mirrored.gold == gold
    assert len(mirrored.text) > len(clean.text)
    assert mirrored.text.startswith("<html><body>")
    assert mirrored.text.endswith("</body></html>")
