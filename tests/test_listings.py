"""How far lists are read, what is asked for again, and where a crawl ends that could go on for ever."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.project import FAST, Project, completed
from tests.sites.bridge_pages import SOURCE, article, link, listing, site, url
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site

pytestmark = pytest.mark.network

ON_A_PAGE = 5
STATE = re.compile(r"'urls/([\w:-]+)': (\d+)")


def crawl(project: Project, pages: Site, *arguments: str, code: int = 0) -> tuple[Serving, Counter[str]]:
    """What was asked for, and how many URLs ended in each state."""
    with serving([pages]) as served:
        project = dataclasses.replace(project, environment=served.environment)
        done = completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST, *arguments), code=code)
    return served, states(done)


def states(done: subprocess.CompletedProcess[str]) -> Counter[str]:
    told = {state: int(count) for state, count in STATE.findall(done.stderr)}
    return Counter({state: count for state, count in told.items() if count and state != "discovered"})


def paged(numbers: list[int], *, name: str = "list") -> dict[str, Page]:
    """A list of these articles, five on a page, and the articles."""
    pages = [numbers[start : start + ON_A_PAGE] for start in range(0, len(numbers), ON_A_PAGE)]
    names = [f"/{name}.html", *(f"/{name}_{n}.html" for n in range(2, len(pages) + 1))]
    lists = {
        target: listing((f"/a/{n}.html" for n in of_page), below=link(following) if following else "")
        for target, of_page, following in zip(names, pages, [*names[1:], ""], strict=True)
    }
    return lists | {f"/a/{n}.html": article(f"第{n}条新闻") for n in numbers}


def stored(project: Project) -> set[str]:
    return {row["url"] for row in project.rows("articles", order_by="id")}


def asked(served: Serving, part: str) -> list[str]:
    return [each for each in served.requested if part in each]


def test_a_list_is_read_to_its_end_once_and_then_until_what_is_known(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    first = list(range(60, 0, -1))
    served, counted = crawl(project, site(paged(first)))
    assert len(asked(served, "/list")) == 12
    assert counted["stored"] == 60
    served, counted = crawl(project, site(paged([63, 62, 61, *first])), "-s", "CRAWL_KNOWN_IN_A_ROW=8")
    assert sorted(asked(served, "/a/")) == [url(f"/a/{n}.html") for n in (61, 62, 63)]
    assert len(asked(served, "/list")) == 3
    assert (counted["stored"], counted["known"]) == (3, 12)
    assert len(stored(project)) == 63


def test_a_list_with_old_articles_fixed_at_its_top_is_read_on(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    fixed = [1, 2, 3, 4]
    crawl(project, site(paged([*fixed, *range(20, 10, -1)])))
    served, _ = crawl(project, site(paged([*fixed, *range(40, 10, -1)])), "-s", "CRAWL_KNOWN_IN_A_ROW=4")
    assert {url(f"/a/{n}.html") for n in range(21, 41)} <= set(served.requested)


def test_a_list_that_grows_while_it_is_read_loses_nothing(tmp_path: Path) -> None:
    """Each page asked for finds two more articles at the top, so the last two of a page come again on the next."""
    project = Project(folder=tmp_path)
    old = list(range(30, 0, -1))
    crawl(project, site(paged(old)), "-s", "CLOSESPIDER_ITEMCOUNT=0")
    newest = [48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, *old]
    every = paged(newest)
    grown = 0

    def respond(request: Asked) -> Page | None:
        nonlocal grown
        if not request.target.startswith("/list"):
            return None
        hidden = max(0, 8 - grown)
        grown += 2
        return paged(newest[hidden:]).get(request.target)

    served, _ = crawl(project, site(every, respond), "-s", "CRAWL_KNOWN_IN_A_ROW=6")
    assert {url(f"/a/{n}.html") for n in range(31, 41)} <= set(served.requested)
    assert len(asked(served, "/list")) < 10


def test_a_crawl_after_one_that_was_cut_off_reads_on_below_what_that_took(tmp_path: Path) -> None:
    project, pages = Project(folder=tmp_path), site(paged(list(range(40, 0, -1))))
    crawl(project, pages, "-s", "CLOSESPIDER_PAGECOUNT=16", "-s", "CONCURRENT_REQUESTS=1", code=1)
    assert 5 <= len(stored(project)) < 40
    crawl(project, pages, "-s", "CRAWL_KNOWN_IN_A_ROW=3")
    assert len(stored(project)) == 40
    served, _ = crawl(project, pages, "-s", "CRAWL_KNOWN_IN_A_ROW=3")
    assert len(asked(served, "/list")) == 1


def test_every_article_is_asked_for_again_when_that_is_wanted(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    pages = site(paged(list(range(20, 0, -1))))
    crawl(project, pages)
    served, counted = crawl(project, pages, "-a", "refetch=1", "-s", "CRAWL_KNOWN_IN_A_ROW=3")
    assert len(asked(served, "/a/")) == 20
    assert counted["unchanged"] == 20


def test_a_page_refused_for_a_lasting_reason_is_not_asked_for_again(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    empty = Page(
        body="<html><head><title>石桥</title></head><body><div class='body'></div></body></html>".encode()
    )
    pages = site({**paged([3, 2, 1]), "/a/2.html": empty})
    _, counted = crawl(project, pages)
    [refused] = [row["reason"] for row in project.rows("quarantine", order_by="url")]
    assert counted[f"refused:{refused}"] == 1
    served, counted = crawl(project, pages)
    asked_again = asked(served, "/a/2.html")
    assert bool(asked_again) is (refused in ("empty-shell", "soft-404"))


def test_an_endless_list_ends(tmp_path: Path) -> None:
    """A page for every number, each with the same articles and a next page."""

    def respond(request: Asked) -> Page | None:
        number = re.fullmatch(r"/list(?:_(\d+))?\.html", request.target)
        if number is None:
            return None
        return listing(["/a/1.html", "/a/2.html"], below=link(f"/list_{int(number[1] or 1) + 1}.html"))

    pages = {f"/a/{n}.html": article(f"第{n}条新闻") for n in (1, 2)}
    served, counted = crawl(Project(folder=tmp_path), site(pages, respond))
    assert len(asked(served, "/list")) == 6
    assert counted == {"stored": 2, "listing": 6, "trap": 1}


def test_a_list_has_a_limit_of_pages(tmp_path: Path) -> None:
    numbers = list(range(50, 0, -1))
    served, counted = crawl(Project(folder=tmp_path), site(paged(numbers)), "-s", "CRAWL_LIST_PAGES_MAX=4")
    assert len(asked(served, "/list")) == 4
    assert counted == {"stored": 20, "listing": 4, "trap": 1}


def test_a_trap_is_not_asked_for(tmp_path: Path) -> None:
    shown = link("/list-a/b/a/b/list-x.html", "目录") + link("/list-1.html", "频道")
    pages = {"/list.html": listing(["/a/1.html"], above=shown), "/a/1.html": article("第1条新闻")}
    trap = link("/list-q.html?" + "&".join(f"k{n}=1" for n in range(20)), "筛选")
    pages["/list-1.html"] = listing([], above=trap)
    served, counted = crawl(Project(folder=tmp_path), site(pages))
    assert not [each for each in served.requested if "k1=1" in each]
    assert counted["stored"] == 1


def test_only_the_hosts_of_the_source_are_asked(tmp_path: Path) -> None:
    """Neither another host nor one below the source's own, by a link, a redirect or a further page."""
    gone = Page(status=302, body=b"", headers=(("Location", "http://m.www.bridge.example/a/2.html"),))
    pages = {
        "/list.html": listing(["/a/1.html", "/a/2.html", "http://old.bridge.example/a/3.html"]),
        "/a/1.html": article("第1条新闻", below=link("1_2.html")),
        "/a/1_2.html": Page(
            status=302, body=b"", headers=(("Location", "http://m.www.bridge.example/a/1_2.html"),)
        ),
        "/a/2.html": gone,
    }
    project = Project(folder=tmp_path)
    served, counted = crawl(project, site(pages))
    assert {each.split("/")[2] for each in served.requested} == {"www.bridge.example"}
    assert counted == {"stored": 1, "listing": 1, "redirected": 1, "out-of-scope": 1}
    [row] = project.rows("articles", order_by="id")
    assert json.loads(row["flags"]) == ["partial"]


