"""`scrapy crawl news` over sites nobody has declared: what it finds, what it takes for an article, what it asks for."""

from __future__ import annotations

import collections
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_server import without_network
from tests.extraction.page_layouts import HEADLINES, text
from tests.moving_clock import MovingClock
from tests.project import FAST, Project, completed
from tests.sites import discuz, feeds, plain
from tests.sites.server import Serving, serving
from tests.sites.site import Page, Site

pytestmark = pytest.mark.network

SITES = {site.name: site for site in (plain.site(), feeds.site(), discuz.site())}


def home(site: Site) -> str:
    scheme = next(iter(site.expected)).partition(":")[0]
    return f"{scheme}://{site.hosts[0]}/"


def crawl(project: Project, url: str, *arguments: str) -> str:
    """What the crawl printed."""
    given = [each for argument in arguments for each in ("-a", argument)]
    return completed(project.scrapy("crawl", "news", "-a", f"url={url}", *given, *FAST)).stdout


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Site:
    return SITES[request.param]


@pytest.fixture(scope="module")
def served(site: Site) -> Iterator[Serving]:
    with serving([site]) as serving_site:
        yield serving_site


@pytest.fixture(scope="module")
def project(site: Site, served: Serving, tmp_path_factory: pytest.TempPathFactory) -> Project:
    crawled = Project(folder=tmp_path_factory.mktemp(site.name), environment=served.environment)
    crawl(crawled, home(site))
    return crawled


@pytest.fixture(scope="module")
def first_crawl(project: Project, served: Serving) -> collections.Counter[str]:
    return collections.Counter(served.requested)


def paths(urls: Iterator[str] | list[str]) -> set[str]:
    return {url.partition("://")[2] for url in urls}


def test_every_article_is_found_and_nothing_else_is_stored(project: Project, site: Site) -> None:
    stored = paths([row["url"] for row in project.rows("articles", order_by="url")])
    assert stored == paths(list(site.articles))


def test_titles_and_texts_are_those_of_the_site(project: Project, site: Site) -> None:
    titles = {
        row["url"].partition("://")[2]: row["title"] for row in project.rows("articles", order_by="url")
    }
    right = [titles[url.partition("://")[2]] == gold.title for url, gold in site.articles.items()]
    assert sum(right) >= 0.95 * len(right)


def test_lists_and_further_pages_are_refused_as_what_they_are(project: Project) -> None:
    reasons = {row["reason"] for row in project.rows("quarantine", order_by="url")}
    assert reasons <= {"listing", "continuation", "not-article"}


def test_no_page_is_asked_for_twice(first_crawl: collections.Counter[str]) -> None:
    assert [url for url, times in first_crawl.items() if times > 1] == []


def test_robots_txt_comes_first_and_is_obeyed(
    served: Serving, first_crawl: collections.Counter[str], site: Site
) -> None:
    assert served.requested[0].endswith("/robots.txt")
    assert not any(f"{site.hosts[0]}/admin/" in url for url in first_crawl)


def test_no_file_and_no_service_is_asked_for(first_crawl: collections.Counter[str]) -> None:
    words = ("login", "print", "comment/", "search", ".pdf", ".jpg", ".zip", "share")
    assert [url for url in first_crawl if any(word in url for word in words)] == []


def test_all_usual_places_are_tried_only_where_nothing_is_named(
    first_crawl: collections.Counter[str], site: Site
) -> None:
    tried = [url for url in first_crawl if url.endswith(("/rss.xml", "/atom.xml", "/index.xml"))]
    assert bool(tried) is (site.name != "feeds_web")


def test_a_usual_place_where_nothing_was_is_looked_at_again_after_a_week(tmp_path: Path) -> None:
    site = SITES["plain_web"]
    clock = MovingClock(tmp_path / "clock")
    places = ("/sitemap.xml", "/rss.xml", "/feed", "/atom.xml")
    with serving([site]) as served:
        project = Project(folder=tmp_path, environment={**served.environment, **clock.environment})

        def tried(*arguments: str) -> int:
            before = len(served.requested)
            crawl(project, home(site), "pages=3", *arguments)
            return sum(url.endswith(places) for url in served.requested[before:])

        assert tried() == len(places)
        assert tried() == 0
        assert tried("refetch=1") == len(places)
        clock.move(datetime.timedelta(days=8))
        assert tried() == len(places)


def test_the_archive_re_parsed_gives_equal_rows(project: Project, tmp_path: Path) -> None:
    environment = without_network()
    again = Project(folder=tmp_path, archive=project.archive_folder, environment=environment)
    completed(again.scrapy("reparse"))
    for table, key in (("articles", "id"), ("captures", "record_id"), ("quarantine", "record_id")):
        assert again.rows(table, order_by=key) == project.rows(table, order_by=key)


def test_a_second_crawl_asks_for_no_article_again(
    project: Project, served: Serving, first_crawl: collections.Counter[str], site: Site
) -> None:
    before = len(served.requested)
    crawl(project, home(site))
    asked = paths(served.requested[before:])
    assert asked & paths(list(site.articles)) == set()
    assert len(project.rows("articles", order_by="id")) == len(site.articles)


