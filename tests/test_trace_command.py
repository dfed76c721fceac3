"""`scrapy trace`: all that ever happened to a URL, in the order of time, however it is spelled."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.commands.trace_events import Event, folded
from crawler.extraction.identity import url_id
from db.engine import open_database, writing
from db.models import Capture, Crawl, CrawlUrl, Revisit
from db.queries import captures
from tests.db.rows import Page, save

Run = Callable[..., tuple[int | str | None, str, str]]

SITE = "https://luhe.example.cn/"
LIST = f"{SITE}news/"
URL = f"{SITE}news/1.html"
WALL = f"{SITE}news/2.html"
LATE = f"{SITE}news/3.html"
TWIN = "https://baihe.example.cn/t/9"
STATES = ("stored", "known", "known", "known", "updated", "gone", "unchanged", "known")  # of URL, day by day


def page(number: int, url: str, **fields: Any) -> Page:
    return Page(number=number, id=url_id(url), url=url, source="luhe", **fields)


def at(day: int, time: str = "00:00:00") -> str:
    return f"2026-01-{day:02d}T{time}.000Z"


def met(crawl: Crawl, url: str, state: str, day: int, **columns: Any) -> CrawlUrl:
    ended = None if state == "waiting" else at(day, "00:00:09")
    row = {
        "found_on": LIST,
        "attempts": 1,
        "discovered_at": at(day),
        "ended_at": ended,
        **columns,
    }
    return CrawlUrl(crawl_id=crawl.id, key=int(url_id(url)[:12], 16), url=url, state=state, **row)


def revisit() -> Revisit:
    return Revisit(
        source="luhe", key=url_id(URL), url=URL, kind="article", first_at=at(1), next_at=at(30), interval=86400,
        visits=4, changes=2, gone_at=at(6, "00:00:09"), gone_how="404", gone_confirmed_at=at(6, "04:00:00"),
    )  # fmt: skip


def redirect() -> Capture:
    capture = Page(number=70, url=f"{SITE}old", day=3).capture()
    capture.status, capture.outcome = 301, "passed"
    return capture


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that is found, stored, passed over in three crawls, changed, gone, and back; beside it others."""
    path = tmp_path_factory.mktemp("trace") / "shoulu.db"
    engine = open_database(f"sqlite:///{path}")
    with writing(engine) as session:
        crawls = [
            Crawl(kind="crawl", source="luhe", target="luhe", started_at=at(day), state="finished")
            for day in range(1, 10)
        ]
        session.add_all(crawls)
        session.add(reparse := Crawl(kind="reparse", started_at=at(20), state="finished"))
        session.flush()
        session.add_all(met(crawls[day - 1], URL, state, day) for day, state in enumerate(STATES, 1))
        session.add(met(crawls[0], LIST, "listing", 1, found_on=None))
        session.add(met(crawls[8], LIST, "listing", 9, found_on=None))
        session.add(met(crawls[0], WALL, "failed:timeout", 1, attempts=3))
        session.add(met(crawls[8], LATE, "waiting", 9, attempts=0))
        session.add(revisit())
        captures.index_captures(session, [redirect()], warc_file="one.warc.gz", indexed_to=0)
    save(engine, crawls[0].id, page(1, URL, day=1), page(2, TWIN, day=2))
    save(engine, crawls[4].id, page(5, URL, day=5, title="新桥通车"))
    save(engine, crawls[8].id, page(9, f"{SITE}news/wall?spm=7", day=9, reason="login-wall"))
    save(engine, reparse.id, page(5, URL, day=5, title="新桥通车了", parser="p2"))
    engine.dispose()
    return path


@pytest.fixture
def trace(database: Path, scrapy_on: Run) -> Run:
    return functools.partial(scrapy_on, database, "trace")


def told(run: Run, *arguments: str) -> list[str]:
    """What is printed, with one space for several."""
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    return [" ".join(line.split()) for line in out.splitlines()]


def test_everything_is_told_in_the_order_of_time(trace: Run) -> None:
    lines = told(trace, URL)

    assert lines[:4] == [
        URL,
        f"record {url_id(URL)} 新桥通车了",
        "1 of the records held are copies of it",
        "",
    ]
    dates = [line[:19] for line in lines[4:]]
    assert dates == sorted(dates)
    assert [line.partition(" crawl ")[2] or line[20:] for line in lines[4:]] == [
        f"1 of luhe discovered on {LIST}",
        f"luhe captured: status 200, 99 bytes in the archive; {page(1, URL).record_id}",
        f"luhe read as record {url_id(URL)}, last by p1",
        "1 of luhe record made",
        "1 of luhe stored (articles, new)",
        "2 of luhe known (held already, not asked for), as in 2 more crawls until 2026-01-04 00:00:09",
        f"5 of luhe discovered on {LIST}",
        f"luhe captured: status 200, 99 bytes in the archive; {page(5, URL).record_id}",
        f"luhe read as record {url_id(URL)}, last by p2",
        "5 of luhe new version: title changed",
        "5 of luhe updated (articles, changed since the last crawl)",
        f"6 of luhe discovered on {LIST}",
        "6 of luhe gone (404 or 410, or home instead of an article)",
        "luhe gone from the site since (404); the record stays",
        f"7 of luhe discovered on {LIST}",
        "7 of luhe unchanged (articles, as before); it is back",
        "8 of luhe known (held already, not asked for)",
        "reparse 10 new version: title changed",
        *[line.partition(" crawl ")[2] or line[20:] for line in lines[-1:]],
    ]
    assert "every 1 d; 2 of 4 visits brought something" in lines[-1]


