"""A real crawl of a replica, and how its records differ from the gold."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from tests.project import FAST, Project, completed
from tests.sites.server import serving
from tests.sites.site import Site

LISTS = ("authors", "editors", "tags", "flags")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Crawled:
    """`requested` are the URLs asked of the server, in its order."""

    site: Site
    requested: tuple[str, ...]
    records: dict[str, dict[str, Any]]
    refused: dict[str, str]

    def differences(self) -> dict[str, dict[str, tuple[object, object]]]:
        """By URL the fields that are not the gold's, as read and as they should be; records nobody expects too."""
        wrong = {url: gold.differences(self.records.get(url, {})) for url, gold in self.site.articles.items()}
        unexpected = {url: {"text": (self.records[url]["text"], None)} for url in self.records.keys() - wrong}
        return {url: fields for url, fields in {**wrong, **unexpected}.items() if fields}


def crawl(site: Site, folder: Path, *arguments: str) -> Crawled:
    with serving([site]) as served:
        project = Project(folder=folder, environment=served.environment)
        completed(project.scrapy("crawl", site.name, *FAST, *arguments))
        requested = tuple(served.requested)
    rows = project.rows("articles", order_by="id")
    return Crawled(
        site=site,
        requested=requested,
        records={row["url"]: {**row, **{name: json.loads(row[name]) for name in LISTS}} for row in rows},
        refused={row["url"]: row["reason"] for row in project.rows("quarantine", order_by="url")},
    )
