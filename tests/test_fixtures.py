"""Every saved page gives the record a person vouched for; a failure reads `finews/late-byline/authors`."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from crawler.extraction.extract import extract
from crawler.items import Article, ExtractionError
from crawler.sources import ANY_SITE, Source, sources_of
from tests.fixture import Fixture, comparable, fixture_folders, read_fixture

FIXTURES = [read_fixture(folder) for folder in fixture_folders()]
ARTICLES = [fixture for fixture in FIXTURES if fixture.expected is not None]
REFUSED = [fixture for fixture in FIXTURES if fixture.dropped is not None]


def by_name(fixture: Fixture) -> Any:
    return pytest.param(fixture, id=fixture.name)


def by_field(fixture: Fixture) -> list[Any]:
    return [pytest.param(fixture, field, id=f"{fixture.name}/{field}") for field in fixture.expected or ()]


@functools.cache
def declared_sources() -> dict[str, Source]:
    loader = get_spider_loader(get_project_settings())
    return {ANY_SITE.name: ANY_SITE, **sources_of(map(loader.load, loader.list()))}


@functools.cache
def read_page(folder: Path) -> Article:
    fixture = read_fixture(folder)
    return extract(fixture.capture, declared_sources()[fixture.source])


@pytest.mark.parametrize(("fixture", "field"), [case for fixture in ARTICLES for case in by_field(fixture)])
def test_field(fixture: Fixture, field: str) -> None:
    assert fixture.expected is not None
    assert comparable(read_page(fixture.folder), field) == fixture.expected[field]


@pytest.mark.parametrize("fixture", [by_name(fixture) for fixture in REFUSED])
def test_refused(fixture: Fixture) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_page(fixture.folder)
    assert caught.value.reason == fixture.dropped


@pytest.mark.parametrize("fixture", [by_name(fixture) for fixture in FIXTURES])
def test_a_person_has_read_the_page(fixture: Fixture) -> None:
    assert fixture.reviewed, (
        f"read {fixture.folder / 'page.html.gz'}, then take `reviewed` out of expected.json"
    )


@pytest.mark.parametrize("fixture", [by_name(fixture) for fixture in FIXTURES])
def test_the_source_reads_pages_of_this_address(fixture: Fixture) -> None:
    assert declared_sources()[fixture.source].reads(fixture.capture.record)


def test_every_declared_source_has_a_fixture_and_one_that_is_refused() -> None:
    sources = {name for name, source in declared_sources().items() if source.hosts}
    assert {fixture.source for fixture in ARTICLES} >= sources
    assert {fixture.source for fixture in REFUSED} >= sources
