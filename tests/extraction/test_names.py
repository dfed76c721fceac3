"""Bylines to people."""

# ruff: noqa: E501 - a case reads best on one line

import random

import pytest

from crawler.extraction.names.people import bare_people, people, read_byline
from crawler.extraction.names.runs import is_name, split_run
from crawler.extraction.text.words import words

BYLINES = [
    ("本报通讯员陆平袁小野宁静报道", ("陆平", "袁小野", "宁静")),
    ("(陆小北 袁野 通讯员 宁静 青岛报道)", ("陆小北", "袁野", "宁静")),
    ("(图文陆平、宁小静)", ("陆平", "宁小静")),
    ("（记者 张三 李四）", ("张三", "李四")),
    ("（记者张 三 李 四）", ("张三", "李四")),
    ("本报记者　张　三　通讯员　李建国", ("张三", "李建国")),
    ("大众日报记者 王芳 报道", ("王芳",)),
    ("半岛全媒体记者 高芳 通讯员 刘洋", ("高芳", "刘洋")),
    ("记者王芳通讯员李强", ("王芳", "李强")),
    ("新华社记者 张文林 海南报道", ("张文林",)),
    ("新华社记者陈晨、刘惟真", ("陈晨", "刘惟真")),
    ("□记者 王小二 通讯员 李娜 摄影报道", ("王小二", "李娜")),
    ("■本报记者 杜雨萌 见习记者 郭冀川", ("杜雨萌", "郭冀川")),
    ("特约记者 张三 实习记者 李四", ("张三", "李四")),
    ("文/张三 图/李四", ("张三", "李四")),
    ("文/图 张三", ("张三",)),
    ("张三/文 李四/图", ("张三", "李四")),
    ("张三 摄", ("张三",)),
    ("文｜王建国", ("王建国",)),
    ("撰文：王建国 摄影：陈和平", ("王建国", "陈和平")),
    ("本报驻美国记者 李博文", ("李博文",)),
    ("21世纪经济报道记者 张三 北京报道", ("张三",)),
    ("记者 张三北京报道", ("张三",)),
    ("记者 张三 安丘报道", ("张三",)),
    ("通讯员 市教育局 张三", ("张三",)),
    ("记者张三和李四", ("张三", "李四")),
    ("本报记者 欧阳修文", ("欧阳修文",)),
    ("本报记者 欧阳修文司马南图张三", ("欧阳修文", "司马南图", "张三")),
    ("作者：阿依古丽·买买提", ("阿依古丽·买买提",)),
    ("作者：扎西次仁", ("扎西次仁",)),
    ("记者 John Smith", ("John Smith",)),
    ("劉曉明 攝", ("劉曉明",)),
    ("記者陳大文／臺北報導", ("陳大文",)),
    ("本报评论员", ()),
]


@pytest.mark.parametrize(("printed", "expected"), BYLINES)
def test_read_byline_names_the_people(printed: str, expected: tuple[str, ...]) -> None:
    byline = read_byline(printed)
    assert byline is not None
    assert (byline.as_printed, byline.people) == (printed, expected)


NO_BYLINES = [
    "记者：您对此怎么看",
    "记者了解到",
    "记者从市教育局获悉",
    "据本报记者 张三 报道，大雪封山。",
    "图为工作人员在检修",
    "文化广场周末开放",
    "图书馆 文化馆 体育馆",
    "作者 佚名",
    "张三 李四",
    "青岛报道",
    "编辑部的故事",
    "责任与担当",
    "摄影展开幕",
    "",
]


@pytest.mark.parametrize("text", NO_BYLINES)
def test_read_byline_makes_no_people_of_other_text(text: str) -> None:
    assert read_byline(text) is None


def test_read_byline_keeps_editors_apart() -> None:
    byline = read_byline("每经记者 张三 每经编辑 李四")
    assert byline is not None
    assert (byline.people, byline.editors, byline.roles) == (("张三",), ("李四",), ("记者", "编辑"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("张三 李四", ("张三", "李四")),
        ("张　三", ("张三",)),
        ("王芳;李强", ("王芳", "李强")),
        ("李四（某某大学）", ("李四",)),
        ("史小磊_NBJ11331", ("史小磊",)),
        ("韩保林 PK155", ("韩保林",)),
        ("新华网", ()),
        ("管理员", ()),
        ("admin", ()),
        ("泉边小路", ()),
        ("青岛", ()),
        ("青岛日报", ()),
        ("综合", ()),
        ("佚名", ()),
        ("", ()),
    ],
)
def test_people_gives_names_or_nothing(value: str, expected: tuple[str, ...]) -> None:
    assert people(value) == expected


@pytest.mark.parametrize("text", ["记者 张三", "2022年", "完", "见图", "附后", "下转第三版", "单位：万元"])
def test_bare_people_takes_nothing_but_names(text: str) -> None:
    assert bare_people(text) == ()


@pytest.mark.parametrize(
    "text", ["张三", "欧阳修文", "阿依古丽·买买提", "格桑卓玛", "劉曉明", "Jean-Paul Sartre"]
)
def test_is_name_knows_names_of_many_kinds(text: str) -> None:
    assert is_name(text)


SURNAMES = (
    "王李张刘陈杨黄赵吴周" * 6
    + "徐孙马朱胡林郭何高罗" * 3
    + "郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹"
    + "段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿闫"
)
GIVEN = sorted(
    words(
        """
        伟 强 磊 洋 勇 军 杰 涛 超 明 刚 平 辉 鹏 华 飞 鑫 波 斌 宇 浩 凯 健 俊 帆 帅 旭 宁 龙 林 欢 佳 阳 芳
        娜 敏 静 丽 艳 娟 霞 燕 玲 丹 萍 颖 雪 倩 琴 建华 建国 志强 海燕 秀英 桂兰 玉兰 晓东 小明 文博 子涵 雨萌
        思远 欣怡 浩然 梓轩 一鸣 国庆 卫东 爱民 春梅 冬梅 红霞 丽娟 婷婷 丹丹 志刚 建军 永强 成才 立新 树人 惠民
        光明 家豪 俊杰 天宇 雅琴 淑珍 凤英 金花 美玲 晓燕 晨曦 若曦 诗涵 明哲 嘉怡 鹏飞 云飞 海涛 江涛 世杰 德胜
        长江 继红 新民 艺璇 冀川 惟真 勇进 启昌 凯丽 秋实 小北 子明 文升 志栋 艳阳 增辉 学峰 庆丰 兴旺 伟东 向阳
        振华 耀辉 少华 玉婷 梦瑶 可欣 佳琪 宏伟 传志 绍辉
        """
    )
)


def _random_names(chance: random.Random) -> list[str]:
    return [chance.choice(SURNAMES) + chance.choice(GIVEN) for _ in range(chance.choice((2, 2, 3, 3, 4)))]


def test_split_run_cuts_nearly_every_run_of_likely_names() -> None:
    chance = random.Random(20240506)
    runs = [_random_names(chance) for _ in range(400)]
    right = sum(list(split_run("".join(names))) == names for names in runs)
    assert right / len(runs) >= 0.95, f"{right} of {len(runs)}"


@pytest.mark.parametrize(
    "text", ["城阳街道办事处", "加强党的建设", "我们一起去看海", "的了是", "一", "a", "张三 李四"]
)
def test_split_run_cuts_nothing_that_is_not_names(text: str) -> None:
    assert split_run(text) == ()
