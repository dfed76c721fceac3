"""The words of a byline that say what a person did: wrote, photographed, edited.

Who wrote and who photographed or filmed (摄影, 图, 供图) are both the people of a byline; who edited, proof-read or
approved are its editors; who planned, supervised, translated or designed (策划, 监制, 译者, 制图) are neither.
"""

from __future__ import annotations

import re
from typing import Final

HAN: Final = r"[\u4e00-\u9fff]"
_KIND_OF_WRITER: Final = (
    r"(?:特约|特派|特邀|实习|见习|首席|全媒体|全媒|融媒体|融媒|新媒体|多媒体|高级|资深|主任|"
    r"视频|摄影|文字|图片|前方|本地|驻地|"
    r"青年|小|校园|学生|财经|体育|总站|军事|志愿者|签约|客座|评论)"
)
_KIND_OF_EDITOR: Final = (
    r"(?:责任|执行|值班|网络|栏目|图片|文字|视觉|视频|新媒体|全媒体|融媒体|融媒|本期|本版|助理|实习|见习|轮值|首席|高级|"
    r"当班|当日|夜班|文案|内容|流程|数据|统筹|运营|发布|稿件|微信|客户端|网站|频道|新闻|版面|轮岗|主任|特约|副|总)"
)
EDITOR_ROLES: Final = (
    rf"{_KIND_OF_EDITOR}?\s*"
    r"(?:责\s*编|编\s*辑|主\s*编|编审|审编|编校)"
    r"|责任?\s*校对|校\s*对|审\s*核|审\s*校|审\s*读|审\s*稿|审\s*签|核\s*稿|签\s*审|初审|复审|终审|初校|复校|"
    r"[一二三四](?:审|校)(?:[一二三四]校)?|美编|编务"
)
_SEVERAL: Final = r"\s*[、/／&+＆并和]?\s*"
_WRITER_ROLES: Final = (
    rf"(?:21世纪经济报道\s*)?{_KIND_OF_WRITER}{{0,3}}(?:记\s*者|通讯员|通信员|评论员|"
    r"撰稿人|撰稿|供稿人|观察员|报道员|研究员|实习生|主播)(?:组)?"
    r"|本文作者|作\s*者(?:简介)?|撰\s*文|采写|执笔人?|主笔|供稿|采访|摄影报[道导]"
    rf"|(?<!{HAN})文字?\s*[、/／&+＆并和]\s*(?:摄影|摄像|视频)(?=\s*[:：/／|｜丨\s])"
    rf"|(?:摄影|摄像|拍摄|图片|文字)(?:{_SEVERAL}(?:摄影|摄像|图片|视频))?|供图|署名"
    rf"|文{_SEVERAL}图片?(?:{_SEVERAL}(?:视频|摄影))?|图\s*[/／、&+]?\s*文|图\s*[/／、&+]\s*视频"
    rf"|综合报[道导]|综合整理|整理|发自|视频(?=\s*[:：/／|｜丨\s]\s*{HAN})"
)
_REPORT: Final = r"(?:摄影)?报\s*[道导]|(?:专)?电$"
ROLE: Final = re.compile(rf"(?P<editor>{EDITOR_ROLES})|(?P<writer>{_WRITER_ROLES})|(?P<report>{_REPORT})")
LETTER_ROLE: Final = re.compile(
    rf"(?:(?<!{HAN})[文图摄]\s*[/／:：|｜丨∣︱]\s*)|(?:[/／\s](?:文图|图文|[文图])(?!{HAN}))|(?:摄(?!{HAN}))|"
    r"(?:^[文图摄]\s+)"
)
EMPLOYED: Final = re.compile(r"(?:记\s*者|通讯员|通信员|评论员|观察员|报道员)组?$")
SURE_SIGN: Final = re.compile(
    r"记\s*者|通讯员|作\s*者|评论员|[文图][/／、∣︱]|[:：|｜丨]|图文|文图|报[道导]|编|(?:撰稿|撰文|供稿|采写)\s|"
    r"摄影\s.*(?:撰稿|文字|供图)\s"
)
