"""A copy is told by its words, however it was changed; the same form filled in for another is none."""

from __future__ import annotations

import pytest

from db.likeness import Shingled, compare, folded

STORY = (
    "槐树湾村的晒谷场上，二十三岁的周禾苗把第一批稻种装进布袋，写上年份和田块的名字。她从农学院毕业以后没有留在城里，"
    "而是回来跟着爷爷学育秧。老人种了五十年水稻，认得每一块田的脾气：哪一块早春回暖慢，哪一块下过雨三天还踩不得。\n"
    "头一年她照着课本做，秧苗黄了一半。爷爷没有责备，只带她在田埂上蹲了一个下午，看水从哪里进来，又从哪里漏走。"
    "第二年他们改了水口，把塑料棚撤掉一层，出苗率就上去了。今年村里有十二户人家跟着用他们留的种子，连隔着一条河的邻村也来问。\n"
    "农技站的技术员说，这种做法并不新鲜，难得的是有人肯一年一年地记。周禾苗的本子上画满了格子，哪天浸种，哪天露白，"
    "风从哪个方向来，都有一行小字。她打算把这些本子抄成一册，放在村口的书屋里，谁要看都可以带回家。"
)
TRADITIONAL = (
    "槐樹灣村的曬穀場上，二十三歲的周禾苗把第一批稻種裝進布袋，寫上年份和田塊的名字。她從農學院畢業以後沒有留在城裡，"
    "而是回來跟着爺爺學育秧。"
)
NOTICE = (
    "各位读者：因设备检修，{branch}分馆定于{month}月{day}日闭馆一天，当天到期的图书顺延归还，不计逾期。"
    "自助还书机照常开放，预约的座位由系统取消并退回次数，不影响您的信用记录。闭馆期间可以使用网上书库，"
    "读者证号和密码与馆内相同；忘记密码的请拨打服务台电话，或者到就近的分馆凭证件重设。给您带来不便，请多多包涵。"
)
LETTER = (
    "尊敬的{name}老师：您好！您寄来的剪报和老照片我们已经收到，工作人员逐张登记、除尘、扫描，原件收在恒温的柜子里。"
    "这批照片里有老码头、旧粮站和第一所夜校，正是馆里缺少的一段。等陈列调整以后，我们会把其中几张放大展出，"
    "并在说明牌上写明是您所赠。扫描的文件另外刻了一份光盘，随信寄回，请您留念。天气渐凉，盼多保重。"
)
REPLACED = str.maketrans("谷责渐肯蹲", "古贵浙背敦")


def is_near(one: str, other: str) -> bool:
    either = {compare(Shingled.of(a), Shingled.of(b)).near for a, b in ((one, other), (other, one))}
    assert len(either) == 1
    return either.pop()


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY.replace("，", ",").replace("\n", ""), id="other punctuation"),
        pytest.param(
            "（原标题：记种子的人）\n" + STORY + "\n本文转自乡野周刊，责任编辑方一舟", id="lines added"
        ),
        pytest.param(STORY[:-60], id="cut at the end"),
        pytest.param(STORY[70:-40] + "更多故事请关注公众号。", id="cut at both ends, a line added"),
        pytest.param(STORY.translate(REPLACED), id="characters guessed wrongly"),
        pytest.param(STORY.replace("学育秧", "学?秧").replace("条河", "?河"), id="characters lost"),
        pytest.param(
            STORY.replace("今年", "2025年").replace("隔着一条河的", ""), id="a day named, words left out"
        ),
        pytest.param(STORY.replace("十二户", "二十户"), id="a number put right"),
    ],
)
def test_a_copy_is_near_however_it_was_changed(copy: str) -> None:
    assert is_near(STORY, copy)


def test_scripts_do_not_make_texts_differ() -> None:
    assert folded(TRADITIONAL) == folded(STORY)[: len(folded(TRADITIONAL))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            NOTICE.format(branch="柳岸", month=3, day=12),
            NOTICE.format(branch="柳岸", month=11, day=5),
            id="days",
        ),
        pytest.param(
            NOTICE.format(branch="柳岸", month=3, day=12),
            NOTICE.format(branch="石桥", month=3, day=12),
            id="place",
        ),
        pytest.param(LETTER.format(name="方一舟"), LETTER.format(name="贺兰亭"), id="name"),
        pytest.param(
            STORY[:200] + LETTER[:120],
            STORY[:200] + NOTICE[:120].format(branch="柳", month=1, day=2),
            id="beginning",
        ),
        pytest.param("今日晴，最高气温十二度。", "今日阴，最高气温十二度。", id="too short to tell"),
        pytest.param(STORY, LETTER, id="nothing in common"),
    ],
)
def test_a_form_filled_in_otherwise_is_not_near(one: str, other: str) -> None:
    assert not is_near(one, other)


def test_a_text_within_another_is_contained_in_it() -> None:
    found = compare(Shingled.of(STORY), Shingled.of(STORY[100:200]))
    assert (found.containment, found.near) == (1.0, False)
    assert found.jaccard == pytest.approx(100 / 340, abs=0.03)


