"""The pages of an article: the site's usual layout, the older one of tb.tibet.cn, and a film without words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tests.sites.tibet.article import HOST, SITE_NAME, Article

COPYRIGHT = (
    f"版权声明：来源写明“{SITE_NAME}”的稿件，版权归本网所有。转载、摘编时请写明"
    "来源和作者姓名，未经写明的，本网将依法追究责任。"
)
OLD = "../../news/yc/202309/t20230901_7410001.html"
NAMES = {
    "culture": "文化",
    "ms": "民俗",
    "gy": "工艺",
    "wx": "文学",
    "travel": "旅游",
    "Instant": "即时新闻",
    "local": "地方",
    "tech": "科技",
}


def article_pages(article: Article) -> Iterator[tuple[str, str]]:
    """Path and HTML of every page of the article."""
    for number, (path, paragraphs) in enumerate(zip(article.page_paths, article.parts, strict=True)):
        yield path, document(f"{article.title}_{SITE_NAME}", _layout(article, paragraphs, number))


def document(title: str, body: str) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>{escape(title)}</title>
<meta name="filetype" content="0"><meta name="publishedtype" content="1">
<link href="../../images/style.css" rel="stylesheet" type="text/css" />
</head>
<body>
<div class="top"><a href="http://{HOST}/cn/">首页</a><a href="http://media.tibet.cn/photo/list.shtml">图片</a>
<a href="http://eng.tibet.cn/">English</a><form><input name="q" /></form></div>
{body}
<div class="footer"><p>关于我们 | 联系我们 | 网站地图</p><p>违法和不良信息举报电话：0000-0000000</p></div>
</body>
</html>
"""


def _layout(article: Article, paragraphs: Sequence[str], number: int) -> str:
    layouts = {"content": _content, "tb": _tb, "video": _video}
    return layouts[article.layout](article, paragraphs, number)


def _content(article: Article, paragraphs: Sequence[str], number: int) -> str:
    crumbs = "".join(
        f'&nbsp;&gt;&nbsp;<a href="{address}">{NAMES[name]}</a>' for name, address in _crumbs(article)
    )
    author = f"作者：{article.author}" if article.author else ""
    return f"""<div class="wrap">
<div class="lujing"><a href="http://{HOST}/cn/">{SITE_NAME}</a>{crumbs}</div>
<div class="content">
<div class="title_box"><h2>{escape(article.title)}</h2>
<div class="info"><span>{author}</span><span>发布时间:{article.date}</span>
<span>来源: {article.publisher}</span></div></div>
<div class="left">
<div id="text" class="text botborder">
{_text(article, paragraphs)}
</div>{_pager(article, number)}
<p class="zebian">(责编: {article.site_editor})</p>
<div class="content_banquan">{COPYRIGHT}</div>
</div>
<div class="right"><h3>热点推荐</h3><ul><li><a href="{OLD}">一条不在本站存档的旧闻</a></li></ul></div>
</div></div>"""


def _text(article: Article, paragraphs: Sequence[str]) -> str:
    foreign = "、".join(article.foreign_editors)
    text = "\n".join(map(_paragraph, (*paragraphs, *([f"(责编：{foreign})"] if foreign else []))))
    if article.body == "plain":
        return text
    style = '<style type="text/css">.Custom_UnionStyle P{margin:0}</style>'
    return f'<div class="Custom_UnionStyle">\n{style}\n{text}\n</div>'


def _pager(article: Article, number: int) -> str:
    if not article.pages:
        return ""
    stem = article.file.rpartition("/")[2].removesuffix(".html")
    called = f'createPageHTML({len(article.pages) + 1}, {number}, "{stem}", "html");'
    return f"""
<div class="page" id="div_currpage"><script type="text/javascript">{called}</script></div>"""


def _crumbs(article: Article) -> Iterator[tuple[str, str]]:
    names = article.section.split("/")
    for depth, name in enumerate(names):
        yield name, "../" * (len(names) - depth)


def _paragraph(text: str) -> str:
    if text.startswith("图为"):
        return f"""<p align="center"><img src="./W020230801000000000000.jpg" alt="" /></p>
<p align="center">{text}</p>"""
    return f"<p>\u3000\u3000{escape(text, quote=False)}</p>"


def _tb(article: Article, paragraphs: Sequence[str], number: int) -> str:
    text = "\n".join(f'<p class="MsoNormal"><span lang="BO">{line}</span></p>' for line in paragraphs)
    source = f"\u3000来源：{article.publisher}" if article.publisher else ""
    return f"""<div class="center">
<h4 class="title">{article.title}</h4>
<div class="time">{article.date}{source}</div>
{text}
<div class="manu"><a href="../">返回列表</a></div>
</div>"""


def _video(article: Article, paragraphs: Sequence[str], number: int) -> str:
    return f"""<div class="wrap"><div class="content"><div class="title_box"><h2>{article.title}</h2>
<div class="info"><span></span><span>发布时间:{article.date}</span><span>来源: {article.publisher}</span></div></div>
<div class="left"><div id="text" class="text botborder">
<video src="./P020230923.mp4" controls>您的浏览器不支持播放</video></div></div>
</div></div>"""
