"""What extraction hands on can be written, whatever a page hides in its strings."""

from __future__ import annotations

import dataclasses
import json

from crawler.extraction.extract import extract, writable
from crawler.extraction.reading import Reading
from crawler.items import Article, Repair
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE, news_page

HALF = "\ud83d"


def mended(times: int) -> Repair:
    return Repair(name="unwritable-characters", times=times)


def strings(article: Article) -> str:
    fields = {field.name: getattr(article, field.name) for field in dataclasses.fields(article)}
    del fields["repairs"]
    said = [one.value for choice in fields.pop("provenance") for one in (choice.won, *choice.others)]
    return "".join(
        "".join(value) for value in (*fields.values(), said) if isinstance(value, str | tuple | list)
    )


def test_half_a_pair_in_embedded_json_is_left_out_of_every_field() -> None:
    embedded = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": f"{TITLE}{HALF}",
            "author": {"@type": "Person", "name": f"周{HALF}大姐"},
            "publisher": {"@type": "Organization", "name": f"临河{HALF}日报"},
            "keywords": ["早市", HALF, f"老{HALF}街"],
        }
    )
    page = news_page(head=f'<script type="application/ld+json">{embedded}</script>')
    article = extract(capture(page), ANY_SITE)
    assert strings(article).encode()
    assert article.site_name == "临河日报"
    assert (article.text, article.repairs) == ("\n".join(PARAGRAPHS), (mended(1),))


def test_a_string_that_holds_nothing_else_is_left_out() -> None:
    reading = Reading(paragraphs=("一\x00段", HALF), title=HALF, tags=("老街", "\x00"), publisher="临河日报")
    assert writable(reading) == Reading(
        paragraphs=("一段",), tags=("老街",), publisher="临河日报", repairs=(mended(4),)
    )
    assert writable(writable(reading)) == writable(reading)


def test_characters_beyond_the_basic_plane_stay() -> None:
    reading = Reading(paragraphs=("𠮷野家在临河开张😀",))
    assert writable(reading) is reading
