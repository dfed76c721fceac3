"""A wrong use of the command is told in a line, before anything is asked of a server."""

from __future__ import annotations

import pytest

from tests.crawl_command.crawls import last_line
from tests.project import FAST, Project, completed
from tests.sites.server import Serving

pytestmark = pytest.mark.network


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["nosuch"], "no such source: nosuch; declared are finews"),
        ([], "name one source"),
        (["finews", "finews"], "name one source"),
        (["finews", "--fast"], "no such option: --fast"),
    ],
)
def test_a_wrong_use_is_told_and_asks_nothing(
    project: Project, served: Serving, arguments: list[str], shown: str
) -> None:
    ended = project.scrapy("crawl", *arguments)
    assert (ended.returncode, served.requested) == (2, [])
    assert shown in ended.stderr


@pytest.mark.parametrize("place", ["nowhere/told.json", "."])
def test_a_place_where_no_json_can_be_written_is_told_before_anything_is_asked(
    project: Project, served: Serving, place: str
) -> None:
    path = project.folder / place
    ended = project.scrapy("crawl", "finews", *FAST, "--stats-json", path)
    assert (ended.returncode, served.requested) == (2, [])
    assert f"cannot write '{path}'" in ended.stderr


@pytest.mark.parametrize("command", [["crawl", "finews"], ["ingest", "."], ["records"]])
def test_a_log_level_that_is_none_is_told(project: Project, served: Serving, command: list[str]) -> None:
    ended = project.scrapy(*command, "-L", "BOGUS")
    assert (ended.returncode, served.requested) == (2, [])
    assert last_line(ended.stderr).endswith(
        "'BOGUS' is no log level; CRITICAL, ERROR, WARNING, INFO, DEBUG are"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("nonsense", "crawl: 'nonsense' is no address of a database: "),
        ("mysql://x/y", "crawl: mysql is not supported, only sqlite and postgresql"),
        ("sqlite:///{folder}/page.html", "crawl: cannot open the database sqlite:///{folder}/page.html: "),
    ],
)
def test_a_database_that_is_none_is_told_in_a_line(
    project: Project, served: Serving, address: str, shown: str
) -> None:
    (project.folder / "page.html").write_text(
        "<p>北桥今日通车，行人车辆各行其道，两岸往来只需十分钟。</p>" * 9
    )
    variables = {**project.environment, "DATABASE_URL": address.format(folder=project.folder)}
    ended = Project(folder=project.folder, environment=variables).scrapy("crawl", "finews", *FAST)
    assert (ended.returncode, served.requested) == (1, [])
    assert last_line(ended.stderr).startswith(shown.format(folder=project.folder))
    assert "Traceback" not in ended.stderr


def test_the_help_shows_examples(project: Project) -> None:
    told = completed(project.scrapy("crawl", "--help")).stdout
    assert "scrapy crawl finews" in told
    assert "exit codes" in told