def cut(page: Page, times: int, target: str) -> Callable[[Asked], Page | None]:
    def respond(request: Asked) -> Page | None:
        if request.target == target and request.times < times:
            return dataclasses.replace(page, cut=len(page.body) - 120)
        return None

    return respond


def test_an_article_that_breaks_off_is_asked_for_again(tmp_path: Path) -> None:
    project, pages = Project(folder=tmp_path), paged([2, 1])
    served, counted = crawl(project, site(pages, cut(pages["/a/1.html"], 1, "/a/1.html")))
    assert len(asked(served, "/a/1.html")) == 2
    assert (counted["stored"] + counted["updated"], counted["listing"]) == (2, 1)
    assert [json.loads(row["flags"]) for row in project.rows("articles", order_by="id")] == [[], []]
    assert_equal_at_replay(project, tmp_path)


def test_an_article_that_always_breaks_off_is_kept_as_truncated_and_asked_for_on_the_next_crawl(
    tmp_path: Path,
) -> None:
    project, pages = Project(folder=tmp_path), paged([1])
    served, _ = crawl(project, site(pages, cut(pages["/a/1.html"], 99, "/a/1.html")))
    assert len(asked(served, "/a/1.html")) == 3
    [row] = project.rows("articles", order_by="id")
    assert "truncated" in json.loads(row["flags"])
    assert_equal_at_replay(project, tmp_path)
    crawl(project, site(pages))
    [row] = project.rows("articles", order_by="id")
    assert json.loads(row["flags"]) == []


