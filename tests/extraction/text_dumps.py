"""Pages saved as text, each with what it states; every text was written for these tests."""

# ruff: noqa: E501 - a case reads best on one line

from __future__ import annotations

import dataclasses

FIRST = "清晨五点，老街的豆腐坊已经亮起了灯。石磨转动的声音隔着两条巷子都能听见，蒸汽从木窗里一阵阵涌出来，把整条街都染上了豆香。"
SECOND = "“我做了四十年豆腐，只信一条：豆子要泡够时辰。”店主说着，用木勺轻轻撇去浮沫。来源可靠的黄豆，是他每年秋天亲自去乡下挑的。"
THIRD = "记者在店里坐了一个上午，数了数，来买豆腐的有六十七位，其中一半是老顾客。大家都说，这条街少了谁都行，少了这口锅不行。"
BODY = [FIRST, SECOND, THIRD]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dump:
    name: str
    lines: list[str]
    paragraphs: tuple[str, ...] = (FIRST, SECOND, THIRD)
    title: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    site_name: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    tags: tuple[str, ...] = ()


DUMPS = [
    Dump(name="a body and nothing else", lines=BODY),
    Dump(name="title and body", lines=["一口锅，半条街", "", *BODY], title="一口锅，半条街"),
    Dump(name="title close to the body", lines=["老街豆腐坊的第四十个秋天", *BODY], title="老街豆腐坊的第四十个秋天"),
    Dump(
        name="breadcrumb above, credits on one line",
        lines=["首页 > 民生 > 正文", "老街豆腐坊的第四十个秋天", "2023-10-12 06:30:15 来源：临河晚报 作者：韩秋实", *BODY],
        title="老街豆腐坊的第四十个秋天",
        byline="作者：韩秋实",
        authors=("韩秋实",),
        publisher="临河晚报",
        published_at="2023-10-12T06:30:15+08:00",
    ),
    Dump(
        name="labels and values on lines of their own",
        lines=["老街豆腐坊的第四十个秋天", "来源：", "临河晚报", "发布时间：", "2023年10月12日", *BODY, "责任编辑：", "邓子明"],
        title="老街豆腐坊的第四十个秋天",
        publisher="临河晚报",
        published_at="2023-10-12",
        editors=("邓子明",),
    ),
    Dump(
        name="byline opens the first paragraph",
        lines=["（陆小北 袁野 通讯员 宁静 临河报道）" + FIRST, SECOND, THIRD],
        byline="（陆小北 袁野 通讯员 宁静 临河报道）",
        authors=("陆小北", "袁野", "宁静"),
    ),
    Dump(
        name="byline in a dateline, which stays whole",
        lines=["本报讯（记者 陆小北）" + FIRST, SECOND, THIRD],
        paragraphs=("本报讯（记者 陆小北）" + FIRST, SECOND, THIRD),
        byline="（记者 陆小北）",
        authors=("陆小北",),
    ),
    Dump(
        name="byline and disclaimer at the end",
        lines=[FIRST, SECOND, THIRD + "(文/图 陆小北、袁野)", "免责声明：本文系转载，版权归原作者所有，如有侵权请联系本站删除。"],
        byline="(文/图 陆小北、袁野)",
        authors=("陆小北", "袁野"),
    ),
    Dump(
        name="the labels of a CMS, some of them broken in two",
        lines=[
            "　　" + FIRST, "", "\xa0 \xa0 " + SECOND, "", "　　" + THIRD, "", "点赞(3)", "", "打赏", "", "评论列表", "共有 0 条评论", "暂无评论",
            "", "微信小程序", "微信扫一扫体验", "立即", "投稿", "", "微信公众账号", "微信扫一扫加关注", "发表", "评论", "返回", "顶部",
        ],
    ),
    Dump(
        name="editors of two sites: the lower line is the site's own",
        lines=[*BODY, "（责编：石磊、谷雨）", "（责编：丁一）"],
        editors=("丁一",),
    ),
    Dump(
        name="the head and the foot of a CMS, every label on its line",
        lines=[
            "首页", "", "民生新闻", "", "老街豆腐坊的第四十个秋天", "", "韩秋实 12 阅读 0 评论 3 点赞", "", *BODY, "", "点赞(3)", "打赏", "",
            "本文分类：民生新闻", "本文标签：豆腐 老街", "浏览次数：12 次浏览", "发布日期：2023-10-12 06:30:15",
            "本文链接：https://cms.example.com/cms/news/12.html", "上一篇 > 石磨传了三代人", "下一篇 > 没有了", "", "评论列表 共有 0 条评论", "暂无评论",
        ],
        title="老街豆腐坊的第四十个秋天",
        byline="韩秋实",
        authors=("韩秋实",),
        published_at="2023-10-12T06:30:15+08:00",
        tags=("豆腐", "老街"),
    ),
    Dump(
        name="a subtitle stays in the text",
        lines=["一口锅，半条街", "——老街豆腐坊四十年记", *BODY],
        title="一口锅，半条街",
        paragraphs=("——老街豆腐坊四十年记", *BODY),
    ),
    Dump(
        name="a speech begins with its greeting",
        lines=["尊敬的各位来宾", *BODY],
        paragraphs=("尊敬的各位来宾", *BODY),
    ),
    Dump(
        name="three hands of one desk",
        lines=[*BODY, "编辑：石磊", "审核：谷雨", "监制：丁一"],
        editors=("石磊", "谷雨"),
    ),
    Dump(
        name="traditional script",
        lines=["老街豆腐坊的第四十個秋天", "發佈時間：2023/10/12 06:30　來源：臨河晚報", "記者 陳曉東／臺北報導", *BODY, "（責任編輯：劉穎）", "版權聲明：本文版權歸作者所有，未經授權不得轉載。"],
        title="老街豆腐坊的第四十個秋天",
        byline="記者 陳曉東／臺北報導",
        authors=("陳曉東",),
        editors=("劉穎",),
        publisher="臨河晚報",
        published_at="2023-10-12T06:30:00+08:00",
    ),
    Dump(
        name="comments and headlines below the text",
        lines=[*BODY, "标签：豆腐 老街", "相关阅读", "秋天的第一碗豆花", "石磨传了三代人", "网友评论", "写得真好！", "2023-10-13 09:00"],
        tags=("豆腐", "老街"),
    ),
    Dump(name="one paragraph", lines=[FIRST], paragraphs=(FIRST,)),
    Dump(
        name="a flash with its dateline",
        lines=["快讯：临河市今晨六时起封闭两座跨江大桥进行检修，预计下午四时恢复通行。"],
        paragraphs=("快讯：临河市今晨六时起封闭两座跨江大桥进行检修，预计下午四时恢复通行。",),
    ),
    Dump(
        name="questions and answers",
        lines=["记者：您为什么一直守着这口锅？", "店主：习惯了，离不开。", "记者：以后谁来接班？", "店主：还没想好，先做着。"],
        paragraphs=("记者：您为什么一直守着这口锅？", "店主：习惯了，离不开。", "记者：以后谁来接班？", "店主：还没想好，先做着。"),
    ),
    Dump(
        name="a poem",
        lines=["豆腐谣", "", "磨一圈是晨", "磨两圈是昏", "磨到白发时", "豆香还在门"],
        paragraphs=("豆腐谣", "磨一圈是晨", "磨两圈是昏", "磨到白发时", "豆香还在门"),
    ),
    Dump(
        name="a poem with its poet",
        lines=["老街豆腐谣", "作者：韩秋实", "", "磨一圈是晨", "磨两圈是昏", "磨到白发时", "豆香还在门"],
        title="老街豆腐谣",
        byline="作者：韩秋实",
        authors=("韩秋实",),
        paragraphs=("磨一圈是晨", "磨两圈是昏", "磨到白发时", "豆香还在门"),
    ),
    Dump(
        name="sub-headings and a heading first",
        lines=["一、磨豆", FIRST, "二、点浆", SECOND, "三、待客", THIRD],
        paragraphs=("一、磨豆", FIRST, "二、点浆", SECOND, "三、待客", THIRD),
    ),
    Dump(
        name="a notice keeps its signature and its day",
        lines=["关于老街封路检修的通知", "", FIRST, "特此通知。", "临河市老街管理处", "2023年10月12日"],
        title="关于老街封路检修的通知",
        paragraphs=(FIRST, "特此通知。", "临河市老街管理处", "2023年10月12日"),
    ),
    Dump(
        name="a title with the site behind it",
        lines=["老街豆腐坊的第四十个秋天_民生_临河新闻网", "", *BODY, "原标题：一口锅，半条街", "来源 | 临河晚报", "作者 | 韩秋实", "编辑 | 石磊"],
        title="老街豆腐坊的第四十个秋天",
        site_name="临河新闻网",
        publisher="临河晚报",
        byline="作者 | 韩秋实",
        authors=("韩秋实",),
        editors=("石磊",),
    ),
    Dump(
        name="a publisher's credit glued to the end",
        lines=[FIRST, SECOND, THIRD + "（来源：临河晚报）"],
        publisher="临河晚报",
    ),
    Dump(
        name="a printed edition's line",
        lines=[*BODY, "《 临河晚报 》（ 2023年10月12日 第 07 版）", "（责编：石磊）"],
        publisher="临河晚报",
        editors=("石磊",),
    ),
    Dump(
        name="dates of publication and of change",
        lines=["老街豆腐坊的第四十个秋天", "发布日期：2023-10-12 浏览次数：41 更新时间：2023-10-13 08:00", *BODY],
        title="老街豆腐坊的第四十个秋天",
        published_at="2023-10-12",
        modified_at="2023-10-13T08:00:00+08:00",
    ),
    Dump(
        name="no year is stated",
        lines=["老街豆腐坊的第四十个秋天", "10-12 06:30", *BODY],
        title="老街豆腐坊的第四十个秋天",
    ),
    Dump(
        name="account-like author of a form is nobody",
        lines=["老街豆腐坊的第四十个秋天", "作者：管理员 来源：网络", *BODY],
        title="老街豆腐坊的第四十个秋天",
    ),
]  # fmt: skip
