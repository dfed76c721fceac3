"""A site in GBK that says so in its pages alone, as gb2312, with characters gb2312 does not have."""

from __future__ import annotations

import dataclasses
from html import escape
from urllib.parse import quote

from tests.sites.site import Expected, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.gbk-daily.example"
SITE_NAME = "海州日报"
HTML = "text/html"  # what the server says: no charset
NOT_FOUND = Page(
    status=404, body="<html><body>对不起，页面不存在</body></html>".encode("gbk"), content_type=HTML
)
RARE = (
    "七十一岁的陶喆堃从抽屉里取出一枚铜质奖章——“这是一九八六年的”，他的徒弟朱镕珺在一旁说，旁边的价签写着￥12·5。",
    "“㙍坪”两个字怎么念，镇上只有祝𬭎一个人答得出来；路牌换了三回，第三回才没有写错。",
)
KEYWORD = "茶叶"


def site() -> Site:
    articles = [_article(number) for number in range(40_011, 39_999, -1)]
    listed = "".join(
        f'<li><a href="{_path(one)}">{escape(one.title)}</a> {one.date:%m-%d}</li>' for one in articles
    )
    found = f'<a href="/search.asp?key={quote(KEYWORD, encoding="gbk")}">{KEYWORD}</a>'
    pages = {
        "/": _page(SITE_NAME, f"<ul>{listed}</ul>{found}"),
        f"/search.asp?key={quote(KEYWORD, encoding='gbk')}": _page(KEYWORD, f"<h2>{KEYWORD}</h2>没有找到"),
        **{_path(one): _article_page(one) for one in articles},
    }
    return Site(
        name="gbk_web",
        hosts=(HOST,),
        pages=pages,
        not_found=NOT_FOUND,
        expected={f"http://{HOST}{_path(one)}": _gold(one) for one in articles},
    )


def _article(number: int) -> Piece:
    """Two of them with characters of GBK, the first of these with one that only GB18030 has."""
    own = piece(number, paragraphs=(2, 8))
    if number % 6:
        return own
    return dataclasses.replace(
        own, paragraphs=(own.paragraphs[0], RARE[number // 6 % 2], *own.paragraphs[1:])
    )


def _path(article: Piece) -> str:
    return f"/content/{article.date:%Y-%m/%d}/c{article.number}.htm"


def _gold(article: Piece) -> Expected:
    return Expected(
        title=article.title,
        published_at=article.date.replace(second=0).isoformat(),
        paragraphs=article.paragraphs,
        publisher=article.publisher,
        byline=f"记者 {article.author}",
        authors=(article.author,),
    )


def _page(title: str, main: str) -> Page:
    markup = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(title)}-{SITE_NAME}</title></head><body><table width=960 align=center><tr><td>
<a href="/">{SITE_NAME}</a>｜<a href="/">首页</a></td></tr><tr><td>{main}</td></tr>
<tr><td align=center>{SITE_NAME}社主办　未经授权不得转载</td></tr></table></body></html>"""
    return Page(body=markup.encode("gb18030"), content_type=HTML, gzipped=len(title) % 2 == 0)


def _article_page(article: Piece) -> Page:
    text = "\n".join(f"<P>　　{line}</P>" for line in article.paragraphs)
    main = (
        f"<h1 align=center>{escape(article.title)}</h1><div align=center class=info>{article.date:%Y-%m-%d %H:%M}　"
        f"来源：{article.publisher}　记者 {article.author}</div><div id=articleContent>{text}</div>"
    )
    return _page(article.title, main)
