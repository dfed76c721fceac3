"""The sources a command may be asked about: those declared, and that of pages of no declared source."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from crawler.sources import ANY_SITE, Source, sources_of


def known_sources(settings: BaseSettings) -> Mapping[str, Source]:
    """By name."""
    loader = get_spider_loader(settings)
    return {**sources_of(map(loader.load, loader.list())), ANY_SITE.name: ANY_SITE}
