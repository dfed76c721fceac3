"""`scrapy status`: how every target is, at a glance, in detail, for programs and for monitoring."""

from __future__ import annotations

import datetime
import functools
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from sqlalchemy import Engine

from crawler.commands.status_detail import detail_of, print_detail
from crawler.commands.status_facts import Status, gathered, part_of
from crawler.commands.status_table import print_status
from db.engine import open_database, reading, writing
from db.locks import hold
from db.models import Crawl, Schedule
from db.queries.status import Part
from db.times import to_text
from tests.status_rows import AT, write_rows

Run = Callable[..., tuple[int | str | None, str, str]]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("status") / "shoulu.db"
    write_rows(path)
    return path


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    """With a process at the crawl of qiaotou: this one."""
    engine = open_database(f"sqlite:///{database}")
    lock = hold(engine, "crawl qiaotou")
    assert lock is not None
    yield engine
    lock.release()
    engine.dispose()


@pytest.fixture
def status(engine: Engine, tmp_path: Path) -> Status:
    (tmp_path / "one.warc.gz").write_bytes(b"x" * 1500)
    with reading(engine) as session:
        return gathered(session, engine, at=AT, days=60, archive=tmp_path)


@pytest.fixture
def scrapy(database: Path, tmp_path: Path, scrapy_on: Run) -> Run:
    def run(*arguments: str) -> tuple[int | str | None, str, str]:
        return scrapy_on(database, arguments[0], "-s", f"ARCHIVE_DIR={tmp_path}", *arguments[1:])

    return run


def printed(show: Callable[[Console], None], width: int) -> list[str]:
    out = Console(width=width, file=io.StringIO(), highlight=False, markup=False)
    show(out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue().splitlines()


def row(lines: list[str], target: str) -> str:
    """A line of the table with one space for several."""
    return next(" ".join(line.split()) for line in lines if line.strip().startswith(target))


def test_the_health_of_each_target_is_told(status: Status) -> None:
    told = {line.standing.target: (line.health.says, line.health.in_order) for line in status.lines}

    assert told == {
        "baihe": ("killed; 3 URLs are waiting", False),
        "jinhe": ("stopped: 2 URLs are waiting", True),
        "luhe": ("ok", True),
        "nanpu": ("overdue for 5 h", False),
        "news example.org": ("failing for 1 d 2 h, 2 crawls in a row: archive-unwritable", False),
        "qiaotou": ("running: 2 of 3 done", True),
        "saved": ("never crawled", True),
        "xinan": ("never crawled", True),
        "yunzhou": ("alert: field-missing (title) for 2 d", False),
    }
    assert not status.in_order


def test_what_was_stopped_long_ago_and_will_not_go_on_by_itself_is_not_in_order(
    engine: Engine, tmp_path: Path
) -> None:
    later = AT + datetime.timedelta(days=2)
    with reading(engine) as session:
        [line] = gathered(session, engine, at=later, days=7, archive=tmp_path, only="jinhe").lines
    assert not line.health.in_order


def test_a_target_whose_scheduled_crawls_come_to_no_end_is_failing_since_the_first(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'shoulu.db'}")
    began, ended = (to_text(AT - datetime.timedelta(hours=hours)) for hours in (9, 3))
    row = Schedule(target="finews", source="finews", rule="6h", next_at=to_text(AT), interval=21_600)
    row.bad_ends, row.bad_since, row.ended_at, row.exit_code = 2, began, ended, 139
    with writing(engine) as session:
        session.add(row)
    with reading(engine) as session:
        [line] = gathered(session, engine, at=AT, days=7, archive=tmp_path).lines
    assert (line.health.says, line.health.in_order) == (
        "failing for 9 h, 2 crawls in a row: crashed (SIGSEGV)",
        False,
    )
    with writing(engine) as session:  # somebody crawled it by hand since
        later = to_text(AT - datetime.timedelta(hours=1))
        session.add(
            Crawl(
                kind="crawl",
                target="finews",
                source="finews",
                state="finished",
                started_at=later,
                finished_at=later,
            )
        )
    with reading(engine) as session:
        [line] = gathered(session, engine, at=AT, days=7, archive=tmp_path).lines
    assert line.health.says == "ok"
    engine.dispose()


def test_a_wide_table_has_a_line_for_each_target_with_all_of_it(status: Status) -> None:
    lines = printed(lambda out: print_status(out, status), 200)

    assert row(lines, "luhe") == (
        "luhe 2 h ago 5 min in 40 min 58 9 +1 2 2 not-article 3 100 100 100 0 37 d / 36 d ok"
    )
    assert row(lines, "qiaotou") == "qiaotou for 1 h now - - 3 2 0 0 - - - - - - / - running: 2 of 3 done"
    assert row(lines, "saved") == "saved - - - - - 1 - - - - - - - / 61 d never crawled"
    assert max(map(cell_len, lines)) <= 200
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 130])
def test_a_narrow_terminal_has_fewer_columns_and_no_line_too_wide(status: Status, width: int) -> None:
    lines = printed(lambda out: print_status(out, status), width)

    assert max(map(cell_len, lines)) <= width
    assert any(line.split()[0] == "luhe" and line.split()[-1] == "ok" for line in lines if line.split())
    assert "(--json has all)" in " ".join(map(str.strip, lines))


