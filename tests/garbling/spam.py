"""What a mirror puts around and into a page once its text is corrupted."""

from __future__ import annotations

import enum
import random
import re
from typing import Final

_PLACES: Final = (
    "云岭 朔川 白杨 南塘 石浦 河湾 青崖 海棠 陇溪 望江 沙洲 梅岭 古渡 东岗 西坪 柳泉 长滩 枫桥 双林 桐坞"
)
_ENDS: Final = "县 区 市 旗 镇 自治县"
_KEYWORDS: Final = "在线观看 免费下载 高清完整版 最新排行榜 官方入口 手机版安装 精品推荐 全集播放 无弹窗阅读"
_TAGS: Final = "acronym kbd tt fieldset bdo samp optgroup del strike"
_EMOJI: Final = "🌟🎉🔥💯🚀🍀🌈✨"
_ESCAPES: Final = ("&amp;nbsp;", "\\n", "\\t", "&amp;ldquo;")


class Spam(enum.StrEnum):
    COUNTIES_AT_HEAD = "counties-at-head"
    COUNTIES_AT_FOOT = "counties-at-foot"
    KEYWORDS_AT_HEAD = "keywords-at-head"
    EMPTY_TAGS = "empty-tags"
    EMOJI = "emoji"
    COMMAS = "commas"
    ESCAPES = "escapes"


def spammed(text: str, kinds: frozenset[Spam], draw: random.Random) -> str:
    """The text with each of the kinds, inside its body if it is a page."""
    text = _with_commas(text, draw) if Spam.COMMAS in kinds else text
    for kind in (Spam.EMPTY_TAGS, Spam.EMOJI, Spam.ESCAPES):
        text = _between_paragraphs(text, kind, draw) if kind in kinds else text
    head = f"<p>{','.join(draw.sample(_KEYWORDS.split(), 6))}</p>\n" if Spam.KEYWORDS_AT_HEAD in kinds else ""
    head += f"<div>{counties(draw)}</div>\n" if Spam.COUNTIES_AT_HEAD in kinds else ""
    foot = f"\n<div>{counties(draw)}</div>" if Spam.COUNTIES_AT_FOOT in kinds else ""
    return _around(text, head, foot)


def counties(draw: random.Random, count: int = 40) -> str:
    """A list such as mirrors have at the foot of a page."""
    names = [draw.choice(_PLACES.split()) + draw.choice(_ENDS.split()) for _ in range(count)]
    names[draw.randrange(count)] = "新闻"
    return "".join(f"{name}| " for name in names).rstrip()


def _around(text: str, head: str, foot: str) -> str:
    if "<" not in text:  # plain text has no elements
        head, foot = (re.sub(r"</?(?:p|div)>", "", part) for part in (head, foot))
    begins = opened.end() if (opened := re.search(r"<body[^<>]*>", text)) else 0
    ends = text.rfind("</body>")
    ends = len(text) if ends < begins else ends
    return f"{text[:begins]}{head}{text[begins:ends]}{foot}{text[ends:]}"


def _with_commas(text: str, draw: random.Random) -> str:
    return re.sub(r"[。，；？！](?=[^<>]*(?:<|$))", lambda stop: _comma(draw) + stop[0], text)


def _comma(draw: random.Random) -> str:
    return "," if draw.random() < 0.3 else ""


def _between_paragraphs(text: str, kind: Spam, draw: random.Random) -> str:
    lines = []
    for line in text.split("\n"):
        lines.append(line)
        if line.endswith("</p>") and draw.random() < 0.5:
            lines.append(_bit(kind, draw))
    return "\n".join(lines)


def _bit(kind: Spam, draw: random.Random) -> str:
    if kind is Spam.EMPTY_TAGS:
        tag = draw.choice(_TAGS.split())
        return f'<{tag} id="{draw.randrange(16**6):06x}"></{tag}>'
    return draw.choice(_EMOJI) if kind is Spam.EMOJI else draw.choice(_ESCAPES)
