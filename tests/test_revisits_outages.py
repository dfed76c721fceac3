"""A site that answers everything alike for a while has lost none of its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.revisited_paper import HOUR, begun, new_paper
from tests.sites.changing import NOT_FOUND
from tests.sites.server import serving
from tests.sites.site import Page

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]

OUTAGES = {"404": NOT_FOUND, "home": Page(status=302, body=b"", headers=(("Location", "/"),))}


def test_a_site_that_answers_with_its_front_page_has_neither_changed_nor_lost_its_articles(
    tmp_path: Path,
) -> None:
    paper = new_paper(6)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.everything = Page(body=paper.home())
        crawling.crawl(at=3 * HOUR)
        paper.everything = None
        states = crawling.crawl(at=7 * HOUR)
    seen = crawling.course.pages[1]
    assert {(page["changes"], page["gone_confirmed_at"]) for url, page in seen.items() if url} == {(0, None)}
    assert {state for number, state in states.items() if number} == {"unchanged"}


@pytest.mark.parametrize("how", OUTAGES)
def test_a_site_that_is_out_of_order_for_an_hour_has_not_lost_its_articles(how: str, tmp_path: Path) -> None:
    paper = new_paper(4)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.everything = OUTAGES[how]
        crawling.crawl(at=3 * HOUR, code=1)
        paper.everything = None
        assert all(page["gone_confirmed_at"] is None for page in crawling.course.pages[1].values())
        states = crawling.crawl(at=7 * HOUR)
    assert [states[number] for number in range(1, 5)] == ["unchanged"] * 4
    assert {page["gone_at"] for page in crawling.course.pages[2].values()} == {None}


def test_what_nothing_on_its_site_contradicts_is_gone_only_after_days(tmp_path: Path) -> None:
    paper = new_paper(2)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.everything = NOT_FOUND
        for hours in (3, 9, 80):
            crawling.crawl(at=hours * HOUR, code=1)
    confirmed = [page[1]["gone_confirmed_at"] is not None for page in crawling.course.pages]
    assert confirmed == [False, False, False, True]