def test_texts_without_a_letter_have_nothing_in_common() -> None:
    assert not is_near("——", "……")


@pytest.mark.parametrize(
    "run", ["一" * 200_000, "1" * 200_000, "甲乙丙丁戊己" * 30_000], ids=["一", "1", "six"]
)
def test_what_is_repeated_again_and_again_costs_no_more_than_other_text(run: str) -> None:
    assert is_near(STORY + run, STORY + run + "甲")


def relation(one: str, other: str) -> str | None:
    found = compare(Shingled.of(one), Shingled.of(other))
    assert found.reversed == compare(Shingled.of(other), Shingled.of(one))
    return found.relation


FLASH = "石桥县气象台今晨发布大雾黄色预警，省道柳岸段临时封闭，三十二班客车停发，预计午前恢复。"
SENTENCES = STORY.replace("\n", "").split("。")
PROFILE = (
    "青禾农机创办于老县城的铁匠巷，起初只修犁头和水车，后来做插秧机、收割机和烘干塔，产品卖到沿江十几个县。"
    "企业设有种植户学校，每年冬天开班，教人保养机器、看懂图纸；厂区的陈列室免费开放，节假日照常。"
    "企业的维修车在农忙时节昼夜出动，随叫随到，备件库设在三处渡口。"
)
NOISE = str.maketrans(
    {"的": "得", "在": "再", "一": "亿", "她": "他", "地": "的", "里": "理", "哪": "那", "有": "又"}
)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY.translate(NOISE).replace("块", "").replace("年", "年年"), id="slips everywhere"),
        pytest.param(
            STORY.replace("没有责备", "并未批评").replace("跟着", "随同").replace("难得", "可贵"),
            id="other words",
        ),
        pytest.param(STORY.replace("二十三岁", "23岁").replace("十二户", "12户"), id="numbers in figures"),
        pytest.param("。".join(SENTENCES[3:6] + SENTENCES[:3] + SENTENCES[6:]), id="sentences moved"),
        pytest.param("。".join(SENTENCES[:3] + SENTENCES[5:]), id="sentences left out"),
        pytest.param(STORY + "\n" + STORY, id="said twice"),
        pytest.param(
            "来源：槐树晚报\n" + STORY.replace("学育秧", "学种稻") + "责任编辑：方一舟 审核：贺兰亭",
            id="credits",
        ),
    ],
)
def test_a_retouched_text_is_related(copy: str) -> None:
    assert relation(STORY, copy) in ("near", "contained-in")


def test_credits_of_two_sites_do_not_make_texts_differ() -> None:
    one = f"来源：槐树晚报 2024-03-05 08:12 作者：方一舟\n{STORY}\n责任编辑：贺兰亭"
    other = f"来源：柳岸新闻网 2024-03-06 17:40 作者：杜若水\n{STORY}\n责任编辑：江晚"
    assert relation(one, other) == "near"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(STORY[: len(STORY) // 2], STORY, "contained-in", id="half of it"),
        pytest.param(
            STORY, STORY + NOTICE.format(branch="柳岸", month=3, day=1) * 3, "contained-in", id="joined"
        ),
        pytest.param(STORY[:250] + "更多精彩请关注公众号。", STORY, "near", id="cut, and a line added"),
        pytest.param(FLASH, f"字号：大 中 小\n{FLASH}\n责任编辑：方一舟 来源：石桥发布", "near", id="flash"),
        pytest.param(STORY[40:75], STORY + LETTER, None, id="quotation"),
        pytest.param(STORY[:160] + PROFILE, LETTER + PROFILE, None, id="profile of a company"),
        pytest.param(
            "稻香里的人之一：" + STORY[:60] + LETTER[:150] + "栏目邮箱见报眼",
            "稻香里的人之二：" + STORY[:60] + NOTICE[60:] + "栏目邮箱见报眼",
            None,
            id="parts of a series",
        ),
    ],
)
def test_what_stands_in_the_longer_is_told_from_what_both_quote(
    one: str, other: str, expected: str | None
) -> None:
    assert relation(one, other) == expected


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(
            "{0}气象台{1}日发布预报：今天白天到夜间多云，东风{1}到{2}级，最低气温{1}℃，最高气温{2}℃；明天晴，南风{1}级，"
            "最低气温{1}℃，最高气温{2}℃。请市民留意最新预报，出行注意安全。",
            id="weather",
        ),
        pytest.param(
            "{0}农贸市场{1}日行情：白菜每公斤{1}元，萝卜每公斤{2}元，鸡蛋每公斤{2}元，草鱼每公斤{1}元，土豆每公斤{2}元。"
            "以上价格由商户自报，仅供参考，以成交为准。",
            id="prices",
        ),
        pytest.param(
            "{3}同志因病医治无效，于{1}月{2}日在{0}逝世，享年八十{4}岁。遵照家属意愿，丧事从简，遗体告别仪式定于{2}日上午"
            "在{0}殡仪馆举行。谨此讣告，望相互转告。",
            id="obituary",
        ),
    ],
)
def test_a_form_with_other_facts_is_nothing_to_the_first(form: str) -> None:
    one = form.format("柳岸", 3, 12, "方一舟", "二")
    assert relation(one, form.format("石桥", 8, 21, "贺兰亭", "六")) is None