def test_below_the_table_stand_the_sums_and_what_to_do(status: Status) -> None:
    lines = printed(lambda out: print_status(out, status), 200)

    assert "held: 3 records, 0 of them copies; 1 page refused (listing 1)" in lines
    assert any(line.startswith("archive: 1 file, 1.5 kB, in ") for line in lines)
    advice = lines[lines.index("what to do") :]
    assert (
        "  baihe: The crawl begun 1 d 6 h ago was killed: scrapy crawl baihe asks for what is left." in advice
    )
    assert (
        "  news example.org: The last crawl ended with archive-unwritable, its log says why: "
        "scrapy crawl news -a url=https://example.org/" in advice
    )
    assert any(
        line.startswith("  yunzhou: No headline in 12 of 12 pages; before in all. ") for line in advice
    )
    assert not any(line.startswith("  luhe") for line in advice)


def test_of_one_target_its_crawls_lists_and_fields_are_told(engine: Engine, status: Status) -> None:
    line = next(one for one in status.lines if one.standing.target == "luhe")
    with reading(engine) as session:
        detail = detail_of(session, line, status)
    lines = [" ".join(one.split()) for one in printed(lambda out: print_detail(out, detail, status), 180)]

    assert lines[:4] == [
        "luhe ok",
        "next crawl in 40 min (2026-03-05 08:40:00 UTC), by every 1h",
        "held: 2 records, 0 of them copies",
        "the newest was published 37 d ago, captured 36 d ago (it is 2026-03-05 08:00 UTC)",
    ]
    begun = f"{detail.crawls[0][0].id} 2026-03-05 06:00:00 5 min finished 58"
    assert f"{begun} known 40, stored 7, listing 5, refused not-article 3, duplicate 2, updated 1" in lines
    assert (
        f"{detail.crawls[1][0].id} 2026-03-04 06:00:00 5 min stopped: shutdown 10 waiting 8, stored 2"
        in lines
    )
    assert "1 h 30 min 2 h ago 5 h ago, 4 of 9 times in 20 min https://luhe.example.cn/[red]news/" in lines
    assert "published_at 100 0" in lines
    assert "(records looked at) 1 1" in lines


def test_of_a_target_in_trouble_it_is_told_since_when_and_what_helps(engine: Engine, status: Status) -> None:
    line = next(one for one in status.lines if one.standing.target == "yunzhou")
    with reading(engine) as session:
        detail = detail_of(session, line, status)
    lines = printed(lambda out: print_detail(out, detail, status), 140)

    assert "alert: field-missing (title) for 2 d since 2026-03-03 08:00:00" in lines
    assert "  No headline in 12 of 12 pages; before in all." in lines


