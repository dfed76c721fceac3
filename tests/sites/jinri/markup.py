"""The lines of an article -> the HTML its editor made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from tests.sites.jinri.article import Article, Line

IMAGE = '<img src="/uploads/20230612/{id}.jpg" class="fr-fic fr-dii" alt="" style="max-width:100%">'
WITHHELD = (
    "<div class='alert alert-warning alert-paid'><a href='/addons/cms/order/submit/id/{id}' class='btn-paynow'"
    " data-price='1.00' data-paytype='balance'>内容已经隐藏，点击付费后查看</a></div>"
)
PARAGRAPHS = {
    "paragraphs": '<p style="text-indent:2em;">{}</p>',
    "breaks": "&nbsp; &nbsp; &nbsp; &nbsp;{}<br />\n",
    "spans": '<p class="MsoNormal"><span style="font-family:宋体;font-size:16px"><span>　　{}</span></span></p>',
    "divs": "<section><div>{}</div></section>",
}


def page_markup(article: Article, number: int) -> str:
    """What stands in the database for one page of the article, counted from 1."""
    pages = article.pages
    blocks = list(_blocks(article, pages[number - 1]))
    if number == 1 and article.opening and article.opening_alone:
        blocks.insert(0, _paragraph(article, article.opening))
    if number == len(pages) and article.closing:
        blocks.append(f'<p style="text-align:right;">{article.closing}</p>')
    return "\n".join(blocks)


def _blocks(article: Article, lines: Iterable[Line]) -> Iterator[str]:
    opening = "" if article.opening_alone else article.opening
    for kind, group in groupby(lines, key=lambda line: line.kind):
        texts = [line.text for line in group]
        match kind:
            case "row":
                yield _table(texts)
            case "item":
                yield "<ul>" + "".join(f"<li><p>{escape(text)}</p></li>" for text in texts) + "</ul>"
            case "heading":
                yield from (f"<h3><strong>{escape(text)}</strong></h3>" for text in texts)
            case "caption":
                yield from (_picture(article, text) for text in texts)
            case "withheld":
                yield WITHHELD.format(id=article.id)
            case _:
                yield from (_paragraph(article, opening * (at == 0) + text) for at, text in enumerate(texts))
                opening = ""


def _paragraph(article: Article, text: str) -> str:
    return PARAGRAPHS[article.shape].format(escape(text, quote=False))


def _picture(article: Article, caption: str) -> str:
    return (
        f'<p style="text-align:center;">{IMAGE.format(id=article.id)}</p>'
        f'<p style="text-align:center;"><span style="color:#888">{escape(caption)}</span></p>'
    )


def _table(rows: list[str]) -> str:
    head, *rest = [[cell.strip() for cell in row.split(" | ")] for row in rows]
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "\n".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rest)
    return f'<table class="table table-bordered"><tbody><tr>{cells}</tr>\n{lines}</tbody></table>'
