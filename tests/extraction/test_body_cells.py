"""Posts of forums, whose text is one cell with line breaks. Every text was written for these tests."""

import pytest

from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE

CELL = f"<td class='t_f'>{'<br/>'.join(PARAGRAPHS)}</td>"
SHORT = f"<td class='t_f'>{'<br/>'.join(PARAGRAPHS)}<br/>特此通知。</td>"
HOLDERS = {
    "in a table": f"<table><tr>{CELL}</tr></table>",
    "without its table": f"<div class='t_fsz'>{CELL}</div>",
    "beside a cell of links": f"<table><tr>{CELL}<td class='side'><a href='/1'>老码头要拆了</a></td></tr></table>",
    "before a line of buttons": f"<table><tr>{CELL}</tr><tr><td>举报 | 回复</td></tr></table>",
}


def read(holder: str) -> str:
    post = f"<div class='post'><div class='u'><a>张晓梅</a> 发表于 2021-03-05 18:20</div>{holder}</div>"
    reply = "<div class='post'><div class='u'><a>李建国</a> 发表于 2021-03-05 19:02</div><div>写得好！</div></div>"
    page = (
        f"<html><head><title>{TITLE}-临河论坛</title></head><body><h1>{TITLE}</h1>{post}{reply}</body></html>"
    )
    return extract(capture(page, url="http://saved.example/1.html"), ANY_SITE).text


@pytest.mark.parametrize("name", HOLDERS)
def test_the_last_line_of_a_cell_is_the_cell_s(name: str) -> None:
    assert read(HOLDERS[name]) == "\n".join(PARAGRAPHS)


def test_a_short_last_line_of_a_cell_is_kept() -> None:
    assert read(f"<table><tr>{SHORT}</tr></table>") == "\n".join([*PARAGRAPHS, "特此通知。"])
