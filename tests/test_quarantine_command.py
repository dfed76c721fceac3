"""`scrapy quarantine`, run as a person runs it: what is held and why, what comes out when it is read again."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from crawler.clock import now
from crawler.expectations.fault import Fault
from crawler.extensions.layouts import learn, states_of
from crawler.extraction.version import code_of, parser_of
from crawler.sources import ANY_SITE
from db import models
from db.engine import open_database, reading, writing
from db.queries import incidents
from tests.alerts.webhooks import listening
from tests.project import Project, completed

Run = Callable[..., tuple[int | str | None, str, str]]

SITE = "news.example.org"
OLD_DAY = datetime.datetime(2026, 1, 5, 4, tzinfo=datetime.UTC)
NEW_DAY = datetime.datetime(2026, 2, 5, 4, tzinfo=datetime.UTC)
PAGES, HELD = 24, 4
PROSE = (
    "<p>第{n}号水站的站长说，入冬以来的{n}次抢修都在夜里，管道工把漏点一处一处标在图上，天亮以前修好了大半；"
    "余下的要等汛期过后才能更换整段老管，更换的费用由镇里和水务公司各出一半。</p>"
    "<p>镇东头的住户表示，去年这个时候排队等水要两个多小时，今年最久的一户等了{n}分钟，水压也比从前稳。</p>"
)
OLD = (
    "<html lang='zh'><head><meta charset='utf-8'><title>第{n}号水站的冬天_临河新闻网</title>"
    "<link rel='canonical' href='http://news.example.org/a/{n}.html'></head><body><div class='wrap'>"
    "<h1>第{n}号水站的冬天</h1><div class='meta'>2026-01-05 12:00 来源：临河新闻网</div>"
    "<div class='content'>{body}</div></div></body></html>"
)
NEW = (
    "<html lang='zh'><head><meta charset='utf-8'><title>临河新闻网</title>"
    "<link rel='canonical' href='http://news.example.org/b/{n}.html'></head><body><main><section>"
    "<div class='top'><b>临河新闻网</b></div><article><section class='words'>{body}</section></article>"
    "</section></main></body></html>"
)
SHELL = (
    "<html><head><link rel='canonical' href='http://news.example.org/shell'></head>"
    "<body><p>请启用脚本后再访问本站</p><div id='app'></div></body></html>"
)


def write(folder: Path, layout: str, numbers: range, day: datetime.datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        path = folder / f"{day:%m%d}-{number:03}.html"
        path.write_text(layout.replace("{body}", PROSE).replace("{n}", str(number)), encoding="utf-8")
        at = (day + datetime.timedelta(minutes=number)).timestamp()
        os.utime(path, (at, at))


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site whose layout is known; a page that gives no record; pages of another layout, which are held back."""
    project = Project(folder=tmp_path_factory.mktemp("quarantine"))
    write(project.folder / "old", OLD, range(100, 100 + PAGES), OLD_DAY)
    write(project.folder / "old", SHELL, range(1), OLD_DAY)
    completed(project.scrapy("ingest", project.folder / "old"), code=1)
    engine = open_database(f"sqlite:///{project.database}")
    parser = code_of(parser_of(ANY_SITE))
    with writing(engine) as session:
        [state] = states_of(session, ANY_SITE.name, [SITE], parser)
        learn(session, state, parser)  # as a crawl does
    engine.dispose()
    write(project.folder / "new", NEW, range(200, 200 + HELD), NEW_DAY)
    completed(project.scrapy("ingest", project.folder / "new"), code=1)
    return project


@pytest.fixture
def project(ingested: Project, tmp_path: Path) -> Project:
    """A copy that a test may change."""
    return Project(folder=shutil.copytree(ingested.folder, tmp_path / "project"))


@pytest.fixture
def quarantine(scrapy_on: Run, ingested: Project) -> Run:
    """The command over what nobody changes."""
    archive = f"ARCHIVE_DIR={ingested.archive_folder}"
    return lambda *arguments: scrapy_on(ingested.database, "quarantine", "-s", archive, *arguments)


