"""Pages that were kept out for their layout are asked for again, and come in when they are as they used to be."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from crawler.project_command import EXIT_FAULTS
from tests.moving_clock import MovingClock
from tests.project import FAST, Project, completed
from tests.sites.redesigned import HOST, PLAIN, UNDATED, Paper
from tests.sites.server import serving

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]

BEGIN = datetime.datetime(2025, 3, 9, 1, 0, tzinfo=datetime.UTC)
BEFORE, REDESIGNED = 24, 4


def state_of(project: Project) -> list[str]:
    """What came of the pages of the new layout in the last crawl."""
    [*_, newest] = project.rows("crawls", order_by="id")
    ended = {
        row["url"]: row["state"]
        for row in project.rows("crawl_urls", order_by="place")
        if row["crawl_id"] == newest["id"]
    }
    return [ended.get(f"http://{HOST}/a/{number}.html", "") for number in range(BEFORE, BEFORE + REDESIGNED)]


@pytest.mark.parametrize("lists_name", [True, False])
def test_a_page_that_was_kept_out_is_asked_for_by_and_by_and_stored_when_it_is_read_again(
    lists_name: bool, tmp_path: Path
) -> None:
    paper = Paper()
    paper.publish(BEFORE)
    with serving([paper.site()]) as served:
        clock = MovingClock.showing(BEGIN, tmp_path / "clock")
        project = Project(folder=tmp_path, environment={**served.environment, **clock.environment})

        def crawl(hours: float) -> list[str]:
            clock.move_to(BEGIN + datetime.timedelta(hours=hours))
            command = ("crawl", "news", "-a", f"url=http://{HOST}/", "-s", "CRAWL_REVISITS_MAX=8")
            ended = project.scrapy(*command, *FAST)
            assert ended.returncode in (0, EXIT_FAULTS), ended.stderr
            return state_of(project)

        crawl(0)
        paper.publish(REDESIGNED, UNDATED)
        assert crawl(1) == ["refused:layout-changed"] * REDESIGNED
        paper.lists_name = lists_name
        asked = len(served.requested)
        not_asked = ["known" if lists_name else ""] * REDESIGNED
        assert crawl(2) == not_asked
        assert crawl(3.5) == ["refused:layout-changed"] * REDESIGNED
        assert crawl(4) == not_asked
        paper.templates[-REDESIGNED:] = [PLAIN] * REDESIGNED
        assert crawl(8) == ["stored"] * REDESIGNED
        wanted = Counter(url.rpartition("/")[2] for url in served.requested[asked:])
        assert {wanted[f"{number}.html"] for number in range(BEFORE, BEFORE + REDESIGNED)} == {2}
        quarantine = completed(project.scrapy("quarantine"))
    assert "layout-changed" not in quarantine.stdout