def test_a_list_that_breaks_off_is_read_and_asked_for_again(tmp_path: Path) -> None:
    project, pages = Project(folder=tmp_path), paged(list(range(10, 0, -1)))
    served, _ = crawl(project, site(pages, cut(pages["/list.html"], 1, "/list.html")))
    assert len(asked(served, "/list.html")) == 2
    assert len(stored(project)) == 10


def assert_equal_at_replay(project: Project, folder: Path) -> None:
    second = Project(folder=folder / "replayed", archive=project.archive_folder)
    completed(second.scrapy("reparse", *SOURCE))
    for table, key in {"articles": "id", "captures": "record_id", "quarantine": "record_id"}.items():
        assert second.rows(table, order_by=key) == project.rows(table, order_by=key), table


SITEMAP = "http://www.bridge.example/sitemap.xml"


def urlset(entries: Mapping[str, str]) -> bytes:
    rows = "".join(f"<url><loc>{loc}</loc><lastmod>{day}</lastmod></url>" for loc, day in entries.items())
    return f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>".encode()


@pytest.fixture
def mapped() -> Site:
    index = "".join(f"<sitemap><loc>{url(f'/map{n}.xml')}</loc></sitemap>" for n in (1, 2))
    xml = "application/xml"
    days = {url(f"/a/{n}.html"): f"2022-03-{n:02}" for n in (3, 1, 4, 2)}
    other = {"http://elsewhere.example/a/9.html": "2022-03-09", url("/about.html"): "2022-01-01"}
    first = Page(body=urlset(days | other), content_type=xml)
    second = Page(
        body=gzip.compress(urlset({url("/a/5.html"): "2022-01-05"})), content_type="application/gzip"
    )
    pages = {
        "/sitemap.xml": Page(body=f"<sitemapindex>{index}</sitemapindex>".encode(), content_type=xml),
        "/map1.xml": first,
        "/map2.xml": second,
        "/list.html": listing([]),
    }
    return site(pages | {f"/a/{n}.html": article(f"第{n}条新闻") for n in range(1, 6)})


def test_sitemaps_lead_to_articles_the_newest_first(tmp_path: Path, mapped: Site) -> None:
    project = Project(folder=tmp_path)
    modules = ("-s", "SPIDER_MODULES=tests.spiders.bridge_mapped", "-s", "CONCURRENT_REQUESTS=1")
    served, counted = crawl(project, mapped, *modules)
    assert len(stored(project)) == 5
    order = [each for each in asked(served, "/a/") if each != url("/a/5.html")]
    assert order == [url(f"/a/{n}.html") for n in (4, 3, 2, 1)]
    assert not asked(served, "/about.html")
    assert counted == {"stored": 5, "listing": 4, "out-of-scope": 1}
    served, counted = crawl(project, mapped, *modules)
    assert not asked(served, "/a/")
    assert counted["known"] == 5