def cells(out: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if "│" in line]


def held(project: Project) -> list[str]:
    return sorted(row["reason"] for row in project.rows("quarantine", order_by="record_id"))


def test_what_is_held_is_counted_by_source_and_reason(quarantine: Run) -> None:
    code, out, _ = quarantine()
    assert code == 0
    rows = [row for row in cells(out) if row[0]]
    assert [row[:5] for row in rows] == [
        ["ingest", "layout-changed", "4", "2026-02-05 07:23", "http://news.example.org/b/203.html"],
        ["ingest", "no-text", "1", "2026-01-05 04:00", "http://news.example.org/shell"],
    ]
    assert rows[0][5].startswith("title moved: was heading /html/body/div/h1")


@pytest.mark.parametrize(
    ("options", "pages"),
    [
        ((), {"layout-changed": 4, "no-text": 1}),
        (("--reason", "no-text"), {"no-text": 1}),
        (("--since", "2026-02-01"), {"layout-changed": 4}),
        (("--source", "finews"), {}),
        (("--source", "ingest", "--reason", "layout-changed", "--since", "2027-01-01"), {}),
    ],
)
def test_a_part_can_be_chosen(quarantine: Run, options: tuple[str, ...], pages: dict[str, int]) -> None:
    _, out, _ = quarantine("--json", *options)
    told = [json.loads(line) for line in out.splitlines()]
    assert {one["reason"]: one["pages"] for one in told} == pages
    if not pages:
        assert quarantine(*options)[1] == "no such page is in quarantine\n"


def test_the_pages_themselves_can_be_listed(quarantine: Run) -> None:
    _, out, _ = quarantine("--each", "--limit", "2", "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["url"][-8:] for one in told] == ["203.html", "202.html"]
    shown = [row[4] for row in cells(quarantine("--each")[1]) if row[4]]
    assert [url[-8:] for url in shown] == ["203.html", "202.html", "201.html", "200.html", "rg/shell"]


def test_one_page_is_shown_with_why_and_how_it_begins(quarantine: Run) -> None:
    code, out, _ = quarantine("http://news.example.org/b/201.html")
    assert code == 0
    assert "title moved: was heading /html/body/div/h1 (24 of 24 pages), is heading /html/body/main" in out
    assert "published_at missing: was line-under-title" in out
    beginning = out.partition("the page begins:\n")[2].splitlines()
    assert beginning[0] == "  临河新闻网"
    assert beginning[1].startswith("  第201号水站的站长说")
    found = json.loads(quarantine("http://news.example.org/b/201.html", "--json")[1])
    assert found["begins"] == [line.strip() for line in beginning]
    for name in (found["article_id"], found["article_id"][:8], found["record_id"]):
        assert quarantine(name)[1] == out


def test_the_page_itself_can_be_had(quarantine: Run) -> None:
    assert quarantine("http://news.example.org/shell", "--page")[1].rstrip() == SHELL


def test_what_is_not_held_is_said(quarantine: Run) -> None:
    code, out, said = quarantine("http://news.example.org/a/101.html")
    assert (code, out) == (1, "")
    assert "is not in quarantine; scrapy explain" in said
    assert quarantine("http://news.example.org/nowhere")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("0123456789abcdef", "fedcba9876543210"),
        ("0123456789abcdef", "--retry"),
        ("0123456789abcdef", "--source", "ingest"),
        ("--page",),
        ("--limit", "3"),
        ("--since", "soon"),
        ("--retry", "--json"),
        ("--accept", "ingest", "--retry"),
        ("--accept", "news", "www.example.cn"),
        ("nonsense",),
    ],
)
def test_what_makes_no_sense_is_refused(quarantine: Run, arguments: tuple[str, ...]) -> None:
    assert quarantine(*arguments)[0] == 2


