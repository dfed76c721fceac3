"""A printed byline to the people it names: who wrote or photographed, who edited; nothing rather than junk."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extraction.names.places import (
    is_medium,
    is_organisation,
    is_place,
    known_place_at_end,
    known_place_at_start,
)
from crawler.extraction.names.roles import HAN, LETTER_ROLE, ROLE, SURE_SIGN
from crawler.extraction.names.runs import is_likely_name, is_name, split_run
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_SIGN: Final = re.compile(rf"{ROLE.pattern}|{LETTER_ROLE.pattern}")
_SEPARATOR: Final = re.compile(
    r"[、，,;；/／|｜丨&＆+:：()（）\[\]【】<>《》\"]+|\s+|[-—–]{1,2}|[_\s]*[A-Z]{1,4}\d{2,}\b|_"
)
_PADDED: Final = re.compile(rf"(?<!{HAN})({HAN})[ \u3000\xa0]+({HAN})(?!{HAN})")
_SENTENCE: Final = re.compile(r"[。！？!?；“”‘’…]")
_NAMELESS: Final = re.compile(rf"^(?:{HAN}|[·/\s\d]){{2,14}}(?:记者|评论员|通讯员)$")
_PARTS_OF_BYLINE: Final = words(
    """
    本报 本网 本刊 本台 本社 本端 本站 记者 讯 电 日 综合 等 通讯 特稿 专稿 原创 本
    """
)
_NO_PERSON: Final = words(
    """
    综合 整理 编辑部 团队 小编 佚名 未知 匿名 管理员 网络 网友 转载 不详 原创 本站 作者 记者 来源 编辑 责编 通讯
    评论 首页 新闻 正文 时间 暂无 平台 高级 全部 相关 关注 分享 收藏 发布 经济 文化 文艺 文学 文章 文史 文旅 方面
    方法 方向 方案 高度 高考 高校 高速 金融 金额 金价 黄金 安全 安排 时代 时评 时政 时报 时期 何处 何时 何人 何以
    常见 常委 常识 常用 常态 平安 平台 平均 华人 华夏 江湖 江南 江北 江山 河流 山水 云集 马上 马路 万元 万一 万里
    万物 向上 向前 向导 向来 于是 于此 白天 白领 石油 石头 水平 水利 水果 水电 林业 林地 花卉 花园 花样 国家 国际
    国内 国企 国庆 国产 农业 农村 农民 农历 强国 强化 强调 强势 成功 成果 成立 成长 成本 成都 成年 成绩 文明 文件
    包括 包装 包裹 解决 解读 解放 解释 解析 管理 管委 任务 任何 任命 任期 任职 计划 计算 连续 连接 连日 项目 车辆
    车展 车间 武器 武术 单位 单日 单身 雷达 温度 温暖 温馨 祝福 祝贺 路线 路径 路况 钱包 党员 党委 党建 党课 都市
    都会 应用 应急 应该 应对 商业 商务 商品 商场 商家 全国 全市 全省 全民 全球 全面 全部 古代 古城 古镇 乐园 乐观
    明天 明年 明星 明确 元旦 元素 展览 展开 展示 展望 幸福 幸运 信息 信心 信用 信任 公司 公告 公益 公开 公布 公共
    公安 公园 智能 智慧 海外 海洋 海关 海量 海域 游客 游戏 游泳 季度 季节 季后 满意 满足 满分 权威 权利 权益 相信
    相当 相关 云端 云计算 云服务 边境 边界 边防 来自 来信 来访 支持 支付 支部 支援 利用 利益 利润 利好 利率 初步
    初中 初心 初春 由于 由此 关于 关系 关键 关心 图片 图表 高清 专题 专栏 专家 专访 视频 时间 地点 现场 直播 滚动
    快讯 热点 热搜 焦点 头条 要闻 独家 深度 观点 观察 财经 方舟 方式 王者 黄牛 马拉松 毛利率 毛利 石化 金属 金牌
    史上 史料 白酒 白皮书 牛市 牛奶 牛肉 熊市 熊猫 龙头 龙舟 龙虎榜 龙卷风 金价 段落 雷雨 贺信 贺电 贺岁 顾客 顾问
    严重 严格 严厉 严禁 戴上 夏天 夏日 夏季 江河 秦岭 黎明 陆续 陆军 陆地 沈阳 路上 康复 康养 温室 温泉 鲁菜 童年
    童话 童心 梅花 梅雨
    """
)
_MOST_PEOPLE: Final = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Byline:
    """`as_printed` keeps brackets and role words. `people` wrote or photographed, `editors` edited."""

    as_printed: str
    people: tuple[str, ...]
    editors: tuple[str, ...]
    roles: tuple[str, ...]


def read_byline(text: str) -> Byline | None:
    """The byline that `text` is, whole; None when it is anything else or no role word (记者, 图文, 报道) says so."""
    inside = _without_brackets(text)
    if len(inside) > 160 or _SENTENCE.search(inside) or not _SIGN.search(simplified(inside)):
        return None
    roles: list[str] = []
    people: list[str] = []
    editors: list[str] = []
    for role, chunk, is_editor in _chunks(inside):
        roles.append(role)
        named = _people_in(chunk)
        if named is None:
            return None
        (editors if is_editor else people).extend(named)
    if not people and not editors and not _NAMELESS.search(simplified(inside)):
        return None
    if not SURE_SIGN.search(simplified(inside)) and not all(map(is_likely_name, people)):
        return None
    kept = tuple(role.strip(" /／:：|｜丨\u3000") for role in roles if role.strip())
    return Byline(text.strip(), _once(people), _once(editors), kept)


def people(value: str) -> tuple[str, ...]:
    """The people a form's value names (作者：张三 李四); () when it holds anything but people, roles and places."""
    inside = _without_brackets(value)
    if len(inside) > 160 or _SENTENCE.search(inside):
        return ()
    if is_medium(inside) and not is_name(inside):
        return ()
    named: list[str] = []
    for _, chunk, is_editor in _chunks(inside):
        found = _people_in(chunk)
        if found is None:
            return ()
        named.extend(() if is_editor else found)
    return _once(named)


