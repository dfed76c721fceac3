"""The pages of the replica: an article with its disclaimer, what stands where one is gone, and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tests.sites.pressrelease.article import SITE_NAME, Article
from tests.sites.site import Page

LONGEST = 3
CHANNELS = {"qiye": "企业", "zixun": "资讯"}


def article_page(article: Article) -> Page:
    match article.shape:
        case "nothing":
            return Page(body=b"")
        case "soft-404":
            return Page(body=document(f"提示信息 - {SITE_NAME}", GONE).encode())
        case "shell":
            return Page(body=document(f"{article.title} - {SITE_NAME}", _box(article, "")).encode())
        case "article":
            title = f"{article.title} - {CHANNELS[article.channel]} - {SITE_NAME}"
            return Page(body=document(title, _box(article, _text(article))).encode(), gzipped=True)


GONE = """<div class="tips"><h3>提示信息</h3><p>抱歉，您访问的页面不存在或已被删除！</p>
<p>系统将在 3 秒后自动跳转，<a href="/">点击这里返回首页</a></p></div>"""


def document(title: str, body: str) -> str:
    links = "".join(f'<li><a href="/{path}/">{name}</a></li>' for path, name in CHANNELS.items())
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="keywords" content="{SITE_NAME},企业新闻"><meta name="description" content="{SITE_NAME}提供企业资讯"></head>
<body>
<div class="header"><a class="logo" href="/">{SITE_NAME}</a>
<ul class="nav"><li><a href="/">首页</a></li>{links}</ul></div>
{body}
<div class="footer"><p>{SITE_NAME} 版权所有 <a href="/about.html">关于我们</a></p></div>
</body></html>
"""


def list_pages(path: str, articles: Sequence[Article]) -> Iterator[tuple[str, Page]]:
    """Path and page of every page of a list; the pager is of links."""
    starts = range(0, max(len(articles), 1), LONGEST)
    addresses = [path if not number else f"{path}list_{number + 1}.html" for number in range(len(starts))]
    for number, start in enumerate(starts):
        items = "\n".join(map(_item, articles[start : start + LONGEST]))
        onwards = "".join(f'<a href="{address}">下一页</a>' for address in addresses[number + 1 : number + 2])
        pager = f'<div class="pagelist"><span>{number + 1}/{len(starts)}</span>{onwards}</div>'
        body = f'<ul class="newslist">\n{items}\n</ul>{pager}'
        yield addresses[number], Page(body=document(SITE_NAME, body).encode())


def _box(article: Article, text: str) -> str:
    source = f"<span>来源：{article.publisher}</span>" if article.publisher else ""
    author = f"<span>作者：{article.author}</span>" if article.author else ""
    editor = f'<div class="editor">责任编辑：{article.editor}</div>' if article.editor else ""
    return f"""<div class="article">
<h1>{escape(article.title)}</h1>
<div class="info"><span>{article.date}</span>{source}{author}<span>浏览：{article.id % 97}</span></div>
<div class="content">
{text}
</div>
{editor}
<div class="prenext"><p>上一篇：<a href="/zixun/20230801/1001.html">没有了</a></p></div>
</div>"""


def _text(article: Article) -> str:
    *first, last = article.paragraphs
    lines = (*first, last + article.closing, *article.disclaimer.splitlines())
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def _item(article: Article) -> str:
    return f'<li><a href="{article.path}">{escape(article.title)}</a><em>{article.date[5:10]}</em></li>'