def test_what_they_share_is_placed_in_the_longer_but_for_a_stray_phrase() -> None:
    longer = STORY + LETTER + NOTICE.format(branch="柳岸", month=3, day=1) + "槐树湾村的晒谷场上"
    found = compare(Shingled.of(STORY), Shingled.of(longer))
    assert found.begins == 0
    assert found.ends == pytest.approx(len(folded(STORY)) / len(folded(longer)))


LAW = (
    "说法：法律规定，行为人因过错侵害他人权益造成损害的，应当承担侵权责任；受害人对损害的发生也有过错的，可以减轻侵权人的责任。"
    "饲养动物、堆放物品、使用设备的人应当尽到看管的义务，不能只用一块告示推脱。损害发生后，应当赔偿医药费、护理费、交通费和"
    "误工减少的收入；协商不成的，可以请村里调解，也可以向法院起诉。"
)
DOG = "柳岸街的贺阿婆傍晚买菜回家，被一条没有拴绳的黄狗绊倒，手腕骨折，住院十多天，狗主人只送来一篮鸡蛋，两家闹到村里。"
POT = "石桥新村三楼阳台上的一盆月季被风刮落，砸坏了楼下停着的三轮车，车主找到养花人要修车的钱，养花人说风大怪不得自己。"
CAPTIONS = (
    "开镰节上，槐树湾村的田埂边挤满了人，四邻八乡的亲友赶来看新稻入仓，处处是收获的喜悦和乡村的新面貌。"
)
TRAINED = (
    "为{0}，{1}局{2}，{3}。活动要求全体职工提高认识，把责任扛在肩上，把热情用在岗位上，以务实的作风投入各项工作，"
    "抓紧抓实，抓出成效，努力打开新的局面，为全县的发展作出应有的贡献。"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(DOG + LAW, POT + LAW, id="two cases, one law quoted"),
        pytest.param(DOG + STORY[:20] + LAW[-110:], LETTER[20:100] + LAW[-110:], id="one disclaimer"),
        pytest.param(
            CAPTIONS + "图一：孩子们提着竹篮拾稻穗。图二：老把式在石碾边磨镰刀。图三：新娘坐着拖拉机进村。",
            CAPTIONS + "图一：舞龙队从晒场穿过。图二：返乡的青年直播卖新米。图三：厨师现蒸荷叶饭。",
            id="one intro, other captions",
        ),
        pytest.param(
            TRAINED.format("改进工作作风", "税务", "举办知识竞赛", "局长方一舟主持会议"),
            TRAINED.format("服务企业发展", "农业", "深入田间走访", "主任贺兰亭带队参加"),
            id="a form filled in with phrases",
        ),
    ],
)
def test_two_pieces_round_one_block_are_nothing_to_each_other(one: str, other: str) -> None:
    assert relation(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(STORY[80:], STORY[:-80], id="one cut at the beginning, one at the end"),
        pytest.param(STORY[100:], STORY[:-100], id="a quarter and more of either"),
        pytest.param(
            "记种子的姑娘和她的十二户邻居\n" + STORY, "一册抄满风向与田块的本子\n" + STORY, id="headlines"
        ),
        pytest.param("图：" + STORY[20:], "摘要：" + STORY[:60] + STORY, id="a summary before the text"),
        pytest.param(
            STORY.replace("第二年", "2021年第2年"),
            STORY.replace("第二年", "2022年第2年").replace("沿着", ""),
            id="a year",
        ),
        pytest.param(STORY.replace("二十三岁", "23岁"), STORY.replace("二十三岁", "25岁"), id="a figure"),
        pytest.param(
            STORY[:200].replace("二十三岁", "23岁"),
            STORY[:80].replace("二十三岁", "28岁") + STORY[110:200],
            id="a figure in a short text, a passage left out",
        ),
        pytest.param(
            "增产21%，比上年多六成。" + STORY, "增产二一个百分点，比上年多六成。" + STORY, id="signs"
        ),
    ],
)
def test_a_copy_is_related_although_it_was_cut_and_put_right(one: str, other: str) -> None:
    assert relation(one, other) in ("near", "contained-in", "contains")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("石桥今夜停水。", "石桥今夜停水", "near", id="equal letters"),
        pytest.param("停水", "停水！", "near", id="two letters"),
        pytest.param(
            "柳岸大桥合龙，比工期早两个月零三天。",
            "【快讯】柳岸大桥合龙，比工期早两个月零三天。来源：槐树晚报",
            "near",
            id="flash",
        ),
        pytest.param(
            "柳岸大桥合龙，比工期早两个月零三天。", "柳岸大桥合龙，比工期早两个月零四天。", None, id="day"
        ),
        pytest.param("石桥今夜停水。", "柳岸今夜停水。", None, id="place"),
    ],
)
def test_a_short_text_is_near_what_has_the_same_letters_alone(
    one: str, other: str, expected: str | None
) -> None:
    assert relation(one, other) == expected