def bare_people(text: str) -> tuple[str, ...]:
    """The people of a text that is nothing but names and separators; () for anything else, a role word too."""
    inside = _without_brackets(text)
    if len(inside) > 60 or _SIGN.search(simplified(inside)) or re.search(r"[\d。！？!?；：:“”]", inside):
        return ()
    pieces = [piece for piece in _SEPARATOR.split(_joined(inside)) if piece]
    named = [_named(piece) for piece in pieces]
    return _once([name for names in named for name in names]) if all(named) else ()


def first_role(text: str) -> int | None:
    """Where the first role word of a writer or an editor begins (记者, 通讯员, 编辑), not counting a report's 报道."""
    marks = (mark for mark in ROLE.finditer(simplified(text)) if mark["report"] is None and mark.start())
    return next((mark.start() for mark in marks), None)


def _chunks(text: str) -> Iterator[tuple[str, str, bool]]:
    """`(role, what follows it, whether the role is an editor's)`; the first with an empty role."""
    plain = simplified(text)
    marks = sorted(
        [*ROLE.finditer(plain), *LETTER_ROLE.finditer(plain)], key=lambda mark: (mark.start(), -mark.end())
    )
    role, start, is_editor = "", 0, False
    for mark in marks:
        if mark.start() < start:
            continue
        yield role, _before_role(text[start : mark.start()], mark), is_editor
        if mark.groupdict().get("report") is None:
            is_editor = mark.groupdict().get("editor") is not None
        role, start = text[mark.start() : mark.end()], mark.end()
    yield role, text[start:], is_editor


