"""Corrupted mirrors are told from everything that looks a little like them, by the signs each bears."""

import opencc
import pytest

from crawler.extraction.mirrors.verdict import Kind, verdict_of
from tests.garbling.mirror import Mirror, corrupted

STORY = (
    "沅江县的渡口今年换了新船。船长罗望春说，旧船开了二十八年，发动机一到冬天就难点着火。“现在不用再求它了。”\n"
    "新船可以载六十个人，还能运两辆农用车。县里的交通局从去年开始筹备这件事，前后开过七次会议，请来的工程师画了三稿图纸。\n"
    "家住对岸的学生最高兴。中学生贺小满每天要过江上课，过去遇到大雾只能请假。“老师问我是不是又睡过头了，我说是江里没有路。”\n"
    "记者在船上看到，干净的座位下面放着救生衣，后面的墙上贴着时间表。里面一共写了十二个班次，最后一班是晚上九点。\n"
)
GARBLED = [
    "老街新聞(wén)網(wǎng) > 民生\n豆腐?xiàng)傻?/h2>\n今?qǐng)?bào)道老街。",
    "記者從臨河日?qǐng)?bào)社獲悉，本次展?jié)撃?/h2>",
    "這次發(fā)布會(huì)在臨河舉行，發(fā)言人說發(fā)現(xiàn)問題，會(huì)上還發(fā)現(xiàn)不少新辦(bàn)法，大會(huì)圓滿。",
    "一行?/p>二行撃?/p>三行",
    "日?qǐng)?bào)?ps"
    + "黎城县| 凤山县| 江北区| 包头市| 吕梁市| 黄陵县| 金阳县| 睢宁县| 临颍县| 中卫市| 镇雄县|",
]
SHORT_EXCERPTS = [
    "記者從臨河日?qǐng)?bào)社獲悉",
    "他說(shuō)，這件事與會(huì)議無關。",
    "一直看到看到?！鼻鄭u市一位老人說",
    "新來的館長說他經常來?！?/p>",
    "“這條路要修到明年春天?！崩先苏f，“我等得到?！?",
]
MIRRORED_READINGS = [
    "專業課(kè)程今年增加了一門，報名的人比去年多了一倍，學(xué)校說明年還要再開，請(qǐng)大家留意，後來又來了幾個人。",
    "那幾年的規(guī)定是這樣的，各縣(xiàn)市自己去辦，後來縣(xiàn)市合起來辦，電價由大家來定。",
    "　?。保梗梗蹦昴┤R的人不多，後來才有了。",
]
CLEAN = [
    "清晨五点，老街的豆腐坊已经亮起了灯。什么？真的吗?！他问。",
    "清晨五點，老街的豆腐坊已經亮起了燈。發現問題，發言人說會議圓滿。",
    "朝五時、古い通りの豆腐屋にはもう灯りがともっている。",
    "他问：“这个字怎么读?”(怎么?zěn)老师答：读“犇?bēn”。(谁?shuí)",
    "乱码是怎么来的：UTF-8 的“日报”用 GBK 打开会变成“鏃ユ姤”，用 Latin-1 打开会变成 æ—¥æŠ¥，还有人见过锟斤拷。",
    "一种乱码形如“日?qǐng)?bào)”，来自错位的替换。",
    "临河市辖下列各县：黎城县|凤山县|江北区|包头市|吕梁市|黄陵县|金阳县|睢宁县|临颍县|中卫市|镇雄县",
    "见 http://example.com/a?/p 和 https://example.com/?b=1",
    "café (résumé) naïve Việt Nam (thành phố)?",
    "近來有網站把文章轉成繁體並加上拼音，例如「發(fā)布時(shí)間」「報(bào)道」，這種鏡像讓人讀不下去，讀者請小心。",
    "近来有镜像网站给文章加上拼音，例如“發(fā)布時(shí)間”“報(bào)道”等等，让人读不下去。",
    f"{STORY}到场的还有学者仇(qiú)广陵、单(shàn)一凡、朴(piáo)海平，主持人区(ōu)小满和高晞(xī)。{STORY}",
    "",
    STORY,
    "清晨五点，老街的豆腐坊亮起了灯。什么？真的吗?！他问。去不去?好。",
    "朝五時、古い通りの豆腐屋にはもう灯りがともっている。大阪(ōsaka)の力士。",
    "中文系教授高晞(xī)與仝(tóng)先生昨日到會，後來也參觀了圖書館裡的展覽。",
    "高晞(xī)教授与仝(tóng)某出席了会议。",
    "有人把锟斤拷和烫烫烫写在T恤上，也有人见过 ä½ å¥½ 和 å¥½，还有一串 ���。",
    "一种乱码形如“日?qǐng)?bào)”，又如“展?jié)撃?”，来自错位的替换。",
    "有一種亂碼形如「日?qǐng)?bào)」，後來才知道報紙的字被拆開了。",
    "见 http://example.com/a?/p 和 https://example.com/?id=1，搜索?/后面的词。",
    "café (résumé) naïve Việt Nam (thành phố)? Hà Nội (à bientôt)",
    "wǒ men míng tiān qù (běijīng) ma? tā shuō hǎo.",
    "临河市辖下列各县：黎城县|凤山县|江北区|包头市|吕梁市|黄陵县|金阳县|睢宁县|临颍县|中卫市|镇雄县|阳曲县|文水县|平遥县|介休市|",
    '<nav><a href="/a">新闻</a>|<a href="/b">国际</a>|<a href="/c">体育</a>|<a href="/d">财经</a>|'
    '<a href="/e">军事</a>|'
    '<a href="/f">文化</a>|<a href="/g">旅游</a>|<a href="/h">健康</a>|<a href="/i">教育</a>|'
    '<a href="/j">房产</a></nav>',
]
ANNOTATED = [
    "學(xué)習(xí)漢(hàn)語(yǔ)很(hěn)有(yǒu)意(yì)思(si)，老(lǎo)師(shī)說(shuō)。",
    "汉语课：你好(nǐ hǎo)，谢谢(xièxie)，再见(zàijiàn)。你是谁?(shuí) 他叫什么?(shénme)",
    "“龟裂”读作龟(jūn)裂，不读龟(guī)裂；龟(qiū)兹是古国名；龟(guī)甲。",
    "他在镇上生根(xīnánbù)，每年回来(dōngjīng)两次，今年带来(shàngān)三个徒弟。",
]