def test_a_page_that_the_archive_has_no_more_is_still_told(scrapy_on: Run, ingested: Project) -> None:
    away = ("-s", f"ARCHIVE_DIR={ingested.folder / 'nowhere'}")
    code, out, said = scrapy_on(ingested.database, "quarantine", *away, "http://news.example.org/shell")
    assert code == 1
    assert "no-text" in out
    assert "the page cannot be shown" in said


def test_after_a_fix_what_is_read_comes_out_and_what_is_not_stays(project: Project) -> None:
    unread(project, 101, 102)
    assert held(project) == ["layout-changed"] * 4 + ["no-text"] * 3
    told = completed(project.scrapy("quarantine", "--retry", "--reason", "no-text")).stdout
    assert "2 of 3 pages came out of quarantine; 1 stay (1 no-text)" in told
    assert held(project) == ["layout-changed"] * 4 + ["no-text"]
    assert len(project.rows("articles", order_by="id")) == PAGES
    again = completed(project.scrapy("quarantine", "--retry")).stdout
    assert "0 of 5 pages came out of quarantine; 5 stay (4 layout-changed, 1 no-text)" in again
    assert (
        completed(project.scrapy("quarantine", "--retry", "--reason", "binary")).stdout
        == "no such page is in quarantine\n"
    )


def unread(project: Project, *numbers: int) -> None:
    """As the parser of today would have left pages in which it found nothing."""
    engine = open_database(f"sqlite:///{project.database}")
    with writing(engine) as session:
        for number in numbers:
            url = f"http://news.example.org/a/{number}.html"
            [article] = session.scalars(select(models.Article).where(models.Article.url == url))
            [capture] = session.scalars(
                select(models.Capture).where(models.Capture.record_id == article.record_id)
            )
            capture.outcome = "refused"
            session.add(
                models.Quarantined(
                    record_id=article.record_id,
                    article_id=article.id,
                    source=article.source,
                    url=url,
                    captured_at=article.captured_at,
                    stage="extraction",
                    reason="no-text",
                    parser=article.parser,
                )
            )
            session.delete(article)
    engine.dispose()


@pytest.mark.network
def test_a_new_layout_that_is_accepted_lets_its_pages_in_and_ends_the_alert_and_tells_so(
    project: Project,
) -> None:
    engine = open_database(f"sqlite:///{project.database}")
    changed = Fault(cause="layout-changed", subject=SITE, message="all pages are read otherwise")
    with writing(engine) as session:
        incidents.found(session, ANY_SITE.name, faults=[changed], now=now())
    with listening() as webhook:
        posted = webhook.posted
        accepting = ("quarantine", "--accept", ANY_SITE.name, "-s", f"ALERT_WEBHOOK={webhook.url}")
        told = completed(project.scrapy(*accepting)).stdout
        project.scrapy(*accepting)
    assert [(one["kind"], one["cause"]) for one in posted] == [("ended", "layout-changed")]
    assert f"the next crawl learns anew how the pages of {SITE} are laid out" in told
    assert "4 of 4 pages came out of quarantine" in told
    assert held(project) == ["no-text"]
    assert len(project.rows("articles", order_by="id")) == PAGES + HELD
    with reading(engine) as session:
        assert incidents.open_now(session) == []
    engine.dispose()


def test_what_cannot_be_accepted_is_not_over(scrapy_on: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    engine = open_database(f"sqlite:///{path}")
    missing = Fault(cause="field-missing", subject="byline", message="12 of 20 articles have no byline")
    with writing(engine) as session:
        incidents.found(session, "finews", faults=[missing], now=now())
    assert scrapy_on(path, "quarantine", "--accept", "finews")[0] == 1
    with reading(engine) as session:
        assert [one.cause for one in incidents.open_now(session)] == ["field-missing"]
    engine.dispose()


def test_where_no_page_departs_from_a_layout_there_is_nothing_to_accept(quarantine: Run) -> None:
    code, _, said = quarantine("--accept", "finews")
    assert code == 1
    assert "of finews no page departs from the layout that is known" in said
