"""`scrapy schedule` with real crawls as processes of their own."""

from __future__ import annotations

import contextlib
import datetime
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.moving_clock import MovingClock
from tests.project import FAST, Project, completed
from tests.schedulers import ALL, SOUND, begun, going_on, has_ended, listed, made, notes, rows, until
from tests.sites import plain
from tests.sites.finews import site as finews
from tests.sites.server import serving

pytestmark = pytest.mark.timeout(600)  # every crawl here is a process that imports all it needs
HOURS = datetime.timedelta(hours=1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made(tmp_path)


@pytest.mark.network
def test_once_crawls_sources_and_other_sites_into_the_store(tmp_path: Path) -> None:
    replica, paper = finews(), plain.site()
    others = "".join(f"[{name}]\noff = true\n" for name in ("jinri", "meipian", "pressrelease", "tibet"))
    plan = f"""
[all]
time_limit = "10m"
{others}
[tibet_mirrors]
off = true
[any.paper]
url = "http://{paper.hosts[0]}/"
every = "6h"
"""
    with serving([replica, paper]) as served:
        project = made(tmp_path, plan, **served.environment)
        told = completed(project.scrapy("schedule", "--once", *FAST)).stderr.splitlines()
        again = completed(project.scrapy("schedule", "--once", *FAST)).stderr
    assert [line.split(": done after")[0][20:] for line in sorted(told, key=lambda line: line[20:])] == [
        "finews",
        f"news {paper.hosts[0]}",
    ]
    assert again == ""
    articles = {row["url"] for row in project.rows("articles", order_by="id")}
    assert articles == {*replica.articles, *paper.articles}
    assert {name: row["exit_code"] for name, row in rows(project).items()} == {
        "finews": 0,
        f"news {paper.hosts[0]}": 0,
    }
    crawls = {row["target"]: row["id"] for row in project.rows("crawls", order_by="id")}
    assert {name: row["crawl_id"] for name, row in rows(project).items()} == crawls


def test_a_crash_and_spiders_that_cannot_be_imported_end_nothing_else(tmp_path: Path) -> None:
    project = made(tmp_path, alike=False)
    ended = project.scrapy("schedule", "--once", *ALL)
    assert ended.returncode == 1
    assert "crashing: crashed (SIGSEGV)" in ended.stderr
    assert "quick: done" in ended.stderr
    assert "tests.scheduled_spiders.faulty.missing cannot be imported" in ended.stderr
    assert "tests.scheduled_spiders.faulty.wrong cannot be imported" in ended.stderr
    assert "unmade is left out: its spider fails: WrongKeyError: its key is not there" in ended.stderr
    told = [
        (row["target"], row["cause"], row["told_at"] is not None)
        for row in project.rows("incidents", order_by="id")
    ]
    assert told == [(name, "not-loaded", True) for name in ("missing", "unmade", "wrong")]
    assert notes(project) == [("quick", "begins"), ("quick", "ends")]
    assert {name: row["exit_code"] for name, row in rows(project).items()} == {"crashing": 139, "quick": 0}
    assert "Segmentation fault" in next((project.folder / "logs" / "crashing").iterdir()).read_text()


def test_what_fails_is_asked_less_and_less_often_and_comes_back(tmp_path: Path) -> None:
    clock = MovingClock(tmp_path / "clock")
    project = made(tmp_path, "[slow]\noff=true\n[quick]\noff=true", **clock.environment)
    waits = []
    for _ in range(5):
        project.scrapy("schedule", "--once", *ALL)
        row = rows(project)["crashing"]
        at, following = (datetime.datetime.fromisoformat(row[name]) for name in ("ended_at", "next_at"))
        waits.append(following - at)
        clock.move_to(following)
    assert max(waits[:2]) < 0.4 * HOURS
    assert 0.5 * HOURS < waits[-1] < HOURS
    assert listed(project, *ALL)["crashing"]["failures"] == 2.5


def test_what_was_missed_is_made_up_for_by_one_crawl(tmp_path: Path) -> None:
    clock = MovingClock(tmp_path / "clock")
    project = made(tmp_path, '[slow]\noff = true\n[quick]\ncron = "0 * * * *"', **clock.environment)
    assert completed(project.scrapy("schedule", "--once", *SOUND)).stderr == ""
    clock.move(72 * HOURS)
    assert listed(project, *SOUND)["quick"]["state"] == "overdue"
    for _ in range(2):
        completed(project.scrapy("schedule", "--once", *SOUND))
    assert notes(project) == [("quick", "begins"), ("quick", "ends")]
    assert listed(project, *SOUND)["quick"]["state"] == "waiting"
    assert 0 < listed(project, *SOUND)["quick"]["seconds_to_next"] <= 3720


def test_a_crawl_whose_time_is_over_is_stopped_and_is_no_failure(tmp_path: Path) -> None:
    project = made(tmp_path, '[quick]\noff = true\n[slow]\ntime_limit = "6s"', alike=False)
    told = completed(project.scrapy("schedule", "--once", *SOUND)).stderr
    assert "slow: out of time" in told
    row = rows(project)["slow"]
    assert (row["exit_code"], row["failures"], row["claimed_by"]) == (124, 0.0, None)


def test_two_schedulers_at_once_crawl_each_target_once_at_a_time(tmp_path: Path) -> None:
    plan = '[slow]\noff = true\n[quick]\nevery = "2s"\n'
    project = made(tmp_path, plan)
    with going_on(project, *SOUND) as one, going_on(project, *SOUND) as other:
        until(lambda: notes(project).count(("quick", "ends")) >= 3)
        told = []
        for process in (one, other):
            process.terminate()
            told.append(process.communicate()[1])
            assert process.returncode == 0, told
    assert "busy" not in "".join(told)
    assert all("Traceback" not in each for each in told)
    found = notes(project)
    assert found[: len(found) // 2 * 2] == [("quick", "begins"), ("quick", "ends")] * (len(found) // 2)


def test_a_scheduler_that_was_killed_doubles_no_crawl_and_another_takes_over(tmp_path: Path) -> None:
    project = made(tmp_path, '[quick]\noff = true\n[slow]\nevery = "1s"')
    lease = ("-s", "SCHEDULE_LEASE=3s")
    with going_on(project, *SOUND, *lease) as killed:
        orphan = begun(project, "slow")
        killed.kill()
        killed.wait()
    assert completed(project.scrapy("schedule", "--once", *SOUND, *lease)).stderr == ""
    assert not has_ended(orphan)
    try:
        claimed = datetime.datetime.fromisoformat(rows(project)["slow"]["claimed_until"])
        until(lambda: datetime.datetime.now(datetime.UTC) > claimed)
        told = completed(project.scrapy("schedule", "--once", *SOUND, *lease)).stderr
        assert "slow: busy" in told
        assert notes(project) == [("slow", "begins")]
    finally:
        os.kill(orphan, signal.SIGKILL)
    until(lambda: has_ended(orphan))
    with going_on(project, *SOUND, *lease) as other:
        until(lambda: notes(project).count(("slow", "begins")) == 2)
        other.terminate()
        other.communicate()
    assert [crawl["starts"] for crawl in project.rows("crawls", order_by="id")] == [2]


def test_what_ended_after_its_scheduler_was_killed_is_not_crawled_again(tmp_path: Path) -> None:
    project = made(tmp_path)
    completed(project.scrapy("schedule", "--once", *SOUND))
    with going_on(project, *SOUND) as process:
        process.kill()
        process.wait()
    claim = "UPDATE schedules SET claimed_by = 'killed', claimed_until = started_at, next_at = started_at"
    write(project, f"{claim}, exit_code = NULL, ended_at = NULL")
    assert completed(project.scrapy("schedule", "--once", *SOUND)).stderr == ""
    assert notes(project) == [("quick", "begins"), ("quick", "ends")]
    row = rows(project)["quick"]
    assert (row["exit_code"], row["claimed_by"]) == (0, None)


def write(project: Project, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(project.database)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["term", "interrupt"]
)
def test_a_signal_stops_crawls_and_frees_them(
    project: Project, number: signal.Signals, exit_code: int
) -> None:
    project = made(project.folder, "[quick]\noff = true")
    with going_on(project, *SOUND) as process:
        crawl = begun(project, "slow")
        process.send_signal(number)
        told = process.communicate()[1]
    assert process.returncode == exit_code
    assert has_ended(crawl)
    assert "slow: stopped" in told
    assert "stays due" in told
    assert [row["state"] for row in project.rows("crawls", order_by="id")] == ["stopped"]
    assert rows(project)["slow"]["claimed_by"] is None
    assert listed(project, *SOUND)["slow"]["state"] == "due"


def test_once_begins_what_becomes_due_while_a_long_crawl_goes_on_and_stops_in_good_order(
    project: Project,
) -> None:
    project = made(project.folder, '[quick]\nevery = "1s"\n')
    with going_on(project, "--once", *SOUND) as process:
        crawl = begun(project, "slow")
        until(lambda: notes(project).count(("quick", "ends")) >= 2)
        process.terminate()
        told = process.communicate()[1]
    assert (process.returncode, has_ended(crawl)) == (0, True), told


def test_what_another_scheduler_has_is_not_crawled_now_and_it_says_so(project: Project) -> None:
    completed(project.scrapy("schedule", "--once", *SOUND))
    write(
        project,
        "UPDATE schedules SET claimed_by = 'host:77:0', claimed_until = '9999-01-01T00:00:00.000Z'",
    )
    told = completed(project.scrapy("schedule", "--now", "quick", *SOUND), code=5).stderr
    assert "quick: another scheduler (process 77 on host) is at it, nothing is begun" in told
    assert notes(project).count(("quick", "begins")) == 1


def test_an_error_that_nobody_foresaw_leaves_no_crawl_behind(project: Project) -> None:
    project = made(project.folder, "")
    with going_on(project, *SOUND) as process:
        crawl = begun(project, "slow")
        until(lambda: rows(project)["quick"]["ended_at"])
        write(project, "UPDATE schedules SET next_at = 'no time' WHERE target = 'quick'")
        told = process.communicate()[1]
    assert (process.returncode, has_ended(crawl)) == (1, True)
    assert "ValueError" in told
    assert rows(project)["slow"]["claimed_by"] is None


def test_a_changed_plan_is_gone_by_at_once_and_a_wrong_one_is_not(project: Project) -> None:
    file = project.folder / "plan.toml"
    with going_on(project, *SOUND) as process:
        assert process.stderr is not None
        until(
            lambda: ("quick", "begins") in notes(project)
        )  # its crawl is noted by the rule of before, or it is not
        file.write_text("[quick]\nevery = 'never'\n", encoding="utf-8")
        line = next(line for line in process.stderr if "plan.toml" in line)
        assert "plan.toml: quick.every: 'never' is no time" in line
        assert "what was planned before goes on" in line
        file.write_text("[slow]\noff = true\n[quick]\nevery = '1s'\n", encoding="utf-8")
        until(lambda: notes(project).count(("quick", "ends")) >= 2)
        process.terminate()
        assert "Traceback" not in process.communicate()[1]
    assert rows(project)["quick"]["rule"] == "1s"


def test_now_crawls_what_is_not_due(project: Project) -> None:
    for _ in range(2):
        told = completed(project.scrapy("schedule", "--now", "quick", *SOUND)).stderr
        assert "quick: done" in told
    assert notes(project).count(("quick", "ends")) == 2


def test_the_list_says_what_runs_when(project: Project) -> None:
    new = completed(project.scrapy("schedule", "--list", *SOUND)).stdout
    assert new.split("\n")[1].split() == ["quick", "6h", "never", "-", "once", "scrapy", "schedule", "runs"]
    completed(project.scrapy("schedule", "--once", *SOUND))
    line = listed(project, *SOUND)["quick"]
    assert (line["state"], line["ended"], line["exit_code"], line["crawl"]) == ("waiting", "done", 0, 1)
    assert 3 * 3600 - 60 < line["seconds_to_next"] < 9 * 3600
    shown = completed(project.scrapy("schedule", "--list", *SOUND)).stdout
    assert "done" in shown


@pytest.mark.parametrize(
    ("plan", "options", "told"),
    [
        ("[quik]", (), "plan.toml: quik: there is no such table or source"),
        ("[any.x]\nurl='https://x.example/'", (), "plan.toml: any.x: there is no source news"),
        ("", ("-s", "SCHEDULE_AT_ONCE=0"), "SCHEDULE_AT_ONCE must be a whole number"),
        ("", ("-s", "SCHEDULE_TIMEZONE=Asia/Shangai"), "there is no time zone 'Asia/Shangai'"),
        ("", ("-s", "SCHEDULE_TIME_LIMIT=long"), "SCHEDULE_TIME_LIMIT: 'long' is no time"),
        ("", ("--now", "quik"), "nothing is scheduled as quik; there are quick, slow"),
        ("", ("--once", "--json"), "--json is of the list"),
        ("", ("quick",), "schedule takes no arguments"),
    ],
)
def test_what_cannot_be_scheduled_is_told_in_a_line(
    tmp_path: Path, plan: str, options: tuple[str, ...], told: str
) -> None:
    ended = completed(made(tmp_path, plan).scrapy("schedule", *SOUND, *options), code=2)
    assert told in ended.stderr
