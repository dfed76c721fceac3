"""Articles in several pages are one record, live, after a kill, and when the archive is read again."""

from __future__ import annotations

import dataclasses
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from crawler.project_command import EXIT_INTERRUPTED
from tests.command_server import without_network
from tests.project import FAST, ROOT, Project, completed
from tests.running import running as crawling
from tests.running import stopped, wait_until
from tests.sites.bridge_pages import SOURCE, article, link, listing, paragraphs, site, url
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site

pytestmark = pytest.mark.network

TABLES = {"articles": "id", "captures": "record_id", "quarantine": "record_id", "warc_files": "name"}
CHALLENGE = Page(
    body=b"<html><head><title>Just a moment...</title></head><body><form id='challenge-form' action='/cdn-cgi/l/chk'>"
    b"</form><p>Checking your browser before accessing the site.</p></body></html>"
)


def moved(target: str) -> Page:
    return Page(status=302, body=b"", headers=(("Location", target),))


PAGES = {
    "/a/1.html": article("三页的文章", below=link("1_2.html")),
    "/a/1_2.html": article("三页的文章", page=2, below=link("1.html", "上一页") + link("1_3.html")),
    "/a/1_3.html": article("三页的文章", page=3, below="<p>（责编：柳青）</p>" + link("1_2.html", "上一页")),
    "/a/2.html": article("一页的文章", below=link("/a/3.html", "下一页")),
    "/a/3.html": article("缺一页的文章", below=link("3_2.html")),
    "/a/4.html": article("第二页转走的文章", below=link("4_2.html")),
    "/a/4_2.html": moved("/list.html"),
    "/a/5.html": article("第二页要验证的文章", below=link("5_2.html")),
    "/a/5_2.html": CHALLENGE,
    "/a/6.html": article("第二页出错一次的文章", below=link("6_2.html")),
    "/a/7.html": article("第二页换了名的文章", below=link("7_2.html")),
    "/a/7_2.html": moved("/a/7-2.html"),
    "/a/7-2.html": article("第二页换了名的文章", page=2),
    "/a/8.html": article("脚本翻页的文章", head='<script>createPageHTML(2, 0, "8", "html");</script>'),
    "/a/8_1.html": article(
        "脚本翻页的文章", page=2, head='<script>createPageHTML(2, 1, "8", "html");</script>'
    ),
    "/a/9.html": article("绕圈的文章", below=link("9_2.html")),
    "/a/9_2.html": article("绕圈的文章", page=2, below=link("9_2.html") + link("9.html")),
    "/a/10.html": article("第二页断过的文章", below=link("10_2.html")),
    "/a/11.html": article("有全文的文章", below=link("11_all.html", "余下全文")),
    "/a/11_all.html": article(
        "有全文的文章", text=[*paragraphs("有全文的文章"), *paragraphs("有全文的文章", 2)]
    ),
    "/a/12.html": article("跨站的文章", below=link("http://other.example/a/12_2.html")),
    "/a/13.html": article("断过的文章", below=link("13_2.html")),
    "/a/13_2.html": article("断过的文章", page=2),
    "/a/14.html": article(
        "用数字翻页的文章", below="<span>1</span>" + link("?page=2", "2") + link("?page=3", "3")
    ),
    "/a/14.html?page=2": article(
        "用数字翻页的文章", page=2, below=link("14.html", "1") + link("?page=3", "3")
    ),
    "/a/14.html?page=3": article(
        "用数字翻页的文章", page=3, below=link("14.html", "1") + link("?page=2", "2")
    ),
}
WHOLE = {
    1: ("三页的文章", 3),
    2: ("一页的文章", 1),
    6: ("第二页出错一次的文章", 2),
    7: ("第二页换了名的文章", 2),
    8: ("脚本翻页的文章", 2),
    9: ("绕圈的文章", 2),
    10: ("第二页断过的文章", 2),
    11: ("有全文的文章", 2),
    12: ("跨站的文章", 1),
    13: ("断过的文章", 2),
    14: ("用数字翻页的文章", 3),
}
PARTIAL = {3: "缺一页的文章", 4: "第二页转走的文章", 5: "第二页要验证的文章"}


