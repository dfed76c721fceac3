"""How each field came to its value, and what is flagged when the places of a page do not agree."""

import dataclasses

import pytest

from crawler.extraction.extract import extract
from crawler.extraction.learned import Learned
from crawler.extraction.pages import joined
from crawler.extraction.reading import Reading
from crawler.items import Article, Choice, Said
from crawler.sources import ANY_SITE, Selectors, Source
from tests.extraction.captures import capture
from tests.extraction.pages import TITLE, news_page

INFO = "<div class='info'>2024-03-05 08:01 来源：临河日报 作者：张晓梅</div>"
OFFICIAL = (
    "<meta name='SiteName' content='临河县人民政府'><meta name='ArticleTitle' content='{title}'>"
    "<meta name='PubDate' content='{date}'><meta name='ContentSource' content='{medium}'>"
)


def official(title: str = TITLE, date: str = "2024-03-05 08:01", medium: str = "临河日报") -> str:
    return OFFICIAL.format(title=title, date=date, medium=medium)


def read(html: str, source: Source = ANY_SITE, learned: Learned = Learned()) -> Article:  # noqa: B008 - frozen
    return extract(capture(html), source, learned)


def choices(article: Article) -> dict[str, Choice]:
    return {choice.field: choice for choice in article.provenance}


def test_every_field_with_a_value_tells_its_rule_and_its_place_in_the_order_of_the_record() -> None:
    article = read(news_page(info=INFO, head=official()))
    told = choices(article)
    fields = [field.name for field in dataclasses.fields(article)]
    assert list(told) == sorted(told, key=fields.index)
    assert all(getattr(article, field) for field in told)
    heading = "/html/body/div[2]/h1"
    assert told["title"].won == Said(rule="heading", value=TITLE, place=heading)
    assert told["publisher"].won == Said(rule="line-under-title", value="临河日报", place=f"{heading} +1")
    assert told["publisher"].others == (
        Said(rule="official-meta", value="临河日报", place="meta[name=contentsource]"),
    )
    assert told["authors"].won == Said(rule="line-under-title", value="张晓梅", place=f"{heading} +1")
    assert told["site_name"].won.rule == "official-meta"
    assert told["text"].won.rule != ""


def test_a_selectors_place_is_the_selector() -> None:
    source = Source(name="linhe", selectors=Selectors(publisher=(".from",)))
    article = read(news_page(info="<i class=from>临河晚报</i>"), source)
    assert choices(article)["publisher"].won == Said(rule="selector", value="临河晚报", place=".from")


def test_a_date_that_loses_is_still_told() -> None:
    article = read(news_page(info=INFO, head=official(date="2024-03-01 10:00")))
    assert [(one.rule, one.value[:10]) for one in choices(article)["published_at"].others] == [
        ("official-meta", "2024-03-01")
    ]


@pytest.mark.parametrize(
    ("html", "flags"),
    [
        (news_page(info=INFO, head=official()), ()),
        (news_page(info=INFO, head=official(date="2024-03-06 00:10")), ()),
        (news_page(info=INFO, head=official(date="2024-03-01 10:00")), ("disputed-date",)),
        (news_page(info=INFO, head=official(date="2031-03-01 10:00")), ()),
        (news_page(info=INFO, head=official(title=TITLE[:12])), ()),
        (news_page(info=INFO, head=official(title="全县卫生工作会议在城关镇召开")), ("disputed-title",)),
        (news_page(info=INFO, head=official(title="临河县人民政府")), ()),
        (news_page(info=INFO, head=official(medium="上河晚报")), ("disputed-publisher",)),
        (news_page(info=INFO, head=official(medium="临河日报社")), ()),
        (news_page(info=INFO, head=official(medium="本网")), ()),
        (news_page(info=INFO, tail="<p>（来源：上河晚报）</p>"), ("disputed-publisher",)),
    ],
)
def test_what_the_places_of_a_page_disagree_on_is_flagged(html: str, flags: tuple[str, ...]) -> None:
    assert read(html).flags == flags


@pytest.mark.parametrize(
    ("info", "expected"), [(INFO, "2024-03-05T08:01:00+08:00"), ("", None)], ids=["shown", "not shown"]
)
def test_a_date_the_template_prints_on_every_page_is_none(info: str, expected: str | None) -> None:
    learned = Learned(stamps=frozenset(["2024-03-01T10:00:00+08:00"]), version="1")
    article = read(news_page(info=info, head=official(date="2024-03-01 10:00")), learned=learned)
    assert article.published_at == expected
    assert article.flags == ()


@pytest.mark.parametrize(
    ("medium", "publisher"),
    [
        ("上河晚报", "上河晚报"),
        ("来源：上河晚报", "上河晚报"),
        ("县委宣传部", "县委宣传部"),
        ("本网", None),
        ("null", None),
        ("无", None),
        ("", None),
        ("张晓梅", None),
        ("2024-03-05", None),
        ("${source}", None),
        ("[object Object]", None),
        ("http://www.linhe.cn", None),
        ("临河县人民政府", None),
    ],
)
def test_the_official_source_is_taken_only_where_it_names_a_medium(
    medium: str, publisher: str | None
) -> None:
    assert read(news_page(head=official(medium=medium))).publisher == publisher


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("早市,老街,菜摊", ("早市", "老街", "菜摊")),
        ("早市 老街", ()),
        ("早市、老街；菜摊", ("早市", "老街", "菜摊")),
        ("新闻,时政,财经,体育", ()),
        (TITLE, ()),
        ("临河县人民政府,早市", ("早市",)),
    ],
)
def test_keywords_are_tags_where_the_article_bears_them_out(keywords: str, tags: tuple[str, ...]) -> None:
    head = official() + f"<meta name='Keywords' content='{keywords}'>"
    assert read(news_page(info=INFO, head=head)).tags == tags


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("<link rel=canonical href='/a/1.html'>", "http://paper.example/a/1.html"),
        ("<meta property='og:url' content='http://paper.example/a/2.html'>", "http://paper.example/a/2.html"),
        ("<meta property='og:url' content='http://paper.example/'>", None),
        (
            official() + "<meta name='Url' content='./t20240305_1.html'>",
            "http://paper.example/2024/t20240305_1.html",
        ),
        ("<meta name='Url' content='./t20240305_1.html'>", None),
        ("<link rel=canonical href='javascript:void(0)'>", None),
        ("<link rel=canonical href='http://[broken'>", None),
    ],
)
def test_a_page_names_itself_by_its_link_its_opengraph_or_officially(
    head: str, canonical: str | None
) -> None:
    assert read(news_page(head=head)).canonical_url == canonical


def test_the_choices_of_the_first_page_stand_and_a_later_page_adds_what_it_alone_names() -> None:
    def said(field: str, place: str) -> Choice:
        return Choice(field=field, won=Said(rule="text-line", value="x", place=place))

    first = Reading(paragraphs=("一",), title="题", provenance=(said("text", ""), said("title", "h1")))
    second = Reading(
        paragraphs=("二",),
        title="题",
        publisher="临河日报",
        provenance=(said("text", ""), said("title", "h2"), said("publisher", "tail")),
    )
    told = {choice.field: choice.won.place for choice in joined([first, second]).provenance}
    assert told == {"text": "", "title": "h1", "publisher": "page 2 tail"}
