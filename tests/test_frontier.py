"""The URLs of a crawl in the database: each has one row and one state, and none is left open."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.crawled_sites import CrawledSites, crawl_all, source_replicas

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> CrawledSites:
    return crawl_all(tmp_path_factory.mktemp("crawled"))


@pytest.mark.parametrize("name", source_replicas())
def test_each_url_of_a_crawl_has_a_row_in_the_state_that_is_told(crawled: CrawledSites, name: str) -> None:
    told = crawled.sites[name].told
    crawl_ids = {row["id"] for row in crawled.project.rows("crawls", order_by="id") if row["target"] == name}
    rows = [row for row in crawled.project.rows("crawl_urls", order_by="key") if row["crawl_id"] in crawl_ids]
    assert Counter(row["state"] for row in rows) == told["urls"]
    assert len(rows) == told["discovered"]
    assert not {row["state"] for row in rows} & {"waiting", "unread"}
    assert all(row["ended_at"] and row["leased_at"] is None for row in rows)
