"""English pages: what stands above the text goes into the fields."""

import pytest

from crawler.extraction.body.english_head import without_head
from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture

TITLE = "Old street market opens again"
TEXT = (
    "The market on the old street opened again on Monday, and the women who sell tofu were the first to come.",
    "By noon most of the stalls had sold what they had brought, and the council said it was pleased with the day.",
)


@pytest.mark.parametrize(
    ("above", "byline", "authors", "published_at"),
    [
        (("By Jane Doe",), "By Jane Doe", ("Jane Doe",), None),
        (("March 3, 2021",), None, (), "2021-03-03"),
        ((TITLE, "By Jane Doe", "March 3, 2021"), "By Jane Doe", ("Jane Doe",), "2021-03-03"),
        ((TITLE, "Published: March 3, 2021 9:15 am"), None, (), "2021-03-03T09:15:00"),
        (("By Jane Doe and John O'Roe",), "By Jane Doe and John O'Roe", ("Jane Doe", "John O'Roe"), None),
        (("By JANE DOE, Staff Writer",), "By JANE DOE, Staff Writer", ("JANE DOE",), None),
        (("By Jane Doe | March 3, 2021",), "By Jane Doe | March 3, 2021", ("Jane Doe",), None),
    ],
)
def test_bylines_and_dates_above_the_text_are_no_text(above, byline, authors, published_at):
    head = without_head([*above, *TEXT], TITLE)
    assert head.paragraphs == TEXT
    assert (head.byline, head.authors, head.published_at) == (byline, authors, published_at)


@pytest.mark.parametrize(
    "first",
    [
        "By Monday the market had sold out.",
        "By Jane Doe's own account, it was the best day of the year.",
        "March 3, 2021, was a cold day.",
        "By and large",
        TITLE,
    ],
)
def test_lines_that_may_be_text_stay(first):
    assert without_head([first, *TEXT], TITLE).paragraphs == (first, *TEXT)


def test_a_date_of_a_change_is_not_the_date_of_publication():
    head = without_head(["Published March 3, 2021", "Updated March 4, 2021", *TEXT], None)
    assert (head.published_at, head.modified_at) == ("2021-03-03", "2021-03-04")


def test_an_english_page_without_a_lang_attribute_has_its_language_byline_and_date():
    body = "".join(f"<p>{line}</p>" for line in (*TEXT, *TEXT[::-1]))
    html = (
        f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>By Jane Doe</p>"
        f"<p>March 3, 2021</p>{body}</article></body></html>"
    )
    article = extract(capture(html), ANY_SITE)
    assert (article.language, article.authors, article.published_at) == ("en", ("Jane Doe",), "2021-03-03")
    assert article.text.split("\n")[0] == TEXT[0]


def test_an_english_text_file_has_its_language():
    article = extract(
        capture("\n\n".join(TEXT), content_type="text/plain", url=None, file_name="a.txt"), ANY_SITE
    )
    assert article.language == "en"
