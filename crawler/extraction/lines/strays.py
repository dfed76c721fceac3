"""Lines of the page's machinery that are no text wherever they stand: placeholders, players, buttons in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.text.script import simplified

_LONGEST: Final = 80
_BUTTON: Final = (
    r"(?:我要)?(?:打印|打印本页|打印此[页文]|关闭|关闭窗口|关闭本页|关闭此页|收藏|加入收藏|收藏本[页文]|"
    r"发表评论|我要评论|评论|"
    r"网友评论|推荐|推荐给好友|推荐朋友|推荐给朋友|返回|返回顶部|返回首页|返回列表|顶部|纠错|投稿|举报|"
    r"字号|大|中|小|分享|转发|"
    r"复制链接|复制本文|保存|放大|缩小|网摘|商城|告诉好友|上一页|下一页|上一篇|下一篇|回到首页|TOP)"
)
_SHARE: Final = (
    r"(?:微信|微博|新浪微博|新浪|腾讯微博|腾讯|QQ空间|QQ好友|QQ|Qzone|朋友圈|微信朋友圈|微信好友|好友|"
    r"人人网|豆瓣|百度贴吧|贴吧|"
    r"印象笔记|有道云笔记|领英|复制链接|复制|链接|二维码|更多|一键复制|海报|生成海报|Facebook|Twitter|"
    r"LINE|WhatsApp|Telegram|"
    r"LinkedIn|X|Weibo|WeChat|Email|邮件|打印|收藏)"
)
_STRAY: Final = re.compile(
    "|".join(
        (
            r"[\[【（(<]\s*(?:图片|视频|音频|插图|配图|动图|表情|图|pic|image|img|video)\s*\d*\s*[\]】）)>]",
            r"[\[【（(]?\s*(?:请)?(?:点击|双击|单击)(?:图片|此处|这里|看|可|进入|可以|即可)*(?:查看|观看|"
            r"浏览|放大|看)?"
            r"(?:清晰|高清|原始|更多)?(?:大图|原图|图片)?(?:查看)?(?:大图|放大|原图)\s*[\]】）)]?",
            r"(?:放大图片|缩小图片|查看大图|查看原图|原图|左右滑动查看更多.{0,6}|[←<]*\s*(?:左右|"
            r"上下)?滑动查看.{0,12})",
            r"(?:抱歉[，,]?)?(?:视频|音频|图片|播放器|页面|内容)(?:正在)?(?:加载|播放|请求)(?:失败|中|"
            r"出错|异常|错误).{0,24}",
            r"(?:非常抱歉|抱歉|对不起|亲爱的.{0,10}用户)?[，,：: ]*(?:您|你)?的?(?:当前|使用的|正在使用的)*的?"
            r"浏览器(?:版本)?(?:过低|太旧|太低|暂?不支持|不兼容|没有安装).{0,60}",
            r"Your browser (?:does not|doesn't) support.{0,60}",
            r".{0,24}(?:安装|升级|更新).{0,12}(?:Adobe\s*)?Flash(?:\s*Player)?.{0,40}",
            r"(?:点击|轻触|单击)(?:播放|收听|观看)(?:视频|音频|按钮|本文|全文)?|播放视频|视频播放|"
            r"(?:语音)?播报",
            r"\d{1,2}:\d{2}\s*/\s*\d{1,2}:\d{2}|(?:播放|暂停|静音|全屏|倍速|高清|标清|超清|自动)(?>[\s|"
            r"/·]+(?:播放|暂停|静音|全屏|"
            r"倍速|高清|标清|超清|自动|[\d.]+[xX×]))+",
            r"[—\-.·=…\s]*(?:请)?(?:继续)?(?:往|向)下(?:继续)?(?:阅读|滑动|浏览|看)[—\-.·=…\s]*",
            r"[—\-.·=…\s]*(?:广告|AD|Ad|Advertisement)[—\-.·=…\s]*",
            r"[\[【（(]?(?:点击|展开|继续|查看|阅读|浏览|打开){1,3}(?:全文|剩余全文|余下全文|"
            r"剩余\d*%?)(?:内容)?[\]】）)>》↓∨\s]*",
            r"打开.{0,12}(?:APP|客户端)\s*[，,]?\s*(?:查看|阅读|观看|体验|看).{0,16}",
            r"(?:分享|分享到|分享至|分享本文到|转发到|转发至)\s*[:：]?\s*(?>" + _SHARE + r"[\s|、/，,]*)+",
            rf"(?>{_SHARE}[\s|、/]+){{3,}}{_SHARE}?",
            rf"(?:[【\[（(]\s*{_BUTTON}\s*[】\]）)][\s|｜]*){{2,}}",
            r"[【\[（(]\s*(?:我要)?(?:打印(?:本[页文])?|关闭(?:窗口|本页)?|加入收藏|收藏本[页文]|发表评论|"
            r"我要评论|返回顶部|我要纠错|推荐给好友|网摘)\s*[】\]）)]",
            r"[【\[（(]?\s*(?:字体|字号|字体大小|字体显示|正文字体|文字大小)\s*[:：]?[\s|"
            r"｜]*(?>[\[【（(]?\s*(?:特大|超大|大号?|中号?|小号?|正常|默认|标准|"
            r"[AＡ]\s*[+\-]?|加大|减小|增大|缩小|[+\-])\s*[\]】）)]?[\s|｜/]*)+[】\]）)]?(?:[\s|"
            r"｜]*[【\[]?(?:打印|关闭|收藏|分享|视力保护色).{0,12})*",
            r"(?:下一页|上一页)[\s|]*(?:下一页|上一页)?|"
            r"[【\[]\s*\d+\s*[】\]](?:\s*[【\[]\s*\d+\s*[】\]])+.{0,8}",
            r"首页(?:\s*[|｜]?\s*(?:上一页|上页|下一页|下页|末页|尾页|\d+))+",
            r"共\s*\d+\s*页\s*[:：]?(?:\s*(?:首页|上一页|上页|下一页|下页|末页|尾页|\d+))*",
            r"[AaＡT][-+]?(?:[\s|]+[AaＡT][-+]?){1,3}",
            r"[【\[]?(?:我要|网友|发表|查看)?评论\s*[(（]\s*\d*\s*[)）][】\]]?|[大小中]字号|[+\-]|"
            r"发布于\s?[\u4e00-\u9fff]{2,6}",
            r"(?:延伸阅读|相关阅读|推荐阅读|拓展阅读|相关新闻|相关报道|相关资讯|相关文章|相关推荐|更多阅读)\s*[:：]\s*[^。]{6,60}",
            r"点击(?:上方|下方|右上角|左上角|顶部|标题下方?).{0,24}(?:关注|订阅).{0,12}",
            r"[↑↓▲▼△👆👇\s]*(?:点击|点|戳|轻点)(?:一下)?(?:上[方面]|下[方面]|这里|标题)?的?蓝[字色][^。]{0,4}(?:关注|订阅).{0,20}",
            r"[↑↓▲▼△👆👇\s]*点击(?:上方|下方|右上角|左上角|顶部)\s?[“\"「【].{1,16}[”\"」】].{0,20}",
            r"(?:长按|扫码|扫描|识别|扫一扫)[^。，]{0,12}二维码[^。，]{0,6}关注[^。，]{0,12}|长按(?:识别)?(?:上方|下方)?二维码|"
            r"(?:扫码|长按识别)关注[^。，]{0,16}",
            r"[▲▼△↑↓]?\s?点击图片查看更多.{0,4}|阅读原文|(?:相关阅读|相关新闻|推荐阅读|猜你喜欢|热门推荐)[：:]?",
            r"[（(]\s?\d{1,2}\s?/\s?\d{1,2}\s?[）)]|第\s?\d{1,3}\s?页[\s,，/／|]*共\s?\d{1,3}\s?页|"
            r"共\s?\d{1,3}\s?页[\s,，/／|]*第\s?\d{1,3}\s?页|第\s?\d{1,3}\s?/\s?\d{1,3}\s?页",
            r"(?:首页\s?)?(?:上一页|上页)?(?:[\s|]*\d{1,3}(?!\d)){2,}(?:[\s|]*(?:下一页|下页|尾页|末页)){1,3}",
            r"(?:上一页|上页)(?:[\s|]*\d{1,3}(?!\d)){1,20}(?:[\s|]*(?:尾页|末页))?",
            r"(?:(?:回上一?页|转寄|列印|友善列印|回列表|回首页)[\s|｜]*){1,6}",
            r"(?:打开|使用|用)微信[，,].{0,20}(?:发现|扫一扫).{0,60}",
            r"(?:Beginning of dialog window|This is a modal window|Escape will cancel).{0,70}",
            r"(?:跳过|End of)\s?\S{2,12}\s?(?:并?继续阅读)?|头条新闻",
            r"(?:图像|图片|视频|影像)来源[,，]\s?\S.{0,40}|图像加注文字[,，]?|Role[,，]\s?\S.{0,24}",
            r"-{8,}[^\w]*|-+\s*分[隔割]线\s*-+",
        )
    ),
    re.IGNORECASE,
)
_DAY_NAMES: Final = re.compile(
    r"[\s|]*(?:(?:周|星期)?[日一二三四五六][\s|]*){6}(?:周|星期)?[日一二三四五六][\s|]*"
    r"|[\s|]*(?:(?:Su|Mo|Tu|We|Th|Fr|Sa)(?:n|e|d|u|i|t)?[\s|]*){7}"
)
_DAY_NAME: Final = re.compile(r"(?:周|星期)?[日一二三四五六]")
_DAYS: Final = re.compile(
    r"[\s|]*(?:(?>\d{1,2}(?!\d))[\s|]*)+|[\s|«»<>]*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月[\s|«»<>]*){0,2}"
)
_MONTH: Final = re.compile(
    r"[\s|«»<>]*(?:(?:\d{4}\s*年\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月|\d{4}\s*年|[«»<>|"
    r"]+)(?:\s*\d{4})?[\s|«»<>]*"
)
_WEEK: Final = 7
_LONGEST_ROW: Final = 40
_MOST_DAYS: Final = 43


def is_stray(line: str) -> bool:
    """Whether the line is machinery of the page, in the middle of the text too."""
    return len(line) <= _LONGEST and _STRAY.fullmatch(simplified(line).strip()) is not None


def calendar_at(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on are a calendar: its month, the names of the days of a week, numbers of days."""
    if len(lines[at]) > _LONGEST_ROW:
        return 0
    head = at
    while head < len(lines) and head - at < 3 and len(lines[head]) <= 16 and _MONTH.fullmatch(lines[head]):
        head += 1
    below = _below_day_names(lines, head)
    if below == head:
        return 0
    end = below
    while (
        end < len(lines)
        and end - below < _MOST_DAYS
        and len(lines[end]) <= _LONGEST_ROW
        and _DAYS.fullmatch(lines[end])
    ):
        end += 1
    return end - at if end > below else 0


def _below_day_names(lines: Sequence[str], at: int) -> int:
    if at == len(lines) or len(lines[at]) > _LONGEST_ROW:
        return at
    if _DAY_NAMES.fullmatch(lines[at]):
        return at + 1
    week = lines[at : at + _WEEK] if _DAY_NAME.fullmatch(lines[at]) else []
    return at + _WEEK if len(set(week)) == _WEEK and all(map(_DAY_NAME.fullmatch, week)) else at
