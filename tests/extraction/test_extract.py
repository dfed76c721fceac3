"""The front door: what each kind of capture becomes, and that nothing else than a refusal comes of a bad one."""

import contextlib
import random

import pytest

from crawler.extraction.extract import clear_caches, extract
from crawler.extraction.version import parser_of
from crawler.items import ExtractionError
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE, news_page

TEXT = "\n".join(PARAGRAPHS)


def test_an_article_names_its_record_its_parser_and_its_language():
    page = capture(news_page())
    article = extract(page, ANY_SITE)
    assert (article.record, article.parser, article.language) == (page.record, parser_of(ANY_SITE), "zh")


def test_reading_twice_gives_the_same_article():
    page = capture(news_page(info="<p>2024-03-06 来源：临河日报</p>"))
    assert extract(page, ANY_SITE) == extract(page, ANY_SITE)
    clear_caches()
    assert extract(page, ANY_SITE) == extract(page, ANY_SITE)


@pytest.mark.parametrize(
    ("body", "content_type", "file_name"),
    [
        (news_page(), "text/html", None),
        (news_page().encode("gbk"), "text/html; charset=gb2312", None),
        (news_page(), "text/plain", "page.txt"),
        (f"{TITLE}\n{TEXT}", "text/plain", "page.txt"),
        (
            f"---\nlayout: post\ntitle: {TITLE}\n---\n" + "\n".join(f"<p>{p}</p>" for p in PARAGRAPHS),
            "text/markdown",
            "1.md",
        ),
        (
            "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
            "----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            f"{news_page()}\r\n----b--\r\n",
            "multipart/related",
            "page.mhtml",
        ),
    ],
)
def test_every_kind_of_saved_page_gives_the_same_text(body, content_type, file_name):
    article = extract(capture(body, content_type=content_type, file_name=file_name), ANY_SITE)
    assert (article.title, article.text) == (TITLE, TEXT)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\x00" * 500, "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04....", "binary"),
        (random.Random(4).randbytes(5000), "binary"),
        (b'{"error": "not found"}', "not-html"),
        (b"<html><body></body></html>", "no-text"),
        (b"<html><frameset><frame src=a.html></frameset></html>", "no-text"),
        ("<html><head><title>只有题目</title></head><body></body></html>".encode(), "no-text"),
    ],
)
def test_what_holds_no_article_is_refused_with_its_reason(body, reason):
    with pytest.raises(ExtractionError) as refused:
        extract(capture(body), ANY_SITE)
    assert refused.value.reason == reason


def test_a_record_cut_by_the_crawler_is_flagged():
    assert "truncated" in extract(capture(news_page(), truncated="length"), ANY_SITE).flags


def cut(at: str, behind: str, encoding: str = "utf-8") -> bytes:
    """The page up to where `at` stands, and a piece that is broken off there."""
    page = news_page()
    return (page[: page.index(at)] + behind).encode(encoding)


@pytest.mark.parametrize(
    "body",
    [
        cut(PARAGRAPHS[2], "镇里")[:-1],
        cut(PARAGRAPHS[2], "镇里", "gbk")[:-1],
        cut(PARAGRAPHS[2], "<a hre"),
        cut(PARAGRAPHS[2], '<a href="/1.html" tit'),
        cut(PARAGRAPHS[2], "镇里</"),
        cut(PARAGRAPHS[2], "镇里<"),
        cut(PARAGRAPHS[2], "镇里<!-"),
    ],
)
def test_a_page_that_ends_inside_a_tag_or_a_character_is_flagged_and_keeps_no_piece_of_it(body):
    article = extract(capture(body), ANY_SITE)
    assert article.flags == ("truncated",)
    assert article.text in (
        "\n".join(PARAGRAPHS[:2]),
        "\n".join((*PARAGRAPHS[:2], "镇里")),
        "\n".join((*PARAGRAPHS[:2], "镇")),
    )


@pytest.mark.parametrize(
    "body",
    [
        news_page().removesuffix("</body></html>"),
        news_page().removesuffix("</div></body></html>"),
        news_page() + "<",
        (news_page() + "镇").encode()[:-1],
        (news_page(heading="<h1>3 < 4</h1>")).removesuffix("</html>"),
    ],
)
def test_a_page_that_is_not_closed_is_not_flagged_for_that(body):
    assert extract(capture(body), ANY_SITE).flags == ()


def saved_mhtml() -> str:
    return (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
        "----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{news_page()}\r\n----b--\r\n"
    )


def test_a_cut_mhtml_is_flagged():
    whole = saved_mhtml()
    torn = whole[: whole.index(PARAGRAPHS[3])]
    assert extract(capture(whole), ANY_SITE).flags == ()
    article = extract(capture(torn), ANY_SITE)
    assert (article.text, article.flags) == ("\n".join(PARAGRAPHS[:3]), ("truncated",))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/2024/1.html", "http://paper.example/2024/1.html"),
        ("https://www.paper.example/a", "https://www.paper.example/a"),
        ("javascript:void(0)", None),
        ("http://[broken", None),
    ],
)
def test_canonical_url_is_the_page_s_own_made_absolute(link, expected):
    assert (
        extract(capture(news_page(head=f"<link rel=canonical href='{link}'>")), ANY_SITE).canonical_url
        == expected
    )


def damaged_pages() -> list[bytes]:
    chance = random.Random(7)
    whole = news_page(info="<p>2024-03-06 来源：临河日报 记者 张晓梅</p>").encode("gbk")
    pages = []
    for _ in range(60):
        page = bytearray(whole[: chance.randrange(1, len(whole))])
        for _ in range(chance.choice((0, 3, 60))):
            page[chance.randrange(len(page))] = chance.randrange(256)
        pages.append(bytes(page))
    return pages


@pytest.mark.parametrize("body", damaged_pages(), ids=range(60))
def test_a_damaged_page_is_read_or_refused_and_never_an_error(body):
    with contextlib.suppress(ExtractionError):
        assert extract(capture(body), ANY_SITE).text


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 3000,
        "<table><tr><td>" * 500,
        "<font><b>" * 2000,
        "<p data-x='" + "a" * 1_000_000 + "'>",
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
        '<script type="application/ld+json">{"@type":["NewsArticle",3],"headline":{},"author":[1,{"name":5}]}</script>',
        "<h1>一个题目</h1>" * 500,
        "&#xD800;&#0;&#x10FFFF;",
        "<o:p></o:p><svg:rect/>",
        "<!--",
    ],
    ids=range(10),
)
def test_a_hostile_page_is_read_or_refused_and_never_an_error(inside):
    with contextlib.suppress(ExtractionError):
        extract(
            capture(news_page().replace("<div class='article'>", f"{inside}<div class='article'>")), ANY_SITE
        )