@pytest.mark.parametrize(
    "spelling",
    [
        "http://luhe.example.cn/news/1.html",
        "luhe.example.cn/news/1.html",
        f"{URL}?utm_source=weixin&spm=a.b",
        f"{URL}#comments",
        "HTTPS://LUHE.example.cn:443/news/1.html",
        url_id(URL),
        url_id(URL)[:9].upper(),
        page(1, URL).record_id,
        f"<{page(5, URL).record_id}>",
    ],
)
def test_other_spellings_and_names_are_found_too(trace: Run, spelling: str) -> None:
    assert f"record {url_id(URL)} 新桥通车了" in told(trace, spelling)


def test_a_page_is_found_by_its_plain_address_where_it_is_held_with_tracking_keys(trace: Run) -> None:
    lines = told(trace, f"{SITE}news/wall/")
    assert f"also as {SITE}news/wall?spm=7" in lines
    assert any(line.endswith("refused: login-wall, last by p1") for line in lines)


def test_a_failure_is_told_with_its_cause_and_how_often_it_was_tried(trace: Run) -> None:
    assert told(trace, WALL)[-1].endswith("failed timeout (it does not answer in time); asked for 3 times")


def test_what_still_waits_is_told_so(trace: Run) -> None:
    assert told(trace, LATE)[-1].endswith("crawl 9 of luhe waiting; the crawl is finished")


def test_a_copy_names_its_original(trace: Run) -> None:
    assert f"a copy of {url_id(URL)} (exact); scrapy reposts {url_id(TWIN)}" in told(trace, TWIN)


def test_a_redirect_is_told_though_the_archive_is_elsewhere(trace: Run) -> None:
    assert "captured: status 301, 99 bytes in the archive" in told(trace, f"{SITE}old")[-1]


def test_a_long_history_shows_its_beginning_and_its_end(trace: Run) -> None:
    lines = told(trace, URL, "--limit", "4")
    assert [line[:10] for line in lines[4:6]] == ["2026-01-01"] * 2
    assert "… 15 more events (--limit shows more)" in lines
    assert len(lines) == 9


def test_as_json_no_event_is_left_out(trace: Run) -> None:
    code, out, _ = trace(URL, "--json", "--limit", "1")

    found = json.loads(out)
    assert (code, found["known"], found["url"]) == (0, True, URL)
    assert [one["id"] for one in found["records"]] == [url_id(URL)]
    assert found["copies"] == 1
    ended = [one for one in found["events"] if one["what"] == "ended"]
    assert [one["state"] for one in ended] == [
        "stored", "known", "known", "known", "updated", "gone", "unchanged", "known",
    ]  # fmt: skip
    assert ended[6]["back"] is True
    changed = [one["changed"] for one in found["events"] if one["what"] == "changed"]
    assert changed == [["created"], ["title"], ["title"]]
    assert found["events"][0]["found_on"] == LIST


def test_of_an_unknown_url_the_nearest_and_its_list_are_told(trace: Run) -> None:
    unknown = f"{SITE}news/4.html"
    code, out, err = trace(unknown)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"trace: no crawl has met {unknown}, and the archive holds no page of it",
        f"the nearest list of luhe, {LIST}, was read last at 2026-01-09 00:00:09 UTC",
        "the nearest that were met:",
        f"  {URL}",
        f"  {WALL}",
        f"  {LATE}",
        f"  {LIST}",
    ]

    code, out, err = trace("https://nowhere.example.org/1.html", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "asked": "https://nowhere.example.org/1.html",
        "known": False,
        "target": None,
        "nearest": [],
        "list": None,
    }


def test_of_a_host_that_nobody_crawled_it_is_told_who_would(trace: Run) -> None:
    assert "met; scrapy crawl finews crawls it" in trace("https://finews.withounder.com/1.html")[2]
    assert "met; scrapy crawl news -a url=... crawls any site" in trace("https://nowhere.example.org/1")[2]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ffffffff",), 1, "there is no record ffffffff"),
        (("urn:uuid:1",), 1, "there is no record urn:uuid:1"),
        (("etwas",), 2, "etwas is no URL, id or record id"),
        ((), 2, "name one URL"),
        (("a.cn", "b.cn"), 2, "name one URL"),
        (("https://[::1/",), 1, "no crawl has met https://[::1/"),
    ],
)
def test_what_cannot_be_found_is_said(trace: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended, out, err = trace(*arguments)
    assert (ended, out) == (code, "")
    assert said in err


def passed(day: int, state: str = "known", target: str = "luhe") -> Event:
    return Event(at=at(day), what="ended", crawl_id=day, target=target, details={"state": state})


def test_crawls_in_a_row_that_pass_a_url_over_are_one_line() -> None:
    events = [
        passed(1),
        passed(2),
        passed(3, "stored"),
        passed(4),
        passed(5, "not-due"),
        passed(6, "not-due", "news"),
    ]

    assert [(one.state, one.crawls, one.until) for one in folded(events)] == [
        ("known", 2, at(2)),
        ("stored", 1, None),
        ("known", 1, None),
        ("not-due", 1, None),
        ("not-due", 1, None),
    ]
