"""A post -> the HTML of its content, with the ornaments the site's generator leaves in."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.sites.finews.post import Marks, Post

QUOTE = "http://quote.eastmoney.com"
SPACER = '<p style="display:none;height:1px;overflow:hidden;">&nbsp;</p>'
HIDDEN = '<p style="display:none">展开全文</p>'
CHART = (
    '<!-- EM_StockImg_Start --><p style="text-align:center;"><a href="{quote}/unify/r/1.60{n}"'
    ' class="EmImageRemark" target="_blank"><img src="http://webquoteklinepic.eastmoney.com/GetPic.aspx?id=60{n}"'
    ' border="0" alt="K图 60{n}_0" style="border:#d1d1d1 1px solid;" data-index="{n}" /></a></p>'
    "<!-- EM_StockImg_End -->"
)
IMAGE = '<center><img src="https://dfscdn.dfcfw.com/download/A2{slug}.jpg" width="580" /></center>'

DRESSES = {
    "strong": "<strong>{word}</strong>",
    "stock": (
        '<span id="stock_1.600{n}"><a href="{quote}/unify/r/1.600{n}" class="keytip" data-code="1,600{n}">'
        '{word}</a></span><span id="quote_1.600{n}" class="quote"></span>'
    ),
    "info": '<span id="Info.3{n}"><a class="infokey" href="http://data.eastmoney.com/notices/{n}.html">{word}</a></span>',
    "web": '<span web="1" href="http://gov.example/apps/{n}">{word}</span>',
}


def content(post: Post) -> str:
    """What stands between the title and the tags."""
    if post.dropped:
        return f"<p>&lt;&gt;</p>\n\n{back_links(post)}"
    text = ("" if post.shape == "one-line" else "\n ").join(_blocks(post))
    parts = [_quotation(post), "".join(_charts(post)) + text, _source_link(post), back_links(post)]
    return "\n\n".join(part for part in parts if part)


def back_links(post: Post) -> str:
    """The ways back, in the four forms the site had."""
    name = f"返回{post.medium}新闻"
    home = '<a href="//{host}/">返回首页</a>'
    match post.back_links:
        case "none":
            return ""
        case "parent":
            return f'<p><a href="../emnews/">{name}</a></p>'
        case "two-lines":
            listing = f'<p><a href="//finews.zning.me{post.category_path}">{name}</a></p>'
            return f"{listing}\n\n<p>{home.format(host='finews.zning.me')}</p>"
        case "one-line":
            listing = f'<p><a href="//finews.withounder.com{post.category_path}">{name}</a>'
            return f"{listing}｜{home.format(host='finews.withounder.com')}</p>"


def marked(text: str, marks: Marks, used: set[str]) -> str:
    """Text as HTML, the first occurrence of each mark not used before dressed up."""
    html = escape(text, quote=False)
    for n, (word, kind) in enumerate(marks, start=101):
        if word in text and word not in used:
            used.add(word)
            html = html.replace(word, DRESSES[kind].format(word=word, n=n, quote=QUOTE), 1)
    return html


def _blocks(post: Post) -> Iterator[str]:
    used: set[str] = set()
    end = "<br />" if post.breaks else ""
    if post.byline:
        yield f"<p>{post.byline}</p>"
    for position, paragraph in enumerate(post.paragraphs, start=1):
        last = position == len(post.paragraphs)
        block = f"<p>{marked(paragraph, post.marks, used)}{_trailing_credit(post) if last else ''}{end}</p>"
        yield block + (_media_credit(post) if last and not post.editor_line else "")
        yield from _between(post, position)
    if post.editor_line:
        yield f"<p>{post.editor_line}</p>{_media_credit(post)}"


def _between(post: Post, position: int) -> Iterator[str]:
    if post.spacers:
        yield HIDDEN if position == 2 else SPACER
    if post.image_after == position:
        yield IMAGE.format(slug=post.slug) + f'<p style="text-align:center;">{post.caption}</p>'


def _quotation(post: Post) -> str:
    return (
        f"<blockquote>\n  <p>{escape(post.quotation, quote=False)}</p>\n</blockquote>"
        if post.quotation
        else ""
    )


def _charts(post: Post) -> Iterator[str]:
    for n in range(post.charts):
        yield CHART.format(quote=QUOTE, n=1001 + n)


def _trailing_credit(post: Post) -> str:
    forms = {"trailing-wide": f"（{post.credited}）", "trailing-ascii": f"({post.credited})"}
    return forms.get(post.credit, "")


def _media_credit(post: Post) -> str:
    if post.credit != "em_media" or not post.credited:
        return ""
    return f'<p class="em_media">（文章来源：{marked(post.credited, post.credit_marks, set())}）</p>'


def _source_link(post: Post) -> str:
    shared = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={post.slug}"
    link = post.source_link or (shared if post.slug.startswith("NW") else "")
    return f'<p><a href="{link}">{link}</a></p>' if link else ""
