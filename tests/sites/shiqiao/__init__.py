"""A replica of a county's site made by TRS WCM, all in GBK: three lists, each with another kind of pager by script."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.sites.site import Expected, Page, Site

HOST = "www.shiqiao.example"
SITE_NAME = "石桥县人民政府"
LONGEST = 1
STYLE = "<style type='text/css'>.TRS_Editor P{margin-top:1em;line-height:2}</style>"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """`box` is the class of the editor's box, or its id; a `bare` page has no meta elements that state anything."""

    section: str
    id: int
    title: str
    date: str
    publisher: str
    paragraphs: tuple[str, ...]
    box: str
    editor: str | None = None
    bare: bool = False
    pages: tuple[int, ...] = ()

    @property
    def file(self) -> str:
        day = self.date[:10].replace("-", "")
        return f"{day[:6]}/t{day}_{self.id}.shtml"

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.file}"

    def expected(self) -> Expected:
        return Expected(
            title=self.title,
            published_at=datetime.datetime.fromisoformat(f"{self.date}+08:00").isoformat(),
            paragraphs=self.paragraphs,
            publisher=self.publisher,
            editors=(self.editor,) if self.editor else (),
            site_name=SITE_NAME,
        )


def read_articles() -> tuple[Article, ...]:
    tables = tomllib.loads(Path(__file__).with_name("articles.toml").read_text(encoding="utf-8"))["article"]
    articles = (
        Article(
            paragraphs=tuple(table.pop("paragraphs").split("\n")[:-1]),
            pages=tuple(table.pop("pages", ())),
            **table,
        )
        for table in tables
    )
    return tuple(sorted(articles, key=lambda article: article.date, reverse=True))


def site() -> Site:
    articles = read_articles()
    return Site(
        name="shiqiao",
        hosts=(HOST,),
        pages={path: page(html) for path, html in _pages(articles)},
        not_found=Page(status=404, body=b"<h1>404</h1>", content_type="text/html"),
        expected={f"https://{HOST}{article.path}": article.expected() for article in articles},
    )


def page(html: str) -> Page:
    return Page(body=html.encode("gb18030"), content_type="text/html")


def _pages(articles: tuple[Article, ...]) -> Iterator[tuple[str, str]]:
    for article in articles:
        yield from article_pages(article)
    sections = list(dict.fromkeys(article.section for article in articles))
    links = "".join(f'<a href="./{section}/">{section}</a>' for section in sections)
    yield "/", _document(SITE_NAME, f"<div class='nav'>{links}</div>")
    for section in sections:
        yield from _lists(section, [article for article in articles if article.section == section])


def _lists(section: str, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    scripts = {"xwzx/zwyw": _counted, "xwzx/tzgg": _called, "zjsq/fwzwh": _asked}
    for number, article in enumerate(articles):
        items = (_written if section == "xwzx/tzgg" else _linked)(article)
        pager = scripts[section](len(articles), number)
        file = f"index_{number}.shtml" if number else ""
        yield f"/{section}/{file}", _document(SITE_NAME, f"{items}\n<script>{pager}</script>")


def _linked(article: Article) -> str:
    return f'<ul><li><a href="./{article.file}">{article.title}</a><span>{article.date[:10]}</span></li></ul>'


def _written(article: Article) -> str:
    """A list that only a script shows."""
    return f"""<script>var url = "./{article.file}"; var title = "{article.title}";
document.write('<li><a href="' + url + '">' + title + '</a></li>');</script>"""


def _counted(count: int, current: int) -> str:
    return f"""var currentPage = {current};//所在页从0开始
var prevPage = currentPage - 1; var nextPage = currentPage + 1;
var countPage = {count}//共多少页
if (currentPage != countPage - 1) document.write("<a href=\\"index_" + nextPage + "." + "shtml\\">下一页</a>");"""


def _called(count: int, current: int) -> str:
    return f"createPageHTML({count}, {current}, 'index', 'shtml', 'black2', {count * 15});"


def _asked(count: int, current: int) -> str:
    return f"Pager({{size:{count}, current:{current}, prefix:'index', suffix:'shtml'}});"


def article_pages(article: Article) -> Iterator[tuple[str, str]]:
    stem = article.path.removesuffix(".shtml")
    edges = (0, *article.pages, len(article.paragraphs))
    for number, (start, end) in enumerate(itertools.pairwise(edges)):
        path = f"{stem}_{number}.shtml" if number else article.path
        yield path, _article(article, article.paragraphs[start:end], number, len(edges) - 1)


def _article(article: Article, paragraphs: Sequence[str], number: int, count: int) -> str:
    text = "\n".join(f"<p>\u3000\u3000{line}</p>" for line in paragraphs)
    name = f'id="{article.box}"' if article.box == "zoom" else f'class="{article.box}"'
    stem = article.file.rpartition("/")[2].removesuffix(".shtml")
    pager = f'<script>createPageHTML({count}, {number}, "{stem}", "shtml");</script>' if count > 1 else ""
    editor = f'<div class="bj">责任编辑：{article.editor}</div>' if article.editor else ""
    body = f"""<div class="dqwz">当前位置：<a href="../../">首页</a>&gt;<a href="../">栏目</a></div>
<div class="article"><h1>{article.title}</h1>
<div class="xx">发布时间：{article.date}\u3000来源：{article.publisher}\u3000字号：【大 中 小】 <a>打印</a></div>
<div {name}>{STYLE}
{text}
</div>{pager}
{editor}<div class="gb"><a href="#">【关闭窗口】</a></div></div>"""
    return _document(f"{article.title}_{SITE_NAME}", body, metas="" if article.bare else _metas(article))


def _metas(article: Article) -> str:
    stated = {
        "SiteName": SITE_NAME,
        "SiteDomain": HOST,
        "SiteIDCode": "0000000000",
        "ColumnName": "政务要闻",
        "ArticleTitle": article.title,
        "PubDate": article.date,
        "ContentSource": article.publisher,
        "Author": "",
    }
    return "\n".join(f'<meta name="{name}" content="{value}">' for name, value in stated.items())


def _document(title: str, body: str, metas: str = "") -> str:
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}</title>
{metas}
</head><body>
{body}
<div class="foot">主办：石桥县人民政府办公室 网站标识码：0000000000</div>
</body></html>"""
