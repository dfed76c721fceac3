"""Corrupted mirrors are told from everything that looks a little like them."""

import pytest

from crawler.extraction.text.garble import is_garbled, without_readings

GARBLED = [
    "老街新聞(wén)網(wǎng) > 民生\n豆腐?xiàng)傻?/h2>\n今?qǐng)?bào)道老街。",
    "記者從臨河日?qǐng)?bào)社獲悉，本次展?jié)撃?/h2>",
    "這次發(fā)布會(huì)在臨河舉行，發(fā)言人說發(fā)現(xiàn)問題，會(huì)上還發(fā)現(xiàn)不少新辦(bàn)法，大會(huì)圓滿。",
    "一行?/p>二行撃?/p>三行",
    "日?qǐng)?bào)?ps"
    + "黎城县| 凤山县| 江北区| 包头市| 吕梁市| 黄陵县| 金阳县| 睢宁县| 临颍县| 中卫市| 镇雄县|",
]
CLEAN = [
    "",
    "清晨五点，老街的豆腐坊已经亮起了灯。什么？真的吗?！他问。",
    "清晨五點，老街的豆腐坊已經亮起了燈。發現問題，發言人說會議圓滿。",
    "朝五時、古い通りの豆腐屋にはもう灯りがともっている。",
    "汉语课：你好(nǐ hǎo)，谢谢(xièxie)，再见(zàijiàn)。你是谁?(shuí) 他叫什么?(shénme)",
    "學(xué)習(xí)漢(hàn)語(yǔ)很(hěn)有(yǒu)意(yì)思(si)，老(lǎo)師(shī)說(shuō)。",
    "“龟裂”读作龟(jūn)裂，不读龟(guī)裂；龟(qiū)兹是古国名；龟(guī)甲。",
    "他问：“这个字怎么读?”(怎么?zěn)老师答：读“犇?bēn”。(谁?shuí)",
    "乱码是怎么来的：UTF-8 的“日报”用 GBK 打开会变成“鏃ユ姤”，用 Latin-1 打开会变成 æ—¥æŠ¥，还有人见过锟斤拷。",
    "一种乱码形如“日?qǐng)?bào)”，来自错位的替换。",
    "临河市辖下列各县：黎城县|凤山县|江北区|包头市|吕梁市|黄陵县|金阳县|睢宁县|临颍县|中卫市|镇雄县",
    "见 http://example.com/a?/p 和 https://example.com/?b=1",
    "café (résumé) naïve Việt Nam (thành phố)?",
]


@pytest.mark.parametrize("text", GARBLED)
def test_is_garbled_recognises_misplaced_readings(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize("text", CLEAN)
def test_is_garbled_raises_no_false_alarm(text: str) -> None:
    assert not is_garbled(text)


def damaged(text: str, readings: dict[str, str]) -> str:
    """The forward model, shortened: annotate in GBK bytes without alignment, decode with `?`."""
    held = text.encode("gb18030")
    for character, reading in readings.items():
        pattern = character.encode("gb18030")
        held = held.replace(pattern, pattern + f"({reading})".encode("gb18030"))
    return held.decode("gb18030", "replace").replace("\ufffd", "?")


def test_is_garbled_recognises_what_the_model_makes() -> None:
    text = "臨河日報記者從會上獲悉，發展潛能巨大，公司網站發布新聞，請各界關注。" * 3
    assert is_garbled(damaged(text, {"請": "qǐng", "報": "bào", "網": "wǎng", "發": "fā", "會": "huì"}))


def test_without_readings_takes_the_readings_alone() -> None:
    assert without_readings("發(fā)布時(shí)間:2023-10-12（一）") == "發布時間:2023-10-12（一）"
