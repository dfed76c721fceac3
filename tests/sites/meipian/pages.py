"""An article -> the page the site makes of it, in each of its generations."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from tests.sites.meipian.article import AUTHORS, SITE_NAME, Article

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="keywords" content="美篇,图文,分享,故事">
<meta name="description" content="用美篇记录生活">
<link rel="stylesheet" href="/static/css/article.css">
<script>var ARTICLE_DETAIL_VERSION = "3.2"; if (window.ARTICLE_DETAIL == null) {{ Date.now(); }}</script>
</head>
<body>
{body}
<div class="mp-fixed-download"><a href="https://www.meipian.cn/download">下载美篇APP，随时随地写下你的故事</a></div>
<script src="/static/js/article.js"></script>
</body>
</html>
"""
SHELL = '<div id="app"><div class="mp-loading"></div></div>'
MORE = (
    '<div class="mp-article-content-more"><span>展开全文</span></div>'
    '<div class="pull-app-banner">打开美篇APP，查看更多精彩内容</div>'
)
CHALLENGE = """<html><head><meta charset="utf-8"><meta name="aliyun_waf_aa" content="3f1c0d"></head><body>
<textarea id="renderData" style="display:none">{"l1":"9a77"}</textarea>
<script>var arg1='5E9B77A0C1'; function setCookie(name, value) { document.cookie = name + '=' + value; }
setCookie('acw_sc__v2', unsbox(arg1)); document.location.reload();</script></body></html>
"""


def article_page(article: Article) -> str:
    match article.form:
        case "challenge":
            return CHALLENGE
        case "deleted":
            return _page("美篇", script("var ARTICLE_DETAIL = {};", {"article": None, "author": None}) + GONE)
        case "escaped-only":
            return _page(_titled(article), _written_out(article))
        case "escaped":
            return _page(_titled(article), _written_out(article) + _cut(_detail_script(article), article))
        case "rendered":
            return _page(_titled(article), _drawn(article) + MORE)
        case _:
            return _page(_titled(article), SHELL + _detail_script(article))


GONE = '<div class="mp-error"><img src="/static/img/404.png"><p>抱歉，文章已被作者删除</p></div>'


def column_page(author: str, articles: Sequence[Article], pinned: Article | None) -> str:
    """The author's page as it was before the newest article was there."""
    number, nickname = AUTHORS[author]
    shown = [*([pinned] if pinned else []), *articles[1:11]]
    items = "".join(map(_item, shown))
    body = (
        f'<div class="usermessage"><div class="headerimg" style="background-image:url(/static/h/{number})"></div>'
        f'<div class="info"><h2>{nickname}</h2><p>美篇号 {number}</p><p>用文字和照片记录</p></div></div>'
        f'<div class="userarticles"><p>文章<p>{len(articles)}</p></p><div class="content"><div class="articlecontent">'
        f'<ul><li class="sel">{items}</li></ul></div></div></div><div class="noarticle"></div>'
        '<div class="footer"><a href="/c/11111111">美篇精选</a> <a href="/download">下载</a> <a href="/">首页</a></div>'
    )
    return _page(f"{nickname}的专栏 - 美篇", body)


def _item(article: Article) -> str:
    address = f"//www.meipian.cn/{article.id}?share_depth=1&first_share_uid=72"
    return (
        f'<div data-id="{article.number}"><h3><a href="{escape(address)}">{escape(article.title)}</a></h3>'
        f"<p>{escape(abstract(article))}</p><p>{article.created[:10]}</p></div>"
    )


def abstract(article: Article) -> str:
    return article.text.replace("**", "").strip().partition("\n")[0][:40]


def _page(title: str, body: str) -> str:
    return PAGE.format(title=escape(title), body=body)


def _titled(article: Article) -> str:
    return f"{article.title} - {SITE_NAME}"


def script(assignment: str, detail: Any, *, escaped_slashes: bool = False) -> str:
    """The JSON as PHP writes it: with `<\\/p>`, or with the slash as it is."""
    written = json.dumps(detail, ensure_ascii=escaped_slashes)
    if escaped_slashes:
        written = written.replace("/", "\\/")
    before, after = assignment.split("{}")
    return f"<script>\n{before}{written}{after}\n</script>\n"


