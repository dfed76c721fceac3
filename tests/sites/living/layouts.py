"""The pages of the papers, in the looks they have had; each counts its visits, so that no two answers are equal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape

from tests.sites.living.life import CHINA, Section
from tests.sites.writing import Piece

PLAIN, PORTAL, OFFICE, REDESIGNED = "plain", "portal", "office", "redesigned"
CHALLENGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body>
<div class="box"><p>正在进行安全验证，请稍候……</p></div>
<script>document.cookie="wall_pass="+(new Date()).getTime().toString(36)+";path=/";location.reload();</script>
</body></html>"""


def whole(
    *, title: str, name: str, sections: Sequence[Section], main: str, visits: int, head: str = ""
) -> str:
    links = "".join(f'<li><a href="/{each.path}/">{each.title}</a></li>' for each in sections)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>
<link rel="stylesheet" href="/static/paper.css">{head}</head>
<body><div class="top"><a class="logo" href="/">{name}</a>
<ul class="nav"><li><a href="/">首页</a></li>{links}</ul></div>
<div class="wrap">{main}</div>
<div class="foot"><p><a href="/about.html">关于本报</a> {name} 版权所有 未经许可不得转载</p>
<p>本页访问量：<span id="visits">{visits}</span></p></div></body></html>
"""


def article(look: str, text: Piece, *, section: Section, name: str) -> str:
    return LOOKS[look](text, section, name)


def entries(listed: Sequence[tuple[str, Piece]]) -> str:
    lines = "".join(
        f'<li><a href="{path}" target="_blank">{escape(text.title)}</a>'
        f'<span class="date">{text.date:%m-%d %H:%M}</span></li>\n'
        for path, text in listed
    )
    return f'<ul class="list">\n{lines}</ul>'


def pager(section: str, number: int, pages: int) -> str:
    if number == pages:
        return f'<div class="pages">{number}/{pages}</div>'
    return f'<div class="pages">{number}/{pages} <a class="next" href="/{section}/{number + 1}.html">下一页</a></div>'


def feed(host: str, name: str, listed: Sequence[tuple[str, Piece]]) -> str:
    items = "".join(
        f"<item><title>{escape(text.title)}</title><link>http://{host}{path}</link>"
        f"<pubDate>{format_datetime(text.date)}</pubDate></item>\n"
        for path, text in listed
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{name}</title>'
        f"<link>http://{host}/</link>\n{items}</channel></rss>"
    )


def _plain(text: Piece, section: Section, name: str) -> str:
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in text.paragraphs)
    return f"""<div class="crumb"><a href="/">首页</a> &gt;
<a href="/{section.path}/">{section.title}</a> &gt; 正文</div>
<div class="article"><h1>{escape(text.title)}</h1>
<div class="info"><span class="time">{text.date:%Y-%m-%d %H:%M}</span> <span class="from">来源：{name}</span>
<span class="writer">记者 {text.author}</span></div>
<div class="text">{lines}</div></div>"""


def _portal(text: Piece, section: Section, name: str) -> str:
    lines = "\n".join(f"<p>　　{escape(line)}</p>" for line in text.paragraphs)
    return f"""<article><header><h1 class="headline">{escape(text.title)}</h1>
<p class="byline"><time datetime="{text.date.astimezone(CHINA).isoformat()}">{text.date:%Y年%m月%d日 %H:%M}</time>
<a href="/{section.path}/">{section.title}</a> 作者：{text.author}</p></header>
<section class="story">{lines}</section><footer>编辑：{text.author}</footer></article>"""


def _office(text: Piece, section: Section, name: str) -> str:
    lines = "\n".join(f'<p style="text-indent:2em">{escape(line)}</p>' for line in text.paragraphs)
    return f"""<table width="900" align="center">
<tr><td>当前位置：<a href="/{section.path}/">{section.title}</a></td></tr>
<tr><td align="center" class="bt"><h2>{escape(text.title)}</h2></td></tr>
<tr><td align="center">发布时间：{text.date:%Y年%m月%d日 %H:%M}
来源：{name}　浏览次数：<span id="hits"></span></td></tr>
<tr><td class="nr"><div id="zoom">{lines}</div></td></tr></table>"""


def _redesigned(text: Piece, section: Section, name: str) -> str:
    """The headline is no heading any more, the date comes by script, and of the text only the beginning is there."""
    return f"""<div class="x-shell"><div class="x-hero"><span class="x-k">{section.title}</span>
<div class="x-t">{escape(text.title)}</div><div class="x-m" data-t="{int(text.date.timestamp())}">刚刚</div></div>
<div class="x-b"><div class="x-l">{escape(text.paragraphs[0])}</div>
<div class="x-more" data-load="/api/rest">展开全文</div></div></div>"""


LOOKS: dict[str, Callable[[Piece, Section, str], str]] = {
    PLAIN: _plain,
    PORTAL: _portal,
    OFFICE: _office,
    REDESIGNED: _redesigned,
}
