"""`scrapy newsource` looks at a site and writes a source that crawls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import FAST, ROOT, Project, completed
from tests.sites.replicas import replicas
from tests.sites.server import Serving, serving
from tests.sites.site import Page, Site
from tests.sites.writing import piece

pytestmark = pytest.mark.network

SITES = replicas()
FAMILIES = {
    "finews": "jekyll",
    "jinri": "fastadmin",
    "tibet": "trs",
    "wordpress_web": "wordpress",
    "discuz_web": "discuz",
    "zblog_web": "zblog",
    "plain_web": "plain",
}
HOMES = {"jinri": "https://www.jinriwanqu.example/cms/", "tibet": "http://www.tibet.cn/cn/"}
UNDECLARED = ("wordpress_web", "discuz_web", "zblog_web")


@pytest.fixture(scope="module")
def served() -> Iterator[Serving]:
    with serving(SITES.values()) as running:
        yield running


def home(site: str) -> str:
    return HOMES.get(site, f"http://{SITES[site].hosts[0]}/")


@pytest.fixture(scope="module", params=FAMILIES)
def drafted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, served: Serving
) -> tuple[str, Project, str]:
    """A replica's name, a folder with the files drafted for it, and what was told meanwhile."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "crawler" / "spiders").mkdir(parents=True)
    project = Project(folder=folder, environment=served.environment)
    told = completed(project.scrapy("newsource", "drafted", home(request.param), "--into", folder, *FAST))
    return request.param, project, told.stdout


def test_the_family_is_recognised(drafted: tuple[str, Project, str]) -> None:
    site, _, told = drafted
    assert told.startswith(f"family {FAMILIES[site]}")


def test_the_file_is_short_and_formatted_as_all_are(drafted: tuple[str, Project, str]) -> None:
    _, project, _ = drafted
    path = project.folder / "crawler" / "spiders" / "drafted.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40
    for check in (("check",), ("format", "--check")):
        subprocess.run([ruff(), *check, "--config", ROOT / "pyproject.toml", path], check=True, timeout=60)


def ruff() -> Path:
    return Path(sys.executable).with_name("ruff")


def test_the_first_page_is_saved_with_a_draft_that_no_one_has_read(drafted: tuple[str, Project, str]) -> None:
    site, project, _ = drafted
    folder = project.folder / "tests" / "fixtures" / "drafted" / "first-page"
    url = json.loads((folder / "response.json").read_text(encoding="utf-8"))["url"]
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    gold = SITES[site].articles.get(url) or SITES[site].articles[url.replace("http:", "https:")]
    assert expected["reviewed"] is False
    assert expected["title"] == gold.title


@pytest.mark.parametrize("drafted", UNDECLARED, indirect=True)
def test_a_crawl_by_the_file_brings_every_article_home(drafted: tuple[str, Project, str]) -> None:
    site, project, _ = drafted
    path = os.pathsep.join((str(project.folder / "crawler" / "spiders"), os.environ.get("PYTHONPATH", "")))
    crawling = Project(folder=project.folder, environment={**project.environment, "PYTHONPATH": path})
    completed(crawling.scrapy("crawl", "drafted", *FAST, "-s", "SPIDER_MODULES=crawler.spiders,drafted"))
    stored = {row["url"]: row for row in crawling.rows("articles", order_by="url")}
    assert set(stored) == set(SITES[site].articles)
    for url, gold in SITES[site].articles.items():
        assert {name: stored[url][name] for name in ("title", "text", "published_at", "publisher")} == {
            name: gold.fields()[name] for name in ("title", "text", "published_at", "publisher")
        }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Bad-Name", "http://www.a.example/"), "lowercase"),
        (("finews", "http://www.a.example/"), "there is a source finews"),
        (("fine", "ftp://www.a.example/"), "no web address"),
        (("fine",), "a name and the URL"),
    ],
)
def test_what_is_asked_for_wrongly_is_told(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "crawler" / "spiders").mkdir(parents=True)
    refused = Project(folder=tmp_path).scrapy("newsource", *arguments, "--into", tmp_path)
    assert said in completed(refused, code=2).stderr


def test_a_site_that_cannot_be_had_is_told_and_nothing_written(tmp_path: Path, served: Serving) -> None:
    (tmp_path / "crawler" / "spiders").mkdir(parents=True)
    project = Project(folder=tmp_path, environment=served.environment)
    told = completed(
        project.scrapy("newsource", "gone", "http://nowhere.example/", "--into", tmp_path, *FAST), code=1
    )
    assert "nowhere.example" in told.stdout
    assert not list((tmp_path / "crawler" / "spiders").iterdir())


def test_a_home_page_that_scripts_fill_is_read_by_what_they_hold(tmp_path: Path) -> None:
    (tmp_path / "crawler" / "spiders").mkdir(parents=True)
    with serving([kept_as_json()]) as running:
        project = Project(folder=tmp_path, environment=running.environment)
        told = completed(
            project.scrapy("newsource", "json", "http://json.example/", "--into", tmp_path, *FAST)
        )
    assert r"articles at ^/detail/\d+$" in told.stdout


def kept_as_json() -> Site:
    """A home page with nothing on it but a list in a script."""
    articles = {f"/detail/{710 + number}": piece(number) for number in range(4)}
    state = json.dumps([{"title": article.title, "url": path} for path, article in articles.items()])
    home = f'<div id="app"></div><script type="application/json">{state}</script>'
    pages = {"/": Page(body=home.encode())}
    for path, article in articles.items():
        text = "".join(f"<p>{line}</p>" for line in article.paragraphs)
        pages[path] = Page(body=f"<title>{article.title}</title><h1>{article.title}</h1>{text}".encode())
    return Site(
        name="json", hosts=("json.example",), pages=pages, not_found=Page(status=404, body=b""), expected={}
    )
