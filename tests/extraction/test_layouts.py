"""Pages of sites nobody has declared are read by the layout of the CMS that made them."""

from __future__ import annotations

import pytest

from crawler.extraction.extract import extract
from crawler.items import ExtractionError
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.sites import jinri

REPLICA = jinri.site()
ONE_PAGE = {
    url: gold for url, gold in REPLICA.articles.items() if not url.endswith(("/1039.html", "/517.html"))
}


@pytest.mark.parametrize("url", ONE_PAGE, ids=lambda url: url.rsplit("/", 1)[-1])
def test_an_article_of_fastadmin_is_read_as_if_its_site_were_declared(url: str) -> None:
    page = REPLICA.pages[url.removeprefix(jinri.ROOT)]
    article = extract(capture(page.body, url=url), ANY_SITE)
    gold = ONE_PAGE[url]
    for field in ("title", "published_at", "text", "tags", "byline", "authors", "publisher", "flags"):
        assert getattr(article, field) == getattr(gold, field), field


def test_a_page_shown_to_payers_alone_is_none() -> None:
    page = REPLICA.pages[jinri.FOR_PAYERS]
    with pytest.raises(ExtractionError, match="login-wall"):
        extract(capture(page.body, url=jinri.ROOT + jinri.FOR_PAYERS), ANY_SITE)