def respond(asked: Asked) -> Page | None:
    """What goes wrong the first time it is asked for."""
    if asked.target == "/a/6_2.html":
        return Page(status=503, body=b"") if asked.times == 0 else article("第二页出错一次的文章", page=2)
    if asked.target == "/a/10_2.html":
        whole = article("第二页断过的文章", page=2)
        return dataclasses.replace(whole, cut=400) if asked.times == 0 else whole
    if asked.target == "/a/13.html" and asked.times == 0:
        return dataclasses.replace(PAGES["/a/13.html"], cut=420)
    return None


def replica() -> Site:
    lists = {"/list.html": listing(f"/a/{n}.html" for n in range(1, 15))}
    return site({**PAGES, **lists}, respond)


def articles(project: Project) -> dict[int, dict[str, Any]]:
    rows = project.rows("articles", order_by="id")
    return {int(row["url"].rpartition("/")[2].removesuffix(".html")): row for row in rows}


def text(name: str, pages: int) -> str:
    return "\n".join(line for page in range(1, pages + 1) for line in paragraphs(name, page))


@pytest.fixture(scope="module")
def served() -> Iterator[Serving]:
    with serving([replica()]) as running:
        yield running


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, served: Serving) -> Project:
    project = Project(folder=tmp_path_factory.mktemp("pages"), environment=served.environment)
    completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    return project


def replayed(project: Project, folder: Path) -> Project:
    """The project's archive read into an empty database."""
    second = Project(
        folder=folder / "replayed",
        archive=project.archive_folder,
        environment=without_network(),
    )
    completed(second.scrapy("reparse", *SOURCE))
    return second


def assert_equal_at_replay(project: Project, folder: Path, tables: Iterable[str] = TABLES) -> None:
    second = replayed(project, folder)
    for table, key in ((name, TABLES[name]) for name in tables):
        one, other = (each.rows(table, order_by=key) for each in (project, second))
        differences = [
            {name: (row[name], again[name]) for name in row if row[name] != again[name]}
            for row, again in zip(one, other, strict=True)
            if row != again
        ]
        assert differences == [], table


@pytest.mark.parametrize("number", WHOLE)
def test_all_pages_of_an_article_are_one_record(crawled: Project, number: int) -> None:
    name, pages = WHOLE[number]
    row = articles(crawled)[number]
    assert row["text"] == text(name, pages)
    assert (row["title"], row["published_at"]) == (name, "2022-03-01T08:30:00+08:00")
    assert json.loads(row["flags"]) == []


@pytest.mark.parametrize("number", PARTIAL)
def test_an_article_whose_next_page_cannot_be_had_is_kept_as_partial(crawled: Project, number: int) -> None:
    row = articles(crawled)[number]
    assert row["text"] == text(PARTIAL[number], 1)
    assert json.loads(row["flags"]) == ["partial"]


def test_further_pages_are_no_articles(crawled: Project) -> None:
    assert set(articles(crawled)) == {*WHOLE, *PARTIAL}
    assert crawled.rows("quarantine", order_by="url") == []


def test_the_credits_below_the_last_page_are_those_of_the_article(crawled: Project) -> None:
    assert json.loads(articles(crawled)[1]["editors"]) == ["柳青"]


def test_the_archive_gives_the_same_rows(crawled: Project, tmp_path: Path) -> None:
    assert_equal_at_replay(crawled, tmp_path)


def test_partial_articles_alone_are_asked_for_again(
    crawled: Project, served: Serving, tmp_path: Path
) -> None:
    before = len(served.requested)
    completed(crawled.scrapy("crawl", "bridge", *SOURCE, *FAST))
    again = {each for each in served.requested[before:] if "/a/" in each}
    assert again == {url(f"/a/{n}{end}.html") for n in PARTIAL for end in ("", "_2")}
    assert_equal_at_replay(crawled, tmp_path)


