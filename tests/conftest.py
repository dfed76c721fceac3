"""What several test modules share, made once."""

from __future__ import annotations

import pytest

from tests.crawled_sites import CrawledSites, crawl_all


@pytest.fixture(scope="session")
def crawled_sites(tmp_path_factory: pytest.TempPathFactory) -> CrawledSites:
    """Not to be written to: copy the folder first."""
    return crawl_all(tmp_path_factory.mktemp("crawled"))