def test_as_json_every_target_has_its_figures(scrapy: Run) -> None:
    code, out, err = scrapy("status", "--json")

    told = json.loads(out)
    targets = {one["target"]: one for one in told["targets"]}
    assert (code, err) == (0, "")
    assert list(told) == ["at", "in_order", "targets", "totals", "archive"]
    assert told["totals"]["records"] == 3
    assert told["totals"]["refused"] == {"listing": 1}
    luhe = targets["luhe"]
    assert luhe["last_crawl"]["urls"] == {
        "stored": 7,
        "duplicate": 2,
        "updated": 1,
        "known": 40,
        "listing": 5,
        "refused:not-article": 3,
    }
    assert luhe["last_crawl"]["discovered"] == sum(luhe["last_crawl"]["urls"].values())
    assert luhe["last_crawl"]["seconds"] == 300
    assert luhe["next_crawl"]["rule"] == "every 1h"
    assert luhe["held"]["newest_published_at"] == "2026-01-27T10:00:00+08:00"
    assert targets["baihe"]["last_crawl"]["state"] == "killed"
    assert targets["saved"]["last_crawl"] is None
    assert targets["news example.org"]["sites"] == ["example.org"]
    [incident] = targets["yunzhou"]["health"]["incidents"]
    assert (incident["cause"], incident["subject"], incident["times"]) == ("field-missing", "title", 3)
    assert "crawls" not in luhe


def test_as_json_a_target_that_is_named_has_its_crawls_and_lists_too(scrapy: Run) -> None:
    [luhe] = json.loads(scrapy("status", "luhe", "--json")[1])["targets"]

    assert [one["state"] for one in luhe["crawls"]] == ["finished", "stopped"]
    assert [(one["interval"], one["changes"]) for one in luhe["lists"]] == [(5400, 4)]
    assert luhe["filled_before"]["records"] + luhe["filled"]["records"] == 2


def test_monitoring_hears_only_of_what_is_not_in_order(scrapy: Run) -> None:
    code, out, _ = scrapy("status", "--check")
    assert code == 1
    names = [line.partition(":")[0] for line in out.splitlines()]
    assert "baihe" in names
    assert "yunzhou" in names
    assert "saved" not in names

    assert scrapy("status", "saved", "--check") == (0, "", "")
    assert json.loads(scrapy("status", "yunzhou", "--check", "--json")[1])["in_order"] is False


def test_a_site_is_named_by_its_host_and_a_source_shows_all_of_its_sites(scrapy: Run) -> None:
    assert "example.org" in scrapy("status", "news", "example.org")[1].splitlines()[0]
    assert "news example.org" in scrapy("status", "news")[1]


def test_what_is_not_known_is_told_beside_what_is(scrapy: Run) -> None:
    code, out, err = scrapy("status", "nobody")
    assert (code, out) == (2, "")
    assert "nothing is known of nobody; there is baihe, jinhe, luhe" in err


def test_a_database_with_nothing_in_it_says_so(tmp_path: Path, scrapy_on: Run) -> None:
    path = tmp_path / "shoulu.db"
    code, _, err = scrapy_on(path, "status")
    assert code == 1
    assert "there is no such file" in err

    open_database(f"sqlite:///{path}").dispose()
    code, out, err = functools.partial(scrapy_on, path)("status")
    assert (code, err) == (0, "")
    assert out.startswith("status: nothing was crawled or taken in yet")
    assert json.loads(scrapy_on(path, "status", "--json")[1])["targets"] == []
    assert scrapy_on(path, "status", "--check") == (0, "", "")


def test_a_target_of_two_words_is_a_site_of_its_source() -> None:
    assert part_of("news www.example.org b.cn", "news") == Part(source="news", sites=("example.org", "b.cn"))
    assert part_of("finews", "finews") == Part(source="finews")
