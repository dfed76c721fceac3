"""Lines of a text that look like what sites print round it, and stay."""

import pytest

from crawler.extraction.lines.trim import trim
from crawler.sources import ANY_SITE

TITLE = "老街旧书店迎来最后一个冬天"
FIRST = "腊月里的老街冷清，旧书店的灯却亮到很晚，店主沈伯正在给最后一批书打捆。"
SECOND = "“租约到年底，”他说，“书能送的都送，送不掉的，捐给山里的小学。”"
THIRD = "三十年来，他经手的书少说有十万册，每一本他都记得放在哪个架子上。"
BODY = (FIRST, SECOND, THIRD)

KEPT: dict[str, list[str]] = {
    "what people say, told in the middle": [
        FIRST,
        "网友评论：",
        "@山里人家：小时候在这里看过一整个夏天的书。",
        "@阿木：但愿书都有去处，人也有去处。",
        SECOND,
        THIRD,
    ],
    "whom to tell": [FIRST, SECOND, "举报电话：12388（云溪市纪委监委）"],
    "a stage of a plan": [FIRST, SECOND, "▶第二期：郊区段，预计六月开工"],
    "where one pays heed": [FIRST, SECOND, "炒股就看心情，亏了也不恼。"],
    "who took the last picture": [FIRST, SECOND, "沈伯在灯下打捆。本报记者 陆小北摄"],
    "who took it, in brackets": [FIRST, SECOND, "孩子们抱着新得的字典。（陆小北 摄）"],
    "an opening with a day": ["2023-07-05是个星期三，老街照常开门，沈伯照常坐在门口。", SECOND, THIRD],
    "an arrow before a sentence": [FIRST, SECOND, "►他说，店可以关，书不能扔。"],
    "a welcome that opens the text": ["欢迎来到旧书店，沈伯对每个进门的孩子都这样说。", SECOND, THIRD],
    "a statement told of": [FIRST, SECOND, "当晚，出版社声明：书的版权一直在作者手里，与任何人无关。"],
    "who invests where": [FIRST, SECOND, "他炒股就看心情，亏了也不恼，赚了就给徒弟买酒。"],
    "who he is": [FIRST, SECOND, "您是第一位走进店里的客人，他对进门的孩子说。"],
    "an account in a sentence": [FIRST, SECOND, "有人关注他的公众号，只为每晚那一页旧书的照片。"],
    "a day that ends the text": [FIRST, SECOND, "书店将于12-28 18:00关门，最后一晚不打烊。"],
    "talk that begins with an editor": [
        FIRST,
        "编辑：“这一段能不能删掉？”",
        "作者：“不能，这是全书的眼睛。”",
        "编辑没有再说话，把稿子推了回来。",
        SECOND,
        THIRD,
    ],
    "a last line of talk by an editor": [FIRST, SECOND, "编辑说：“就这样印吧。”"],
    "a sentence that names a source": [FIRST, SECOND, "来源于民间的故事，最后又回到了民间。"],
    "a source inside the last sentence": [FIRST, SECOND, "他的收入来源：一半靠旧书，一半靠女儿寄回来的钱。"],
    "a poem of short lines": ["雨落在河上", "船停在桥下", "没有人走", "他等一个晴天"],
    "a poem about buttons": ["你说喜欢", "我说收藏", "风翻过书页", "没有回复"],
    "a poem in stanzas with a mark between": [
        "雨落在河上",
        "船停在桥下",
        "一盏灯还亮着",
        "他等一个晴天，也等一封信",
        "更多的人已经离开",
    ],
    "questions and answers": [
        "问：店关了以后您去哪里？",
        "答：回乡下，院子里还有两间空屋。",
        "问：书呢？",
        "答：捐了。",
        "问：以后还来老街吗？",
        "答：来。",
    ],
    "an interview": [
        "记者：您最舍不得哪一本？",
        "沈伯：一本缺了封面的字典。",
        "记者：为什么？",
        "沈伯：我女儿用它学会了写自己的名字。",
    ],
    "a list": [FIRST, "1. 旧书三千册", "2. 木架十二个", "3. 柜台一张", "4. 一盏台灯"],
    "an address in a notice": [
        FIRST,
        "领书地点：老街十七号",
        "领书时间：腊月二十至二十五",
        "地址：老街十七号，邮编000000",
        "联系人：沈伯",
        "联系电话：0555-5550170",
    ],
    "a signature and its date": [FIRST, SECOND, "云溪县老街管理委员会", "2023年12月28日"],
    "annexes of a notice": [
        FIRST,
        SECOND,
        "附件：1.捐赠图书目录.xlsx",
        "2.受赠学校名单.docx",
        "云溪县教育局",
        "2023年12月28日",
    ],
    "one annex": [FIRST, SECOND, "附件：捐赠图书目录"],
    "annotations of a notice": [FIRST, "备注：捐赠以实物为准。", "注：本表按登记时间排序。"],
    "the contacts of an announcement": [
        FIRST,
        "咨询电话：0555-5550170",
        "监督举报电话：0555-5550171",
        "电子邮箱：laojie@yunxi.example",
    ],
    "an appeal for clues": [
        FIRST,
        SECOND,
        "请知情者提供线索，联系电话：0555-5550110，对提供有效线索者给予奖励。",
    ],
    "captions": [FIRST, "图为沈伯在整理旧书。", SECOND, "旧书店的最后一夜。 宁静 摄", THIRD],
    "a caption of a drawing": [FIRST, "图1：老街平面图", SECOND, THIRD],
    "a source of figures": [
        FIRST,
        "数据来源：云溪县统计局（2022年）显示，老街店铺从九十家减到三十一家。",
        THIRD,
    ],
    "sub-headings": [FIRST, "一盏灯", SECOND, "推荐一本书", THIRD, "最后的话", SECOND + THIRD],
    "a sub-heading that could be a list's": [FIRST, "相关链接", SECOND + THIRD + FIRST, THIRD + SECOND],
    "a sidebar": [FIRST, "延伸阅读", SECOND + THIRD, THIRD + FIRST],
    "a story told in words": [FIRST, "他没有说话。", "灯灭了", "门关了", "再见"],
    "a story that ends in a button's word": [FIRST, "她问。", "他说", "喜欢"],
    "one that ends in another": [FIRST, "他等了一夜", "没有人", "回复"],
    "numbers of parts": ["1", FIRST, "2", SECOND, "3", THIRD],
    "parts named by figures": ["01", FIRST, "02", SECOND, "03", THIRD],
    "a timeline": ["1993年3月", FIRST, "2008年5月", SECOND, "2023年12月28日", THIRD],
    "a table": ["项目 | 数量 | 去向", "字典 | 12 | 小学", "小说 | 800 | 图书馆", "杂志 | 300 | 回收站"],
    "a schedule of a contest": [
        FIRST,
        "周一 云溪队 3:1 青石队",
        "周二 渡口队 0:0 老街队",
        "周三 云溪队 2:0 渡口队",
    ],
    "an agenda": ["时间：12月30日下午两点", "地点：老街旧书店", "主持：沈伯", FIRST],
    "the app is what the text is about": [
        FIRST,
        "市民下载“云溪图书”APP，在首页点击“捐书”即可预约上门。",
        "读者也可关注图书馆公众号，在后台查询捐赠进度。",
    ],
    "a how-to": [
        "第一步，打开手机设置。",
        "第二步，点击“通用”，选择“更新”。",
        "第三步，等待下载完成后重新启动。",
    ],
    "comments are what the text is about": [
        FIRST,
        "在视频的评论区，有人写道：“我的第一本书就是在这里买的。”",
        "这条评论得到三千多个赞。",
        THIRD,
    ],
    "a copyright case": [
        FIRST,
        "法院认为，未经许可转载他人作品并删除署名，侵犯了作者的署名权和信息网络传播权，应当承担赔偿责任。",
        THIRD,
    ],
    "investors are warned inside a text": [FIRST, "沈伯说，开书店和炒股一样有风险，他劝年轻人谨慎。", THIRD],
    "the headline's words begin a sentence": [
        "老街旧书店迎来最后一个冬天，店主沈伯正在给最后一批书打捆。",
        SECOND,
        THIRD,
    ],
    "an event's hosts": [FIRST, "主办单位：云溪县文化馆", "承办单位：老街旧书店", "活动地址：老街十七号"],
    "a letter": ["各位读者：", FIRST, SECOND, "感谢大家三十年来的关注与支持！", "老街旧书店 沈伯"],
    "a rumour in its headline": [
        FIRST,
        "网友爆料：旧书店的柜台下藏着一本绝版书。",
        "沈伯笑着说，那是一本菜谱。",
    ],
    "a hotline inside the story": [
        FIRST,
        "当天，一名读者拨打云溪日报新闻热线0555-5550123，反映书店门口的路灯坏了。",
    ],
    "cross-heads with a rule": [FIRST, "要闻", SECOND + FIRST, "社会", THIRD + FIRST, "文化", SECOND + THIRD],
    "editors' notes between pieces": [
        FIRST + SECOND,
        "责编：石磊",
        THIRD + SECOND,
        "责编：石磊",
        FIRST + THIRD,
    ],
    "a digest of headlines": [
        "县城首条夜间公交开通",
        "青石小学迎来新校车",
        "老渡口的最后一班船",
        "旧书店迎来最后一个冬天",
    ],
    "a byline of many pictures": [FIRST, "宁静 摄", SECOND, "石磊 摄", THIRD],
    "a month in a text": [FIRST, "6月", SECOND, "7月", THIRD],
    "a year alone": ["2008年", FIRST, "2023年", SECOND],
    "a title of a book that is a headline": [FIRST, "《最后一个冬天》", SECOND, THIRD],
    "a bid": [
        "一、项目编号：YX-2023-017",
        "二、项目名称：老街路灯采购",
        "三、成交供应商：云溪照明有限公司",
        "四、联系方式",
        "采购人：云溪县城管局 电话：0555-5550199",
    ],
    "a job": ["岗位：图书管理员", "要求：热爱阅读", "待遇：面议", "报名邮箱：shuyuan@yunxi.example"],
    "English words in a text": [FIRST, "THE LAST WINTER", SECOND, THIRD],
    "a question to all": [FIRST, SECOND, "如果是你，你会怎么选？"],
}


def text_of(lines: list[str], title: str | None = TITLE) -> list[str]:
    return list(trim(lines, title=title, source=ANY_SITE).paragraphs)


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_a_text_is_kept_whole(lines: list[str]) -> None:
    assert text_of(lines) == lines


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_it_is_kept_whole_between_furniture(lines: list[str]) -> None:
    page = [
        TITLE,
        "2023-12-28 09:10 来源：云溪日报",
        *lines,
        "（责任编辑：石磊）",
        "相关阅读",
        "青石小学迎来新校车",
        "县城首条夜间公交开通",
    ]
    assert text_of(page) == lines
