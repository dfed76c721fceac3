"""What a line is when it is not text."""

# ruff: noqa: E501 - a case reads best on one line

import pytest

from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements

BYLINE, EDITORS, PUBLISHER, PUBLISHED = Kind.BYLINE, Kind.EDITORS, Kind.PUBLISHER, Kind.PUBLISHED
STATED = [
    ("来源：新华网 作者：张三 责任编辑：李四 2022-02-23 08:19", [(PUBLISHER, "新华网"), (BYLINE, "张三"), (EDITORS, "李四"), (PUBLISHED, "2022-02-23 08:19")]),
    ("来　源：新华网", [(PUBLISHER, "新华网")]),
    ("來源: 人民網", [(PUBLISHER, "人民網")]),
    ("来源 | 澎湃新闻", [(PUBLISHER, "澎湃新闻")]),
    ("【来源】新华网", [(PUBLISHER, "新华网")]),
    ("来源：", [(PUBLISHER, "")]),
    ("责任编辑", [(EDITORS, "")]),
    ("（文章来源：日照日报）", [(PUBLISHER, "日照日报")]),
    ("来源：新浪财经 2022-02-23 08:19", [(PUBLISHER, "新浪财经"), (PUBLISHED, "2022-02-23 08:19")]),
    ("2022-02-23 08:19:56 来源：人民网-人民日报", [(PUBLISHED, "2022-02-23 08:19:56"), (PUBLISHER, "人民网-人民日报")]),
    ("发布时间:2022-11-07 15:35:00来源: 人民网", [(PUBLISHED, "2022-11-07 15:35:00"), (PUBLISHER, "人民网")]),
    ("中国新闻网 2022年02月23日 08:19", [(PUBLISHED, "中国新闻网 2022年02月23日 08:19"), (PUBLISHER, "中国新闻网")]),
    ("(責編：鄭浦麗、劉穎婕)", [(EDITORS, "鄭浦麗、劉穎婕")]),
    ("【责任编辑:李四】", [(EDITORS, "李四")]),
    ("责编 张三", [(EDITORS, "张三")]),
    ("编 辑：张三", [(EDITORS, "张三")]),
    ("责任编辑：NF123", [(EDITORS, "NF123")]),
    ("编辑 | 张三  审核 | 李四", [(EDITORS, "张三"), (EDITORS, "李四")]),
    ("一审：张三 二审：李四 三审：王五", [(EDITORS, "张三"), (EDITORS, "李四"), (EDITORS, "王五")]),
    ("编辑：张三 监制：王五", [(EDITORS, "张三"), (Kind.CREDIT, "王五")]),
    ("作者：张三", [(BYLINE, "张三")]),
    ("文/张三", [(BYLINE, "张三")]),
    ("本报记者 张三 通讯员 李四", [(BYLINE, "本报记者 张三 通讯员 李四")]),
    ("张三 摄", [(BYLINE, "张三 摄")]),
    ("原标题：关于某事的通知", [(Kind.ORIGINAL_TITLE, "关于某事的通知")]),
    ("关键词：经济 民生", [(Kind.KEYWORDS, "经济 民生")]),
    ("更新时间：2022-02-24", [(Kind.MODIFIED, "2022-02-24")]),
    ("图片来源：视觉中国", [(Kind.CREDIT, "视觉中国")]),
    ("《 人民日报 》( 2022年11月07日 第 10 版)", [(Kind.EDITION, "人民日报")]),
    ("2022年2月23日 星期三", [(PUBLISHED, "2022年2月23日 星期三")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), STATED)
def test_statements_takes_a_line_of_labels_apart(line: str, expected: list[tuple[Kind, str]]) -> None:
    assert [(found.kind, found.value) for found in statements(line)] == expected


WHOLE = [
    ("郑重声明：此文内容为本网站转载资讯，目的在于传播更多信息，与本站立场无关。", Kind.DISCLAIMER),
    ("版權聲明：凡注明“來源：某網”的所有作品，版權歸某公司所有。", Kind.DISCLAIMER),
    ("本文来源于网络，如有侵权请联系删除。", Kind.DISCLAIMER),
    ("投资有风险，入市需谨慎。", Kind.DISCLAIMER),
    ("（本文不构成任何投资建议，据此操作风险自担）", Kind.DISCLAIMER),
    ("未经授权，禁止转载。", Kind.DISCLAIMER),
    ("中国西藏网 > 即时新闻 > 地方", Kind.BREADCRUMB),
    ("您当前的位置：首页 > 新闻 > 国内", Kind.BREADCRUMB),
    ("首页 » 新闻 » 正文", Kind.BREADCRUMB),
    ("返回首页", Kind.LINK),
    ("[返回日照新闻] ｜ [返回首页]", Kind.LINK),
    ("https://example.com/a.html", Kind.LINK),
    ("<http://example.com/a?b=1>", Kind.LINK),
    ("点赞(12)", Kind.INTERFACE),
    ("點讚", Kind.INTERFACE),
    ("共有 0 条评论", Kind.INTERFACE),
    ("分享到：微信 微博 QQ空间", Kind.INTERFACE),
    ("微信扫一扫加关注", Kind.INTERFACE),
    ("扫码关注某某公众号", Kind.INTERFACE),
    ("字号：大 中 小", Kind.INTERFACE),
    ("【打印】【关闭】", Kind.INTERFACE),
    ("上一篇：某某新闻", Kind.INTERFACE),
    ("首页 上一页 1 2 3 下一页 末页", Kind.INTERFACE),
    ("1.2万次阅读", Kind.INTERFACE),
    ("3小时前", Kind.INTERFACE),
    ("京ICP备12345678号", Kind.INTERFACE),
    ("（完）", Kind.INTERFACE),
    ("点击查看全部评论", Kind.INTERFACE),
    ("点击下方链接查看原文>>", Kind.INTERFACE),
    ("更多精彩内容请关注临河晚报微信公众号", Kind.INTERFACE),
    ("还没有评论，快来抢沙发吧", Kind.INTERFACE),
    ("链接：https://example.com/1", Kind.LINK),
    ("* * *", Kind.INTERFACE),
]


@pytest.mark.parametrize(("line", "kind"), WHOLE)
def test_statements_knows_lines_that_are_one_thing(line: str, kind: Kind) -> None:
    assert [found.kind for found in statements(line)] == [kind]


TEXT = [
    "2月14日上午，街道召开会议。",
    "记者：您对此怎么看？",
    "记者从市教育局获悉，开学时间推迟。",
    "来源：财政拨款50万元，自筹20万元。",
    "来源可靠的黄豆，是他每年秋天亲自去乡下挑的。",
    "编辑部的故事",
    "作者的话",
    "责任与担当",
    "声明发布当天，街上很安静。",
    "他发表声明说，本站不再停靠快车。",
    "时间：2022年2月23日上午",
    "地点：市民中心",
    "张三，男，1980年生",
    "100 > 50",
    "评论家李四认为，这是一部好戏。",
    "分享是一种美德",
    "图为清晨的豆腐坊。",
    "返回家乡的年轻人越来越多。",
    "注：表中数据截至6月底。",
    "第一版印了三千册。",
    "2022年2月23日，大雪封山。",
    "阅读让人沉静",
    "关注儿童健康",
    "喜欢你，像风走了八百里",
    "设计：让老街重新呼吸",
    "他们开始关注微信支付的安全问题",
    "点击率高的作品引来众多关注",
    "阅读更多好书让人沉静",
    "没有人来",
    "更多年轻人回到家乡看新闻",
    "回到家乡办专题",
    "联系电话：0000-1234567",
    "话题：老街该不该改造",
    "链接：豆腐的历史",
    "登录月球之后",
]


@pytest.mark.parametrize("line", TEXT)
def test_statements_leaves_text_alone(line: str) -> None:
    assert statements(line) == ()
