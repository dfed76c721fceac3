"""What the mirrors add to a page: lists of counties, keywords, empty elements of random names and ids."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

COUNTIES = (
    "云岭县| 朔川区| 白杨旗| 南塘市| 石浦县| 河湾区| 青崖县| 海棠市| 陇溪县| 望江区| 沙洲市| 梅岭县| 古渡镇| 新闻| "
    "东岗县| 西坪区| 柳泉县| 长滩市| 枫桥县| 双林区"
)
KEYWORDS = "在线观看,免费下载,高清完整版,最新排行榜,官方入口,手机版安装,精品推荐"
_TAGS = ("acronym", "kbd", "tt", "fieldset", "bdo", "samp")


def spammed(html: str, seed: int, damage: Callable[[str], str] | None) -> str:
    """The page with its body damaged, spam at its head or foot, and empty elements between paragraphs."""
    head, body, foot = _split(html)
    body = damage(body) if damage else body
    body = _with_empty_elements(body, random.Random(seed))
    at_head = f"<p>{KEYWORDS}</p>\n" if seed % 3 == 0 else ""
    at_foot = "" if seed % 3 == 0 else f"\n<div>{COUNTIES}|</div>"
    return f"{head}<body>\n{at_head}{body}{at_foot}\n</body>{foot}"


def list_page(paths: Sequence[str]) -> str:
    items = "".join(f'<li><a href="{path}">一篇文章</a></li>' for path in paths)
    return f'<html><head><meta charset="utf-8"></head><body><p>{KEYWORDS}</p><ul>{items}</ul></body></html>'


def _split(html: str) -> tuple[str, str, str]:
    head, _, rest = html.partition("<body>")
    body, _, foot = rest.partition("</body>")
    return head, body, foot


def _with_empty_elements(body: str, chance: random.Random) -> str:
    lines = []
    for line in body.split("\n"):
        lines.append(line)
        if line.endswith("</p>") and chance.random() < 0.5:
            tag, name = chance.choice(_TAGS), f"{chance.randrange(16**6):06x}"
            lines.append(f'<{tag} id="{name}"></{tag}>')
    return "\n".join(lines)
