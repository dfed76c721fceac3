"""The site that is crawled, how slowly where the crawl is to be met on its way, and what is left of its crawls."""

from __future__ import annotations

from tests.project import Project
from tests.sites.finews import site

REPLICA = site()
SLOW = ("-s", "DOWNLOAD_DELAY=0.1", "-s", "DOWNLOAD_DELAY_JITTER=0", "-s", "AUTOTHROTTLE_ENABLED=False")


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def states(project: Project) -> list[str]:
    return [row["state"] for row in project.rows("crawls", order_by="id")]