@pytest.mark.parametrize("text", [*GARBLED, *SHORT_EXCERPTS, *MIRRORED_READINGS])
def test_verdict_knows_garbled_text_by_few_signs(text: str) -> None:
    assert verdict_of(text).kind is Kind.GARBLED


@pytest.mark.parametrize("text", CLEAN)
def test_verdict_raises_no_false_alarm(text: str) -> None:
    assert verdict_of(text).kind is Kind.CLEAN


@pytest.mark.parametrize("script", ["s2tw", "s2hk", "s2t"])
def test_verdict_takes_traditional_text_of_people_for_clean(script: str) -> None:
    assert verdict_of(opencc.OpenCC(script).convert(STORY)).kind is Kind.CLEAN


@pytest.mark.parametrize("text", ANNOTATED)
def test_verdict_takes_lessons_and_foreign_readings_for_annotated(text: str) -> None:
    assert verdict_of(text).kind is Kind.ANNOTATED


@pytest.mark.parametrize("share", [0.05, 0.1, 0.3, 1])
@pytest.mark.parametrize("seed", range(6))
def test_verdict_knows_what_the_model_makes(share: float, seed: int) -> None:
    verdict = verdict_of(corrupted(STORY, Mirror(seed=seed, share=share)).text)

    assert verdict.kind is Kind.GARBLED


HEAD = (
    "<html><head><title>渡口换了新船_沅江新闻</title><meta name='description' content='"
    + STORY.replace("\n", "")
    + "'></head><body><div><a>首页</a><a>国内</a><a>财经</a><a>视频</a><a>图片</a></div>\n"
)
FOOT = (
    "\n<p>责任编辑：贺小满</p><ul><li>专家谈县城养老：从请来的护士说起</li><li>农业机械下乡记</li></ul>"
    "<div>声明：本网转载稿件，目的在于传递更多资讯，并不代表本网赞同其观点，请读者仅作参考。</div></body></html>"
)


@pytest.mark.parametrize("share", [0.1, 0.3, 1])
@pytest.mark.parametrize("lone_lead", ["?", ""])
def test_verdict_judges_the_part_that_is_damaged(share: float, lone_lead: str) -> None:
    body = corrupted(STORY, Mirror(seed=1, share=share, lone_lead=lone_lead)).text

    assert verdict_of(f"{HEAD}<p>{body}</p>{FOOT}").kind is Kind.GARBLED


def test_verdict_takes_an_article_with_a_damaged_paragraph_for_clean() -> None:
    example = "<p>這次發(fā)布會(huì)在臨河舉行，記者從日?qǐng)?bào)社獲悉。</p>"

    assert verdict_of(f"{HEAD}<p>{STORY}</p>{example}<p>{STORY}</p>{FOOT}").kind is Kind.CLEAN


def test_verdict_suspects_text_converted_character_by_character() -> None:
    converted = corrupted(STORY * 2, Mirror(share=0, cut_share=0)).text

    assert verdict_of(converted).kind is Kind.MIRROR_SUSPECT


def test_verdict_counts_the_signs() -> None:
    assert verdict_of("記者從臨河日?qǐng)?bào)社獲悉，豆腐?xiàng)傻?/h2>").signs == {
        "torn-readings": 3,
        "torn-tags": 1,
    }


@pytest.mark.parametrize(
    "run",
    [
        "?",
        "?！",
        "？",
        "一",
        "發",
        "(",
        "發(",
        "發(fā",
        "妈(mā)国",
        "“妈(mā)",
        "<国",
        "国<",
        "?fā)",
        "|",
        "县|",
        "县| ",
        "<a",
        "<u id=",
        "ā",
        "\ue000",
        " ",
    ],
)
def test_verdict_is_quick_on_a_long_run_of_one_sign(run: str) -> None:
    verdict_of("这會個國來們" + run * (200_000 // len(run)))
