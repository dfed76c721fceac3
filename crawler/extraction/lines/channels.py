"""The bar of a site's channels, which stands in the text of no article: 时政 财经 体育 娱乐."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_CHANNELS: Final = words(
    """
    首页 网站首页 新闻 要闻 时政 国内 国际 社会 财经 经济 金融 证券 股票 股市 基金 理财 保险 银行 期货 外汇
    债券 港股 美股 A股 新股 科创板 科技 数码 手机 互联网 IT 汽车 房产 地产 家居 体育 足球 篮球 NBA CBA 彩票
    娱乐 明星 电影 电视 音乐 综艺 游戏 时尚 美容 女性 健康 医疗 养生 教育 考试 高考 留学 文化 读书 历史 艺术
    收藏 书画 军事 航空 旅游 美食 生活 亲子 母婴 星座 情感 宠物 摄影 视频 直播 图片 图集 音频 专题 专栏 评论
    观点 理论 党建 党史 法治 法律 反腐 人事 农业 三农 能源 环保 生态 公益 慈善 扶贫 民生 地方 港澳 台湾 台海
    港澳台 华人 侨界 海外 全球 亚太 欧洲 美洲 论坛 博客 社区 微博 更多 推荐 热点 热榜 最新 滚动 快讯 直播间
    小说 动漫 电竞 信息 政务 服务 互动 公开 问政 舆情 数据 产经 商业 公司 企业 行业 创投 酒业 食品 快递 城市
    区县 县区 市县 乡村 天气 搜索 登录 注册 English 英文 繁体 移动端 客户端 头条 国学 佛教 公开课 大学 校园
    招聘 人才 求职 深度 思想 智库
    """
)
_PARTS: Final = re.compile(r"[\s|｜·•/、>]+")
_HOME: Final = ("首页", "网站首页")
_LONGEST: Final = 160
_FEWEST: Final = 4


def channels_at(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on are such a bar: one with four names or more, or as many lines of one name each."""
    if len(names := _names(lines[at])) >= _FEWEST:
        return 1
    if len(names) != 1:
        return 0
    end = at
    while end < len(lines) and len(_names(lines[end])) == 1:
        end += 1
    return end - at if end - at >= _FEWEST else 0


def names_channels(line: str) -> bool:
    """Whether the line is of such names, be it one: 搜索, 登录 注册."""
    return bool(_names(line))


def channels_before(lines: Sequence[str], end: int) -> int:
    """How many lines before `end` are such a bar."""
    return channels_at(lines[:end][::-1], 0) if end else 0


def _names(line: str) -> list[str]:
    """The channels a line names; [] when a word of it is anything else."""
    if len(line) > _LONGEST:
        return []
    parts = [part for part in _PARTS.split(simplified(line)) if part]
    if len(parts) == 1 and parts[0].startswith(_HOME):
        return _run_together(parts[0])
    return parts if all(part in _CHANNELS for part in parts) else []


def _run_together(line: str) -> list[str]:
    """The channels of 首页时政国内财经, the longest name first at each place; [] when a part is anything else."""
    names, at = list[str](), 0
    while at < len(line):
        name = next((line[at:end] for end in range(at + 4, at + 1, -1) if line[at:end] in _CHANNELS), None)
        if name is None:
            return []
        names.append(name)
        at += len(name)
    return names
