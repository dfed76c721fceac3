"""A source is checked when it is declared, and says the same of a record live and at replay."""

import pytest

from crawler.sources import ANY_SITE, Source, source_for
from tests.values import record

TOWN = Source(
    name="town",
    hosts=("news.town.example",),
    seeds=("http://news.town.example/",),
    article_url=r"/\d{4}/\d+\.html$",
    listing_url=r"^/(?:list/)?$",
)
ARTICLE = "http://news.town.example/2026/17.html"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"name": "Town Paper"}, "Town Paper"),
        ({"name": "town", "hosts": ("a.example",), "seeds": ("http://b.example/",)}, "b.example"),
    ],
)
def test_a_source_that_cannot_be_right_is_refused_by_name(fields: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        Source(**fields)


@pytest.mark.parametrize(
    ("source", "reads", "record_type", "url", "status", "content_type"),
    [
        (TOWN, True, "response", ARTICLE, 200, "text/html; charset=gbk"),
        (TOWN, True, "revisit", ARTICLE, 200, "text/html"),
        (TOWN, True, "response", ARTICLE, 200, ""),
        (TOWN, False, "response", ARTICLE, 404, "text/html"),
        (TOWN, False, "response", ARTICLE, 301, "text/html"),
        (TOWN, False, "response", ARTICLE, 200, "image/jpeg"),
        (TOWN, False, "response", "http://news.town.example/list/", 200, "text/html"),
        (TOWN, False, "response", "http://elsewhere.example/2026/17.html", 200, "text/html"),
        (TOWN, False, "request", ARTICLE, None, "text/html"),
        (ANY_SITE, True, "response", "https://any.example/x", 200, "text/html"),
        (ANY_SITE, False, "response", "https://any.example/robots.txt", 200, "text/plain"),
        (ANY_SITE, True, "resource", None, None, "text/plain"),
        (ANY_SITE, True, "resource", "https://any.example/x", None, "multipart/related"),
        (ANY_SITE, True, "revisit", None, None, "text/plain"),
        (ANY_SITE, True, "revisit", "https://any.example/x", None, "multipart/related"),
        (ANY_SITE, False, "revisit", "https://any.example/x", None, "application/http; msgtype=response"),
        (ANY_SITE, False, "revisit", "https://any.example/x", None, ""),
        (TOWN, False, "revisit", "http://news.town.example/list/", None, "text/html"),
        (ANY_SITE, False, "resource", "urn:text:https://any.example/x", None, "text/plain"),
    ],
)
def test_what_is_read_as_an_article_page(
    source: Source, reads: bool, record_type: str, url: str | None, status: int | None, content_type: str
) -> None:
    read = record(record_type=record_type, url=url, status=status, content_type=content_type)
    assert source.reads(read) is reads


def test_links_take_the_scheme_of_the_seeds_and_foreign_ones_keep_theirs() -> None:
    assert TOWN.own_scheme("https://news.town.example/2026/1.html") == "http://news.town.example/2026/1.html"
    assert TOWN.own_scheme("https://elsewhere.example/") == "https://elsewhere.example/"


@pytest.mark.parametrize(
    ("url", "name"), [(ARTICLE, "town"), ("http://elsewhere.example/", "ingest"), (None, "ingest")]
)
def test_a_page_belongs_to_the_source_that_declares_its_host(url: str | None, name: str) -> None:
    assert source_for(url, {"town": TOWN}) == name
