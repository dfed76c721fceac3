"""Finds the spiders as Scrapy does, but for those that cannot be imported, which must not keep others from crawling.

Scrapy's own loader ends at the first, or, with SPIDER_LOADER_WARN_ONLY, goes without all that come after it.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from collections.abc import Iterator

from scrapy.spiderloader import SpiderLoader

logger = logging.getLogger(__name__)


class LenientSpiderLoader(SpiderLoader):
    """`broken` tells what is wrong with each module that is left out."""

    def _load_all_spiders(self) -> None:
        self.broken: dict[str, str] = {}
        for package in self.spider_modules:
            for name in _modules(package):
                try:
                    self._load_spiders(importlib.import_module(name))
                except Exception as error:  # noqa: BLE001 - whatever one module raises, the others are loaded
                    told = self.broken[name] = f"{type(error).__name__}: {error}"
                    # a line; who runs its crawl sees the rest
                    logger.error("%s cannot be imported and is left out: %s", name, told)  # noqa: TRY400
        self._check_name_duplicates()


def _modules(package: str) -> Iterator[str]:
    """Its own name, and those of all modules in it; a plain module has none, nor one that cannot be imported."""
    yield package
    for module in pkgutil.iter_modules(getattr(sys.modules.get(package), "__path__", ()), f"{package}."):
        if module.ispkg:
            yield from _modules(module.name)
        else:
            yield module.name
