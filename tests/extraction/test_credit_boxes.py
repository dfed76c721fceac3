"""Who is credited where the line under the title names nobody."""

import pytest

from crawler.extraction.extract import extract
from crawler.items import Article
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE

B = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
DATE = "<div>2024-03-05 08:01</div>"


def read(before: str = "", between: str = DATE, after: str = "") -> Article:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div class=main><div class=left>{before}"
        f"<div class=text><div class=head><h1>{TITLE}</h1>{between}</div><div class=body>{B}</div>{after}</div>"
        "</div></div><div class=foot>临河在线 版权所有</div></body></html>"
    )
    return extract(capture(html), ANY_SITE)


@pytest.mark.parametrize(
    ("after", "publisher"),
    [
        ("<div class=from>来源：临河日报</div>", "临河日报"),
        ("<div><span>来源：</span><span>临河日报</span></div>", "临河日报"),
        ("<div>稿源：临河日报 编辑：李建国</div>", "临河日报"),
        ("<div>图片来源：临河日报</div>", None),
        ("<div>来源：网络</div>", None),
        ("<div class=related><p>来源：临河日报</p></div>", None),
        ("<div>来源：临河日报</div><div>来源：上河晚报</div>", None),
    ],
)
def test_a_label_below_the_text_names_the_medium_where_it_names_one(
    after: str, publisher: str | None
) -> None:
    assert read(after=after).publisher == publisher


@pytest.mark.parametrize(
    ("box", "publisher", "authors"),
    [
        ("<div class=user-info><h4><a>临河发布</a></h4></div>", "临河发布", ()),
        ("<a class=author-name>河边笔记</a>", "河边笔记", ()),
        ("<a class=author-name>张晓梅</a>", None, ("张晓梅",)),
        ("<div class=meta_list><a class=meta_nickname>河边笔记</a></div>", "河边笔记", ()),
        ("<div class=username>登录</div>", None, ()),
        ("<div class='comment'><a class=username>河边笔记</a></div>", None, ()),
    ],
)
def test_a_box_named_for_an_account_names_who_runs_it(
    box: str, publisher: str | None, authors: tuple[str, ...]
) -> None:
    article = read(before=box)
    assert (article.publisher, article.authors) == (publisher, authors)


def test_an_account_gives_way_to_a_medium_the_page_credits() -> None:
    article = read(before="<a class=author-name>河边笔记</a>", between="<div>2024-03-05 来源：临河日报</div>")
    assert article.publisher == "临河日报"
