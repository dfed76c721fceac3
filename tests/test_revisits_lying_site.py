"""A server that says of every page that it has not changed, for ever, is found out by a few of its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.revisited_paper import HOUR, begun, new_paper
from tests.sites.changing import Answering, ChangingPaper
from tests.sites.server import serving
from tests.sites.site import Asked, Page

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]

PAGES, EDITED = 20, (3, 8, 13, 18)


def lying(paper: ChangingPaper, number: int, text: int) -> Answering:
    def answer(asked: Asked) -> Page:
        if "if-none-match" in asked.headers:
            return Page(status=304, body=b"", content_type="")
        return Page(body=paper.whole(number, text=text), headers=(("ETag", f'"{number}"'),))

    return answer


def test_once_a_page_proves_that_its_site_lies_all_its_pages_are_asked_for_whole(tmp_path: Path) -> None:
    paper = new_paper(PAGES)
    paper.answers = {number: lying(paper, number, number) for number in paper.named}
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.answers |= {number: lying(paper, number, 40 + number) for number in EDITED}
        first = crawling.crawl(at=3 * HOUR)
        second = crawling.crawl(at=8 * HOUR)
        third = crawling.crawl(at=20 * HOUR)
    found = [
        {number for number in EDITED if states[number] == "updated"} for states in (first, second, third)
    ]
    assert "not-modified" in first.values()
    assert "unchanged" in first.values()
    assert found[0] | found[1] | found[2] == set(EDITED)
    assert "not-modified" not in third.values()
