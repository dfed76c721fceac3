"""There is one clock: what the project writes down or decides by a date goes by it, and it can be moved."""

from __future__ import annotations

import ast
import datetime
from pathlib import Path

import pytest

from crawler import clock
from db.times import from_text
from tests.moving_clock import MovingClock
from tests.project import FAST, ROOT, Project, completed
from tests.sites.finews import site
from tests.sites.server import serving

ALLOWED = {
    "crawler/clock.py": ["datetime.now"],
    "db/locks.py": ["datetime.now"],  # tells a person since when; `db` imports nothing of ours
}
MODULES = sorted(path for room in ("crawler", "pipelines", "db") for path in (ROOT / room).rglob("*.py"))
ASKS_THE_SYSTEM = {
    *(f"datetime.{called}" for called in ("now", "utcnow", "today")),
    "date.today",
    *(f"time.{called}" for called in ("time", "time_ns", "ctime", "gmtime", "localtime", "strftime")),
}
CENTURY = datetime.timedelta(days=36_525)
HOUR = datetime.timedelta(hours=1)


def calls_of(module: Path) -> set[str]:
    """The last two names of everything it calls, names or their attributes."""
    calls = (node.func for node in ast.walk(ast.parse(module.read_bytes())) if isinstance(node, ast.Call))
    return {".".join(ast.unparse(called).split(".")[-2:]) for called in calls}


def test_only_the_clock_asks_the_system_for_the_date() -> None:
    asking = {str(module.relative_to(ROOT)): sorted(calls_of(module) & ASKS_THE_SYSTEM) for module in MODULES}
    assert {module: calls for module, calls in asking.items() if calls} == ALLOWED


def test_a_moved_clock_goes_on_from_where_it_was_moved_to(tmp_path: Path) -> None:
    moment = datetime.datetime(2031, 3, 5, 8, 0, tzinfo=datetime.UTC)
    moved = MovingClock.showing(moment, tmp_path / "clock")
    assert moment <= moved.now() < moment + HOUR
    moved.move_to(moment + CENTURY)
    moved.move_to(moment)  # never back
    assert moment + CENTURY <= moved.now() < moment + CENTURY + HOUR


@pytest.mark.network
def test_all_that_a_crawl_writes_down_is_dated_by_the_moved_clock(tmp_path: Path) -> None:
    moved = MovingClock(tmp_path / "clock", ahead=CENTURY)
    with serving([site()]) as served:
        project = Project(folder=tmp_path, environment={**served.environment, **moved.environment})
        completed(project.scrapy("crawl", "finews", *FAST, "-L", "WARNING"))
    texts = [
        *(row["captured_at"] for row in project.rows("captures", order_by="record_id")),
        *(
            row[name]
            for row in project.rows("crawls", order_by="id")
            for name in ("started_at", "finished_at")
        ),
    ]
    assert len(texts) > 2
    assert all(from_text(text) > clock.now() + CENTURY - HOUR for text in texts)
    archived = [path.name for path in (tmp_path / "archive").rglob("*.warc.gz")]
    assert archived
    assert all(str(moved.now().year) in name for name in archived)