@pytest.fixture
def plain_project(tmp_path: Path) -> Iterator[tuple[Project, Serving]]:
    with serving([SITES["plain_web"]]) as served:
        yield Project(folder=tmp_path, environment=served.environment), served


def test_a_limit_of_pages_is_kept_and_told(plain_project: tuple[Project, Serving]) -> None:
    project, served = plain_project
    crawl(project, home(SITES["plain_web"]), "pages=9")
    rows = project.rows("captures", order_by="url")
    assert sum(row["status"] == 200 for row in rows) <= 9
    assert len(project.rows("articles", order_by="id")) > 0
    assert served.requested


def test_an_address_without_a_scheme_will_do(plain_project: tuple[Project, Serving]) -> None:
    project, _ = plain_project
    crawl(project, SITES["plain_web"].hosts[0], "pages=5")
    assert project.rows("articles", order_by="id")


def article(number: int) -> Page:
    title = f"{HEADLINES[number % 12]}之{number}"
    html = f"<h1>{title}</h1><p>2024-03-05 来源：沅江日报</p><p>{text(4)}此为第{number}号。</p>"
    return Page(body=f"<html><title>{title}</title><body>{html}</body></html>".encode())


def host(name: str, numbers: range) -> Site:
    """A host with a page of its articles, which names the site's other hosts, and a phones' twin."""
    articles = {f"/{number}.html": article(number) for number in numbers}
    items = "".join(f'<li><a href="{path}">{HEADLINES[at]}</a></li>' for at, path in enumerate(articles))
    others = "".join(f'<a href="http://{each}.owner.example/">频道</a>' for each in ("www", "local", "m"))
    home_page = Page(body=f"<html><body><div class=nav>{others}</div><ul>{items}</ul></body></html>".encode())
    return Site(
        name=name,
        hosts=(f"{name}.owner.example",),
        pages={"/": home_page, **articles},
        not_found=Page(status=404, body=b""),
        expected={},
    )


def test_channels_on_hosts_of_the_same_owner_are_read_with_scope_domain(tmp_path: Path) -> None:
    hosts = [
        host("www", range(30_001, 30_005)),
        host("local", range(40_001, 40_005)),
        host("m", range(30_001, 30_005)),
    ]
    with serving(hosts) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        crawl(project, "http://www.owner.example/", "scope=domain")
    stored = collections.Counter(row["url"].split("/")[2] for row in project.rows("articles", order_by="id"))
    assert stored == {"www.owner.example": 4, "local.owner.example": 4}


def test_the_sitemaps_of_a_site_are_read_where_it_has_moved_to(tmp_path: Path) -> None:
    before = Page(body=b"", status=301, headers=(("Location", "http://www.moved.example/"),))
    sitemap = "".join(
        f"<url><loc>http://www.moved.example/{n}.html</loc></url>" for n in range(50_001, 50_004)
    )
    pages = {
        "/": Page(body="<html><body><h1>沅江日报</h1></body></html>".encode()),
        "/robots.txt": Page(body=b"Sitemap: /deep/map-7.xml\n", content_type="text/plain"),
        "/deep/map-7.xml": Page(body=f"<urlset>{sitemap}</urlset>".encode(), content_type="application/xml"),
        **{f"/{number}.html": article(number) for number in range(50_001, 50_004)},
    }
    none = Page(status=404, body=b"")
    moved = Site(name="before", hosts=("old.example",), pages={"/": before}, not_found=none, expected={})
    site = Site(name="after", hosts=("www.moved.example",), pages=pages, not_found=none, expected={})
    with serving([moved, site]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        crawl(project, "http://old.example/", "lists=0")
    assert len(project.rows("articles", order_by="id")) == 3


def test_no_more_sitemaps_are_asked_for_than_the_pages_wanted_need(tmp_path: Path) -> None:
    at = "http://www.many.example"
    maps = {
        f"/map-{n}.xml": f"<urlset><url><loc>{at}/{n}.html</loc></url></urlset>"
        for n in range(60_000, 60_040)
    }
    index = "".join(f"<sitemap><loc>{at}{path}</loc></sitemap>" for path in maps)
    pages = {
        "/": Page(body="<html><body><h1>沅江日报</h1></body></html>".encode()),
        "/sitemap.xml": Page(body=f"<sitemapindex>{index}</sitemapindex>".encode()),
        **{path: Page(body=xml.encode()) for path, xml in maps.items()},
        **{f"/{number}.html": article(number) for number in range(60_000, 60_040)},
    }
    site = Site(
        name="many",
        hosts=("www.many.example",),
        pages=pages,
        not_found=Page(status=404, body=b""),
        expected={},
    )
    with serving([site]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        crawl(project, at, "lists=0", "pages=6")
    assert len(project.rows("articles", order_by="id")) == 5  # and the home page
    assert len([url for url in served.requested if "/map-" in url]) < 20


def test_without_an_address_it_says_so_with_exit_code_2(tmp_path: Path) -> None:
    process = Project(folder=tmp_path).scrapy("crawl", "news")
    assert process.returncode == 2
    assert "scrapy crawl news -a url=https://example.org/" in process.stderr + process.stdout
    assert "Traceback" not in process.stderr
