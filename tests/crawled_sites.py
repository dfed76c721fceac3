"""All sources crawled over their replicas into one database: what the tests of live crawls look at."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawler.sources import sources_of
from tests.project import FAST, Project, completed
from tests.sites.replicas import replicas
from tests.sites.server import Serving, serving
from tests.sites.site import Site

AT_ONCE = 2


@dataclasses.dataclass(frozen=True, kw_only=True)
class CrawledSite:
    """A replica after its crawl: what was asked of it, and what `--stats-json` told."""

    site: Site
    requested: list[str]
    told: dict[str, Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class CrawledSites:
    project: Project
    sites: Mapping[str, CrawledSite]


@functools.cache
def source_replicas() -> dict[str, Site]:
    """The replicas of declared sources, by name."""
    loader = SpiderLoader.from_settings(get_project_settings())
    declared = sources_of(map(loader.load, loader.list()))
    return {name: site for name, site in replicas().items() if name in declared}


def crawl_all(folder: Path) -> CrawledSites:
    """Crawls every source into one archive and one database, two at a time."""
    sites = source_replicas()
    with serving(sites.values()) as served:
        project = Project(folder=folder, environment=served.environment)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            crawled = threads.map(functools.partial(_crawl, project, served), sites.values())
            return CrawledSites(project=project, sites=dict(zip(sites, crawled, strict=True)))


def _crawl(project: Project, served: Serving, site: Site) -> CrawledSite:
    path = project.folder / f"{site.name}.json"
    completed(project.scrapy("crawl", site.name, *FAST, "-L", "WARNING", "--stats-json", path))
    requested = [url for url in served.requested if url.split("/")[2] in site.hosts]
    return CrawledSite(site=site, requested=requested, told=json.loads(path.read_text(encoding="utf-8")))
