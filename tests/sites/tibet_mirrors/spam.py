"""Pages of a mirror's own: lists of what it copied, and pages of nothing but names of counties."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.garbling.spam import counties

KEYWORDS = "在线观看,免费下载,高清完整版,最新排行榜,官方入口,手机版安装,精品推荐"


def list_page(paths: Sequence[str]) -> str:
    items = "".join(f'<li><a href="{path}">一篇文章</a></li>' for path in paths)
    return f'<html><head><meta charset="utf-8"></head><body><p>{KEYWORDS}</p><ul>{items}</ul></body></html>'


def counties_page() -> str:
    return f"<html><body><p>{counties(random.Random('counties'))}</p></body></html>"


def with_links(html: str, draw: random.Random) -> str:
    """The page with a list of counties at its foot, each a link to another page of the mirror."""
    names = counties(draw).replace(" ", "").split("|")
    links = "|".join(f'<a href="/{draw.randrange(16**5):05x}/">{name}</a>' for name in names if name)
    return html.replace("</body>", f'<div class="r{draw.randrange(16**4):04x}">{links}</div>\n</body>')