def _before_role(chunk: str, mark: re.Match[str]) -> str:
    """The chunk without the employer close before a role, 半岛 of 半岛全媒体记者, or the place of 安丘报道."""
    close = re.search(rf"(?:{HAN}|[A-Za-z\d·/])+$", chunk)
    if close is None or len(close[0]) > 12:
        return chunk
    if mark.groupdict().get("report"):
        is_place_name = close.start() > 0 and len(close[0]) <= 4 and not is_likely_name(close[0])
        return chunk[: close.start()] if is_place_name else chunk
    return chunk if not mark.groupdict().get("writer") or _named(close[0]) else chunk[: close.start()]


def _people_in(chunk: str) -> list[str] | None:
    """The people of a piece between two roles; None when something in it is no name, place, medium or workplace."""
    named: list[str] = []
    latin = re.fullmatch(r"\s*[A-Z][A-Za-z.'’-]+(?:\s+[A-Za-z.'’-]+){1,3}\s*", chunk)
    pieces = [chunk.strip()] if latin else _SEPARATOR.split(_joined(chunk))
    for piece in filter(None, pieces):
        if _is_no_person(piece):
            continue
        found = _named(piece)
        if not found:
            return None
        named.extend(found)
    return named if len(named) <= _MOST_PEOPLE else None


def _is_no_person(piece: str) -> bool:
    piece = simplified(piece)
    return (
        piece in _PARTS_OF_BYLINE
        or is_place(piece)
        or re.fullmatch(r"[驻发自].{2,8}|\d{1,4}[年月日]?|\d{1,2}月\d{1,2}日|\W+", piece) is not None
        or ((is_medium(piece) or is_organisation(piece)) and not (len(piece) <= 3 and is_name(piece)))
        or (len(piece) > 3 and is_medium(piece))
    )


def _named(piece: str) -> tuple[str, ...]:
    """The people of a piece without separators; () when it names none."""
    piece = re.sub(r"(?<=..)等$|^[是由]", "", piece)
    if simplified(piece) in _NO_PERSON or (is_place(piece) and len(piece) != 3):
        return ()
    if "·" in piece or not re.fullmatch(rf"{HAN}+", piece):
        return (piece,) if is_name(piece) else ()
    return _around_and(piece) or _split(piece) or _beside_a_place(piece)


def _split(piece: str) -> tuple[str, ...]:
    names = split_run(piece) or ((piece,) if is_name(piece) else ())
    return (
        ()
        if _NO_PERSON.intersection(map(simplified, names))
        or any(is_place(name) and len(name) == 2 for name in names)
        else names
    )


def _around_and(piece: str) -> tuple[str, ...]:
    """张三和李四: only when both sides are names and the whole is not one."""
    for mark in re.finditer("[和与與及]", piece):
        left, right = _split(piece[: mark.start()]), _split(piece[mark.end() :])
        if left and right and len(piece) > 4:
            return (*left, *right)
    return ()


def _beside_a_place(piece: str) -> tuple[str, ...]:
    """张三北京, 北京张三: names run together with the place they report from."""
    end, start = known_place_at_end(piece), known_place_at_start(piece)
    if end and (names := _split(piece[: -len(end)])):
        return names
    return _split(piece[len(start) :]) if start else ()


def _joined(text: str) -> str:
    """Two-character names padded to the width of three (张　三) made one word again."""
    return _PADDED.sub(lambda pair: pair[1] + pair[2] if _joins(pair[1] + pair[2]) else pair[0], text)


def _joins(pair: str) -> bool:
    return pair[0] not in "图圖摄攝" and is_name(pair)


def _without_brackets(text: str) -> str:
    stripped = text.strip().strip("　\xa0 ").rstrip("。.;；,，、")
    for opening, closing in ("（）", "()", "【】", "[]", "〔〕", "［］", "<>"):
        if stripped.startswith(opening) and stripped.endswith(closing) and opening not in stripped[1:]:
            return stripped[1:-1].strip()
    for opening, closing in (("（", ")"), ("(", "）")):
        if stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[1:-1].strip()
    return stripped


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
