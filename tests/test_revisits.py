"""Articles that are held are asked for again when they are due, and what their servers answer is taken as meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project, completed
from tests.revisited_paper import (
    COUNTING,
    DATED,
    DOWN,
    EDITED,
    FORBIDDEN,
    HOMEWARD,
    HOUR,
    LOST,
    LYING,
    NOTHING_HERE,
    REMOVED,
    STILL,
    TAGGED,
    UNNAMED,
    WALLED,
    Course,
    begun,
    new_paper,
)
from tests.sites.changing import path_of, plain, sent_to, url_of
from tests.sites.server import serving

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]


def test_all_is_stored_at_first(revisited: Course) -> None:
    assert revisited.states[0] == {0: "listing", **dict.fromkeys(range(1, STILL + 1), "stored")}


CASES = {
    # one in four visits is made without conditions, and all once another page of the site was found lying
    TAGGED: ["not-modified", "unchanged", "not-modified", "unchanged"],
    DATED: ["not-modified", "not-modified", "unchanged", "unchanged"],
    LYING: ["not-modified", "not-modified", "updated", "unchanged"],
    COUNTING: ["unchanged"] * 4,
    EDITED: ["updated", "unchanged", "unchanged", "unchanged"],
    LOST: ["gone", "gone", "unchanged", "unchanged"],
    REMOVED: ["gone"] * 4,
    HOMEWARD: ["gone"] * 4,
    DOWN: ["failed:http-503", "unchanged", "unchanged", "unchanged"],
    WALLED: ["refused:challenge", "refused:challenge", "unchanged", "unchanged"],
    FORBIDDEN: ["failed:http-403"] * 4,
    UNNAMED: ["unchanged"] * 4,
}


@pytest.mark.parametrize("number", CASES)
def test_an_article_that_is_due_comes_to_the_state_its_answer_means(revisited: Course, number: int) -> None:
    assert revisited.of(number)[1:] == CASES[number]


def test_a_page_that_only_says_it_is_gone_is_refused_and_marked(revisited: Course) -> None:
    assert revisited.of(NOTHING_HERE)[1] == "refused:soft-404"
    assert revisited.pages[1][NOTHING_HERE]["gone_how"] == "soft-404"


@pytest.mark.parametrize(
    ("number", "how"), [(LOST, "404"), (REMOVED, "410"), (HOMEWARD, "home"), (NOTHING_HERE, "soft-404")]
)
def test_an_article_is_gone_once_a_later_visit_finds_it_so_too(
    revisited: Course, number: int, how: str
) -> None:
    seen, confirmed = revisited.pages[1][number], revisited.pages[2][number]
    assert (seen["gone_how"], seen["gone_confirmed_at"]) == (how, None)
    assert confirmed["gone_at"] == seen["gone_at"]
    assert confirmed["gone_confirmed_at"] is not None


def test_an_article_that_is_back_is_gone_no_more(revisited: Course) -> None:
    page = revisited.pages[3][LOST]
    assert (page["gone_at"], page["gone_how"], page["gone_confirmed_at"]) == (None, None, None)


def test_what_is_gone_keeps_its_record(revisited: Course) -> None:
    held = {row["url"] for row in revisited.project.rows("articles", order_by="id")}
    assert {url_of(number) for number in (REMOVED, HOMEWARD, NOTHING_HERE)} <= held


@pytest.mark.parametrize("number", [DOWN, WALLED, FORBIDDEN])
def test_a_page_that_could_not_be_had_is_neither_gone_nor_changed(revisited: Course, number: int) -> None:
    page = revisited.pages[1][number]
    assert (page["gone_at"], page["changes"], page["visits"]) == (None, 0, 1)
    assert page["failures"] > 0


def test_a_failure_brings_the_next_visit_nearer_and_a_success_forgives_it(revisited: Course) -> None:
    assert revisited.pages[1][DOWN]["next_at"] < revisited.pages[1][STILL]["next_at"]
    assert revisited.pages[2][DOWN]["failures"] < revisited.pages[1][DOWN]["failures"]


def test_a_counter_is_no_change(revisited: Course) -> None:
    page = revisited.pages[-1][COUNTING]
    assert (page["visits"], page["changes"]) == (5, 0)


def test_a_change_is_a_new_version_and_brings_the_next_visit_nearer(revisited: Course) -> None:
    page, still = revisited.pages[1][EDITED], revisited.pages[1][STILL]
    assert page["changes"] == 1
    assert page["interval"] < still["interval"]


def test_a_server_that_says_nothing_has_changed_when_it_has_is_believed_no_more(revisited: Course) -> None:
    assert [crawl[LYING]["lies"] for crawl in revisited.pages] == [0, 0, 0, 1, 1]
    assert [crawl[TAGGED]["lies"] for crawl in revisited.pages] == [0] * 5


def test_a_list_is_never_asked_for_conditionally_and_every_crawl_reads_it(revisited: Course) -> None:
    assert revisited.of(0) == ["listing"] * 5


def test_an_answer_without_a_page_is_archived_as_a_revisit_of_the_page_it_means(revisited: Course) -> None:
    captures = revisited.project.rows("captures", order_by="captured_at")
    said = [row for row in captures if row["status"] == 304]
    assert len(said) == 6
    assert {row["record_type"] for row in said} == {"revisit"}
    assert {row["outcome"] for row in said} == {"passed"}


def test_the_archive_gives_the_same_rows_again(revisited: Course, tmp_path: Path) -> None:
    again = Project(
        folder=tmp_path, archive=revisited.project.archive_folder, environment=revisited.project.environment
    )
    completed(again.scrapy("reparse", "-s", "SPIDER_MODULES=tests.spiders.living"))
    for table, key in (("articles", "id"), ("captures", "record_id"), ("quarantine", "record_id")):
        assert again.rows(table, order_by=key) == revisited.project.rows(table, order_by=key)


def test_a_moved_article_is_followed_to_its_new_address(tmp_path: Path) -> None:
    paper = new_paper(2)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.answers |= {1: sent_to(path_of(20), 301), 20: plain(paper.whole(1))}
        states = crawling.crawl(at=3 * HOUR)
    assert (states[1], states[20]) == ("redirected", "duplicate")
    assert crawling.course.pages[1][1]["gone_how"] == "moved"
