"""The labels of a news page's credits and what each is about."""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import Final

from crawler.extraction.names.roles import EDITOR_ROLES


class Kind(enum.Enum):
    """What a statement is about. `CREDIT` is one we keep in no field (监制, 翻译, 图片来源)."""

    BYLINE = "byline"
    EDITORS = "editors"
    PUBLISHER = "publisher"
    PUBLISHED = "published"
    MODIFIED = "modified"
    ORIGINAL_TITLE = "original title"
    KEYWORDS = "keywords"
    EDITION = "edition"
    CREDIT = "credit"
    DISCLAIMER = "disclaimer"
    INTERFACE = "interface"
    BREADCRUMB = "breadcrumb"
    LINK = "link"


@dataclasses.dataclass(frozen=True, slots=True)
class Statement:
    """`value` is what is stated; `printed` is the whole span with its label."""

    kind: Kind
    value: str
    printed: str


_LABELS: Final[dict[Kind, str]] = {
    Kind.PUBLISHER: """
        文章来源 信息来源 新闻来源 稿件来源 内容来源 本文来源 资讯来源 消息来源 原文来源 来源 稿源 转载自
        转自 原载 来自 出处 摘自 稿件来自 文章出处 信源
    """,
    Kind.BYLINE: """
        本文作者 文章作者 作者 署名 整理 撰文 撰稿人 撰稿 执笔人 执笔 主笔 采写 采访 供稿人 供稿单位 供稿 投稿人 投稿
        通讯员 特约记者 实习记者 见习记者 本报记者 本网记者 记者 文/图 图/文 文图 图文 文字 摄影 摄像 摄 拍摄
        图片 供图 文 图 发稿人 报送人 Author By
    """,
    Kind.PUBLISHED: """
        发布时间 发布日期 发表时间 发表日期 发表于 发布于 发布 上传时间 创建时间 发稿时间 录入时间 添加时间
        出版日期 刊发时间 成文日期 公开日期 日期 时间 Date Published
    """,
    Kind.MODIFIED: "更新时间 更新日期 更新于 修改时间 最后更新 最后修改 最近更新 Updated",
    Kind.ORIGINAL_TITLE: "原标题 原文标题 原题",
    Kind.KEYWORDS: "热词 关键词 关键字 本文标签 文章标签 标签(Tag) 标签 Tags Tag Keywords",
    Kind.CREDIT: """
        监制 总监制 发布者 发布人 上传者 上传人 录入者 录入人 录入
        出品人 出品 策划 总策划 统筹 制作 签发 制图 绘图 设计 剪辑 配音 后期 翻译 译者 编译
        图片来源 封面图片来源 封面图来源 封面来源 头图来源 题图来源 配图来源 首图来源 插图来源 图源
        图自 图片来自 题图 封面图 视频来源 阅读量 阅读数 阅读次数 阅读 浏览次数 浏览量 浏览
        点击数 点击率 点击次数 点击 访问量 访问次数 人气 热度 评论数 评论 字体大小 字体 字号 分享到 分享至
        分享 本文分类 文章分类 分类 栏目 所属栏目 频道 专题 索引号 信息索引号 文章编号 稿件编号 投稿邮箱
        新闻热线 报料热线 爆料热线 版式 排版 视觉 运营 播音 主播 出镜 海报 美术 联系方式 联系电话
        邮箱 编审人 作者单位 工作单位 单位 发布单位 发布机构 信息员 签发人 审签人 文章录入 所属专题
        字体显示 字体设置 类型 文章类型 总值班 值班主任 监审 总审 总编 副总编 口述 电话 值班编委 值班领导 值班总编
    """,
    Kind.LINK: "本文链接 原文链接 文章链接 本文网址 文章网址 本文地址 原文地址 网址 转载请注明 链接 阅读原文",
}
_EDITOR_LABEL: Final = re.compile(rf"(?:本文|本期)?(?:{EDITOR_ROLES})人?员?")
_MARK: Final = r"\s*(?:[:：|｜丨]|>>|[/／](?![/\s]*\d))\s*"
_GLUED: Final = (  # 某某日报编辑：某某 is who employs the editor, not a medium and an editor
    r"(?<=[\u4e00-\u9fff])(?=(?:来源|作者|(?<![经闻报网社台刊端])编辑|责任编辑|责编|稿源)\s?[:：])"
)
LABEL: Final = re.compile(
    rf"(?:{_GLUED}|"
    r"^|(?<=[\s|｜:：;；,，、·（(【\[\])）】/。\d]))[【\[（(<《■●▲◎]?\s*(?:"
    + "|".join(
        [
            f"(?P<{kind.name}>"
            + "|".join(
                r"\s*".join(word)
                if len(word) <= 4 and word.isalpha() and not word.isascii()
                else re.escape(word)
                for word in sorted(listed.split(), key=len, reverse=True)
            )
            + ")"
            for kind, listed in _LABELS.items()
        ]
        + [f"(?P<EDITORS>{_EDITOR_LABEL.pattern})"]
    )
    + rf")\s*(?:[】\]](?:{_MARK})?|{_MARK})",
    re.IGNORECASE,
)
SPACED_LABEL: Final = re.compile(
    r"(?P<PUBLISHER>来\s*源|稿\s*源|文章来源|转载自|转自)\s+|(?P<EDITORS>(?:责任|执行|网络|值班|"
    r"本期)?(?:编\s*辑|责\s*编)|审\s*核|校\s*对|责任校对)\s+|(?P<BYLINE>作\s*者)\s+"
    r"|(?P<KEYWORDS>热词|标签)\s+(?=\S{1,12}(?:\s\S{1,12}){0,8}$)"
)
LONE_LABEL: Final = re.compile(
    r"[【\[]?(?:(?P<PUBLISHER>(?:文章|信息)?来\s*源)|(?P<BYLINE>作\s*者)|(?P<EDITORS>责任编辑|编\s*辑)|"
    r"(?P<KEYWORDS>关键词|标签)"
    r"|(?P<PUBLISHED>发布(?:时间|日期)|日期))[】\]]?\s*[:：]?"
)
