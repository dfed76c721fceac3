"""A day of two papers, lived through by the scheduler with a moved clock: what came is held, and only what came."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from benchmarks.simulation import measures
from benchmarks.simulation.ten_days import Course, lived, target_of
from tests.sites.living import papers

pytestmark = [pytest.mark.network, pytest.mark.timeout(600)]  # ten crawls, where machines may be busy

TICK = datetime.timedelta(hours=8)
DAYS = 1


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    beixi, _, donggang, _, _ = papers(days=DAYS)
    young = [dataclasses.replace(paper, past=1) for paper in (beixi, donggang)]
    return lived(young, tmp_path_factory.mktemp("simulation"), days=DAYS, tick=TICK)


def test_what_was_published_is_stored_within_the_interval_of_its_list_and_as_it_was_written(
    course: Course,
) -> None:
    held = measures.versions(course)
    for paper in course.papers:
        found = measures.articles(course, paper, held)
        assert found.stored.of > 5
        assert found.in_time == found.stored.of
        assert found.differing == 0


def test_every_paper_is_crawled_by_its_own_target_and_asked_for_less_than_everything(course: Course) -> None:
    crawled = {row["target"] for row in course.project.rows("crawls", order_by="id")}
    assert crawled == {target_of(paper) for paper in course.papers}
    assert {row["state"] for row in course.project.rows("crawls", order_by="id")} == {"finished"}
    assert len(course.answered) < measures.naive_requests(course)


def test_nothing_is_alarmed_about_and_nothing_marked_as_gone_that_is_there(course: Course) -> None:
    assert course.alerts == []
    held = measures.versions(course)
    assert all(measures.withdrawals(course, paper, held)[1] == [] for paper in course.papers)
