"""A site whose pages lie about their charset, in the header, in the page, in both, or say nothing."""

from __future__ import annotations

import codecs
import dataclasses
from html import escape

from tests.sites.site import Expected, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.mislabelled.example"
SITE_NAME = "白鹭新闻网"
ROOT = f"http://{HOST}"
NOT_FOUND = Page(status=404, body=b"<html><h1>404 Not Found</h1></html>")
FIRST_NUMBER = 41_000


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lie:
    """How a page is written, and what its header and its own first lines say of that; None says nothing."""

    slug: str
    written: str
    header: str | None = None
    meta: str | None = None
    mark: bytes = b""
    xml: str | None = None

    @property
    def path(self) -> str:
        return f"/news/{self.slug}.html"


LIES = (
    Lie(slug="utf8-silent", written="utf-8"),
    Lie(slug="gbk-silent", written="gbk"),
    Lie(slug="utf8-header-gb2312", written="utf-8", header="gb2312"),
    Lie(slug="utf8-header-gbk-meta-utf8", written="utf-8", header="GBK", meta="utf-8"),
    Lie(slug="utf8-meta-gb2312", written="utf-8", meta="gb2312"),
    Lie(slug="utf8-meta-gbk-header-utf8", written="utf-8", header="UTF-8", meta="gbk"),
    Lie(slug="utf8-both-gbk", written="utf-8", header="gbk", meta="gbk"),
    Lie(slug="utf8-header-latin1", written="utf-8", header="ISO-8859-1"),
    Lie(slug="gbk-header-utf8", written="gbk", header="utf-8"),
    Lie(slug="gbk-header-utf8-meta-gb2312", written="gbk", header="utf-8", meta="gb2312"),
    Lie(slug="gbk-meta-utf8", written="gbk", meta="utf-8"),
    Lie(slug="gbk-header-gbk-meta-utf8", written="gbk", header="gbk", meta="utf-8"),
    Lie(slug="gbk-both-utf8", written="gbk", header="utf-8", meta="utf-8"),
    Lie(slug="gbk-header-latin1", written="gbk", header="ISO-8859-1"),
    Lie(slug="gbk-header-big5", written="gbk", header="big5", meta="gb2312"),
    Lie(slug="gb18030-meta-gb2312", written="gb18030", meta="gb2312"),
    Lie(slug="unknown-names", written="utf-8", header="utf8mb4", meta="none"),
    Lie(slug="old-names", written="gbk", header="x-gbk", meta="GB_2312-80"),
    Lie(slug="quoted-name", written="gbk", header='"gb2312"'),
    Lie(slug="utf8-mark-header-gbk", written="utf-8", header="gbk", mark=codecs.BOM_UTF8),
    Lie(slug="utf16-mark", written="utf-16-le", mark=codecs.BOM_UTF16_LE, meta="utf-16"),
    Lie(slug="utf16-mark-header-utf8", written="utf-16-be", header="utf-8", mark=codecs.BOM_UTF16_BE),
    Lie(slug="xml-declaration", written="gbk", xml="GBK"),
    Lie(slug="late-meta", written="gbk", meta="late gbk"),
)


def site() -> Site:
    pairs = [(lie, piece(FIRST_NUMBER + n, paragraphs=(2, 5))) for n, lie in enumerate(LIES)]
    listed = "".join(f'<li><a href="{lie.path}">{escape(one.title)}</a></li>' for lie, one in pairs)
    home = f'<html><head><meta charset="utf-8"><title>{SITE_NAME}</title></head><body><ul>{listed}</ul></body></html>'
    return Site(
        name="charsets_web",
        hosts=(HOST,),
        pages={"/": Page(body=home.encode()), **{lie.path: page(lie, one) for lie, one in pairs}},
        not_found=NOT_FOUND,
        expected={ROOT + lie.path: _gold(one) for lie, one in pairs},
    )


def page(lie: Lie, article: Piece) -> Page:
    header = f"text/html; charset={lie.header}" if lie.header else "text/html"
    body = lie.mark + (_declared(lie) + _markup(article)).encode(lie.written)
    return Page(body=body, content_type=header)


def _declared(lie: Lie) -> str:
    """The beginning of the page; a late declaration stands behind more than a reader that looks ahead will read."""
    before = f'<?xml version="1.0" encoding="{lie.xml}"?>\n' if lie.xml else ""
    late, _, charset = (lie.meta or "").rpartition(" ")
    padding = f"<style>{'.a{color:red}' * 120}</style>" if late else ""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"{before}<!DOCTYPE html>\n<html><head>{padding}{meta}"


def _markup(article: Piece) -> str:
    text = "".join(f"<p>{line}</p>\n" for line in article.paragraphs)
    return (
        f"<title>{escape(article.title)}</title></head><body><div class='nav'><a href='/'>{SITE_NAME}</a></div>"
        f"<div class='article'><h1>{escape(article.title)}</h1><p class='info'>{article.date:%Y-%m-%d %H:%M} "
        f"来源：{article.publisher}</p><div class='text'>{text}</div></div></body></html>"
    )


def _gold(article: Piece) -> Expected:
    return Expected(
        title=article.title,
        published_at=article.date.replace(second=0).isoformat(),
        paragraphs=article.paragraphs,
        publisher=article.publisher,
    )