def _detail_script(article: Article) -> str:
    about = {
        "title": escape(article.title, quote=False),
        "mask_id": article.id,
        "user_id": AUTHORS[article.author][0],
        "create_time": int(article.created_at.timestamp()),
        "edit_date_str": article.edited or article.created[:10],
        "visit_count": 1024,
        "praise_count": 36,
        "comment_count": 5,
        "privacy": article.privacy,
        "ip_province": "江川",
        "cover_img_url": "//ss2.example/cover.jpg",
        "music_url": "",
    }
    segments = _segments(article)
    if article.form == "segments":
        author = {"screen_name": article.nickname, "id": AUTHORS[article.author][0]}
        return script("window.ARTICLE_DETAIL={};", {"article": about, "author": author, "content": segments})
    if article.form == "top":
        author = {"screen_name": article.nickname}
        return script(
            "var ARTICLE_DETAIL={}",
            {**about, "create_time": str(about["create_time"]), "author": author, "content": segments},
        )
    author = {"nickname": article.nickname, "sign": '}; var ARTICLE_DETAIL = {"article": 1};'}
    detail = {
        "article": {**about, "content": {"content": segments, "version": 3}},
        "author": author,
        "nested": {"a": {}},
    }
    return script("var ARTICLE_DETAIL = {};", detail, escaped_slashes=article.escaped_slashes)


def _cut(written: str, article: Article) -> str:
    return written[: len(written) * 2 // 3] + "\n</script>\n" if article.broken else written


def _segments(article: Article) -> list[dict[str, Any]]:
    """A piece of text and its photo, by turns."""
    if article.form == "photos":
        return [_photo(article, at) for at in range(6)]
    found = []
    for at, lines in enumerate(article.segments):
        text, caption = _old_markup(lines) if article.form == "legacy" else (_markup(lines), "")
        found += [{"text": text, "img_url": "", "video_url": ""}, _photo(article, at, caption)]
    return found


def _photo(article: Article, at: int, caption: str = "") -> dict[str, Any]:
    return {"text": caption, "img_url": f"//ss2.example/{article.id}-{at}.jpg", "video_url": ""}


def _inline(line: str) -> str:
    text = escape(line.removeprefix("+"), quote=False).replace("\u3000", "&nbsp;&nbsp; ")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)


def _markup(lines: list[str]) -> str:
    """The editor's paragraphs; one of them holds the lines that begin with `+` too."""
    paragraphs: list[str] = []
    for line in lines:
        if line.startswith("+"):
            paragraphs[-1] += f"<br>{_inline(line)}"
        else:
            paragraphs.append(_inline(line))
    return "".join(f'<p class="ql-block">{text}</p>' for text in paragraphs)


def _old_markup(lines: list[str]) -> tuple[str, str]:
    """The old editor's: a heading for each line, or a list; the last of three lines is the caption of the photo."""
    if len(lines) < 3:
        listed = (f'<li class="ql-indent-1" style="font-size:18px">{_inline(line)}</li>' for line in lines)
        return f'<ul style="margin:0">{"".join(listed)}</ul>', ""
    styled = (f'<h3 style="color:#333;line-height:1.8">{_inline(line)}</h3>' for line in lines[:-1])
    return "".join(styled), _inline(lines[-1])


def _written_out(article: Article) -> str:
    """Title, nickname, the markup as text, a photo's place being a space, and the keywords."""
    markup = " ".join(_markup(lines) for lines in article.segments)
    keywords = "".join(f"<li>{tag}</li>" for tag in article.tags)
    return (
        '<div class="nav"><a href="/">首页</a><a href="/discover">发现</a></div><section class="seo">'
        f'<h1>{escape(article.title)}</h1><a href="/c/{AUTHORS[article.author][0]}">{article.nickname}</a>'
        f"<div>{escape(markup, quote=False)}</div><ul>{keywords}</ul></section>"
        '<div class="foot"><a href="/about">关于美篇</a><p>增值电信业务经营许可证</p></div>'
    )


def _drawn(article: Article) -> str:
    image = '<img class="mp-article-images-item-img" data-src="//ss2.example/1.jpg">'
    photo = f'<div class="mp-article-images">{image}</div>'
    pieces = [_drawn_legacy(lines) if article.legacy else _markup(lines) for lines in article.segments]
    texts = photo.join(f'<div class="mp-article-texts mp-content">{piece}</div>' for piece in pieces)
    return (
        '<div class="mp-article-tpl"><div class="mp-article-caption">'
        f'<div class="caption-title-html">{escape(article.title)}</div><div class="mp-article-caption-subhead">'
        f'<span class="mp-article-caption-subhead-author">{article.nickname}</span>'
        f'<span class="mp-article-caption-subhead-time">{article.created[:10]}</span>'
        '<span class="mp-article-caption-subhead-count"><span>阅读</span><span>1024</span></span></div></div>'
        f'<div class="mp-article-content-area">{texts}</div></div>'
    )


def _drawn_legacy(lines: list[str]) -> str:
    return "".join(f'<h3 style="text-indent:2em">{_inline(line)}</h3>' for line in lines)