def test_a_page_that_can_be_had_at_last_completes_its_article(tmp_path: Path) -> None:
    third = {"/a/3_2.html": article("缺一页的文章", page=2)}
    with serving([site({**replica().pages}, respond)]) as running:
        project = Project(folder=tmp_path / "first", environment=running.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    with serving([site({**replica().pages, **third}, respond)]) as running:
        project = dataclasses.replace(project, environment=running.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    row = articles(project)[3]
    assert (row["text"], json.loads(row["flags"])) == (text("缺一页的文章", 2), [])
    assert_equal_at_replay(project, tmp_path)


def test_pages_that_changed_between_two_visits_are_not_mixed(tmp_path: Path) -> None:
    project = Project(folder=tmp_path / "first")
    for visit in ("初版", "再版"):
        pages = {
            "/list.html": listing(["/a/1.html"]),
            "/a/1.html": article(f"{visit}的文章", below=link("1_2.html")),
            "/a/1_2.html": article(f"{visit}的文章", page=2),
        }
        with serving([site(pages)]) as running:
            project = dataclasses.replace(project, environment=running.environment)
            completed(project.scrapy("crawl", "bridge", "-a", "refetch=1", *SOURCE, *FAST))
        assert articles(project)[1]["text"] == text(f"{visit}的文章", 2)
    assert_equal_at_replay(project, tmp_path)


@pytest.mark.parametrize("unanswered", ["/a/1_2.html", "/a/1_3.html"])
def test_a_crawl_killed_between_two_pages_loses_nothing(tmp_path: Path, unanswered: str) -> None:
    hang = Page(body=b"", wait=30.0)
    pages = {name: page for name, page in PAGES.items() if name.startswith("/a/1")} | {
        "/list.html": listing(["/a/1.html"])
    }
    project = Project(folder=tmp_path / "first")
    with serving([site(pages, lambda asked: hang if asked.target == unanswered else None)]) as running:
        project = dataclasses.replace(project, environment=running.environment)
        _kill_when_asked_for(project, running, url(unanswered))
    recovered = dataclasses.replace(project, folder=tmp_path / "recovered", archive=project.archive_folder)
    completed(recovered.scrapy("reparse", *SOURCE))
    held = int(unanswered[5]) - 1
    assert articles(recovered)[1]["text"] == text("三页的文章", held)
    assert json.loads(articles(recovered)[1]["flags"]) == ["partial"]
    with serving([site(pages)]) as running:
        project = dataclasses.replace(project, environment=running.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    row = articles(project)[1]
    assert (row["text"], json.loads(row["flags"])) == (text("三页的文章", 3), [])
    assert_equal_at_replay(project, tmp_path)


def test_a_crawl_stopped_between_two_pages_leaves_the_article_to_the_next(tmp_path: Path) -> None:
    pages = {**PAGES, "/list.html": listing(["/a/1.html"])}
    hang = Page(body=b"", wait=100)
    with serving([site(pages, lambda asked: hang if asked.target == "/a/1_2.html" else None)]) as server:
        project = Project(folder=tmp_path, environment=server.environment)
        with crawling(project, "crawl", "bridge", *SOURCE, *FAST) as process:
            wait_until(lambda: server.requested.count(url("/a/1_2.html")) > 0)
            assert stopped(process).code == EXIT_INTERRUPTED
    assert articles(project) == {}
    with serving([site(pages)]) as server:
        project = dataclasses.replace(project, environment=server.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    assert articles(project)[1]["text"] == text("三页的文章", 3)
    assert url("/a/1.html") not in server.requested


def test_an_archive_that_is_taken_in_gives_the_same_articles_in_any_order(
    crawled: Project, tmp_path: Path
) -> None:
    """Also one that holds the last pages in a file before, or after, that of the first."""
    whole = min(crawled.archive_folder.rglob("*.warc.gz"))  # of the first crawl
    firsts, others = tmp_path / "firsts.warc.gz", tmp_path / "others.warc.gz"
    _divide(whole, firsts, others)
    gold = {number: row["text"] for number, row in articles(crawled).items()}
    for order in ([whole], [firsts, others], [others, firsts]):
        project = Project(folder=tmp_path / "-".join(path.name[0] for path in order))
        for path in order:
            completed(project.scrapy("ingest", path, *SOURCE))
        assert {number: row["text"] for number, row in articles(project).items()} == gold
        assert_equal_at_replay(project, project.folder, ("articles", "captures", "quarantine"))


def _divide(whole: Path, firsts: Path, others: Path) -> None:
    """The captures of first pages into one file, the rest into another."""
    with whole.open("rb") as source, firsts.open("wb") as one, others.open("wb") as other:
        writers = [WARCWriter(one, gzip=True), WARCWriter(other, gzip=True)]
        for record in ArchiveIterator(source):
            target = record.rec_headers.get_header("WARC-Target-URI") or ""
            writers[re.search(r"/a/\d+\.html$", target) is None].write_record(record)


def _kill_when_asked_for(project: Project, running: Serving, wanted: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "bridge", *SOURCE, *FAST],
        cwd=ROOT,
        env=project.variables(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while wanted not in running.requested and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert wanted in running.requested
