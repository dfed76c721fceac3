"""Which paragraphs disclaim, and which only use the same words."""

import pytest

from crawler.extraction.lines.disclaimers import heads_disclaimer, is_disclaimer


@pytest.mark.parametrize(
    "paragraph",
    [
        "郑重声明:本稿由企业供稿,本网站只作转载,文中说法与本站立场无关。",
        "【免责声明】文章只是作者一家之言，与本网站无关。",
        "免 责 声 明：所载消息不构成投资建议。",
        "特此声明：本站转载的稿件都写明了来源，版权有疑问的请来信。",
        "【责任声明】稿件由供稿单位提供，文责自负。",
        "内容声明：产品的好坏由商家负责，本网站不对其真实性负责。",
        "信息声明：以上为企业供稿，仅供参考。",
        "发布声明：这是企业自己发的消息，与本站无关。",
        "敬告读者：本页消息不作为投资依据，风险自担。",
        "广告提示：本文属推广内容，效果因人而异。",
        "提醒：此信息转载自企业官网，请读者自己判断。",
        "(注:本文是企业投稿，内容由企业负责)",
        "本文系转载，授权事宜请找原作者。",
        "此稿件由合作媒体供给，不代表本网站立场。",
        "本新闻稿由发稿人提供，本网站不对内容真实性负责。",
        "本条资讯摘自别处，不构成投资建议。",
        "以上为企业供稿，请读者自行核实。",
        "来源：网络 版权归原作者所有，如有侵权请告知",
    ],
)
def test_a_disclaimer_is_one(paragraph: str) -> None:
    assert is_disclaimer(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "声明一出，会场里安静了几秒。",
        "公司发表声明说，将配合有关部门调查，并公布结果。",
        "提示：明天有雨，请带伞。",
        "提醒游客：山路湿滑，请从东侧便道上山。",
        "敬告牌立在了河岸边最显眼的位置。",
        "注意：施工期间请绕行白沙桥。",
        "转载一车柑橘要四十分钟，工人们轮班干。",
        "版权局的专项行动持续了三个月，侵权行为明显减少。",
        "据此，县里作出了提高补贴标准的决定。",
        "如果平台不对骑手负责，骑手也不会为平台着想。",
        "此信息一经公布，报名电话就没有停过。",
        "内容丰富的展览将持续到月底。",
        "信息站由两名退休教师值守。",
    ],
)
def test_a_sentence_with_its_words_is_none(paragraph: str) -> None:
    assert not is_disclaimer(paragraph)


@pytest.mark.parametrize(
    "line", ["郑重声明", "声 明：", "【免责声明】", "特此声明", "责任声明：", "敬告读者"]
)
def test_a_heading_of_a_disclaimer_stands_alone(line: str) -> None:
    assert heads_disclaimer(line)


@pytest.mark.parametrize("line", ["声明书", "提醒", "敬告", "企业声明已经发出"])
def test_other_headings_are_none(line: str) -> None:
    assert not heads_disclaimer(line)
