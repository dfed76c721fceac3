"""What a page calls itself, and whom it credits where its own name or account stands beside the date."""

# ruff: noqa: E501 - a case reads best on one line

import pytest

from crawler.extraction.extract import extract
from crawler.extraction.fields.copyright_line import owners
from crawler.extraction.markup.html import parse_html
from crawler.items import Article
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE

BODY = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
DATED = "<div class='info'>2024-03-05 08:01　来源：临河日报</div>"


def read(*, title: str = TITLE, info: str = DATED, tail: str = "", foot: str = "") -> Article:
    page = f"<div class='article'><h1>{TITLE}</h1>{info}<div class='c'>{BODY}{tail}</div></div><div class='foot'>{foot}</div>"
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{page}</body></html>"
    return extract(capture(html, url="http://saved.example/1.html"), ANY_SITE)


SITES = [
    ("a paper by its name", f"{TITLE}_青溪早报", "", "青溪早报"),
    (
        "a forum its foot names",
        f"{TITLE}_青溪茶座",
        "<p>Copyright © 2010-2024 qingxi.example 青溪茶座 版权所有</p>",
        "青溪茶座",
    ),
    (
        "a link in the foot",
        f"{TITLE} - 要闻 - 青溪茶座",
        "<p>© <a>青溪茶座</a> 某ICP备00000000号</p>",
        "青溪茶座",
    ),
    ("words run together", f"{TITLE}|青溪茶座", "版权所有：青溪茶座2024", "青溪茶座"),
    ("a section, and the site is another", f"{TITLE}_茶座", "© 2024 青溪茶座 版权所有", None),
    ("nothing agrees", f"{TITLE}_青溪茶座", "关于我们 | 联系我们", None),
    ("the foot without the title", TITLE, "© 2024 青溪茶座 版权所有", None),
]


@pytest.mark.parametrize(("title", "foot", "site"), [one[1:] for one in SITES], ids=[one[0] for one in SITES])
def test_the_end_of_the_title_is_the_site_where_its_words_or_the_foot_say_so(
    title: str, foot: str, site: str | None
) -> None:
    article = read(title=title, foot=foot)
    assert (article.site_name, article.publisher, article.title) == (site, "临河日报", TITLE)


def test_the_end_of_the_title_is_the_site_where_the_page_credits_it() -> None:
    article = read(title=f"{TITLE}_青溪茶座", info="<div class='info'>2024-03-05 08:01　来源：青溪茶座</div>")
    assert (article.site_name, article.publisher) == ("青溪茶座", "青溪茶座")


ACCOUNT = "<div id='meta_content'><a id='js_name'>{}</a> <em id='publish_time'>2024-03-05 08:01</em></div>"


@pytest.mark.parametrize("name", ["青溪公众号", "青溪头条", "青溪发布"])
@pytest.mark.parametrize("title", [TITLE, f"{TITLE}_{{}}"])
def test_a_credit_below_the_text_counts_before_the_account_that_posted_it(name: str, title: str) -> None:
    posted = read(
        title=title.format(name),
        info=ACCOUNT.format(name),
        tail="<p>来源：临河日报</p>",
        foot=f"© {name} 版权所有",
    )
    assert (posted.publisher, "disputed-publisher" in posted.flags) == ("临河日报", False)
    assert posted.text.splitlines() == [*PARAGRAPHS]


def test_an_account_that_credits_nobody_is_the_publisher() -> None:
    assert read(info=ACCOUNT.format("青溪发布")).publisher == "青溪发布"


def test_a_medium_beside_the_date_that_is_no_account_is_the_one_credited() -> None:
    info = "<div class='info'><span>2024-03-05 08:01</span> <span class='source'>青溪晚报</span></div>"
    assert read(info=info, tail="<p>来源：临河日报</p>").publisher == "青溪晚报"


TIMES = [
    (
        "<time datetime='2024-03-05T21:36:00+08:00'>2024-03-05</time> 来源：临河日报",
        "2024-03-05T21:36:00+08:00",
    ),
    ("<time datetime='2024-03-05T21:36+08:00'>2024年3月5日</time>", "2024-03-05T21:36:00+08:00"),
    ("<time datetime='2024-03-05T00:00:00+08:00'>2024-03-05</time>", "2024-03-05"),
    ("<time datetime='2024-03-08T09:00:00+08:00'>2024-03-05</time>", "2024-03-05"),
    ("<time datetime='2024-03-05'>2024-03-05</time>", "2024-03-05"),
    ("<span>2024-03-05</span> <time datetime='2024-03-05T21:36:00+08:00'>刚刚</time>", "2024-03-05"),
    ("<time datetime='2024-03-05T21:36:00+08:00'>2024-03-05 08:01</time>", "2024-03-05T08:01:00+08:00"),
]


@pytest.mark.parametrize(("shown", "date"), TIMES)
def test_the_time_a_day_states_for_programs_counts(shown: str, date: str) -> None:
    assert read(info=f"<div class='entry-meta'>{shown}</div>").published_at == date


@pytest.mark.parametrize("piece", ["©", "© ", "版权所有", "Copyright ", "ICP", "2024"])
def test_owners_of_a_page_of_nothing_but_signs_take_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    boxes = f"<p>{piece * 20}</p>" * 5_000
    assert len(owners(parse_html(f"<html><body><p>{text}</p>{boxes}</body></html>"))) <= 1
