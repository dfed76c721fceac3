"""What several test modules share, made once."""

from __future__ import annotations

import pytest

from tests.crawled_sites import CrawledSites, crawl_all


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is costly to make is made once: tests of one module, and all that look at the crawls, run in one process."""
    for item in items:
        shared = "crawled_sites" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("crawled_sites" if shared else item.path.stem))


@pytest.fixture(scope="session")
def crawled_sites(tmp_path_factory: pytest.TempPathFactory) -> CrawledSites:
    """Not to be written to: copy the folder first."""
    return crawl_all(tmp_path_factory.mktemp("crawled"))
